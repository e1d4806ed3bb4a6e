//! Which files are workbooks.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::is_left_by_programs;

/// How names of workbooks end.
const EXTENSIONS: [&str; 2] = ["xlsx", "xlsm"];

/// How names of spreadsheets end that are no such workbooks. A section may have sent one, which has to be told.
const OTHERS: [&str; 3] = ["xls", "xlsb", "ods"];

/// The workbooks that are meant by paths: a file is itself, a folder is all spreadsheets in it by their names, but for those that have
/// been saved again as a workbook. What Excel keeps beside an open workbook (`~$回答.xlsx`) is none. A path that does not exist stays,
/// so that reading it tells.
#[must_use]
pub fn workbooks<P: AsRef<Path>>(paths: &[P]) -> Vec<PathBuf> {
    paths
        .iter()
        .map(AsRef::as_ref)
        .flat_map(|path| if path.is_dir() { inside(path) } else { own(path) })
        .collect()
}

fn own(path: &Path) -> Vec<PathBuf> {
    if is_left(path) { Vec::new() } else { vec![path.to_owned()] }
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries.filter(|path| is_spreadsheet(path) && !is_left(path)).collect();
    found.sort();
    found
}

fn is_left(path: &Path) -> bool {
    path.file_name().is_some_and(|name| is_left_by_programs(&name.to_string_lossy()))
}

fn is_spreadsheet(path: &Path) -> bool {
    let Some(extension) = path.extension().map(|extension| extension.to_string_lossy().to_lowercase()) else {
        return false;
    };
    let is_saved_again = || EXTENSIONS.iter().any(|workbook| path.with_extension(workbook).is_file());
    let is_one =
        EXTENSIONS.contains(&extension.as_str()) || OTHERS.contains(&extension.as_str()) && !is_saved_again();
    is_one && path.is_file()
}

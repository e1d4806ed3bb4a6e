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

/// What lies in folders and is not read, though somebody may have sent it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// Files that are no spreadsheets to be read, by their names.
    pub files: Vec<String>,
    /// Folders.
    pub folders: Vec<PathBuf>,
}

/// What lies in a folder and is none of its [`workbooks`], but for what programs leave and spreadsheets that were saved again.
#[must_use]
pub fn unread(folder: &Path) -> Unread {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut others: Vec<PathBuf> =
        entries.filter(|path| !is_left(path) && !is_spreadsheet(path) && !is_saved_again(path)).collect();
    others.sort();
    let (folders, files): (Vec<_>, Vec<_>) = others.into_iter().partition(|path| path.is_dir());
    let name = |path: PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
    Unread { files: files.into_iter().filter_map(name).collect(), folders }
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
    let is_one = has_extension(path, &EXTENSIONS) || has_extension(path, &OTHERS) && !is_saved_again(path);
    is_one && path.is_file()
}

/// Whether a spreadsheet of another kind lies beside the workbook that it has become.
fn is_saved_again(path: &Path) -> bool {
    has_extension(path, &OTHERS) && EXTENSIONS.iter().any(|workbook| path.with_extension(workbook).is_file())
}

fn has_extension(path: &Path, some: &[&str]) -> bool {
    path.extension().is_some_and(|own| some.contains(&&*own.to_string_lossy().to_lowercase()))
}

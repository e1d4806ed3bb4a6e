//! The files of `data/`: what lies there, what of it is read, and what is not although it may be meant.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::edit::Edits;
use super::parsed::Parsed;
use super::yaml::{self, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceFile, nearest};
use crate::folder::{
    DATA, DATA_FILES, DATA_FOLDERS, EXTENSION, LARGEST_DATA, in_data, is_left_by_programs, yaml_file,
};
use crate::form::{Field, Level};
use crate::reading::{self, Unread};
use crate::year::FiscalYear;
/// The files under a root. Paths are relative to it.
pub(super) struct Files<'a> {
    pub root: &'a Path,
    pub edits: &'a Edits,
    pub parsed: &'a Parsed,
    pub read: Mutex<ReadFiles>,
}

/// The files that were read, in no order.
#[derive(Default)]
pub(super) struct ReadFiles {
    pub sources: Vec<Arc<SourceFile>>,
    pub pictures: Vec<PathBuf>,
}

impl Files<'_> {
    pub fn node(&self, path: &Path) -> Result<Arc<Node>, Diagnostic> {
        let node = if let Some(edited) = self.edits.get(path) {
            Arc::new(yaml::parse(edited)?)
        } else {
            self.parsed.node(self.root.join(path), |there| {
                let bytes = reading::read(there, LARGEST_DATA).map_err(|unread| unread.diagnostic(path))?;
                yaml::parse(&yaml::decode(path, bytes)?)
            })?
        };
        self.read().sources.push(Arc::clone(node.place.source()));
        Ok(node)
    }

    pub fn read(&self) -> MutexGuard<'_, ReadFiles> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reports what lies at the top of `data/`, is most likely meant to be read, and is not: YAML under another name, and
    /// folders whose names are nearly ours.
    pub fn refuse_strays(&self, diagnostics: &mut Diagnostics) {
        for path in self.entries(Path::new(DATA), &mut Diagnostics::new()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_folder = self.is_folder(&path);
            let ours = if is_folder { &DATA_FOLDERS[..] } else { &DATA_FILES };
            // To some systems capitals do not matter.
            let is_read = |ours: &&str| {
                name == **ours || name.eq_ignore_ascii_case(ours) && self.root.join(in_data(ours)).exists()
            };
            if ours.iter().any(is_read) {
                continue;
            }
            let message = if is_folder {
                if nearest(&name, DATA_FOLDERS).is_none() && name.parse::<FiscalYear>().is_err() {
                    continue;
                }
                "この名前のフォルダーは読みません。"
            } else {
                if !is_yaml(&path) {
                    continue;
                }
                "この名前のファイルは読みません。"
            };
            diagnostics.push(
                Diagnostic::new(Code::FileName, message)
                    .in_file(&path)
                    .hint_nearest(&name, ours.iter().copied())
                    .hint("data に置けるのは、ファイルでは plan.yaml と 用語.yaml、フォルダーでは measures と records と years と figures です。")
                    .hint("要らなければ data の外へ移してください。"),
            );
        }
    }

    /// Whether YAML lies anywhere in a folder.
    fn holds_yaml(&self, folder: &Path) -> bool {
        // A link may lead back.
        let is_folder =
            |path: &Path| fs::symlink_metadata(self.root.join(path)).is_ok_and(|path| path.is_dir());
        let entries = self.entries(folder, &mut Diagnostics::new());
        entries.iter().any(|path| is_yaml(path) || is_folder(path) && self.holds_yaml(path))
    }

    /// Whether there is a folder, or will be one with the edits.
    pub fn is_folder(&self, path: &Path) -> bool {
        self.root.join(path).is_dir()
            || self.edits.created().any(|file| file != path && file.starts_with(path))
    }

    /// The entries of a folder by name; none if there is no such folder.
    pub fn entries(&self, folder: &Path, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
        let entries = match fs::read_dir(self.root.join(folder)) {
            Ok(entries) => Some(entries),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                diagnostics.push(Unread::from(error).diagnostic(folder));
                return Vec::new();
            }
        };
        let there = entries
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .filter(|entry| !is_left_by_programs(&entry.file_name().to_string_lossy()))
            .map(|entry| folder.join(entry.file_name()));
        let created = self.edits.created().filter_map(|file| {
            let name = file.strip_prefix(folder).ok()?.components().next()?;
            Some(folder.join(name))
        });
        let mut paths: Vec<PathBuf> = there.chain(created).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// The YAML files of a folder with their stems.
    pub fn yaml_files(&self, folder: &Path, diagnostics: &mut Diagnostics) -> Vec<(String, PathBuf)> {
        let mut files = Vec::new();
        let entries = self.entries(folder, diagnostics).into_iter();
        for path in entries {
            if is_left_beside(&path) {
                if self.is_record_in_disguise(&path) {
                    diagnostics.push(
                        Diagnostic::new(Code::FileName, "記録のようですが、拡張子が .yaml でないので読みません。")
                            .in_file(&path)
                            .hint(format!("ファイルの名前を「{}」にしてください（エクスプローラーの「表示」で「ファイル名拡張子」を出すと見えます）。", yaml_file(stem(&path))))
                            .hint("記録でなければ、data の外へ移してください。"),
                    );
                }
            } else if has_our_extension(&path) {
                files.push((stem(&path), path));
            } else if self.root.join(&path).is_dir() {
                if self.holds_yaml(&path) {
                    diagnostics.push(
                        Diagnostic::new(Code::FileName, "このフォルダーの中のファイルは読みません。")
                            .in_file(&path)
                            .hint("記録なら一つ上のフォルダーへ、そうでなければフォルダーごと data の外へ移してください。"),
                    );
                }
            } else if is_of_spreadsheets(&path) {
                diagnostics.push(
                    Diagnostic::new(Code::FileName, "表計算のファイルは、ここからは読みません。")
                        .in_file(&path)
                        .hint("担当係から返ってきた記入様式なら、shinchoku collect ファイル で取り込んでください（はじめにのページに置いても取り込めます）。")
                        .hint("今までの Excel の冊子なら、shinchoku import ファイル で取り込んでください。")
                        .hint("取り込んだ後や、取り込まないときは、data の外へ移してください。"),
                );
            } else {
                diagnostics.push(
                    Diagnostic::new(Code::FileName, "拡張子が .yaml でないファイルは読みません。")
                        .in_file(&path)
                        .hint("記録なら、ファイル名の終わりを .yaml にしてください（エクスプローラーの「表示」で「ファイル名拡張子」を出すと見えます）。")
                        .hint("記録でなければ、data の外へ移してください。"),
                );
            }
        }
        files
    }

    /// Whether what a program has saved as `.txt` is meant as a record: it begins as one does, and there is no other.
    fn is_record_in_disguise(&self, path: &Path) -> bool {
        if path.extension().is_none_or(|extension| extension != "txt")
            || self.root.join(path.with_extension("yaml")).exists()
        {
            return false;
        }
        let bytes = reading::read(&self.root.join(path), LARGEST_DATA).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let first = text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty());
        let key = first.and_then(|line| line.split_once([':', '：'])).map(|(key, _)| key.trim());
        key.is_some_and(|key| {
            Field::ALL.iter().any(|field| field.row().level == Level::Record && field.key() == key)
        })
    }
}

/// The name of a file without its extension.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether a file is read.
pub(super) fn has_our_extension(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == EXTENSION)
}

/// What people leave beside the data for each other.
pub(super) fn is_left_beside(path: &Path) -> bool {
    matches!(path.extension().and_then(|extension| extension.to_str()), Some("md" | "txt"))
        && Path::new(&stem(path)).extension().is_none()
}

/// Whether a file is one of a spreadsheet program.
fn is_of_spreadsheets(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["xlsx", "xlsm", "xls", "ods", "csv"].contains(&extension.to_lowercase().as_str())
}

/// Whether a file is meant as YAML; an editor may have put `.txt` behind, which Explorer does not show.
pub(super) fn is_yaml(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".txt").unwrap_or(&name);
    matches!(name.rsplit_once('.'), Some((_, "yaml" | "yml")))
}

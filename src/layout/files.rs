//! The files of a layout: a council's own `layouts/`, and ours for what it does not have.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceFile};
use crate::folder::LAYOUTS;

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../layouts/", $name)))),+]
    };
}

/// Our own layout, which is also in the binary.
const BUILT_IN: &[(&str, &str)] = built_in![
    "booklet.typ.j2",
    "booklet.typ",
    "changes.typ.j2",
    "checklist.typ.j2",
    "contract.typ",
    "cover.typ.j2",
    "cover.typ",
    "foreword.typ.j2",
    "foreword.typ",
    "index.typ.j2",
    "index.typ",
    "lists.typ",
    "sheet.typ.j2",
    "sheet.typ",
    "steps.typ",
    "theme.typ",
];

/// Looks up layout files: first in `layouts/` of the root, then among ours. Nothing outside that folder can be read.
#[derive(Debug, Default)]
pub struct LayoutFiles {
    folder: Option<PathBuf>,
}

/// Why a layout file cannot be had.
#[derive(Debug)]
pub enum LayoutFileError {
    /// Neither the council nor we have it.
    NotFound,
    /// It leads out of the folder, or the system refuses it.
    Denied,
    /// It is not UTF-8.
    NotText,
}

impl LayoutFiles {
    /// The layouts of a root.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { folder: Some(root.join(LAYOUTS)).filter(|folder| folder.is_dir()) }
    }

    /// The bytes of a file, named as in the folder (`theme.typ`).
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, LayoutFileError> {
        if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', ':', '\0']) {
            return Err(LayoutFileError::Denied);
        }
        if let Some(bytes) = self.own(name)? {
            return Ok(bytes);
        }
        BUILT_IN
            .iter()
            .find(|(built_in, _)| *built_in == name)
            .map(|(_, text)| text.as_bytes().to_vec())
            .ok_or(LayoutFileError::NotFound)
    }

    /// A file as text.
    pub fn text(&self, name: &str) -> Result<Arc<SourceFile>, LayoutFileError> {
        let text = String::from_utf8(self.bytes(name)?).map_err(|_| LayoutFileError::NotText)?;
        Ok(SourceFile::new(Path::new(LAYOUTS).join(name), text))
    }

    /// The files of the folder that are most likely meant as layouts and are none, such as `cover.typ.j2.txt`, of which
    /// Explorer does not show the end.
    #[must_use]
    pub fn strays(&self) -> Diagnostics {
        let entries = self.folder.as_deref().and_then(|folder| fs::read_dir(folder).ok());
        let mut names: Vec<PathBuf> =
            entries.into_iter().flatten().flatten().map(|entry| entry.file_name().into()).collect();
        names.sort();
        names.iter().filter_map(|name| stray(name)).collect()
    }

    /// A council's own file. A link that leads out of the folder is refused.
    fn own(&self, name: &str) -> Result<Option<Vec<u8>>, LayoutFileError> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let path = match folder.join(name).canonicalize() {
            Ok(path) => path,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(_) => return Err(LayoutFileError::Denied),
        };
        if !folder.canonicalize().is_ok_and(|folder| path.starts_with(folder)) {
            return Err(LayoutFileError::Denied);
        }
        fs::read(path).map(Some).map_err(|_| LayoutFileError::Denied)
    }
}

fn stray(name: &Path) -> Option<Diagnostic> {
    let meant = name.file_stem()?.to_str()?;
    let extension = name.extension()?.to_str()?;
    // What people and editors keep beside a file is not meant to be read.
    let is_kept = ["bak", "orig", "old", "tmp", "swp"].contains(&extension);
    (!is_kept && BUILT_IN.iter().any(|(built_in, _)| *built_in == meant)).then(|| {
        Diagnostic::warning(Code::StrayLayout, "この名前のファイルは、ひな形として読みません。")
            .in_file(Path::new(LAYOUTS).join(name))
            .hint(format!("ひな形なら、名前の終わりの .{extension} を消して「{meant}」にしてください（エクスプローラーの「表示」で「ファイル名拡張子」を出すと見えます）。"))
            .hint("要らなければ layouts の外へ移してください。")
    })
}

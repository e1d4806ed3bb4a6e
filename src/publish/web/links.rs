//! What lies beside the pages, to which they link.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Publication;
use crate::publish::PublishedFile;
use crate::publish::data::{DataFile, KnownLicence};

/// The folder of 公開データ.
const DATA: &str = "data";

/// What lies beside the pages in the folder.
#[derive(Debug, Serialize)]
pub struct Links {
    /// The booklet as a PDF.
    booklet: FileView,
    /// On which page of the PDF each sheet begins, counted from 1 at the cover, by the printed number.
    pages: BTreeMap<u32, usize>,
    /// 新旧対照表, if there is one.
    changes: Option<FileView>,
    /// 公開データ.
    data: Vec<FileView>,
    /// 利用条件, if the council has said any.
    terms: Option<Terms>,
}

impl Links {
    /// To the booklet, with the pages on which its sheets begin.
    #[must_use]
    pub fn new(booklet: &PublishedFile, pages: BTreeMap<u32, usize>) -> Self {
        let booklet = FileView::of(booklet, None);
        Self { booklet, pages, changes: None, data: Vec::new(), terms: None }
    }

    /// To 新旧対照表 as well.
    #[must_use]
    pub fn with_changes(self, changes: &PublishedFile) -> Self {
        Self { changes: Some(FileView::of(changes, None)), ..self }
    }

    /// To 公開データ as well, with the terms on which others may use it. Tells the files as they lie in the folder.
    #[must_use]
    pub fn with_data(self, files: Vec<DataFile>, publication: &Publication) -> (Self, Vec<PublishedFile>) {
        let mut data = Vec::with_capacity(files.len());
        let mut placed = Vec::with_capacity(files.len());
        for DataFile { title, file } in files {
            let file = PublishedFile { path: format!("{DATA}/{}", file.path), ..file };
            data.push(FileView::of(&file, Some(title)));
            placed.push(file);
        }
        let terms = publication.licence.as_ref().map(|licence| Terms::of(&licence.value));
        (Self { data, terms, ..self }, placed)
    }
}

/// 利用条件.
#[derive(Debug, Serialize)]
struct Terms {
    /// What they are called.
    title: String,
    /// Where they can be read, if many know them.
    address: Option<&'static str>,
}

impl Terms {
    fn of(typed: &str) -> Self {
        let known = KnownLicence::meant(typed);
        Self {
            title: known.map_or(typed, |known| known.title).to_owned(),
            address: known.map(|known| known.address),
        }
    }
}

/// A file as a link tells of it.
#[derive(Debug, Serialize)]
struct FileView {
    /// Where it lies in the folder.
    path: String,
    /// What it is called, if the template has no words for it.
    title: Option<&'static str>,
    /// Of which kind it is, by the end of its name.
    kind: String,
    /// How large it is.
    size: String,
}

impl FileView {
    fn of(file: &PublishedFile, title: Option<&'static str>) -> Self {
        let (_, ending) = file.path.rsplit_once('.').unwrap_or_default();
        let (kind, size) = (ending.to_ascii_uppercase(), size(file.bytes.len()));
        Self { path: file.path.clone(), title, kind, size }
    }
}

/// A number of bytes, as a person reads it.
fn size(bytes: usize) -> String {
    const KILO: usize = 1000;
    const MEGA: usize = KILO * KILO;
    let tenths = bytes.div_ceil(MEGA / 10);
    if bytes < MEGA {
        format!("{} KB", bytes.div_ceil(KILO))
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_a_unit_of_its_own() {
        let told = [0, 1, 1001, 999_999, 1_000_000, 1_010_000].map(size);
        assert_eq!(told, ["0 KB", "1 KB", "2 KB", "1000 KB", "1.0 MB", "1.1 MB"]);
    }
}

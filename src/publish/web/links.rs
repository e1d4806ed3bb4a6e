//! What lies beside the pages, to which they link.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::publish::PublishedFile;

/// What lies beside the pages in the folder.
#[derive(Debug, Serialize)]
pub struct Links {
    /// The booklet as a PDF.
    booklet: FileView,
    /// On which page of the PDF each sheet begins, counted from 1 at the cover, by the printed number.
    pages: BTreeMap<u32, usize>,
    /// 新旧対照表, if there is one.
    changes: Option<FileView>,
}

impl Links {
    /// To the booklet, with the pages on which its sheets begin, and to 新旧対照表.
    #[must_use]
    pub fn new(
        booklet: &PublishedFile,
        pages: BTreeMap<u32, usize>,
        changes: Option<&PublishedFile>,
    ) -> Self {
        Self { booklet: FileView::of(booklet), pages, changes: changes.map(FileView::of) }
    }
}

/// A file as a link tells of it.
#[derive(Debug, Serialize)]
struct FileView {
    /// Where it lies in the folder.
    path: String,
    /// Of which kind it is, by the end of its name.
    kind: String,
    /// How large it is.
    size: String,
}

impl FileView {
    fn of(file: &PublishedFile) -> Self {
        let (_, ending) = file.path.rsplit_once('.').unwrap_or_default();
        Self { path: file.path.clone(), kind: ending.to_ascii_uppercase(), size: size(file.bytes.len()) }
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
        assert_eq!(
            [0, 1, 1001, 999_999, 1_000_000, 1_010_000].map(size),
            ["0 KB", "1 KB", "2 KB", "1000 KB", "1.0 MB", "1.1 MB"]
        );
    }
}

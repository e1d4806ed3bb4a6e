//! The pictures of an edition.

use std::collections::BTreeMap;

use crate::book::{BlockView, Book, CellView, ValueView};
use crate::diagnostics::{Code, Diagnostic};
use crate::layout::LayoutFiles;
use crate::publish::PublishedFile;

/// The folder of the pictures.
const FIGURES: &str = "figures";

/// The pictures that the pages of a book show.
///
/// # Errors
/// One that is no longer there.
pub(super) fn files(book: &Book<'_>, layouts: &LayoutFiles) -> Result<Vec<PublishedFile>, Diagnostic> {
    let blocks = book.sheets.iter().flat_map(|sheet| sheet.face.iter().flatten());
    let values = blocks.flat_map(cells).filter_map(|cell| cell.value.as_ref());
    // Each once, whoever shows it.
    let shown: BTreeMap<&str, _> = values
        .filter_map(|value| match value {
            ValueView::Picture { file, .. } => Some((file.value.as_str(), &file.place)),
            _ => None,
        })
        .collect();
    let file = |(name, place)| {
        let bytes = layouts.figure(name).map_err(|_| {
            Diagnostic::new(Code::Unreadable, format!("図「{name}」を読めません。"))
                .at(place)
                .hint("作っている間に図のファイルが移されたのかもしれません。もう一度実行してください。")
        })?;
        Ok(PublishedFile { path: format!("{FIGURES}/{name}"), bytes })
    };
    shown.into_iter().map(file).collect()
}

/// The cells of a part of a sheet.
fn cells<'b, 'a>(block: &'b BlockView<'a>) -> &'b [CellView<'a>] {
    match block {
        BlockView::Profile { cells } | BlockView::Row { cells } => cells,
        _ => &[],
    }
}

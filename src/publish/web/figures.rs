//! The pictures of an edition.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;

use usvg::roxmltree::{Document, Node, ParsingOptions};

use crate::book::{BlockView, Book, CellView, ValueView};
use crate::diagnostics::{Code, Diagnostic, Place};
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
    let file = |(name, place): (&str, &Place)| {
        let bytes = layouts.figure(name).map_err(|_| {
            Diagnostic::new(Code::Unreadable, format!("図「{name}」を読めません。"))
                .at(place)
                .hint("作っている間に図のファイルが移されたのかもしれません。もう一度実行してください。")
        })?;
        if is_drawing(name) && !is_still(&bytes) {
            return Err(Diagnostic::new(Code::BadValue, format!("図「{name}」は、ホームページには載せられません。"))
                .at(place)
                .hint("スクリプトなどの動くものが入っているか、圧縮された SVG です。図を描くソフトで、ふつうの SVG か PNG にして保存し直してください。"));
        }
        Ok(PublishedFile { path: format!("{FIGURES}/{name}"), bytes })
    };
    shown.into_iter().map(file).collect()
}

/// Whether a browser takes a file for a drawing.
fn is_drawing(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(OsStr::to_str).unwrap_or_default();
    ["svg", "svgz"].contains(&ending.to_ascii_lowercase().as_str())
}

/// Whether a drawing does nothing where somebody opens it by itself: then it is a page like any other, and what runs in it could do
/// on the website whatever its own pages can.
fn is_still(bytes: &[u8]) -> bool {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let text = std::str::from_utf8(bytes).ok();
    let Some(drawing) = text.and_then(|text| Document::parse_with_options(text, options).ok()) else {
        return false;
    };
    drawing.descendants().filter(Node::is_element).all(|node| {
        let name = node.tag_name().name().to_ascii_lowercase();
        let is_lively = |name: &str, value: &str| {
            let value = value.trim_start().to_ascii_lowercase();
            name.to_ascii_lowercase().starts_with("on")
                || value.starts_with("javascript:")
                || value.starts_with("data:text")
        };
        !["script", "foreignobject", "handler", "set", "animate"].contains(&name.as_str())
            && !node.attributes().any(|attribute| is_lively(attribute.name(), attribute.value()))
    })
}

/// The cells of a part of a sheet.
fn cells<'b, 'a>(block: &'b BlockView<'a>) -> &'b [CellView<'a>] {
    match block {
        BlockView::Profile { cells } | BlockView::Row { cells } => cells,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_that_does_something_is_known() {
        let drawing = |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>");
        for still in
            ["<rect width='1' height='1'/>", "<style>rect { fill: red }</style>", "<text>onload</text>"]
        {
            assert!(is_still(drawing(still).as_bytes()), "{still}");
        }
        for lively in [
            "<script>alert(1)</script>",
            "<SCRIPT/>",
            "<rect onclick='alert(1)'/>",
            "<a href=' JavaScript:alert(1)'/>",
            "<foreignObject/>",
            "<a><set attributeName='href' to='javascript:alert(1)'/></a>",
            "<rect",
        ] {
            assert!(!is_still(drawing(lively).as_bytes()), "{lively}");
        }
        assert!(!is_still(&[0x1F, 0x8B, 8]));
        assert!(is_drawing("図.SVG") && !is_drawing("図.png"));
    }
}

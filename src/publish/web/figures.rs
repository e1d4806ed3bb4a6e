//! The pictures of an edition.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;

use usvg::roxmltree::{Document, Node, ParsingOptions};

use crate::book::{BlockView, Book, ValueView};
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
    let values = blocks.flat_map(BlockView::cells).filter_map(|cell| cell.value.as_ref());
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
    !gives_attributes(text.unwrap_or_default()) && !drawing.descendants().any(|node| is_lively(&node))
}

/// The languages besides SVG that a browser knows wherever they stand. What drawing programs note in others of their own, it passes by.
const LIVELY_LANGUAGES: [&str; 2] = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"];

/// The elements, in small letters, that run something, hold a page, or change an attribute later.
const LIVELY_ELEMENTS: [&str; 5] = ["script", "foreignobject", "handler", "set", "animate"];

/// Whether a drawing's own DTD may give its elements attributes, which a browser adds and which are not seen here.
fn gives_attributes(text: &str) -> bool {
    let is_of_dtd = |declaration: &str| declaration.trim_start().starts_with('%');
    text.contains("<!ATTLIST") || text.split("<!ENTITY").skip(1).any(is_of_dtd)
}

/// Whether a part of a drawing does something.
fn is_lively(node: &Node<'_, '_>) -> bool {
    let name = node.tag_name();
    node.pi().is_some_and(|instruction| instruction.target == "xml-stylesheet")
        || name.namespace().is_some_and(|language| LIVELY_LANGUAGES.contains(&language))
        || LIVELY_ELEMENTS.contains(&name.name().to_ascii_lowercase().as_str())
        || node.attributes().any(|attribute| is_lively_attribute(attribute.name(), attribute.value()))
}

fn is_lively_attribute(name: &str, value: &str) -> bool {
    // As a browser reads an address: it passes by what nobody sees.
    let seen = value.chars().filter(|character| !character.is_control() && !character.is_whitespace());
    let address = seen.collect::<String>().to_ascii_lowercase();
    name.to_ascii_lowercase().starts_with("on")
        || address.starts_with("javascript:")
        || address.starts_with("data:text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_that_does_something_is_known() {
        let drawing = |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>");
        for still in [
            "<rect width='1' height='1'/>",
            "<style>rect { fill: red }</style>",
            "<text>onload</text>",
            "<a href='https://example.jp/'/>",
            // As drawing programs write.
            "<n:namedview xmlns:n='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' pagecolor='#ffffff'/>",
            "<metadata><?xpacket begin=''?><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></metadata>",
        ] {
            assert!(is_still(drawing(still).as_bytes()), "{still}");
        }
        for lively in [
            "<script>alert(1)</script>",
            "<SCRIPT/>",
            "<rect onclick='alert(1)'/>",
            "<a href=' JavaScript:alert(1)'/>",
            "<foreignObject/>",
            "<a><set attributeName='href' to='javascript:alert(1)'/></a>",
            "<a href='java&#10;script:alert(1)'/>",
            "<a href='&#1;java\tscript&#9;:alert(1)'/>",
            "<iframe xmlns='http://www.w3.org/1999/xhtml' srcdoc='&lt;script>alert(1)&lt;/script>'/>",
            "<h:p xmlns:h='http://www.w3.org/1999/xhtml'/>",
            "<math xmlns='http://www.w3.org/1998/Math/MathML'/>",
            "<?xml-stylesheet type='text/xsl' href='data:,'?>",
            "<rect",
        ] {
            assert!(!is_still(drawing(lively).as_bytes()), "{lively}");
        }
        for before in [
            "<?xml version='1.0'?><?xml-stylesheet href='script.xsl'?>",
            "<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'alert(1)'>]>",
            "<!DOCTYPE svg [<!ENTITY % all \"&#60;!ATTLIST svg onload CDATA 'alert(1)'>\"> %all;]>",
        ] {
            assert!(!is_still(format!("{before}{}", drawing("")).as_bytes()), "{before}");
        }
        let by_a_program = "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE svg [<!ENTITY red '#f00'>]>";
        assert!(is_still(format!("{by_a_program}{}", drawing("<rect fill='&red;'/>")).as_bytes()));
        assert!(!is_still(&[0x1F, 0x8B, 8]));
        assert!(is_drawing("図.SVG") && !is_drawing("図.png"));
    }
}

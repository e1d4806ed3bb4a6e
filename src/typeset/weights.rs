//! Whether the fonts of the theme have the weights that the layouts ask for: where a family has no bold face, Typst sets bold words
//! with what there is, and says nothing.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use typst::syntax::ast::{Dict, Ident, LetBinding, Str};
use typst::syntax::{LinkedNode, parse};
use typst::text::{FontInfo, FontStretch, FontStyle, FontVariant, FontWeight, Tag};

use super::fonts::Fonts;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::layout::{LayoutFiles, THEME};

/// What the theme calls the fonts of the booklet.
const FONT: &str = "font";

/// From where on a face is bold to whoever reads it: SemiBold.
const BOLD: FontWeight = FontWeight::SEMIBOLD;

/// What a Japanese text cannot do without: the family that has it sets all that those before it leave.
const OF_EVERY_TEXT: u32 = 'あ' as u32;

impl Fonts {
    /// The families of the theme that set bold and other words alike, as far as the council has put them into `fonts/`.
    pub(super) fn missing_weights(&self, layouts: &LayoutFiles) -> Diagnostics {
        let mut found = Diagnostics::new();
        if !self.has_own() {
            return found;
        }
        let Ok(theme) = layouts.text(THEME) else { return found };
        let root = parse(theme.text());
        for typed in named_in(&LinkedNode::new(&root)) {
            let Some((regular, face)) = self.face(&typed.name, FontWeight::REGULAR) else { continue };
            if let Some(file) = self.own_file(regular)
                && self.face(&typed.name, FontWeight::BOLD).is_some_and(|(bold, _)| bold == regular)
                && !has_any_weight(face)
            {
                found.push(one_weight(face, file).at(&theme.place(typed.range)));
            }
            if !typed.limited && face.coverage.contains(OF_EVERY_TEXT) {
                break;
            }
        }
        found
    }

    /// The face that sets words of a weight.
    fn face(&self, family: &str, weight: FontWeight) -> Option<(usize, &FontInfo)> {
        let variant = FontVariant::new(FontStyle::Normal, weight, FontStretch::NORMAL);
        let index = self.book().select(&family.to_lowercase(), variant)?;
        Some((index, self.book().info(index)?))
    }
}

/// A text of the theme that may name a family.
struct Named {
    name: String,
    range: Range<usize>,
    /// Whether it sets some characters only: `(name: "…", covers: …)`.
    limited: bool,
}

/// What the font of a theme is made of, in order, through other names that the theme gives.
fn named_in(theme: &LinkedNode<'_>) -> Vec<Named> {
    let mut bindings: BTreeMap<String, LinkedNode<'_>> = theme
        .children()
        .filter_map(|node| {
            let name = node.cast::<LetBinding>()?.kind().bindings().first()?.as_str().to_owned();
            Some((name, node))
        })
        .collect();
    let mut named = Vec::new();
    collect(FONT, &mut bindings, &mut named);
    named
}

/// Takes a binding out and collects what it is made of.
fn collect(name: &str, bindings: &mut BTreeMap<String, LinkedNode<'_>>, named: &mut Vec<Named>) {
    if let Some(binding) = bindings.remove(name) {
        collect_in(&binding, false, bindings, named);
    }
}

fn collect_in(
    node: &LinkedNode<'_>,
    limited: bool,
    bindings: &mut BTreeMap<String, LinkedNode<'_>>,
    named: &mut Vec<Named>,
) {
    for child in node.children() {
        if let Some(text) = child.cast::<Str>() {
            named.push(Named { name: text.get().to_string(), range: child.range(), limited });
        } else if let Some(name) = child.cast::<Ident>() {
            collect(name.as_str(), bindings, named);
        } else {
            collect_in(&child, limited || child.cast::<Dict>().is_some(), bindings, named);
        }
    }
}

/// Whether a face has all weights in one.
fn has_any_weight(face: &FontInfo) -> bool {
    face.axes.iter().any(|axis| axis.tag == Tag::from_bytes(b"wght"))
}

fn one_weight(face: &FontInfo, file: &Path) -> Diagnostic {
    let (family, there) = (&face.family, file.file_name().unwrap_or_default().to_string_lossy());
    let (missing, weight, instead) = if face.variant.weight < BOLD {
        ("太字", "Bold", "見出しなどの太い字も、ほかの字と同じ太さで")
    } else {
        ("標準の太さ", "Regular", "本文も、見出しと同じ太い字で")
    };
    let message = format!("書体「{family}」には{missing}（{weight}）がないので、{instead}刷られます。");
    Diagnostic::new(Code::FontWeight, message)
        .hint(format!(
            "同じ書体の{missing}のファイル（名前は {} など）も、fonts フォルダーに置いてください。今あるのは {there} です。",
            file_of_weight(file, weight).display()
        ))
        .hint("その太さのない書体なら、theme.typ の font を、太字のある書体に替えてください（もとの書体は \"BIZ UDGothic\"）。")
}

/// What the file of another weight is most likely called.
fn file_of_weight(file: &Path, weight: &str) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let ending = file.extension().unwrap_or_default();
    let said = ["Regular", "Medium", "Light", "SemiBold", "Bold", "Heavy", "Black"]
        .into_iter()
        .find_map(|said| stem.strip_suffix(said));
    let stem = said.map_or_else(|| format!("{stem}-{weight}"), |family| format!("{family}{weight}"));
    Path::new(&stem).with_extension(ending)
}

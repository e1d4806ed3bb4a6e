//! What Typst says of the markup, at the template line behind it.

use std::collections::HashSet;

use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};

use super::japanese::{Told, is_of_standard, told, wide_character};
use super::world::PartWorld;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location, cut};

/// How many characters at most are shown of what Typst said itself: it may list a hundred words.
const LONGEST_SAYING: usize = 120;

/// Findings of Typst.
pub(super) fn collect(found: &[SourceDiagnostic], world: &PartWorld<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    // What Typst cannot read after one of these is said because of it.
    let has_cause = found.iter().any(|one| is_cause(one, world));
    let mut lines = HashSet::new();
    for one in found {
        let told = diagnostic(one, world);
        if has_cause && told.is_error() {
            let line = match &told.location {
                Location::Place(place) => Some((place.source().path().to_owned(), place.start().line)),
                _ => None,
            };
            if !is_cause(one, world) || !lines.insert(line) {
                continue;
            }
        }
        diagnostics.push(told);
    }
    diagnostics
}

/// Whether it is certain what is wrong where Typst cannot read on: a character that is not half-width, or a value that went into
/// code as it goes into text.
fn is_cause(found: &SourceDiagnostic, world: &PartWorld<'_>) -> bool {
    wide_character(&found.message).is_some() || is_value_in_code(found, world)
}

/// Whether a value that a template wrote without `| text` stands in code, which has no `#`.
fn is_value_in_code(found: &SourceDiagnostic, world: &PartWorld<'_>) -> bool {
    found.message.starts_with("the character `#` is not valid in code")
        && found.span.id().zip(world.range(found.span)).is_some_and(|(id, range)| {
            world.is_part(id) && world.part().origin(range, world.layouts()).value.is_some()
        })
}

/// What is typed where Typst found something.
fn typed(found: &SourceDiagnostic, world: &PartWorld<'_>) -> Option<String> {
    let source = world.source(found.span.id()?).ok()?;
    Some(source.text().get(world.range(found.span)?)?.to_owned())
}

/// Whether Typst says that it cannot unpack a picture whose header is sound.
fn is_of_picture(said: &str) -> bool {
    ["failed to decode image", "failed to parse SVG", "failed to load PDF", "file is too large"]
        .iter()
        .any(|beginning| said.starts_with(beginning))
}

/// A font that is not there. Typst tells its name in small letters; whoever looks for it reads what he wrote.
fn no_font(family: &str, world: &PartWorld<'_>) -> Diagnostic {
    let theme = world.layouts().text("theme.typ").ok();
    let mut typed = theme.iter().flat_map(|theme| theme.text().split('"').skip(1).step_by(2));
    let written = typed.find(|typed| typed.to_lowercase() == family).unwrap_or(family);
    let there: Vec<&str> = world.book().families().map(|(name, _)| name).collect();
    Diagnostic::new(Code::Font, format!("書体「{written}」がありません。"))
        .hint(
            "この書体のファイルを fonts フォルダーに置くか、layouts の theme.typ の font を直してください。",
        )
        .hint(format!("今使える書体: {}", there.join("、")))
}

/// An error of Typst in Japanese, with what it said itself.
fn in_japanese(found: &SourceDiagnostic, world: &PartWorld<'_>) -> Diagnostic {
    let said = found.message.as_str();
    let code = if is_of_standard(said) { Code::Export } else { Code::Markup };
    let label = cut(said, LONGEST_SAYING);
    if is_value_in_code(found, world) {
        return Diagnostic::new(code, "関数に渡す値が、文章に載せる値の書き方になっています。")
            .label(label)
            .hint("{{ 値 | text }} と書いてください（題なら {{ 値 | phrases }}、紙に載らない名前なら {{ 値 | str }}）。");
    }
    let Some(Told { message, hint }) = told(said, &typed(found, world).unwrap_or_default()) else {
        return Diagnostic::new(code, "ひな形が作った組版の指示に誤りがあります。").label(label);
    };
    let mut diagnostic = Diagnostic::new(code, message).label(label);
    if let Some(name) = said.strip_prefix("unknown variable: ") {
        let library = world.library();
        let known = library.global.scope().iter().map(|(name, _)| name.as_str().to_owned());
        let names: Vec<String> = known.chain(world.layouts().names()).collect();
        diagnostic = diagnostic.hint_nearest(name, names.iter().map(String::as_str));
    }
    diagnostic.hints.extend(hint);
    diagnostic
}

/// A finding of Typst, at the template line behind it.
pub(super) fn diagnostic(found: &SourceDiagnostic, world: &PartWorld<'_>) -> Diagnostic {
    if let Some(refused) = world.refused(&found.message) {
        return refused;
    }
    let diagnostic = match (found.severity, found.message.strip_prefix("unknown font family: ")) {
        // Without the font there would be other shapes, or none, on paper.
        (_, Some(family)) => no_font(family, world),
        (Severity::Error, None) if is_of_picture(&found.message) => {
            Diagnostic::new(Code::Picture, "画像として読めません。")
                .label(found.message.as_str())
                .hint("画像のソフトで開けるか確かめ、PNG か JPEG で保存し直してください。")
        }
        (Severity::Error, None) => in_japanese(found, world),
        (Severity::Warning, None) => {
            Diagnostic::new(Code::MarkupWarning, "組版の指示に注意があります。").label(found.message.as_str())
        }
    };
    // Where a function of the layouts fails, the call that led there is in the trace.
    let spans = std::iter::once(found.span).chain(found.trace.iter().map(|point| point.span.into()));
    let mut diagnostic = at_first(diagnostic, spans, world);
    // Of what is told in Japanese, these say the same again.
    let hints = found.hints.iter().filter(|_| told(&found.message, "").is_none());
    diagnostic.hints.extend(hints.map(|hint| hint.v.to_string()));
    diagnostic
}

/// A finding at the first of some places of the markup that somebody has written: a line of a template, with the value that it has
/// put there, or of another layout file.
pub(super) fn at_first(
    found: Diagnostic,
    spans: impl IntoIterator<Item = DiagSpan>,
    world: &PartWorld<'_>,
) -> Diagnostic {
    for span in spans {
        let Some((id, range)) = span.id().zip(world.range(span)) else { continue };
        if world.is_part(id) {
            let origin = world.part().origin(range, world.layouts());
            let found = found.at(&origin.place);
            return match origin.value {
                Some(value) => found.inserted(value),
                None => found,
            };
        }
        if let Some(file) = world.layout_file(id) {
            return found.at(&file.place(range));
        }
    }
    found
}

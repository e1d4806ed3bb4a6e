//! What Typst says of the markup, at the template line behind it.

use typst::diag::{Severity, SourceDiagnostic};
use typst::{World, WorldExt};

use super::japanese::{Told, is_of_standard, told};
use super::world::PartWorld;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// Findings of Typst.
pub(super) fn collect(found: &[SourceDiagnostic], world: &PartWorld<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for one in found {
        diagnostics.push(diagnostic(one, world));
    }
    diagnostics
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
    let Some(Told { message, hint }) = told(said) else {
        return Diagnostic::new(code, "ひな形が作った組版の指示に誤りがあります。").label(said);
    };
    let mut diagnostic = Diagnostic::new(code, message).label(said);
    if let Some(name) = said.strip_prefix("unknown variable: ") {
        let library = world.library();
        let known = library.global.scope().iter().map(|(name, _)| name.as_str().to_owned());
        let names: Vec<String> = known.chain(world.layouts().names()).collect();
        diagnostic = diagnostic.hint_nearest(name, names.iter().map(String::as_str));
    }
    diagnostic.hints.extend(hint.map(str::to_owned));
    diagnostic
}

/// A finding of Typst, at the template line behind it.
pub(super) fn diagnostic(found: &SourceDiagnostic, world: &PartWorld<'_>) -> Diagnostic {
    if let Some(refused) = world.refused(&found.message) {
        return refused;
    }
    let mut diagnostic = match (found.severity, found.message.strip_prefix("unknown font family: ")) {
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
    for span in spans {
        let Some((id, range)) = span.id().zip(world.range(span)) else { continue };
        if world.is_part(id) {
            let origin = world.part().origin(range, world.layouts());
            diagnostic = diagnostic.at(&origin.place);
            if let Some(value) = origin.value {
                diagnostic = diagnostic.inserted(value);
            }
            break;
        }
        if let Some(file) = world.layout_file(id) {
            diagnostic = diagnostic.at(&file.place(range));
            break;
        }
    }
    // Of what is told in Japanese, these say the same again.
    let hints = found.hints.iter().filter(|_| told(&found.message).is_none());
    diagnostic.hints.extend(hints.map(|hint| hint.v.to_string()));
    diagnostic
}

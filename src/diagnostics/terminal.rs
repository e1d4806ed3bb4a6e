//! Diagnostics as text for a terminal, with the excerpt of the file.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Location, Severity};

/// Writes one diagnostic, with ANSI colours; a stream without colour strips them.
#[must_use]
pub fn render(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name("エラー"),
        Severity::Warning => Level::WARNING.with_name("注意"),
    };
    let title = level.primary_title(&*diagnostic.message).id(diagnostic.code.as_str());
    let group = match &diagnostic.location {
        Location::None => {
            let group = Group::with_title(title);
            match &diagnostic.label {
                Some(label) => group.element(Level::NOTE.with_name("内容").message(&**label)),
                None => group,
            }
        }
        Location::File(path) => title.element(Origin::path(path.to_string_lossy())),
        Location::Place(place) => {
            let mut annotation = AnnotationKind::Primary.span(place.range());
            if let Some(label) = &diagnostic.label {
                annotation = annotation.label(&**label);
            }
            title.element(
                Snippet::source(place.source().text())
                    .path(place.source().path().to_string_lossy())
                    .annotation(annotation),
            )
        }
    };
    let mut group = group;
    if let Some(inserted) = &diagnostic.inserted {
        if let Some(place) = &inserted.place {
            group = group.element(
                Snippet::source(place.source().text())
                    .path(place.source().path().to_string_lossy())
                    .annotation(AnnotationKind::Context.span(place.range())),
            );
        }
        group =
            group.element(Level::NOTE.with_name("差し込んだ値").message(format!("「{}」", inserted.shown())));
    }
    let hints = diagnostic.advice().into_iter().map(|advice| Level::HELP.with_name("対処").message(advice));
    Renderer::styled().render(&[group.elements(hints)])
}

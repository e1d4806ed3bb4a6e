//! Diagnostics as text for a terminal, with the excerpt of the file.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostics::{Diagnostic, Location, Place, Severity};

/// Writes one diagnostic, with ANSI colours; a stream without colour strips them.
#[must_use]
pub fn render(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity() {
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
            let mut annotation = AnnotationKind::Primary.span(in_excerpt(place));
            if let Some(label) = &diagnostic.label {
                annotation = annotation.label(&**label);
            }
            title.element(excerpt(place).annotation(annotation))
        }
    };
    let mut group = group;
    if let Some(inserted) = &diagnostic.inserted {
        if let Some(place) = &inserted.place {
            group = group.element(excerpt(place).annotation(AnnotationKind::Context.span(in_excerpt(place))));
        }
        group =
            group.element(Level::NOTE.with_name("差し込んだ値").message(format!("「{}」", inserted.shown())));
    }
    let hints = diagnostic.advice().into_iter().map(|advice| Level::HELP.with_name("対処").message(advice));
    Renderer::styled().render(&[group.elements(hints)])
}

/// The lines of a place: the renderer looks through all that it is given, for every finding.
fn excerpt(place: &Place) -> Snippet<'_, Annotation<'_>> {
    let lines = place.whole_lines().range();
    Snippet::source(&place.source().text()[lines])
        .path(place.source().path().to_string_lossy())
        .line_start(place.start().line)
}

/// A place's range in its [`excerpt`].
fn in_excerpt(place: &Place) -> Range<usize> {
    let start = place.whole_lines().range().start;
    place.range().start - start..place.range().end - start
}

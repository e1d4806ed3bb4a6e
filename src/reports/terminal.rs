//! Diagnostics as text for a terminal, with the excerpt of the file.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::visible::visible;
use crate::diagnostics::{Diagnostic, Location, Place, Severity, file_name};

/// Writes one diagnostic, with ANSI colours; a stream without colour strips them. All that is typed in files is
/// [`visible`].
#[must_use]
pub fn render(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR.with_name("エラー"),
        Severity::Warning => Level::WARNING.with_name("注意"),
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.as_str());
    let label = diagnostic.label.as_deref().map(visible);
    let place = match &diagnostic.location {
        Location::Place(place) => Some(Lines::of(place)),
        Location::None | Location::File(_) => None,
    };
    let inserted = diagnostic.inserted.as_deref().and_then(|inserted| inserted.place.as_ref()).map(Lines::of);
    let mut group = match (&diagnostic.location, &place) {
        (Location::File(path), _) => title.element(Origin::path(visible(&file_name(path)).into_owned())),
        (_, Some(lines)) => {
            let annotation = AnnotationKind::Primary.span(lines.marked.clone());
            lines.under(
                Group::with_title(title),
                match label {
                    Some(label) => annotation.label(label),
                    None => annotation,
                },
            )
        }
        (_, None) => {
            let group = Group::with_title(title);
            match label {
                Some(label) => group.element(Level::NOTE.with_name("内容").message(label)),
                None => group,
            }
        }
    };
    if let Some(lines) = &inserted {
        group = lines.under(group, AnnotationKind::Context.span(lines.marked.clone()));
    }
    if let Some(inserted) = &diagnostic.inserted {
        let value = format!("「{}」", visible(&inserted.shown()));
        group = group.element(Level::NOTE.with_name("差し込んだ値").message(value));
    }
    let advice = diagnostic.advice();
    let hints = advice.iter().map(|advice| Level::HELP.with_name("対処").message(visible(advice)));
    Renderer::styled().render(&[group.elements(hints)])
}

/// How many bytes the lines of a place may have to be shown whole: those of a page.
const LONGEST: usize = 4_000;

/// How many characters of longer ones are shown before, at and after the place.
const AROUND: usize = 60;

/// The lines of a place as they are shown, and where it is in them. The renderer looks through all that it is given, for every
/// finding; of a very long line it gets what stands around the place.
struct Lines {
    path: String,
    line: usize,
    /// The column, where the line does not begin with its beginning.
    column: Option<usize>,
    text: String,
    marked: Range<usize>,
}

impl Lines {
    fn of(place: &Place) -> Self {
        let lines = place.whole_lines().range();
        let all = place.source().text();
        let range = place.range();
        let is_long = lines.len() > LONGEST;
        let (before, marked, after) =
            (&all[lines.start..range.start], place.text(), &all[range.end..lines.end]);
        let (before, marked, after) = if is_long {
            let line = before.rfind('\n').map_or(0, |end| end + 1);
            let marked_line = marked.lines().next().unwrap_or_default();
            let after =
                if marked_line.len() < marked.len() { "" } else { after.lines().next().unwrap_or_default() };
            (last(&before[line..], AROUND), first(marked_line, AROUND), first(after, AROUND))
        } else {
            (before, marked, after)
        };
        let (before, marked, after) = (visible(before), visible(marked), visible(after));
        let start = place.start();
        let range = before.len()..before.len() + marked.len();
        Self {
            path: visible(&file_name(place.source().path())).into_owned(),
            line: start.line,
            column: is_long.then_some(start.column),
            text: [before, marked, after].concat(),
            marked: range,
        }
    }

    /// Adds the lines to a group, with the place marked.
    fn under<'a>(&'a self, group: Group<'a>, annotation: Annotation<'a>) -> Group<'a> {
        let snippet = Snippet::source(self.text.as_str()).line_start(self.line).annotation(annotation);
        match self.column {
            None => group.element(snippet.path(self.path.as_str())),
            Some(column) => group
                .element(Origin::path(self.path.as_str()).line(self.line).char_column(column))
                .element(snippet),
        }
    }
}

/// The first characters of a text.
fn first(text: &str, count: usize) -> &str {
    &text[..text.char_indices().nth(count).map_or(text.len(), |(end, _)| end)]
}

/// The last characters of a text.
fn last(text: &str, count: usize) -> &str {
    &text[text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(start, _)| start)..]
}

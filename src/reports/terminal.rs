//! Diagnostics as text for a terminal, with the excerpt of the file.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

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
        Location::Place(place) => Some(ShownPlace::of(place)),
        Location::None | Location::File(_) => None,
    };
    let inserted = diagnostic.value().and_then(|inserted| inserted.place.as_ref()).map(ShownPlace::of);
    let mut group = match (&diagnostic.location, &place) {
        (Location::File(path), _) => title.element(Origin::path(visible(&file_name(path)).into_owned())),
        (_, Some(place)) => place.under(Group::with_title(title), AnnotationKind::Primary, label),
        (_, None) => {
            let group = Group::with_title(title);
            match label {
                Some(label) => group.element(Level::NOTE.with_name("内容").message(label)),
                None => group,
            }
        }
    };
    if let Some(place) = &inserted {
        group = place.under(group, AnnotationKind::Context, None);
    }
    if let Some(inserted) = diagnostic.value() {
        let value = format!("「{}」", visible(&inserted.shown()));
        group = group.element(Level::NOTE.with_name("差し込んだ値").message(value));
    }
    let advice = diagnostic.advice();
    let hints = advice.iter().map(|advice| Level::HELP.with_name("対処").message(visible(advice)));
    Renderer::styled().render(&[group.elements(hints)])
}

/// How many bytes the lines of a place may have to be shown whole: those of a page.
const LONGEST: usize = 4_000;

/// How a place is shown. The renderer looks through all that it is given, for every finding; of a very long line it gets a few
/// words.
enum Lines {
    /// Its lines, and where it is in them.
    Whole { text: String, marked: Range<usize> },
    /// What stands around it.
    Around(String),
}

/// A place as it is shown.
struct ShownPlace {
    path: String,
    line: usize,
    column: usize,
    lines: Lines,
}

impl ShownPlace {
    fn of(place: &Place) -> Self {
        let lines = place.whole_lines().range();
        let all = place.source().text();
        let range = place.range();
        let lines = if lines.len() > LONGEST {
            let excerpt = place.excerpt();
            let [before, marked, after] =
                [&excerpt.before, &excerpt.marked, &excerpt.after].map(|part| visible(part));
            Lines::Around(format!("{before}【{marked}】{after}"))
        } else {
            let before = visible(&all[lines.start..range.start]);
            let marked = visible(place.text());
            let after = visible(&all[range.end..lines.end]);
            let range = before.len()..before.len() + marked.len();
            Lines::Whole { text: [before, marked, after].concat(), marked: range }
        };
        let start = place.start();
        let path = visible(&file_name(place.source().path())).into_owned();
        Self { path, line: start.line, column: start.column, lines }
    }

    /// Adds it to a group, with the place marked.
    fn under<'a>(&'a self, group: Group<'a>, kind: AnnotationKind, label: Option<Cow<'a, str>>) -> Group<'a> {
        match &self.lines {
            Lines::Whole { text, marked } => {
                let annotation = kind.span(marked.clone());
                let annotation = match label {
                    Some(label) => annotation.label(label),
                    None => annotation,
                };
                let snippet = Snippet::source(text.as_str()).line_start(self.line).path(self.path.as_str());
                group.element(snippet.annotation(annotation))
            }
            Lines::Around(words) => {
                let origin = Origin::path(self.path.as_str()).line(self.line).char_column(self.column);
                let label = label.map(|label| Level::NOTE.with_name("内容").message(label));
                group
                    .element(origin)
                    .element(Level::NOTE.with_name("前後").message(words.as_str()))
                    .elements(label)
            }
        }
    }
}

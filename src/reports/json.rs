//! Diagnostics for programs.

use serde::Serialize;

use super::visible::visible_json;

use crate::diagnostics::{Certainty, Diagnostic, Fix, Inserted, Location, Place, Severity, file_name};
use crate::form::CellName;

/// One diagnostic as an object of the array. Lines and columns count from 1, columns in characters; an end is exclusive.
#[derive(Serialize)]
struct Entry<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    sheet: Option<u32>,
    field: Option<&'a CellName>,
    label: Option<&'a str>,
    inserted: Option<Shown>,
    fix: Option<Mending<'a>>,
    hints: Vec<String>,
}

/// How a finding can be mended. `certain` is what `check --fix` writes by itself; all else is for a person to decide.
#[derive(Serialize)]
struct Mending<'a> {
    certain: bool,
    replacement: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// A value that a template put into the markup, and where it was typed.
#[derive(Serialize)]
struct Shown {
    value: String,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
}

/// Writes diagnostics as one JSON array.
#[must_use]
pub fn to_json<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let entries: Vec<Entry<'a>> = diagnostics.into_iter().map(Entry::from).collect();
    serde_json::to_string_pretty(&entries).map_or_else(|_| "[]".to_owned(), |json| visible_json(&json))
}

impl<'a> From<&'a Diagnostic> for Entry<'a> {
    fn from(diagnostic: &'a Diagnostic) -> Self {
        let (path, range) = match &diagnostic.location {
            Location::None => (None, None),
            Location::File(path) => (Some(path.as_path()), None),
            Location::Place(place) => (Some(place.source().path()), Some((place.start(), place.end()))),
        };
        let subject = diagnostic.subject.as_deref();
        Self {
            severity: match diagnostic.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: diagnostic.code.as_str(),
            message: &diagnostic.message,
            file: path.map(file_name),
            line: range.map(|(start, _)| start.line),
            column: range.map(|(start, _)| start.column),
            end_line: range.map(|(_, end)| end.line),
            end_column: range.map(|(_, end)| end.column),
            sheet: subject.map(|subject| subject.sheet),
            field: subject.and_then(|subject| subject.cell.as_ref()),
            label: diagnostic.label.as_deref(),
            inserted: diagnostic.value().map(Shown::from),
            fix: diagnostic.fix.as_deref().map(Mending::from),
            hints: diagnostic.advice(),
        }
    }
}

impl<'a> From<&'a Fix> for Mending<'a> {
    fn from(fix: &'a Fix) -> Self {
        let (start, end) = (fix.place.start(), fix.place.end());
        Self {
            certain: fix.certainty == Certainty::Certain,
            replacement: &fix.replacement,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl From<&Inserted> for Shown {
    fn from(inserted: &Inserted) -> Self {
        let place = inserted.place.as_ref();
        let start = place.map(Place::start);
        Self {
            value: inserted.shown(),
            file: place.map(|place| file_name(place.source().path())),
            line: start.map(|start| start.line),
            column: start.map(|start| start.column),
        }
    }
}

//! Findings as the browser is told of them.

use serde::Serialize;

use super::{Booklet, EditorLink};
use crate::diagnostics::{Diagnostic, Location, Place, file_name};
use crate::folder::DataFile;
use crate::form::CellName;
use crate::model::words_at;

/// A finding, with the way to it: on the page and in the file.
#[derive(Serialize)]
pub(super) struct Finding {
    error: bool,
    code: &'static str,
    message: String,
    label: Option<Box<str>>,
    hints: Vec<String>,
    /// Whether 校正除外 can excuse it, in a record or its measure.
    excusable: bool,
    /// The words that are found there, by which it is excused alone.
    words: Option<String>,
    /// The sheet, by its printed page number.
    sheet: Option<u32>,
    field: Option<CellName>,
    file: Option<String>,
    line: Option<usize>,
    link: Option<String>,
}

impl Finding {
    /// A finding; the booklet knows where a line of a file is printed.
    pub(super) fn new(diagnostic: &Diagnostic, booklet: Option<&Booklet>, editor: &EditorLink) -> Self {
        let (path, place) = match &diagnostic.location {
            Location::None => (None, None),
            Location::File(path) => (Some(path.as_path()), None),
            Location::Place(place) => (Some(place.source().path()), Some(place)),
        };
        let start = place.map(Place::start);
        let (sheet, field) = match &diagnostic.subject {
            Some(subject) => (Some(subject.sheet), subject.cell.clone()),
            None => booklet
                .zip(path)
                .and_then(|(booklet, path)| booklet.printed(path, start.map_or(1, |start| start.line)))
                .map_or((None, None), |(sheet, field)| (Some(sheet), field.cloned())),
        };
        let is_about_a_measure = path.and_then(DataFile::of).is_some_and(|file| file.measure().is_some());
        Self {
            error: diagnostic.is_error(),
            code: diagnostic.code.as_str(),
            message: diagnostic.message.to_string(),
            label: diagnostic.label.clone(),
            hints: diagnostic.advice(),
            excusable: diagnostic.code.is_proofreading() && is_about_a_measure,
            words: place.and_then(words_at).map(str::to_owned),
            sheet,
            field,
            file: path.map(file_name),
            line: start.map(|start| start.line),
            link: path.zip(start).map(|(path, start)| editor.to(path, start)),
        }
    }
}

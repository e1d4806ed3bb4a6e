//! The files of the data.

use super::source::Source;
use super::table::{Format, Table};
use super::{csv, json, package, tables};
use crate::book::Book;
use crate::model::Model;
use crate::publish::PublishedFile;

/// A file of the data, with what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Its name for people.
    pub title: &'static str,
    /// The file.
    pub file: PublishedFile,
}

/// What `datapackage.json` is called.
const PACKAGE: &str = "データの説明";

/// The tables of a booklet, a file each, with `datapackage.json`, which says what they are.
#[must_use]
pub fn files(model: &Model, book: &Book<'_>) -> Vec<DataFile> {
    let source = Source::new(model, book);
    let tables = tables::all(&source);
    let file = |table: &Table| {
        let bytes = match table.about.format {
            Format::Csv => csv::bytes(table),
            Format::Json => json::table(table),
        };
        DataFile { title: table.about.title, file: PublishedFile { path: table.file(), bytes } }
    };
    let package = PublishedFile {
        path: "datapackage.json".to_owned(),
        bytes: json::package(&package::package(&source, &tables)),
    };
    tables.iter().map(file).chain([DataFile { title: PACKAGE, file: package }]).collect()
}

/// All of it as one JSON document, in which every text stands as it was typed.
#[must_use]
pub fn document(model: &Model, book: &Book<'_>) -> Vec<u8> {
    let source = Source::new(model, book);
    json::document(&package::of_document(&source), &tables::all(&source))
}

//! A table, whatever its rows were made of.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::cell::Cell;
use super::column::{Column, Head};
use crate::form::Labels;

/// What is said of a table as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct About {
    /// Its name in data, and of its file.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What a row of it is.
    pub meaning: &'static str,
    /// In what it is written.
    pub format: Format,
    /// The columns that together tell a row from all others, none of them ever empty; none where rows are told apart by columns that
    /// may be empty.
    pub key: &'static [&'static str],
    /// The table of which each row is of one row, with the columns that are its key there, besides those of its [`Refers`](super::column::Kind::Refers).
    pub of: Option<(&'static str, &'static [&'static str])>,
}

/// In what a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Lines of values with commas between.
    Csv,
    /// A list of objects, whose texts may have several lines.
    Json,
}

impl Format {
    /// Its name, and the end of the names of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// A table with its rows.
#[derive(Debug)]
pub(super) struct Table {
    /// What is said of it.
    pub about: About,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The table that columns make of rows.
    pub fn new<R>(
        about: About,
        labels: &Labels,
        columns: &[Column<R>],
        rows: impl IntoIterator<Item = R>,
    ) -> Self {
        let cells = |row: R| columns.iter().map(|column| column.cell(&row)).collect();
        Self {
            about,
            heads: columns.iter().map(|column| column.head(labels)).collect(),
            rows: rows.into_iter().map(cells).collect(),
        }
    }

    /// Its rows with the names of their cells.
    pub fn objects(&self) -> impl Iterator<Item = Object<'_>> {
        self.rows.iter().map(|row| Object { heads: &self.heads, row })
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.{}", self.about.name, self.about.format.name())
    }
}

/// A row with the names of its cells.
pub(super) struct Object<'t> {
    heads: &'t [Head],
    row: &'t [Cell],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.heads.len()))?;
        for (head, cell) in self.heads.iter().zip(self.row) {
            object.serialize_entry(&head.name, cell)?;
        }
        object.end()
    }
}

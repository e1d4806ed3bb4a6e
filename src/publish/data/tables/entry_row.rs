//! What the tables have alike that tell of fields of the form: of what, when, and in which field.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Entry, Subject};
use crate::form::Labels;

/// A row: what is said in a field.
pub(super) struct EntryRow<'s> {
    /// What is said.
    pub entry: &'s Entry<'s>,
    labels: &'s Labels,
}

impl<'s> EntryRow<'s> {
    /// The rows of entries.
    pub fn all(
        entries: impl Iterator<Item = &'s Entry<'s>>,
        labels: &'s Labels,
    ) -> impl Iterator<Item = Self> {
        entries.map(move |entry| Self { entry, labels })
    }

    /// Their first columns.
    pub fn columns() -> Vec<Column<Self>> {
        vec![
            Column::new(
                Name::Own("measure_id", "事業のID"),
                Kind::Refers { table: "measures", column: "measure_id" },
                "どの事業か。計画の段についての項目では空",
                |row| match row.entry.subject {
                    Subject::Measure(id) => id.as_str().into(),
                    Subject::Level(_) => Cell::Empty,
                },
            ),
            Column::node(
                Name::Own("node_code", "段のコード"),
                "どの段か。事業についての項目では空",
                |row| match &row.entry.subject {
                    Subject::Measure(_) => Cell::Empty,
                    Subject::Level(code) => (&**code).into(),
                },
            ),
            Column::year(|row| Cell::year(Some(row.entry.year))),
            Column::japanese_year(|row| row.entry.year.label().into()),
            Column::new(
                Name::Own("field", "項目"),
                Kind::Text,
                "項目の英語名。項目の表にある",
                |row| row.entry.field.row().data_name.into(),
            ),
            Column::new(
                Name::Own("field_name", "項目の名称"),
                Kind::Text,
                "冊子に刷る見出し",
                |row| row.labels.field(row.entry.field).into(),
            ),
            Column::new(
                Name::Own("row_number", "行の番号"),
                Kind::Integer,
                "一覧と表の項目で、何行目か。ほかの項目では空",
                |row| row.entry.row.map_or(Cell::Empty, |row| Cell::count(row.number)),
            ),
            Column::new(
                Name::Own("row_name", "行の名称"),
                Kind::Text,
                "表の項目で、行の見出し。ほかの項目では空",
                |row| row.entry.row.and_then(|row| row.name).into(),
            ),
            Column::new(
                Name::Own("column_name", "列の名称"),
                Kind::Text,
                "一覧と表の項目で、列の見出し。ほかの項目では空",
                |row| row.entry.column.into(),
            ),
        ]
    }
}

//! What is typed in a field, as the templates get it.

use serde::Serialize;

use super::views::GradeView;
use crate::form::{Kind, Part, Table};
use crate::language::Decimal;
use crate::model::{Rows, Text, Value};

/// What is typed in a field, as it is printed.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum ValueView<'a> {
    /// A text as it was typed.
    Text(&'a Text),
    /// A figure with its unit, or a day.
    Words(String),
    /// A mark; after a review that changed it, both.
    Grade {
        /// The mark; none where only the review has one.
        grade: Option<GradeView<'a>>,
        /// 査定, where it differs from 自己評価.
        revised: Option<GradeView<'a>>,
    },
    /// A picture.
    Picture {
        /// Its file in the folder of the figures.
        file: &'a Text,
        /// What it shows, in words.
        description: &'a Text,
    },
    /// 一覧, 表.
    Rows {
        /// The columns.
        columns: Vec<ColumnView>,
        /// The rows, that of the sums last.
        rows: Vec<RowView<'a>>,
    },
}

/// A column of a 一覧 or 表.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnView {
    /// Its heading, with the unit of its figures.
    pub label: String,
    /// Whether it has figures.
    pub figures: bool,
    /// Whether a narrow cell is enough.
    pub short: bool,
}

/// A row of a 一覧 or 表.
#[derive(Debug, Clone, Serialize)]
pub struct RowView<'a> {
    /// Its heading; an entry of a 一覧 has none.
    pub label: Option<&'a str>,
    /// Its cells.
    pub cells: Vec<Option<ValueView<'a>>>,
}

/// The heading of the row and of the column of sums.
const SUM: &str = "計";

/// The same where a cell has nothing to add.
const PARTIAL_SUM: &str = "計（一部）";

impl<'a> ValueView<'a> {
    /// The view of a 一覧 or 表.
    pub(super) fn of_rows(
        rows: &'a Rows,
        heads: &[&'a str],
        kind: Kind,
        view: impl Fn(&'a Value, Kind) -> Self,
    ) -> Self {
        let parts = kind.parts();
        let column = |part: &Part| ColumnView {
            label: heading(part.key, part.kind.unit()),
            figures: part.kind.is_figure(),
            short: part.kind.is_short(),
        };
        let row = |(index, cells): (usize, &'a Vec<Option<Value>>)| RowView {
            label: heads.get(index).copied(),
            cells: cells
                .iter()
                .zip(parts)
                .map(|(cell, part)| cell.as_ref().map(|cell| view(cell, part.kind)))
                .collect(),
        };
        let mut columns: Vec<ColumnView> = parts.iter().map(column).collect();
        let mut views: Vec<RowView<'a>> = rows.shown(kind).map(row).collect();
        if let Kind::Table(table) = kind {
            add_sums(rows, table, &mut columns, &mut views);
        }
        Self::Rows { columns, rows: views }
    }
}

/// Adds the row and the column of the sums of a 表. Where they leave something out, because nothing is typed there, they say so.
fn add_sums<'a>(rows: &'a Rows, table: &Table, columns: &mut Vec<ColumnView>, views: &mut Vec<RowView<'a>>) {
    let number = |row: &[Option<Value>], column: usize| match row.get(column)? {
        Some(Value::Number(number)) => Some(number.value),
        _ => None,
    };
    let figures: Vec<usize> =
        (0..table.columns.len()).filter(|&column| table.columns[column].kind.is_figure()).collect();
    let sum = |numbers: Vec<Option<Decimal>>| {
        Decimal::sum(numbers.into_iter().flatten()).map(|sum| ValueView::Words(sum.to_string()))
    };
    let of_row = |row: &[Option<Value>]| -> Vec<Option<Decimal>> {
        figures.iter().map(|&column| number(row, column)).collect()
    };
    let of_column =
        |column: usize| -> Vec<Option<Decimal>> { rows.rows.iter().map(|row| number(row, column)).collect() };
    let word = if rows.rows.iter().any(|row| of_row(row).contains(&None)) { PARTIAL_SUM } else { SUM };
    if table.sums.has_column() {
        let unit = figures.first().and_then(|&column| table.columns[column].kind.unit());
        columns.push(ColumnView { label: heading(word, unit), figures: true, short: true });
        for (row, view) in rows.rows.iter().zip(views.iter_mut()) {
            view.cells.push(sum(of_row(row)));
        }
    }
    if table.sums.has_row() {
        let mut cells: Vec<Option<ValueView<'a>>> = (0..table.columns.len())
            .map(|column| figures.contains(&column).then(|| sum(of_column(column))).flatten())
            .collect();
        if table.sums.has_column() {
            cells.push(sum(rows.rows.iter().flat_map(|row| of_row(row)).collect()));
        }
        views.push(RowView { label: Some(word), cells });
    }
}

/// The heading of a column, with the unit of its figures.
fn heading(key: &str, unit: Option<&str>) -> String {
    unit.map_or_else(|| key.to_owned(), |unit| format!("{key}（{unit}）"))
}

impl ValueView<'_> {
    /// What is read on paper.
    pub(super) fn printed(&self) -> String {
        match self {
            Self::Text(text) => text.value.clone(),
            Self::Words(words) => words.clone(),
            Self::Grade { grade, revised } => [grade, revised]
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" → "),
            Self::Picture { file, description } => format!("{}（{}）", file.value, description.value),
            Self::Rows { columns, rows } => {
                let row = |row: &RowView<'_>| {
                    let cells = row.cells.iter().zip(columns);
                    let cells = cells.filter_map(|(cell, column)| {
                        Some(format!("{} {}", column.label, cell.as_ref()?.printed()))
                    });
                    row.label.map(str::to_owned).into_iter().chain(cells).collect::<Vec<_>>().join("　")
                };
                rows.iter().map(row).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// A number with its unit, as it is printed: 1,234千円.
pub(super) fn figure(number: Decimal, kind: Kind) -> String {
    format!("{}{}", number, kind.unit().unwrap_or_default())
}

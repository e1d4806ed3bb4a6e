//! What is typed in a field, as the templates get it.

use serde::Serialize;

use super::views::GradeView;
use crate::form::{Kind, Part};
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
    pub label: Option<&'static str>,
    /// Its cells.
    pub cells: Vec<Option<ValueView<'a>>>,
}

/// The heading of the row of sums.
const SUM: &str = "計";

impl<'a> ValueView<'a> {
    /// The view of a 一覧 or 表.
    pub(super) fn of_rows(rows: &'a Rows, kind: Kind, view: impl Fn(&'a Value, Kind) -> Self) -> Self {
        let parts = kind.parts();
        let column = |part: &Part| ColumnView {
            label: part
                .kind
                .unit()
                .map_or_else(|| part.key.to_owned(), |unit| format!("{}（{unit}）", part.key)),
            figures: matches!(part.kind, Kind::Number(_) | Kind::Amount(_)),
            short: part.kind.is_short(),
        };
        let table = if let Kind::Table(table) = kind { Some(table) } else { None };
        let row = |(index, cells): (usize, &'a Vec<Option<Value>>)| RowView {
            label: table.and_then(|table| table.rows.get(index).copied()),
            cells: cells
                .iter()
                .zip(parts)
                .map(|(cell, part)| cell.as_ref().map(|cell| view(cell, part.kind)))
                .collect(),
        };
        let mut views: Vec<RowView<'a>> = rows.rows.iter().enumerate().map(row).collect();
        if table.is_some_and(|table| table.sums) {
            let sum = |column: usize| {
                let numbers = rows.rows.iter().filter_map(|row| match row.get(column)? {
                    Some(Value::Number(number)) => Some(number.value),
                    _ => None,
                });
                Decimal::sum(numbers).map(|sum| Self::Words(sum.to_string()))
            };
            views.push(RowView { label: Some(SUM), cells: (0..parts.len()).map(sum).collect() });
        }
        Self::Rows { columns: parts.iter().map(column).collect(), rows: views }
    }
}

impl ValueView<'_> {
    /// What is read on paper.
    pub(super) fn printed(&self) -> String {
        let named = |grade: &GradeView<'_>| {
            let (mark, name) = (&grade.mark.value, &grade.name.value);
            if mark == name { mark.clone() } else { format!("{mark} {name}") }
        };
        match self {
            Self::Text(text) => text.value.clone(),
            Self::Words(words) => words.clone(),
            Self::Grade { grade, revised } => {
                [grade, revised].into_iter().flatten().map(named).collect::<Vec<_>>().join(" → ")
            }
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

//! 紙面 of one sheet: its blocks with what is typed in them.

use serde::Serialize;

use super::sheet::Typed;
use super::views::GradeView;
use crate::form::{Block, Column, Due, Face, Field, Heading, Kind, Labels, Part};
use crate::language::Decimal;
use crate::model::{Rows, Text, Value};

/// A part of a sheet over its whole width.
#[derive(Debug, Serialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum BlockView<'a> {
    /// 事業の欄, with what more is said about the measure in the same frame.
    Profile {
        /// The fields under 事業名.
        cells: Vec<CellView<'a>>,
    },
    /// 年度の表.
    Years,
    /// 指標の表.
    Indicators,
    /// 見出し.
    Heading {
        /// The council's own words; none for 実施結果, which is printed with its year.
        words: Option<String>,
    },
    /// Fields side by side, or one alone.
    Row {
        /// The fields from left to right.
        cells: Vec<CellView<'a>>,
    },
    /// 評価の凡例.
    Legend,
}

/// A field at its place on the sheet.
#[derive(Debug, Serialize)]
pub struct CellView<'a> {
    /// Its key.
    pub key: &'static str,
    /// Its word on paper.
    pub label: String,
    /// Its kind, as 様式 has it.
    pub kind: &'static str,
    /// Its part of the width, against the others of its row.
    pub share: Option<f64>,
    /// Whether a narrow cell is enough.
    pub short: bool,
    /// What is typed there.
    pub value: Option<ValueView<'a>>,
}

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

/// The pages of a sheet.
pub(super) fn pages<'a>(
    face: &Face,
    labels: &Labels,
    typed: Typed<'a>,
    has_series: bool,
) -> Vec<Vec<BlockView<'a>>> {
    let page = |blocks: &Vec<Block>| {
        blocks.iter().filter_map(|found| block(found, face, labels, typed, has_series)).collect()
    };
    face.pages.iter().map(page).collect()
}

fn block<'a>(
    block: &Block,
    face: &Face,
    labels: &Labels,
    typed: Typed<'a>,
    has_series: bool,
) -> Option<BlockView<'a>> {
    let cell = |&Column { field, share }: &Column| CellView {
        key: field.key(),
        label: labels.field(field).to_owned(),
        kind: field.row().kind.name(),
        share: share.map(Decimal::to_f64),
        short: field.row().kind.is_short(),
        value: typed.value(field),
    };
    Some(match block {
        Block::Profile(fields) => {
            BlockView::Profile { cells: fields.iter().map(|&field| cell(&field.into())).collect() }
        }
        Block::Years => BlockView::Years,
        Block::Indicators if has_series => BlockView::Indicators,
        Block::Indicators => return None,
        Block::Heading(Heading::Report) => BlockView::Heading { words: None },
        Block::Heading(Heading::Own(words)) => BlockView::Heading { words: Some(words.clone()) },
        Block::Row(columns) => {
            let is_left_out = |column: &Column| {
                let is_optional = |field: Field| field.row().due == Due::Optional;
                is_optional(column.field) && typed.value(column.field).is_none()
            };
            if face.is_own && columns.iter().all(is_left_out) {
                return None;
            }
            BlockView::Row { cells: columns.iter().map(cell).collect() }
        }
        Block::Legend => BlockView::Legend,
    })
}

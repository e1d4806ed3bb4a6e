//! 紙面 of one sheet: its blocks with what is typed in them.

use serde::Serialize;

use super::series::Series;
use super::typed::Typed;
use super::values::ValueView;
use crate::form::{Block, Column, Due, Face, Field, Heading, Labels};
use crate::language::Decimal;

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
    /// 指標の推移.
    Trends,
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

impl<'a> BlockView<'a> {
    /// The fields that stand in it.
    #[must_use]
    pub fn cells(&self) -> &[CellView<'a>] {
        match self {
            Self::Profile { cells } | Self::Row { cells } => cells,
            _ => &[],
        }
    }
}

/// A field at its place on the sheet.
#[derive(Debug, Serialize)]
pub struct CellView<'a> {
    /// Its key.
    pub key: &'static str,
    /// The id of its heading on a page: whatever leads to it leads there.
    pub anchor: String,
    /// Its word on paper.
    pub label: String,
    /// Who writes it, if the council has named somebody.
    pub writer: Option<&'static str>,
    /// Its kind, as 様式 has it.
    pub kind: &'static str,
    /// Its part of the width, against the others of its row.
    pub share: Option<f64>,
    /// Whether a narrow cell is enough.
    pub short: bool,
    /// Whether the measure has the field; else its cell stays empty.
    pub applies: bool,
    /// What is typed there.
    pub value: Option<ValueView<'a>>,
}

/// The pages of a sheet.
pub(super) fn pages<'a>(
    face: &Face,
    labels: &Labels,
    typed: Typed<'a>,
    series: &[Series<'a>],
) -> Vec<Vec<BlockView<'a>>> {
    let page = |blocks: &Vec<Block>| {
        blocks.iter().filter_map(|found| block(found, face, labels, typed, series)).collect()
    };
    face.pages.iter().map(page).collect()
}

fn block<'a>(
    block: &Block,
    face: &Face,
    labels: &Labels,
    typed: Typed<'a>,
    series: &[Series<'a>],
) -> Option<BlockView<'a>> {
    let cell = |&Column { field, share }: &Column| CellView {
        key: field.key(),
        anchor: format!("項目-{}", field.key()),
        label: labels.field(field).to_owned(),
        writer: field.row().writer.name(),
        kind: field.row().kind.name(),
        share: share.map(Decimal::to_f64),
        short: field.row().kind.is_short(),
        applies: typed.has(field),
        value: typed.value(field),
    };
    Some(match block {
        Block::Profile(fields) => {
            BlockView::Profile { cells: fields.iter().map(|&field| cell(&field.into())).collect() }
        }
        Block::Years => BlockView::Years,
        Block::Indicators if !series.is_empty() => BlockView::Indicators,
        Block::Trends if series.iter().any(|line| line.trend.is_some()) => BlockView::Trends,
        Block::Indicators | Block::Trends => return None,
        Block::Heading(Heading::Report) => BlockView::Heading { words: None },
        Block::Heading(Heading::Own(words)) => BlockView::Heading { words: Some(words.clone()) },
        Block::Row(columns) => {
            let is_left_out = |column: &Column| {
                let is_optional = |field: Field| field.row().due == Due::Optional;
                (is_optional(column.field) || !typed.has(column.field)) && typed.value(column.field).is_none()
            };
            if face.is_own && columns.iter().all(is_left_out) {
                return None;
            }
            BlockView::Row { cells: columns.iter().map(cell).collect() }
        }
        Block::Legend => BlockView::Legend,
    })
}

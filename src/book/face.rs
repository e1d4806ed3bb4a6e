//! 紙面 of one sheet: its blocks with what is typed in them.

use serde::Serialize;

use super::sheet::Typed;
use super::views::GradeView;
use crate::form::{Block, Column, Due, Face, Field, Heading, Kind, Labels};
use crate::language::Decimal;
use crate::model::Text;

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
        /// The mark.
        grade: GradeView<'a>,
        /// 査定, where it differs from 自己評価.
        revised: Option<GradeView<'a>>,
    },
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
            Self::Grade { grade, revised: None } => named(grade),
            Self::Grade { grade, revised: Some(revised) } => format!("{} → {}", named(grade), named(revised)),
        }
    }
}

/// A number with its unit, as it is printed: 1,234千円.
pub(super) fn figure(number: Decimal, kind: Kind) -> String {
    format!("{}{}", number, kind.unit().unwrap_or_default())
}

/// The pages of a sheet.
pub(super) fn pages<'a>(face: &Face, labels: &Labels, typed: Typed<'a>) -> Vec<Vec<BlockView<'a>>> {
    let page =
        |blocks: &Vec<Block>| blocks.iter().filter_map(|found| block(found, face, labels, typed)).collect();
    face.pages.iter().map(page).collect()
}

fn block<'a>(block: &Block, face: &Face, labels: &Labels, typed: Typed<'a>) -> Option<BlockView<'a>> {
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

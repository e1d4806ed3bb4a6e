//! What a sheet says of a measure, before it is known what the whole plan is.

use std::collections::BTreeMap;

use super::words::heading;
use crate::exchange::workbook::CellAt;
use crate::form::{Cell, Field};
use crate::model::MeasureId;
use crate::year::FiscalYear;

/// A cell of one of the workbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Source {
    pub(super) workbook: usize,
    pub(super) sheet: usize,
    pub(super) at: CellAt,
}

/// A text with where it stands.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub(super) text: String,
    pub(super) source: Source,
}

/// A bar of 年次計画.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) text: String,
    pub(super) first: FiscalYear,
    pub(super) last: FiscalYear,
}

/// A measure at one place of the plan, as a sheet or a row has it.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) title: Typed,
    pub(super) id: Option<MeasureId>,
    pub(super) values: BTreeMap<Cell, Typed>,
    pub(super) bars: Vec<Bar>,
    /// The headings under which its values stand, with their fields.
    pub(super) headings: Vec<(String, Field)>,
}

impl Found {
    pub(super) fn new(title: Typed) -> Self {
        Self { title, id: None, values: BTreeMap::new(), bars: Vec::new(), headings: Vec::new() }
    }

    /// Notes a value. What was noted first stays; whether this is it.
    pub(super) fn note(&mut self, cell: Cell, typed: Typed) -> bool {
        let is_new = !self.values.contains_key(&cell);
        self.values.entry(cell).or_insert(typed);
        is_new
    }

    /// Notes what a field is called.
    pub(super) fn called(&mut self, field: Field, typed: &str) {
        let named = heading(typed).map(|word| (word, field)).filter(|named| !self.headings.contains(named));
        self.headings.extend(named);
    }

    pub(super) fn text(&self, field: Field) -> Option<&Typed> {
        self.values.get(&Cell::from(field))
    }

    /// Whether it says where in the plan it stands.
    pub(super) fn has_levels(&self) -> bool {
        LEVELS.iter().any(|&level| self.text(level).is_some())
    }
}

/// The levels of the plan above a measure, from the top.
pub(super) const LEVELS: [Field; 4] = [Field::Strategy, Field::Policy, Field::Priority, Field::Initiative];

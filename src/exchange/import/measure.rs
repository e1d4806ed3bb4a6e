//! A measure as all its sheets together have it.

use std::collections::BTreeMap;

use super::found::{Bar, Source, Typed};
use crate::form::Field;
use crate::model::MeasureId;
use crate::year::FiscalYear;

/// A measure with its records.
#[derive(Debug)]
pub(super) struct MeasureDraft {
    pub(super) id: MeasureId,
    pub(super) title: String,
    pub(super) sections: Vec<String>,
    pub(super) texts: BTreeMap<Field, Typed>,
    pub(super) bars: Vec<Bar>,
    pub(super) records: BTreeMap<FiscalYear, BTreeMap<Field, Typed>>,
    /// The years whose workbooks have it, with where.
    pub(super) seen: BTreeMap<FiscalYear, Source>,
}

impl MeasureDraft {
    /// A measure of which nothing is known but its title.
    pub(super) fn new(id: MeasureId, title: &str) -> Self {
        Self {
            id,
            title: title.to_owned(),
            sections: Vec::new(),
            texts: BTreeMap::new(),
            bars: Vec::new(),
            records: BTreeMap::new(),
            seen: BTreeMap::new(),
        }
    }

    /// Says when it began or ended, if workbooks of earlier or later years do not have it.
    pub(super) fn limit(&mut self, (oldest, newest): (FiscalYear, FiscalYear)) {
        let ends = self.seen.first_key_value().zip(self.seen.last_key_value());
        let Some(((&first, &began), (&last, &ended))) = ends else { return };
        let is_first = self.records.keys().next().is_none_or(|&year| year >= first);
        let typed = |year: FiscalYear, source| Typed { text: year.to_string(), source };
        if first > oldest && is_first {
            self.texts.insert(Field::FirstYear, typed(first, began));
        }
        if last < newest {
            self.texts.insert(Field::LastYear, typed(last, ended));
        }
    }
}

//! The model as seen from one year.

use super::views::{GradeView, YearView};
use crate::diagnostics::Spanned;
use crate::form::{Field, Stage};
use crate::model::{Grade, MeasureId, Model, Record};
use crate::year::FiscalYear;

/// The model as seen from one year.
#[derive(Clone, Copy)]
pub(super) struct Chapter<'a> {
    pub(super) model: &'a Model,
    pub(super) year: FiscalYear,
    pub(super) stage: Stage,
}

impl<'a> Chapter<'a> {
    /// Whether a field of the record of a year is shown.
    pub(super) fn shows(self, year: FiscalYear, field: Field) -> bool {
        year != self.year || self.stage.shows(field.row().due)
    }

    /// Whether what was reached in a year is known to the booklet.
    pub(super) fn knows_results(self, year: FiscalYear) -> bool {
        year <= self.year && self.shows(year, Field::Results)
    }

    /// The mark of a year, as far as it is shown: of the years up to the booklet's.
    pub(super) fn mark(self, year: FiscalYear, id: &MeasureId) -> Option<&'a Spanned<Grade>> {
        self.evaluated(year, id).and_then(Record::grade)
    }

    /// The record of a year whose marks are shown.
    pub(super) fn evaluated(self, year: FiscalYear, id: &MeasureId) -> Option<&'a Record> {
        let is_shown = year <= self.year && self.shows(year, Field::SelfGrade);
        self.record(year, id).filter(|_| is_shown)
    }

    pub(super) fn record(self, year: FiscalYear, id: &MeasureId) -> Option<&'a Record> {
        self.model.records.get(&year).and_then(|records| records.get(id))
    }

    pub(super) fn grade(self, grade: Grade) -> GradeView<'a> {
        self.model.plan.scale.definition(grade).into()
    }

    pub(super) fn year_view(self, year: FiscalYear) -> YearView {
        YearView {
            short: year,
            label: year.label(),
            era: year.era_name(),
            in_era: year.label_in_era(),
            current: year == self.year,
        }
    }
}

//! What is typed in the fields of a sheet.

use serde::{Serialize, Serializer};

use super::values::{ValueView, figure};
use super::views::GradeView;
use crate::form::{Field, Kind, Level, Stage, Table, TableRows};
use crate::model::{Grade, Measure, Plan, Record, Text, Value};
use crate::year::FiscalYear;

/// What is typed in the fields of a measure and of its record of the year; to the templates a text, or none, by the key of each.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    pub(super) plan: &'a Plan,
    pub(super) measure: &'a Measure,
    pub(super) record: Option<&'a Record>,
    pub(super) year: FiscalYear,
    pub(super) stage: Stage,
    /// The record of the year before.
    pub(super) last: Option<&'a Record>,
}

impl<'a> Typed<'a> {
    /// What a file says in a field.
    #[must_use]
    pub fn typed(self, field: Field) -> Option<&'a Value> {
        match (field.row().level, field.row().kind) {
            (Level::Measure, _) => self.measure.value_in(field, self.year),
            (Level::Record, _) => self.record.filter(|_| self.stage.shows(field.row().due))?.value(field),
            (_, Kind::Quoted(_)) => self.last?.value(self.source(field)),
            _ => None,
        }
    }

    /// The field in which it was typed: that which it quotes, or itself.
    fn source(self, field: Field) -> Field {
        match field.row().kind {
            Kind::Quoted(quoted) => self.plan.form.find(quoted.key).unwrap_or(field),
            _ => field,
        }
    }

    /// Whether the measure has the field at all: a 表 whose rows it has to name may have none.
    pub(super) fn has(self, field: Field) -> bool {
        self.measure.takes(self.source(field))
    }

    /// The rows of a 表, by their headings.
    #[must_use]
    pub fn heads(self, field: Field) -> Vec<&'a str> {
        match field.row().kind {
            Kind::Table(Table { rows: TableRows::Fixed(heads), .. }) => heads.to_vec(),
            Kind::Table(_) => self.measure.rows_of(field).iter().map(|name| name.value.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// The text of a field.
    pub(super) fn text(self, field: Field) -> Option<&'a Text> {
        match self.typed(field)? {
            Value::Text(text) => Some(text),
            Value::Grade(_) | Value::Number(_) | Value::Day(_) | Value::Picture(_) | Value::Rows(_) => None,
        }
    }

    /// What is printed in the cell of a field.
    pub(super) fn value(self, field: Field) -> Option<ValueView<'a>> {
        let Some(typed) = self.typed(field) else {
            return (field == Field::SelfGrade).then(|| self.reviewed()).flatten();
        };
        let source = self.source(field);
        let kind = source.row().kind;
        Some(match (typed, kind) {
            (Value::Rows(rows), kind) => {
                // The heading of the column has the unit.
                let view = |value: &'a Value, kind: Kind| match (value, kind) {
                    (Value::Number(number), _) => ValueView::Words(number.value.to_string()),
                    _ => self.view(field, value, kind),
                };
                ValueView::of_rows(rows, &self.heads(source), kind, view)
            }
            (value, kind) => self.view(field, value, kind),
        })
    }

    /// The cell of 自己評価 that only the review has filled.
    fn reviewed(self) -> Option<ValueView<'a>> {
        let record = self.record.filter(|_| self.stage.shows(Field::ReviewedGrade.row().due))?;
        let reviewed = record.mark(Field::ReviewedGrade)?;
        let revised = Some(GradeView::from(self.plan.scale.definition(reviewed.value)));
        Some(ValueView::Grade { grade: None, revised })
    }

    /// What is printed in a single cell.
    fn view(self, field: Field, value: &'a Value, kind: Kind) -> ValueView<'a> {
        let mark = |grade: Grade| GradeView::from(self.plan.scale_of(field).definition(grade));
        match value {
            Value::Text(text) => ValueView::Text(text),
            Value::Number(number) => ValueView::Words(figure(number.value, kind)),
            Value::Day(day) => ValueView::Words(day.value.label()),
            Value::Grade(grade) => {
                let reviewed = self.record.and_then(|record| record.mark(Field::ReviewedGrade));
                let revised =
                    reviewed.filter(|other| field == Field::SelfGrade && other.value != grade.value);
                ValueView::Grade {
                    grade: Some(mark(grade.value)),
                    revised: revised.map(|other| mark(other.value)),
                }
            }
            Value::Picture(picture) => {
                ValueView::Picture { file: &picture.file, description: &picture.description }
            }
            Value::Rows(rows) => ValueView::of_rows(rows, &self.heads(field), kind, |value, kind| {
                self.view(field, value, kind)
            }),
        }
    }
}

impl Serialize for Typed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let of_sheet = |field: &Field| {
            let row = field.row();
            row.kind.is_text() && !row.yearly && matches!(row.level, Level::Measure | Level::Record)
        };
        serializer
            .collect_map(self.plan.form.all().filter(of_sheet).map(|field| (field.key(), self.text(field))))
    }
}

//! What a record says in a value, and what may be said there.

use std::path::Path;

use super::meant;
use super::part::{Slot, SlotPart, heads};
use crate::diagnostics::{Diagnostic, SourceFile, Spanned};
use crate::form::{Field, Kind};
use crate::model::indicator::Figure;
use crate::model::measure::Measure;
use crate::model::plan::Plan;
use crate::model::record::Record;
use crate::model::value::{Value, one};
use crate::model::written_in::WrittenIn;

impl Slot {
    /// What a record says there: a text as it was typed, a number in digits without separators, a day as `2024-07-31`.
    #[must_use]
    pub fn value(&self, plan: &Plan, measure: &Measure, record: &Record) -> Option<String> {
        let plain = |value: &Value| plain(value, self.field, plan);
        let cell = |index: usize, key: &str| {
            let Value::Rows(rows) = record.value(self.field)? else { return None };
            let column = self.field.row().kind.parts().iter().position(|part| part.key == key)?;
            plain(rows.rows.get(index)?.get(column)?.as_ref()?)
        };
        match &self.part {
            SlotPart::Whole => plain(record.value(self.field)?),
            SlotPart::Entry(index, key) => cell(*index, key),
            SlotPart::Cell(row, key) => {
                let Kind::Table(table) = self.field.row().kind else { return None };
                cell(heads(table, self.field, measure).position(|other| other == row)?, key)
            }
            SlotPart::Figure(name, figure) => {
                let said = record.indicator_years.iter().find(|said| said.is_named(name))?;
                Some(match said.figure(*figure)? {
                    Figure::Number(number) => number.value.digits(),
                    Figure::Words(words) => words.value.clone(),
                })
            }
            SlotPart::Picture(part) => {
                let Value::Picture(picture) = record.value(self.field)? else { return None };
                Some(picture.part(*part).value.clone())
            }
        }
    }

    /// A text as this value says it, if it may be written here: numbers in plain digits, marks as the scale has them. `unit` is that
    /// of the value.
    ///
    /// # Errors
    /// What the kind of the field forbids, at a place in the text, whose `source` people know.
    pub fn read(
        &self,
        plan: &Plan,
        unit: Option<&str>,
        source: &Path,
        text: &str,
    ) -> Result<String, Diagnostic> {
        if text.trim().is_empty() {
            return Ok(String::new());
        }
        let kind = self.kind();
        let file = SourceFile::new(source, text);
        let typed = Spanned::new(file.text().to_owned(), file.place(0..file.text().len()));
        let is_figure = matches!(self.part, SlotPart::Figure(..));
        let value = match kind {
            Kind::Number(_) | Kind::Amount(_) => meant::number(text, unit),
            _ if is_figure => meant::number(text, unit),
            _ => None,
        };
        if let Some(number) = value {
            return Ok(number);
        }
        if is_figure {
            return Figure::read(typed, unit, WrittenIn::Form).map(|_| text.to_owned());
        }
        let scale = plan.scale_of(self.field);
        let typed = match kind {
            Kind::Grade => Spanned::new(meant::mark(text, scale), typed.place),
            Kind::Date => Spanned::new(meant::day(text), typed.place),
            Kind::Choice(choices) => Spanned::new(meant::choice(text, choices), typed.place),
            _ => typed,
        };
        let value = one(kind, scale, typed, WrittenIn::Form)?;
        Ok(plain(&value, self.field, plan).unwrap_or_else(|| text.to_owned()))
    }
}

/// A value as it is typed.
fn plain(value: &Value, field: Field, plan: &Plan) -> Option<String> {
    Some(match value {
        Value::Text(text) => text.value.clone(),
        Value::Grade(grade) => plan.scale_of(field).definition(grade.value).mark.value.clone(),
        Value::Number(number) => number.value.digits(),
        Value::Day(day) => day.value.to_string(),
        Value::Picture(_) | Value::Rows(_) => return None,
    })
}

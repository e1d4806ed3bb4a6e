//! What is typed in the fields of a file.

use super::grade::{Grade, GradeScale};
use super::mapping::{Mapping, Text};
use crate::diagnostics::{Diagnostics, Spanned};
use crate::form::{Due, Field, Kind};

/// The fields of a file in which something is typed that is a text or a mark.
#[derive(Debug, Default)]
pub(super) struct Values(Vec<(Field, Value)>);

#[derive(Debug)]
enum Value {
    Text(Text),
    Grade(Spanned<Grade>),
}

impl Values {
    /// Reads a field, if its kind is one of ours.
    pub(super) fn read(
        &mut self,
        field: Field,
        mapping: &Mapping<'_>,
        scale: &GradeScale,
        diagnostics: &mut Diagnostics,
    ) {
        let row = field.row();
        let value = match row.kind {
            Kind::Words | Kind::Prose if row.due == Due::Always => {
                mapping.require_text(row.key, diagnostics).map(Value::Text)
            }
            Kind::Words | Kind::Prose => mapping.text(row.key, diagnostics).map(Value::Text),
            Kind::Grade => mapping.text(row.key, diagnostics).and_then(|text| {
                let grade = diagnostics.take(scale.grade(&text))?;
                Some(Value::Grade(Spanned::new(grade, text.place)))
            }),
            _ => None,
        };
        self.0.extend(value.map(|value| (field, value)));
    }

    /// The text of a field.
    pub(super) fn text(&self, field: Field) -> Option<&Text> {
        self.0.iter().find_map(|(other, value)| match value {
            Value::Text(text) if *other == field => Some(text),
            _ => None,
        })
    }

    /// The mark of a field.
    pub(super) fn grade(&self, field: Field) -> Option<&Spanned<Grade>> {
        self.0.iter().find_map(|(other, value)| match value {
            Value::Grade(grade) if *other == field => Some(grade),
            _ => None,
        })
    }

    /// Whether something is typed in a field.
    pub(super) fn has(&self, field: Field) -> bool {
        self.0.iter().any(|(other, _)| *other == field)
    }
}

//! What is typed in the fields of a file.

use super::grade::Grade;
use super::mapping::{Mapping, Text};
use super::plan::Plan;
use super::rows::{self, RowNames};
use super::value::{PictureFile, PicturePart, Value, one};
use super::written_in::WrittenIn;
use crate::diagnostics::{Diagnostics, Spanned};
use crate::form::{Field, Kind};

/// The key of the file of a picture.
pub(super) const FILE: &str = PicturePart::File.key();

/// The key of what a picture shows.
pub(super) const DESCRIPTION: &str = PicturePart::Description.key();

/// The fields of a file in which something is typed that has one cell on the sheet.
#[derive(Debug, Default)]
pub(super) struct Values(Vec<(Field, Value)>);

impl Values {
    /// Reads a field, if its kind is one of ours. Of a measure that could not be read, no `names` of rows are known.
    pub(super) fn read(
        &mut self,
        field: Field,
        mapping: &Mapping<'_>,
        plan: &Plan,
        names: Option<&RowNames>,
        diagnostics: &mut Diagnostics,
    ) {
        let row = field.row();
        let value = match row.kind {
            Kind::Words | Kind::Prose => mapping.text(row.key, diagnostics).map(Value::Text),
            Kind::Grade | Kind::Choice(_) | Kind::Number(_) | Kind::Amount(_) | Kind::Date => {
                let text = match row.kind {
                    Kind::Grade | Kind::Choice(_) => mapping.one_word(row.key, diagnostics),
                    _ => mapping.text(row.key, diagnostics),
                };
                text.and_then(|text| {
                    diagnostics.take(one(row.kind, plan.scale_of(field), text, WrittenIn::File))
                })
            }
            Kind::Picture => mapping.get(row.key).and_then(|node| {
                let mapping =
                    Mapping::like("{ファイル: salon.png, 説明: 体操をする参加者}", node, diagnostics)?;
                let file = mapping.require_text(FILE, diagnostics);
                let description = mapping.require_text(DESCRIPTION, diagnostics);
                mapping.finish(diagnostics);
                Some(Value::Picture(PictureFile { file: file?, description: description? }))
            }),
            Kind::List(parts) => mapping
                .get(row.key)
                .and_then(|node| rows::entries(parts, node, plan, diagnostics))
                .map(Value::Rows),
            Kind::Table(table) => mapping
                .get(row.key)
                .and_then(|node| rows::table(field, table, node, names, plan, diagnostics))
                .map(Value::Rows),
            Kind::Year
            | Kind::Years
            | Kind::Titles
            | Kind::Id
            | Kind::Names
            | Kind::Schedule
            | Kind::Indicators
            | Kind::Excuses
            | Kind::Structure
            | Kind::Quoted(_) => None,
        };
        self.0.extend(value.map(|value| (field, value)));
    }

    /// Whether nothing is written.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pictures.
    pub(super) fn pictures(&self) -> impl Iterator<Item = &PictureFile> {
        self.0.iter().filter_map(|(_, value)| match value {
            Value::Picture(picture) => Some(picture),
            _ => None,
        })
    }

    /// What is typed in a field.
    pub(super) fn value(&self, field: Field) -> Option<&Value> {
        self.0.iter().find(|(other, _)| *other == field).map(|(_, value)| value)
    }

    /// The text of a field.
    pub(super) fn text(&self, field: Field) -> Option<&Text> {
        match self.value(field)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The mark of a field.
    pub(super) fn grade(&self, field: Field) -> Option<&Spanned<Grade>> {
        match self.value(field)? {
            Value::Grade(grade) => Some(grade),
            _ => None,
        }
    }

    /// Whether all is typed in a field that belongs there.
    pub(super) fn is_complete(&self, field: Field) -> bool {
        match (self.value(field), field.row().kind) {
            (Some(Value::Rows(rows)), Kind::Table(table)) => rows.gaps(table).next().is_none(),
            (value, _) => value.is_some(),
        }
    }
}

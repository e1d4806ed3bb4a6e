//! A value written into its record.

use std::cmp::Ordering;
use std::sync::Arc;

use super::part::{Slot, SlotPart};
use crate::diagnostics::{Code, Diagnostic, SourceFile};
use crate::form::{Field, Form, Kind, Level, TableRows};
use crate::model::edit::{Change, Edits, Item, Step, items};
use crate::model::indicator::{ACTUAL, NAME, TARGET, UNIT, are_named_alike};
use crate::model::record::Record;
use crate::model::values::{DESCRIPTION, FILE};
use crate::model::yaml::{Kind as NodeKind, Node};

impl Slot {
    /// Writes a text into a record.
    ///
    /// # Errors
    /// As [`Edits::make`].
    pub fn write(
        &self,
        edits: &mut Edits,
        form: &Form,
        record: &Record,
        text: &str,
    ) -> Result<(), Diagnostic> {
        let read = record.place.source();
        let file = edits.get(read.path()).unwrap_or(read).clone();
        let order: Vec<&str> = form.fields(Level::Record).map(Field::key).collect();
        self.write_in(edits, &file, &order, text)
    }

    fn write_in(
        &self,
        edits: &mut Edits,
        file: &Arc<SourceFile>,
        order: &[&str],
        text: &str,
    ) -> Result<(), Diagnostic> {
        let field = self.field.key();
        let set = |order| Change::Set { text, order };
        let begun = |first, text| Change::Append { item: Item::Entry(first, text), order };
        match &self.part {
            SlotPart::Whole => edits.make(file, &[Step::Key(field)], set(order)),
            SlotPart::Cell(row, column) => {
                let Kind::Table(table) = self.field.row().kind else { return Ok(()) };
                let rows = match table.rows {
                    TableRows::Fixed(rows) => rows,
                    TableRows::OfMeasure => &[],
                };
                let columns = table.columns.iter().map(|part| part.key);
                let order: Vec<&str> = order.iter().chain(rows).copied().chain(columns).collect();
                edits.make(file, &[Step::Key(field), Step::Key(row), Step::Key(column)], set(&order))
            }
            SlotPart::Picture(part) => {
                let order: Vec<&str> = order.iter().copied().chain([FILE, DESCRIPTION]).collect();
                edits.make(file, &[Step::Key(field), Step::Key(part.key())], set(&order))
            }
            SlotPart::Entry(index, column) => {
                let columns: Vec<&str> = self.field.row().kind.parts().iter().map(|part| part.key).collect();
                let there = items(file, field)?.len();
                match index.cmp(&there) {
                    Ordering::Less => edits.make(
                        file,
                        &[Step::Key(field), Step::Item(*index), Step::Key(column)],
                        set(&columns),
                    ),
                    _ if text.trim().is_empty() => Ok(()),
                    Ordering::Equal => edits.make(file, &[Step::Key(field)], begun(column, text)),
                    // Here the next column of the entry would not find it again.
                    Ordering::Greater => Err(too_far(field, *index, there).in_file(file.path())),
                }
            }
            SlotPart::Figure(name, figure) => {
                const ORDER: &[&str] = &[NAME, UNIT, TARGET, ACTUAL];
                let names = items(file, field)?;
                let is_named = |item| name_of(item).is_some_and(|own| are_named_alike(own, name));
                let (file, index) = match names.iter().position(is_named) {
                    Some(index) => (Arc::clone(file), index),
                    None if text.trim().is_empty() => return Ok(()),
                    None => {
                        edits.make(file, &[Step::Key(field)], begun(NAME, name))?;
                        (edits.get(file.path()).unwrap_or(file).clone(), names.len())
                    }
                };
                edits.make(&file, &[Step::Key(field), Step::Item(index), Step::Key(figure.key())], set(ORDER))
            }
        }
    }
}

fn too_far(field: &str, index: usize, there: usize) -> Diagnostic {
    let next = there + 1;
    let message = format!("「{field}」の {} 番目は、{next} 番目より先には書けません。", index + 1);
    Diagnostic::new(Code::ValueNotWritten, message)
        .hint(format!("様式を開き直して、{next} 番目に書いてください。"))
}

/// 名称 of an item.
fn name_of(item: &Node) -> Option<&String> {
    let NodeKind::Mapping(entries) = &item.kind else { return None };
    let (_, node) = entries.iter().find(|(key, _)| key.value == NAME)?;
    match &node.kind {
        NodeKind::Scalar(name) => Some(name),
        _ => None,
    }
}

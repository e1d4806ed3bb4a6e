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
        if text.trim().is_empty() {
            return self.clear_in(edits, file, order);
        }
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
                    Ordering::Equal => edits.make(file, &[Step::Key(field)], begun(column, text)),
                    // Here the next column of the entry would not find it again.
                    Ordering::Greater => Err(too_far(field, *index, there).in_file(file.path())),
                }
            }
            SlotPart::Figure(name, figure) => {
                const ORDER: &[&str] = &[NAME, UNIT, TARGET, ACTUAL];
                let known = position(file, field, name)?;
                let index = known.map_or_else(|| items(file, field).map(|items| items.len()), Ok)?;
                if known.is_none() {
                    edits.make(file, &[Step::Key(field)], begun(NAME, name))?;
                }
                let file = edits.get(file.path()).unwrap_or(file).clone();
                edits.make(&file, &[Step::Key(field), Step::Item(index), Step::Key(figure.key())], set(ORDER))
            }
        }
    }

    /// Takes the value away, with what has nothing left then.
    fn clear_in(&self, edits: &mut Edits, file: &Arc<SourceFile>, order: &[&str]) -> Result<(), Diagnostic> {
        let field = self.field.key();
        match &self.part {
            SlotPart::Whole => edits.make(file, &[Step::Key(field)], Change::Set { text: "", order }),
            SlotPart::Cell(row, column) => {
                edits.clear(file, &[Step::Key(field), Step::Key(row), Step::Key(column)])
            }
            SlotPart::Picture(part) => edits.clear(file, &[Step::Key(field), Step::Key(part.key())]),
            SlotPart::Entry(index, column) => {
                let entries = items(file, field)?;
                if entries.get(*index).is_some_and(|entry| is_all_of(entry, column))
                    && index + 1 < entries.len()
                {
                    return Err(between_others(field, *index, entries.len()).in_file(file.path()));
                }
                edits.clear(file, &[Step::Key(field), Step::Item(*index), Step::Key(column)])
            }
            SlotPart::Figure(name, figure) => {
                let Some(index) = position(file, field, name)? else { return Ok(()) };
                edits.make(
                    file,
                    &[Step::Key(field), Step::Item(index), Step::Key(figure.key())],
                    Change::Remove,
                )
            }
        }
    }
}

/// Where the figures of a 指標 stand in its list.
fn position(file: &Arc<SourceFile>, field: &str, name: &str) -> Result<Option<usize>, Diagnostic> {
    let is_named = |item| name_of(item).is_some_and(|own| are_named_alike(own, name));
    Ok(items(file, field)?.iter().position(is_named))
}

/// An entry that would be empty between others: those below it would be counted anew, and who writes one would write another.
fn between_others(field: &str, index: usize, there: usize) -> Diagnostic {
    let (number, below) = (index + 1, index + 2);
    let message = format!("「{field}」の {number} 番目だけを空にはできません。");
    Diagnostic::new(Code::ValueNotWritten, message)
        .hint(format!("{below} 番目から後の文を一つずつ前に移し、最後の {there} 番目を空にしてください。"))
}

fn too_far(field: &str, index: usize, there: usize) -> Diagnostic {
    let next = there + 1;
    let message = format!("「{field}」の {} 番目は、{next} 番目より先には書けません。", index + 1);
    Diagnostic::new(Code::ValueNotWritten, message)
        .hint(format!("様式を開き直して、{next} 番目に書いてください。"))
}

/// Whether an item has nothing but a column.
fn is_all_of(item: &Node, column: &str) -> bool {
    let NodeKind::Mapping(entries) = &item.kind else { return false };
    matches!(entries.as_slice(), [(key, _)] if key.value == column)
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

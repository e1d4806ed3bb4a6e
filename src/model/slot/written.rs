//! A value written into its record.

use std::cmp::{Ordering, Reverse};
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

    /// Takes values out of a record. An entry of a 一覧, a row of a 表 and a 図 of which nothing else is left go as a whole, and so does
    /// the field that had nothing else.
    ///
    /// # Errors
    /// As [`Edits::make`].
    pub fn clear(slots: &[&Self], edits: &mut Edits, record: &Record) -> Result<(), Diagnostic> {
        let read = record.place.source();
        let mut slots = slots.to_vec();
        // From the last on: where an entry goes, those behind it come up.
        slots.sort_unstable_by_key(|slot| Reverse(*slot));
        slots.iter().try_for_each(|slot| {
            let file = edits.get(read.path()).unwrap_or(read).clone();
            slot.clear_in(edits, &file)
        })
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
            self.is_not_between_others(file)?;
            return self.clear_in(edits, file);
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
    fn clear_in(&self, edits: &mut Edits, file: &Arc<SourceFile>) -> Result<(), Diagnostic> {
        let field = Step::Key(self.field.key());
        match &self.part {
            SlotPart::Whole => edits.clear(file, &[field]),
            SlotPart::Cell(row, column) => edits.clear(file, &[field, Step::Key(row), Step::Key(column)]),
            SlotPart::Picture(part) => edits.clear(file, &[field, Step::Key(part.key())]),
            SlotPart::Entry(index, column) => {
                edits.clear(file, &[field, Step::Item(*index), Step::Key(column)])
            }
            // A 指標 stays, whatever figures it has.
            SlotPart::Figure(name, figure) => {
                let Some(index) = position(file, self.field.key(), name)? else { return Ok(()) };
                edits.make(file, &[field, Step::Item(index), Step::Key(figure.key())], Change::Remove)
            }
        }
    }

    /// Refuses to empty an entry between others by itself: those below it would be counted anew, and who writes one would write
    /// another.
    fn is_not_between_others(&self, file: &Arc<SourceFile>) -> Result<(), Diagnostic> {
        let SlotPart::Entry(index, column) = &self.part else { return Ok(()) };
        let (field, entries) = (self.field.key(), items(file, self.field.key())?);
        let there = entries.len();
        if index + 1 >= there || !entries.get(*index).is_some_and(|entry| is_all_of(entry, column)) {
            return Ok(());
        }
        let (number, below) = (index + 1, index + 2);
        let message = format!("「{field}」の {number} 番目だけを空にはできません。");
        Err(Diagnostic::new(Code::ValueNotWritten, message).in_file(file.path()).hint(format!(
            "{below} 番目から後の文を一つずつ前に移し、最後の {there} 番目を空にしてください。"
        )))
    }
}

/// Where the figures of a 指標 stand in its list.
fn position(file: &Arc<SourceFile>, field: &str, name: &str) -> Result<Option<usize>, Diagnostic> {
    let is_named = |item| name_of(item).is_some_and(|own| are_named_alike(own, name));
    Ok(items(file, field)?.iter().position(is_named))
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

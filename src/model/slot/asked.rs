//! Which values a form asks for, in which order.

use std::borrow::Cow;

use super::part::{Slot, SlotPart, heads};
use crate::form::{Face, Field, Form, Kind, Level};
use crate::language::script::composed;
use crate::model::indicator::FigureKind;
use crate::model::measure::Measure;
use crate::model::record::Record;
use crate::model::value::{PicturePart, Value};

/// The fields of a record in the order of the sheet. What stands nowhere of its own on it comes first, as the targets do.
#[must_use]
pub fn fields_on_sheet(form: &Form) -> Vec<Field> {
    let of_record: Vec<Field> =
        form.fields(Level::Record).filter(|field| field.row().level == Level::Record).collect();
    let Face { pages, .. } = form.face();
    let placed: Vec<Field> = pages
        .iter()
        .flatten()
        .flat_map(|block| block.fields().collect::<Vec<_>>())
        .filter(|field| of_record.contains(field))
        .collect();
    let unplaced = of_record.iter().copied().filter(|field| !placed.contains(field));
    unplaced.chain(placed.iter().copied()).collect()
}

/// How many entries a record has in a 一覧.
#[must_use]
pub fn entries_in(field: Field, record: &Record) -> usize {
    match record.value(field) {
        Some(Value::Rows(rows)) => rows.rows.len(),
        _ => 0,
    }
}

/// The values of a field of a measure's record, as the form asks for them; of a 一覧, so many entries more than there are.
#[must_use]
pub fn slots(field: Field, measure: &Measure, record: &Record, more_entries: usize) -> Vec<Slot> {
    let parts: Vec<SlotPart> = match field.row().kind {
        Kind::Indicators => {
            let declared = measure.indicators.iter().map(|line| &line.name);
            let said = record.indicator_years.iter().map(|year| &year.name);
            let mut names: Vec<Cow<'_, str>> = Vec::new();
            for name in declared.chain(said).map(|name| composed(&name.value)) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            let figures =
                |name: Cow<'_, str>| FigureKind::ALL.map(|figure| SlotPart::Figure(name.to_string(), figure));
            names.into_iter().flat_map(figures).collect()
        }
        Kind::List(columns) => {
            let entry = |index| columns.iter().map(move |column| SlotPart::Entry(index, column.key));
            (0..entries_in(field, record) + more_entries).flat_map(entry).collect()
        }
        Kind::Table(table) => {
            let row = |row: &str| {
                let columns = table.columns.iter();
                columns.map(|column| SlotPart::Cell(row.to_owned(), column.key)).collect::<Vec<_>>()
            };
            heads(table, field, measure).flat_map(row).collect()
        }
        Kind::Picture => PicturePart::ALL.map(SlotPart::Picture).into(),
        Kind::Words
        | Kind::Prose
        | Kind::Grade
        | Kind::Choice(_)
        | Kind::Number(_)
        | Kind::Amount(_)
        | Kind::Date => {
            vec![SlotPart::Whole]
        }
        _ => Vec::new(),
    };
    parts.into_iter().map(|part| Slot { field, part }).collect()
}

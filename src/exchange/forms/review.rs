//! 査定: one table for the working group, a row a measure.

use rust_xlsxwriter::XlsxError;

use super::look;
use super::page::{input, set_up};
use super::sheet::SheetWriter;
use crate::exchange::kept;
use crate::form::{Field, Label};
use crate::handout::Handout;

/// The sheet of the table.
pub(super) const SHEET: &str = "査定";

/// The columns before what is known of a measure: its page and its name.
const PAGE: u16 = kept::NAMING[0];
const TITLE: u16 = kept::NAMING[1];
const FACTS: u16 = 2;

/// The widths of the columns up to the last fact, in half-width characters.
const WIDTHS: [f64; 8] = [5.0, 26.0, 14.0, 26.0, 22.0, 46.0, 11.0, 8.0];

/// The width of a column to be written in.
const INPUT_WIDTH: f64 = 12.0;

/// The row of the headings; the measures are below it.
const HEADINGS: u32 = 3;

pub(super) fn write(handout: &Handout, writer: &mut SheetWriter<'_>) -> Result<(), XlsxError> {
    let title = format!("{} {}", handout.year.label(), handout.labels.field(Field::ReviewedGrade));
    set_up(writer.sheet, &title);
    writer.sheet.set_landscape();
    let Some(first) = handout.sheets.first() else { return Ok(()) };
    // A 一覧 has more entries in one measure than in another.
    let mut asked: Vec<&str> = Vec::new();
    for row in handout.sheets.iter().flat_map(|form| &form.rows) {
        if !asked.contains(&row.label.as_str()) {
            asked.push(&row.label);
        }
    }
    asked.sort_by_key(|label| order(handout, label));
    let facts: Vec<&str> = first.facts.iter().map(|(label, _)| label.as_str()).collect();
    let headings: Vec<&str> = [&handout.labels[Label::Page], &handout.labels[Label::Measure]]
        .map(String::as_str)
        .into_iter()
        .chain(facts)
        .chain(asked.iter().copied())
        .collect();
    let widths = WIDTHS.into_iter().chain(std::iter::repeat(INPUT_WIDTH));
    for (column, (width, _)) in (PAGE..).zip(widths.zip(&headings)) {
        writer.sheet.set_column_width(column, width)?;
    }
    writer.fixed((0, PAGE), &handout.plan, &look::note().unset_text_wrap())?;
    writer.fixed(kept::TITLE, &title, &look::title().unset_text_wrap())?;
    writer.fixed(
        (2, PAGE),
        "太い枠の中だけを書きます。書き終えたら、このファイルのまま事務局へ返してください。",
        &look::text().unset_text_wrap(),
    )?;
    for (column, heading) in (PAGE..).zip(&headings) {
        writer.fixed((HEADINGS, column), heading, &look::heading())?;
    }
    writer.sheet.set_row_height(HEADINGS, look::LINE * 2.0)?;
    writer.sheet.set_freeze_panes(HEADINGS + 1, FACTS)?;
    writer.sheet.set_repeat_rows(HEADINGS, HEADINGS)?;
    for (row, form) in (HEADINGS + 1..).zip(&handout.sheets) {
        writer.fixed((row, PAGE), &form.page.to_string(), &look::mark())?;
        writer.fixed((row, TITLE), &form.title, &look::fixed())?;
        let mut height = look::height(&form.title, WIDTHS[1], 1);
        for (column, (_, text)) in (FACTS..).zip(&form.facts) {
            let is_short = text.chars().count() <= 2;
            writer.fixed((row, column), text, &if is_short { look::mark() } else { look::fixed() })?;
            height = height.max(look::height(text, WIDTHS[usize::from(column)], 1));
        }
        let inputs = FACTS + u16::try_from(form.facts.len()).unwrap_or_default();
        for (column, label) in (inputs..).zip(&asked) {
            let Some(asked) = form.rows.iter().find(|row| row.label == **label) else {
                writer.fixed((row, column), "", &look::fixed())?;
                continue;
            };
            let keys = std::iter::once(form.id.to_string()).chain(asked.slot.keys()).collect();
            writer.slot((row, column), (&asked.asked, &asked.value), keys, &input(&asked.asked))?;
        }
        writer.sheet.set_row_height(row, height)?;
    }
    Ok(())
}

/// Where a column stands: with those of its field, in the order of the measure that has most of it.
fn order(handout: &Handout, label: &str) -> usize {
    let places = handout.sheets.iter().filter_map(|form| form.rows.iter().position(|row| row.label == label));
    places.max().unwrap_or_default()
}

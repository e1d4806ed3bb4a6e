//! The sheet of a measure: what is fixed, and under it what is to be written, a row each.

use rust_xlsxwriter::XlsxError;

use super::page::{input, set_up};
use super::sheet::SheetWriter;
use super::{left, look};
use crate::handout::{Asked, FormRow, FormSheet, Handout};
use crate::typeset::Room;

/// The columns of a measure's sheet, with their widths in half-width characters.
const LABEL: u16 = 0;
const INPUT: u16 = 1;
const LAST: u16 = 2;
const LEFT: u16 = 3;
const SAID: u16 = 4;
const WIDTHS: [(u16, f64); 5] = [(LABEL, 20.0), (INPUT, 54.0), (LAST, 28.0), (LEFT, 9.0), (SAID, 34.0)];

/// The rows over those to be written in, without those of the facts: where it stands, its name, an empty one, the headings.
const ROWS_ABOVE: u32 = 4;

/// The first row of a sheet in which something is to be written.
pub(super) fn first_slot_row(form: &FormSheet) -> u32 {
    ROWS_ABOVE + u32::try_from(form.facts.len()).unwrap_or_default()
}

pub(super) fn write(
    handout: &Handout,
    form: &FormSheet,
    writer: &mut SheetWriter<'_>,
) -> Result<(), XlsxError> {
    let is_answer = form.rows.iter().any(|row| !row.findings.is_empty());
    let last = if is_answer { SAID } else { LEFT };
    set_up(writer.sheet, &format!("{}　{}", handout.year.label(), form.title));
    for (column, width) in WIDTHS.into_iter().filter(|(column, _)| *column <= last) {
        writer.sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    writer.fixed_across((row, LABEL), last, &form.way, &look::note())?;
    row += 1;
    writer.fixed_across((row, LABEL), last, &form.title, &look::title())?;
    writer.sheet.set_row_height(row, look::height(&form.title, 80.0, 1) + 8.0)?;
    row += 1;
    for (label, text) in &form.facts {
        writer.fixed((row, LABEL), label, &look::label())?;
        writer.fixed_across((row, INPUT), last, text, &look::fact())?;
        writer.sheet.set_row_height(row, look::height(text, WIDTHS[1].1 + WIDTHS[2].1 + WIDTHS[3].1, 1))?;
        row += 1;
    }
    row += 1;
    let last_year = handout.year.before().map(|year| format!("{}（昨年度）", year.label()));
    let headings = ["項目", "書く所", last_year.as_deref().unwrap_or("昨年度"), "残りの\n字数", "事務局から"];
    for (column, heading) in (LABEL..=last).zip(headings) {
        writer.fixed((row, column), heading, &look::heading())?;
    }
    writer.sheet.set_row_height(row, look::LINE * 2.0)?;
    row += 1;
    let left = left::of(form, row, "B");
    for (asked, left) in form.rows.iter().zip(&left) {
        slot_row(form, (asked, left.as_ref()), row, last, writer)?;
        row += 1;
    }
    writer.sheet.set_print_area(0, 0, row, last)?;
    Ok(())
}

/// A row in which something is to be written, with what stands beside it.
fn slot_row(
    form: &FormSheet,
    (asked, left): (&FormRow, Option<&(String, String)>),
    row: u32,
    last: u16,
    writer: &mut SheetWriter<'_>,
) -> Result<(), XlsxError> {
    let is_optional = !asked.required && asked.asked == Asked::Prose;
    let label = format!("{}{}", asked.label, if is_optional { "\n（なければ空欄）" } else { "" });
    writer.fixed((row, LABEL), &label, &look::label())?;
    let keys = std::iter::once(form.id.to_string()).chain(asked.slot.keys()).collect();
    writer.slot((row, INPUT), (&asked.asked, &asked.value), keys, &input(&asked.asked))?;
    let beside = if asked.asked == Asked::Prose { look::fixed() } else { look::fact() };
    writer.fixed((row, LAST), asked.last.as_deref().unwrap_or_default(), &beside)?;
    match left {
        Some((formula, now)) => writer.formula((row, LEFT), formula, now, &look::count())?,
        None => writer.fixed((row, LEFT), "", &look::fixed())?,
    }
    if last == SAID {
        writer.fixed((row, SAID), &asked.findings.join("\n"), &look::fixed())?;
    }
    let least = asked.room.map_or(1, lines_of_room);
    let texts = [(&*asked.value, INPUT), (asked.last.as_deref().unwrap_or_default(), LAST), (&label, LABEL)];
    let said = asked.findings.join("\n");
    let texts = texts.into_iter().chain([(said.as_str(), SAID)]);
    let height = texts
        .map(|(text, column)| look::height(text, WIDTHS[usize::from(column)].1, least))
        .fold(look::LINE + 6.0, f64::max);
    writer.sheet.set_row_height(row, height)?;
    Ok(())
}

/// How many lines of the form a text takes that fills the cell of the sheet.
fn lines_of_room(room: Room) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the width of a column")]
    let of_form = (WIDTHS[usize::from(INPUT)].1 / 2.0) as usize;
    (room.columns * room.lines).div_ceil(of_form).clamp(1, 14)
}

//! The sheet of a measure: what is fixed, and under it what is to be written, a row each.

use rust_xlsxwriter::XlsxError;

use super::page::{input, set_up};
use super::sheet::SheetWriter;
use super::{left, look};
use crate::exchange::kept::TITLE;
use crate::handout::{Asked, FormRow, FormSheet, Handout};
use crate::typeset::Room;
use crate::year::FiscalYear;

/// Stands under the head of what may stay empty.
pub(in crate::exchange) const MAY_STAY_EMPTY: &str = "\n（なければ空欄）";

/// The columns that all sheets of measures begin with.
const LABEL: u16 = 0;
const INPUT: u16 = 1;

/// A column of a measure's sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// What is to be written.
    Label,
    /// Where it is written.
    Input,
    /// What was written in the year before, where there was one.
    Last(FiscalYear),
    /// How many characters still go onto the sheet.
    Left,
    /// What is said about it, in an answer.
    Said,
}

impl Column {
    /// Those of a sheet, from the left. What comes back is known by its own place, whatever stands beside it.
    fn of(handout: &Handout, form: &FormSheet) -> Vec<Self> {
        let is_answer = form.rows.iter().any(|row| !row.findings.is_empty());
        let beside = handout.last_year.map(Self::Last).into_iter().chain([Self::Left]);
        let columns = [Self::Label, Self::Input].into_iter().chain(beside);
        columns.chain(is_answer.then_some(Self::Said)).collect()
    }

    /// Its width in half-width characters.
    fn width(self) -> f64 {
        match self {
            Self::Label => 20.0,
            Self::Input => 54.0,
            Self::Last(_) => 28.0,
            Self::Left => 9.0,
            Self::Said => 34.0,
        }
    }

    fn heading(self) -> String {
        match self {
            Self::Label => "項目".to_owned(),
            Self::Input => "書く所".to_owned(),
            Self::Last(year) => format!("{}（昨年度）", year.label()),
            Self::Left => "残りの\n字数".to_owned(),
            Self::Said => "事務局から".to_owned(),
        }
    }
}

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
    let columns = Column::of(handout, form);
    let last = u16::try_from(columns.len()).unwrap_or_default().saturating_sub(1);
    set_up(writer.sheet, &format!("{}　{}", handout.year.label(), form.title));
    for (at, column) in (LABEL..).zip(&columns) {
        writer.sheet.set_column_width(at, column.width())?;
    }
    let mut row = 0;
    writer.fixed_across((row, LABEL), last, &form.way, &look::note())?;
    row = TITLE.0;
    writer.fixed_across(TITLE, last, &form.title, &look::title())?;
    writer.sheet.set_row_height(row, look::height(&form.title, 80.0, 1) + 8.0)?;
    row += 1;
    let facts_width = columns.iter().filter(|column| !matches!(column, Column::Label | Column::Said));
    let facts_width = facts_width.map(|column| column.width()).sum();
    for (label, text) in &form.facts {
        writer.fixed((row, LABEL), label, &look::label())?;
        writer.fixed_across((row, INPUT), last, text, &look::fact())?;
        writer.sheet.set_row_height(row, look::height(text, facts_width, 1))?;
        row += 1;
    }
    row += 1;
    for (at, column) in (LABEL..).zip(&columns) {
        writer.fixed((row, at), &column.heading(), &look::heading())?;
    }
    writer.sheet.set_row_height(row, look::LINE * 2.0)?;
    row += 1;
    let left = left::of(form, row, "B");
    for (asked, left) in form.rows.iter().zip(&left) {
        slot_row(form, (asked, left.as_ref()), row, &columns, writer)?;
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
    columns: &[Column],
    writer: &mut SheetWriter<'_>,
) -> Result<(), XlsxError> {
    let label = format!("{}{}", asked.label, if asked.may_stay_empty { MAY_STAY_EMPTY } else { "" });
    let last_year = asked.last.as_deref().unwrap_or_default();
    let said = asked.findings.join("\n");
    let beside = if asked.asked == Asked::Prose { look::fixed() } else { look::fact() };
    let least = asked.room.map_or(1, lines_of_room);
    let mut height = look::LINE + 6.0;
    for (at, column) in (LABEL..).zip(columns) {
        let text = match column {
            Column::Label => {
                writer.fixed((row, at), &label, &look::label())?;
                &label
            }
            Column::Input => {
                let keys = std::iter::once(form.id.to_string()).chain(asked.slot.keys()).collect();
                writer.slot((row, at), (&asked.asked, &asked.value), keys, &input(&asked.asked))?;
                &*asked.value
            }
            Column::Last(_) => {
                writer.fixed((row, at), last_year, &beside)?;
                last_year
            }
            Column::Left => {
                match left {
                    Some((formula, now)) => writer.formula((row, at), formula, now, &look::count())?,
                    None => writer.fixed((row, at), "", &look::fixed())?,
                }
                ""
            }
            Column::Said => {
                writer.fixed((row, at), &said, &look::fixed())?;
                &said
            }
        };
        height = look::height(text, column.width(), least).max(height);
    }
    writer.sheet.set_row_height(row, height)?;
    Ok(())
}

/// How many lines of the form a text takes that fills the cell of the sheet.
fn lines_of_room(room: Room) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the width of a column")]
    let of_form = (Column::Input.width() / 2.0) as usize;
    (room.columns * room.lines).div_ceil(of_form).clamp(1, 14)
}

//! 記入様式 as an Excel workbook: a front sheet, a sheet for each measure, and 控え.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::front;
use super::handout::{Asked, FormRow, FormSheet, Handout, Recipient};
use super::kept::{self, Content, KeptCell};
use super::left;
use super::look;
use super::review;
use super::sheet::SheetWriter;
use crate::typeset::Room;

/// The columns of a measure's sheet, with their widths in half-width characters.
const LABEL: u16 = 0;
const INPUT: u16 = 1;
const LAST: u16 = 2;
const LEFT: u16 = 3;
const SAID: u16 = 4;
const WIDTHS: [(u16, f64); 5] = [(LABEL, 20.0), (INPUT, 54.0), (LAST, 28.0), (LEFT, 9.0), (SAID, 34.0)];

/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;

/// The rows over those to be written in, without those of the facts: where it stands, its name, an empty one, the headings.
const ROWS_ABOVE: u32 = 4;

/// The front sheet.
const FRONT: &str = "はじめに";

/// The file of a form; `what` is what it is to those who get it.
#[must_use]
pub fn name_of_form(handout: &Handout, what: &str) -> String {
    let stage = handout.stage.name().map(|name| format!("-{name}")).unwrap_or_default();
    let to = match &handout.to {
        Recipient::Section(name) => format!("{what}-{}", name.replace(['/', '\\', ':'], "_")),
        Recipient::WorkingGroup => "査定".to_owned(),
    };
    format!("{}{stage}-{to}.xlsx", handout.year)
}

/// A form as a workbook. The same handout gives the same bytes.
///
/// # Errors
/// A text that Excel cannot hold: longer than 32,767 characters.
pub fn workbook_of(handout: &Handout) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let begun = ExcelDateTime::from_ymd(handout.year.starts_in(), 4, 1)?;
    let title = format!("{} {}", handout.plan, handout.year.label());
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&begun));
    let mut kept = Vec::new();
    let names: Vec<String> = handout.sheets.iter().map(sheet_name).collect();
    if handout.to != Recipient::WorkingGroup {
        let front = workbook.add_worksheet().set_name(FRONT)?;
        front::write(handout, &names, SheetWriter { sheet: front, kept: &mut kept })?;
    }
    if handout.to == Recipient::WorkingGroup {
        let sheet = workbook.add_worksheet().set_name(review::SHEET)?;
        review::write(handout, &mut SheetWriter { sheet, kept: &mut kept })?;
    } else {
        for (form, name) in handout.sheets.iter().zip(&names) {
            let sheet = workbook.add_worksheet().set_name(name)?;
            measure_sheet(handout, form, &mut SheetWriter { sheet, kept: &mut kept })?;
        }
    }
    keep(workbook.add_worksheet().set_name(kept::SHEET)?, handout, &kept)?;
    workbook.save_to_buffer()
}

/// The page, by which people find it, and as much of the name as there is room for.
fn sheet_name(form: &FormSheet) -> String {
    let fits = |character: &char| !"[]:*?/\\'".contains(*character) && !character.is_control();
    let name: String = format!("{} {}", form.page, form.title).chars().filter(fits).collect();
    name.chars().take(LONGEST_NAME).collect::<String>().trim().to_owned()
}

/// The first row of a sheet in which something is to be written.
pub(super) fn first_slot_row(form: &FormSheet) -> u32 {
    ROWS_ABOVE + u32::try_from(form.facts.len()).unwrap_or_default()
}

/// What all sheets of a form have in common: A4, one page wide, written in only where there is something to write.
pub(super) fn set_up(sheet: &mut Worksheet, footer: &str) {
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&L&8{}&R&8&P / &N", footer.replace('&', "&&")));
    sheet.set_screen_gridlines(false);
    sheet.protect_with_options(&ProtectionOptions {
        format_rows: true,
        format_columns: true,
        format_cells: false,
        ..ProtectionOptions::default()
    });
}

fn measure_sheet(handout: &Handout, form: &FormSheet, writer: &mut SheetWriter<'_>) -> Result<(), XlsxError> {
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

pub(super) fn input(asked: &Asked) -> Format {
    match asked {
        Asked::Words | Asked::Prose => look::input().set_num_format("@"),
        Asked::Date => look::short_input().set_num_format("@"),
        Asked::Number | Asked::Figure | Asked::OneOf(_) => look::short_input(),
    }
}

/// How many lines of the form a text takes that fills the cell of the sheet.
fn lines_of_room(room: Room) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the width of a column")]
    let of_form = (WIDTHS[usize::from(INPUT)].1 / 2.0) as usize;
    (room.columns * room.lines).div_ceil(of_form).clamp(1, 14)
}

/// Writes 控え: first what the form is, then a row for each cell.
fn keep(sheet: &mut Worksheet, handout: &Handout, kept: &[KeptCell]) -> Result<(), XlsxError> {
    let to = match &handout.to {
        Recipient::Section(name) => name.as_str(),
        Recipient::WorkingGroup => "",
    };
    let stage = handout.stage.name().unwrap_or_default();
    let (year, count) = (handout.year.to_string(), kept.len().to_string());
    let head = [kept::MARK, &handout.plan, &year, stage, to, &count];
    for (column, text) in (0..).zip(head) {
        sheet.write_string(0, column, text)?;
    }
    for (row, KeptCell { sheet: name, row: at, column, content }) in (1..).zip(kept) {
        let (text, keys) = match content {
            Content::Fixed(text) => (text.as_str(), &[][..]),
            Content::Formula => ("", &[][..]),
            Content::Slot(text, keys) => (text.as_str(), keys.as_slice()),
        };
        let (at, column) = (at.to_string(), column.to_string());
        let cells = [content.name(), name, &at, &column, text].into_iter();
        for (column, text) in (0..).zip(cells.chain(keys.iter().map(String::as_str))) {
            sheet.write_string(row, column, text)?;
        }
    }
    sheet.set_very_hidden(true);
    sheet.protect();
    Ok(())
}

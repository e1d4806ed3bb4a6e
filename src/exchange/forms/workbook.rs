//! 記入様式 as an Excel workbook: a front sheet, a sheet for each measure, and 控え.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::front;
use super::measure;
use super::review;
use super::sheet::SheetWriter;
use crate::exchange::kept::{self, Content, KeptCell};
use crate::folder::as_file_name;
use crate::handout::{FormSheet, Handout, Recipient};

/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;

/// The front sheet.
const FRONT: &str = "はじめに";

/// The file of a form; `what` is what it is to those who get it.
#[must_use]
pub fn name_of_form(handout: &Handout, what: &str) -> String {
    let stage = handout.stage.name().map(|name| format!("-{name}")).unwrap_or_default();
    let to = match &handout.to {
        Recipient::Section(name) => format!("{what}-{}", as_file_name(name)),
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
    match &handout.to {
        Recipient::WorkingGroup => {
            let sheet = workbook.add_worksheet().set_name(review::SHEET)?;
            review::write(handout, &mut SheetWriter { sheet, kept: &mut kept })?;
        }
        Recipient::Section(name) => {
            let names: Vec<String> = handout.sheets.iter().map(sheet_name).collect();
            let sheet = workbook.add_worksheet().set_name(FRONT)?;
            front::write(handout, name, &names, SheetWriter { sheet, kept: &mut kept })?;
            for (form, name) in handout.sheets.iter().zip(&names) {
                let sheet = workbook.add_worksheet().set_name(name)?;
                measure::write(handout, form, &mut SheetWriter { sheet, kept: &mut kept })?;
            }
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

/// Writes 控え: first what the form is, then a row for each cell.
fn keep(sheet: &mut Worksheet, handout: &Handout, kept: &[KeptCell]) -> Result<(), XlsxError> {
    let to = match &handout.to {
        Recipient::Section(name) => name.as_str(),
        Recipient::WorkingGroup => "",
    };
    let stage = handout.stage.key();
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

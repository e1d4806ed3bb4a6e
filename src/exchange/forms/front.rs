//! The front sheet of a form: what to do by when, and how far one is.

use rust_xlsxwriter::{Url, XlsxError};

use super::look;
use super::measure::first_slot_row;
use super::page::set_up;
use super::sheet::SheetWriter;
use crate::form::Label;
use crate::handout::{FormSheet, Handout};

/// The columns: page, 事業, what is not yet written.
const PAGE: u16 = 0;
const TITLE: u16 = 1;
const UNWRITTEN: u16 = 2;
const WIDTHS: [(u16, f64); 3] = [(PAGE, 8.0), (TITLE, 74.0), (UNWRITTEN, 16.0)];

/// The heading over how many cells are empty.
const UNWRITTEN_HEADING: &str = "書いていない枠";

/// How to write in a form.
const HOW: [&str; 5] = [
    "太い枠の中だけを書きます。灰色の所は、計画や記録から写したものです。直したい所があれば、事務局に知らせてください。",
    "枠の中の改行（Alt を押しながら Enter）は、冊子でも改行になります。",
    "「残りの字数」は、冊子の升に入る目安です。超えても、文字を小さくして組めることがあります。",
    "評価などは、枠を選ぶと出る ▼ から選びます。数を書く枠には、単位を付けずに数字だけを書きます。",
    "書き終えたら、上書きで保存して、このファイルのまま事務局へ返してください。行や列、シートは、足したり消したりしないでください。",
];

pub(super) fn write(
    handout: &Handout,
    to: &str,
    names: &[String],
    mut writer: SheetWriter<'_>,
) -> Result<(), XlsxError> {
    set_up(writer.sheet, &handout.plan);
    for (column, width) in WIDTHS {
        writer.sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    let mut line = |writer: &mut SheetWriter<'_>, text: &str, format, least: f64| -> Result<u32, XlsxError> {
        writer.fixed_across((row, PAGE), UNWRITTEN, text, &format)?;
        writer.sheet.set_row_height(row, look::height(text, 94.0, 1).max(least))?;
        row += 1;
        Ok(row)
    };
    line(&mut writer, &handout.plan, look::note(), 0.0)?;
    line(
        &mut writer,
        &format!("{} {} 記入様式", handout.year.label(), handout.labels[Label::Sheet]),
        look::title(),
        30.0,
    )?;
    line(&mut writer, &format!("{to}　御中"), look::text().set_bold(), 24.0)?;
    if let Some(deadline) = handout.deadline {
        line(&mut writer, &format!("締切　{}", deadline.label()), look::text().set_bold(), 24.0)?;
    }
    for (number, how) in (1..).zip(HOW) {
        line(&mut writer, &format!("{number}．{how}"), look::text(), 0.0)?;
    }
    let mut row = line(&mut writer, "", look::text(), 0.0)?;
    for (column, heading) in (PAGE..=UNWRITTEN).zip([
        &handout.labels[Label::Page],
        &handout.labels[Label::Measure],
        UNWRITTEN_HEADING,
    ]) {
        writer.fixed((row, column), heading, &look::heading())?;
    }
    for (form, name) in handout.sheets.iter().zip(names) {
        row += 1;
        writer.fixed((row, PAGE), &form.page.to_string(), &look::mark())?;
        let link = Url::new(format!("internal:'{name}'!B1")).set_text(&form.title);
        writer.fixed((row, TITLE), &form.title, &look::fixed())?;
        writer.sheet.write_url_with_format(row, TITLE, link, &look::fixed())?;
        let (formula, count) = unwritten(form, name);
        writer.formula((row, UNWRITTEN), &formula, &count, &look::count())?;
        writer.sheet.set_row_height(row, look::height(&form.title, 70.0, 1))?;
    }
    Ok(())
}

/// How many of the cells are empty that may not stay so, as Excel counts them: also those of a table that has to be there.
fn unwritten(form: &FormSheet, name: &str) -> (String, String) {
    let first = first_slot_row(form);
    let required = (first..).zip(&form.rows).filter(|(_, row)| !row.may_stay_empty);
    let cells: Vec<String> =
        required.clone().map(|(row, _)| format!("COUNTBLANK('{name}'!B{})", row + 1)).collect();
    let empty = required.filter(|(_, row)| row.value.is_empty()).count();
    (format!("={}", if cells.is_empty() { "0".to_owned() } else { cells.join("+") }), empty.to_string())
}

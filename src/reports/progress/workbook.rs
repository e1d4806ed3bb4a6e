//! For Excel: every measure on a row, and how many have come how far.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::super::columns::columns;
use super::words;
use crate::book::{Counts, MeasureProgress, Progress, SectionProgress, State};
use crate::diagnostics::{Code, Diagnostic};
use crate::form::Label;

/// The number of A4 among Excel's sizes of paper.
const A4: u8 = 9;

/// How many characters a cell holds.
const LONGEST_CELL: usize = 32_767;

/// The row of the column headings, under the name of the booklet.
const HEADINGS: u32 = 1;

/// Excel's own font for forms in UD, which prints as the booklet does.
const FONT: &str = "BIZ UDゴシック";

/// At this size a 漢字 is hardly wider than two of the characters in which Excel counts the width of a column.
const FONT_SIZE: u32 = 10;

/// How high a line of a row is, in points. `LibreOffice` does not heighten rows by itself.
const LINE_HEIGHT: usize = 16;

/// How high Excel lets a row be.
const HIGHEST_ROW: usize = 409;

/// What stands in a cell.
enum Cell {
    Text(String),
    Number(usize),
    /// A number that is only said where there is one.
    Some(usize),
}

/// A table on a sheet of its own.
struct Table {
    name: &'static str,
    title: String,
    /// The headings of the columns, each with its width in characters.
    columns: Vec<(String, u16)>,
    rows: Vec<Vec<Cell>>,
}

/// Writes who has reported as a workbook: the same bytes for the same records, whatever the day.
///
/// # Errors
/// A table that Excel cannot hold.
pub fn progress_to_workbook(progress: &Progress) -> Result<Vec<u8>, Diagnostic> {
    write(progress).map_err(|error| {
        Diagnostic::new(Code::Unwritable, format!("Excel の表を作れません（{error}）。"))
            .hint("--format markdown か --format json で、ほかの形にしてください。")
    })
}

fn write(progress: &Progress) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = ExcelDateTime::from_ymd(progress.year.starts_in() + 1, 3, 31)?;
    let properties = DocProperties::new().set_title(words::booklet(progress)).set_creation_datetime(&date);
    workbook.set_properties(&properties);
    for table in [measures(progress), sections(progress)] {
        table.write(workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

/// Every measure of every section.
fn measures(progress: &Progress) -> Table {
    let label = |label| progress.labels[label].clone();
    let columns = vec![
        (label(Label::Section), 18),
        (label(Label::Page), 6),
        (label(Label::Measure), 52),
        ("状況".to_owned(), 8),
        ("足りない項目".to_owned(), 44),
        ("指摘".to_owned(), 6),
        (words::awaiting_review(progress), 10),
    ];
    let rows = progress
        .sections
        .iter()
        .flat_map(|section| progress.of_section(section).map(|measure| row(progress, section, measure)));
    let deadline = progress.deadline.map(|day| format!("　締切: {}", words::day(day))).unwrap_or_default();
    let title = format!("{}{deadline}", words::booklet(progress));
    Table { name: "事業ごと", title, columns, rows: rows.collect() }
}

fn row(progress: &Progress, section: &SectionProgress, measure: &MeasureProgress) -> Vec<Cell> {
    let (findings, awaits_review) = match measure.state {
        State::NotBegun { .. } | State::Begun { .. } => (0, false),
        State::Done { findings, awaits_review } => (findings, awaits_review),
    };
    vec![
        Cell::Text(section.name.clone()),
        Cell::Number(measure.page as usize),
        Cell::Text(words::one_line(&measure.title)),
        Cell::Text(words::state(&measure.state).to_owned()),
        Cell::Text(words::fields(progress, measure.missing())),
        Cell::Some(findings),
        Cell::Text(if awaits_review { words::awaiting_review(progress) } else { String::new() }),
    ]
}

/// How many measures of every section have come how far.
fn sections(progress: &Progress) -> Table {
    let columns = [
        progress.labels[Label::Section].clone(),
        progress.labels[Label::Measure].clone(),
        "未着手".to_owned(),
        "途中".to_owned(),
        "済".to_owned(),
        "うち指摘のあるもの".to_owned(),
        format!("うち{}", words::awaiting_review(progress)),
    ];
    let row = |name: &str, counts: Counts| {
        let Counts { measures, not_begun, begun, done, with_findings, awaiting_review } = counts;
        let numbers = [measures, not_begun, begun, done, with_findings, awaiting_review].map(Cell::Number);
        [Cell::Text(name.to_owned())].into_iter().chain(numbers).collect()
    };
    let of_sections =
        progress.sections.iter().map(|section| row(&section.name, Counts::of(progress.of_section(section))));
    let all = row("全体", Counts::of(&progress.measures));
    let is_shared = progress.measures.iter().any(|measure| measure.sections.len() > 1);
    let remark = if is_shared {
        "　（全体では、二つ以上の係の事業を一度だけ数えています）"
    } else {
        ""
    };
    Table {
        name: "担当係ごと",
        title: format!("{}{remark}", words::booklet(progress)),
        columns: columns
            .into_iter()
            .enumerate()
            .map(|(at, name)| (name, if at == 0 { 28 } else { 18 }))
            .collect(),
        rows: of_sections.chain([all]).collect(),
    }
}

impl Table {
    /// Writes it so that it prints on A4, as wide as the paper, with its headings on every page.
    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let plain =
            Format::new().set_font_name(FONT).set_font_size(FONT_SIZE).set_align(FormatAlign::VerticalCenter);
        let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
        let heading = cell.clone().set_bold().set_background_color(0x00E8_E8E8);
        sheet.set_name(self.name)?.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_freeze_panes(HEADINGS + 1, 0)?.set_repeat_rows(0, HEADINGS)?.set_footer("&C&P / &N");
        sheet.write_string_with_format(0, 0, clipped(&self.title), &plain.set_bold())?;
        for (column, (name, width)) in (0..).zip(&self.columns) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(HEADINGS, column, clipped(name), &heading)?;
        }
        for (row, cells) in (HEADINGS + 1..).zip(&self.rows) {
            sheet.set_row_height(row, self.height(cells))?;
            for (column, value) in (0..).zip(cells) {
                match value {
                    Cell::Text(text) if !text.is_empty() => {
                        sheet.write_string_with_format(row, column, clipped(text), &cell)?
                    }
                    #[expect(clippy::cast_precision_loss, reason = "numbers of pages and measures")]
                    Cell::Number(number) | Cell::Some(number @ 1..) => {
                        sheet.write_number_with_format(row, column, *number as f64, &cell)?
                    }
                    Cell::Text(_) | Cell::Some(_) => sheet.write_blank(row, column, &cell)?,
                };
            }
        }
        Ok(())
    }

    /// How high a row is, in points.
    fn height(&self, cells: &[Cell]) -> u16 {
        let lines = cells.iter().zip(&self.columns).map(|(cell, (_, width))| match cell {
            Cell::Text(text) => columns(text).div_ceil(usize::from(*width)).max(1),
            Cell::Number(_) | Cell::Some(_) => 1,
        });
        let height = lines.max().unwrap_or(1).saturating_mul(LINE_HEIGHT).min(HIGHEST_ROW);
        u16::try_from(height).unwrap_or(u16::MAX)
    }
}

/// As much of a text as a cell holds.
fn clipped(text: &str) -> String {
    text.chars().take(LONGEST_CELL).collect()
}

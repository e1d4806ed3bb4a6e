//! The cells of a checked package, read one by one with calamine.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

use calamine::{DataRef, Font, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::dates;
use super::notes::Notes;
use super::place::{Area, CellAt};
use super::refusal::Refusal;
use super::sheet::{CellText, Dated, Remark, Sheet};
use super::shown;
use super::strokes;

/// How many sheets a workbook has at most.
const MOST_SHEETS: usize = 1_000;

/// How many cells say something at most. 60 sheets of the real booklet have some 3,000.
const MOST_CELLS: usize = 200_000;

/// How many bytes their texts have at most; a text that many cells have counts each time.
const MOST_TEXT: usize = 16 << 20;

/// How often each byte of the package may be read: once for the strings, and for a sheet once each for texts, formulas and joined
/// cells. Sheets that are one and the same part come here.
const READINGS: u64 = 4;

/// The sheets with their cells, and with what is written over each, by the name of its tab.
pub(super) fn sheets(package: Vec<u8>, mut notes: BTreeMap<String, Notes>) -> Result<Vec<Sheet>, Refusal> {
    let left = Rc::new(Cell::new(package.len() as u64 * READINGS));
    let metered = Metered { inner: Cursor::new(package), left: Rc::clone(&left) };
    let refusal = |error: &XlsxError| match error {
        _ if left.get() == 0 => Refusal::TooLarge,
        XlsxError::Password => Refusal::Password,
        _ => Refusal::Broken { sheet: None },
    };
    let mut xlsx = Xlsx::new(metered).map_err(|error| refusal(&error))?;
    let tabs: Vec<_> =
        xlsx.sheets_metadata().iter().filter(|tab| tab.typ == SheetType::WorkSheet).cloned().collect();
    if tabs.is_empty() {
        return Err(Refusal::Broken { sheet: None });
    }
    if tabs.len() > MOST_SHEETS {
        return Err(Refusal::TooLarge);
    }
    let mut room = Room { cells: MOST_CELLS, text: MOST_TEXT };
    let mut sheets = Vec::new();
    for tab in tabs {
        let in_sheet = |error: XlsxError| match error {
            XlsxError::CellError(error) => Refusal::UnknownError { sheet: tab.name.clone(), error },
            error => refusal(&error).in_sheet(&tab.name),
        };
        let mut cells = texts(&mut xlsx, &tab.name, &mut room, &in_sheet)?;
        for at in formulas_without_result(&mut xlsx, &tab.name, &cells).map_err(in_sheet)? {
            room.take(0)?;
            cells.insert(at, CellText { remark: Some(Remark::NoResult), ..CellText::default() });
        }
        let merged = xlsx.merge_cells_by_sheet_name(&tab.name).map_err(in_sheet)?;
        let corner = |(row, column)| CellAt { row, column };
        let merged = merged.into_iter().map(|area| Area::new(corner(area.start), corner(area.end)));
        let merged = merged.filter(|area| area.to.is_on_sheet()).collect();
        let notes = notes.remove(&tab.name).unwrap_or_default();
        sheets.push(Sheet {
            visible: tab.visible == SheetVisible::Visible,
            merged,
            cells,
            notes,
            name: tab.name,
        });
    }
    Ok(sheets)
}

/// How much more a workbook may say.
struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    fn take(&mut self, text: usize) -> Result<(), Refusal> {
        let take = || Some((self.cells.checked_sub(1)?, self.text.checked_sub(text)?));
        let (cells, text) = take().ok_or(Refusal::TooLarge)?;
        *self = Self { cells, text };
        Ok(())
    }
}

/// The cells that say something.
fn texts(
    xlsx: &mut Xlsx<Metered>,
    sheet: &str,
    room: &mut Room,
    refusal: &impl Fn(XlsxError) -> Refusal,
) -> Result<BTreeMap<CellAt, CellText>, Refusal> {
    let mut cells = BTreeMap::new();
    let mut reader = xlsx.worksheet_cells_reader(sheet).map_err(refusal)?;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(refusal)? {
        let (row, column) = cell.get_position();
        let at = CellAt { row, column };
        let Some(text) = text(cell.get_value(), reader.styles().get(style)) else { continue };
        if !at.is_on_sheet() {
            return Err(Refusal::Broken { sheet: Some(sheet.to_owned()) });
        }
        room.take(text.text.len())?;
        cells.insert(at, text);
    }
    Ok(cells)
}

/// What a cell says, if it says anything.
fn text(value: &DataRef<'_>, style: Option<&Style>) -> Option<CellText> {
    let format = style.and_then(|style| style.number_format.as_ref());
    let (format, id) =
        (format.map(|format| format.format_code.as_str()), format.and_then(|format| format.format_id));
    let text = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        #[expect(clippy::cast_precision_loss, reason = "no cell holds more digits")]
        DataRef::Int(number) => shown::number(*number as f64, format),
        DataRef::Float(number) => shown::number(*number, format),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) => shown::time(time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => shown::iso(text),
        DataRef::Error(error) => {
            let (text, remark) = (error.to_string(), Some(Remark::Error));
            return Some(CellText { text, remark, date: None });
        }
    };
    let (text, struck) = strokes::read(&text.replace("\r\n", "\n").replace('\r', "\n"));
    if text.is_empty() {
        return None;
    }
    let whole = style.and_then(|style| style.font.as_ref()).is_some_and(Font::has_strikethrough);
    let struck = if whole { Some(text.clone()).filter(|text| !text.trim().is_empty()) } else { struck };
    let date = match value {
        DataRef::DateTime(time) => Some(Dated { shown: dates::shown(time, format, id) }),
        DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Some(Dated::default()),
        _ => None,
    };
    Some(CellText { text, remark: struck.map(Remark::Struck), date })
}

/// Where a formula stands that says nothing because nobody has worked it out.
fn formulas_without_result(
    xlsx: &mut Xlsx<Metered>,
    sheet: &str,
    cells: &BTreeMap<CellAt, CellText>,
) -> Result<Vec<CellAt>, XlsxError> {
    let mut found = Vec::new();
    let mut reader = xlsx.worksheet_cells_reader(sheet)?;
    while let Some(record) = reader.next_cell_with_formula_metadata()? {
        let (row, column) = record.pos;
        let at = CellAt { row, column };
        // A formula may well say the empty text; then its value is one.
        let is_missing = record.formula.is_some() && matches!(record.value, DataRef::Empty);
        if is_missing && at.is_on_sheet() && !cells.contains_key(&at) && found.len() < MOST_CELLS {
            found.push(at);
        }
    }
    Ok(found)
}

/// Reads on as long as it has not read too much in all.
struct Metered {
    inner: Cursor<Vec<u8>>,
    left: Rc<Cell<u64>>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) if left > 0 => self.left.set(left),
            _ => {
                self.left.set(0);
                return Err(io::Error::other("read too often"));
            }
        }
        Ok(read)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

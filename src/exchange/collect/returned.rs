//! A form that comes back: what it is, and what stands in its cells by now.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::heads::is_alike;
use super::notes;
use super::places::Places;
use super::tabs::{KeptSheets, Tabs, outside};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exchange::kept::{self, Content, KeptCell};
use crate::exchange::shortened::shortened;
use crate::exchange::workbook::{Area, CellAt, CellText, Dated, Remark, Sheet, Workbook};
use crate::form::{Field, Kind, Stage};
use crate::handout::Recipient;
use crate::model::{Slot, SlotPart};
use crate::year::FiscalYear;

/// A form that came back.
#[derive(Debug)]
pub struct Returned {
    /// Its file, as people know it.
    pub file: String,
    /// The command that takes this file alone, and where the records differ, too.
    pub take: String,
    /// 計画の名称, as it was when the form was handed out.
    pub plan: String,
    /// The year that it is about.
    pub year: FiscalYear,
    /// The booklet that it is for.
    pub stage: Stage,
    /// Who got it.
    pub to: Recipient,
    /// The values to be written.
    pub values: Vec<ReturnedValue>,
    /// The sheets that are known, with the cells that they work out by themselves.
    computed: BTreeMap<String, BTreeSet<CellAt>>,
}

/// A value of a form that came back.
#[derive(Debug)]
pub struct ReturnedValue {
    /// The measure, and [`Slot::keys`](crate::model::Slot::keys).
    pub keys: Vec<String>,
    /// What it was when the form was handed out.
    pub handed: String,
    /// What it is now.
    pub written: String,
    /// What there is to know of a date; as what is written it is `2024-04-01`.
    pub date: Option<Dated>,
    /// Its cell, as people know it: the file, the sheet, the cell.
    pub place: PathBuf,
}

impl ReturnedValue {
    /// What was written, as a value takes it: a day where one is asked for, else a text as its cell shows it.
    ///
    /// # Errors
    /// A date where a number or a target is asked for, and one of which it is not known how its cell shows it: what was typed may have
    /// been something else.
    pub(super) fn typed(&self, slot: &Slot) -> Result<&str, Diagnostic> {
        let Some(date) = &self.date else { return Ok(&self.written) };
        if slot.kind() == Kind::Date {
            return Ok(&self.written);
        }
        let is_text = slot.kind().is_text() && slot.field != Field::Target;
        let shown = date.shown.as_deref().filter(|_| is_text && !matches!(slot.part, SlotPart::Figure(..)));
        shown.ok_or_else(|| date.unwanted(&self.written).in_file(&self.place))
    }
}

impl Returned {
    /// Whether a cell is on a sheet that is read, and is none that the form works out by itself, which nobody writes in.
    #[must_use]
    pub fn is_read(&self, sheet: &Sheet, at: CellAt) -> bool {
        self.computed.get(&sheet.name).is_some_and(|computed| !computed.contains(&at))
    }

    /// Takes a workbook as a form that was handed out.
    ///
    /// # Errors
    /// A workbook that is none of ours, one of another version, and one whose 控え is damaged. Beside a form is told what is in it and
    /// is not taken.
    pub fn read(workbook: &Workbook) -> Result<(Self, Diagnostics), Diagnostic> {
        let kept =
            workbook.sheets.iter().find(|sheet| sheet.name == kept::SHEET).ok_or_else(|| none(workbook))?;
        let text = |row: u32, column: u32| text(kept, row, column);
        if text(0, 0) != kept::MARK {
            return Err(none(workbook));
        }
        let (Ok(year), Ok(count)) = (text(0, 2).parse::<FiscalYear>(), text(0, 5).parse::<u32>()) else {
            return Err(damaged(workbook));
        };
        let stage = Stage::ALL.into_iter().find(|stage| stage.key() == text(0, 3));
        let stage = stage.ok_or_else(|| damaged(workbook))?;
        let cells = (1..=count).map(|row| kept_cell(kept, row)).collect::<Option<Vec<_>>>();
        let cells = cells.ok_or_else(|| damaged(workbook))?;
        let (mut values, mut computed) = (Vec::new(), BTreeMap::new());
        let mut told = Diagnostics::new();
        let to = match text(0, 4) {
            "" => Recipient::WorkingGroup,
            section => Recipient::Section(section.to_owned()),
        };
        let mut of_sheets = KeptSheets::new();
        for cell in &cells {
            of_sheets.entry(&cell.sheet).or_default().push(cell);
        }
        let Tabs { known, told: of_tabs } = Tabs::of(workbook, &of_sheets);
        told.append(of_tabs);
        for (name, sheet) in known {
            let Some(cells) = of_sheets.get(name) else { continue };
            let places = if to == Recipient::WorkingGroup {
                Places::of_table(workbook, sheet, cells)
            } else {
                Places::of_rows(workbook, sheet, cells)
            };
            computed.insert(sheet.name.clone(), places.computed(cells).collect::<BTreeSet<_>>());
            let (read, told_here) = read(workbook, sheet, cells, places);
            values.extend(read);
            told.append(told_here);
        }
        told.append(notes::told(workbook));
        let plan = text(0, 1).to_owned();
        let file = workbook.name.clone();
        let take = format!("shinchoku collect --theirs {file}");
        Ok((Self { file, take, plan, year, stage, to, values, computed }, told))
    }
}

/// The text of a cell; an empty one has none.
fn text(sheet: &Sheet, row: u32, column: u32) -> &str {
    sheet.cells.get(&CellAt { row, column }).map(|cell| cell.text.as_str()).unwrap_or_default()
}

/// Whether a cell shows an error, or has a formula without its result.
fn is_unknown(sheet: &Sheet, at: CellAt) -> bool {
    let remark = sheet.cells.get(&at).and_then(|cell| cell.remark.as_ref());
    matches!(remark, Some(Remark::Error | Remark::NoResult))
}

/// A row of 控え.
fn kept_cell(kept: &Sheet, row: u32) -> Option<KeptCell> {
    let text = |column| text(kept, row, column);
    let keys = (5..).map(text).take_while(|key| !key.is_empty()).map(str::to_owned);
    let content = Content::named(text(0), text(4).to_owned(), keys.collect())?;
    let (at, column) = (text(2).parse().ok()?, text(3).parse().ok()?);
    Some(KeptCell { sheet: text(1).to_owned(), row: at, column, content })
}

/// The values of a sheet, and what else there is to be told of it.
fn read(
    workbook: &Workbook,
    sheet: &Sheet,
    cells: &[&KeptCell],
    places: Places,
) -> (Vec<ReturnedValue>, Diagnostics) {
    let joined = Joined::of(sheet, cells, &places);
    let (mut values, mut spoken_of) = (Vec::new(), BTreeSet::new());
    let mut told = Diagnostics::new();
    for (cell, at) in cells.iter().filter_map(|cell| Some((cell, places.now(cell)?))) {
        let now = sheet.text(at);
        match &cell.content {
            // What it is to say is not known, which is told with the workbook.
            Content::Slot(..) if is_unknown(sheet, at) => {}
            Content::Slot(..) if joined.contains(at) => {}
            Content::Slot(handed, keys) => values.push(ReturnedValue {
                keys: keys.clone(),
                handed: handed.clone(),
                written: now.to_owned(),
                date: sheet.cells.get(&at).and_then(|cell| cell.date.clone()),
                place: workbook.file_of(sheet, Some(at)),
            }),
            Content::Fixed(fixed) if !now.is_empty() && !is_alike(now, fixed) => told.push(
                outside(workbook, sheet, Some(at), "書く所ではない升が書き換えられています")
                    .hint(format!("書かれていること: {}", shortened(now))),
            ),
            Content::Fixed(_) | Content::Formula => {}
        }
        spoken_of.insert(at);
    }
    told.append(joined.told(workbook, sheet));
    let is_strange = |at: &CellAt, cell: &CellText| {
        !spoken_of.contains(at) && !places.is_told(*at) && !cell.text.trim().is_empty()
    };
    let strange = sheet.cells.iter().filter(|(at, cell)| is_strange(at, cell));
    let mut of_columns: BTreeMap<u32, Vec<(CellAt, &str)>> = BTreeMap::new();
    for (at, cell) in strange {
        of_columns.entry(at.column).or_default().push((*at, cell.text.trim()));
    }
    for cells in of_columns.into_values() {
        told.append(strange_cells(workbook, sheet, &cells));
    }
    (values, places.told.and(told))
}

/// How many cells of a column are told of one by one.
const MOST_ALONE: usize = 3;

/// What stands in a column where nothing is to be written.
fn strange_cells(workbook: &Workbook, sheet: &Sheet, cells: &[(CellAt, &str)]) -> Diagnostics {
    let told = |at, what: &str, said: &str| {
        outside(workbook, sheet, Some(at), what).hint(format!("書かれていること: {}", shortened(said)))
    };
    match cells {
        [(first, _), .., (last, _)] if cells.len() > MOST_ALONE => {
            let what = format!("{first} から {last} までの {} 升は、書く所の外です", cells.len());
            let said: Vec<&str> = cells.iter().map(|(_, text)| *text).collect();
            Diagnostics::from(told(*first, &what, &said.join("／")))
        }
        _ => cells.iter().map(|(at, text)| told(*at, "書く所の外に書かれています", text)).collect(),
    }
}

/// The cells to be written in that were joined with others of them: whose text is there cannot be known.
struct Joined {
    areas: Vec<Area>,
}

impl Joined {
    fn of(sheet: &Sheet, cells: &[&KeptCell], places: &Places) -> Self {
        let slots = cells.iter().filter(|cell| matches!(cell.content, Content::Slot(..)));
        let slots: Vec<CellAt> = slots.filter_map(|cell| places.now(cell)).collect();
        let is_joined = |area: &Area| {
            let inside: Vec<&CellAt> = slots.iter().filter(|slot| area.contains(**slot)).collect();
            inside.len() > 1 || inside.iter().any(|slot| **slot != area.from)
        };
        Self { areas: sheet.merged.iter().filter(|area| is_joined(area)).copied().collect() }
    }

    fn contains(&self, at: CellAt) -> bool {
        self.areas.iter().any(|area| area.contains(at))
    }

    fn told(&self, workbook: &Workbook, sheet: &Sheet) -> Diagnostics {
        let of_area = |area: &Area| {
            let message = format!(
                "{} から {} までの枠が一つに結合されているので、どの項目の文か分かりません。これらの枠は取り込みません。",
                area.from, area.to
            );
            Diagnostic::new(Code::OutsideForm, message)
                .in_file(workbook.file_of(sheet, Some(area.from)))
                .hint("Excel でその枠を選び、「ホーム」の「セルを結合して中央揃え」をもう一度押して結合を解き、それぞれの枠に書き分けてから、もう一度取り込んでください。")
        };
        self.areas.iter().map(of_area).collect()
    }
}

fn none(workbook: &Workbook) -> Diagnostic {
    Diagnostic::new(Code::NotAForm, "shinchoku forms で作った記入様式ではありません。")
        .in_file(&workbook.name)
        .hint("配った記入様式のファイルに書いて、返してもらってください。ほかのファイルへ写したものは取り込めません。")
}

fn damaged(workbook: &Workbook) -> Diagnostic {
    Diagnostic::new(Code::NotAForm, "隠してあるシート「控え」が壊れているので、何がどの欄か分かりません。")
        .in_file(&workbook.name)
        .hint("shinchoku forms で記入様式を作り直し、書かれた文をそこへ写してください。")
}

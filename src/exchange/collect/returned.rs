//! A form that comes back: what it is, and what stands in its cells by now.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exchange::kept::{self, Content, KeptCell};
use crate::exchange::shortened::shortened;
use crate::exchange::workbook::{CellAt, Remark, Sheet, Workbook};
use crate::form::Stage;
use crate::handout::Recipient;
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
    /// The cells that the form works out by itself, by their sheets.
    computed: BTreeSet<(String, CellAt)>,
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
    /// Its cell, as people know it: the file, the sheet, the cell.
    pub place: PathBuf,
}

impl Returned {
    /// Whether a cell is one that the form works out by itself, which nobody writes in.
    #[must_use]
    pub fn is_computed(&self, sheet: &Sheet, at: CellAt) -> bool {
        self.computed.contains(&(sheet.name.clone(), at))
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
        let (mut values, mut computed) = (Vec::new(), BTreeSet::new());
        let mut told = Diagnostics::new();
        let mut of_sheets: BTreeMap<&str, Vec<&KeptCell>> = BTreeMap::new();
        for cell in &cells {
            of_sheets.entry(&cell.sheet).or_default().push(cell);
        }
        let mut known = BTreeSet::from([kept::SHEET]);
        for (name, cells) in &of_sheets {
            let Some(sheet) = sheet_of(workbook, name, cells, &of_sheets) else {
                told.push(without_sheet(workbook, name));
                continue;
            };
            known.insert(&sheet.name);
            let rows = Rows::of(sheet, cells);
            rows.read(workbook, cells, &mut values, &mut told);
            computed.extend(rows.computed(cells).map(|at| (sheet.name.clone(), at)));
        }
        let added = workbook.sheets.iter().filter(|sheet| !known.contains(sheet.name.as_str()));
        for sheet in added.filter(|sheet| sheet.cells.values().any(|cell| !cell.text.trim().is_empty())) {
            let said = sheet.cells.values().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
            let said = said.collect::<Vec<_>>().join("／");
            told.push(
                outside(workbook, sheet, None, "シートが足されています")
                    .hint(format!("書かれていること: {}", shortened(&said))),
            );
        }
        let to = match text(0, 4) {
            "" => Recipient::WorkingGroup,
            section => Recipient::Section(section.to_owned()),
        };
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

/// The sheet that had a name when the form was handed out: renamed, it still has most of what was fixed.
fn sheet_of<'w>(
    workbook: &'w Workbook,
    name: &str,
    cells: &[&KeptCell],
    others: &BTreeMap<&str, Vec<&KeptCell>>,
) -> Option<&'w Sheet> {
    if let Some(sheet) = workbook.sheets.iter().find(|sheet| sheet.name == name) {
        return Some(sheet);
    }
    let is_free = |sheet: &&Sheet| sheet.name != kept::SHEET && !others.contains_key(sheet.name.as_str());
    let fixed =
        || cells.iter().filter(|cell| matches!(&cell.content, Content::Fixed(text) if !text.is_empty()));
    let alike = |sheet: &Sheet| fixed().filter(|cell| is_in_place(sheet, cell, cell.row)).count();
    let most = workbook.sheets.iter().filter(is_free).max_by_key(|sheet| alike(sheet))?;
    (alike(most) * 2 > fixed().count()).then_some(most)
}

fn is_in_place(sheet: &Sheet, cell: &KeptCell, row: u32) -> bool {
    matches!(&cell.content, Content::Fixed(fixed) if text(sheet, row, cell.column.into()) == fixed)
}

/// Where the rows of a sheet are by now: rows may have been inserted or taken out.
struct Rows<'w> {
    sheet: &'w Sheet,
    /// By the row that it was; those that cannot be found are not there.
    rows: BTreeMap<u32, u32>,
}

impl<'w> Rows<'w> {
    fn of(sheet: &'w Sheet, cells: &[&KeptCell]) -> Self {
        let mut heads: BTreeMap<u32, &KeptCell> = BTreeMap::new();
        for cell in cells {
            if matches!(&cell.content, Content::Fixed(text) if !text.is_empty()) {
                heads.entry(cell.row).or_insert(cell);
            }
        }
        let mut rows = BTreeMap::new();
        let mut shift = 0;
        for (&row, head) in &heads {
            // As far as the row before it has moved, this one most likely has too.
            let likely = row.checked_add_signed(shift).filter(|&likely| is_in_place(sheet, head, likely));
            let found = likely.or_else(|| {
                let mut elsewhere =
                    sheet.cells.keys().filter(|at| at.column == u32::from(head.column)).map(|at| at.row);
                elsewhere.find(|&other| {
                    rows.values().all(|taken| *taken != other) && is_in_place(sheet, head, other)
                })
            });
            if let Some(found) = found {
                shift = i32::try_from(i64::from(found) - i64::from(row)).unwrap_or_default();
                rows.insert(row, found);
            }
        }
        Self { sheet, rows }
    }

    /// The cells that the form works out, where they are by now.
    fn computed<'c>(&'c self, cells: &'c [&KeptCell]) -> impl Iterator<Item = CellAt> + 'c {
        let computed = cells.iter().filter(|cell| matches!(cell.content, Content::Formula));
        computed.map(|cell| CellAt {
            row: self.rows.get(&cell.row).copied().unwrap_or(cell.row),
            column: cell.column.into(),
        })
    }

    fn read(
        &self,
        workbook: &Workbook,
        cells: &[&KeptCell],
        values: &mut Vec<ReturnedValue>,
        told: &mut Diagnostics,
    ) {
        let mut expected = BTreeSet::new();
        for cell in cells {
            let column = u32::from(cell.column);
            // A row whose head was changed stands where it stood.
            let row = self.rows.get(&cell.row).copied();
            let at = CellAt { row: row.unwrap_or(cell.row), column };
            let now = text(self.sheet, at.row, at.column);
            match &cell.content {
                // What it is to say is not known, which is told with the workbook.
                Content::Slot(..) if is_unknown(self.sheet, at) => {}
                Content::Slot(handed, keys) if row.is_some() => values.push(ReturnedValue {
                    keys: keys.clone(),
                    handed: handed.clone(),
                    written: now.to_owned(),
                    place: workbook.file_of(self.sheet, Some(at)),
                }),
                Content::Slot(..) => told.push(lost(workbook, self.sheet, at)),
                Content::Fixed(fixed) if now != fixed && !now.is_empty() => {
                    told.push(
                        outside(workbook, self.sheet, Some(at), "書く所ではない升が書き換えられています")
                            .hint(format!("書かれていること: {}", shortened(now))),
                    );
                }
                Content::Fixed(_) | Content::Formula => {}
            }
            expected.insert(at);
        }
        let strange = self
            .sheet
            .cells
            .iter()
            .filter(|(at, cell)| !expected.contains(at) && !cell.text.trim().is_empty());
        for (at, cell) in strange {
            told.push(
                outside(workbook, self.sheet, Some(*at), "書く所の外に書かれています")
                    .hint(format!("書かれていること: {}", shortened(&cell.text))),
            );
        }
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

fn without_sheet(workbook: &Workbook, name: &str) -> Diagnostic {
    Diagnostic::new(Code::OutsideForm, format!("シート「{name}」がないので、その事業は取り込みません。"))
        .in_file(&workbook.name)
        .hint("消したのでなければ、シートの名前を元に戻してください。")
}

fn lost(workbook: &Workbook, sheet: &Sheet, at: CellAt) -> Diagnostic {
    let message = "この行の見出しが変わっているので、どの項目か分かりません。取り込みません。";
    Diagnostic::new(Code::OutsideForm, message)
        .in_file(workbook.file_of(sheet, Some(at)))
        .hint("行の見出し（いちばん左の升）を元に戻してください。")
}

fn outside(workbook: &Workbook, sheet: &Sheet, at: Option<CellAt>, what: &str) -> Diagnostic {
    Diagnostic::new(Code::OutsideForm, format!("{what}。取り込みません。"))
        .in_file(workbook.file_of(sheet, at))
        .hint("要るものなら、書いた人に確かめて、太い枠の中へ移してください。")
}

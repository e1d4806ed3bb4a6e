//! Where the cells of a sheet that came back are by now: rows and columns are inserted, moved and taken out. Each is known by its head.

use std::collections::{BTreeMap, BTreeSet};

use super::heads::{bare, is_alike, quoted};
use super::table;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exchange::kept::{Content, KeptCell};
use crate::exchange::shortened::shortened;
use crate::exchange::workbook::{CellAt, Sheet, Workbook};

/// Where the cells of a sheet are by now.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// By the row that it was; those that cannot be known are not there.
    rows: BTreeMap<u32, u32>,
    /// By the column that it was.
    columns: BTreeMap<u16, u32>,
    /// What there is to be told of rows and columns that are not known.
    pub(super) told: Diagnostics,
    /// The rows, and the single cells, that are told of with that.
    told_rows: BTreeSet<u32>,
    told_cells: BTreeSet<CellAt>,
}

impl Places {
    /// Those of a sheet with a row a value.
    pub(super) fn of_rows(workbook: &Workbook, sheet: &Sheet, cells: &[&KeptCell]) -> Self {
        let columns = Columns::of(sheet, cells);
        let mut places = Self { columns: columns.now(cells, true), ..Self::default() };
        places.tell_columns(workbook, sheet, cells, &columns);
        let heads = heads_of_rows(cells);
        places.rows = rows_by_heads(sheet, &heads, &places.columns);
        places.tell_rows(workbook, sheet, cells, &heads);
        places
    }

    /// Those of a table with a row a measure.
    pub(super) fn of_table(workbook: &Workbook, sheet: &Sheet, cells: &[&KeptCell]) -> Self {
        let columns = Columns::of(sheet, cells);
        let Some(headings) = columns.row else {
            let told = Diagnostic::new(Code::OutsideForm, "列の見出しの行がないので、何がどの欄か分かりません。この表は取り込みません。")
                .in_file(workbook.file_of(sheet, None))
                .hint("見出しの行を元に戻すか、shinchoku forms --review で作り直した表へ、書かれたことを写してください。");
            let told_rows = sheet.cells.keys().map(|at| at.row).collect();
            return Self { told: told.into(), told_rows, ..Self::default() };
        };
        let mut places = Self { columns: columns.now(cells, false), ..Self::default() };
        places.tell_columns(workbook, sheet, cells, &columns);
        let rows = table::rows(workbook, sheet, cells, &places.columns, headings);
        places.rows = rows.known;
        // What stands over the measures stands where it stood over the headings.
        let first = first_slot_row(cells).unwrap_or_default();
        places.rows.insert(first.saturating_sub(1), headings);
        let above = (0..first.saturating_sub(1))
            .filter_map(|row| Some((row, (row + headings).checked_sub(first.saturating_sub(1))?)));
        places.rows.extend(above);
        places.told.append(rows.told);
        places.told_rows = rows.told_rows;
        places
    }

    /// Where a cell is by now, if that is known.
    pub(super) fn now(&self, cell: &KeptCell) -> Option<CellAt> {
        Some(CellAt::new(*self.rows.get(&cell.row)?, *self.columns.get(&cell.column)?))
    }

    /// Whether what stands in a cell is told of with its row or column.
    pub(super) fn is_told(&self, at: CellAt) -> bool {
        self.told_rows.contains(&at.row) || self.told_cells.contains(&at)
    }

    /// The cells that the form works out, where they are by now.
    pub(super) fn computed<'c>(&'c self, cells: &'c [&KeptCell]) -> impl Iterator<Item = CellAt> + 'c {
        let computed = cells.iter().filter(|cell| matches!(cell.content, Content::Formula));
        computed.filter_map(|cell| self.now(cell))
    }

    /// Tells of the columns to be written in that are not known.
    fn tell_columns(
        &mut self,
        workbook: &Workbook,
        sheet: &Sheet,
        cells: &[&KeptCell],
        columns: &Columns<'_>,
    ) {
        let written_in: BTreeSet<u16> = slots(cells).map(|cell| cell.column).collect();
        let lost = written_in.iter().filter(|column| !self.columns.contains_key(column));
        let lost: Vec<&str> = lost.filter_map(|column| columns.heads.get(column).copied()).collect();
        if lost.is_empty() {
            return;
        }
        let (twice, gone): (Vec<&str>, Vec<&str>) =
            lost.into_iter().partition(|head| columns.found(sheet, head).len() > 1);
        let told = |message: String| {
            let at = columns.row.map(|row| CellAt::new(row, 0));
            Diagnostic::new(Code::OutsideForm, message).in_file(workbook.file_of(sheet, at))
        };
        if !gone.is_empty() {
            let heads = quoted(&gone);
            self.told.push(told(format!("見出し{heads}の列がないので、その欄は取り込みません。")).hint(
                "見出しの言葉が変わっているなら、元の言葉に戻してください。列ごと消されたのなら、何もしなくてかまいません（記録は今のままです）。",
            ));
        }
        if !twice.is_empty() {
            let heads = quoted(&twice);
            self.told.push(
                told(format!("見出し{heads}の列が二つ以上あるので、その欄は取り込みません。"))
                    .hint("要らないほうの列を消してから、もう一度取り込んでください。"),
            );
        }
        // What stands under a head that is not ours is told of with it.
        if let Some(row) = columns.row {
            let known: BTreeSet<u32> = self.columns.values().copied().collect();
            let under = sheet.cells.keys().filter(|at| at.row >= row && !known.contains(&at.column));
            self.told_cells.extend(under);
        }
    }

    /// Tells of the rows to be written in that are not known.
    fn tell_rows(&mut self, workbook: &Workbook, sheet: &Sheet, cells: &[&KeptCell], heads: &Heads<'_>) {
        let written_in: BTreeSet<u32> = slots(cells).map(|cell| cell.row).collect();
        let mut gone = Vec::new();
        let lost: Vec<u32> = heads.keys().filter(|row| !self.rows.contains_key(row)).copied().collect();
        for row in lost {
            let Some(&(column, head)) = heads.get(&row) else { continue };
            let Some(&column) = self.columns.get(&column) else { continue };
            let lost = self.lost(sheet, row, column);
            if !written_in.contains(&row) {
                // What is only for reading is told cell by cell.
                if let Lost::HeadChanged(at) = lost {
                    self.rows.insert(row, at.row);
                }
                continue;
            }
            match lost {
                Lost::Gone => gone.push(head),
                Lost::HeadChanged(at) => {
                    let (head, now) = (bare(head), sheet.text(at));
                    let now =
                        if now.is_empty() { "空".to_owned() } else { format!("「{}」", shortened(now)) };
                    let message = format!(
                        "行の見出しが「{head}」から{now}に変わっているので、どの項目か分かりません。この行は取り込みません。"
                    );
                    let told = Diagnostic::new(Code::OutsideForm, message)
                        .in_file(workbook.file_of(sheet, Some(at)))
                        .hint(format!("{at} を「{head}」に戻してください。"));
                    self.told.push(told);
                    self.told_rows.insert(at.row);
                }
                Lost::Between(from, to) => {
                    let head = bare(head);
                    let message =
                        format!("見出しが「{head}」の行が見つからないので、その項目は取り込みません。");
                    let told = Diagnostic::new(Code::OutsideForm, message)
                        .in_file(workbook.file_of(sheet, Some(from)))
                        .hint(format!("{from} から {to} までに「{head}」の行があれば、その左端の升を「{head}」に直してください。行ごと消されたのなら、何もしなくてかまいません（記録は今のままです）。"));
                    self.told.push(told);
                    self.told_rows.extend(from.row..=to.row);
                }
            }
        }
        if !gone.is_empty() {
            let message = format!("行{}が消されているので、その項目は取り込みません。", quoted(&gone));
            self.told.push(Diagnostic::new(Code::OutsideForm, message).in_file(workbook.file_of(sheet, None)).hint(
                "要らないので消されたのなら、何もしなくてかまいません（記録は今のままです）。要るなら、shinchoku forms で作り直した様式に書いて返してもらってください。",
            ));
        }
    }

    /// What became of a row whose head is nowhere, by the rows round it.
    fn lost(&self, sheet: &Sheet, row: u32, column: u32) -> Lost {
        let before = self.rows.range(..row).next_back().map(|(was, now)| (*was, *now));
        let after = self.rows.range(row..).next().map(|(was, now)| (*was, *now));
        let at = |row: u32| CellAt::new(row, column);
        let likely = before.map_or(row, |(was, now)| now + (row - was));
        match after {
            Some((was, now)) if now.checked_sub(was - row) == Some(likely) => Lost::HeadChanged(at(likely)),
            Some((_, now)) => {
                let first = before.map_or(0, |(_, now)| now + 1);
                if first < now { Lost::Between(at(first), at(now - 1)) } else { Lost::Gone }
            }
            None if sheet
                .cells
                .range(CellAt::new(likely, 0)..CellAt::new(likely + 1, 0))
                .next()
                .is_some() =>
            {
                Lost::HeadChanged(at(likely))
            }
            None => Lost::Gone,
        }
    }
}

/// What became of a row.
enum Lost {
    /// It was taken out.
    Gone,
    /// It is there with another head.
    HeadChanged(CellAt),
    /// If it is there, then between these.
    Between(CellAt, CellAt),
}

/// The first fixed text of each row, with its column.
type Heads<'k> = BTreeMap<u32, (u16, &'k str)>;

fn heads_of_rows<'k>(cells: &[&'k KeptCell]) -> Heads<'k> {
    let mut heads = Heads::new();
    for cell in cells {
        if let Content::Fixed(text) = &cell.content
            && !text.is_empty()
        {
            heads.entry(cell.row).or_insert((cell.column, text));
        }
    }
    heads
}

fn rows_by_heads(sheet: &Sheet, heads: &Heads<'_>, columns: &BTreeMap<u16, u32>) -> BTreeMap<u32, u32> {
    let mut rows: BTreeMap<u32, u32> = BTreeMap::new();
    let mut shift = 0;
    for (&row, (column, head)) in heads {
        let Some(&column) = columns.get(column) else { continue };
        let is_head = |row: u32| is_alike(sheet.text(CellAt::new(row, column)), head);
        // As far as the row before it has moved, this one most likely has too.
        let likely = row.checked_add_signed(shift).filter(|&likely| is_head(likely));
        let found = likely.or_else(|| {
            let mut elsewhere = sheet.cells.keys().filter(|at| at.column == column).map(|at| at.row);
            elsewhere.find(|&other| rows.values().all(|taken| *taken != other) && is_head(other))
        });
        if let Some(found) = found {
            shift = i32::try_from(i64::from(found) - i64::from(row)).unwrap_or_default();
            rows.insert(row, found);
        }
    }
    rows
}

/// The heads of the columns, and where they stand by now.
struct Columns<'k> {
    /// By the column that it was.
    heads: BTreeMap<u16, &'k str>,
    /// The row that has most of them by now.
    row: Option<u32>,
    /// The columns that a head has in that row, by the column that it was.
    now: BTreeMap<u16, u32>,
}

/// How many heads make a row that of the headings.
const LEAST_HEADS: usize = 2;

impl<'k> Columns<'k> {
    fn of(sheet: &Sheet, cells: &[&'k KeptCell]) -> Self {
        let row = first_slot_row(cells).and_then(|row| row.checked_sub(1));
        let of_row = cells.iter().filter(|cell| Some(cell.row) == row);
        let heads: BTreeMap<u16, &'k str> = of_row
            .filter_map(|cell| match &cell.content {
                Content::Fixed(text) if !text.is_empty() => Some((cell.column, text.as_str())),
                _ => None,
            })
            .collect();
        let has = |row: u32| heads.values().filter(|head| !columns_of(sheet, row, head).is_empty()).count();
        let rows: BTreeSet<u32> = sheet.cells.keys().map(|at| at.row).collect();
        let best = rows.into_iter().rev().max_by_key(|row| has(*row)).filter(|row| has(*row) >= LEAST_HEADS);
        let mut columns = Self { heads, row: best, now: BTreeMap::new() };
        for (column, head) in &columns.heads {
            let alike: Vec<u16> =
                columns.heads.iter().filter(|(_, other)| is_alike(other, head)).map(|(at, _)| *at).collect();
            let found = columns.found(sheet, head);
            let number = alike.iter().position(|at| at == column).unwrap_or_default();
            if alike.len() == found.len() {
                columns.now.insert(*column, found[number]);
            }
        }
        columns
    }

    /// Where a head stands by now.
    fn found(&self, sheet: &Sheet, head: &str) -> Vec<u32> {
        self.row.map(|row| columns_of(sheet, row, head)).unwrap_or_default()
    }

    /// Where the columns are by now. Where `beside` is enough, one between two that are as far from each other as they were is known
    /// without its head, and all are where no heading is there any more.
    fn now(&self, cells: &[&KeptCell], beside: bool) -> BTreeMap<u16, u32> {
        let mut now = self.now.clone();
        if !beside {
            return now;
        }
        for column in cells.iter().map(|cell| cell.column) {
            let before = self.now.range(..column).next_back();
            let after = self.now.range(column..).next();
            let by_before = before.map_or(u32::from(column), |(was, now)| now + u32::from(column - was));
            let by_after = after.map(|(was, now)| now.checked_sub(u32::from(was - column)));
            if self.row.is_none() || by_after.is_none_or(|by_after| by_after == Some(by_before)) {
                now.entry(column).or_insert(by_before);
            }
        }
        now
    }
}

fn columns_of(sheet: &Sheet, row: u32, head: &str) -> Vec<u32> {
    let cells = sheet.cells.range(CellAt::new(row, 0)..CellAt::new(row + 1, 0));
    cells.filter(|(_, cell)| is_alike(&cell.text, head)).map(|(at, _)| at.column).collect()
}

fn slots<'c, 'k>(cells: &'c [&'k KeptCell]) -> impl Iterator<Item = &'k KeptCell> + 'c {
    cells.iter().copied().filter(|cell| matches!(cell.content, Content::Slot(..)))
}

fn first_slot_row(cells: &[&KeptCell]) -> Option<u32> {
    slots(cells).map(|cell| cell.row).min()
}

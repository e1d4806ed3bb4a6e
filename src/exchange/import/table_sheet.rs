//! One row a measure: headings over columns, in one row or in several.

use std::collections::BTreeMap;

use super::form_sheet::Reading;
use super::found::{Found, LEVELS};
use super::grid::{Block, Grid};
use super::marks::is_check;
use super::timeline::{YearColumns, bars};
use super::vocabulary::Meaning;
use super::words::lines;
use super::years;
use crate::exchange::workbook::{Area, CellAt};
use crate::form::{Cell, Field, Kind, Level};
use crate::year::FiscalYear;

/// How many headings make a row a heading of a table.
const LEAST_HEADINGS: usize = 4;

/// How many columns are looked at.
const MOST_COLUMNS: u32 = 400;

/// What a column has.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    meaning: Meaning,
    /// What stands over it.
    word: String,
    year: Option<FiscalYear>,
    /// The mark that a ○ in it stands for.
    mark: Option<String>,
}

/// The heading of a table.
struct Head {
    last_row: u32,
    columns: BTreeMap<u32, Column>,
}

/// The measures of a table, if the sheet has one.
pub(super) fn read(grid: &Grid<'_>, reading: Reading<'_>) -> Option<Vec<Found>> {
    let head = head(grid, reading)?;
    let title = head
        .columns
        .iter()
        .find(|(_, column)| column.meaning == Meaning::Field(Field::Title))
        .map(|(&at, _)| at)?;
    let table = Table { grid, reading, head, title };
    Some(table.read())
}

/// The first row with a title and further headings, and the rows below that belong to it.
fn head(grid: &Grid<'_>, reading: Reading<'_>) -> Option<Head> {
    let all = grid.all();
    let is_field = |block: &Block<'_>| {
        reading
            .vocabulary
            .meaning(block.text)
            .filter(|heading| matches!(heading.meaning, Meaning::Field(_) | Meaning::Untaken))
    };
    let row_of = |row: &[Block<'_>]| -> Option<u32> {
        let headings: Vec<Meaning> = row.iter().filter_map(is_field).map(|heading| heading.meaning).collect();
        let different =
            headings.iter().enumerate().filter(|(index, one)| !headings[..*index].contains(one)).count();
        let has_title = headings.contains(&Meaning::Field(Field::Title));
        (has_title && different >= LEAST_HEADINGS).then(|| row[0].at().row)
    };
    let first_row = all.chunk_by(|one, next| one.at().row == next.at().row).find_map(row_of)?;
    let is_head = |block: &Block<'_>| {
        reading.vocabulary.meaning(block.text).is_some()
            || years::only(block.text).is_some()
            || reading.marks.read(block.text).is_some()
    };
    let in_row = |row: u32| grid.blocks(Area { from: CellAt::new(row, 0), to: CellAt::new(row, u32::MAX) });
    let mut last_row = first_row;
    let deepest = in_row(first_row).iter().map(|block| block.area.to.row).max().unwrap_or(first_row);
    while last_row < deepest.min(first_row + 3)
        || matches!(in_row(last_row + 1).as_slice(), [first, rest @ ..] if is_head(first) && rest.iter().all(is_head))
            && last_row < first_row + 3
    {
        last_row += 1;
    }
    Some(Head { last_row, columns: columns(grid, reading, first_row, last_row) })
}

/// What each column has, by all that stands over it.
fn columns(grid: &Grid<'_>, reading: Reading<'_>, first: u32, last: u32) -> BTreeMap<u32, Column> {
    let rows = Area { from: CellAt::new(first, 0), to: CellAt::new(last, u32::MAX) };
    let end = grid.blocks(rows).iter().map(|block| block.area.to.column).max().unwrap_or_default();
    let mut columns = BTreeMap::new();
    for at in 0..=end.min(MOST_COLUMNS) {
        let mut over: Vec<Block<'_>> = (first..=last).map(|row| grid.block(CellAt::new(row, at))).collect();
        over.dedup_by_key(|block| block.at());
        let headings = || over.iter().filter_map(|block| reading.vocabulary.meaning(block.text));
        // The lowest heading says most: 目標 under 令和５年度, but also ○ under 自己評価, which is none.
        let of_field = |block: &&Block<'_>| {
            reading
                .vocabulary
                .meaning(block.text)
                .is_some_and(|heading| heading.meaning != Meaning::Furniture)
        };
        let Some(named) = over.iter().rfind(of_field) else { continue };
        let Some(heading) = reading.vocabulary.meaning(named.text) else { continue };
        let year = headings()
            .find_map(|heading| heading.year)
            .or_else(|| over.iter().find_map(|block| years::only(block.text)));
        let is_grade = matches!(heading.meaning, Meaning::Field(field) if field.row().kind == Kind::Grade);
        let mark = over
            .last()
            .filter(|_| is_grade && over.len() > 1)
            .and_then(|block| reading.marks.read(block.text));
        if heading.meaning != Meaning::Untaken {
            grid.take_all(&over);
            columns.insert(at, Column { meaning: heading.meaning, word: named.text.to_owned(), year, mark });
        }
    }
    columns
}

struct Table<'t, 's> {
    grid: &'t Grid<'s>,
    reading: Reading<'t>,
    head: Head,
    title: u32,
}

impl<'s> Table<'_, 's> {
    fn read(&self) -> Vec<Found> {
        let column = Area {
            from: CellAt::new(self.head.last_row + 1, self.title),
            to: CellAt::new(u32::MAX, self.title),
        };
        let below = self.grid.blocks(column);
        let nexts = below.iter().skip(1).map(|next| next.at().row.saturating_sub(1)).map(Some).chain([None]);
        let rows = below.iter().zip(nexts).filter(|(title, _)| self.is_measure(title));
        let mut levels = Levels::default();
        let found = rows.map(|(title, next)| {
            // Rows between belong to the measure over them, where its cell does not say how many it has.
            let to = next.unwrap_or(title.area.to.row).max(title.area.to.row);
            self.measure(title, to, &mut levels)
        });
        found.collect()
    }

    /// Whether a title is that of a measure: not the heading of the next page, not a remark below the table.
    fn is_measure(&self, title: &Block<'_>) -> bool {
        let row = Area { from: CellAt::new(title.at().row, 0), to: CellAt::new(title.at().row, u32::MAX) };
        self.reading.vocabulary.meaning(title.text).is_none() && self.grid.blocks(row).len() > 1
    }

    fn measure(&self, title: &Block<'s>, to: u32, levels: &mut Levels) -> Found {
        self.grid.take(title.at());
        let mut found = Found::new(self.reading.typed(lines(title.text), title.at()));
        levels.read(self, title.at().row);
        for (field, text, at) in levels.current() {
            found.note(Cell::from(field), self.reading.typed(text, at));
        }
        let mut schedule: Vec<Block<'s>> = Vec::new();
        for (&at, column) in &self.head.columns {
            if let Meaning::Field(field) = column.meaning {
                found.called(field, &column.word);
            }
            let blocks = self.blocks(title.at().row, to, at);
            match column.meaning {
                Meaning::Field(field) if field == Field::Title || LEVELS.contains(&field) => {}
                Meaning::Field(field) if field.row().kind == Kind::Schedule => schedule.extend(blocks),
                Meaning::Field(field) => self.field(&mut found, field, column, &blocks),
                Meaning::Id => {
                    let id = blocks.first().and_then(|block| block.text.trim().parse().ok());
                    self.grid.take_all(blocks.iter().filter(|_| id.is_some()));
                    found.id = found.id.take().or(id);
                }
                Meaning::Furniture | Meaning::Untaken => {}
            }
        }
        schedule.sort_by_key(Block::at);
        schedule.dedup_by_key(|block| block.at());
        self.grid.take_all(&schedule);
        found.bars = bars(&self.years(Field::Schedule), &schedule);
        found
    }

    /// What stands in a column of a measure's rows; a joined cell is the value of each row that it covers.
    fn blocks(&self, from: u32, to: u32, column: u32) -> Vec<Block<'s>> {
        let first = self.grid.block(CellAt::new(from, column));
        let area = Area { from: CellAt::new(from, column), to: CellAt::new(to, column) };
        let rest = self.grid.blocks(area).into_iter().filter(|block| block.at() != first.at());
        [first].into_iter().filter(|block| !block.is_blank()).chain(rest).collect()
    }

    fn years(&self, wanted: Field) -> Vec<YearColumns> {
        let of_field =
            self.head.columns.iter().filter(|(_, column)| column.meaning == Meaning::Field(wanted));
        of_field
            .filter_map(|(&at, column)| Some(YearColumns { year: column.year?, from: at, to: at }))
            .collect()
    }

    fn field(&self, found: &mut Found, field: Field, column: &Column, blocks: &[Block<'s>]) {
        let Some(first) = blocks.first() else { return };
        let text = match (&column.mark, field.row().kind) {
            (Some(mark), _) if is_check(first.text) => Some(mark.clone()),
            (_, Kind::Grade) => self.reading.marks.read(first.text),
            _ => {
                let texts: Vec<String> = blocks.iter().map(|block| lines(block.text)).collect();
                Some(texts.join("\n"))
            }
        };
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
        let is_of_year = field.row().yearly || field.row().level == Level::Record;
        let cell = Cell { field, year: column.year.filter(|_| is_of_year) };
        let is_same = found.values.get(&cell).is_some_and(|other| other.source.at == first.at());
        if found.note(cell, self.reading.typed(text, first.at())) || is_same {
            self.grid.take_all(blocks);
        }
    }
}

/// The levels of the plan over a row: a level that is not typed again goes on.
#[derive(Default)]
struct Levels(BTreeMap<usize, (String, CellAt)>);

impl Levels {
    fn read(&mut self, table: &Table<'_, '_>, row: u32) {
        for (&at, column) in &table.head.columns {
            let Meaning::Field(field) = column.meaning else { continue };
            let Some(level) = LEVELS.iter().position(|&level| level == field) else { continue };
            let block = table.grid.block(CellAt::new(row, at));
            if block.is_blank() {
                continue;
            }
            table.grid.take(block.at());
            let text = lines(block.text);
            if self.0.get(&level).is_none_or(|(known, _)| *known != text) {
                // What stood under another level does not go on.
                self.0.retain(|&other, _| other < level);
                self.0.insert(level, (text, block.at()));
            }
        }
    }

    fn current(&self) -> Vec<(Field, String, CellAt)> {
        self.0.iter().map(|(&level, (text, at))| (LEVELS[level], text.clone(), *at)).collect()
    }
}

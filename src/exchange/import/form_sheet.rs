//! One sheet a measure: each heading with its value beside or below it.

use std::collections::HashMap;

use super::found::{Found, LEVELS, Source, Typed};
use super::grid::{Block, Grid};
use super::marks::{Marks, legend};
use super::timeline::{YearColumns, bars, years_of};
use super::vocabulary::{Heading, Meaning, Vocabulary};
use super::words::lines;
use super::years;
use crate::exchange::workbook::{Area, CellAt};
use crate::form::{Cell, Field, Kind};
use crate::language::script::squeezed;
use crate::year::FiscalYear;

/// How many empty columns may stand between a heading and its value.
const WIDEST_GAP: u32 = 3;

/// A heading next to another is hardly longer, in characters.
const LONGEST_NEIGHBOUR: usize = 12;

/// What is known while a sheet is read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub(super) vocabulary: &'r Vocabulary,
    pub(super) marks: &'r Marks,
    /// On how many sheets each short text stands: a heading does on most, a value on few.
    pub(super) often: &'r HashMap<String, usize>,
    pub(super) workbook: usize,
    pub(super) sheet: usize,
}

impl Reading<'_> {
    pub(super) fn typed(&self, text: String, at: CellAt) -> Typed {
        Typed { text, source: Source { workbook: self.workbook, sheet: self.sheet, at } }
    }
}

/// The measures of a sheet, most often one; several where forms stand below each other.
pub(super) fn read(grid: &Grid<'_>, reading: Reading<'_>) -> Vec<Found> {
    let labels: Vec<Label<'_>> = grid
        .all()
        .into_iter()
        .filter_map(|block| Some(Label { heading: reading.vocabulary.meaning(block.text)?, block }))
        .collect();
    let titles: Vec<u32> =
        labels.iter().filter(|label| label.is(Field::Title)).map(|label| label.block.at().row).collect();
    let starts: Vec<u32> = (0..titles.len()).map(|index| start_of_form(&labels, &titles, index)).collect();
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([u32::MAX]);
    let forms = starts.iter().zip(ends).map(|(&from, to)| {
        let labels =
            labels.iter().filter(|label| (from..=to).contains(&label.block.at().row)).copied().collect();
        Form { grid, reading, labels, years: year_columns(grid, from, to), to }
    });
    forms.filter_map(|form| form.read()).collect()
}

/// A heading where it stands.
#[derive(Clone, Copy)]
struct Label<'s> {
    block: Block<'s>,
    heading: Heading,
}

impl Label<'_> {
    fn is(&self, field: Field) -> bool {
        self.heading.meaning == Meaning::Field(field)
    }
}

/// The first row of a form: that of the levels over its title, if they stand between it and the title before.
fn start_of_form(labels: &[Label<'_>], titles: &[u32], index: usize) -> u32 {
    let (row, before) = (titles[index], index.checked_sub(1).map(|before| titles[before]));
    let Some(before) = before else { return 0 };
    let over = labels.iter().filter(|label| {
        let at = label.block.at().row;
        before < at && at < row && LEVELS.iter().any(|&level| label.is(level))
    });
    over.map(|label| label.block.at().row).min().unwrap_or(row)
}

/// The columns of the years, if a row has several.
fn year_columns(grid: &Grid<'_>, from: u32, to: u32) -> Vec<YearColumns> {
    let rows = Area { from: CellAt::new(from, 0), to: CellAt::new(to, u32::MAX) };
    let blocks: Vec<(Block<'_>, FiscalYear)> =
        grid.blocks(rows).into_iter().filter_map(|block| Some((block, years::only(block.text)?))).collect();
    let row = blocks.chunk_by(|one, next| one.0.at().row == next.0.at().row).max_by_key(|row| row.len());
    let Some(row) = row.filter(|row| row.len() > 1) else { return Vec::new() };
    grid.take_all(row.iter().map(|(block, _)| block));
    row.iter()
        .map(|(block, year)| YearColumns {
            year: *year,
            from: block.area.from.column,
            to: block.area.to.column,
        })
        .collect()
}

/// One measure's form.
struct Form<'f, 's> {
    grid: &'f Grid<'s>,
    reading: Reading<'f>,
    labels: Vec<Label<'s>>,
    years: Vec<YearColumns>,
    to: u32,
}

impl<'s> Form<'_, 's> {
    fn read(&self) -> Option<Found> {
        let title =
            self.labels.iter().find(|label| label.is(Field::Title) && !self.values(label).is_empty())?;
        let (text, at) = self.text(&self.values(title))?;
        let mut found = Found::new(self.reading.typed(text, at));
        for label in &self.labels {
            match label.heading.meaning {
                Meaning::Field(Field::Title) | Meaning::Furniture => self.grid.take(label.block.at()),
                Meaning::Field(field) => {
                    self.grid.take(label.block.at());
                    self.field(&mut found, label, field);
                }
                Meaning::Id => {
                    self.grid.take(label.block.at());
                    let values = self.values(label);
                    found.id = values.first().and_then(|value| value.text.trim().parse().ok());
                    self.grid.take_all(values.first().filter(|_| found.id.is_some()));
                }
                Meaning::Untaken => {}
            }
        }
        Some(found)
    }

    fn field(&self, found: &mut Found, label: &Label<'s>, field: Field) {
        let values = self.values(label);
        let row = field.row();
        match row.kind {
            Kind::Schedule => {
                let values = self.under_years(label, values);
                found.bars.extend(bars(&self.years, &values));
                self.grid.take_all(values.iter().filter(|value| !years_of(&self.years, value).is_empty()));
            }
            _ if row.yearly && label.heading.year.is_none() && self.are_of_years(&values) => {
                self.yearly(found, field, &values);
            }
            Kind::Grade => {
                let Some((mark, cells)) = self.mark(label, &values) else { return };
                self.note(found, Cell { field, year: label.heading.year }, mark, &cells);
            }
            _ => {
                let Some((text, at)) = self.text(&values) else { return };
                let column = values[0].area.from.column;
                let cells: Vec<CellAt> =
                    values.iter().map(Block::at).filter(|at| at.column == column).collect();
                self.note(
                    found,
                    Cell { field, year: label.heading.year },
                    text,
                    &[&[at][..], &cells].concat(),
                );
            }
        }
    }

    /// Whether values stand under years. A single one under all of them is as wide as the form, and of no year in particular.
    fn are_of_years(&self, values: &[Block<'_>]) -> bool {
        match values {
            [only] if years_of(&self.years, only).len() == self.years.len() => false,
            values => values.iter().any(|value| !years_of(&self.years, value).is_empty()),
        }
    }

    /// The bars of a label beside which the years stand: they are in the rows below, as far as the next label.
    fn under_years(&self, label: &Label<'s>, values: Vec<Block<'s>>) -> Vec<Block<'s>> {
        let (heads, values): (Vec<_>, Vec<_>) =
            values.into_iter().partition(|value| years::only(value.text).is_some());
        if !values.is_empty() || heads.is_empty() {
            return values;
        }
        let row = label.block.area.to.row;
        let next = self.labels.iter().map(|other| other.block.at().row).filter(|&other| other > row).min();
        let end = next.map_or(row + 1, |next| next - 1).min(self.to);
        let columns = (label.block.area.to.column + 1, u32::MAX);
        if end <= row {
            return Vec::new();
        }
        let under = Area { from: CellAt::new(row + 1, columns.0), to: CellAt::new(end, columns.1) };
        self.grid.blocks(under)
    }

    /// A value for each year; one that stands over several years is that of each.
    fn yearly(&self, found: &mut Found, field: Field, values: &[Block<'_>]) {
        for &YearColumns { year, .. } in &self.years {
            let of_year: Vec<Block<'_>> =
                values.iter().filter(|value| years_of(&self.years, value).contains(&year)).copied().collect();
            let cells: Vec<CellAt> = of_year.iter().map(Block::at).collect();
            let text = match field.row().kind {
                Kind::Grade => of_year.first().and_then(|value| self.reading.marks.read(value.text)),
                _ => joined(&of_year),
            };
            if let Some(text) = text {
                self.note(found, Cell::of_year(field, year), text, &cells);
            }
        }
    }

    fn note(&self, found: &mut Found, cell: Cell, text: String, cells: &[CellAt]) {
        let Some(&at) = cells.first() else { return };
        if found.note(cell, self.reading.typed(text, at)) {
            for &at in cells {
                self.grid.take(at);
            }
        }
    }

    /// The lines of a value, which may stand in cells below each other.
    fn text(&self, values: &[Block<'_>]) -> Option<(String, CellAt)> {
        let first = values.first()?;
        let column: Vec<Block<'_>> =
            values.iter().filter(|value| value.area.from.column == first.area.from.column).copied().collect();
        self.grid.take_all(&column);
        Some((joined(&column)?, first.at()))
    }

    fn mark(&self, label: &Label<'s>, values: &[Block<'_>]) -> Option<(String, Vec<CellAt>)> {
        if let [value] = values
            && let Some(mark) = self.reading.marks.read(value.text)
        {
            return Some((mark, vec![value.at()]));
        }
        self.reading
            .marks
            .spread(values)
            .or_else(|| self.reading.marks.spread(&self.two_rows_below(label)))
            .or_else(|| {
                let value = values.first()?;
                Some((self.reading.marks.read(value.text)?, vec![value.at()]))
            })
    }

    fn two_rows_below(&self, label: &Label<'s>) -> Vec<Block<'s>> {
        let Area { from, to } = label.block.area;
        self.grid.blocks(Area {
            from: CellAt::new(to.row + 1, from.column),
            to: CellAt::new(to.row + 2, to.column),
        })
    }

    /// The blocks that have a label's value: beside it, or else below it.
    fn values(&self, label: &Label<'s>) -> Vec<Block<'s>> {
        let (beside, below) = (self.beside(label), self.below(label));
        let end = label.block.area.to.column;
        let is_next = beside.iter().any(|block| block.at().column == end + 1);
        if is_next && !self.is_heading(&beside, &below) {
            return beside;
        }
        if !below.is_empty() {
            return below;
        }
        let is_near = beside.iter().any(|block| block.at().column <= end + 1 + WIDEST_GAP);
        if is_near { beside } else { Vec::new() }
    }

    /// Whether what stands beside a label is a heading too, of which nobody knows: both have values below. Where instead what stands
    /// below is the unknown heading, it is on as many sheets as the value beside the label, or on more.
    fn is_heading(&self, beside: &[Block<'s>], below: &[Block<'s>]) -> bool {
        let ([neighbour, ..], [under, ..]) = (beside, below) else { return false };
        let often = |block: &Block<'_>| self.reading.often.get(&squeezed(block.text)).copied().unwrap_or(0);
        let is_short = |block: &Block<'_>| block.text.trim().chars().count() <= LONGEST_NEIGHBOUR;
        let may_be_heading = is_short(under) && !under.text.contains('。');
        if may_be_heading && often(under) >= often(neighbour).max(2) {
            return false;
        }
        let under =
            self.grid.block(CellAt::new(neighbour.area.to.row.saturating_add(1), neighbour.at().column));
        let has_value = !under.is_blank() && !self.is_label(&under);
        has_value && is_short(neighbour)
    }

    fn is_label(&self, block: &Block<'_>) -> bool {
        self.labels.iter().any(|label| label.block.at() == block.at())
    }

    /// What stands in the rows of a label as far as the next label.
    fn beside(&self, label: &Label<'s>) -> Vec<Block<'s>> {
        let Area { from, to } = label.block.area;
        let next = self.labels.iter().map(|other| other.block.area).filter(|other| {
            other.from.column > to.column && other.from.row <= to.row && from.row <= other.to.row
        });
        let end = next.map(|other| other.from.column - 1).min().unwrap_or(u32::MAX);
        let area = Area { from: CellAt::new(from.row, to.column + 1), to: CellAt::new(to.row, end) };
        if area.to.column < area.from.column {
            return Vec::new();
        }
        self.grid.blocks(area).into_iter().filter(|block| !self.is_label(block)).collect()
    }

    /// What stands in the columns of a label down to the next row with a label; without one, what stands next.
    fn below(&self, label: &Label<'s>) -> Vec<Block<'s>> {
        let Area { from, to } = label.block.area;
        let first = self.grid.block(CellAt::new(to.row + 1, from.column));
        let starts_here = first.area.from.row == to.row + 1 && first.area.from.column == from.column;
        if !starts_here || self.is_label(&first) {
            return Vec::new();
        }
        let next = self.labels.iter().map(|other| other.block.at().row).filter(|&row| row > to.row).min();
        let end = next.map_or(first.area.to.row, |row| row - 1).min(self.to);
        let area = Area {
            from: first.at(),
            to: CellAt::new(end.max(first.area.to.row), to.column.max(from.column)),
        };
        let blocks = self.grid.blocks(area).into_iter();
        let blocks: Vec<Block<'s>> = blocks.filter(|block| legend(block.text).is_empty()).collect();
        if first.is_blank() { Vec::new() } else { blocks }
    }
}

/// The texts of blocks as the lines of one.
fn joined(blocks: &[Block<'_>]) -> Option<String> {
    let texts: Vec<String> = blocks.iter().map(|block| lines(block.text)).collect();
    Some(texts.join("\n")).filter(|text| !text.trim().is_empty())
}

//! One sheet a measure: each heading with its value beside or below it.

use std::collections::BTreeSet;

use super::found::{Found, LEVELS, Source, Typed};
use super::grid::{Block, Grid};
use super::labels::{Label, Labels};
use super::marks::Marks;
use super::repeated::Repeated;
use super::timeline::{YearColumns, bars, years_of};
use super::vocabulary::{Meaning, Vocabulary};
use super::words::lines;
use super::years;
use crate::exchange::workbook::{Area, CellAt};
use crate::form::{Cell, Field, Kind, Level};
use crate::year::FiscalYear;

/// What is known while a sheet is read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub(super) vocabulary: &'r Vocabulary,
    pub(super) marks: &'r Marks,
    pub(super) repeated: &'r Repeated,
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
    let labels = Labels::of(grid, reading.vocabulary, reading.repeated);
    let has_value = |label: &&Label<'_>| label.is(Field::Title) && !labels.values(label).is_empty();
    let mut titles: Vec<u32> =
        labels.all.iter().filter(has_value).map(|label| label.block.at().row).collect();
    titles.dedup();
    let starts: Vec<u32> =
        (0..titles.len()).map(|index| start_of_form(&labels.all, &titles, index)).collect();
    let ends = starts.iter().skip(1).map(|start| start.saturating_sub(1)).chain([u32::MAX]);
    let forms = starts.iter().zip(ends).map(|(&from, to)| {
        let years = year_columns(grid, from, to);
        Form { grid, reading, labels: labels.in_rows(from, to), years }
    });
    forms.filter_map(|form| form.read()).collect()
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
    labels: Labels<'f, 's>,
    years: Vec<YearColumns>,
}

impl<'s> Form<'_, 's> {
    fn read(&self) -> Option<Found> {
        let title = self
            .labels
            .all
            .iter()
            .find(|label| label.is(Field::Title) && !self.labels.values(label).is_empty())?;
        let values = self.labels.values(title);
        let (text, at) = text(&values)?;
        self.grid.take_all(values.iter().filter(|value| value.area.from.column == at.column));
        let mut found = Found::new(self.reading.typed(text, at));
        found.called(Field::Title, title.block.text);
        for label in &self.labels.all {
            match label.heading.meaning {
                Meaning::Field(Field::Title) | Meaning::Furniture => self.grid.take(label.block.at()),
                Meaning::Field(field) => {
                    self.grid.take(label.block.at());
                    self.field(&mut found, label, field);
                    if label.heading.year.is_none() {
                        found.called(field, label.block.text);
                    }
                }
                Meaning::Id => {
                    self.grid.take(label.block.at());
                    let values = self.labels.values(label);
                    found.id = values.first().and_then(|value| value.text.trim().parse().ok());
                    self.grid.take_all(values.first().filter(|_| found.id.is_some()));
                }
                Meaning::Untaken => {}
            }
        }
        Some(found)
    }

    fn field(&self, found: &mut Found, label: &Label<'s>, field: Field) {
        let values = self.labels.values(label);
        let row = field.row();
        match row.kind {
            Kind::Schedule => {
                let values = self.under_years(label, values);
                found.bars.extend(bars(&self.years, &values));
                self.grid.take_all(values.iter().filter(|value| !years_of(&self.years, value).is_empty()));
            }
            _ if label.heading.year.is_none() && self.are_of_years(field, &values) => {
                self.yearly(found, field, &values);
            }
            Kind::Grade => {
                let Some((mark, cells)) = self.mark(label, &values) else { return };
                self.note(found, Cell { field, year: label.heading.year }, mark, &cells);
            }
            _ => {
                let Some((text, at)) = text(&values) else { return };
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

    /// What stands in the rows below, where beside the label are the years themselves.
    fn under_years(&self, label: &Label<'s>, beside: Vec<Block<'s>>) -> Vec<Block<'s>> {
        let (heads, values): (Vec<_>, Vec<_>) =
            beside.into_iter().partition(|block| years::only(block.text).is_some());
        if values.is_empty() && !heads.is_empty() { self.labels.rows_below(label) } else { values }
    }

    /// Whether values stand under the years: those of a yearly field always, of another field of a record where there are several.
    /// A single one under all of them is as wide as the form, and of no year in particular.
    fn are_of_years(&self, field: Field, values: &[Block<'_>]) -> bool {
        if let [only] = values
            && years_of(&self.years, only).len() == self.years.len()
        {
            return false;
        }
        let columns: BTreeSet<u32> = values.iter().map(|value| value.area.from.column).collect();
        if field.row().yearly {
            return values.iter().any(|value| !years_of(&self.years, value).is_empty());
        }
        let starts_year = |column: &u32| self.years.iter().any(|year| year.from == *column);
        field.row().level == Level::Record && columns.len() > 1 && columns.iter().all(starts_year)
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

    fn mark(&self, label: &Label<'s>, values: &[Block<'_>]) -> Option<(String, Vec<CellAt>)> {
        if let [value] = values
            && let Some(mark) = self.reading.marks.read(value.text)
        {
            return Some((mark, vec![value.at()]));
        }
        self.reading
            .marks
            .spread(values)
            .or_else(|| self.reading.marks.spread(&self.labels.two_rows_below(label)))
            .or_else(|| {
                let value = values.first()?;
                Some((self.reading.marks.read(value.text)?, vec![value.at()]))
            })
    }
}

/// The lines of a value, which may stand in cells below each other.
fn text(values: &[Block<'_>]) -> Option<(String, CellAt)> {
    let first = values.first()?;
    let column: Vec<Block<'_>> =
        values.iter().filter(|value| value.area.from.column == first.area.from.column).copied().collect();
    Some((joined(&column)?, first.at()))
}

/// The texts of blocks as the lines of one.
fn joined(blocks: &[Block<'_>]) -> Option<String> {
    let texts: Vec<String> = blocks.iter().map(|block| lines(block.text)).collect();
    Some(texts.join("\n")).filter(|text| !text.trim().is_empty())
}

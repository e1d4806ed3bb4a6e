//! Headings that stand anywhere on a sheet, and which cells have their values.

use super::grid::{Block, Grid};
use super::marks::legend;
use super::repeated::Repeated;
use super::vocabulary::{Heading, Meaning, Vocabulary};
use crate::exchange::workbook::{Area, CellAt};
use crate::form::Field;

/// How many empty columns may stand between a heading and its value.
const WIDEST_GAP: u32 = 3;

/// A heading next to another is hardly longer, in characters.
const LONGEST_NEIGHBOUR: usize = 12;

/// How many headings a sheet has at most: a form has some 20, and several may stand below each other.
const MOST_LABELS: usize = 3_000;

/// A heading where it stands.
#[derive(Clone, Copy)]
pub(super) struct Label<'s> {
    pub(super) block: Block<'s>,
    pub(super) heading: Heading,
}

impl Label<'_> {
    pub(super) fn is(&self, field: Field) -> bool {
        self.heading.meaning == Meaning::Field(field)
    }
}

/// The headings of some rows of a sheet.
pub(super) struct Labels<'g, 's> {
    grid: &'g Grid<'s>,
    repeated: &'g Repeated,
    pub(super) all: Vec<Label<'s>>,
    last_row: u32,
}

impl<'g, 's> Labels<'g, 's> {
    /// Those of a whole sheet.
    pub(super) fn of(grid: &'g Grid<'s>, vocabulary: &Vocabulary, repeated: &'g Repeated) -> Self {
        let known = |block: Block<'s>| Some(Label { heading: vocabulary.meaning(block.text)?, block });
        let all = grid.all().into_iter().filter_map(known).take(MOST_LABELS).collect();
        Self { grid, repeated, all, last_row: u32::MAX }
    }

    /// Those of rows from one to another.
    pub(super) fn in_rows(&self, from: u32, to: u32) -> Self {
        let inside = self.all.iter().filter(|label| (from..=to).contains(&label.block.at().row));
        Self { all: inside.copied().collect(), last_row: to, ..*self }
    }

    /// What stands in the two rows under a label.
    pub(super) fn two_rows_below(&self, label: &Label<'s>) -> Vec<Block<'s>> {
        let Area { from, to } = label.block.area;
        self.grid.blocks(Area {
            from: CellAt::new(to.row + 1, from.column),
            to: CellAt::new(to.row + 2, to.column),
        })
    }

    /// What stands to the right in the rows under a label, as far as the next label.
    pub(super) fn rows_below(&self, label: &Label<'s>) -> Vec<Block<'s>> {
        let to = label.block.area.to;
        let last = self.next_row(to.row).map_or(to.row + 1, |next| next - 1).min(self.last_row);
        let area = Area { from: CellAt::new(to.row + 1, to.column + 1), to: CellAt::new(last, u32::MAX) };
        if last <= to.row { Vec::new() } else { self.grid.blocks(area) }
    }

    /// The blocks that have a label's value: beside it, or else below it.
    pub(super) fn values(&self, label: &Label<'s>) -> Vec<Block<'s>> {
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

    /// Whether what stands beside a label is a heading too, of which nobody knows: both have values below. Where what stands below is
    /// that heading instead, it is on as many sheets as the value beside the label, or on more.
    fn is_heading(&self, beside: &[Block<'s>], below: &[Block<'s>]) -> bool {
        let ([neighbour, ..], [first, ..]) = (beside, below) else { return false };
        let is_short = |block: &Block<'_>| block.text.trim().chars().count() <= LONGEST_NEIGHBOUR;
        let sheets = |block: &Block<'_>| self.repeated.sheets(block.text);
        if is_short(first) && !first.text.contains('。') && sheets(first) >= sheets(neighbour).max(2) {
            return false;
        }
        let under =
            self.grid.block(CellAt::new(neighbour.area.to.row.saturating_add(1), neighbour.at().column));
        let has_value = !under.is_blank() && !self.is_label(&under);
        has_value && is_short(neighbour)
    }

    /// The first row with a label under a row.
    fn next_row(&self, under: u32) -> Option<u32> {
        self.all.iter().map(|label| label.block.at().row).filter(|&row| row > under).min()
    }

    fn is_label(&self, block: &Block<'_>) -> bool {
        self.all.iter().any(|label| label.block.at() == block.at())
    }

    /// What stands in the rows of a label as far as the next label.
    fn beside(&self, label: &Label<'s>) -> Vec<Block<'s>> {
        let Area { from, to } = label.block.area;
        let next = self.all.iter().map(|other| other.block.area).filter(|other| {
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
        let end = self.next_row(to.row).map_or(first.area.to.row, |row| row - 1).min(self.last_row);
        let area = Area {
            from: first.at(),
            to: CellAt::new(end.max(first.area.to.row), to.column.max(from.column)),
        };
        let blocks = self.grid.blocks(area).into_iter();
        let blocks: Vec<Block<'s>> = blocks.filter(|block| legend(block.text).is_empty()).collect();
        if first.is_blank() { Vec::new() } else { blocks }
    }
}

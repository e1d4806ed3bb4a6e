//! A sheet as people see it: cells that are joined are one.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use crate::exchange::workbook::{Area, CellAt, Sheet};

/// How many cells of joined areas are looked at; the rest counts as not joined.
const MOST_JOINED: u64 = 500_000;

/// A cell, or several that are joined, with their text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'s> {
    pub(super) area: Area,
    pub(super) text: &'s str,
}

impl Block<'_> {
    pub(super) fn at(&self) -> CellAt {
        self.area.from
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// A sheet with its joined cells, and what of it has been understood.
pub(super) struct Grid<'s> {
    pub(super) sheet: &'s Sheet,
    joined: HashMap<CellAt, Area>,
    taken: RefCell<BTreeSet<CellAt>>,
}

impl<'s> Grid<'s> {
    pub(super) fn new(sheet: &'s Sheet) -> Self {
        let mut joined = HashMap::new();
        let mut left = MOST_JOINED;
        for area in &sheet.merged {
            let (height, width) = (area.to.row - area.from.row + 1, area.to.column - area.from.column + 1);
            let Some(rest) = left.checked_sub(u64::from(height) * u64::from(width)) else { continue };
            left = rest;
            for row in area.from.row..=area.to.row {
                joined.extend(
                    (area.from.column..=area.to.column).map(|column| (CellAt::new(row, column), *area)),
                );
            }
        }
        Self { sheet, joined, taken: RefCell::default() }
    }

    /// What stands at a cell, joined or not.
    pub(super) fn block(&self, at: CellAt) -> Block<'s> {
        let area = self.joined.get(&at).copied().unwrap_or_else(|| Area::of(at));
        Block { area, text: self.sheet.text(area.from) }
    }

    /// The blocks with a text whose first cell lies in an area, row by row.
    pub(super) fn blocks(&self, area: Area) -> Vec<Block<'s>> {
        let cells =
            self.sheet.cells.range(CellAt::new(area.from.row, 0)..=CellAt::new(area.to.row, u32::MAX));
        let inside = cells.map(|(at, _)| *at).filter(|&at| area.contains(at));
        inside
            .map(|at| (at, self.block(at)))
            .filter(|(at, block)| block.at() == *at && !block.is_blank())
            .map(|(_, block)| block)
            .collect()
    }

    /// All blocks with a text.
    pub(super) fn all(&self) -> Vec<Block<'s>> {
        self.blocks(Area { from: CellAt::new(0, 0), to: CellAt::new(u32::MAX, u32::MAX) })
    }

    /// Notes that a cell has been understood.
    pub(super) fn take(&self, at: CellAt) {
        self.taken.borrow_mut().insert(at);
    }

    /// Notes that cells have been understood.
    pub(super) fn take_all<'b, 't: 'b>(&self, blocks: impl IntoIterator<Item = &'b Block<'t>>) {
        self.taken.borrow_mut().extend(blocks.into_iter().map(Block::at));
    }

    /// Notes that a cell was understood and then not used.
    pub(super) fn leave(&self, at: CellAt) {
        self.taken.borrow_mut().remove(&at);
    }

    /// What has not been understood.
    pub(super) fn left(&self) -> Vec<Block<'s>> {
        let taken = self.taken.borrow();
        self.all().into_iter().filter(|block| !taken.contains(&block.at())).collect()
    }
}

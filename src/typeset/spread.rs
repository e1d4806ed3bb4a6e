//! A sheet that goes on to other pages, because its texts do not fit on one at the least size.

use std::collections::BTreeMap;

use super::contract::{BlockMark, SheetMark};

/// A page that is sure to be too small at the least size need not be tried there: its texts take so many times its room.
const SURELY: f64 = 1.15;

/// The blocks with which a sheet goes on to its next pages, if it may and has to: its texts do not fit on one page at the least size, but on
/// as many as it may take. `needs` are the heights of its rows at the size of a step.
///
/// It is set as large as these pages have room for. Where they end depends on an estimate of how high its rows are at other sizes; so that no
/// page is fuller than it can be, they are taken for no lower than they may be.
pub(super) fn breaks(sheet: &SheetMark, step: usize, needs: &BTreeMap<&str, f64>) -> Option<Vec<usize>> {
    if sheet.pages < 2 {
        return None;
    }
    let (&now, &least) = (sheet.sizes.get(step)?, sheet.sizes.last()?);
    // A text of twice the size takes four times the area, if its lines are full, and twice the height, if they are short.
    let full = |size: f64| (size / now).powi(2);
    let at = |scale: f64| Heights { sheet, needs, scale };
    let is_least = step + 1 >= sheet.sizes.len();
    if !is_least && at(full(least)).of_rows() < sheet.room * SURELY {
        return None;
    }
    let mut sizes = sheet.sizes.iter();
    sizes.find_map(|&size| at(full(size).max(size / now)).breaks()).filter(|breaks| !breaks.is_empty())
}

/// How high everything of a sheet is at one size.
pub(super) struct Heights<'a> {
    pub sheet: &'a SheetMark,
    pub needs: &'a BTreeMap<&'a str, f64>,
    /// How many times the height that its rows need at the size at which they were seen.
    pub scale: f64,
}

impl Heights<'_> {
    fn of_rows(&self) -> f64 {
        self.sheet.rows.iter().map(|row| self.of_row(&row.name)).sum()
    }

    fn of_row(&self, name: &str) -> f64 {
        let row = self.sheet.rows.iter().find(|row| row.name == name);
        let least = row.map_or(0.0, |row| row.least.min(row.height));
        self.needs.get(name).map_or(least, |need| (need * self.scale).max(least))
    }

    fn of_block(&self, block: &BlockMark) -> f64 {
        block.height + block.rows.iter().map(|row| self.of_row(row)).sum::<f64>()
    }

    /// Where the pages end, if all blocks fit on as many as there may be.
    fn breaks(&self) -> Option<Vec<usize>> {
        self.ends(&self.runs(), 0.0).filter(|breaks| breaks.len() < self.sheet.pages)
    }

    /// On how many pages runs of blocks are sure to fit, if each fits on one.
    pub fn pages(&self, runs: &[(usize, f64)]) -> Option<usize> {
        let line = self.sheet.sizes.last()? * self.sheet.pitch;
        self.ends(runs, 2.0 * line).map(|breaks| breaks.len() + 1)
    }

    /// The runs with which pages begin, if each run fits on one; those that begin a page, with so much to spare.
    fn ends(&self, runs: &[(usize, f64)], spare: f64) -> Option<Vec<usize>> {
        let page = self.sheet.room + self.sheet.blocks.iter().map(|block| block.height).sum::<f64>();
        let mut breaks = Vec::new();
        let mut left = page;
        for (index, height) in runs {
            if *height > left {
                left = page - self.sheet.again;
                if *index == 0 || height + spare > left {
                    return None;
                }
                breaks.push(*index);
            }
            left -= height;
        }
        Some(breaks)
    }

    /// The runs where one block is as many as its row has cells, each as high as it needs to be.
    pub fn runs_apart(&self, apart: usize, heights: &[f64]) -> Vec<(usize, f64)> {
        let mut runs: Vec<(usize, f64)> = Vec::new();
        for (index, block) in self.sheet.blocks.iter().enumerate() {
            let of_cells = if index == apart { heights } else { &[self.of_block(block)][..] };
            for (nth, height) in of_cells.iter().enumerate() {
                match runs.last_mut().filter(|_| block.stays && nth == 0) {
                    Some((_, run)) => *run += height,
                    None => runs.push((index, *height)),
                }
            }
        }
        runs
    }

    /// The blocks that stay together: the first of each run, and how high it is.
    pub fn runs(&self) -> Vec<(usize, f64)> {
        let mut runs: Vec<(usize, f64)> = Vec::new();
        for (index, block) in self.sheet.blocks.iter().enumerate() {
            match runs.last_mut().filter(|_| block.stays) {
                Some((_, height)) => *height += self.of_block(block),
                None => runs.push((index, self.of_block(block))),
            }
        }
        runs
    }
}

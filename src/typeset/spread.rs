//! A sheet that goes on to other pages, because its texts do not fit on one at the least size.

use std::collections::BTreeMap;

use super::contract::{BlockMark, SheetMark};

/// A page that is sure to be too small at the least size need not be tried there: its texts take so many times its room.
const SURELY: f64 = 1.15;

/// The blocks with which a sheet goes on to its next pages, if it may and has to: its texts do not fit on one page at the least size, but on
/// as many as it may take. `needs` are the heights of its rows at the size of a step.
///
/// It is set as large as these pages have room for.
pub(super) fn breaks(sheet: &SheetMark, step: usize, needs: &BTreeMap<&str, f64>) -> Option<Vec<usize>> {
    if sheet.pages < 2 {
        return None;
    }
    let (&now, &least) = (sheet.sizes.get(step)?, sheet.sizes.last()?);
    let at = |size: f64| Heights { sheet, needs, scale: (size / now).powi(2) };
    let is_least = step + 1 >= sheet.sizes.len();
    if !is_least && at(least).of_rows() < sheet.room * SURELY {
        return None;
    }
    let mut sizes = sheet.sizes.iter();
    sizes.find_map(|&size| at(size).breaks()).filter(|breaks| !breaks.is_empty())
}

/// How high everything of a sheet is at one size.
struct Heights<'a> {
    sheet: &'a SheetMark,
    needs: &'a BTreeMap<&'a str, f64>,
    /// How many times the height that its rows need at the size at which they were seen. A text of twice the size takes four times the
    /// area.
    scale: f64,
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
        let page = self.sheet.room + self.sheet.blocks.iter().map(|block| block.height).sum::<f64>();
        let mut breaks = Vec::new();
        let mut left = page;
        for (index, height) in self.runs() {
            if height > left {
                left = page - self.sheet.again;
                if index == 0 || height > left || breaks.len() + 2 > self.sheet.pages {
                    return None;
                }
                breaks.push(index);
            }
            left -= height;
        }
        Some(breaks)
    }

    /// The blocks that stay together: the first of each run, and how high it is.
    fn runs(&self) -> Vec<(usize, f64)> {
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

//! A sheet that goes on to other pages, because its texts do not fit on one at the least size.

use std::collections::BTreeMap;

use super::contract::{BlockMark, Fit, RowMark, SheetMark};
use super::fit::Inspection;

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

/// What gives a sheet that is full at the least size the room that it needs.
#[derive(Debug)]
pub(super) enum Remedy<'a> {
    /// So many pages.
    Pages(usize),
    /// The cells of a row in rows of their own, which are wider, on so many pages.
    Apart(&'a RowMark, usize),
}

/// The remedy, if there is one but to write less. More than `most` pages are none.
pub(super) fn remedy<'a>(
    page: &Inspection,
    sheet: &'a SheetMark,
    now: &Fit,
    most: usize,
) -> Option<Remedy<'a>> {
    // Of a sheet that goes on already, other pages have the rest; a layout of old names no blocks.
    if sheet.pages == 0 || sheet.blocks.is_empty() || !now.breaks.is_empty() {
        return None;
    }
    let needs = page.needs(sheet, now);
    let heights = Heights { sheet, needs: &needs, scale: 1.0 };
    let wanted = |pages: usize| (sheet.pages + 1..=most).contains(&pages);
    if let Some(pages) = heights.pages(&heights.runs()).filter(|&pages| wanted(pages)) {
        return Some(Remedy::Pages(pages));
    }
    sheet.blocks.iter().enumerate().find_map(|(index, block)| {
        let (width, name) = (block.alone?, block.rows.first()?);
        let row = sheet.rows.iter().find(|row| row.name == *name)?;
        let apart = page.needs_apart(row, now, width);
        let pages = heights.pages(&heights.runs_apart(index, &apart))?;
        (pages <= most.max(sheet.pages)).then_some(Remedy::Apart(row, pages))
    })
}

/// Whether a row fits beside the others, if these say as little as they may.
pub(super) fn fits_beside_others(page: &Inspection, sheet: &SheetMark, now: &Fit, row: &RowMark) -> bool {
    let others = sheet.rows.iter().filter(|other| other.name != row.name);
    let least: f64 = others.map(|other| other.least.min(other.height)).sum();
    page.needs(sheet, now).get(row.name.as_str()).is_some_and(|need| need + least <= sheet.room)
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
        self.ends(&self.runs(), 0.0).filter(|breaks| breaks.len() < self.sheet.pages)
    }

    /// On how many pages runs of blocks are sure to fit, if each fits on one.
    fn pages(&self, runs: &[(usize, f64)]) -> Option<usize> {
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
    fn runs_apart(&self, apart: usize, heights: &[f64]) -> Vec<(usize, f64)> {
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

//! What gives a full sheet the room that it needs.

use super::contract::{Fit, RowMark, SheetMark};
use super::fit::Inspection;
use super::spread::Heights;

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
        let apart = page.needs_apart(sheet, row, now, width);
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

//! Cells under years: targets and marks, one for each year, and bars over several.

use super::found::Bar;
use super::grid::Block;
use super::words::one_line;
use crate::year::FiscalYear;

/// The columns of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct YearColumns {
    pub(super) year: FiscalYear,
    pub(super) from: u32,
    pub(super) to: u32,
}

/// The years in whose columns a block stands.
pub(super) fn years_of(columns: &[YearColumns], block: &Block<'_>) -> Vec<FiscalYear> {
    let (from, to) = (block.area.from.column, block.area.to.column);
    columns.iter().filter(|year| year.from <= to && from <= year.to).map(|year| year.year).collect()
}

/// The bars that blocks are, row by row. An arrow goes on with the bar before it.
pub(super) fn bars(columns: &[YearColumns], blocks: &[Block<'_>]) -> Vec<Bar> {
    let mut bars: Vec<(u32, Bar)> = Vec::new();
    for block in blocks {
        let years = years_of(columns, block);
        let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max()) else { continue };
        let row = block.at().row;
        if is_arrow(block.text) {
            if let Some((_, bar)) = bars.last_mut().filter(|(other, _)| *other == row) {
                bar.last = bar.last.max(last);
            }
        } else {
            bars.push((row, Bar { text: without_arrow(&one_line(block.text)), first, last }));
        }
    }
    bars.into_iter().map(|(_, bar)| bar).collect()
}

const ARROWS: &[char] =
    &['→', '⇒', '➡', '⟶', '▶', '►', '➤', '>', '＞', '-', '－', '―', '─', '━', 'ー', ' ', '　'];

fn is_arrow(text: &str) -> bool {
    text.trim().chars().all(|sign| ARROWS.contains(&sign))
}

fn without_arrow(text: &str) -> String {
    let bare = text.trim_end_matches(['→', '⇒', '➡', '▶', '►', ' ', '　']);
    let bare = bare.trim_start_matches(['→', '⇒', '➡', '▶', '►', ' ', '　']);
    bare.to_owned()
}

//! What differs between two states of a booklet, field by field.

mod change;
mod front;
mod index;
mod numbers;
mod sheets;
mod words;

use std::collections::BTreeSet;

pub use change::Change;
pub use words::{Piece, Words, differences};

use crate::book::Book;
use change::is_level;
use index::Lines;
use numbers::Numbers;

/// All that differs between two states of a booklet, in page order. What is printed on several sheets is told for each.
#[must_use]
pub fn changes(old: &Book<'_>, new: &Book<'_>) -> Vec<Change> {
    let lines = Lines::of(old, new);
    let mut changes = front::changes(old, new);
    changes.extend(lines.changes(old, new));
    let Numbers { together, alone } = Numbers::of(old, new);
    changes.extend(together);
    changes.extend(sheets::changes(old, new, &lines, &alone));
    changes
}

/// The changes for a list: what is printed on several sheets is told once.
#[must_use]
pub fn told_once(changes: Vec<Change>, book: &Book<'_>) -> Vec<Change> {
    let reprints: BTreeSet<u32> =
        book.sheets.iter().filter(|sheet| sheet.reprint_of.is_some()).map(|sheet| sheet.page).collect();
    let level = |change: &Change| {
        let cell = change.field.filter(|&cell| is_level(cell))?;
        Some((cell, change.old.clone(), change.new.clone()))
    };
    // Those of 全体の評価; another level on a sheet is that of a sheet that moved.
    let levels: BTreeSet<_> =
        changes.iter().filter(|change| change.sheet.is_none()).filter_map(level).collect();
    let is_told = |change: &Change| match (change.sheet, level(change)) {
        (None, _) => true,
        (Some(_), Some(level)) => !levels.contains(&level),
        // What is said of a sheet as a whole is its own.
        (Some(page), None) => change.field.is_none() || !reprints.contains(&page),
    };
    changes.into_iter().filter(is_told).collect()
}

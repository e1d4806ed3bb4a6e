//! On how many sheets a text stands: a heading does on most, a value on few.

use std::collections::{BTreeSet, HashMap};

use super::grid::Grid;
use crate::language::script::squeezed;

/// The texts of all sheets, counted.
#[derive(Debug)]
pub(super) struct Repeated(HashMap<String, usize>);

impl Repeated {
    pub(super) fn of(grids: &[&Grid<'_>]) -> Self {
        let mut counts = HashMap::new();
        for grid in grids {
            let texts: BTreeSet<String> = grid.all().iter().map(|block| squeezed(block.text)).collect();
            for text in texts {
                *counts.entry(text).or_default() += 1;
            }
        }
        Self(counts)
    }

    /// On how many sheets a text stands.
    pub(super) fn sheets(&self, text: &str) -> usize {
        self.0.get(&squeezed(text)).copied().unwrap_or(0)
    }
}

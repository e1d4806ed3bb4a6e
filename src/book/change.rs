//! How marks go from year to year.

use std::cmp::Ordering;

/// How a mark went against that of the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is better.
    Rose,
    /// It is the same.
    Same,
    /// It is worse.
    Fell,
}

impl Change {
    /// From one mark to another, each by how many are better.
    pub(super) fn between(before: usize, now: usize) -> Self {
        match now.cmp(&before) {
            Ordering::Less => Self::Rose,
            Ordering::Equal => Self::Same,
            Ordering::Greater => Self::Fell,
        }
    }
}

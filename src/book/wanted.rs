//! Which booklet of a year is wanted.

use super::selection::Selection;
use crate::form::Stage;

/// All that says which booklet of a year is to be made.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Which of the year's booklets.
    pub stage: Stage,
    /// Whether it shows what is there, and says of the rest that it is not written; else all must be there that is due.
    pub as_it_stands: bool,
    /// Which of its sheets.
    pub selection: Selection,
}

impl Wanted {
    /// One of the year's booklets as it stands, with all of its sheets.
    #[must_use]
    pub fn as_it_stands(stage: Stage) -> Self {
        Self { stage, as_it_stands: true, ..Self::default() }
    }
}

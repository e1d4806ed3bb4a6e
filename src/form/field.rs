//! What is asked of a field again and again.

use super::row::Reading;
use super::table::Field;

impl Field {
    /// Its key in the files.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// Whether it stands on the cover.
    #[must_use]
    pub fn is_on_cover(self) -> bool {
        self.row().reading == Reading::Cover
    }

    /// Whether it holds sentences, not names or figures.
    #[must_use]
    pub fn is_narrative(self) -> bool {
        matches!(self.row().reading, Reading::Narrative | Reading::Report)
    }

    /// Whether it tells what was done and reached in the booklet's year.
    #[must_use]
    pub fn is_report(self) -> bool {
        self.row().reading == Reading::Report
    }

    /// The field of the program with a key.
    #[must_use]
    pub fn find(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }
}

//! Who writes.

use serde::{Deserialize, Serialize};

use crate::book::Sheet;
use crate::handout::Asking;

/// 記入者: who writes in a browser, and what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Author {
    /// 事務局: all that a record has.
    Secretariat,
    /// 担当係: what is asked of it about its own measures.
    Section(String),
}

/// What the secretariat is called.
const SECRETARIAT: &str = "事務局";

impl Author {
    /// The name for people. A 担当係 may be called as the secretariat is.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Secretariat => SECRETARIAT,
            Self::Section(name) => name,
        }
    }

    /// What is asked of the author.
    #[must_use]
    pub fn asking(&self) -> Asking {
        match self {
            Self::Secretariat => Asking::All,
            Self::Section(_) => Asking::Sections,
        }
    }

    /// Whether the author writes about the measure of a sheet.
    #[must_use]
    pub fn answers_for(&self, sheet: &Sheet<'_>) -> bool {
        match self {
            Self::Secretariat => true,
            Self::Section(name) => sheet.sections.iter().any(|section| section.value == *name),
        }
    }
}

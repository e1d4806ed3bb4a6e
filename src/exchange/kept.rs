//! 控え: what a form had in its cells when it was handed out, kept in a hidden sheet of the form itself. By it, what comes back is known.

/// The name of the hidden sheet.
pub(super) const SHEET: &str = "控え";

/// What tells our forms from other workbooks, and the version of what is kept.
pub(super) const MARK: &str = "shinchoku 記入様式 1";

/// The cell, by row and column, in which a sheet to be written in says what it is about.
pub(super) const TITLE: (u32, u16) = (1, 0);

/// The columns of a table with a row a measure that say which measure it is: its page and its name.
pub(super) const NAMING: [u16; 2] = [0, 1];

/// A cell that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KeptCell {
    /// The sheet.
    pub sheet: String,
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u16,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A text that is not to be changed.
    Fixed(String),
    /// What the program works out.
    Formula,
    /// A value to be written: what was there, and where it is kept: the measure and [`Slot::keys`](crate::model::Slot::keys).
    Slot(String, Vec<String>),
}

impl Content {
    /// The content with a name.
    pub(super) fn named(name: &str, text: String, keys: Vec<String>) -> Option<Self> {
        match name {
            "文" => Some(Self::Fixed(text)),
            "式" => Some(Self::Formula),
            "欄" if keys.len() > 1 => Some(Self::Slot(text, keys)),
            _ => None,
        }
    }

    /// Its name in the hidden sheet.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Fixed(_) => "文",
            Self::Formula => "式",
            Self::Slot(..) => "欄",
        }
    }
}

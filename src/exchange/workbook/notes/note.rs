//! A comment or a shape with text.

use crate::exchange::workbook::place::CellAt;

/// What is written over a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// What says something, row by row.
    pub found: Vec<Note>,
    /// Whether there may be more, in parts of the file that are broken or too large.
    pub may_be_more: bool,
}

/// A comment or a shape with text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Which of them.
    pub kind: NoteKind,
    /// The cell that a comment belongs to; under a shape, the one in its upper left corner, where that is known.
    pub at: Option<CellAt>,
    /// What it says; its lines end in `\n`.
    pub text: String,
}

/// How something is written over a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// A comment on a cell; in newer versions of Excel, a メモ or a コメント with answers.
    Comment,
    /// A text box, or another shape.
    Shape,
}

impl NoteKind {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Comment => "コメント",
            Self::Shape => "図形",
        }
    }
}

impl Note {
    /// A note, if it says anything.
    pub(super) fn new(kind: NoteKind, at: Option<CellAt>, text: &str) -> Option<Self> {
        // As Excel writes a carriage return.
        let text = text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim();
        (!text.is_empty()).then(|| Self { kind, at, text: text.to_owned() })
    }
}

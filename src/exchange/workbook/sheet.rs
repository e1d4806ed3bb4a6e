//! A sheet as a person sees it.

use std::collections::BTreeMap;

use super::place::{Area, CellAt, CellPlace};
use crate::diagnostics::{Code, Diagnostic};

/// A sheet: the cells that say something.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// What its tab says.
    pub name: String,
    /// Whether its tab can be seen.
    pub visible: bool,
    /// The cells that say something, row by row.
    pub cells: BTreeMap<CellAt, CellText>,
    /// Cells that are joined.
    pub merged: Vec<Area>,
}

/// What a cell says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellText {
    /// The text, as a person reads it; its lines end in `\n`.
    pub text: String,
    /// What a person should look at.
    pub remark: Option<Remark>,
}

/// What a person should look at in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// This part of the text is struck through; it is in the text.
    Struck(String),
    /// The text is an error of Excel: `#REF!`.
    Error,
    /// A formula of which the file has no result; the text is empty.
    NoResult,
}

impl Sheet {
    /// The text of a cell; of a cell without one, nothing.
    #[must_use]
    pub fn text(&self, at: CellAt) -> &str {
        self.cells.get(&at).map_or("", |cell| cell.text.as_str())
    }
}

impl Remark {
    /// What is to be said of it.
    pub(super) fn diagnostic(&self, place: CellPlace<'_>, text: &str) -> Diagnostic {
        match self {
            Self::Struck(struck) => {
                let struck: String = struck.chars().take(30).collect();
                Diagnostic::new(Code::StruckText, format!("{place} の「{struck}」に取り消し線が付いています。"))
                    .hint("取り消し線は読まれず、文章だけが残ります。要らない文章なら、Excel で消して保存し直してください。")
            }
            Self::Error => {
                Diagnostic::new(Code::CellError, format!("{place} は「{text}」というエラーになっています。"))
                    .hint("Excel でそのセルの数式を直すか、正しい値を打ち込んで、保存し直してください。")
            }
            Self::NoResult => {
                Diagnostic::new(Code::NoResult, format!("{place} の数式の答えが、ファイルに入っていません。"))
                    .hint("Excel でこのブックを開いて保存し直すと、答えが入ります。")
            }
        }
    }
}

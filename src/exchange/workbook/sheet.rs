//! A sheet as a person sees it.

use std::collections::BTreeMap;

use super::notes::Notes;
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
    /// What is written over it and not in its cells.
    pub notes: Notes,
}

/// What a cell says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellText {
    /// The text, as a person reads it; its lines end in `\n`.
    pub text: String,
    /// What a person should look at.
    pub remark: Option<Remark>,
    /// What there is to know of a date or a time. The text has it as `2024-04-01`.
    pub date: Option<Dated>,
}

/// A date or a time, of which Excel keeps a number. What was typed may have been something else: of 「4-5」 it makes the fifth of April.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dated {
    /// As its cell shows it, where its number format tells.
    pub shown: Option<String>,
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

impl CellText {
    /// What is to be said of a date where none is asked for.
    pub(in crate::exchange) fn is_date(&self) -> Option<Diagnostic> {
        Some(self.date.as_ref()?.unwanted(&self.text))
    }
}

impl Dated {
    /// What is to be said of it where no date is asked for.
    pub(in crate::exchange) fn unwanted(&self, text: &str) -> Diagnostic {
        let shown = self.shown.as_deref().unwrap_or(text);
        Diagnostic::new(Code::BadValue, format!("Excel の日付や時刻「{shown}」になっているので、打ったとおりの文字が分かりません。"))
            .hint("「4-5」や「1:2」のように打つと、Excel が日付や時刻に変えます。そのセルを選び、「ホーム」の「数値の書式」で「文字列」にしてから、打ち直してください。")
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

//! A workbook as a person sees it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::cells;
use super::package;
use super::place::{Area, CellAt, CellPlace};
use super::refusal::Refusal;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::reading::{self, Unread};

/// A workbook: its sheets with the texts of their cells.
#[derive(Debug, Clone, Default)]
pub struct Workbook {
    /// The file's name, as people see it.
    pub name: String,
    /// The sheets, in the order of their tabs.
    pub sheets: Vec<Sheet>,
}

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

impl Workbook {
    /// Reads a workbook. Told of are cells that say something else than they show, or nothing.
    ///
    /// # Errors
    /// What is no workbook of Excel, is protected by a password, is broken, or is larger than a workbook that people fill in can be.
    pub fn read(path: &Path) -> Result<(Self, Diagnostics), Diagnostic> {
        let workbook = Self::open(path)?;
        let remarks = workbook.remarks(path, |_, _| true);
        Ok((workbook, remarks))
    }

    /// Reads a workbook, and tells nothing of its cells.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        let bytes = reading::read(path, package::LARGEST_FILE).map_err(|unread| match unread {
            Unread::TooLarge { .. } => Refusal::TooLarge.diagnostic(path),
            other => other.diagnostic(path),
        })?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let read = || package::checked(bytes).and_then(cells::sheets);
        // Only what nobody has thought of comes so far.
        let sheets = catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Refusal::Broken { sheet: None }));
        let sheets = sheets.map_err(|refusal| refusal.diagnostic(path))?;
        Ok(Self { name: name.into_owned(), sheets })
    }

    /// Where a cell is, as people say it.
    #[must_use]
    pub fn place<'p>(&'p self, sheet: &'p Sheet, at: CellAt) -> CellPlace<'p> {
        CellPlace { workbook: &self.name, sheet: &sheet.name, at }
    }

    /// The same for a finding, whose file it is; of a sheet as a whole, without a cell.
    #[must_use]
    pub fn file_of(&self, sheet: &Sheet, at: Option<CellAt>) -> PathBuf {
        let cell = at.map(|at| format!(" {at}")).unwrap_or_default();
        format!("{}「{}」{cell}", self.name, sheet.name).into()
    }

    /// What a person should look at in the cells that matter.
    #[must_use]
    pub fn remarks(&self, path: &Path, matters: impl Fn(&Sheet, CellAt) -> bool) -> Diagnostics {
        let cells =
            self.sheets.iter().flat_map(|sheet| sheet.cells.iter().map(move |(at, cell)| (sheet, *at, cell)));
        let cells = cells.filter(|(sheet, at, _)| matters(sheet, *at));
        let remarks = cells.filter_map(|(sheet, at, cell)| {
            let place = self.place(sheet, at);
            Some(cell.remark.as_ref()?.diagnostic(place, &cell.text).in_file(path))
        });
        remarks.collect::<Diagnostics>().counted()
    }
}

impl Remark {
    fn diagnostic(&self, place: CellPlace<'_>, text: &str) -> Diagnostic {
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

//! A workbook, from its file.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::cells;
use super::notes;
use super::package::{self, Package};
use super::place::{CellAt, CellPlace};
use super::refusal::Refusal;
use super::sheet::Sheet;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::reading::{self, Unread};

/// A workbook: its sheets with the texts of their cells.
#[derive(Debug, Clone, Default)]
pub struct Workbook {
    /// The file's name, as people see it.
    pub name: String,
    /// The sheets, in the order of their tabs.
    pub sheets: Vec<Sheet>,
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
        let read = || {
            let mut package = Package::open(bytes)?;
            let notes = notes::of(&mut package);
            cells::sheets(package.packed()?, notes)
        };
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

//! A cell that differs.

use serde::Serialize;

use super::words::{Words, differences};
use crate::form::{Cell, Level};
use crate::language::script::composed;

/// Whether a cell stands above the measures: it is the same on many sheets.
pub(super) fn is_level(cell: Cell) -> bool {
    cell.field.row().level == Level::Tree
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The printed page of the sheet; none for what has no sheet, or none any more.
    pub sheet: Option<u32>,
    /// 事業名, or the part of the booklet.
    pub title: String,
    /// The cell; none for a sheet as a whole.
    pub field: Option<Cell>,
    /// The field's name on paper.
    pub label: String,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
    /// Both in one, word by word.
    pub words: Words,
}

impl Change {
    pub(super) fn new(sheet: Option<u32>, title: &str, label: &str, old: &str, new: &str) -> Option<Self> {
        // Texts that only some systems type otherwise are alike on paper.
        let (old, new) = (composed(old).into_owned(), composed(new).into_owned());
        (old != new).then(|| Self {
            sheet,
            title: title.to_owned(),
            field: None,
            label: label.to_owned(),
            words: differences(&old, &new),
            old,
            new,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Change;

    #[test]
    fn rows_that_are_alike_on_paper_are_none() {
        assert!(Change::new(None, "表紙", "名称", "カ\u{3099}イド", "ガイド").is_none());
        assert!(Change::new(None, "表紙", "名称", "カイド", "ガイド").is_some());
    }
}

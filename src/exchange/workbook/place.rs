//! Where something stands in a workbook, as people say it.

use std::fmt::{self, Display, Formatter};

/// How many columns a sheet can have.
const COLUMNS: u32 = 16_384;

/// How many rows a sheet can have.
const ROWS: u32 = 1_048_576;

/// A cell, counted from 0; shown as `B12`. In the order in which a sheet is read: row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAt {
    /// The row.
    pub row: u32,
    /// The column.
    pub column: u32,
}

impl CellAt {
    /// A cell by its row and column, counted from 0.
    #[must_use]
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Whether a sheet can have it.
    pub(super) fn is_on_sheet(self) -> bool {
        self.row < ROWS && self.column < COLUMNS
    }

    /// The cell that Excel calls so: `B12`.
    pub(super) fn named(name: &str) -> Option<Self> {
        let digits = name.find(|character: char| !character.is_ascii_alphabetic())?;
        let (letters, digits) = name.split_at(digits);
        let letter = |column: u32, letter: u8| {
            column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
        };
        let column = letters.bytes().try_fold(0, letter)?.checked_sub(1)?;
        let row = digits.parse::<u32>().ok()?.checked_sub(1)?;
        Some(Self { row, column }).filter(|at| at.is_on_sheet())
    }
}

impl Display for CellAt {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = u64::from(self.column) + 1;
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
            rest /= 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        write!(f, "{letters}{}", u64::from(self.row) + 1)
    }
}

/// Cells that are joined to one, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// The upper left corner, which has the text.
    pub from: CellAt,
    /// The lower right corner.
    pub to: CellAt,
}

impl Area {
    /// The area of two corners, in whatever order they are given.
    #[must_use]
    pub fn new(one: CellAt, other: CellAt) -> Self {
        Self {
            from: CellAt::new(one.row.min(other.row), one.column.min(other.column)),
            to: CellAt::new(one.row.max(other.row), one.column.max(other.column)),
        }
    }

    /// The area of one cell.
    #[must_use]
    pub fn of(at: CellAt) -> Self {
        Self { from: at, to: at }
    }

    /// Whether a cell lies in it.
    #[must_use]
    pub fn contains(&self, at: CellAt) -> bool {
        (self.from.row..=self.to.row).contains(&at.row)
            && (self.from.column..=self.to.column).contains(&at.column)
    }
}

/// A cell of a sheet of a workbook: 「回答.xlsx」の「相談」B12.
#[derive(Debug, Clone, Copy)]
pub struct CellPlace<'p> {
    /// The workbook.
    pub workbook: &'p str,
    /// The sheet.
    pub sheet: &'p str,
    /// The cell.
    pub at: CellAt,
}

impl Display for CellPlace<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "「{}」の「{}」{}", self.workbook, self.sheet, self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_excel_calls_them() {
        for (row, column, name) in
            [(0, 0, "A1"), (11, 1, "B12"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(CellAt::new(row, column).to_string(), name);
            assert_eq!(CellAt::named(name), Some(CellAt::new(row, column)));
        }
        for none in ["", "B", "12", "B0", "XFE1", "A1048577", "ZZZZZZZZZZ1", "あ1", "B-1"] {
            assert_eq!(CellAt::named(none), None, "{none}");
        }
    }
}

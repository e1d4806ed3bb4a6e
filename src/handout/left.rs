//! How many characters still go onto the sheet.
//!
//! As far as the row of a field has its usual height, its own room counts. Beyond that the rows of a sheet share the page: only where
//! the others have no lines to spare is there too much. A line that is broken off takes, on average, half a line more.

use std::collections::BTreeMap;

use super::reading::FormSheet;
use crate::typeset::Room;

/// A text with the room that it has.
#[derive(Debug, Clone, Copy)]
pub struct Text<'f> {
    /// What is written.
    pub written: &'f str,
    /// How much goes into its cell as all sheets have it.
    pub room: Room,
}

impl Text<'_> {
    /// How many characters its cell has.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.room.columns * self.room.lines
    }

    /// What a line that is broken off takes beyond its characters.
    #[must_use]
    pub fn half(&self) -> usize {
        self.room.columns / 2
    }

    /// What the text takes, in characters.
    fn taken(&self) -> usize {
        self.written.encode_utf16().count() + self.written.matches('\n').count() * self.half()
    }

    /// How much more goes into its row as all sheets have it.
    fn left(&self) -> i64 {
        number(self.characters()) - number(self.taken())
    }

    /// The lines that its row can give to others, or wants from them.
    fn spare(&self) -> i64 {
        number(self.room.lines) - number(self.taken().div_ceil(self.room.columns).max(1))
    }
}

/// For each row of a form that has a room, how many characters still go onto the sheet; less than nothing where there are too many.
#[must_use]
pub fn left(form: &FormSheet, granted: i64) -> Vec<Option<i64>> {
    let texts = texts(form);
    let all: Vec<Text<'_>> = texts.iter().flatten().copied().collect();
    texts.into_iter().map(|text| text.map(|text| left_with(text, &all, granted))).collect()
}

/// How many lines more than it seems the sheet has: what is written fits, or else a finding says that it does not, so that where the
/// estimate is too low, it is mended.
#[must_use]
pub fn granted(form: &FormSheet) -> i64 {
    let all: Vec<Text<'_>> = texts(form).into_iter().flatten().collect();
    let lacking = |text: &Text<'_>| {
        let columns = number(text.room.columns);
        (-left_with(*text, &all, 0) + columns - 1) / columns
    };
    all.iter().map(lacking).max().unwrap_or_default()
}

fn texts(form: &FormSheet) -> Vec<Option<Text<'_>>> {
    form.rows.iter().map(|row| row.room.map(|room| Text { written: &row.value, room })).collect()
}

fn left_with(text: Text<'_>, all: &[Text<'_>], granted: i64) -> i64 {
    match text.left() {
        left if left >= 0 => left,
        left => (left + number(text.room.columns) * (spare_beside(text, all) + granted)).min(0),
    }
}

/// The lines that the rows beside that of a text can give, or want; the texts of one row grow together.
fn spare_beside(text: Text<'_>, all: &[Text<'_>]) -> i64 {
    let mut rows: BTreeMap<usize, i64> = BTreeMap::new();
    for other in all.iter().filter(|other| other.room.row != text.room.row) {
        let least = rows.entry(other.room.row).or_insert(i64::MAX);
        *least = other.spare().min(*least);
    }
    rows.values().sum()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

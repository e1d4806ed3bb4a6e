//! How many characters still go onto the sheet, as Excel works it out while one writes.
//!
//! As far as the row of a field has its usual height, its own room counts. Beyond that the rows of a sheet share the page: only where
//! the others have no lines to spare is there too much. A line that is broken off takes, on average, half a line more.

use std::collections::BTreeMap;

use super::handout::{FormRow, FormSheet};
use crate::typeset::Room;

/// For each row of a form, the first of which stands in a row of the sheet: a formula and what comes of it now, where the field has a
/// room.
pub(super) fn of(form: &FormSheet, first: u32, column: &str) -> Vec<Option<(String, String)>> {
    let texts: Vec<Option<Text<'_>>> = (first..)
        .zip(&form.rows)
        .map(|(row, asked)| asked.room.map(|room| Text { asked, room, cell: format!("{column}{}", row + 1) }))
        .collect();
    let all: Vec<&Text<'_>> = texts.iter().flatten().collect();
    let left = |text: &Text<'_>, granted: i64| match text.left() {
        left if left >= 0 => left,
        left => (left + number(text.room.columns) * (Rows::beside(text, &all).spare() + granted)).min(0),
    };
    // What is written fits, or else a finding says that it does not: where the estimate is too low, it is mended.
    let lacking =
        |text: &&Text<'_>| (-left(text, 0) + number(text.room.columns) - 1) / number(text.room.columns);
    let granted = all.iter().map(lacking).max().unwrap_or_default();
    let formula = |text: &Text<'_>| {
        let (own, columns) = (text.left_formula(), text.room.columns);
        let spare = Rows::beside(text, &all).spare_formula(granted);
        format!("=IF({own}>=0,{own},MIN(0,{own}+{columns}*({spare})))")
    };
    texts
        .iter()
        .map(|text| text.as_ref().map(|text| (formula(text), left(text, granted).to_string())))
        .collect()
}

/// The rows of a sheet beside that of a text; the texts of one row grow together.
struct Rows<'t>(BTreeMap<usize, Vec<&'t Text<'t>>>);

impl<'t> Rows<'t> {
    fn beside(text: &Text<'_>, all: &[&'t Text<'t>]) -> Self {
        let mut rows: BTreeMap<usize, Vec<&Text<'_>>> = BTreeMap::new();
        for other in all.iter().filter(|other| other.room.row != text.room.row) {
            rows.entry(other.room.row).or_default().push(other);
        }
        Self(rows)
    }

    /// The lines that they can give, or want.
    fn spare(&self) -> i64 {
        self.0.values().filter_map(|texts| texts.iter().map(|text| text.spare()).min()).sum()
    }

    fn spare_formula(&self, granted: i64) -> String {
        let of_row = |texts: &Vec<&Text<'_>>| {
            let texts: Vec<String> = texts.iter().map(|text| text.spare_formula()).collect();
            if texts.len() == 1 { texts.concat() } else { format!("MIN({})", texts.join(",")) }
        };
        self.0.values().map(of_row).chain([granted.to_string()]).collect::<Vec<_>>().join("+")
    }
}

/// A text with the room that it has.
struct Text<'f> {
    asked: &'f FormRow,
    room: Room,
    cell: String,
}

impl Text<'_> {
    fn characters(&self) -> usize {
        self.room.columns * self.room.lines
    }

    fn half(&self) -> usize {
        self.room.columns / 2
    }

    /// What a text takes, in characters.
    fn taken_formula(&self) -> String {
        let cell = &self.cell;
        format!("(LEN({cell})+(LEN({cell})-LEN(SUBSTITUTE({cell},CHAR(10),\"\")))*{})", self.half())
    }

    fn taken(&self) -> usize {
        let text = &self.asked.value;
        text.encode_utf16().count() + text.matches('\n').count() * self.half()
    }

    /// How much more goes into its row as all sheets have it.
    fn left_formula(&self) -> String {
        format!("({}-{})", self.characters(), self.taken_formula())
    }

    fn left(&self) -> i64 {
        number(self.characters()) - number(self.taken())
    }

    /// The lines that its row can give to others, or wants from them.
    fn spare_formula(&self) -> String {
        format!("({}-MAX(1,ROUNDUP({}/{},0)))", self.room.lines, self.taken_formula(), self.room.columns)
    }

    fn spare(&self) -> i64 {
        number(self.room.lines) - number(self.taken().div_ceil(self.room.columns).max(1))
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

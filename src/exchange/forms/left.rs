//! How many characters still go onto the sheet, as Excel works it out while one writes: [`crate::handout::left`] as a formula.

use std::collections::BTreeMap;

use crate::handout::{FormSheet, Text, granted, left};

/// For each row of a form, the first of which stands in a row of the sheet: a formula and what comes of it now, where the field has a
/// room.
pub(super) fn of(form: &FormSheet, first: u32, column: &str) -> Vec<Option<(String, String)>> {
    let texts: Vec<Option<CellText<'_>>> = (first..)
        .zip(&form.rows)
        .map(|(row, asked)| {
            let text = Text { written: &asked.value, room: asked.room? };
            Some(CellText { text, cell: format!("{column}{}", row + 1) })
        })
        .collect();
    let all: Vec<&CellText<'_>> = texts.iter().flatten().collect();
    let granted = granted(form);
    let formula = |text: &CellText<'_>| {
        let (own, columns) = (text.left(), text.text.room.columns);
        let spare = spare_beside(text, &all, granted);
        format!("=IF({own}>=0,{own},MIN(0,{own}+{columns}*({spare})))")
    };
    let now = left(form, granted).into_iter();
    texts.iter().zip(now).map(|(text, left)| Some((formula(text.as_ref()?), left?.to_string()))).collect()
}

/// The lines that the rows beside that of a text can give, or want; the texts of one row grow together.
fn spare_beside(text: &CellText<'_>, all: &[&CellText<'_>], granted: i64) -> String {
    let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for other in all.iter().filter(|other| other.text.room.row != text.text.room.row) {
        rows.entry(other.text.room.row).or_default().push(other.spare());
    }
    let of_row = |texts: &Vec<String>| {
        if texts.len() == 1 { texts.concat() } else { format!("MIN({})", texts.join(",")) }
    };
    rows.values().map(of_row).chain([granted.to_string()]).collect::<Vec<_>>().join("+")
}

/// A text and the cell that it is written in.
struct CellText<'f> {
    text: Text<'f>,
    cell: String,
}

impl CellText<'_> {
    /// What the text takes, in characters.
    fn taken(&self) -> String {
        let cell = &self.cell;
        let half = self.text.half();
        format!("(LEN({cell})+(LEN({cell})-LEN(SUBSTITUTE({cell},CHAR(10),\"\")))*{half})")
    }

    /// How much more goes into its row as all sheets have it.
    fn left(&self) -> String {
        format!("({}-{})", self.text.characters(), self.taken())
    }

    /// The lines that its row can give to others, or wants from them.
    fn spare(&self) -> String {
        let Text { room, .. } = self.text;
        format!("({}-MAX(1,ROUNDUP({}/{},0)))", room.lines, self.taken(), room.columns)
    }
}

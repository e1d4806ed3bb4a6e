//! The rows of a table that came back, a row a measure: each is known by what it says of its measure, wherever it was sorted to.

use std::collections::{BTreeMap, BTreeSet};

use super::heads::{is_alike, quoted};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exchange::kept::{Content, KeptCell, NAMING};
use crate::exchange::workbook::{CellAt, Sheet, Workbook};

/// How many characters a text has that no two measures share by chance.
const LEAST_TELLING: usize = 8;

/// How many are named in one sentence.
const MOST_NAMED: usize = 5;

/// What came of the rows.
pub(super) struct TableRows {
    /// Where a row is by now, by where it was.
    pub(super) known: BTreeMap<u32, u32>,
    pub(super) told: Diagnostics,
    /// The rows of which it is told that nothing is taken.
    pub(super) told_rows: BTreeSet<u32>,
}

/// What a row of the sheet says that it is.
enum Meant {
    One(u32),
    /// Parts of it belong to these, which are not one.
    Several(BTreeSet<u32>),
    Nothing,
}

/// The rows of a table below its headings.
pub(super) fn rows(
    workbook: &Workbook,
    sheet: &Sheet,
    cells: &[&KeptCell],
    columns: &BTreeMap<u16, u32>,
    headings: u32,
) -> TableRows {
    let handed = Handed::of(cells);
    let below: BTreeSet<u32> = sheet.cells.keys().map(|at| at.row).filter(|row| *row > headings).collect();
    let (mut found, mut mixed): (BTreeMap<u32, Vec<u32>>, BTreeMap<u32, BTreeSet<u32>>) = Default::default();
    for row in below {
        match handed.meant(sheet, columns, row) {
            Meant::One(was) => found.entry(was).or_default().push(row),
            Meant::Several(of) => drop(mixed.insert(row, of)),
            Meant::Nothing => {}
        }
    }
    let mut done = TableRows { known: BTreeMap::new(), told: Diagnostics::new(), told_rows: BTreeSet::new() };
    let told = |message: String, row: Option<u32>| {
        let at = row.map(|row| CellAt::new(row, 0));
        Diagnostic::new(Code::OutsideForm, message).in_file(workbook.file_of(sheet, at))
    };
    for (was, rows) in &found {
        if let [row] = rows[..] {
            done.known.insert(*was, row);
            continue;
        }
        let message = format!(
            "事業「{}」の行が {} つあるので、どれか分かりません。どの行も取り込みません。",
            handed.title(*was),
            rows.len()
        );
        let numbers: Vec<String> = rows.iter().map(|row| (row + 1).to_string()).collect();
        done.told.push(told(message, rows.first().copied()).hint(format!(
            "{} 行目のうち要らない行を消してから、もう一度取り込んでください。",
            numbers.join("・")
        )));
        done.told_rows.extend(rows);
    }
    if let Some((row, of)) = mixed.first_key_value() {
        let message = format!(
            "{} つの行で、頁・事業名・写しの文が別々の事業のものになっているので、どの事業の記入か分かりません。これらの行は取り込みません。",
            mixed.len()
        );
        let names: Vec<String> = of.iter().map(|was| format!("「{}」", handed.title(*was))).collect();
        done.told.push(
            told(message, Some(*row))
                .hint(format!(
                    "一部の列だけを並べ替えたようです。たとえば {} 行目は、{}のものが混ざっています。",
                    row + 1,
                    names.join("と")
                ))
                .hint("書いた人に確かめて、shinchoku forms --review で作り直した表の、それぞれの事業の行へ写してから、もう一度取り込んでください。"),
        );
        done.told_rows.extend(mixed.keys());
    }
    let is_gone = |was: &&u32| !found.contains_key(was) && !mixed.values().any(|of| of.contains(was));
    let gone: Vec<&u32> = handed.rows.iter().filter(is_gone).collect();
    if !gone.is_empty() {
        let names: Vec<&str> = gone.iter().take(MOST_NAMED).map(|was| handed.title(**was)).collect();
        let names = quoted(&names);
        let count =
            if gone.len() > MOST_NAMED { format!("など {} 事業", gone.len()) } else { String::new() };
        let message = format!("事業{names}{count}の行がないので、取り込みません。");
        done.told.push(told(message, None).hint(
            "要らないので消されたのなら、何もしなくてかまいません（記録は今のままです）。要るなら、shinchoku forms --review で作り直した表に書いて返してもらってください。",
        ));
    }
    done
}

/// What stood in the rows when the table was handed out.
struct Handed<'k> {
    /// The rows to be written in.
    rows: BTreeSet<u32>,
    /// What is fixed in them, by column and row.
    texts: BTreeMap<u16, BTreeMap<u32, &'k str>>,
}

impl<'k> Handed<'k> {
    fn of(cells: &[&'k KeptCell]) -> Self {
        let slots = cells.iter().filter(|cell| matches!(cell.content, Content::Slot(..)));
        let rows: BTreeSet<u32> = slots.map(|cell| cell.row).collect();
        let mut texts: BTreeMap<u16, BTreeMap<u32, &str>> = BTreeMap::new();
        for cell in cells.iter().filter(|cell| rows.contains(&cell.row)) {
            if let Content::Fixed(text) = &cell.content {
                texts.entry(cell.column).or_default().insert(cell.row, text);
            }
        }
        Self { rows, texts }
    }

    fn title(&self, row: u32) -> &'k str {
        self.texts.get(&NAMING[1]).and_then(|titles| titles.get(&row)).copied().unwrap_or_default()
    }

    /// The rows that had a text in a column.
    fn owners(&self, column: u16, text: &str) -> BTreeSet<u32> {
        let texts = self.texts.get(&column).into_iter().flatten();
        texts.filter(|(_, other)| !text.is_empty() && is_alike(other, text)).map(|(row, _)| *row).collect()
    }

    fn meant(&self, sheet: &Sheet, columns: &BTreeMap<u16, u32>, row: u32) -> Meant {
        let text = |column: u16| columns.get(&column).map_or("", |now| sheet.text(CellAt::new(row, *now)));
        let telling =
            |column: &u16| NAMING.contains(column) || text(*column).chars().count() >= LEAST_TELLING;
        let owners = self.texts.keys().filter(|column| telling(column));
        let owners = owners.map(|column| (*column, self.owners(*column, text(*column))));
        let owners: Vec<(u16, BTreeSet<u32>)> = owners.filter(|(_, rows)| !rows.is_empty()).collect();
        if !owners.iter().any(|(column, _)| NAMING.contains(column)) {
            return Meant::Nothing;
        }
        let mut all = self.rows.clone();
        for (_, rows) in &owners {
            all.retain(|row| rows.contains(row));
        }
        match all.len() {
            1 => all.first().map_or(Meant::Nothing, |row| Meant::One(*row)),
            0 => Meant::Several(owners.into_iter().flat_map(|(_, rows)| rows).collect()),
            _ => Meant::Several(all),
        }
    }
}

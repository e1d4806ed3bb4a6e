//! The table: where its headings stand, and its rows.

use crate::diagnostics::{Code, Diagnostic};
use crate::exchange::workbook::{CellAt, CellText, Remark, Sheet, Workbook};
use crate::form::{Field, Labels};
use crate::language::script::squeezed;

/// What stands over ids.
const IDS: &[&str] = &["事業のID", "事業ID", "ID"];

/// A row that says a target.
#[derive(Debug)]
pub(super) struct Row<'w> {
    /// The sheet.
    pub(super) sheet: &'w Sheet,
    /// The cell of the name and what it says.
    pub(super) name: (CellAt, &'w str),
    /// The cell of the id and what it says.
    pub(super) id: (CellAt, &'w str),
    /// The cell of the target and what it says.
    pub(super) target: (CellAt, &'w str),
}

/// The rows of all tables of a workbook that say a target.
///
/// # Errors
/// A workbook without a table, and one with two columns of targets.
pub(super) fn rows<'w>(workbook: &'w Workbook, labels: &Labels) -> Result<Vec<Row<'w>>, Diagnostic> {
    let mut tables = Vec::new();
    for sheet in workbook.sheets.iter().filter(|sheet| sheet.visible) {
        tables.extend(Headings::find(workbook, sheet, labels)?.map(|headings| (sheet, headings)));
    }
    if tables.is_empty() {
        let target = labels.field(Field::Target);
        let message = format!("「{}」に、事業と{target}の表がありません。", workbook.name);
        return Err(Diagnostic::new(Code::NoTargetTable, message).in_file(&workbook.name).hint(format!(
            "表の上の一行に「事業名」（または「事業のID」）と「{target}」の見出しを並べ、その下に一行に一つずつ、事業とその{target}を書いてください。"
        )));
    }
    Ok(tables.iter().flat_map(|(sheet, headings)| headings.rows(sheet)).collect())
}

/// The columns of a table, and the row of their headings.
#[derive(Debug)]
struct Headings {
    row: u32,
    name: Option<u32>,
    id: Option<u32>,
    target: u32,
}

impl Headings {
    /// The first row of a sheet that has both a heading of measures and one of targets.
    fn find(workbook: &Workbook, sheet: &Sheet, labels: &Labels) -> Result<Option<Self>, Diagnostic> {
        let is_one_of = |text: &str, words: &[&str]| {
            let text = squeezed(text);
            words.iter().any(|word| squeezed(word).eq_ignore_ascii_case(&text))
        };
        let names = ["事業", Field::Title.key(), labels.field(Field::Title)];
        let targets = [Field::Target.key(), labels.field(Field::Target)];
        let rows: std::collections::BTreeSet<u32> = sheet.cells.keys().map(|at| at.row).collect();
        for row in rows {
            let columns = |words: &[&str]| {
                let cells = sheet.cells.range(CellAt::new(row, 0)..CellAt::new(row + 1, 0));
                let cells = cells.filter(|(_, cell)| is_one_of(&cell.text, words));
                cells.map(|(at, _)| at.column).collect::<Vec<_>>()
            };
            let (name, id) = (columns(&names).first().copied(), columns(IDS).first().copied());
            match columns(&targets)[..] {
                [target] if name.or(id).is_some() => return Ok(Some(Self { row, name, id, target })),
                [_, second, ..] if name.or(id).is_some() => {
                    return Err(two_columns(workbook, sheet, CellAt::new(row, second), labels));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// The rows below that say a target. An error of Excel is none, and has been told.
    fn rows<'w>(&self, sheet: &'w Sheet) -> Vec<Row<'w>> {
        let text = |row: u32, column: u32| sheet.text(CellAt::new(row, column)).trim();
        let is_said = |cell: &CellText| cell.remark != Some(Remark::Error) && !cell.text.trim().is_empty();
        let below = sheet.cells.range(CellAt::new(self.row + 1, 0)..);
        let of_target = below.filter(|(at, cell)| at.column == self.target && is_said(cell));
        // Excel offices type the headings again at the top of each printed page.
        let heading = squeezed(text(self.row, self.target));
        let of_target = of_target.filter(|(_, cell)| squeezed(&cell.text) != heading);
        let cell = |row: u32, column: Option<u32>, other: Option<u32>| {
            let at = CellAt::new(row, column.or(other).unwrap_or_default());
            (at, column.map_or("", |column| text(row, column)))
        };
        of_target
            .map(|(at, said)| Row {
                sheet,
                name: cell(at.row, self.name, self.id),
                id: cell(at.row, self.id, self.name),
                target: (*at, said.text.trim()),
            })
            .collect()
    }
}

fn two_columns(workbook: &Workbook, sheet: &Sheet, at: CellAt, labels: &Labels) -> Diagnostic {
    let target = labels.field(Field::Target);
    let message = format!("「{target}」の列が二つあるので、どちらか分かりません。");
    Diagnostic::new(Code::NoTargetTable, message)
        .in_file(workbook.file_of(sheet, Some(at)))
        .hint("要らないほうの列の見出しを、ほかの言葉に変えてください。")
}

//! Which sheet of a form that came back is which. Tabs are renamed, copied, moved and taken out, so a sheet is what is written on it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exchange::kept::{self, Content, KeptCell};
use crate::exchange::shortened::shortened;
use crate::exchange::workbook::{CellAt, Sheet, Workbook};

/// The cells of a form as it was handed out, by the names of their sheets.
pub(super) type KeptSheets<'k> = BTreeMap<&'k str, Vec<&'k KeptCell>>;

/// The sheets that came back, by the names that they had when they were handed out.
pub(super) struct Tabs<'w, 'k> {
    /// Those that are known.
    pub(super) known: BTreeMap<&'k str, &'w Sheet>,
    /// What there is to be told of the others.
    pub(super) told: Diagnostics,
}

impl<'w, 'k> Tabs<'w, 'k> {
    pub(super) fn of(workbook: &'w Workbook, kept: &KeptSheets<'k>) -> Self {
        let handed: Vec<Handed<'k>> = kept.iter().map(|(name, cells)| Handed::of(name, cells)).collect();
        let mut told = Diagnostics::new();
        let mut candidates: BTreeMap<&'k str, Vec<&'w Sheet>> = BTreeMap::new();
        for sheet in workbook.sheets.iter().filter(|sheet| sheet.name != kept::SHEET) {
            match meant(sheet, &handed) {
                Meant::One(one) => candidates.entry(one.name).or_default().push(sheet),
                Meant::Contradiction(title, other) => told.push(contradiction(workbook, sheet, title, other)),
                Meant::None if is_empty(sheet) => {}
                Meant::None => told.push(added(workbook, sheet)),
            }
        }
        let mut known = BTreeMap::new();
        for Handed { name, .. } in &handed {
            let sheets = candidates.remove(name).unwrap_or_default();
            let own = if let [one] = sheets[..] {
                Some(one)
            } else {
                sheets.iter().copied().find(|sheet| sheet.name == *name)
            };
            let Some(own) = own else {
                told.push(if sheets.is_empty() {
                    without_sheet(workbook, name)
                } else {
                    several(workbook, name, &sheets)
                });
                continue;
            };
            known.insert(*name, own);
            let copies = sheets.into_iter().filter(|sheet| sheet.name != own.name);
            told.append(copies.map(|copy| copied(workbook, copy, own)).collect());
        }
        Self { known, told }
    }
}

/// A sheet as it was handed out.
struct Handed<'k> {
    name: &'k str,
    /// What it says it is about; the front sheet is about nothing.
    title: Option<&'k str>,
    /// What is fixed on it.
    texts: BTreeSet<&'k str>,
}

impl<'k> Handed<'k> {
    fn of(name: &'k str, cells: &[&'k KeptCell]) -> Self {
        let fixed = |cell: &&'k KeptCell| match &cell.content {
            Content::Fixed(text) if !text.is_empty() => Some(text.as_str()),
            _ => None,
        };
        let is_written_in = cells.iter().any(|cell| matches!(cell.content, Content::Slot(..)));
        let mut title = cells.iter().filter(|cell| is_written_in && (cell.row, cell.column) == kept::TITLE);
        let title = title.find_map(fixed);
        Self { name, title, texts: cells.iter().filter_map(fixed).collect() }
    }

    /// How much of what is fixed on it a sheet has.
    fn shared(&self, texts: &BTreeSet<&str>) -> usize {
        self.texts.intersection(texts).count()
    }
}

/// What a sheet says that it is.
enum Meant<'h, 'k> {
    One(&'h Handed<'k>),
    /// The title of one, with what is fixed on another.
    Contradiction(&'k str, &'h Handed<'k>),
    None,
}

fn meant<'h, 'k>(sheet: &Sheet, handed: &'h [Handed<'k>]) -> Meant<'h, 'k> {
    let texts: BTreeSet<&str> = sheet.cells.values().map(|cell| cell.text.as_str()).collect();
    let by_name = |one: &&&Handed<'_>| one.name == sheet.name;
    let most = |among: &[&'h Handed<'k>]| -> Option<&'h Handed<'k>> {
        let most = among.iter().map(|one| one.shared(&texts)).max()?;
        let mut best = among.iter().filter(|one| one.shared(&texts) == most);
        let first = best.clone().next()?;
        // Of those that are alike, the tab says which.
        best.clone().find(by_name).or_else(|| best.nth(1).is_none().then_some(first)).copied()
    };
    let all: Vec<&Handed<'_>> = handed.iter().collect();
    let title = leftmost(sheet)
        .find_map(|text| handed.iter().find_map(|one| one.title.filter(|title| *title == text)));
    if let Some(title) = title {
        let titled: Vec<&Handed<'_>> = all.iter().filter(|one| one.title == Some(title)).copied().collect();
        let shared = titled.iter().map(|one| one.shared(&texts)).max().unwrap_or_default();
        if let Some(other) = all.iter().find(|other| other.shared(&texts) > shared) {
            return Meant::Contradiction(title, other);
        }
        return most(&titled).map_or(Meant::None, Meant::One);
    }
    let Some(best) = most(&all) else { return Meant::None };
    let is_of_others =
        |text: &&str| handed.iter().any(|other| other.name != best.name && other.texts.contains(text));
    let has_its_own = best.texts.intersection(&texts).any(|text| !is_of_others(text));
    let is_known = has_its_own && best.shared(&texts) * 2 > best.texts.len();
    if is_known || best.name == sheet.name { Meant::One(best) } else { Meant::None }
}

/// The first text of each row: a title, the head of a row.
fn leftmost(sheet: &Sheet) -> impl Iterator<Item = &str> {
    let mut before = None;
    let said = sheet.cells.iter().filter(|(_, cell)| !cell.text.trim().is_empty());
    said.filter(move |(at, _)| before.replace(at.row) != Some(at.row)).map(|(_, cell)| cell.text.as_str())
}

fn is_empty(sheet: &Sheet) -> bool {
    sheet.cells.values().all(|cell| cell.text.trim().is_empty())
}

fn added(workbook: &Workbook, sheet: &Sheet) -> Diagnostic {
    let said = sheet.cells.values().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
    let said = said.collect::<Vec<_>>().join("／");
    outside(workbook, sheet, None, "シートが足されています")
        .hint(format!("書かれていること: {}", shortened(&said)))
}

fn told(workbook: &Workbook, sheet: &Sheet, message: String) -> Diagnostic {
    Diagnostic::new(Code::OutsideForm, message).in_file(workbook.file_of(sheet, None))
}

fn contradiction(workbook: &Workbook, sheet: &Sheet, title: &str, other: &Handed<'_>) -> Diagnostic {
    let message = format!(
        "題は「{title}」ですが、ほかの所は「{}」の様式なので、どちらのことか分かりません。このシートは取り込みません。",
        other.title.unwrap_or(other.name)
    );
    told(workbook, sheet, message).hint(
        "書いた人にどの事業のことかを確かめて、配った様式のその事業のシートへ、書かれた文を写してください。",
    )
}

fn copied(workbook: &Workbook, copy: &Sheet, own: &Sheet) -> Diagnostic {
    told(workbook, copy, format!("シート「{}」の写しです。写しのほうは取り込みません。", own.name)).hint(format!(
        "写しのほうに書かれたことが要るなら、シート「{}」の枠へ移して、もう一度取り込んでください。要らなければ、何もしなくてかまいません。",
        own.name
    ))
}

fn several(workbook: &Workbook, name: &str, sheets: &[&Sheet]) -> Diagnostic {
    let names: Vec<String> = sheets.iter().map(|sheet| format!("「{}」", sheet.name)).collect();
    let message = format!(
        "シート「{name}」にあたるシートが{}の {} 枚あるので、どれか分かりません。取り込みません。",
        names.join("と"),
        sheets.len()
    );
    Diagnostic::new(Code::OutsideForm, message)
        .in_file(&workbook.name)
        .hint(format!("取り込むほうのシートの名前を「{name}」に戻して、もう一度取り込んでください。"))
}

fn without_sheet(workbook: &Workbook, name: &str) -> Diagnostic {
    Diagnostic::new(Code::OutsideForm, format!("シート「{name}」がないので、その事業は取り込みません。"))
        .in_file(&workbook.name)
        .hint("シートごと消されています。要らないので消されたのなら、何もしなくてかまいません（記録は今のままです）。要るなら、shinchoku forms で作り直した様式に書いて返してもらってください。")
}

/// What is written where the form has nothing to write.
pub(super) fn outside(workbook: &Workbook, sheet: &Sheet, at: Option<CellAt>, what: &str) -> Diagnostic {
    Diagnostic::new(Code::OutsideForm, format!("{what}。取り込みません。"))
        .in_file(workbook.file_of(sheet, at))
        .hint("要るものなら、書いた人に確かめて、太い枠の中へ移してください。")
}

//! `shinchoku check`: everything that `build` would find, sheet by sheet, without writing anything.

use std::collections::BTreeMap;
use std::process::ExitCode;

use shinchoku::book::Book;
use shinchoku::diagnostics::{Diagnostic, Diagnostics, Location, render, to_json};

use super::edition::Edition;
use super::{hint_at_explanations, status};
use crate::cli::{Check, CheckFormat};

pub fn run(arguments: &Check) -> ExitCode {
    let mut sheets = Sheets::default();
    let (Ok(found) | Err(found)) = &find(arguments, &mut sheets);
    match arguments.format {
        CheckFormat::Json => anstream::println!("{}", to_json(found.iter())),
        CheckFormat::Text => print(found, &sheets),
    }
    status(found)
}

fn find(arguments: &Check, sheets: &mut Sheets) -> Result<Diagnostics, Diagnostics> {
    let edition = Edition::open(&arguments.root, arguments.year)?;
    let book = edition.book()?;
    *sheets = Sheets::of(&book);
    let markup = edition.markup(&book)?;
    let mut pages = edition.pages(&book, &markup)?;
    let (_, warnings) = edition.pdf(&book, &mut pages)?;
    Ok(warnings)
}

/// The sheets of the booklet, as the headings of what is found.
#[derive(Default)]
struct Sheets {
    /// The heading of each sheet by its page.
    headings: BTreeMap<u32, String>,
    /// The first sheet of each measure.
    pages: BTreeMap<String, u32>,
}

impl Sheets {
    fn of(book: &Book<'_>) -> Self {
        let mut sheets = Self::default();
        for sheet in &book.sheets {
            let sections: Vec<&str> = sheet.sections.iter().map(|section| section.value.as_str()).collect();
            let heading = format!("シート {}　{}（{}）", sheet.page, sheet.title.value, sections.join("・"));
            sheets.headings.insert(sheet.page, heading);
            sheets.pages.entry(sheet.id.to_string()).or_insert(sheet.page);
        }
        sheets
    }

    /// The sheet that a finding belongs to: the one it names, or the first of the measure whose file it is in.
    fn of_finding(&self, diagnostic: &Diagnostic) -> Option<u32> {
        if let Some(subject) = &diagnostic.subject {
            return Some(subject.sheet);
        }
        let path = match &diagnostic.location {
            Location::None => return None,
            Location::File(path) => path.as_path(),
            Location::Place(place) => place.source().path(),
        };
        self.pages.get(path.file_stem()?.to_str()?).copied()
    }
}

/// What belongs to no sheet comes first.
fn print(found: &Diagnostics, sheets: &Sheets) {
    let mut groups: BTreeMap<Option<u32>, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in found.iter() {
        groups.entry(sheets.of_finding(diagnostic)).or_default().push(diagnostic);
    }
    for (page, group) in groups {
        if let Some(heading) = page.and_then(|page| sheets.headings.get(&page)) {
            anstream::println!("■ {heading}\n");
        }
        group.into_iter().for_each(|diagnostic| anstream::println!("{}\n", render(diagnostic)));
    }
    match (found.error_count(), found.warning_count()) {
        (0, 0) => {
            anstream::println!("誤りは見つかりませんでした（シート {} 枚）。", sheets.headings.len());
        }
        (errors, warnings) => anstream::println!("エラー {errors} 件、注意 {warnings} 件。"),
    }
    hint_at_explanations(found);
}

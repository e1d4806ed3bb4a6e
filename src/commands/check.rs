//! `shinchoku check`: everything that `build` would find, sheet by sheet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use shinchoku::book::Book;
use shinchoku::diagnostics::{Diagnostic, Diagnostics, Location, render, to_json};
use shinchoku::layout::Printing;
use shinchoku::proof;

use super::edition::{Edition, pdf};
use super::{hint_at_explanations, mending, report, status};
use crate::cli::{Check, CheckFormat};

pub fn run(arguments: &Check) -> ExitCode {
    if arguments.diff {
        return show_diff(arguments);
    }
    if arguments.fix
        && let Err(failure) = fix(arguments)
    {
        report(&failure);
        return status(&failure.into());
    }
    let mut sheets = Sheets::default();
    let (Ok(found) | Err(found)) = &find(arguments, &mut sheets);
    match arguments.format {
        CheckFormat::Json => anstream::println!("{}", to_json(found.iter())),
        CheckFormat::Text => print(found, &sheets, arguments),
    }
    status(found)
}

/// Shows what `--fix` would change.
fn show_diff(arguments: &Check) -> ExitCode {
    match mending::edits(arguments) {
        Ok(edits) => {
            anstream::print!("{}", mending::diff(&edits));
            anstream::eprintln!("{}", mending::mendable(&edits));
            ExitCode::SUCCESS
        }
        Err(found) => {
            found.iter().for_each(report);
            status(&found)
        }
    }
}

/// Mends what can be, and says so beside the list of what is left.
fn fix(arguments: &Check) -> Result<(), Diagnostic> {
    // Why there is no booklet to mend, the list tells.
    let Ok(edits) = mending::edits(arguments) else { return Ok(()) };
    mending::write(&edits, &arguments.root)?;
    anstream::eprintln!("{}\n", mending::mended(&edits));
    Ok(())
}

fn find(arguments: &Check, sheets: &mut Sheets) -> Result<Diagnostics, Diagnostics> {
    let edition = Edition::open(&arguments.root, arguments.year)?;
    let book = edition.book()?;
    *sheets = Sheets::of(&book);
    let (of_rules, Ok(of_pages) | Err(of_pages)) =
        rayon::join(|| proof::proofread(&edition.model, &book), || pages(&edition, &book));
    Ok(of_pages.and(of_rules))
}

/// What is found on the way to the PDF.
fn pages(edition: &Edition, book: &Book<'_>) -> Result<Diagnostics, Diagnostics> {
    let markup = edition.markup(book, &Printing::default())?;
    let mut pages = edition.pages(book, &markup)?;
    pdf(book, &mut pages, &edition.year.to_string()).map(|(_, warnings)| warnings)
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

    /// Where a finding is listed.
    fn group_of(&self, diagnostic: &Diagnostic) -> Group {
        if let Some(subject) = &diagnostic.subject {
            return Group::Sheet(subject.sheet);
        }
        let path = match &diagnostic.location {
            Location::None => return Group::Nowhere,
            Location::File(path) => path.as_path(),
            Location::Place(place) => place.source().path(),
        };
        let typed = diagnostic.inserted.as_ref().and_then(|inserted| inserted.place.as_ref());
        let of_measure = self.page_of(path).or_else(|| self.page_of(typed?.source().path()));
        of_measure.map_or_else(|| Group::File(path.to_owned()), Group::Sheet)
    }

    /// The first sheet of the measure that a file of `measures/` or `records/` is named after.
    fn page_of(&self, path: &Path) -> Option<u32> {
        let of_measures = ["data/measures", "data/records"].iter().any(|folder| path.starts_with(folder));
        self.pages.get(path.file_stem()?.to_str()?).copied().filter(|_| of_measures)
    }

    fn heading(&self, group: &Group) -> Option<String> {
        match group {
            Group::Nowhere => None,
            Group::File(path) => Some(path.display().to_string()),
            Group::Sheet(page) => self.headings.get(page).cloned(),
        }
    }
}

/// What findings are listed under, in the order of the list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Nowhere,
    File(PathBuf),
    Sheet(u32),
}

fn print(found: &Diagnostics, sheets: &Sheets, arguments: &Check) {
    let mut groups: BTreeMap<Group, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in found.iter() {
        groups.entry(sheets.group_of(diagnostic)).or_default().push(diagnostic);
    }
    for (group, diagnostics) in groups {
        if let Some(heading) = sheets.heading(&group) {
            anstream::println!("■ {heading}\n");
        }
        for diagnostic in diagnostics {
            anstream::println!("{}\n", render(diagnostic));
        }
    }
    match (found.error_count(), found.warning_count()) {
        (0, 0) => {
            anstream::println!("誤りは見つかりませんでした（シート {} 枚）。", sheets.headings.len());
        }
        (errors, warnings) => {
            let mendable =
                found.iter().filter(|diagnostic| diagnostic.fix.is_some() && !arguments.fix).count();
            let mendable = match mendable {
                0 => String::new(),
                some => format!("うち {some} 件は、shinchoku check --fix で直せます。"),
            };
            anstream::println!("エラー {errors} 件、注意 {warnings} 件。{mendable}");
        }
    }
    hint_at_explanations(found);
}

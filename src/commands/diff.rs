//! `shinchoku diff`: 新旧対照表, the table of what has changed, as it is laid before a committee.

use std::process::ExitCode;

use shinchoku::book::{Book, Wanted};
use shinchoku::changes::{Change, changes, replaced_pictures, told_once};
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::{Edition, Made, with_strays};
use shinchoku::layout::LayoutFiles;
use shinchoku::model::Model;
use shinchoku::reports::by_writer;
use shinchoku::year::FiscalYear;

use super::target::{self, WrittenTable};
use super::version::Version;
use crate::cli::Diff;
use crate::terminal::{hint_at_explanations, say, show, status};

pub fn run(arguments: &Diff) -> Result<ExitCode, Diagnostics> {
    let made = diff(arguments);
    if let Ok((done, _)) = &made {
        say(done)?;
    }
    let (Ok((_, found)) | Err(found)) = &made;
    show(&by_writer(found));
    if made.is_err() {
        hint_at_explanations(found);
    }
    Ok(status(found))
}

/// Writes the table. Returns what has been done, in one line, and what is to be warned of.
pub fn diff(arguments: &Diff) -> Made<String> {
    if let Some(output) = &arguments.output {
        target::check(output, &arguments.root, "pdf")?;
    }
    with_changes(arguments, |edition, book, changes| write(arguments, edition, book, changes))
}

/// What has changed, for a list.
pub fn list(arguments: &Diff) -> Made<Vec<Change>> {
    with_changes(arguments, |_, _, changes| Ok((changes, Diagnostics::new())))
}

/// What is made of what differs between two versions.
fn with_changes<T>(
    arguments: &Diff,
    make: impl FnOnce(&Edition, &Book<'_>, Vec<Change>) -> Made<T>,
) -> Made<T> {
    let old = Version::find(&arguments.old, &arguments.root)?;
    let new = arguments.new.as_deref().map(|name| Version::find(name, &arguments.root)).transpose()?;
    let root = new.as_ref().map_or(arguments.root.as_path(), Version::path);
    with_strays(root, compare(arguments, &old, new.as_ref(), make))
}

/// Compares two versions; without a new one, with the files of today.
fn compare<T>(
    arguments: &Diff,
    old: &Version,
    new: Option<&Version>,
    make: impl FnOnce(&Edition, &Book<'_>, Vec<Change>) -> Made<T>,
) -> Made<T> {
    let of_new = |found| match new {
        Some(new) => new.blame(found),
        None => found,
    };
    let root = new.map_or(arguments.root.as_path(), Version::path);
    let edition = Edition::open(root, arguments.year, Wanted::default()).map_err(of_new)?;
    let book = edition.book().map_err(of_new)?;
    make(&edition, &book, changes_since(old, &edition, &book)?)
}

/// What differs in a book from that of an earlier version.
pub fn changes_since(old: &Version, edition: &Edition, book: &Book<'_>) -> Result<Vec<Change>, Diagnostics> {
    let records = old.records()?;
    let earlier = Book::new(&records, edition.year, &edition.wanted)
        .map_err(|found| blame(old, &records, edition.year, found))?;
    let mut found = told_once(changes(&earlier, book), book);
    let figures = LayoutFiles::with_figures_of(old.path());
    // What cannot be read is told where it is printed.
    let is_same = |name: &str| match (figures.figure(name), edition.layouts.figure(name)) {
        (Ok(before), Ok(now)) => before == now,
        _ => true,
    };
    found.extend(replaced_pictures(&earlier, book, is_same));
    Ok(found)
}

/// Writes the table, if there is anything to be in it.
fn write(arguments: &Diff, edition: &Edition, book: &Book<'_>, changes: Vec<Change>) -> Made<String> {
    if changes.is_empty() {
        let done = format!("{}の冊子に、変わった所はありません。", edition.year.label());
        return Ok((done, Diagnostics::new()));
    }
    let count = changes.len();
    let markup = edition.changes_markup(book, changes)?;
    let (output, root) = (arguments.output.as_deref(), &arguments.root);
    let WrittenTable { shown, pages, warnings } =
        WrittenTable::write(edition, book, &markup, "新旧対照表", output, root)?;
    Ok((format!("{shown} を作りました（{pages} ページ、変わった項目 {count} 件）"), warnings))
}

/// Says which year both versions have, where the old one ends before the year that is compared.
fn blame(old: &Version, earlier: &Model, year: FiscalYear, found: Diagnostics) -> Diagnostics {
    let last = earlier.plan.period.last();
    let written =
        earlier.records.iter().filter(|(_, records)| !records.is_empty()).map(|(&year, _)| year).max();
    if last < year {
        return old.blame(found.map(|diagnostic| {
            if diagnostic.code == Code::YearOutsidePeriod {
                diagnostic.hint(format!(
                    "前の版の計画は {last} までです。{last} の冊子を比べるには、--year {last} を付けてください。"
                ))
            } else {
                diagnostic
            }
        }));
    }
    match written.filter(|&written| written < year) {
        Some(written) => {
            let message = format!("版「{}」には、{}の記録がありません。", old.name(), year.label());
            let hint = format!(
                "比べられるのは{}までです。「shinchoku diff {} --year {written}」のように、年度を付けてください。",
                written.label(),
                old.name()
            );
            Diagnostic::new(Code::MissingRecord, message).hint(hint).into()
        }
        None => old.blame(found),
    }
}

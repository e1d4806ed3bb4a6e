//! `shinchoku diff`: 新旧対照表, the table of what has changed, as it is laid before a committee.

use std::process::ExitCode;

use shinchoku::book::{Book, Wanted};
use shinchoku::changes::{Change, changes, told_once};
use shinchoku::diagnostics::{Code, Diagnostics};
use shinchoku::edition::{Edition, Made, with_strays};
use shinchoku::reports::by_section;
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
    show(&by_section(found));
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
    let earlier = old.records()?;
    let earlier = Book::new(&earlier, edition.year, &edition.wanted)
        .map_err(|found| old.blame(hint_at_last_year(found, edition.year, earlier.plan.period.last())))?;
    Ok(told_once(changes(&earlier, book), book))
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

/// Says which year both versions can have, where the old plan ends before the year that is compared.
fn hint_at_last_year(found: Diagnostics, year: FiscalYear, last: FiscalYear) -> Diagnostics {
    found.map(|diagnostic| {
        if diagnostic.code == Code::YearOutsidePeriod && last < year {
            diagnostic.hint(format!(
                "前の版の計画は {last} までです。{last} の冊子を比べるには、--year {last} を付けてください。"
            ))
        } else {
            diagnostic
        }
    })
}

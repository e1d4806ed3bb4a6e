//! `shinchoku diff`: 新旧対照表, the table of what has changed, as it is laid before a committee.

use std::process::ExitCode;

use shinchoku::book::Book;
use shinchoku::changes::{changes, told_once};
use shinchoku::diagnostics::Diagnostics;
use shinchoku::output::PendingFile;

use super::build::{FOLDER, check_target};
use super::edition::{Edition, pdf};
use super::version::Version;
use super::{hint_at_explanations, report, status};
use crate::cli::Diff;

pub fn run(arguments: &Diff) -> ExitCode {
    let outcome = diff(arguments);
    let (Ok(found) | Err(found)) = &outcome;
    found.iter().for_each(report);
    if outcome.is_err() {
        hint_at_explanations(found);
    }
    status(found)
}

fn diff(arguments: &Diff) -> Result<Diagnostics, Diagnostics> {
    if let Some(output) = &arguments.output {
        check_target(output, &arguments.root, "pdf")?;
    }
    let old = Version::find(&arguments.old, &arguments.root)?;
    let new = arguments.new.as_deref().map(|name| Version::find(name, &arguments.root)).transpose()?;
    let edition = Edition::open(new.as_ref().map_or(&arguments.root, Version::path), arguments.year)?;
    let book = edition.book()?;
    let earlier = old.records(&arguments.old)?;
    let earlier = Book::new(&earlier, edition.year)?;
    let changes = told_once(changes(&earlier, &book), &book);
    if changes.is_empty() {
        anstream::println!("{}の冊子に、変わった所はありません。", edition.year.label());
        return Ok(Diagnostics::new());
    }
    let count = changes.len();
    let markup = edition.changes_markup(&book, changes)?;
    let mut pages = edition.pages(&book, &markup)?;
    let name = format!("{}-新旧対照表", edition.year);
    let (bytes, warnings) = pdf(&book, &mut pages, &name)?;
    let target =
        arguments.output.clone().unwrap_or_else(|| arguments.root.join(FOLDER).join(format!("{name}.pdf")));
    if let Err(failure) = PendingFile::write(&target, &bytes).and_then(PendingFile::commit) {
        return Err(Diagnostics::from(failure).and(warnings));
    }
    let shown = target.strip_prefix(".").unwrap_or(&target).display();
    anstream::println!("{shown} を作りました（{} ページ、変わった項目 {count} 件）", pages.count());
    Ok(warnings)
}

//! `shinchoku check --format pdf`: 校正一覧, the findings on paper for the sections.

use shinchoku::diagnostics::Diagnostics;
use shinchoku::layout::LayoutFiles;
use shinchoku::proof::Checklist;

use super::check::find;
use super::edition::{Edition, WrittenTable, with_strays};
use super::report;
use crate::cli::Check;

/// Writes the list. Returns what has been done, in one line, and what is on the list.
pub fn write(arguments: &Check) -> Result<(String, Diagnostics), Diagnostics> {
    with_strays(&arguments.which.root, make(arguments))
}

fn make(arguments: &Check) -> Result<(String, Diagnostics), Diagnostics> {
    let edition = Edition::open(&arguments.which.root, arguments.which.year)?;
    let book = edition.book()?;
    let found = find(&edition, &book).and(LayoutFiles::strays(&arguments.which.root));
    let count = found.iter().count();
    if count == 0 {
        return Ok(("誤りは見つからなかったので、校正一覧は作りませんでした。".to_owned(), found));
    }
    let sections = edition.model.plan.sections.iter().map(|section| section.value.as_str());
    let markup = edition.checklist_markup(&book, Checklist::new(&book, &found, sections))?;
    let (output, root) = (arguments.output.as_deref(), &arguments.which.root);
    let WrittenTable { shown, pages, warnings } =
        WrittenTable::write(&edition, &book, &markup, "校正一覧", output, root)?;
    warnings.iter().for_each(report);
    Ok((format!("{shown} を作りました（{pages} ページ、指摘 {count} 件）"), found))
}

//! `shinchoku check --format pdf`: 校正一覧, the findings on paper for the sections.

use shinchoku::edition::{Edition, Made, with_strays};
use shinchoku::layout::LayoutFiles;

use super::target::WrittenTable;
use crate::cli::Check;
use crate::terminal::show;

/// Writes the list. Returns what has been done, in one line, and what is on the list.
pub fn write(arguments: &Check) -> Made<String> {
    with_strays(&arguments.which.root, make(arguments))
}

fn make(arguments: &Check) -> Made<String> {
    let edition = Edition::open(&arguments.which.root, arguments.year(), arguments.wanted())?;
    let book = edition.book()?;
    let found = edition.findings(&book).and(LayoutFiles::strays(&arguments.which.root));
    let count = found.iter().count();
    if count == 0 {
        return Ok(("誤りは見つからなかったので、校正一覧は作りませんでした。".to_owned(), found));
    }
    let markup = edition.checklist_markup(&book, &found)?;
    let (output, root) = (arguments.output.as_deref(), &arguments.which.root);
    let WrittenTable { shown, pages, warnings } =
        WrittenTable::write(&edition, &book, &markup, "校正一覧", output, root)?;
    show(&warnings);
    Ok((format!("{shown} を作りました（{pages} ページ、指摘 {count} 件）"), found))
}

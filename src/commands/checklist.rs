//! `shinchoku check --format pdf`: 校正一覧, the findings on paper for the sections.

use shinchoku::book::{Book, Selection, Wanted};
use shinchoku::diagnostics::Diagnostics;
use shinchoku::edition::{Edition, Made, with_strays};
use shinchoku::layout::LayoutFiles;
use shinchoku::reports::Sheets;

use super::target::WrittenTable;
use crate::cli::Check;

/// 校正一覧, as it was written.
pub struct WrittenList {
    /// What has been done, in one line.
    pub done: String,
    /// What there is to be warned of.
    pub warned: Diagnostics,
}

/// Writes the list. What is on the list is told beside it.
pub fn write(arguments: &Check) -> Made<WrittenList> {
    with_strays(&arguments.which.root, make(arguments))
}

/// The sheets of the 担当係 that is asked for. What is found on them hangs on the whole booklet.
pub(super) fn excerpt<'m>(arguments: &Check, edition: &'m Edition) -> Result<Option<Book<'m>>, Diagnostics> {
    let Some(section) = &arguments.section else { return Ok(None) };
    let selection = Selection::new(Some(section), None);
    Book::new(&edition.model, edition.year, &Wanted { selection, ..arguments.wanted() }).map(Some)
}

fn make(arguments: &Check) -> Made<WrittenList> {
    let edition = Edition::open(&arguments.which.root, arguments.year(), arguments.wanted())?;
    let book = edition.book()?;
    let found = edition.findings_with_web(&book).and(LayoutFiles::strays(&arguments.which.root));
    let found = match excerpt(arguments, &edition)? {
        Some(excerpt) => Sheets::of(&excerpt).only(&found),
        None => found,
    };
    let count = found.iter().count();
    if count == 0 {
        let done = "誤りは見つからなかったので、校正一覧は作りませんでした。".to_owned();
        return Ok((WrittenList { done, warned: Diagnostics::new() }, found));
    }
    let markup = edition.checklist_markup(&book, &found)?;
    let (output, root) = (arguments.output.as_deref(), &arguments.which.root);
    let WrittenTable { shown, pages, warnings } =
        WrittenTable::write(&edition, &book, &markup, "校正一覧", output, root)?;
    let done = format!("{shown} を作りました（{pages} ページ、指摘 {count} 件）");
    Ok((WrittenList { done, warned: warnings }, found))
}

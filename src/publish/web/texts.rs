//! All texts of an edition, in which its readers look for words.

use serde::Serialize;

use crate::book::{BlockView, Book, Sheet, measure_page};
use crate::form::{Cell, Field, Label};
use crate::model::Text;

/// The texts of a page.
#[derive(Serialize)]
struct PageTexts {
    address: String,
    title: String,
    parts: Vec<Part>,
}

/// A text with its place on the page.
#[derive(Serialize)]
struct Part {
    /// The id of the element that it stands under.
    at: String,
    /// What that is called.
    label: String,
    text: String,
}

/// The script with all texts of a book, whose front page lies at an address. It is one, so that a browser reads it from a disk as
/// well.
pub(super) fn script(book: &Book<'_>, front_page: &str) -> String {
    let firsts = book.sheets.iter().filter(|sheet| sheet.reprint_of.is_none());
    let pages = std::iter::once(front(book, front_page)).chain(firsts.map(|sheet| measure(book, sheet)));
    // Texts can always be written.
    let pages = serde_json::to_string(&pages.collect::<Vec<_>>()).unwrap_or_default();
    format!("globalThis.TEXTS = {pages};\n")
}

fn front(book: &Book<'_>, address: &str) -> PageTexts {
    let part = |(field, text): (Field, &Text)| {
        let (at, label) = match field {
            Field::Name | Field::Publisher | Field::Slogan => return None,
            Field::Foreword | Field::Scale => (field.key(), field.key()),
            // The names of the tree stand in the index.
            _ => (Label::Index.key(), book.labels[Label::Index].as_str()),
        };
        Some(Part { at: at.to_owned(), label: label.to_owned(), text: text.value.clone() })
    };
    let parts = book.front_texts().into_iter().filter_map(part).collect();
    PageTexts { address: address.to_owned(), title: format!("{} はじめに", book.plan.value), parts }
}

fn measure(book: &Book<'_>, sheet: &Sheet<'_>) -> PageTexts {
    let part = |cell: Cell| {
        let text = sheet.printed(cell);
        let is_mark = matches!(cell.field, Field::Grade);
        (!text.is_empty() && !is_mark && cell.field != Field::Title).then(|| Part {
            at: anchor(sheet, cell),
            label: book.labels.cell(cell),
            text,
        })
    };
    let parts = sheet.cells().into_iter().filter_map(part).collect();
    PageTexts { address: measure_page(sheet.id), title: sheet.name(), parts }
}

/// The id of the element of a page under which a cell of its sheet stands; that of the page as a whole where it has none of its own.
fn anchor(sheet: &Sheet<'_>, cell: Cell) -> String {
    let blocks = || sheet.face.iter().flatten();
    let placed = |field: Field| {
        blocks()
            .flat_map(BlockView::cells)
            .find(|placed| placed.key == field.key() && placed.value.is_some())
            .map(|placed| placed.anchor.clone())
    };
    let has_years = || blocks().any(|block| matches!(block, BlockView::Years));
    let found = match cell.field {
        Field::Strategy | Field::Policy | Field::Priority | Field::Section => None,
        Field::Target | Field::Grade => has_years().then(|| "年度".to_owned()),
        Field::Schedule => has_years().then(|| cell.field.key().to_owned()),
        Field::Indicators => (!sheet.series.is_empty()).then(|| cell.field.key().to_owned()),
        // Where 紙面 does not place it, 査定 is printed beside the mark that it changed.
        Field::ReviewedGrade => placed(cell.field).or_else(|| placed(Field::SelfGrade)),
        field => placed(field),
    };
    found.unwrap_or_else(|| "main".to_owned())
}

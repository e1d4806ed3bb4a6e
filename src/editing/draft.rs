//! A text that is not saved yet, on its page.

use std::mem;
use std::sync::{Mutex, PoisonError};

use super::proposal::{Proposal, proposals};
use crate::book::{Book, PageList, Selection, Wanted};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::edition::{Edition, Made};
use crate::form::Cell;
use crate::handout::{Asking, FormRow, FormSheet, Rooms, form_of, granted, left};
use crate::model::MeasureId;
use crate::typeset::{Kept, View};

/// What the sheets of a measure look like, and what there is to say about them.
#[derive(Default)]
pub struct Draft {
    /// The pages.
    pub views: Vec<View>,
    /// What a careful reader notices on them, and what does not fit.
    pub found: Diagnostics,
    /// What is proposed for that.
    pub proposals: Vec<Proposal>,
    rooms: Rooms,
}

impl Draft {
    /// Lays out the sheets of a measure, and nothing else.
    pub(super) fn of(edition: &Edition, book: &Book<'_>, id: &MeasureId, kept: &Mutex<Kept>) -> Self {
        let (found, laid_out) = match excerpt(edition, book, id) {
            Ok(excerpt) => {
                rayon::join(|| edition.proofread(&excerpt), || lay_out(edition, book, &excerpt, kept))
            }
            Err(wrong) => (Diagnostics::new(), Err(wrong)),
        };
        let ((views, rooms), wrong) = laid_out.unwrap_or_else(|wrong| (Default::default(), wrong));
        let proposals = proposals(edition, book, id, &found);
        Self { views, found: wrong.and(found), proposals, rooms }
    }

    /// What is asked for about the measure, and for each row how many characters still go onto the sheet.
    pub(super) fn form(
        &self,
        edition: &Edition,
        book: &Book<'_>,
        asking: Asking,
        id: &MeasureId,
    ) -> Option<(FormSheet, Vec<Option<i64>>)> {
        let form = form_of(&edition.model, book, asking, id, &self.rooms)?;
        // The page knows it better than the estimate.
        let excess = |row: &FormRow| {
            let cell = Cell::in_year(row.slot.field, edition.year);
            let of_row = self.found.iter().filter(|found| {
                let named = found.subject.as_ref().and_then(|subject| subject.cell.as_ref());
                named.and_then(|named| book.cell(named)) == Some(cell)
            });
            of_row.filter_map(Diagnostic::excess).max()
        };
        let fits = !self.found.iter().any(|found| found.code == Code::SheetOverflow);
        let counts = left(&form, if fits { granted(&form) } else { 0 });
        let counts = form
            .rows
            .iter()
            .zip(counts)
            .map(|(row, left)| {
                let on_page = || excess(row).and_then(|excess| i64::try_from(excess).ok());
                // What takes the room of the others is told at itself; of them, nothing is too long.
                left.map(|left| on_page().map_or(left.max(0), |excess| -excess))
            })
            .collect();
        Some((form, counts))
    }
}

/// The pages of the sheets, as far as their texts go onto them.
fn lay_out(
    edition: &Edition,
    book: &Book<'_>,
    excerpt: &Book<'_>,
    kept: &Mutex<Kept>,
) -> Made<(Vec<View>, Rooms)> {
    let (markup, unprintable) = edition.sheets_markup(book, excerpt)?;
    // Nobody waits for it: who lays out something at the same time begins with nothing.
    let mut own = mem::take(&mut *kept.lock().unwrap_or_else(PoisonError::into_inner));
    let pages = edition.pages_again(book, &markup, &mut own);
    *kept.lock().unwrap_or_else(PoisonError::into_inner) = own;
    let mut pages = pages?;
    let (looks, found) =
        Edition::export(book, &mut pages, |pages| Ok((pages.views(), Edition::rooms_on(book, pages))))?;
    Ok((looks, unprintable.and(found)))
}

/// The sheets of a measure alone.
fn excerpt<'e>(edition: &'e Edition, book: &Book<'_>, id: &MeasureId) -> Result<Book<'e>, Diagnostics> {
    let pages = book.sheets.iter().filter(|sheet| sheet.id == id).map(|sheet| sheet.page);
    let wanted = Wanted { selection: Selection::new(None, PageList::of(pages)), ..edition.wanted.clone() };
    Book::new(&edition.model, edition.year, &wanted)
}

//! What the templates of the web edition are told besides the book.

use serde::Serialize;

use crate::book::{Book, Sheet};
use crate::model::MeasureId;
use crate::year::Period;

/// A measure with its page.
#[derive(Serialize)]
pub(super) struct MeasureView<'a> {
    /// What it is called.
    name: String,
    /// Its sheets in the booklet, the first print before the 再掲.
    places: Vec<&'a Sheet<'a>>,
    /// 年次計画.
    schedule: Vec<BarView<'a>>,
    /// The measure before it in the booklet.
    before: Option<Beside<'a>>,
    /// The measure after it.
    after: Option<Beside<'a>>,
}

/// A bar of 年次計画.
#[derive(Serialize)]
struct BarView<'a> {
    text: &'a str,
    /// Its years as they are read.
    years: String,
}

/// Another measure.
#[derive(Serialize)]
struct Beside<'a> {
    id: &'a MeasureId,
    name: String,
}

impl<'a> MeasureView<'a> {
    /// Of the measures of a book, each with the sheet of its first print.
    pub(super) fn all(book: &'a Book<'a>) -> Vec<(&'a Sheet<'a>, Self)> {
        let firsts: Vec<&Sheet<'a>> = book.sheets.iter().filter(|sheet| sheet.reprint_of.is_none()).collect();
        let beside = |at: Option<usize>| {
            let sheet = firsts.get(at?)?;
            Some(Beside { id: sheet.id, name: sheet.name() })
        };
        let view = |(at, sheet): (usize, &&'a Sheet<'a>)| {
            let again = book.sheets.iter().filter(|other| other.reprint_of.is_some() && other.id == sheet.id);
            let bars = sheet.schedule.iter().flatten();
            let bars =
                bars.filter_map(|cell| Some(BarView { text: &cell.text?.value, years: label(cell.period?) }));
            let view = Self {
                name: sheet.name(),
                places: std::iter::once(*sheet).chain(again).collect(),
                schedule: bars.collect(),
                before: beside(at.checked_sub(1)),
                after: beside(Some(at + 1)),
            };
            (*sheet, view)
        };
        firsts.iter().enumerate().map(view).collect()
    }
}

/// A period as it is read: 令和元年度～令和５年度.
fn label(period: Period) -> String {
    let (first, last) = (period.first(), period.last());
    if first == last { first.label() } else { format!("{}～{}", first.label(), last.label()) }
}

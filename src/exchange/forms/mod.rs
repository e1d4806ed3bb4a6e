//! Forms that are handed out. One is made anew each time from the form of the plan and what the records say; nothing is ever edited in
//! place.

mod front;
mod left;
mod look;
mod measure;
mod page;
mod review;
mod sheet;
mod workbook;

pub(super) use measure::MAY_STAY_EMPTY;
pub use workbook::{name_of_form, workbook_of};

//! 欄: the single values of a record that people are asked for, each with its place in the file. Whoever shows a form to be written
//! in (as Excel, in a browser) asks for these, and what comes back goes through the one writer.

mod asked;
mod meant;
mod part;
mod said;
mod written;

pub use asked::{entries_in, fields_on_sheet, slots};
pub use part::{Slot, SlotPart};

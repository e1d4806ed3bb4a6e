//! A workbook that somebody sends, read cell by cell, whatever is in it.
//!
//! ```text
//! bytes ─▶ package (unpacked within limits, checked) ─▶ calamine ─▶ cells ─▶ the text that a person sees
//!             └▶ notes: what is written in comments and shapes over the cells
//! ```
//!
//! What calamine reads has been unpacked and looked at before, because some files make it ask for more memory than there is, which
//! nothing can catch.

mod book;
mod cells;
mod dates;
mod names;
mod notes;
mod package;
mod parts;
mod place;
mod refusal;
mod sheet;
mod shown;
mod strokes;

pub use book::Workbook;
pub use names::{Unread, unread, workbooks};
pub use notes::{Note, NoteKind, Notes};
pub use place::{Area, CellAt, CellPlace};
pub use sheet::{CellText, Dated, Remark, Sheet};

//! Forms that come back: compared value by value with what was handed out, they become edits of single values (`model::edit`).

mod entries;
mod merge;
mod places;
mod put;
mod returned;
mod table;
mod tabs;

pub use merge::{Collected, OnConflict, Taken, collect};
pub use returned::{Returned, ReturnedValue};

//! Forms that come back: compared value by value with what was handed out, they become edits of single values (`model::edit`).

mod entries;
mod heads;
mod merge;
mod notes;
mod places;
mod put;
mod returned;
mod table;
mod tabs;
mod taken;

pub use merge::{Collected, OnConflict, collect};
pub use returned::{Returned, ReturnedValue};
pub use taken::Taken;

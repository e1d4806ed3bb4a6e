//! How findings, and who has reported, are handed on: to a terminal, to other programs, as lists to tick.

mod by_writer;
mod checklist;
mod columns;
mod json;
mod markdown;
mod progress;
mod sarif;
mod sheets;
mod terminal;
mod visible;

pub use by_writer::by_writer;
pub use checklist::{Checklist, Item, SectionList};
pub use json::to_json;
pub use markdown::to_markdown;
pub use progress::{
    MeasureLine, ProgressTable, SectionTable, progress_to_json, progress_to_markdown, progress_to_table,
    progress_to_text, progress_to_workbook, reminders,
};
pub use sarif::to_sarif;
pub use sheets::{Group, Heading, Sheets};
pub use terminal::render;
pub use visible::visible;

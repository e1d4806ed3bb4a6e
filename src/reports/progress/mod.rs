//! Who has reported: for the terminal, for chats, for other programs, for Excel, and as mails that ask for what is missing.

mod json;
mod markdown;
mod reminder;
mod table;
mod text;
mod words;
mod workbook;

pub use json::progress_to_json;
pub use markdown::progress_to_markdown;
pub use reminder::reminders;
pub use table::{MeasureLine, ProgressTable, SectionTable, progress_to_table};
pub use text::progress_to_text;
pub use workbook::progress_to_workbook;

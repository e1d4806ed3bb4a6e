//! The manual, which is in the program: an office that has nothing but the one file reads it without a network, and of the same
//! version.
//!
//! The chapters are `docs/manual/`; `SUMMARY.md` is their list. They are made into pages once, which lead to each other wherever
//! they lie: the preview serves them, and `shinchoku manual` writes them into a folder.

mod files;
mod markdown;
mod texts;

pub use files::{ManualFile, file, files};
pub use markdown::{FIRST_PAGE, anchor};

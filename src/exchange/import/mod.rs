//! A council's own Excel booklet becomes `data/`.
//!
//! ```text
//! workbooks ─▶ grid (joined cells) ─▶ form_sheet, table_sheet ─▶ found ─▶ gather ─▶ files
//!                                     by the vocabulary and the marks      └▶ mapping, which the next run reads
//! ```

mod files;
mod findings;
mod form_sheet;
mod found;
mod gather;
mod grid;
mod labels;
mod mapping;
mod marks;
mod measure;
mod reader;
mod repeated;
mod surroundings;
mod table_sheet;
mod timeline;
mod tree;
mod vocabulary;
mod words;
mod years;

pub use mapping::MAPPING;
pub use reader::{Imported, import};

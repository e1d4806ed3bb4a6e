//! 公開データ: what stands in a year's booklet, as tables that programs and spreadsheets read.
//!
//! The shape follows the 30 rules of 行政データにおける機械可読性に関するルール; `docs/open-data.md` answers each of them. A table declares its columns
//! once (`column.rs`): the first line of its file, 項目定義 and `datapackage.json` are readings of that.

mod cell;
mod column;
mod csv;
mod files;
mod json;
mod licence;
mod package;
mod source;
mod table;
mod tables;
mod terms;

pub use files::{DataFile, document, files};
pub use licence::KnownLicence;

//! 指標目標 of a year from a table in Excel, a row a measure.

mod names;
mod set;
mod table;

pub use set::{TargetsSet, set_targets};

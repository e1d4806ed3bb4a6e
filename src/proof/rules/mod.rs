//! The rules, one a file: its name is that of the code, and its group is the one that the code says (`diagnostics/code.rs`). What
//! several rules of a group need has a file beside them.

pub(super) mod agreement;
pub(super) mod dates;
pub(super) mod evaluation;
pub(super) mod figures;
pub(super) mod notation;
pub(super) mod wording;
pub(super) mod years;

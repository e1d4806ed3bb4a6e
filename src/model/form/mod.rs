//! 様式 and 呼称 of a plan: the fields of the council's own, where the fields stand, and under which words.

mod face;
mod fields;
pub(super) mod keys;
mod kinds;
mod whole;

pub(super) use kinds::added_twice;
pub(super) use whole::OwnForm;

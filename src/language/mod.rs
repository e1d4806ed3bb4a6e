//! What is known of Japanese text, whoever wrote it: its scripts and sentences, and the numbers in it.

mod counters;
mod identifiers;
mod number;
mod quantity;
pub(crate) mod script;

pub(crate) use counters::COUNTERS;
pub(crate) use identifiers::identifiers;
pub(crate) use number::Number;
pub(crate) use quantity::{Quantity, are_related, fold_noun};

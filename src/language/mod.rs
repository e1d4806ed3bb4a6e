//! What is known of Japanese text, whoever wrote it: its scripts and sentences, and the numbers, dates and times in it.

pub(crate) mod calendar;
pub(crate) mod clock;
mod counters;
mod decimal;
pub(crate) mod era;
mod figure;
mod identifiers;
mod quantity;
mod radicals;
pub(crate) mod scanner;
pub(crate) mod script;
pub(crate) mod telephone;
pub mod words;

pub(crate) use counters::{COUNTERS, are_one_unit, one_spelling, with_one_ka};
pub(crate) use decimal::magnitude;
pub use decimal::{Decimal, NotADecimal};
pub(crate) use figure::Figure;
pub(crate) use identifiers::identifiers;
pub(crate) use quantity::{Kind, Quantity, are_related, fold_noun};
pub(crate) use radicals::kanji_of_radical;

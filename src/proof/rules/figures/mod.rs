//! 数: numbers that the rest of the booklet contradicts (`W064x`).

mod actual_not_in_text;
mod change;
mod counted;
mod cut_off;
mod indicator;
mod list_count;
mod missing_unit;
mod percentage;
mod ratio;
mod sum;
mod target_not_in_text;
mod two_units;
mod two_values;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &missing_unit::RULE,
    &sum::RULE,
    &ratio::RULE,
    &cut_off::RULE,
    &change::RULE,
    &two_units::RULE,
    &two_values::RULE,
    &actual_not_in_text::RULE,
    &target_not_in_text::RULE,
    &list_count::RULE,
];

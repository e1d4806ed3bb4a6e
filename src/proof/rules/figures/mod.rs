//! 数: numbers that the rest of the booklet contradicts (`W064x`, `W075x`).

mod achievement_rate;
mod actual_not_in_text;
mod bare;
mod change;
mod change_in_text;
mod comparison;
mod counted;
mod counted_wrong;
mod cut_off;
mod direction;
mod indicator;
mod list_count;
mod missing_unit;
mod over_hundred;
mod percentage;
mod ratio;
mod recorded;
mod slip;
mod sum;
mod target_not_in_text;
mod total;
mod two_units;
mod two_values;
mod unit_beside;
mod verdict;
mod wrong_counter;

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
    &change_in_text::RULE,
    &over_hundred::RULE,
    &wrong_counter::RULE,
    &achievement_rate::RULE,
];

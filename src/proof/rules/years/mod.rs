//! 年度と番号: what was left from another year, and series with a gap (`W066x`).

mod copied;
mod item_number;
mod named_years;
mod number_gap;
mod other_year;
mod plan_ended;
mod tense;
mod this_year;
mod typed_number;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &copied::RULE,
    &other_year::RULE,
    &this_year::RULE,
    &plan_ended::RULE,
    &typed_number::RULE,
    &number_gap::RULE,
];

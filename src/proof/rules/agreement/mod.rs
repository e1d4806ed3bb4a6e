//! 冊子の中の食い違い: what the booklet says in two places, and not alike (`W072x`).

mod copied_sentence;
mod indicator_differs;
mod name_two_ways;
mod near_names;
mod plan_name;
mod same_text_two_ways;
mod title_differs;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &title_differs::RULE,
    &copied_sentence::RULE,
    &same_text_two_ways::RULE,
    &name_two_ways::RULE,
    &plan_name::RULE,
    &indicator_differs::RULE,
];

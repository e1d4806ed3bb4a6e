//! 評価: marks that the rest of the sheet contradicts, or that want a word (`W065x`).

mod grade_fell;
mod grade_in_text;
mod grade_too_bad;
mod grade_too_good;
mod grade_without_reason;
mod mark;
mod outcome;
mod reason;
mod review_forgotten;
mod review_without_note;
mod scale;
mod target_lowered;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &grade_too_good::RULE,
    &grade_too_bad::RULE,
    &review_without_note::RULE,
    &grade_without_reason::RULE,
    &grade_fell::RULE,
    &target_lowered::RULE,
    &review_forgotten::RULE,
    &grade_in_text::RULE,
];

//! 照らし合わせ: what the booklet says in two places (`W072x`).

mod copied_sentence;
mod indicator_differs;
mod misspelt_name;
mod other_signs;
mod title_differs;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &title_differs::RULE,
    &other_signs::RULE,
    &copied_sentence::RULE,
    &misspelt_name::RULE,
    &indicator_differs::RULE,
];

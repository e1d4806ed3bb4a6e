//! 語彙: a wrong word that looks or sounds like the right one (`W070x`).

mod homophone;
mod homophone_verb;
mod kana_shape;
mod katakana_word;
mod look_alike;
mod rare_homophone;
mod usual;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &homophone::RULE,
    &homophone_verb::RULE,
    &rare_homophone::RULE,
    &look_alike::RULE,
    &kana_shape::RULE,
    &katakana_word::RULE,
];

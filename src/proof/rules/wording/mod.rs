//! 文と記入: what is said twice, wrongly, too long, too short, or must not be published (`W067x`).

mod doubled;
mod first_person;
mod full_names;
mod long_sentence;
mod personal;
mod said_twice;
mod too_short;
mod wrong_word;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &doubled::RULE,
    &wrong_word::RULE,
    &long_sentence::RULE,
    &too_short::RULE,
    &personal::RULE,
    &first_person::RULE,
];

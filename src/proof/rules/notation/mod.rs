//! 表記: how the booklet writes: widths, marks, style and spelling (`W061x` to `W063x`).

mod brackets;
mod dashes;
mod digit_style;
mod digits;
mod half_width_katakana;
mod katakana;
mod latin_width;
mod missing_stop;
mod mixed_digits;
mod odd_character;
mod plain_style;
mod punctuation;
mod separators;
mod spaces;
mod spelling;
mod stop_and_comma;
mod style;
mod symbol_width;
mod two_spellings;
mod word_list;

use crate::proof::rule::Rule;

pub(in crate::proof) use spelling::is_listed;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &mixed_digits::RULE,
    &digit_style::RULE,
    &half_width_katakana::RULE,
    &latin_width::RULE,
    &separators::RULE,
    &brackets::RULE,
    &spaces::RULE,
    &punctuation::RULE,
    &missing_stop::RULE,
    &plain_style::RULE,
    &katakana::RULE,
    &dashes::RULE,
    &odd_character::RULE,
    &two_spellings::RULE,
    &word_list::RULE,
    &symbol_width::RULE,
    &stop_and_comma::RULE,
];

//! 貼り付け: what comes along when a text is copied from Excel, Word, mail or a web page, and what the keyboard leaves
//! (`W074x`).

mod broken_line;
mod cut_text;
mod excel_quotes;
mod folded_line;
mod hidden_break;
mod residue;
mod stray_letter;
mod tilde;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &excel_quotes::RULE,
    &broken_line::RULE,
    &tilde::RULE,
    &folded_line::RULE,
    &cut_text::RULE,
    &hidden_break::RULE,
    &residue::RULE,
    &stray_letter::RULE,
];

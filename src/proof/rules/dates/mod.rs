//! 日付・時刻・連絡先: what can be looked up in a calendar, or in how numbers and addresses are made (`W073x`).

mod address;
mod backward_range;
mod era_pair;
mod era_year;
mod impossible_date;
mod impossible_time;
mod postal_code;

mod telephone;
mod wrong_weekday;

mod years;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &wrong_weekday::RULE,
    &impossible_date::RULE,
    &impossible_time::RULE,
    &backward_range::RULE,
    &era_year::RULE,
    &era_pair::RULE,
    &telephone::RULE,
    &postal_code::RULE,
    &address::RULE,
];

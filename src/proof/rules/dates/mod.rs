//! 日付と連絡先: dates, times, telephone numbers and addresses that cannot be (`W073x`).

mod broken_address;
mod no_such_date;
mod no_such_telephone;
mod no_such_time;
mod no_such_year;
mod weekday;

use crate::proof::rule::Rule;

pub(in crate::proof) static RULES: &[&Rule] = &[
    &weekday::RULE,
    &no_such_date::RULE,
    &no_such_time::RULE,
    &no_such_year::RULE,
    &no_such_telephone::RULE,
    &broken_address::RULE,
];

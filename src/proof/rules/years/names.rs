//! How years are named in texts.

use crate::year::FiscalYear;

/// Names of a year as they are typed: 令和５年度 in both widths of digits, and R5年度.
pub(super) fn names(year: FiscalYear) -> Vec<String> {
    let label = year.label();
    let half: String = label.chars().map(crate::language::script::to_half_width).collect();
    vec![label, half, format!("{year}年度")]
}

//! 指標: its numbers beside those of the text.

use crate::language::{Number, Quantity};
use crate::proof::prose::Prose;

pub(super) fn is(number: f64, value: f64) -> bool {
    (number - value).abs() < 1e-6
}

/// A number of 指標 as it is written on paper.
pub(in crate::proof::rules) fn printed(value: f64) -> String {
    Number::from_f64(value).map_or_else(|| value.to_string(), |number| number.to_string())
}

/// Smaller numbers of different things are often the same.
pub(super) const BY_CHANCE: f64 = 13.0;

/// The number, where a text has it in other units only.
pub(super) fn in_other_unit<'p>(prose: &'p Prose<'_>, unit: &str, value: f64) -> Option<&'p Quantity> {
    let mut same = prose.quantities.iter().filter(|quantity| is(quantity.value.to_f64(), value));
    let first = same.next().filter(|_| value >= BY_CHANCE)?;
    let differs = |quantity: &Quantity| !quantity.unit.is_empty() && prose.unit(quantity) != unit;
    (differs(first) && same.all(differs)).then_some(first)
}

//! What was reached, beside what was wanted.

use crate::language::Quantity;
use crate::proof::facts::Reported;
use crate::proof::prose::Prose;

/// A number that was reached, beside the one that was wanted.
pub(super) struct Outcome {
    pub name: String,
    pub target: String,
    pub actual: String,
    pub reached: bool,
}

/// Whether less is better.
pub(super) fn is_limit(name: &str) -> bool {
    ["減", "以下", "未満", "以内", "抑", "なくす", "ゼロ"].iter().any(|word| name.contains(word))
}

pub(super) fn indicators(reported: &Reported<'_>) -> Vec<Outcome> {
    let indicators = reported.record.indicators.iter().filter(|indicator| !is_limit(&indicator.name));
    indicators
        .filter_map(|indicator| {
            let (unit, target) = (&indicator.unit.value, indicator.target.value);
            let actual = indicator.actual.as_ref()?.value;
            Some(Outcome {
                name: indicator.name.value.clone(),
                target: format!("{target}{unit}"),
                actual: format!("{actual}{unit}"),
                reached: actual >= target,
            })
        })
        .collect()
}

pub(super) fn is_countable(prose: &Prose<'_>, quantity: &Quantity) -> bool {
    quantity.is_amount() && !quantity.unit.is_empty() && !prose.is_change(quantity)
}

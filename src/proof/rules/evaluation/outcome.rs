//! What was reached, beside what was wanted.

use crate::language::Quantity;
use crate::proof::facts::ReportedMeasure;
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

/// What 指標 say, as far as 実績 are known and more is better.
pub(super) fn indicators(reported: &ReportedMeasure<'_>) -> Vec<Outcome> {
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

/// Whether a number says how many of what, and not by how many more.
pub(super) fn is_countable(prose: &Prose<'_>, quantity: &Quantity) -> bool {
    quantity.is_amount() && !quantity.unit.is_empty() && !prose.is_change(quantity)
}

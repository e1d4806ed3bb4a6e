//! 指標: its numbers beside those of the text.

use crate::diagnostics::Spanned;
use crate::language::{Decimal, Quantity};
use crate::model::Indicator;
use crate::proof::prose::Prose;
use crate::proof::rule::Slip;

/// Smaller numbers of different things are often the same.
const BY_CHANCE: Decimal = Decimal::whole(13);

/// Where a text has a number of 指標, 目標 or 実績, in other units only.
pub(super) fn in_other_unit(
    prose: &Prose<'_>,
    indicator: &Indicator,
    number: &Spanned<Decimal>,
) -> Option<Slip> {
    let found = number.readings(&indicator.unit).find_map(|(value, unit)| {
        let mut same = prose.quantities.iter().filter(|quantity| quantity.value == value);
        let first = same.next().filter(|_| value >= BY_CHANCE)?;
        let differs = |quantity: &Quantity| !quantity.unit.is_empty() && prose.unit(quantity) != unit;
        (differs(first) && same.all(differs)).then_some(first)
    });
    found.map(|quantity| {
        let Indicator { name, unit, .. } = indicator;
        Slip::new(quantity.range(), format!("指標「{}」の単位は「{}」です。", name.value, unit.value))
    })
}

/// Whether a number is in the unit of an indicator: 290千円, which is 290,000円, if that is 千円 or 円.
pub(super) fn is_in_unit_of(prose: &Prose<'_>, quantity: &Quantity, indicator: &Indicator) -> bool {
    quantity.value.readings(&indicator.unit).any(|(_, unit)| prose.part(&quantity.unit) == unit)
}

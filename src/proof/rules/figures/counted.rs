//! Numbers that say how many of what, wherever they stand in the booklet.

use crate::form::Cell;
use crate::language::Quantity;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;

/// A number with the text that it stands in.
pub(super) type Counted<'f> = (&'f Prose<'f>, &'f Quantity);

/// The numbers of the texts that a filter lets through, that say how many of what.
pub(super) fn counted<'f>(
    facts: &'f Facts<'_>,
    is_wanted: impl Fn(Cell) -> bool + 'f,
) -> impl Iterator<Item = Counted<'f>> {
    facts.texts.iter().filter(move |prose| is_wanted(prose.cell)).flat_map(|prose| {
        let amounts = prose.quantities.iter().filter(|quantity| {
            quantity.is_amount()
                && !quantity.unit.is_empty()
                && prose.unit(quantity) != "％"
                && !prose.is_change(quantity)
                && !is_of_another_time(prose, quantity)
        });
        amounts.map(move |quantity| (prose, quantity))
    })
}

/// Whether a number is of a year that the text names: 「令和4年度の214件」, 「520人から」.
fn is_of_another_time(prose: &Prose<'_>, quantity: &Quantity) -> bool {
    let before = &prose.as_str()[..quantity.number.start];
    let before = before.trim_end_matches(['は', '約']);
    let after = prose.as_str().get(quantity.unit.end..).unwrap_or_default();
    ["年度の", "年度に", "年の", "年度：", "年度　", "月末の", "当初の"]
        .iter()
        .any(|word| before.ends_with(word))
        || before.ends_with("年度")
        || after.starts_with("から")
}

/// Where else something stands: `12頁の成果`.
pub(super) fn where_is(prose: &Prose<'_>) -> String {
    prose.where_is()
}

//! 増減: whether what a sentence says of a change is so, and what would be.

use std::cmp::Ordering;
use std::ops::Range;

use super::comparison::Comparison;
use super::direction::{Direction, OPPOSITES, Said, is_about, is_rough};
use crate::language::script::{is_digit, to_full_width};
use crate::language::{Decimal, Quantity, are_one_unit, magnitude};
use crate::model::Digits;
use crate::proof::prose::Prose;

/// What should be said instead.
pub(super) struct Verdict {
    /// In a few words: 「34人減」.
    pub right: String,
    /// The parts of the text that would have to change for it, where no more than one is wrong.
    pub edit: Option<(Range<usize>, String)>,
}

/// What is wrong with a comparison, for an amount that was `before`.
pub(super) fn judge(prose: &Prose<'_>, comparison: &Comparison<'_>, before: Decimal) -> Option<Verdict> {
    let text = prose.as_str();
    let Comparison { now, change, said, .. } = comparison;
    let difference = now.value.minus(before)?;
    let goes = match difference.cmp(&Decimal::whole(0)) {
        Ordering::Less => Some(Direction::Down),
        Ordering::Equal => None,
        Ordering::Greater => Some(Direction::Up),
    };
    let rough = is_about(text, now) || comparison.before.is_some_and(|before| is_about(text, before));
    let wrong_way = said.as_ref().is_some_and(|said| Some(said.direction) != goes);
    let expected = match change {
        Some(change) if !rough && !is_rough(prose, change) => {
            Some(expected(prose, comparison, change, before, difference)?)
        }
        _ => None,
    };
    let wrong_amount = expected.as_ref().filter(|expected| !expected.fits);
    if rough && goes.is_none() || !wrong_way && wrong_amount.is_none() {
        return None;
    }
    let word = match (said, goes) {
        (None, _) => "",
        (_, Some(Direction::Up)) => "増",
        (_, Some(Direction::Down)) => "減",
        (_, None) => return Some(Verdict { right: "増減なし".to_owned(), edit: None }),
    };
    let right = expected.as_ref().map_or_else(
        || word.to_owned(),
        |Expected { value, unit, .. }| {
            let typed = change.filter(|change| prose.unit(change) == *unit);
            let value =
                typed.map_or_else(|| value.to_string(), |change| scaled_like(prose, &change.number, *value));
            format!("{value}{unit}{word}")
        },
    );
    let edit = match (wrong_amount, said, change) {
        (None, Some(said), _) => opposite(prose, said),
        (Some(Expected { value, unit, .. }), _, Some(change))
            if !wrong_way && prose.unit(change) == *unit =>
        {
            Some((change.number.clone(), typed_like(prose, &change.number, *value)))
        }
        _ => None,
    };
    Some(Verdict { right, edit })
}

/// How much a change should be.
struct Expected {
    value: Decimal,
    unit: String,
    fits: bool,
}

fn expected(
    prose: &Prose<'_>,
    comparison: &Comparison<'_>,
    change: &Quantity,
    before: Decimal,
    difference: Decimal,
) -> Option<Expected> {
    let (now, said) = (comparison.now, change.value);
    let (unit, of_unit) = (prose.unit(change), prose.unit(now));
    let difference = difference.abs();
    let is_rate = matches!(of_unit, "％" | "割" | "倍" | "ポイント");
    let expected = |value: Decimal, unit: &str, fits| Some(Expected { value, unit: unit.to_owned(), fits });
    let decimals = said.decimals();
    match unit {
        "％" if comparison.said.is_none() => {
            let share = now.value.share(before, 2, decimals)?;
            expected(share.rounded, unit, share.rounded == said)
        }
        "倍" => {
            let share = now.value.share(before, 0, decimals)?;
            // 「1.5倍増」 is said of both.
            let more = difference.share(before, 0, decimals)?;
            let is_more = prose.part(&change.tail).trim_start_matches('の').starts_with('増');
            let fits = [share.rounded, share.cut].contains(&said) || is_more && more.rounded == said;
            expected(share.rounded, unit, fits)
        }
        "％" if is_rate => {
            let share = difference.share(before, 2, decimals)?;
            expected(difference, "ポイント", difference == said || share.rounded == said)
        }
        "％" => {
            let share = difference.share(before, 2, decimals)?;
            expected(share.rounded, unit, share.rounded == said)
        }
        "割" => {
            let share = difference.share(before, 1, decimals)?;
            expected(share.rounded, unit, share.rounded == said || share.cut == said)
        }
        "ポイント" if is_rate => {
            let rounded = difference.share(Decimal::whole(1), 0, decimals)?;
            expected(difference, unit, rounded.rounded == said)
        }
        _ if are_one_unit(unit, of_unit) => expected(difference, unit, difference == said),
        _ => None,
    }
}

/// The opposite word at a place.
fn opposite(prose: &Prose<'_>, said: &Said) -> Option<(Range<usize>, String)> {
    let word = prose.part(&said.range);
    let other = OPPOSITES.iter().find_map(|&(up, down)| match word {
        word if word == up => Some(down),
        word if word == down => Some(up),
        _ => None,
    });
    other.map(|other| (said.range.clone(), other.to_owned()))
}

/// A number in 千, 万 or 億 as the one that stands there: 136千 for 136,000 beside 146千. Where it would need more decimals than that
/// has, it is written out.
pub(super) fn scaled_like(prose: &Prose<'_>, number: &Range<usize>, value: Decimal) -> String {
    let typed = prose.part(number);
    let digits = typed.trim_end_matches(|character| magnitude(character).is_some());
    let scale = &typed[digits.len()..];
    let scaled = value.over_ten_to(scale.chars().filter_map(magnitude).sum());
    let is_simple = !scale.is_empty() && !digits.contains(|character| magnitude(character).is_some());
    let decimals = Decimal::read(digits).map_or(0, Decimal::decimals);
    if is_simple && scaled.decimals() <= decimals { format!("{scaled}{scale}") } else { value.to_string() }
}

/// A number in the digits of the one that stands there.
pub(super) fn typed_like(prose: &Prose<'_>, number: &Range<usize>, value: Decimal) -> String {
    let typed = prose.part(number);
    let mut right = scaled_like(prose, number, value);
    let plain =
        typed.chars().filter(|character| is_digit(*character)).count() >= 4 && !typed.contains([',', '，']);
    if plain && typed.chars().all(is_digit) {
        right.retain(|character| character != ',');
    }
    let is_full = match prose.house_style.digits {
        Some(Digits::HalfWidth) => false,
        Some(Digits::SingleFullWidth) => right.chars().count() == 1,
        Some(Digits::FullWidth) | None => typed.contains(|character| matches!(character, '０'..='９')),
    };
    if is_full { right.chars().map(to_full_width).collect() } else { right }
}

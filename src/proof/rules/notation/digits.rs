//! The widths of the digits of a number, and marks that stand where its comma should.

use std::ops::Range;

use crate::form::Field;
use crate::language::script::{before, is_digit, is_katakana, to_full_width, to_half_width};
use crate::language::{Quantity, magnitude};
use crate::proof::prose::Prose;
use crate::proof::rule::Finding;

/// A number whose digits should be of one width, half or full.
pub(super) fn in_one_width(prose: &Prose<'_>, number: &Quantity, to_full: bool, message: &str) -> Finding {
    let width = if to_full { to_full_width } else { to_half_width };
    let typed = prose.part(&number.number).chars();
    // The point goes with the digits where they are half-width.
    let changes = |character| is_digit(character) || character == '．' && !to_full;
    let right: String =
        typed.map(|character| if changes(character) { width(character) } else { character }).collect();
    Finding::new(number.number.clone(), message).fix(right)
}

/// Whether one number has digits of both widths.
pub(super) fn is_mixed(prose: &Prose<'_>, number: &Quantity) -> bool {
    let typed = prose.part(&number.number);
    typed.chars().any(is_full_width_digit) && typed.chars().any(|character| character.is_ascii_digit())
}

pub(super) fn is_full_width_digit(character: char) -> bool {
    matches!(character, '０'..='９')
}

/// Whether each digit of a number stands alone: ５人, １万８千人.
pub(super) fn is_single(prose: &Prose<'_>, number: &Quantity) -> bool {
    prose
        .part(&number.number)
        .split(|character| magnitude(character).is_some())
        .all(|digits| digits.chars().count() <= 1)
}

/// Whether a number has a decimal point.
pub(super) fn is_decimal(prose: &Prose<'_>, number: &Quantity) -> bool {
    prose.part(&number.number).contains(['.', '．'])
}

/// Whether the width of a number is the writer's to choose: not in identifiers, names and marks of the scale, beside Latin letters, or in fractions,
/// nor where a number is torn.
pub(super) fn is_free(prose: &Prose<'_>, number: &Quantity) -> bool {
    if prose.is_in_identifier(&number.number) || torn(prose).any(|torn| torn.contains(&number.number.start)) {
        return false;
    }
    let text = prose.as_str();
    // A mark of the scale is a sign, whatever it looks like.
    if prose.cell.field == Field::Scale && number.number == (0..text.len()) {
        return false;
    }
    let mut left = text[..number.number.start].chars().rev();
    let mut right = text[number.number.end..].chars();
    let is_fixed = |beside: Option<char>, beyond: Option<char>| match beside.map(to_half_width) {
        Some('/' | '-' | '.' | ':') => beyond.is_some_and(is_digit),
        Some(character) => character.is_ascii_alphanumeric(),
        None => false,
    };
    let in_name = number.unit.is_empty() && before(text, number.number.start).is_some_and(is_katakana);
    !in_name && !is_fixed(left.next(), left.next()) && !is_fixed(right.next(), right.next())
}

/// Units of which there are only whole ones: 4.870人 is no number of people.
const WHOLE_UNITS: &[&str] = &[
    "人", "名", "件", "回", "円", "千円", "世帯", "枚", "冊", "部", "個", "本", "台", "団体", "戸", "通",
    "食", "点", "票", "袋", "箱", "か所", "箇所", "ヶ所", "店舗", "人分", "名分", "羽", "頭",
];

/// How many times the first part of a number at least the second is where they are one number: 5、500 and not 300、500.
const TORN: i64 = 20;

/// Where a point or a comma of sentences stands for the comma of thousands: 4.870人, 17、800円.
pub(super) fn torn<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Range<usize>> + 'p {
    let text = prose.as_str();
    let is_whole = |number: &Quantity| WHOLE_UNITS.contains(&prose.part(&number.unit));
    let groups = |typed: &str| -> Vec<usize> {
        typed.split(['.', '．']).map(|group| group.chars().filter(|&digit| is_digit(digit)).count()).collect()
    };
    let points = prose.quantities.iter().filter(move |number| {
        let typed = prose.part(&number.number);
        let plain = typed.chars().all(|character| is_digit(character) || matches!(character, '.' | '．'));
        plain
            && is_whole(number)
            && !typed.starts_with(['0', '０'])
            && matches!(groups(typed).as_slice(), [1..=3, 3])
    });
    let commas = prose.quantities.windows(2).filter_map(move |pair| {
        let [first, second] = pair else { return None };
        let typed = prose.part(&second.number);
        let digits =
            |number: &Quantity| prose.part(&number.number).chars().filter(|&digit| is_digit(digit)).count();
        let plain = |number: &Quantity| prose.part(&number.number).chars().all(is_digit);
        let (head, rest) = (first.value.to_whole()?, second.value.to_whole()?);
        let unit = prose.part(&second.unit);
        let last = before(text, first.number.start);
        // 「2、460,800円」, and 「2、016人」: no number begins with 0.
        let groups: Vec<usize> =
            typed.split(',').map(|group| group.chars().filter(|&one| is_digit(one)).count()).collect();
        let is_rest = groups.len() > 1 && groups.iter().all(|&count| count == 3) && !unit.is_empty()
            || typed.starts_with('0') && digits(second) == 3 && plain(second) && is_whole(second);
        let is_named = matches!(last, Some('第' | '，' | ',' | '・'))
            || last.is_some_and(|last| is_katakana(last) || last.is_ascii_alphanumeric())
            || ["令和", "平成", "昭和"].iter().any(|era| text[..first.number.start].ends_with(era));
        // Two numbers of a list are round, or near each other.
        let is_odd = rest % 10 != 0 && (head % 10 != 0 || head < 10)
            || head > rest && head % 100 != 0
            || rest >= head * TORN
            || rest < 100;
        let is_measured = is_whole(second)
            || matches!(unit, "t" | "kg" | "km" | "m" | "ha" | "kWh" | "万円" | "㎡" | "尾" | "組");
        let torn = text.get(first.number.end..second.number.start) == Some("、")
            && plain(first)
            && (1..=3).contains(&digits(first))
            && head > 0
            && !is_named
            && (is_rest
                || plain(second) && digits(second) == 3 && is_measured && last != Some('、') && is_odd);
        torn.then_some(first.number.start..second.number.end)
    });
    points.map(|number| number.number.clone()).chain(commas)
}

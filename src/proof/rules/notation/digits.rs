//! The widths of the digits of a number.

use crate::language::script::{before, is_digit, is_katakana, to_full_width, to_half_width};
use crate::language::{Quantity, magnitude};
use crate::proof::prose::Prose;
use crate::proof::rule::Slip;

pub(super) fn slip(prose: &Prose<'_>, number: &Quantity, to_full: bool, message: &str) -> Slip {
    let width = if to_full { to_full_width } else { to_half_width };
    let typed = prose.part(&number.number).chars();
    let right: String =
        typed.map(|character| if is_digit(character) { width(character) } else { character }).collect();
    Slip::new(number.number.clone(), message).fix(right)
}

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

/// Whether the width of a number is the writer's to choose: not in names, beside Latin letters, or in fractions.
pub(super) fn is_free(prose: &Prose<'_>, number: &Quantity) -> bool {
    let text = prose.as_str();
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

//! The numbers with which items begin.

use crate::language::script::digit;

/// The kinds of numbers that begin an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    Circled,
    Bracketed,
}

/// The number with which a line begins, and its length in bytes.
pub(super) fn item_number(line: &str) -> Option<((Style, u32), usize)> {
    let first = line.chars().next()?;
    if let circled @ '①'..='⑳' = first {
        return Some(((Style::Circled, u32::from(circled) - u32::from('①') + 1), first.len_utf8()));
    }
    let inner = line.strip_prefix(['（', '('])?;
    let end = inner.find(['）', ')'])?;
    let number =
        inner[..end].chars().try_fold(0, |number, character| Some(number * 10 + digit(character)?))?;
    let closing = inner[end..].chars().next().map_or(0, char::len_utf8);
    (end > 0 && number < 100).then_some(((Style::Bracketed, number), first.len_utf8() + end + closing))
}

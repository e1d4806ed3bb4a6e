//! The numbers with which items begin.

use crate::language::script::{digit, is_digit};

/// The kinds of numbers that begin an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// ①
    Circled,
    /// （１）
    Bracketed,
    /// １） or 1)
    Closed,
    /// １． or 1.
    Dotted,
}

/// The most digits of an item's number; what has more is a number of something else.
const MOST_DIGITS: usize = 2;

/// The number with which a line begins, and its length in bytes.
pub(super) fn item_number(line: &str) -> Option<((Style, u32), usize)> {
    let first = line.chars().next()?;
    if let circled @ '①'..='⑳' = first {
        return Some(((Style::Circled, u32::from(circled) - u32::from('①') + 1), first.len_utf8()));
    }
    let opens = matches!(first, '（' | '(');
    let inner = if opens { &line[first.len_utf8()..] } else { line };
    let (mut number, mut length, mut count) = (0, 0, 0);
    for (character, value) in inner.chars().map_while(|character| Some((character, digit(character)?))) {
        count += 1;
        if count > MOST_DIGITS {
            return None;
        }
        number = number * 10 + value;
        length += character.len_utf8();
    }
    let sign = inner[length..].chars().next()?;
    let rest = &inner[length + sign.len_utf8()..];
    let style = match sign {
        '）' | ')' if opens => Style::Bracketed,
        '）' | ')' => Style::Closed,
        '．' | '.' if !opens && !rest.starts_with(is_digit) => Style::Dotted,
        _ => return None,
    };
    (count > 0).then_some(((style, number), line.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_small_numbers_count_items() {
        for (line, expected) in [
            ("③講座", Some((Style::Circled, 3))),
            ("（１２）講座", Some((Style::Bracketed, 12))),
            ("2)講座", Some((Style::Closed, 2))),
            ("２．講座", Some((Style::Dotted, 2))),
            ("2.5倍", None),
            ("（4294967297）配食", None),
            ("2023年", None),
            ("（）", None),
            ("(5人)", None),
            ("", None),
        ] {
            assert_eq!(item_number(line).map(|(number, _)| number), expected, "{line}");
        }
    }
}

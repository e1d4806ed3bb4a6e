//! The telephone numbers of a text.

use std::ops::Range;

use super::script::{before, digit, is_digit, to_half_width};

/// A telephone number as typed: three groups of digits, of which the first begins with 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextPhone {
    /// All of it, without a bracket before.
    pub range: Range<usize>,
    /// The digits of its groups, half-width.
    pub groups: Vec<String>,
}

/// What joins the groups.
const JOINTS: &str = "-－ー―‐−–—";

impl TextPhone {
    /// What looks like a telephone number, whether there can be such a number or not.
    pub fn all(text: &str) -> Vec<Self> {
        let mut phones: Vec<Self> = Vec::new();
        for (at, character) in text.char_indices() {
            let begins = digit(character) == Some(0)
                && phones.last().is_none_or(|last| last.range.end <= at)
                && before(text, at).is_none_or(|before| !is_part(before));
            if begins {
                phones.extend(Self::read(text, at));
            }
        }
        phones
    }

    fn read(text: &str, start: usize) -> Option<Self> {
        let mut groups = vec![String::new()];
        let mut characters = text[start..].char_indices().peekable();
        let mut end = start;
        while let Some((at, character)) = characters.next() {
            let next_is_digit = characters.peek().is_some_and(|&(_, next)| is_digit(next));
            if let Some(value) = digit(character) {
                groups.last_mut()?.push(char::from_digit(value, 10)?);
                end = start + at + character.len_utf8();
            } else if next_is_digit && (JOINTS.contains(character) || "()（）".contains(character)) {
                // 「0495-22-1234（5人）」
                if groups.len() == 3 {
                    break;
                }
                groups.push(String::new());
            } else {
                break;
            }
        }
        let rest = &text[end..];
        let goes_on = rest
            .starts_with(|next| JOINTS.contains(next) && next != 'ー' && next != '―' && next != '—')
            && rest.chars().nth(1).is_some_and(is_digit)
            || rest.chars().next().is_some_and(|next| to_half_width(next).is_ascii_alphanumeric());
        let digits: usize = groups.iter().map(String::len).sum();
        // What begins as only a telephone number does is one even where much of it is lost.
        let services = ["0120", "0800", "0570", "070", "080", "090", "050"];
        let shortest = if services.contains(&groups[0].as_str()) { 2 } else { 3 };
        let looks = match groups.as_slice() {
            [area, middle, last] => {
                (2..=5).contains(&area.len())
                    && !middle.is_empty()
                    && (shortest..=5).contains(&last.len())
                    && (8..=13).contains(&digits)
            }
            [one] => (10..=11).contains(&one.len()),
            _ => false,
        };
        (looks && !goes_on && !groups[0].starts_with("00")).then_some(Self { range: start..end, groups })
    }

    /// The digits of all groups.
    pub fn digits(&self) -> String {
        self.groups.concat()
    }

    /// Whether its owner pays for the call, or many lines answer it.
    pub fn is_service(&self) -> bool {
        ["0120", "0800", "0570", "0180", "0990"].iter().any(|prefix| self.digits().starts_with(prefix))
    }

    /// Whether it is carried along.
    pub fn is_mobile(&self) -> bool {
        let digits = self.digits();
        digits.len() == 11 && ["060", "070", "080", "090"].iter().any(|prefix| digits.starts_with(prefix))
    }

    /// How many digits a number that begins like it has.
    pub fn expected_digits(&self) -> usize {
        let digits = self.digits();
        let eleven = ["0800", "020", "050", "070", "080", "090"];
        let is_long = eleven.iter().any(|prefix| digits.starts_with(prefix));
        if is_long || self.is_mobile() { 11 } else { 10 }
    }

    /// Whether the groups are those of such a number, where it has all its digits.
    pub fn is_well_grouped(&self) -> bool {
        let lengths: Vec<usize> = self.groups.iter().map(String::len).collect();
        match lengths.as_slice() {
            [_] => true,
            _ if self.is_service() => lengths[0] == 4 || lengths[0] == 3,
            [area, _, last] if self.expected_digits() == 11 => *area == 3 && *last == 4,
            [.., last] => *last == 4,
            [] => false,
        }
    }
}

fn is_part(character: char) -> bool {
    is_digit(character)
        || JOINTS.contains(character) && character != 'ー'
        || to_half_width(character).is_ascii_alphanumeric()
        || "./:．：／,，@＠_=".contains(character)
}

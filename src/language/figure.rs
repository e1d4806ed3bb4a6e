//! The figures of a text: numbers as they are typed, with what belongs to them.

use std::ops::Range;

use super::counters::COUNTERS;
use super::decimal::magnitude;
use super::script::is_digit;

/// A number of a text. All ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    /// What belongs to the number after it, 第 or 延べ; empty if there is nothing.
    pub prefix: Range<usize>,
    /// Digits of either width, with separators and a point between them, and 百, 千, 万, 億, 兆 after them.
    pub number: Range<usize>,
    /// The unit or counter right after it, or after a space; empty if there is none that we know.
    pub unit: Range<usize>,
}

/// What belongs to the number after it.
const PREFIXES: &[&str] = &["令和", "平成", "昭和", "第", "約", "全", "延べ", "計"];

impl Figure {
    /// The figures of a text in order.
    pub(crate) fn all(text: &str) -> impl Iterator<Item = Self> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at + text[at..].find(is_digit)?;
            let end = number_end(text, start);
            let prefix = longest(PREFIXES, |prefix| text[..start].ends_with(prefix));
            let unit = unit_after(text, end);
            at = unit.end;
            Some(Self { prefix: start - prefix..start, number: start..end, unit })
        })
    }
}

/// The end of the number that begins with the digit at `start`.
fn number_end(text: &str, start: usize) -> usize {
    let mut characters = text[start..].char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let before_digit = characters.peek().is_some_and(|&(_, next)| is_digit(next));
        let belongs = is_digit(character)
            || magnitude(character).is_some()
            || matches!(character, ',' | '，' | '.' | '．') && before_digit;
        if !belongs {
            return start + at;
        }
    }
    text.len()
}

/// The longest counter that fits, for a number that ends at `end`.
fn unit_after(text: &str, end: usize) -> Range<usize> {
    let counter = |from: usize| longest(&COUNTERS, |counter| text[from..].starts_with(counter));
    // 「13 件」
    let space =
        text[end..].chars().next().filter(|next| matches!(next, ' ' | '　')).map_or(0, char::len_utf8);
    let places = [end, end + space].into_iter().map(|start| start..start + counter(start));
    places.into_iter().find(|unit| !unit.is_empty()).unwrap_or(end..end)
}

/// The length of the longest of some words that fits.
fn longest(words: &[&str], fits: impl Fn(&str) -> bool) -> usize {
    words.iter().filter(|word| fits(word)).map(|word| word.len()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Figure;

    /// Prefix, number and unit of each figure.
    fn read(text: &str) -> Vec<[&str; 3]> {
        Figure::all(text)
            .map(|Figure { prefix, number, unit }| [prefix, number, unit].map(|range| &text[range]))
            .collect()
    }

    #[test]
    fn a_figure_is_all_that_belongs_to_a_number() {
        assert_eq!(read("延べ1万8千人が参加"), [["延べ", "1万8千", "人"]]);
        assert_eq!(read("会費5千円、3億2,000万円"), [["", "5千", "円"], ["", "3億2,000万", "円"]]);
        assert_eq!(read("第２回は13 件、３日間"), [["第", "２", "回"], ["", "13", "件"], ["", "３", "日間"]]);
        assert_eq!(read("16/17（94.1％）"), [["", "16", ""], ["", "17", ""], ["", "94.1", "％"]]);
        assert_eq!(read("令和５年、５，千円"), [["令和", "５", "年"], ["", "５", ""]]);
        assert_eq!(read("①千円ずつ"), [[""; 3]; 0]);
    }
}

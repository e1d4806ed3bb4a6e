//! The times of day in a text.

use std::ops::Range;

use super::counters::COUNTERS;
use super::scanner::{Part, Scanner};
use super::script::{before, is_digit, to_half_width};

/// A time of day as typed: 午後１時30分, 9時半, 10:00.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextTime {
    /// All of it.
    pub range: Range<usize>,
    /// Whether 午前 or 午後 stands before it, and whether that is 午後.
    pub half: Option<bool>,
    /// The hour.
    pub hour: Part,
    /// The minute, if one is typed.
    pub minute: Option<Part>,
    /// Whether it is written with a colon.
    pub has_colon: bool,
}

impl TextTime {
    /// The times of a text in order.
    pub fn all(text: &str) -> Vec<Self> {
        let mut times: Vec<Self> = Vec::new();
        for (at, _) in text.char_indices().filter(|&(_, character)| is_digit(character)) {
            if times.last().is_none_or(|last| last.range.end <= at) {
                times.extend(Self::read(text, at));
            }
        }
        times
    }

    fn read(text: &str, at: usize) -> Option<Self> {
        let mut scanner = Scanner::new(text, at);
        let hour = scanner.number()?;
        if before(text, at).is_some_and(|before| {
            ".,．，:：/／-－".contains(before) || to_half_width(before).is_ascii_alphanumeric()
        }) {
            // A dash before a time is that of a range: 「9:00-17:00」.
            let is_range = text[..at].ends_with(['-', '－'])
                && text[..at]
                    .trim_end_matches(['-', '－'])
                    .ends_with(|last| is_digit(last) || last == '分' || last == '時');
            if !is_range {
                return None;
            }
        }
        let (minute, has_colon) = if scanner.eat_char(":：").is_some() {
            let minute = scanner.number().filter(|minute| text[minute.range.clone()].chars().count() == 2)?;
            let goes_on = scanner.peek().is_some_and(|next| {
                ":：.,，．%％/／".contains(next) || to_half_width(next).is_ascii_alphanumeric()
            });
            // 「令和４：75件」
            if goes_on || COUNTERS.iter().any(|counter| scanner.rest().starts_with(counter)) {
                return None;
            }
            (Some(minute), true)
        } else if scanner.eat("時") {
            if scanner.rest().starts_with('間') {
                return None;
            }
            let mut ahead = scanner;
            let minute = ahead.number().filter(|_| ahead.eat("分"));
            if minute.is_some() {
                scanner = ahead;
            } else {
                scanner.eat("半");
            }
            (minute, false)
        } else {
            return None;
        };
        let lead = text[..at].trim_end_matches([' ', '　']);
        let half = [("午前", false), ("午後", true)].into_iter().find(|(word, _)| lead.ends_with(word));
        let start = half.map_or(at, |(word, _)| lead.len() - word.len());
        Some(Self { range: start..scanner.at(), half: half.map(|(_, half)| half), hour, minute, has_colon })
    }

    /// Minutes from midnight, as far as the text says.
    pub fn minutes(&self) -> u32 {
        let hour = match self.half {
            Some(true) if self.hour.value < 12 => self.hour.value + 12,
            Some(false) if self.hour.value == 12 => 0,
            _ => self.hour.value,
        };
        hour * 60 + self.minute.as_ref().map_or(0, |minute| minute.value)
    }
}

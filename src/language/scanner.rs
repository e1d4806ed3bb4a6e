//! A cursor in a text, for what is read from left to right.

use std::ops::Range;

use super::script::{after, before, digit, is_digit};

/// A place in a text. What is not read leaves it where it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

/// A number of a date or time, with the bytes of its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its digits.
    pub range: Range<usize>,
    /// Its value.
    pub value: u32,
}

/// The most digits of a number of a date; more are a number of something else.
const MOST_DIGITS: usize = 4;

impl<'t> Scanner<'t> {
    /// At a place of a text.
    pub fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// A few bytes after another.
    pub fn new_after(other: &Self, bytes: usize) -> Self {
        Self { at: other.at + bytes, ..*other }
    }

    /// Where it is.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The character to be read next.
    pub fn peek(&self) -> Option<char> {
        after(self.text, self.at)
    }

    /// Reads a word, if it is there.
    pub fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Reads the first of some words that is there.
    pub fn eat_any<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        words.iter().copied().find(|word| self.eat(word))
    }

    /// Reads one of some characters.
    pub fn eat_char(&mut self, characters: &str) -> Option<char> {
        let found = self.peek().filter(|found| characters.contains(*found))?;
        self.at += found.len_utf8();
        Some(found)
    }

    /// Reads spaces of either width.
    pub fn skip_spaces(&mut self) {
        while self.eat_char(" 　").is_some() {}
    }

    /// Reads a whole number of a few digits of either width, that is no part of a longer one.
    pub fn number(&mut self) -> Option<Part> {
        let start = self.at;
        if before(self.text, start).is_some_and(is_digit) {
            return None;
        }
        let (mut value, mut count) = (0, 0);
        while let Some(found) = self.peek().and_then(|next| digit(next).map(|digit| (next, digit))) {
            count += 1;
            if count > MOST_DIGITS {
                self.at = start;
                return None;
            }
            value = value * 10 + found.1;
            self.at += found.0.len_utf8();
        }
        (count > 0).then_some(Part { range: start..self.at, value })
    }
}

/// Where a date or year may begin: at a digit, or at the name of an era before one.
pub(crate) fn starts(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices()
        .filter(|&(_, character)| is_digit(character) || "明大昭平令SHRＳＨＲ".contains(character))
        .map(|(at, _)| at)
}

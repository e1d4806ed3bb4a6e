//! The scripts of Japanese, the widths of characters, and the lines and sentences of a text.

use std::ops::Range;

/// 漢字, with 々.
pub(crate) fn is_kanji(character: char) -> bool {
    matches!(character, '一'..='鿿' | '㐀'..='䶿' | '々')
}

/// Hiragana.
pub(crate) fn is_hiragana(character: char) -> bool {
    matches!(character, 'ぁ'..='ゖ')
}

/// Katakana, with the mark of a long vowel.
pub(crate) fn is_katakana(character: char) -> bool {
    matches!(character, 'ァ'..='ヺ' | 'ー')
}

/// A letter of Japanese.
pub(crate) fn is_japanese(character: char) -> bool {
    is_kanji(character) || is_hiragana(character) || is_katakana(character)
}

/// A digit's value, half-width or full-width.
pub(crate) fn digit(character: char) -> Option<u32> {
    match character {
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        other => other.to_digit(10),
    }
}

/// A digit of either width.
pub(crate) fn is_digit(character: char) -> bool {
    digit(character).is_some()
}

/// A full-width form of ASCII.
pub(crate) fn is_full_width(character: char) -> bool {
    matches!(character, '！'..='～')
}

/// The half-width form of a character that has one in ASCII.
pub(crate) fn to_half_width(character: char) -> char {
    if is_full_width(character) {
        char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
    } else {
        character
    }
}

/// The full-width form of an ASCII character.
pub(crate) fn to_full_width(character: char) -> char {
    if character.is_ascii_graphic() {
        char::from_u32(u32::from(character) + 0xFEE0).unwrap_or(character)
    } else {
        character
    }
}

/// The longest runs of characters of a kind.
pub(crate) fn runs(text: &str, kind: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices().filter(|&(_, character)| kind(character)) {
        let end = at + character.len_utf8();
        match runs.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => runs.push(at..end),
        }
    }
    runs
}

/// The character before a place.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character at a place.
pub(crate) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The lines of a text with the place where each begins.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let at = start;
        start += line.len() + 1;
        (at, line)
    })
}

/// The sentences of a text, each with its stop and the place where it begins. What stands on a line without a stop is one too.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    lines(text).flat_map(|(start, line)| {
        let mut at = start;
        line.split_inclusive('。').map(move |sentence| {
            let begin = at;
            at += sentence.len();
            (begin, sentence)
        })
    })
}

/// The last characters of a sentence that begins at `start`.
pub(crate) fn last_characters(start: usize, sentence: &str, count: usize) -> Range<usize> {
    let from = sentence.char_indices().rev().nth(count).map_or(0, |(at, _)| at);
    start + from..start + sentence.len()
}

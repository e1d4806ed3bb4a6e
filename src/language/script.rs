//! The scripts of Japanese, the widths of characters, and the lines and sentences of a text.

use std::borrow::Cow;
use std::ops::Range;

use super::radicals::kanji_of_radical;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// 漢字, with 々.
pub(crate) fn is_kanji(character: char) -> bool {
    matches!(character, '一'..='鿿' | '㐀'..='䶿' | '々')
}

/// A character that may be followed by a selector of its shape: 漢字, rare ones and those kept for older standards too.
pub(crate) fn is_ideograph(character: char) -> bool {
    is_kanji(character) || matches!(character, '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
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

/// A text without white space, in one width.
pub(crate) fn squeezed(text: &str) -> String {
    text.nfkc().filter(|character| !character.is_whitespace()).collect()
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

/// A number as documents print it: one digit full-width, more digits half-width.
pub(crate) fn printed_number(number: u32) -> String {
    char::from_digit(number, 10).map_or_else(|| number.to_string(), |digit| to_full_width(digit).into())
}

/// Whether a character says which shape of the one before it is meant (異体字セレクタ).
pub(crate) fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// What a character is made of where it is one sign for several or for another: `ha` of ㏊, ⑧ of ➇.
pub(crate) fn plain_form(character: char) -> Option<String> {
    // The circled digits of ornamental type, which Unicode holds for signs of their own.
    let digit = match character {
        '\u{2776}'..='\u{277F}' => u32::from(character) - 0x2776,
        '\u{2780}'..='\u{2789}' => u32::from(character) - 0x2780,
        '\u{278A}'..='\u{2793}' => u32::from(character) - 0x278A,
        '\u{24F5}'..='\u{24FE}' => u32::from(character) - 0x24F5,
        _ => {
            let plain: String = std::iter::once(character).nfkc().collect();
            return (!plain.chars().eq([character])).then_some(plain);
        }
    };
    char::from_u32(u32::from('①') + digit).map(String::from)
}

/// What input methods and word processors put in the place of a sign of code, besides its full-width form.
const TYPED_FOR: &[(char, &str)] = &[
    ('“', "\""),
    ('”', "\""),
    ('‘', "\""),
    ('’', "\""),
    ('「', "\""),
    ('」', "\""),
    ('、', ","),
    ('−', "-"),
    ('–', "-"),
    ('—', "-"),
    ('×', "*"),
    ('÷', "/"),
];

/// The ASCII that is meant by a character where only ASCII can stand: `mm` by ㎜, `,` by 「、」.
pub(crate) fn ascii_meant(typed: char) -> Option<String> {
    let sign = TYPED_FOR.iter().find(|(sign, _)| *sign == typed).map(|(_, meant)| (*meant).to_owned());
    sign.or_else(|| plain_form(typed).filter(|plain| plain.is_ascii()))
}

/// A text with its marks composed: the one form in which words are compared. Some systems type 「が」 as two characters.
pub(crate) fn composed(text: &str) -> Cow<'_, str> {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Signs that nobody tells apart by looking, each group in its own line.
const ALIKE: &[&[char]] = &[
    &['ー', '－', '―', '‐', '─', '−', '–', '—', '一', '-'],
    &['～', '〜', '∼'],
    &['カ', '力'],
    &['タ', '夕'],
    &['ニ', '二'],
    &['ロ', '口'],
    &['ト', '卜'],
    &['ハ', '八'],
    &['エ', '工'],
    &['チ', '千'],
    &['ヘ', 'へ'],
    &['ベ', 'べ'],
    &['ペ', 'ぺ'],
    &['リ', 'り'],
];

/// Whether two characters look alike on the screen and are different ones.
fn look_alike(one: char, other: char) -> bool {
    let normal = |character: char| character.nfkc().next();
    let widths = is_full_width(one) || is_full_width(other) || matches!(one, '｡'..='ﾟ');
    one != other
        && (ALIKE.iter().any(|group| group.contains(&one) && group.contains(&other))
            || kanji_of_radical(one).is_some_and(|(kanji, _)| kanji == other)
            || !widths && one.is_alphanumeric() && !one.is_ascii() && normal(one) == normal(other))
}

/// What tells two spellings apart whose first difference cannot be seen.
pub(crate) fn code_points(wrong: &str, right: &str) -> Option<String> {
    let (one, other) = wrong.chars().zip(right.chars()).find(|(one, other)| one != other)?;
    look_alike(one, other).then(|| {
        format!(
            "形の似た別の字です。今は U+{:04X}、正しいのは U+{:04X} です。",
            u32::from(one),
            u32::from(other)
        )
    })
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

/// The sentence in which a place stands, and where it begins.
pub(crate) fn sentence_at(text: &str, at: usize) -> (usize, &str) {
    sentences(text).take_while(|(start, _)| *start <= at).last().unwrap_or((0, text))
}

/// The last characters of a sentence that begins at `start`.
pub(crate) fn last_characters(start: usize, sentence: &str, count: usize) -> Range<usize> {
    let from = sentence.char_indices().rev().nth(count).map_or(0, |(at, _)| at);
    start + from..start + sentence.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_told_apart_by_its_code_points() {
        let told = |wrong, right| code_points(wrong, right).is_some();
        assert!(told("ホームペ一ジ", "ホームページ") && told("9〜12", "9～12") && told("⻑", "長"));
        assert!(
            code_points("⼀", "一").is_some_and(|hint| hint.contains("U+2F00") && hint.contains("U+4E00"))
        );
        assert!(
            !told("１２", "12") && !told("ｻﾛﾝ", "サロン") && !told("取り組み", "取組") && !told("。。", "。")
        );
    }

    #[test]
    fn a_text_has_one_form_to_compare() {
        assert_eq!(composed("か\u{3099}くしゅう"), "がくしゅう");
        assert!(matches!(composed("学習"), Cow::Borrowed(_)));
    }
}

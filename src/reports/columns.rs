//! Texts in columns, for a terminal, where 漢字 and kana take two places.

use crate::language::script::is_variation_selector;

/// How many places a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// A text with spaces behind it, up to so many places.
pub(super) fn pad(text: &str, wanted: usize) -> String {
    format!("{text}{}", " ".repeat(wanted.saturating_sub(columns(text))))
}

/// A text with spaces before it, up to so many places.
pub(super) fn pad_left(text: &str, wanted: usize) -> String {
    format!("{}{text}", " ".repeat(wanted.saturating_sub(columns(text))))
}

/// The places of a character, by its East Asian Width. What may be of either width is wide in the fonts of Japanese terminals.
fn width(character: char) -> usize {
    match character {
        _ if is_variation_selector(character) => 0,
        // Marks that stand on the character before, and what joins two.
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{3099}' | '\u{309A}' => 0,
        '\u{1100}'..='\u{115F}'
        // Dashes, dots, arrows, signs, numbers in circles, boxes.
        | '\u{2010}'..='\u{203B}'
        | '\u{2103}'..='\u{27BF}'
        // Radicals to full-width forms, without half-width katakana.
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kanji_and_kana_take_two_places() {
        for (text, places) in [
            ("", 0),
            ("R5", 2),
            ("令和５年度", 10),
            ("ｻﾛﾝ", 3),
            ("か\u{3099}", 2),
            ("①～（１）", 10),
            ("葛\u{E0100}", 2),
        ] {
            assert_eq!(columns(text), places, "{text}");
        }
        assert_eq!(pad("頁", 4) + "|", "頁  |");
        assert_eq!(pad_left("12", 4), "  12");
        assert_eq!(pad("声かけ", 2), "声かけ");
    }
}

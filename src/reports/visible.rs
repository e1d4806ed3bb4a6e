//! Characters that a terminal obeys, made visible: what somebody typed into a record must not move the cursor, colour the screen
//! or turn the writing round.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with a sign for each character that would be obeyed and not be seen.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, |character, out| match character {
        '\0'..='\u{1F}' => out.extend(char::from_u32(u32::from(character) + 0x2400)),
        '\u{7F}' => out.push('␡'),
        _ => {
            let _ = write!(out, "[U+{:04X}]", u32::from(character));
        }
    })
}

/// JSON that is shown on a terminal: the same characters, in its own way of spelling them.
pub(super) fn visible_json(json: &str) -> String {
    let escaped = replaced(json, |character, out| {
        for unit in character.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    });
    escaped.into_owned()
}

fn replaced(text: &str, spell: impl Fn(char, &mut String)) -> Cow<'_, str> {
    let Some(first) = text.find(is_obeyed) else { return Cow::Borrowed(text) };
    let mut out = text[..first].to_owned();
    for (at, character) in text[first..].char_indices().map(|(at, character)| (first + at, character)) {
        // What ends a line of a file from Windows.
        let ends_line = character == '\r' && text[at + 1..].starts_with('\n');
        if is_obeyed(character) && !ends_line {
            spell(character, &mut out);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// Controls of the C0 and C1 sets, and Unicode's of the direction of writing, of lines, and of nothing.
fn is_obeyed(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{61C}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E007F}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_seen() {
        assert_eq!(
            visible("赤\u{1B}[31mい\u{7}\u{9B}2J\u{202E}い\r\nろ\rは\t"),
            "赤␛[31mい␇[U+009B]2J[U+202E]い\r\nろ␍は\t"
        );
        assert!(matches!(visible("㍿かがき、👨‍👩‍👧\n"), Cow::Borrowed(_)));
        assert_eq!(visible_json("\"\u{9B}\u{E0001}\"\n"), "\"\\u009b\\udb40\\udc01\"\n");
    }
}

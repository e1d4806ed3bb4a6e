//! Findings as a list with boxes to tick, to be pasted into a chat or an issue.

use std::fmt::Write;

use super::sheets::Sheets;
use crate::diagnostics::{Diagnostic, Diagnostics, Excerpt, Location, file_name};

/// Signs that mean something to Markdown wherever they stand.
const SIGNS: &[char] = &['\\', '`', '*', '_', '[', '<', '|', '~', '&', '$'];

/// Writes the findings sheet by sheet, each with a box to tick.
#[must_use]
pub fn to_markdown(found: &Diagnostics, sheets: &Sheets) -> String {
    let mut list = String::new();
    for (group, diagnostics) in sheets.group(found) {
        if let Some(heading) = sheets.heading(&group) {
            let _ = writeln!(list, "## {}\n", escaped(&heading));
        }
        for diagnostic in diagnostics {
            write_item(&mut list, diagnostic, sheets);
        }
        list.push('\n');
    }
    if list.is_empty() {
        list.push_str("見直す所はありません。");
    }
    list.truncate(list.trim_end().len());
    list
}

fn write_item(list: &mut String, diagnostic: &Diagnostic, sheets: &Sheets) {
    let Diagnostic { code, message, label, .. } = diagnostic;
    let field = sheets.field(diagnostic).map(|field| format!("{} ", escaped(&field))).unwrap_or_default();
    let (excerpt, place) = match &diagnostic.location {
        Location::None => (String::new(), String::new()),
        Location::File(path) => (String::new(), format!(" {}", escaped(&file_name(path)))),
        Location::Place(place) => {
            let Excerpt { before, marked, after } = place.excerpt();
            let file = escaped(&file_name(place.source().path()));
            (
                format!("「{}」 ", escaped(&format!("{before}[{marked}]{after}"))),
                format!(" {file} {} 行目", place.start().line),
            )
        }
    };
    let _ = writeln!(list, "- [ ] {field}{excerpt}{}（{code}{place}）", escaped(message));
    for line in label.iter().map(ToString::to_string).chain(diagnostic.advice()) {
        let _ = writeln!(list, "  - {}", escaped(&line));
    }
}

/// Signs with which sites make links of what is typed: `@name` calls somebody, `#12` and an address become links. A backslash does
/// not stop them; a character that nobody sees does.
const CALLING: &[char] = &['@', '#', ':'];

/// Parts two characters for a program and not for the eye.
const WORD_JOINER: char = '\u{2060}';

/// A text that is nothing but text, on one line. It never begins a line, so what Markdown sees only there stays as it is.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            // Inside a word an underscore is one.
            '_' if is_inside_word(&escaped, characters.peek()) => escaped.push('_'),
            sign if SIGNS.contains(&sign) => escaped.extend(['\\', sign]),
            sign if CALLING.contains(&sign) => {
                escaped.push(sign);
                if characters.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '/') {
                    escaped.push(WORD_JOINER);
                }
            }
            // `www.example.jp` is a link without a scheme.
            'w' | 'W' if escaped.to_ascii_lowercase().ends_with("ww") => {
                escaped.extend([character, WORD_JOINER]);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

fn is_inside_word(before: &str, next: Option<&char>) -> bool {
    before.ends_with(char::is_alphanumeric) && next.is_some_and(|next| next.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_no_markup() {
        assert_eq!(escaped("*[x](y)* <b>\n# 1"), "\\*\\[x](y)\\* \\<b> # 1");
        assert_eq!(escaped("_x_ R5/akiya-riyou_2.yaml +1!"), "\\_x\\_ R5/akiya-riyou_2.yaml +1!");
    }

    #[test]
    fn nobody_is_called_and_nothing_is_linked() {
        assert_eq!(escaped("@all #12"), "@\u{2060}all #\u{2060}12");
        assert_eq!(escaped("a@example.jp"), "a@\u{2060}example.jp");
        assert_eq!(escaped("https://example.jp"), "https:\u{2060}//example.jp");
        assert_eq!(escaped("www.example.jp"), "www\u{2060}.example.jp");
    }

    #[test]
    fn figures_and_marks_stay_as_they_are() {
        assert_eq!(escaped("延べ１２回（40%）。"), "延べ１２回（40%）。");
    }
}

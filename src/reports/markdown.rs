//! Findings as a list with boxes to tick, to be pasted into a chat or an issue.

use std::fmt::Write;

use super::sheets::Sheets;
use crate::diagnostics::{Diagnostic, Diagnostics, Excerpt, Location, file_name};

/// Signs that mean something to Markdown, or to those who read it on.
const SIGNS: &[char] = &[
    '\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '(', ')', '#', '+', '-', '!', '|', '~', '&', '$', '@',
    ':',
];

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
        Location::File(path) => (String::new(), escaped(&file_name(path))),
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

/// A text that is nothing but text, on one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            sign if SIGNS.contains(&sign) => escaped.extend(['\\', sign]),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_no_markup() {
        assert_eq!(escaped("*[x](y)* <b> @all\n# 1"), "\\*\\[x\\]\\(y\\)\\* \\<b\\> \\@all \\# 1");
        assert_eq!(escaped("延べ１２回（40%）。"), "延べ１２回（40%）。");
    }
}

//! A table as CSV: UTF-8 with a byte order mark and CR LF, as the spreadsheets of offices open it.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};
use unicode_normalization::UnicodeNormalization as _;

use super::cell::Cell;
use super::table::Table;

/// Tells spreadsheets that the file is UTF-8.
const MARK: &str = "\u{FEFF}";

/// What stands before a text that a spreadsheet would run, as in a spreadsheet itself; and, so that it can be taken away again,
/// before one that begins with it.
const GUARD: char = '\'';

/// With what a cell begins that a spreadsheet runs as a formula.
const STARTS: [char; 4] = ['=', '+', '-', '@'];

/// The file of a table: RFC 4180, in which a value with a comma or a quotation mark is quoted; none has a line break.
pub(super) fn bytes(table: &Table) -> Vec<u8> {
    let names = table.heads.iter().map(|head| head.name.as_str().into()).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
    written(std::iter::once(names).chain(rows))
}

fn written<'c>(records: impl Iterator<Item = Vec<Cow<'c, str>>>) -> Vec<u8> {
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    for record in records {
        // Memory takes all, and the records of a table are of one length.
        let _ = csv.write_record(record.iter().map(|value| value.as_bytes()));
    }
    csv.into_inner().unwrap_or_default()
}

fn cell(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => words(text),
        Cell::Number(number) => number.digits().into(),
        Cell::Flag(flag) => if *flag { "true" } else { "false" }.into(),
    }
}

/// A text as it stands in a file: on one line, and as nothing that a spreadsheet runs.
pub(super) fn words(text: &str) -> Cow<'_, str> {
    let line = on_one_line(text);
    if is_run(&line) || line.starts_with(GUARD) { format!("{GUARD}{line}").into() } else { line }
}

/// A text without line breaks and other control characters: one space where there were some, none at its ends.
fn on_one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains(char::is_control) {
        return text.into();
    }
    let parts = text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ").into()
}

/// Whether a spreadsheet would run a cell. Japanese ones take full-width signs for the same, and what cannot be seen may be
/// dropped. A sign alone, such as 「－」, is nothing that can be run.
fn is_run(line: &str) -> bool {
    let mut seen = line.chars().filter(|&character| !is_unseen(character));
    let first = seen.next().and_then(|first| first.nfkc().next());
    first.is_some_and(|first| STARTS.contains(&first)) && seen.next().is_some()
}

/// Whether a character takes no place on the screen, or only that of a space.
fn is_unseen(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(character, '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for text in [
            "=cmd|'/C calc'!A0",
            "=1+1",
            "+1",
            "-1+1",
            "@SUM(A1)",
            "＝1+1",
            "＋1",
            "－1",
            "＠A1",
            "\t=1+1",
            "\r=1+1",
            " =1+1",
            "\u{3000}=1+1",
            "\u{FEFF}=1+1",
            "\u{202E}=1+1",
            "\n\n=1+1",
            "﹢1",
        ] {
            let written = words(text);
            assert!(written.starts_with(GUARD), "{text:?} is written {written:?}");
            assert_eq!(written.strip_prefix(GUARD), Some(&*on_one_line(text)), "and can be read back");
        }
        for text in ["－", "-", "健診", "1-2", "\"=1\"", "a=1", "100%", ""] {
            assert_eq!(words(text), text);
        }
        assert_eq!(words("'=1"), "''=1", "as it was typed, after one sign is taken away");
    }

    #[test]
    fn a_text_has_one_line() {
        assert_eq!(words("　見守り\n \r\n活動\u{7}\t "), "見守り 活動");
        let csv = written(std::iter::once(vec!["a,b".into(), "\"c\"".into(), "d".into()]));
        assert_eq!(csv, "\u{feff}\"a,b\",\"\"\"c\"\"\",d\r\n".as_bytes());
    }
}

//! The lines of a file, as the parser counts them, and what stands on one.

use std::cell::Cell;
use std::ops::Range;

use saphyr_parser::Marker;

use crate::diagnostics::SourceFile;
use crate::form::Field;

/// Turns the parser's lines and character columns into byte offsets.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: &'a [usize],
    /// The last offset that was found, with its line and column: the next is mostly near, and a line may be as long as the file.
    last: Cell<(usize, usize, usize)>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(source: &'a SourceFile) -> Self {
        Self { text: source.text(), starts: source.line_starts(), last: Cell::new((1, 0, 0)) }
    }

    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a line, counted from 1, without its end.
    pub(super) fn range(&self, line: usize) -> Range<usize> {
        let index = line.clamp(1, self.starts.len()) - 1;
        let start = self.starts[index];
        let end = self.starts.get(index + 1).copied().unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// Which of the first lines lie in a text that begins after `|` or `>`.
    pub(super) fn in_text(&self, count: usize) -> Vec<bool> {
        // How deep the text lies: deeper than its key, and then as its first line.
        let mut least: Option<usize> = None;
        let mut begun = false;
        let in_text = |number| {
            let line = &self.text[self.range(number)];
            let rest = line.trim_start_matches(' ');
            let depth = line.len() - rest.len();
            if least.is_some_and(|least| rest.is_empty() || depth >= least) {
                if !begun && !rest.is_empty() {
                    (least, begun) = (Some(depth), true);
                }
                return true;
            }
            let key = rest.trim_start_matches("- ");
            let mark = rest.trim_end().rsplit([' ', ':']).next().unwrap_or_default();
            let begins = mark.starts_with(['|', '>'])
                && mark[1..].chars().all(|sign| sign.is_ascii_digit() || "+-".contains(sign));
            let key_depth = if key.starts_with(mark) { depth } else { depth + rest.len() - key.len() };
            (least, begun) = (begins.then_some(key_depth + 1), false);
            false
        };
        (1..=count).map(in_text).collect()
    }

    pub(super) fn offset(&self, marker: Marker) -> usize {
        let Some(&start) = marker.line().checked_sub(1).and_then(|index| self.starts.get(index)) else {
            return self.text.len();
        };
        let (line, column) = (marker.line(), marker.col());
        let (near_column, near) = match self.last.get() {
            (last_line, last_column, last) if last_line == line => (last_column, last),
            _ => (0, start),
        };
        let offset = match near_column.checked_sub(column) {
            None => {
                self.text[near..].char_indices().nth(column - near_column).map(|(offset, _)| near + offset)
            }
            Some(0) => Some(near),
            Some(back) => self.text[..near].char_indices().nth_back(back - 1).map(|(offset, _)| offset),
        };
        let Some(offset) = offset else { return self.text.len() };
        self.last.set((line, column, offset));
        offset
    }
}

/// How many blanks a line begins with.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The value of a line: what follows its key and the marks of a list.
pub(super) fn value(line: &str) -> &str {
    let rest = line.trim_start_matches([' ', '-']);
    if rest.starts_with(['"', '\'', '[', '{', '｛', '［']) {
        return rest;
    }
    rest.split_once(": ").map_or(rest, |(_, value)| value.trim_start())
}

/// The key of a line, if it has one.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches([' ', '-']);
    let end = rest.find(": ").or_else(|| rest.trim_end().strip_suffix(':').map(str::len))?;
    Some(&rest[..end])
}

/// Whether a word is a key of the form.
pub(super) fn is_key(word: &str) -> bool {
    Field::ALL.iter().any(|field| field.key() == word)
}

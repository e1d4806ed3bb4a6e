//! The lines of a file, as the parser counts them.

use std::ops::Range;

use saphyr_parser::Marker;

/// Turns the parser's lines and character columns into byte offsets.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let after_newlines =
            text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(index, _)| index + 1);
        Self { text, starts: std::iter::once(0).chain(after_newlines).collect() }
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
        self.text[start..]
            .char_indices()
            .nth(marker.col())
            .map_or(self.text.len(), |(offset, _)| start + offset)
    }
}

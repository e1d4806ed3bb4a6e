//! A mended text, and where each part of it was typed.

use std::ops::Range;

/// A mended text that knows where each part of it was typed.
#[derive(Debug)]
pub(super) struct MendedText {
    /// The text.
    pub text: String,
    /// For each byte, and the end: where what begins there begins in the typed text.
    starts: Vec<usize>,
    /// For each byte, and the end: where what ends there ends in the typed text.
    ends: Vec<usize>,
}

impl MendedText {
    pub fn of(typed: &str) -> Self {
        let offsets: Vec<usize> = (0..=typed.len()).collect();
        Self { text: typed.to_owned(), starts: offsets.clone(), ends: offsets }
    }

    /// Replaces parts of the text, which are in order and apart.
    pub fn replace(&mut self, parts: Vec<(Range<usize>, String)>) {
        for (Range { start, end }, right) in parts.into_iter().rev() {
            let (typed_start, typed_end) = (self.starts[start], self.ends[end]);
            self.text.replace_range(start..end, &right);
            self.starts.splice(start..end, std::iter::repeat_n(typed_start, right.len()));
            self.ends.splice(start + 1..=end, std::iter::repeat_n(typed_end, right.len()));
        }
    }

    /// Where a part of the text was typed, with all of what was mended in it.
    pub fn typed(&self, range: &Range<usize>) -> Range<usize> {
        let at = |offsets: &[usize], offset: usize| offsets.get(offset).copied().unwrap_or_default();
        let start = at(&self.starts, range.start);
        start..at(&self.ends, range.end).max(start)
    }

    /// Whether a part of the text begins and ends where the typed one does, and not within something mended.
    pub fn is_whole(&self, range: &Range<usize>) -> bool {
        let begins = range.start == 0 || self.starts.get(range.start) != self.starts.get(range.start - 1);
        let ends = self.ends.get(range.end) != self.ends.get(range.end + 1);
        begins && ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_mended_text_is_known_where_it_was_typed() {
        let typed = "ｻﾛﾝを１２回";
        let mut reading = MendedText::of(typed);
        reading.replace(vec![(0..9, "サロン".to_owned()), (12..18, "12".to_owned())]);
        assert_eq!(reading.text, "サロンを12回");
        let typed_part = |part: &str| {
            let start = reading.text.find(part).expect("the part");
            let range = start..start + part.len();
            (&typed[reading.typed(&range)], reading.is_whole(&range))
        };
        assert_eq!(typed_part("を12回"), ("を１２回", true));
        assert_eq!(typed_part("サロン"), ("ｻﾛﾝ", true));
        assert_eq!(typed_part("ロンを"), ("ｻﾛﾝを", false));
        assert_eq!(typed_part("を1"), ("を１２", false));
        assert_eq!(typed_part("回"), ("回", true));
        reading.replace(vec![(9..14, "と三".to_owned())]);
        assert_eq!(&typed[reading.typed(&(9..15))], "を１２");
    }
}

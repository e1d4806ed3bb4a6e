//! A text as it is once what is certain is mended.
//!
//! The rules of how characters are typed look at a text as it stands in the file. All others read it as `check --fix` would leave
//! it: so they say the same before and after, and no width of a digit hides a word from them.

use std::ops::Range;

use rayon::prelude::*;

use super::excuses::Excused;
use super::facts::Facts;
use super::prose::Prose;
use super::rule::{Check, Findings, Rule};
use crate::diagnostics::Diagnostic;

/// How often a text is read again with what was mended; the width of one number may depend on those of the others.
const ROUNDS: usize = 4;

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
    fn of(typed: &str) -> Self {
        let offsets: Vec<usize> = (0..=typed.len()).collect();
        Self { text: typed.to_owned(), starts: offsets.clone(), ends: offsets }
    }

    /// Replaces parts of the text, which are in order and apart.
    fn replace(&mut self, parts: Vec<(Range<usize>, String)>) {
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

/// What the rules of typing find, and each text that they mend as it is to be read.
pub(super) fn mend_texts(
    facts: &Facts<'_>,
    rules: &[&'static Rule],
) -> (Vec<Diagnostic>, Vec<Option<MendedText>>) {
    let excused = Excused::of(facts);
    let of_texts = facts.texts.par_iter().map(|prose| {
        let mut found = Vec::new();
        let mut parts = typing(prose, rules, &excused, Some(&mut found));
        let mut reading: Option<MendedText> = None;
        for _ in 0..ROUNDS {
            if parts.is_empty() {
                break;
            }
            let mut next = reading.take().unwrap_or_else(|| MendedText::of(prose.as_str()));
            next.replace(parts);
            parts = typing(&prose.read_as(&next), rules, &excused, None);
            reading = Some(next);
        }
        (found, reading)
    });
    let (found, readings): (Vec<Vec<Diagnostic>>, Vec<Option<MendedText>>) = of_texts.unzip();
    (found.into_iter().flatten().collect(), readings)
}

/// What is certain in a text, in order and apart.
fn typing(
    prose: &Prose<'_>,
    rules: &[&'static Rule],
    excused: &Excused<'_>,
    mut found: Option<&mut Vec<Diagnostic>>,
) -> Vec<(Range<usize>, String)> {
    let mut parts: Vec<(Range<usize>, String)> = Vec::new();
    for rule in rules {
        let Check::Typing(check) = rule.check else { continue };
        let mut findings = Findings::of(rule);
        for finding in check(prose) {
            if let Some(right) = finding.certain(prose)
                && !excused.covers(prose.text.place.source().path(), rule.code)
            {
                parts.push((finding.range.clone(), right.to_owned()));
            }
            findings.in_text(prose, finding);
        }
        if let Some(found) = &mut found {
            found.extend(findings.into_diagnostics());
        }
    }
    parts.sort_by_key(|(range, _)| (range.start, range.end));
    let mut end = 0;
    parts.retain(|(range, right)| {
        let counts = range.start >= end && !range.is_empty() && prose.part(range) != right;
        if counts {
            end = range.end;
        }
        counts
    });
    parts
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

//! 用字用語: what the rules of spelling share.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::proof::facts::Facts;
use crate::proof::prose::Prose;

/// Which of two spellings is meant, a name decides and not the number of times: nothing for a program to mend.
pub(super) const UNLESS_A_NAME: &str =
    "団体や催しの名称なら data/用語.yaml の「正」に挙げ、そうでなければそろえてください。";

/// Whether a word is, or is a part of, one that the council's list calls right.
pub(super) fn is_listed(facts: &Facts<'_>, prose: &Prose<'_>, range: &Range<usize>) -> bool {
    let mut right = facts.model.words.iter().map(|word| word.right.value.as_str());
    right.any(|right| {
        let mut places = prose.as_str().match_indices(right);
        places.any(|(at, _)| at <= range.start && range.end <= at + right.len())
    })
}

/// Finds any of some words in one pass over a text, the longest where there are several. None without words.
pub(super) fn finder<'w>(words: impl Iterator<Item = &'w str>) -> Option<AhoCorasick> {
    let mut words = words.peekable();
    words.peek()?;
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()
}

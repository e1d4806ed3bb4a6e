//! 用字用語: what the rules of spelling share.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::language::script::{is_kanji, is_katakana};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;

/// Which of two spellings is meant, a name decides and not the number of times: nothing for a program to mend.
pub(super) const UNLESS_A_NAME: &str =
    "団体や催しの名称なら data/用語.yaml の「正」に挙げ、そうでなければそろえてください。";

/// Whether a word is, or is a part of, one that the council's list calls right.
pub(in crate::proof) fn is_listed(facts: &Facts<'_>, prose: &Prose<'_>, range: &Range<usize>) -> bool {
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

/// Whether a place is in the name of something: between 「」, or in a long word of a law or an institution (障害者総合支援法).
pub(super) fn is_in_a_name(prose: &Prose<'_>, range: &Range<usize>) -> bool {
    const INSTITUTIONS: &[&str] = &[
        "法",
        "条例",
        "計画",
        "手帳",
        "年金",
        "等級",
        "区分",
        "制度",
        "基準",
        "施設",
        "事業所",
        "サービス",
        "センター",
        "週間",
        "協会",
        "連盟",
        "学校",
        "協議会",
        "大会",
        "園",
    ];
    let text = prose.as_str();
    let line = text[..range.start].rsplit('\n').next().unwrap_or_default();
    let depth = line.chars().fold(0_i32, |depth, character| match character {
        '「' | '『' => depth + 1,
        '」' | '』' => (depth - 1).max(0),
        _ => depth,
    });
    if depth > 0 {
        return true;
    }
    let is_part = |character: char| is_kanji(character) || is_katakana(character);
    let tail: String = text[range.end..].chars().take_while(|character| is_part(*character)).collect();
    let head = text[..range.start].chars().rev().take_while(|character| is_kanji(*character)).count();
    let length = head + text[range.clone()].chars().count() + tail.chars().count();
    length >= 5 && !tail.is_empty() && INSTITUTIONS.iter().any(|institution| tail.contains(institution))
}

/// The form of a word that has the ending which another spelling has there: 行ない of 行なう makes 行い of 行う.
pub(super) fn same_form(surface: &str, base: &str, usual: &str) -> Option<String> {
    let same: usize =
        surface.chars().zip(base.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    Some(usual.strip_suffix(&base[same..])?.to_owned() + &surface[same..])
}

//! 用字用語: what the rules of spelling share.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::language::script::{after, before, is_hiragana, is_kanji, is_katakana, to_half_width};
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
    if prose.is_quoted(range.start) {
        return true;
    }
    let is_part = |character: char| is_kanji(character) || is_katakana(character);
    let tail: String = text[range.end..].chars().take_while(|character| is_part(*character)).collect();
    let head = text[..range.start].chars().rev().take_while(|character| is_kanji(*character)).count();
    let length = head + text[range.clone()].chars().count() + tail.chars().count();
    length >= 5 && !tail.is_empty() && INSTITUTIONS.iter().any(|institution| tail.contains(institution))
}

/// What stands before a word of kanji without making another word of it.
const HEADS: &[char] = &['各', '全', '同', '当', '本', '両', '元', '新', '旧', '約', '諸', '毎'];

/// What stands after a word of kanji without making another word of it: 障害者 is about 障害, 包括的 not about 包括.
const TAILS: &[char] =
    &['者', '等', '様', '達', '側', '間', '内', '外', '前', '後', '中', '時', '用', '別', '毎', '児'];

/// With what a verb goes on, after kana that may end a noun or the stem of a verb: 取り組みました.
const VERB_GOES_ON: &[char] = &[
    'ま', 'た', 'て', 'ず', 'な', 'つ', 'よ', 'そ', 'さ', 'ら', 'れ', 'ろ', 'ば', 'ん', 'や', 'す', 'る',
    'え', 'き', 'し', 'ち', 'り', 'い', 'う', 'く', 'け', 'じ', 'っ', 'ぬ',
];

/// With what a noun goes on all the same.
const NOUN_GOES_ON: &[&str] =
    &["まで", "など", "たち", "なの", "なら", "やその", "さえ", "として", "という", "に", "ら"];

/// Verbs of kanji that go on after the stem of another: 取り組み続ける.
const SECOND_VERBS: &[char] = &['始', '続', '終', '直', '合', '込', '出', '切', '過', '得', '掛', '付'];

/// Whether a word stands whole at a range, as far as its scripts can tell; what is unsure is not.
pub(super) fn is_whole_word(text: &str, range: &Range<usize>) -> bool {
    let word = &text[range.clone()];
    let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) else { return false };
    begins_whole(text, range.start, word, first) && ends_whole(text, range.end, word, last)
}

fn begins_whole(text: &str, start: usize, word: &str, first: char) -> bool {
    let Some(previous) = before(text, start) else { return true };
    if is_katakana(first) {
        return !is_katakana(previous);
    }
    if is_latin(first) {
        return !is_latin(previous);
    }
    if is_kanji(first) {
        let prefixed = HEADS.contains(&previous)
            && before(text, start - previous.len_utf8()).is_none_or(|before| !is_kanji(before));
        return !is_kanji(previous) || prefixed && word.chars().nth(1).is_some();
    }
    // 「の」 of 「地域のこども」 is a particle, that of 「このひとり」 may be none.
    let particle = "のはがをにでともやへ".contains(previous)
        && before(text, start - previous.len_utf8()).is_some_and(|before| !is_hiragana(before));
    !is_hiragana(first) || !is_hiragana(previous) || particle || word.chars().count() > 3
}

fn ends_whole(text: &str, end: usize, word: &str, last: char) -> bool {
    let Some(next) = after(text, end) else { return true };
    let rest = &text[end..];
    if is_katakana(last) {
        return !is_katakana(next);
    }
    if is_latin(last) {
        return !is_latin(next);
    }
    if is_kanji(last) {
        let suffixed = TAILS.contains(&next)
            && word.chars().nth(1).is_some()
            && after(text, end + next.len_utf8()).is_none_or(|after| !is_kanji(after) || after == '等');
        // 「検討」 of 「検討する」 is whole, 「行」 of 「行う」 is not.
        let alone =
            word.chars().nth(1).is_none() && is_hiragana(next) && !"のはがをにでともへや".contains(next);
        return (!is_kanji(next) || suffixed) && !alone;
    }
    if !is_hiragana(last) {
        return true;
    }
    if is_hiragana(next) {
        return NOUN_GOES_ON.iter().any(|goes_on| rest.starts_with(goes_on)) || !VERB_GOES_ON.contains(&next);
    }
    // 「取り組み内容」, not 「取り組み続け」.
    !SECOND_VERBS.contains(&next)
}

fn is_latin(character: char) -> bool {
    to_half_width(character).is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::is_whole_word;

    /// Whether a word is whole where it first stands in a text.
    fn whole(word: &str, text: &str) -> bool {
        let at = text.find(word).expect("the word");
        is_whole_word(text, &(at..at + word.len()))
    }

    #[test]
    fn a_word_is_not_found_inside_another() {
        for (word, text) in [
            ("ユーザ", "ユーザビリティの研修"),
            ("ユーザ", "ユーザーの声"),
            ("包括", "包括的な支援"),
            ("包括", "地域包括支援センター"),
            ("取り組み", "地域で取り組みました"),
            ("取り組み", "取り組みながら"),
            ("取り組み", "取り組みやすい"),
            ("取り組み", "取り組みたい"),
            ("取り組み", "取り組み続けます"),
            ("HP", "HPVの予防"),
            ("人", "一人暮らし"),
            ("下さい", "下さいました"),
        ] {
            assert!(!whole(word, text), "{word} in {text}");
        }
    }

    #[test]
    fn a_word_is_found_where_it_stands() {
        for (word, text) in [
            ("ユーザ", "全てのユーザが"),
            ("包括", "包括と協力し"),
            ("障害", "障害者への支援"),
            ("取り組み", "取り組みを進め"),
            ("取り組み", "福祉の取り組み。"),
            ("取り組み", "取り組みの成果"),
            ("取り組み", "取り組みについて"),
            ("取り組み", "取り組みなど"),
            ("取り組み", "取り組み内容"),
            ("皆さん", "地域の皆さんで"),
            ("こども", "地域のこどもたち"),
        ] {
            assert!(whole(word, text), "{word} in {text}");
        }
    }
}

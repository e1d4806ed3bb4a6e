//! The 年度 that a text names, and whether it speaks of them as its own.

use std::ops::Range;

use crate::language::era::TextYear;
use crate::language::script::{after, is_digit, is_kanji, is_katakana, sentences};

/// A 年度 in a text.
#[derive(Debug)]
pub(super) struct NamedYear<'t> {
    /// The name in the text.
    pub range: Range<usize>,
    /// As it is typed.
    pub name: &'t str,
    /// The calendar year in which it begins.
    pub starts_in: u32,
    /// The sentence that names it.
    pub sentence: &'t str,
    /// Where the name begins in the sentence.
    at: usize,
}

impl<'t> NamedYear<'t> {
    /// The 年度 of a text in order: 令和５年度, 令和元年度, 平成31年度, R5年度, 2023年度.
    pub fn all(text: &'t str) -> Vec<Self> {
        let mut years = Vec::new();
        for (start, sentence) in sentences(text) {
            let named = TextYear::all(sentence).into_iter().filter(|year| year.is_fiscal);
            years.extend(named.map(|year| Self {
                range: start + year.range.start..start + year.range.end,
                name: &sentence[year.range.clone()],
                starts_in: year.calendar(),
                sentence,
                at: year.range.start,
            }));
        }
        years
    }

    /// What follows the name in its sentence.
    pub fn goes_on(&self) -> &'t str {
        &self.sentence[self.at + self.name.len()..]
    }

    /// Whether the sentence tells of the year that it names, and does not compare this year with it.
    pub fn is_own(&self) -> bool {
        let Self { sentence, at, .. } = *self;
        let goes_on = self.goes_on();
        let compared = COMPARES.iter().any(|word| goes_on.starts_with(word));
        // 「参加者12名（令和４年度10名）」
        let aside = sentence[..at].ends_with(['（', '(', '「', '『', '【']);
        let beside = BESIDE.iter().any(|word| sentence.contains(word));
        let of_years = goes_on.starts_with(['～', '〜', '・', '、', '及', '~', '-', '－', '→'])
            && goes_on.contains("年度");
        let up_to = sentence[..at].ends_with(['～', '〜', '~', '-', '－', '→', '・', '、'])
            && sentence[..at].contains("年度");
        // 「令和４年度の28.3％から」 is a number to compare with.
        let number = goes_on.strip_prefix('の').is_some_and(|rest| {
            rest.trim_start_matches("約").trim_start_matches("延べ").starts_with(is_digit)
        });
        // 「令和４年度に講座を修了した５人」
        let tells_of = goes_on.starts_with("に") || goes_on.starts_with("中に");
        let past = goes_on
            .match_indices('た')
            .any(|(at, word)| after(goes_on, at + word.len()).is_some_and(is_noun_begin));
        !(compared || aside || beside || of_years || up_to || number || tells_of && past)
    }
}

/// Whether a noun begins so, before which a verb tells what it is like.
fn is_noun_begin(character: char) -> bool {
    is_kanji(character) || is_katakana(character) || is_digit(character) || character == '「'
}

/// What follows a year's name where something is compared with it, or began or ended in it.
const COMPARES: &[&str] = &[
    "から",
    "より",
    "まで",
    "以前",
    "以降",
    "以来",
    "末",
    "比",
    "に比",
    "と比",
    "と同",
    "と変わら",
    "と並",
    "に続",
    "に引き続",
    "に始",
    "に開始",
    "に開設",
    "に設",
    "に立ち上げ",
    "に作成",
    "に作っ",
    "に策定",
    "に改定",
    "に改訂",
    "に整備",
    "に導入",
    "に締結",
    "に終了",
    "に実施した",
    "に行った",
    "に開いた",
    "に寄せられ",
    "に受けた",
    "に採択",
    "に認定",
    "にかけ",
    "をもって",
    "を踏まえ",
    "を上回",
    "を下回",
    "を基準",
    "を除",
    "の反省",
    "の課題",
    "の卒業",
    "の修了",
    "の受講者",
    "の登録者",
    "並み",
    "補正",
    "予算",
    "調査",
    "事業報告",
    "現在",
    "時点",
    "卒業",
    "修了",
    "策定",
    "改定",
    "当初",
    "版",
];

/// Words of a sentence that puts years beside each other, or looks at what was settled after a year's end.
const BESIDE: &[&str] = &["比べ", "比較", "に対し", "に対する", "決算", "繰越", "繰り越", "推移"];

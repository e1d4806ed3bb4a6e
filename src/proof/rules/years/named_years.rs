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
    /// The sentence that names it, or its line.
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

    /// Whether a text tells of the year that it names as of the booklet's own: the year is what a sentence is about, or when it
    /// happened, and nothing of the booklet's year stands beside it. What the year says of something else (「令和４年度の台風で」), a
    /// number to compare with and the background of what was done now (「令和４年度は中止した。今年度は」) are right.
    pub fn is_own(&self, text: &str, this_year: u32) -> bool {
        let Self { sentence, at, .. } = *self;
        let names_this_year = |part: &str| {
            THIS_YEAR.iter().any(|word| part.contains(word))
                || NamedYear::all(part).iter().any(|other| other.starts_in == this_year)
        };
        let later = text.get(self.range.end..).unwrap_or_default();
        if BESIDE.iter().any(|word| sentence.contains(word))
            || names_this_year(sentence)
            || names_this_year(later)
        {
            return false;
        }
        let before = sentence[..at].trim_start();
        let begins = before.is_empty()
            || before.ends_with(['、', '，', '※', '・', '○', '●', '◎'])
                && !before.trim_end_matches(['、', '，', '・']).ends_with("年度")
            || CONJUNCTIONS.iter().any(|word| before.ends_with(word));
        begins && (self.is_topic() || self.is_time() || self.is_heading()) || self.is_taken_part_in()
    }

    /// 「令和４年度は、」, 「令和４年度の参加者は」.
    fn is_topic(&self) -> bool {
        let goes_on = self.goes_on();
        let noun = goes_on.strip_prefix('の').and_then(|rest| {
            let end = rest.find(|character| !is_noun(character)).filter(|&end| end > 0)?;
            let is_other = OTHERS.iter().any(|word| rest[..end].starts_with(word))
                || ["反省", "課題"].contains(&&rest[..end]);
            let is_number = rest.starts_with(is_digit);
            (!is_other && !is_number).then(|| &rest[end..])
        });
        TOPICS.iter().any(|word| goes_on.starts_with(word))
            || noun.is_some_and(|rest| rest.starts_with(['は', 'も']))
    }

    /// 「令和４年度に講座を開きました。」: one thing that happened, and nothing that came of it or began with it.
    fn is_time(&self) -> bool {
        let goes_on = self.goes_on().trim_end();
        let Some(rest) = goes_on.strip_prefix("中に").or_else(|| goes_on.strip_prefix('に')) else {
            return false;
        };
        let rest = rest.trim_start_matches('、');
        let is_past = rest.trim_end_matches('。').ends_with('た');
        // 「令和４年度に講座を修了した５人」
        let tells_of =
            rest.match_indices('た').any(|(at, word)| after(rest, at + word.len()).is_some_and(is_noun));
        let is_one = !rest.contains(['、', '，']) && !tells_of;
        rest.starts_with(is_noun) && is_past && is_one && !BEGAN.iter().any(|word| rest.contains(word))
    }

    /// 「※令和４年度サロン数72」, at the beginning of a line.
    fn is_heading(&self) -> bool {
        let goes_on = self.goes_on();
        let begins =
            self.sentence[..self.at].chars().all(|sign| sign.is_whitespace() || "※・○●◎".contains(sign));
        begins
            && goes_on.starts_with(is_noun)
            && !OTHERS.iter().chain(&["実績"]).any(|word| goes_on.starts_with(word))
            && !goes_on.starts_with(is_digit)
    }

    /// 「令和４年度の課題別研修「移動支援」へ参加し」: something of that year at which people were.
    fn is_taken_part_in(&self) -> bool {
        let goes_on = self.goes_on();
        let rest = goes_on.strip_prefix('の').unwrap_or(goes_on);
        let end = rest.find(|character| !is_noun(character) && !"「」『』".contains(character)).unwrap_or(0);
        let rest = rest[end..].strip_prefix(['に', 'へ']).filter(|_| end > 0);
        rest.is_some_and(|rest| ["参加", "出席", "参画"].iter().any(|word| rest.starts_with(word)))
    }
}

/// Whether a noun may be written with a character, before which a verb tells what it is like.
fn is_noun(character: char) -> bool {
    is_kanji(character) || is_katakana(character) || is_digit(character) || character == '「'
}

/// Words for the booklet's year.
const THIS_YEAR: &[&str] = &["今年度", "本年度", "当年度"];

/// What follows the name of a year of which a sentence tells.
const TOPICS: &[&str] = &["は", "も", "には", "においては", "における", "、", "中は"];

/// After what a sentence begins anew.
const CONJUNCTIONS: &[&str] = &["また", "さらに", "なお", "そして", "特に", "とくに"];

/// With what a noun after a year's name begins, where it is not what was done in that year.
const OTHERS: &[&str] = &[
    "卒業",
    "修了",
    "受講者",
    "登録者",
    "末",
    "比",
    "並",
    "以",
    "補正",
    "予算",
    "調査",
    "事業報告",
    "現在",
    "時点",
    "策定",
    "改定",
    "当初",
    "版",
];

/// What began then, or was made then and is there since.
const BEGAN: &[&str] = &[
    "始",
    "開始",
    "開設",
    "設",
    "立ち上げ",
    "作成",
    "作っ",
    "策定",
    "改定",
    "改訂",
    "整備",
    "導入",
    "締結",
    "終",
    "採択",
    "認定",
    "改修",
    "建て",
    "購入",
    "制定",
    "発足",
    "結成",
];

/// Words of a sentence that puts years beside each other, or looks at what was settled after a year's end.
const BESIDE: &[&str] = &[
    "比べ",
    "比較",
    "に対し",
    "に対する",
    "決算",
    "繰越",
    "繰り越",
    "推移",
    "次いで",
    "同じ",
    "同様",
    "以来",
];

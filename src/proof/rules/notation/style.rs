//! 文体: whether a sentence is polite or plain, and what the booklet writes in a field.

use std::collections::BTreeMap;

use crate::form::Field;
use crate::language::script::{is_kanji, sentences};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;

/// How a sentence ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// です・ます.
    Polite,
    /// である.
    Plain,
}

/// How polite sentences end.
const POLITE: &[&str] =
    &["ます", "ました", "です", "でした", "ません", "ましょう", "でしょう", "ください", "下さい"];

/// How plain sentences end, apart from verbs in る and た.
const PLAIN: &[&str] = &[
    "だ",
    "ない",
    "たい",
    "らしい",
    "しい",
    "行う",
    "伴う",
    "図る",
    "目指す",
    "示す",
    "示した",
    "果たす",
    "促す",
    "生かす",
    "活かす",
    "増やす",
    "いく",
    "おく",
    "続く",
    "開く",
    "働く",
    "築く",
    "導く",
    "結び付く",
    "取り組む",
    "進む",
    "育む",
    "含む",
    "望む",
    "及ぶ",
    "学ぶ",
    "選ぶ",
    "防ぐ",
    "つなぐ",
    "担う",
    "補う",
    "伺う",
    "思う",
    "向かう",
    "高い",
    "多い",
    "低い",
    "少ない",
    "強い",
    "近い",
    "よい",
    "良い",
    "待つ",
    "役立つ",
    "保つ",
    "立つ",
    "持つ",
];

/// Nouns and other words that end like a plain verb.
const NO_VERBS: &[&str] = &["また", "はたまた", "くだ", "あなた", "ふた", "うた", "かた", "いたる", "ある種"];

impl Style {
    /// The style of a sentence, given without its stop. None if it ends with a noun or a note.
    pub fn of(sentence: &str) -> Option<Self> {
        let sentence = without_note(sentence.trim_end());
        if POLITE.iter().any(|ending| sentence.ends_with(ending)) {
            // 「励ます」 and 「済ます」 are plain verbs.
            let verb = sentence.strip_suffix("ます").and_then(|stem| stem.chars().next_back());
            return Some(match verb {
                Some('励' | '冷' | '覚' | '悩' | '澄' | '済') => Self::Plain,
                _ => Self::Polite,
            });
        }
        let plain = sentence.ends_with(['る', 'た']) && !NO_VERBS.iter().any(|word| sentence.ends_with(word))
            || PLAIN.iter().any(|ending| sentence.ends_with(ending));
        (plain && sentence.chars().count() > 3).then_some(Self::Plain)
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Polite => Self::Plain,
            Self::Plain => Self::Polite,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Polite => "です・ます",
            Self::Plain => "である",
        }
    }
}

/// A sentence without a remark in brackets at its end: 「開きました（12回）」.
pub(super) fn without_note(sentence: &str) -> &str {
    match (sentence.strip_suffix('）'), sentence.rfind('（')) {
        (Some(_), Some(start)) if start > 0 => &sentence[..start],
        _ => sentence,
    }
}

/// How many sentences with a stop the fields have in each style.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<Field, [usize; 2]>);

/// How many sentences of the usual style a field has for one of the other.
const USUAL: usize = 3;

impl Styles {
    /// Counts the sentences of the booklet.
    pub fn of(facts: &Facts<'_>) -> Self {
        let mut counts: BTreeMap<Field, [usize; 2]> = BTreeMap::new();
        for prose in facts.texts.iter().filter(|prose| prose.cell.field.is_narrative()) {
            let [polite, plain] = Self::in_text(prose);
            let [all_polite, all_plain] = counts.entry(prose.cell.field).or_default();
            (*all_polite, *all_plain) = (*all_polite + polite, *all_plain + plain);
        }
        Self(counts)
    }

    fn in_text(prose: &Prose<'_>) -> [usize; 2] {
        let text = prose.as_str();
        let stopped = sentences(text).filter_map(|(start, sentence)| {
            let words = sentence.strip_suffix('。')?;
            (!is_apart(text, start, sentence)).then(|| Style::of(words)).flatten()
        });
        stopped.fold([0, 0], |[polite, plain], style| match style {
            Style::Polite => [polite + 1, plain],
            Style::Plain => [polite, plain + 1],
        })
    }

    /// The style of the field that a text is in, as far as one is; else that of the text itself, and where it has both as
    /// often, that of the booklet.
    pub fn usual(&self, prose: &Prose<'_>) -> Option<Style> {
        let in_field = self.0.get(&prose.cell.field).copied().unwrap_or_default();
        let in_text = Self::in_text(prose);
        let even = in_text[0] > 0 && in_text[0] == in_text[1];
        majority(in_field, USUAL)
            .or_else(|| majority(in_text, 1))
            .or_else(|| even.then(|| majority(self.in_booklet(), 1)).flatten())
    }

    fn in_booklet(&self) -> [usize; 2] {
        self.0.values().fold([0, 0], |[polite, plain], counts| [polite + counts[0], plain + counts[1]])
    }
}

/// The style of nearly all; none where both are at home.
fn majority([polite, plain]: [usize; 2], times: usize) -> Option<Style> {
    if polite > plain * times {
        Some(Style::Polite)
    } else if plain > polite * times {
        Some(Style::Plain)
    } else {
        None
    }
}

/// Whether a sentence is an item of a list, which is often a note, or stands in quotes or brackets, as it was said.
pub(super) fn is_apart(text: &str, start: usize, sentence: &str) -> bool {
    let end = start + sentence.len();
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let count = |brackets: [char; 4]| text[line..end].matches(brackets).count();
    count(['「', '『', '（', '(']) > count(['」', '』', '）', ')'])
        || text[line..]
            .trim_start()
            .starts_with(|first: char| "・○●◎■□◆◇★☆※→⇒-－*＊".contains(first) || matches!(first, '①'..='⑳'))
}

/// The end of a sentence in the other style, where the form of the verb says it.
pub(super) fn in_style(sentence: &str, style: Style) -> Option<(&'static str, &'static str)> {
    const POLITE_AND_PLAIN: &[(&str, &str)] =
        &[("でした。", "であった。"), ("しました。", "した。"), ("です。", "である。")];
    let found = |ending: &str| sentence.ends_with(ending);
    match style {
        Style::Plain => POLITE_AND_PLAIN.iter().find(|(polite, _)| found(polite)).copied(),
        Style::Polite => {
            let kanji = |ending: &str| {
                sentence.strip_suffix(ending).is_some_and(|stem| {
                    let mut last = stem.chars().rev();
                    last.next().is_some_and(is_kanji) && last.next().is_some_and(is_kanji)
                })
            };
            let back = [("であった。", "でした。"), ("である。", "です。"), ("だった。", "でした。")];
            let back = back.into_iter().find(|(plain, _)| found(plain));
            back.or_else(|| kanji("した。").then_some(("した。", "しました。")))
                .or_else(|| kanji("する。").then_some(("する。", "します。")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Style::{Plain, Polite};
    use super::*;

    #[test]
    fn a_sentence_has_a_style() {
        for (sentence, style) in [
            ("講座を開きました", Some(Polite)),
            ("講座を開きました（12回）", Some(Polite)),
            ("ご覧ください", Some(Polite)),
            ("講座を開いた", Some(Plain)),
            ("日程を変えた", Some(Plain)),
            ("協力が必要である", Some(Plain)),
            ("若者を励ます", Some(Plain)),
            ("事業を行う", Some(Plain)),
            ("チームが発足", None),
            ("地域のつどい", None),
        ] {
            assert_eq!(Style::of(sentence), style, "{sentence}");
        }
    }
}

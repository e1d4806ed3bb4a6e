//! Plain sentences among polite ones.

use crate::diagnostics::{Code, Severity};
use crate::language::script::{is_kanji, is_katakana, last_characters, sentences};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::PlainStyle,
    severity: Severity::Warning,
    title: "ですます体とである体が混ざっている",
    explanation: "「です・ます」の文章の中に、「である」「した」「する」などで終わる文か、「発足。」のように名詞で終わる文があります。どちらかにそろえてください。",
    wrong: &[
        "講座を開きました。参加者は12名であった。",
        "４月にサロンが発足。講座も開きました。",
        "サロンを開きました。町内の協力が必要である。",
        "研修を行いました。今後も続けていく。",
    ],
    right: &[
        "講座を開きました。参加者は12名でした。",
        "講座を開いた。参加者は12名であった。",
        "講座を開きました。\n・参加者が増えた。",
        "講座を開きました。\n・サロンが発足。",
        "講師は「筋力が大切。続けることが力になる。」と話しました。",
    ],
    check: Check::Text(plain_style),
};

fn plain_style(prose: &Prose<'_>) -> Vec<Slip> {
    const POLITE: &[&str] = &["ます。", "ました。", "です。", "でした。", "ません。", "ましょう。"];
    const PLAIN: &[&str] = &[
        "である。",
        "であった。",
        "だった。",
        "する。",
        "した。",
        "いく。",
        "いる。",
        "いた。",
        "なった。",
        "なる。",
        "れる。",
        "れた。",
        "った。",
        "ない。",
        "めた。",
        "行う。",
        "図る。",
        "努める。",
        "目指す。",
        "べきだ。",
        "できた。",
    ];
    let text = prose.as_str();
    let ends = |sentence: &str, endings: &[&str]| endings.iter().any(|ending| sentence.ends_with(ending));
    if !prose.cell.field.is_narrative() || !sentences(text).any(|(_, sentence)| ends(sentence, POLITE)) {
        return Vec::new();
    }
    sentences(text)
        .filter(|(start, sentence)| {
            // Items of a list are often notes, and what is quoted is as it was said.
            !is_quoted(text, start + sentence.len())
                && !sentence.trim_start().starts_with(['・', '○', '●', '※', '①'])
                && (ends(sentence, PLAIN) || ends_with_noun(sentence))
                && !ends(sentence, POLITE)
        })
        .map(|(start, sentence)| {
            Slip::new(last_characters(start, sentence, 4), "ほかの文は「です・ます」で書かれています。")
        })
        .collect()
}

/// Whether a place is inside 「」.
fn is_quoted(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..at].matches('「').count() > text[line..at].matches('」').count()
}

/// Whether a sentence ends as a note does: 「チームが発足。」
fn ends_with_noun(sentence: &str) -> bool {
    sentence
        .strip_suffix('。')
        .and_then(|words| words.chars().next_back())
        .is_some_and(|last| is_kanji(last) || is_katakana(last))
}

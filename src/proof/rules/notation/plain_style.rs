//! Sentences of the other style: plain ones among polite ones, and polite ones among plain ones.

use super::style::{Style, Styles, in_style, is_apart};
use crate::diagnostics::Code;
use crate::language::script::{is_kanji, is_katakana, last_characters, sentences};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::PlainStyle,
    title: "ですます体とである体が混ざっている",
    explanation: "「です・ます」の文章の中に「である」「した」「する」などで終わる文か、「発足。」のように名詞で終わる文があるか、「である」の文章の中に「です・ます」の文があります。\
        どちらが正しいかは、冊子の同じ項目の文で、多いほうに合わせて決めます。どちらかにそろえてください。",
    wrong: &[
        "講座を開きました。参加者は12名であった。",
        "４月にサロンが発足。講座も開きました。",
        "サロンを開きました。町内の協力が必要である。",
        "研修を行いました。今後も続けていく。",
        "講座を開いた。参加者は12名でした。会場は満員であった。",
        "成果: 講座を開きました。\n---\n成果: サロンを開きました。\n---\n成果: 研修を行いました。\n---\n成果: 教室を開きました。\n---\n成果: 会議を開いた。",
        "取組内容: 講座を開いた。\n成果: 見守りが続いている。効果は大きいものでした。\n今後の方針: 見守りを続ける。\n概要: 高齢者を見守る。",
    ],
    right: &[
        "講座を開きました。参加者は12名でした。",
        "講座を開いた。参加者は12名であった。",
        "講座を開きました。\n・参加者が増えた。",
        "講座を開きました。\n・サロンが発足。",
        "講師は「筋力が大切。続けることが力になる。」と話しました。",
        "登録者は78人（３月末現在。前年度より６人減）です。\n講座を開きました。",
        "講座を開いた。４月にサロンが発足。",
    ],
    check: Check::Booklet(plain_style),
};

fn plain_style(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let styles = Styles::of(facts);
    for prose in facts.texts.iter().filter(|prose| prose.cell.field.is_narrative()) {
        let Some(usual) = styles.usual(prose) else { continue };
        for finding in odd_sentences(prose, usual) {
            findings.in_text(prose, finding);
        }
    }
}

fn odd_sentences(prose: &Prose<'_>, usual: Style) -> Vec<Finding> {
    let text = prose.as_str();
    let style = |sentence: &str| sentence.strip_suffix('。').and_then(Style::of);
    let has_usual = sentences(text).any(|(_, sentence)| style(sentence) == Some(usual));
    let message = format!("ほかの文は「{}」で書かれています。", usual.name());
    sentences(text)
        .filter(|(start, sentence)| {
            // A note among sentences stands out; a text of notes is a list.
            let is_note = usual == Style::Polite && has_usual && ends_with_noun(sentence);
            !is_apart(text, *start, sentence) && (style(sentence) == Some(usual.other()) || is_note)
        })
        .map(|(start, sentence)| match in_style(sentence, usual) {
            Some((wrong, right)) => {
                let end = start + sentence.len();
                Finding::new(end - wrong.len()..end, message.as_str()).propose(right)
            }
            None => Finding::new(last_characters(start, sentence, 4), message.as_str())
                .hint(format!("この文の終わりを、「{}」の形に直してください。", usual.name())),
        })
        .collect()
}

/// Whether a sentence ends as a note does: 「チームが発足。」
fn ends_with_noun(sentence: &str) -> bool {
    sentence
        .strip_suffix('。')
        .and_then(|words| words.chars().next_back())
        .is_some_and(|last| is_kanji(last) || is_katakana(last))
}

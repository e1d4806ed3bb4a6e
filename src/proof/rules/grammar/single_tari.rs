//! 〜たり once.

use crate::diagnostics::Code;
use crate::language::script::{is_kanji, sentences};
use crate::language::words::Part;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::SingleTari,
    title: "一つだけの「たり」",
    explanation: "「たり」は「見たり聞いたり」のように繰り返して使います。二つ目の「たり」が抜けているようです。",
    wrong: &[
        "訪問を重ねたり、季節の便りを届けて見守りました。",
        "本を読んだり、歌を歌います。",
        "電話をかけたり、声をかけるようにしました。",
        "定期的に訪問したり課題を聞き取ります。",
    ],
    right: &[
        "本を読んだり歌を歌ったりしました。",
        "一人で悩んだりしないよう、声をかけました。",
        "本を読んだり、歌うなどして過ごしました。",
        "当たり、ゆったり、ぴったりの場所です。",
        "窓口に来られたり、お電話をくださったりする方に応じました。",
    ],
    check: Check::Text(single_tari),
};

fn single_tari(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (start, sentence) in sentences(text) {
        let end = start + sentence.len();
        let mut found = prose.words.iter().enumerate().filter(|(_, word)| {
            start <= word.range.start
                && word.range.end <= end
                && word.is_particle()
                && matches!(prose.surface(word), "たり" | "だり")
        });
        let (Some((index, tari)), None) = (found.next(), found.next()) else { continue };
        // 訪問したりする, 見たりの: the one is enough.
        let is_listing = prose.words.get(index + 1).is_some_and(|next| {
            prose.surface(next) == "、"
                || matches!(next.part, Part::Noun | Part::VerbalNoun)
                    && next.surface(prose.as_str()).starts_with(is_kanji)
        });
        let rest = prose.part(&(tari.range.end..end));
        let is_other = ["たり", "だり", "など", "等", "ほか", "また"].iter().any(|word| rest.contains(word));
        if is_listing && !is_other && !prose.is_quoted(tari.range.start) {
            let range = index.checked_sub(1).map_or(tari.range.start, |verb| prose.words[verb].range.start)
                ..tari.range.end;
            findings.push(
                Finding::new(range, "「たり」が一つしかありません。")
                    .hint("後の動詞も「…たりして」とするか、「…て、」に直してください。"),
            );
        }
    }
    findings
}

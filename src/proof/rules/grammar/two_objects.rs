//! を…をする.

use crate::diagnostics::Code;
use crate::language::words::{Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TwoObjects,
    title: "「を」の重なり",
    explanation: "「サロンを開催をする」のように、一つの動詞に「を」が二つあります。「サロンを開催する」か「サロンの開催をする」とします。",
    wrong: &[
        "サロンを開催をしました。",
        "担い手の研修を実施を行いました。",
        "制度を周知をするため、広報紙に載せました。",
    ],
    right: &[
        "サロンを開催しました。",
        "サロンの開催をしました。",
        "研修を行い、周知をしました。",
        "悩みを抱える方の相談をしました。",
    ],
    check: Check::Text(two_objects),
};

fn two_objects(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let is_wo = |word: &Word| word.part == Part::CaseParticle && prose.surface(word) == "を";
    let mut findings = Vec::new();
    for (index, second) in prose.words.iter().enumerate().filter(|(_, word)| is_wo(word)) {
        let Some(verb) = prose.words.get(index + 1) else { continue };
        let is_doing = verb.part == Part::Verb
            && matches!(verb.base(text), "する" | "いたす" | "致す" | "行う" | "行なう");
        let nouns = prose.words[..index]
            .iter()
            .rev()
            .take_while(|word| word.is_noun() || word.part == Part::Prefix)
            .count();
        let Some(noun) = index.checked_sub(1).and_then(|noun| prose.words.get(noun)) else { continue };
        let first = index.checked_sub(nouns + 1).and_then(|first| prose.words.get(first));
        if is_doing && noun.part == Part::VerbalNoun && nouns > 0 && first.is_some_and(is_wo) {
            let is_plain = matches!(verb.base(text), "する" | "いたす" | "致す");
            let finding =
                Finding::new(second.range.start..verb.range.end, "一つの動詞に「を」が二つあります。")
                    .hint("前の「を」を「の」にするか、後の「を」を消してください。");
            findings.push(if is_plain { finding.propose(prose.surface(verb)) } else { finding });
        }
    }
    findings
}

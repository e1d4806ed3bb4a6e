//! A stop where the sentence cannot end.

use super::slip::gain;
use crate::diagnostics::Code;
use crate::language::words::{Conjugation, Form, Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::SentenceEnd,
    title: "文の途中の「。」",
    explanation: "文が終わらないところに「。」があります。「講座を。開きました。」のように「。」が余っているか、「増えまし。」のように文末が切れています。",
    wrong: &[
        "講座を。開きました。",
        "参加者が増えまし。",
        "来年度も続けていきでし。",
        "民生委員が同席し。履歴書の書き方を助言しました。",
        "様子が変わったときは。関係者に連絡しました。",
        "研修を開いて。担い手を育てました。",
        "役員会に。出向いて説明しました。",
    ],
    right: &[
        "講座を開きました。見守りを続けました。",
        "合言葉は「見える、を守る」。皆様のご参加を。",
        "参加者は次のとおり。見守りの継続。声かけ。",
        "会場は集会所など。申込みは電話で。",
        "受付は３月まで。",
    ],
    check: Check::Text(sentence_end),
};

fn sentence_end(prose: &Prose<'_>) -> Vec<Finding> {
    if !prose.cell.field.is_narrative() {
        return Vec::new();
    }
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (index, stop) in prose.words.iter().enumerate().skip(1) {
        if prose.surface(stop) != "。" || prose.is_quoted(stop.range.start) {
            continue;
        }
        let last = &prose.words[index - 1];
        let before = index.checked_sub(2).and_then(|before| prose.words.get(before));
        let is_cut = last.part == Part::Auxiliary
            && matches!(prose.surface(last), "まし" | "でし" | "だっ" | "なかっ" | "たかっ" | "ませ");
        if is_cut {
            findings.push(cut_ending(prose, last, stop));
            continue;
        }
        // At a paragraph's end a particle may be style: 「ぜひご参加を。」
        let goes_on = text[stop.range.end..]
            .chars()
            .next()
            .is_some_and(|next| !next.is_whitespace() && !"」』）)".contains(next));
        if !goes_on {
            continue;
        }
        let next = prose.words.get(index + 1);
        let Some(instead) = goes_on_with(last, before, next, text) else { continue };
        // What was said in a few words ends as it likes: 「申込みは電話で。」
        if instead.is_empty() && gain(text, &prose.words, index, &stop.range, "") < 0 {
            continue;
        }
        let finding = Finding::new(
            last.range.start..stop.range.end,
            format!("「{}」の後で文が切れています。", prose.surface(last)),
        );
        findings.push(
            finding
                .hint("「。」を消すか「、」にしてください。")
                .propose([prose.surface(last), instead].concat()),
        );
    }
    findings
}

/// An ending that lost its last kana.
fn cut_ending(prose: &Prose<'_>, last: &Word, stop: &Word) -> Finding {
    let cut = prose.surface(last);
    let right = if cut == "ませ" { "ません".to_owned() } else { format!("{cut}た") };
    Finding::new(last.range.start..stop.range.end, format!("文末の「{cut}。」は途中で切れています。"))
        .propose(format!("{right}。"))
}

/// What stands in place of the stop, if the sentence goes on behind a word: nothing, or a comma.
fn goes_on_with(last: &Word, before: Option<&Word>, next: Option<&Word>, text: &str) -> Option<&'static str> {
    let surface = last.surface(text);
    match last.part {
        Part::CaseParticle => match surface {
            "を" | "が" => Some(""),
            // 「申込みは窓口に。」 may end; before a verb it does not.
            "に" | "で" | "と" | "へ" if next.is_some_and(|next| next.part == Part::Verb) => Some(""),
            "について" | "として" | "によって" | "において" | "に対して" => Some("、"),
            _ => None,
        },
        Part::GenitiveParticle => Some(""),
        Part::TopicParticle if surface == "は" => Some("、"),
        Part::JoiningParticle => {
            matches!(surface, "て" | "で" | "が" | "ば" | "ながら" | "つつ").then_some("、")
        }
        Part::Verb | Part::DependentVerb | Part::VerbSuffix => {
            let has_object = before.is_some_and(|before| {
                before.part == Part::CaseParticle || before.part == Part::JoiningParticle
            });
            let is_cut = match last.form {
                Form::BeforeTa | Form::Negative => true,
                Form::Continuing => {
                    last.conjugation == Conjugation::Suru || has_object || last.part == Part::VerbSuffix
                }
                _ => false,
            };
            is_cut.then_some("、")
        }
        _ => None,
    }
}

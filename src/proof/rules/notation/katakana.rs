//! A katakana word without one of its long vowels, or without its middle dot.

use std::collections::BTreeMap;
use std::ops::Range;

use super::spelling::{UNLESS_A_NAME, is_listed};
use crate::diagnostics::Code;
use crate::language::script::{is_katakana, runs};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Katakana,
    title: "カタカナ語の書き方が二通り",
    explanation: "同じカタカナ語が、長音の「ー」や中点の「・」のあるなしで二通りに書かれています。少ないほうを多いほうにそろえてください。",
    wrong: &[
        "コーディネーターを置きました。\n---\nコーディネーターと協力しました。コーディネータの研修です。",
        "サポーターが増えました。サポターの研修とサポーターの交流です。",
        "コミュニティ・ソーシャルワークの研修。\n---\nコミュニティソーシャルワークの講座。",
        "ニーズを伺い、ニーズに応え、ニーズを伝えました。新しいニズです。",
        "ソーシャル・ワーカーの研修と、ソシャル・ワークの講座",
    ],
    right: &[
        "コーディネーターを置きました。\n---\nコーディネーターの研修です。",
        "ボランティアとセンターとセンスの話",
        "コミュニティ・カフェの研修。\n---\nコミュニティバスの講座。",
        "バースの話、バースの絵、バースの歌。バスで行きました。",
    ],
    check: Check::Booklet(katakana),
};

fn katakana(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let is_word = |character| is_katakana(character) || character == '・';
    // Words joined by dots count as a whole and one by one.
    let words = |prose: &Prose<'_>| -> Vec<Range<usize>> {
        let text = prose.as_str();
        let runs =
            runs(text, is_word).into_iter().map(|run| trimmed(text, run)).filter(|run| !run.is_empty());
        runs.flat_map(|run| {
            let joined = text[run.clone()].contains('・');
            let parts = crate::language::script::runs(&text[run.clone()], is_katakana).into_iter();
            let parts = parts.map(|part| run.start + part.start..run.start + part.end).filter(|_| joined);
            std::iter::once(run.clone()).chain(parts.collect::<Vec<_>>())
        })
        .collect()
    };
    for prose in &facts.texts {
        for run in words(prose) {
            *counts.entry(prose.part(&run)).or_default() += 1;
        }
    }
    // Words that are alike but for marks, most frequent first; of as many, the longest.
    let mut alike: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
    for (word, count) in counts {
        alike.entry(word.replace(['ー', '・'], "")).or_default().push((word, count));
    }
    for words in alike.values_mut() {
        words.sort_by_key(|&(word, count)| (count, word.len()));
    }
    alike.retain(|bare, words| words.len() > 1 && is_one_word(bare, words));
    for prose in &facts.texts {
        let mut told: Option<Range<usize>> = None;
        for run in words(prose) {
            let word = prose.part(&run);
            let Some(&(usual, _)) = alike.get(&word.replace(['ー', '・'], "")).and_then(|words| words.last())
            else {
                continue;
            };
            let inside = told.as_ref().is_some_and(|told| run.end <= told.end);
            if usual != word && !inside && !is_listed(facts, prose, &run) {
                let message = format!("ほかでは「{usual}」と書かれています。");
                findings.in_text(prose, Finding::new(run.clone(), message).hint(UNLESS_A_NAME));
                told = Some(run);
            }
        }
    }
}

/// Whether words that are alike are likely one: of two characters, there are pairs that are not (ビル and ビール).
fn is_one_word(bare: &str, words: &[(&str, usize)]) -> bool {
    const OTHER_WORDS: &[&str] = &["ビル", "バス", "パス", "ドル", "カド", "ハト"];
    match bare.chars().count() {
        0 | 1 => false,
        2 => {
            let [.., (_, odd), (_, usual)] = words else { return false };
            odd * 3 <= *usual && !OTHER_WORDS.contains(&bare)
        }
        _ => true,
    }
}

/// A run without the dots that begin items or stand between them.
fn trimmed(text: &str, run: Range<usize>) -> Range<usize> {
    let word = &text[run.clone()];
    let start = run.start + (word.len() - word.trim_start_matches('・').len());
    let end = run.end - (word.len() - word.trim_end_matches('・').len());
    start..end.max(start)
}

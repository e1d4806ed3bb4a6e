//! A word or particle twice.

use std::ops::Range;

use crate::diagnostics::Code;
use crate::language::script::{after, before, is_hiragana, is_kanji, is_katakana, runs, sentences};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Doubled,
    title: "同じ言葉の重なり",
    explanation: "同じ助詞や言葉が二つ続いています。書き直したときの消し忘れがほとんどです。",
    wrong: &[
        "講座をを開きました。",
        "実施実施しました。",
        "参加者がが増えました。",
        "講座を開くとともにに研修も開きました。",
        "相互の支援とと連携を目的とします。",
        "サロンサロンを開きました。",
        "見守りに努めました。見守りに努めました。",
        "活動支援並びに活動支援に努めます。",
        "また、講座を開きました。また、研修も開きました。",
        "支え合うまちを目指して、参加しやすい講座の開催を目指し、企画を検討します。",
    ],
    right: &[
        "様々な講座を開きました。",
        "見守りとともに講座を開きました。",
        "ますます増えました。",
        "続けることとともに、子どもももちろん、社協とともに進めました。",
        "ニーズのもののうち",
        "市民の心の健康",
        "相談支援及び活動支援に努めます。",
        "また、講座を開きました。研修も開きました。また、見守りを続けました。",
    ],
    check: Check::Text(doubled),
};

fn doubled(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for particle in ["を", "が", "に", "で", "の", "は", "へ", "と", "も", "や"] {
        let twice = particle.repeat(2);
        for (at, _) in text.match_indices(&twice) {
            let end = at + twice.len();
            // もののうち, のもの, はは: where the kana belong to a word.
            let in_word = particle == "の"
                && (before(text, at).is_none_or(|character| matches!(character, 'も' | 'こ'))
                    || after(text, end).is_some_and(|character| matches!(character, 'も' | 'が')))
                || particle == "は" && after(text, end).is_some_and(is_hiragana)
                // こととともに, こどもも.
                || matches!(particle, "と" | "も" | "や")
                    && (before(text, at).is_none_or(is_hiragana) || after(text, end).is_none_or(is_hiragana));
            if !in_word {
                findings.push(
                    Finding::new(at..end, format!("「{particle}」が二つ続いています。")).propose(particle),
                );
            }
        }
    }
    for kind in [is_kanji as fn(char) -> bool, is_katakana] {
        for run in runs(text, kind) {
            findings.extend(repeated_word(text, run));
        }
    }
    let all: Vec<(usize, &str)> = sentences(text).collect();
    let twice =
        all.windows(2).find(|pair| pair[0].1.trim() == pair[1].1.trim() && pair[1].1.chars().count() >= 8);
    if let Some([_, (start, sentence)]) = twice {
        findings.push(Finding::new(*start..start + sentence.len(), "同じ文が二つ続いています。"));
    }
    for pair in all.windows(2) {
        let [(_, first), (start, second)] = pair else { continue };
        let opening = OPENINGS.iter().find(|word| first.starts_with(**word) && second.starts_with(**word));
        findings.extend(opening.map(|word| {
            let message = format!("続く二つの文が、どちらも「{word}」で始まっています。");
            Finding::new(*start..start + word.len(), message)
        }));
    }
    for (start, sentence) in all {
        findings.extend(ONCE_A_SENTENCE.iter().filter_map(|word| {
            let (at, _) = sentence.match_indices(word).nth(1)?;
            let message = format!("一つの文に「{word}」が二度あります。");
            Some(Finding::new(start + at..start + at + word.len(), message))
        }));
    }
    for joint in ["並びに", "及び", "や", "と", "・"] {
        findings.extend(text.match_indices(joint).filter_map(|(at, _)| same_beside(text, at, joint)));
    }
    findings
}

/// How a sentence begins that adds to the one before.
const OPENINGS: &[&str] = &["また、", "さらに、", "そのほか、", "加えて、", "なお、"];

/// What a sentence says once.
const ONCE_A_SENTENCE: &[&str] = &["を目指し", "引き続き"];

/// The same word on both sides of 及び and the like.
fn same_beside(text: &str, at: usize, joint: &str) -> Option<Finding> {
    let is_part = |character: char| is_kanji(character) || is_katakana(character);
    let left = text[..at].trim_end_matches(is_part).len();
    let right = at + joint.len();
    let end = text.len() - text[right..].trim_start_matches(is_part).len();
    let word = &text[left..at];
    (word.chars().count() >= 2 && *word == text[right..end])
        .then(|| Finding::new(left..end, format!("「{joint}」の前と後が、同じ「{word}」です。")))
}

/// How many characters of a run are looked at as one word.
const LONGEST_WORD: usize = 12;

/// A word of two characters or more that stands twice in a run.
fn repeated_word(text: &str, run: Range<usize>) -> Option<Finding> {
    let word = &text[run.clone()];
    let bounds: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let twice = bounds.iter().enumerate().find_map(|(index, &start)| {
        bounds.iter().skip(index + 2).take(LONGEST_WORD).rev().find_map(|&end| {
            let first = &word[start..end];
            word[end..].starts_with(first).then_some((run.start + start, first))
        })
    });
    let (start, first) = twice?;
    Some(
        Finding::new(start..start + 2 * first.len(), format!("「{first}」が二つ続いています。"))
            .propose(first),
    )
}

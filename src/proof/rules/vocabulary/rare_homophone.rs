//! A word that sounds like one which this council writes far oftener.

use super::homophone::misheard;
use crate::diagnostics::Code;
use crate::language::script::is_kanji;
use crate::language::words::{Part, Word};
use crate::proof::corpus::Corpus;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::RareHomophone,
    title: "ほかでは同音の別の語",
    explanation: "ほかの所では何度も同じ読みの別の語が書かれていて、この語はここにしかありません。変換の誤りと思われます。\
        そのままで正しいときは、校正除外に理由を書くか、data/用語.yaml の「正」に挙げてください。",
    wrong: &[
        "星座観察を行い、星座観察を広げ、星座観察を終えました。正座観察を続けます。",
        "合唱発表を行い、合唱発表を広げ、合唱発表を終えました。合掌発表を続けます。",
        "聖歌練習を行い、聖歌練習を広げ、聖歌練習を終えました。生家練習を続けます。",
    ],
    right: &[
        "支援を行い、支援を広げ、支援を続けました。",
        "起業の相談を受けました。企業を訪ね、企業に頼み、企業と話しました。",
        "要請を受けました。養成を行い、養成を続け、養成を終えました。",
        "期間を定め、期間を延ばし、期間を終えました。関係機関と話しました。",
    ],
    check: Check::Booklet(rare_homophone),
};

fn rare_homophone(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let corpus = facts.corpus();
    for prose in &facts.texts {
        for index in 0..prose.words.len() {
            if let Some((word, right)) = rarer(corpus, prose, index) {
                let wrong = prose.surface(word);
                let message =
                    format!("「{wrong}」はここだけで、ほかでは同じ読みの「{right}」と書かれています。");
                let hint = format!("変換の誤りなら「{right}」に直してください。");
                findings.in_text(prose, Finding::new(word.range.clone(), message).hint(hint).propose(right));
            }
        }
    }
}

/// A word of a text that is rare, with the one of the same reading that is not.
fn rarer<'f>(corpus: &'f Corpus, prose: &'f Prose<'_>, index: usize) -> Option<(&'f Word, &'f str)> {
    let word = prose.words.get(index).filter(|word| is_noun(word))?;
    let surface = prose.surface(word);
    if !is_of_two_kanji(surface) {
        return None;
    }
    let count = corpus.count(surface);
    if count > 2 || misheard(prose, index).is_some() {
        return None;
    }
    let reading = word.reading(prose.as_str())?;
    let others = corpus.nouns_read(&reading).filter(|other| *other != surface && is_of_two_kanji(other));
    let right = others.max_by_key(|other| corpus.count(other))?;
    let beside = |at: Option<usize>| at.and_then(|at| prose.words.get(at));
    let last = beside(index.checked_sub(1)).filter(|last| last.range.end == word.range.start);
    let next = beside(Some(index + 1)).filter(|next| next.range.start == word.range.end);
    let neighbours = |word: &str| {
        let last = last.map_or(0, |last| corpus.pair(prose.surface(last), word));
        let next = next.map_or(0, |next| corpus.pair(word, prose.surface(next)));
        (last, next)
    };
    let (before, behind) = neighbours(right);
    let (own_before, own_behind) = neighbours(surface);
    let same_place = before >= 3 * own_before.max(1) || behind >= 3 * own_behind.max(1);
    // How often a word stands says little of what is meant; what stands beside it does.
    (same_place && corpus.count(right) >= 3 * count).then_some((word, right))
}

fn is_noun(word: &Word) -> bool {
    word.is_known
        && matches!(word.part, Part::Noun | Part::VerbalNoun | Part::AdverbialNoun | Part::AdjectivalNoun)
}

fn is_of_two_kanji(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(is_kanji)
}

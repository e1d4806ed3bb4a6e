//! 「～」と「ー」: waves, and marks of a long vowel.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostics::Code;
use crate::language::script::{after, before, is_hiragana, is_katakana, runs};
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Dashes,
    title: "「～」や「ー」の取り違え",
    explanation: "波形の記号が二種類（「～」と「〜」）混ざっているか、長音の「ー」がかなでない字の後にあります（「5ー6月」など）。\
        形は似ていますが別の字で、検索や読み上げで違いが出ます。",
    wrong: &[
        "４～５月に開きました。\n---\n６～７月に開きました。\n---\n８〜９月に開きました。",
        "5ー6月に開きました。",
        "第１回ー第３回を開きました。",
        "センターを開き、センタ－で講座を行いました。",
        "ホームページの見直し\n---\nホームペ一ジの閲覧数",
        "センターの見直し\nセンタ－一つの見直し",
        "電話 0495ー22ー1234",
        "ハロ一ワークと協力しました。",
    ],
    right: &[
        "４～５月に開きました。",
        "センターで開きました。",
        "らーめんを作りました。",
        "センター一か所",
        "サロン一カ所",
        "サロン－カフェ",
        "コミュニティーの活動\nコミュニティ一つひとつの活動",
        "指標目標: －\n成果: |-\n  らーめんを作りました。\n  ー\n---\n指標目標: －",
        "らーめんの日に、電話 0495-22-1234 と e-mail で知らせ、COVID-19 の影響を2024-04-01に調べました。",
    ],
    check: Check::Booklet(dashes),
};

/// What is taken for the mark of a long vowel.
const LIKE_LONG_VOWEL: &[char] = &['-', '－', '―', '‐', '─', ONE];

/// The number one; at the end of a katakana word it most likely is one: 「コミュニティ一つひとつ」.
const ONE: char = '一';

fn dashes(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let known: BTreeSet<&str> = facts
        .texts
        .iter()
        .flat_map(|prose| runs(prose.as_str(), is_katakana).into_iter().map(|run| prose.part(&run)))
        .collect();
    for prose in &facts.texts {
        for run in
            runs(prose.as_str(), |character| is_katakana(character) || LIKE_LONG_VOWEL.contains(&character))
        {
            let word = prose.part(&run).trim_end_matches(ONE);
            let run = run.start..run.start + word.len();
            let right = word.replace(LIKE_LONG_VOWEL, "ー");
            // A dash that stands alone is one, and so is one before a word.
            let is_word = word.starts_with(is_katakana) && !word.starts_with('ー');
            let alone = || is_number_between(word, after(prose.as_str(), run.end));
            if is_word
                && right != word
                && (known.contains(right.as_str()) || alone())
                && !prose.is_in_identifier(&run)
            {
                let message = format!("「ー」に似た別の字があります。正しくは「{right}」のはずです。");
                findings.in_text(prose, Finding::new(run, message).propose(right));
            }
        }
    }
    let count =
        |wave: char| facts.texts.iter().map(|prose| prose.as_str().matches(wave).count()).sum::<usize>();
    let (usual, odd) = if count('〜') > count('～') { ('〜', '～') } else { ('～', '〜') };
    let mixed = count(usual) > 0;
    for prose in &facts.texts {
        let text = prose.as_str();
        for (at, character) in text.char_indices() {
            let range = at..at + character.len_utf8();
            if character == odd && mixed {
                findings.in_text(
                    prose,
                    Finding::new(range, format!("ほかでは「{usual}」が使われています。")).propose(usual),
                );
            } else if character == 'ー'
                && before(text, at).is_none_or(|last| !is_katakana(last) && !is_hiragana(last))
                && !stands_alone(text, &range)
            {
                let finding = Finding::new(range.clone(), "長音の「ー」がかなの後にありません。");
                findings.in_text(
                    prose,
                    if prose.is_in_identifier(&range) {
                        finding.propose("-")
                    } else {
                        finding.hint("範囲なら「～」、区切りなら「－」が使われます。")
                    },
                );
            }
        }
    }
}

/// Whether a mark is all that a line or cell has: nothing is reported there.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let is_open = |beside: Option<char>| {
        beside.is_none_or(|beside| beside.is_whitespace() || "（）()／".contains(beside))
    };
    is_open(before(text, range.start)) && is_open(after(text, range.end))
}

/// Whether 一 stands inside a word of katakana, where no number can: ハロ一ワーク, not サロン一カ所.
fn is_number_between(word: &str, next: Option<char>) -> bool {
    let dashes =
        word.chars().filter(|&character| character != ONE && LIKE_LONG_VOWEL.contains(&character)).count();
    let inside = word.split_once(ONE).is_some_and(|(head, tail)| {
        head.chars().count() >= 2
            && !head.ends_with('ー')
            && tail.chars().count() >= 2
            && !tail.starts_with(['カ', 'ケ', 'ヶ', 'ヵ', 'ー'])
    });
    dashes == 0 && inside && next != Some(ONE)
}

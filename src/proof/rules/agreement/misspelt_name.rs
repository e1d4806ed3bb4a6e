//! A name with a character too many, too few or in the wrong place.

use std::collections::BTreeMap;
use std::ops::Range;

use strsim::osa_distance;

use crate::diagnostics::Code;
use crate::language::script::{is_kanji, is_katakana, runs};
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::MisspeltName,
    title: "名前の字の抜けや入れ替わり",
    explanation: "団体や施設の名前の字が一つ抜けているか、余っているか、入れ替わっています。冊子のほかの所では、違う書き方です。",
    wrong: &[
        "社会福祉協議会と協力しました。\n---\n社会福祉協議会が開きました。\n---\n社会福協議会で話し合いました。",
        "地域包括支援センターの職員。\n---\n地域包括支援センターで開きました。\n---\n地域括包支援センターに相談しました。",
        "民生委員協議会の会議。民生委員協議会と協力。\n---\n民生委員会協議会に出ました。",
    ],
    right: &[
        "社会福祉協議会と協力しました。\n---\n社会福祉協議会が開きました。",
        "東部公民館と西部公民館。\n---\n東部公民館の講座。東部公民館の祭り。",
        "地域福祉協議会と協力しました。地域福祉協議会です。\n---\n地区福祉協議会を開きました。",
        "市民活動センターで開きました。市民活動センターです。\n---\n市民活動支援センターで開きました。",
    ],
    check: Check::Booklet(misspelt_name),
};

/// How the names of bodies and places end.
const ENDS: &[&str] = &[
    "会",
    "センター",
    "社協",
    "学校",
    "病院",
    "組合",
    "クラブ",
    "課",
    "館",
    "園",
    "法人",
    "団体",
    "委員",
    "事業",
    "制度",
    "計画",
    "機構",
    "大学",
    "公社",
];

/// Shorter names are like others by chance.
const SHORTEST: usize = 5;

/// How often a name stands that one other is held to.
const USUAL: usize = 2;

fn misspelt_name(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for prose in &facts.texts {
        for name in names(prose.as_str()) {
            *counts.entry(prose.part(&name)).or_default() += 1;
        }
    }
    let usual: Vec<&str> =
        counts.iter().filter(|(_, count)| **count >= USUAL).map(|(name, _)| *name).collect();
    for prose in &facts.texts {
        for range in names(prose.as_str()) {
            let name = prose.part(&range);
            if counts.get(name) != Some(&1) {
                continue;
            }
            if let Some(right) = usual.iter().find(|right| is_slip(name, right)) {
                let message = format!("ほかでは「{right}」と書かれています。");
                findings.in_text(
                    prose,
                    Finding::new(range, message)
                        .propose(*right)
                        .hint("別の名前なら、data/用語.yaml の「正」に挙げてください。"),
                );
            }
        }
    }
}

/// Runs of kanji and katakana that end as names do.
fn names(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let all = runs(text, |character| is_kanji(character) || is_katakana(character)).into_iter();
    all.filter(|run| {
        let name = &text[run.clone()];
        name.chars().count() >= SHORTEST && ENDS.iter().any(|end| name.ends_with(end))
    })
}

/// Whether a name is another with a character lost, added or swapped inside. One character in place of another may well be another
/// name: 東部, 西部.
fn is_slip(name: &str, right: &str) -> bool {
    let (length, other) = (name.chars().count(), right.chars().count());
    let ends_alike =
        name.chars().next() == right.chars().next() && name.chars().next_back() == right.chars().next_back();
    let sorted = |text: &str| {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters
    };
    let is_swap = length == other && sorted(name) == sorted(right);
    ends_alike && (is_swap || length.abs_diff(other) == 1) && osa_distance(name, right) == 1
}

//! Another year's name in this year's report.

use super::names::names;
use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{is_digit, sentences};
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};
use crate::year::FiscalYear;

pub(super) static RULE: Rule = Rule {
    code: Code::OtherYear,
    title: "ほかの年度の名前",
    explanation: "今年度の取組内容や成果の文が、前の年度のことを言っているか、今後の方針が今年度までの年度のことを言っています。\
        前年度の記録を写して、年度を直し忘れたのかもしれません。「前年度から続けて」のように比べる言い方は調べません。",
    wrong: &[
        "取組内容: 令和４年度は、講座を開きました。",
        "成果: 令和４年度の参加者は12名でした。",
        "今後の方針: 令和５年度は、講座を開いて担い手を増やします。",
        "取組内容: 社協の職員が、令和４年度課題別研修に参加しました。",
        "成果: ※令和４年度サロン数72（前年比２か所増）",
        "今後の方針: 講座については、令和５年度も開いていきます。",
    ],
    right: &[
        "取組内容: 令和４年度に続き、講座を開きました。",
        "成果: 参加者は12名（令和４年度10名）でした。",
        "成果: 令和４年度の10名に比べ、参加者が増えました。",
        "取組内容: 令和４年度をもって終えた配食に代えて、見守りを行いました。",
        "今後の方針: 令和５年度も参加者が減りました。呼びかけを強めます。",
        "取組内容: 令和５年度は、講座を開きました。",
        "今後の方針: 令和６年度は、講座を開いて担い手を増やします。",
        "取組内容: 令和４年度から始めた講座を続けました。",
    ],
    check: Check::Booklet(other_year),
};

/// The years before the booklet's.
fn years_before(facts: &Facts<'_>) -> impl Iterator<Item = FiscalYear> {
    let this_year = facts.year;
    facts
        .book
        .years
        .iter()
        .map(|year| year.short)
        .filter(move |year| year.starts_in() < this_year.starts_in())
}

/// What follows a year's name where something is compared with it, or began or ended in it.
const COMPARES: &[&str] = &[
    "から",
    "より",
    "まで",
    "以前",
    "以降",
    "以来",
    "末",
    "比",
    "に比",
    "と比",
    "と同",
    "と変わら",
    "に続",
    "に引き続",
    "に始",
    "に開始",
    "に開設",
    "に設",
    "に立ち上げ",
    "に作成",
    "に策定",
    "に終了",
    "に実施した",
    "をもって",
    "を踏まえ",
    "の反省",
    "の課題",
    "並み",
];

/// What follows a year's name where its own things are told.
const TELLS: &[&str] = &["は", "も", "には", "の参加", "の実績", "の取組", "において", "中", "の成果"];

fn other_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let earlier: Vec<String> = years_before(facts).flat_map(names).collect();
    let so_far: Vec<String> = earlier.iter().cloned().chain(names(facts.year)).collect();
    for prose in facts.texts.iter().filter(|prose| prose.page.is_some()) {
        let is_report = match prose.cell.field {
            Field::Actions | Field::Results => true,
            Field::Next => false,
            _ => continue,
        };
        for (start, sentence) in sentences(prose.as_str()) {
            let names = if is_report { &earlier } else { &so_far };
            let places = names
                .iter()
                .flat_map(|name| sentence.match_indices(name.as_str()).map(move |(at, _)| (at, name)));
            for (at, name) in places {
                let goes_on = &sentence[at + name.len()..];
                let is_told = if is_report {
                    is_own(sentence, at, goes_on)
                } else {
                    TELLS.iter().any(|word| goes_on.starts_with(word)) && !is_past(sentence)
                };
                if is_told {
                    let message = if is_report {
                        format!("{}の記録の文が、{name}のことになっています。", facts.book.year.label)
                    } else {
                        format!("今後の方針が、{name}のことになっています。")
                    };
                    findings.in_text(prose, Finding::new(start + at..start + at + name.len(), message));
                }
            }
        }
    }
}

/// Whether a sentence tells of the year that it names, and does not compare this year with it.
fn is_own(sentence: &str, at: usize, goes_on: &str) -> bool {
    let compared = COMPARES.iter().any(|word| goes_on.starts_with(word));
    // 「参加者12名（令和４年度10名）」
    let aside = sentence[..at].ends_with(['（', '(', '「']);
    // 「令和４年度の28.3％から24.1％に」, 「令和４年度の214件に対し」, 「令和４年度決算」: what only later years can tell of it.
    let beside = ["比べ", "比較", "に対し", "決算", "対前年"].iter().any(|word| sentence.contains(word))
        || sentence.contains("から") && sentence[at..].contains(is_digit) && goes_on.starts_with('の');
    let of_years = goes_on.starts_with(['～', '〜', '・', '、', '及']) && goes_on.contains("年度");
    !compared && !aside && !beside && !of_years
}

/// Whether a sentence looks back.
fn is_past(sentence: &str) -> bool {
    ["ました", "でした", "実績", "結果", "踏まえ"].iter().any(|word| sentence.contains(word))
}

//! Another year's name in this year's report.

use super::named_years::NamedYear;
use crate::diagnostics::Code;
use crate::form::Field;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

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
        "取組内容: 令和１年度は、講座を開きました。",
        "取組内容: 平成31年度は、講座を開きました。",
        "取組内容: 2022年度は、講座を開きました。",
    ],
    right: &[
        "取組内容: 令和４年度に続き、講座を開きました。",
        "成果: 参加者は12名（令和４年度10名）でした。",
        "成果: 令和４年度の10名に比べ、参加者が増えました。",
        "成果: 空き家の割合は、令和４年度の28.3%から24.1%に下がりました。",
        "成果: 償還免除の申請は、令和4年度の214件に対し、令和5年度は107件でした。",
        "成果: 令和4年度の一般会計決算は、3億8,000万円の黒字でした。",
        "取組内容: 令和４年度をもって終えた配食に代えて、見守りを行いました。",
        "今後の方針: 令和５年度も参加者が減りました。呼びかけを強めます。",
        "今後の方針: 令和５年度は参加者が減少したため、呼びかけを強める。",
        "取組内容: 令和５年度は、講座を開きました。",
        "今後の方針: 令和６年度は、講座を開いて担い手を増やします。",
        "取組内容: 令和４年度から始めた講座を続けました。",
        "取組内容: 講師は、令和４年度に講座を修了した５人が務めました。",
        "取組内容: 令和4年度補正予算を活用し、機器を入れ替えました。",
        "取組内容: 平成20年度の大雨の記録を展示しました。",
    ],
    check: Check::Booklet(other_year),
};

/// What follows a year's name where its own things are told.
const TELLS: &[&str] = &["は", "も", "には", "の参加", "の実績", "の取組", "において", "中", "の成果"];

/// Years so long ago are those of a history, where the plan does not have them.
const HISTORY: u32 = 5;

fn other_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let this_year = u32::from(facts.year.starts_in());
    let plan_begins = u32::from(facts.model.plan.period.value.first().starts_in());
    let earliest = plan_begins.min(this_year + 1 - HISTORY);
    for prose in facts.texts.iter().filter(|prose| prose.page.is_some()) {
        let is_report = match prose.cell.field {
            Field::Actions | Field::Results => true,
            Field::Next => false,
            _ => continue,
        };
        for year in NamedYear::all(prose.as_str()) {
            let last = if is_report { this_year - 1 } else { this_year };
            if !(earliest..=last).contains(&year.starts_in) {
                continue;
            }
            let names_this_year =
                NamedYear::all(year.sentence).iter().any(|other| other.starts_in == this_year);
            let is_told = if is_report {
                year.is_own() && !names_this_year
            } else {
                TELLS.iter().any(|word| year.goes_on().starts_with(word)) && !is_past(year.sentence)
            };
            if is_told {
                let name = year.name;
                let message = if is_report {
                    format!("{}の記録の文が、{name}のことになっています。", facts.book.year.label)
                } else {
                    format!("今後の方針が、{name}のことになっています。")
                };
                let hint = "前年度の記録を写したままでないか、年度を確かめてください。";
                findings.in_text(prose, Finding::new(year.range, message).hint(hint));
            }
        }
    }
}

/// Whether a sentence looks back.
fn is_past(sentence: &str) -> bool {
    let words = [
        "ました",
        "でした",
        "実績",
        "結果",
        "踏まえ",
        "た。",
        "たが",
        "たため",
        "たこと",
        "たもの",
        "たことから",
    ];
    words.iter().any(|word| sentence.contains(word)) || sentence.trim_end().ends_with('た')
}

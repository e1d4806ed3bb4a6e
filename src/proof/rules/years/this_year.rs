//! 今年度 beside a year's name.

use super::names::names;
use crate::diagnostics::Code;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ThisYear,
    title: "「今年度」と年度名の食い違い",
    explanation: "一つの文章に「今年度」「本年度」と、ほかの年度の名前があります。今年度がどの年度のことか、読む人に分からなくなります。\
        「令和５年度」のように年度の名前で書いてください。今年度の名前と並ぶのはかまいません。",
    wrong: &[
        "本年度は講座を開きました。令和４年度の参加者は12名です。",
        "今年度、令和４年度は講座を開きました。",
        "今年度の講座は、令和６年度の準備のために開きました。",
    ],
    right: &[
        "今年度は講座を開きました。",
        "令和５年度は講座を開きました。",
        "今年度（令和５年度）は講座を開きました。",
    ],
    check: Check::Booklet(this_year),
};

fn this_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let others: Vec<String> = facts
        .book
        .years
        .iter()
        .map(|year| year.short)
        .filter(|&year| year != facts.year)
        .flat_map(names)
        .collect();
    for prose in &facts.texts {
        let text = prose.as_str();
        let relative = ["今年度", "本年度"]
            .iter()
            .find_map(|word| Some(text.find(word)?..text.find(word)? + word.len()));
        let other = others.iter().find(|name| text.contains(name.as_str()));
        if let (Some(range), Some(other)) = (relative, other) {
            let message = format!("同じ文章に{other}もあり、どの年度のことか分かりにくくなっています。");
            findings.in_text(
                prose,
                Finding::new(range, message).hint(format!("{}と書いてください。", facts.book.year.label)),
            );
        }
    }
}

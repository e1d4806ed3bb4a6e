//! A year that its era does not have, or that has another name.

use crate::diagnostics::Code;
use crate::language::calendar::{WrittenYear, dates, years};
use crate::language::script::sentences;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::NoSuchYear,
    title: "元号にない年",
    explanation: "平成35年や令和元年４月のようにその元号にない年か、「2023年（令和４年）」のように西暦と合わない年です。\
        計画の終わりより15年以上先の年も、数字の打ち誤りとしてお知らせします（2050年の目標のような先の話は除きます）。",
    wrong: &[
        "平成35年４月から続けています。",
        "令和元年４月に始めました。",
        "昭和64年２月に始めました。",
        "2023年（令和４年）に始めました。",
        "令和４年（2023年）に始めました。",
        "令和50年度に開きました。",
    ],
    right: &[
        "平成31年４月から続けています。",
        "令和元年度に始めました。",
        "令和元年５月に始めました。",
        "2023年（令和５年）に始めました。",
        "令和32年（2050年）のゼロカーボンを目指します。",
    ],
    check: Check::Booklet(no_such_year),
};

/// How far beyond the plan a year is taken for a slip.
const FAR_AHEAD: u16 = 15;

/// What a sentence speaks of that looks far ahead.
const LOOKS_AHEAD: &[&str] =
    &["2050", "カーボン", "脱炭素", "将来", "推計", "見込", "ビジョン", "以降", "償還", "耐用"];

fn no_such_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let last = facts.model.plan.period.value.last().starts_in();
    for prose in &facts.texts {
        for finding in of_text(prose, last) {
            findings.in_text(prose, finding);
        }
    }
}

fn of_text(prose: &Prose<'_>, last: u16) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (start, sentence) in sentences(prose.as_str()) {
        let dates = dates(sentence);
        let names = years(sentence);
        for name in &names {
            let date = dates.iter().find(|date| date.year.as_ref() == Some(name));
            let month = date.and_then(|date| u8::try_from(date.month).ok());
            let day = date.and_then(|date| date.day).and_then(|day| u8::try_from(day).ok());
            let range = start + name.range.start..start + name.range.end;
            let WrittenYear { era, number, year, is_fiscal, .. } = name;
            if let Some(era) = era.filter(|era| *number == 0 || !era.has(*year, month, day, *is_fiscal)) {
                let message = format!("{}に、この年（月日）はありません。", era.name);
                findings.push(
                    Finding::new(range, message)
                        .hint(format!("西暦では{year}年に当たります。元号と年を確かめてください。")),
                );
            } else if *year > last + FAR_AHEAD && !LOOKS_AHEAD.iter().any(|word| sentence.contains(word)) {
                let message = format!("{year}年は、計画の終わりより{FAR_AHEAD}年以上先です。");
                findings
                    .push(Finding::new(range, message).hint("数字の打ち誤りではないか確かめてください。"));
            }
        }
        for pair in names.windows(2) {
            let [first, second] = pair else { continue };
            let between = &sentence[first.range.end..second.range.start];
            let closes = sentence[second.range.end..].starts_with(['）', ')']);
            let are_two = first.era.is_some() != second.era.is_some();
            if matches!(between, "（" | "(") && closes && are_two && first.year != second.year {
                let message = format!("{}年と{}年で、西暦と元号が合いません。", first.year, second.year);
                findings.push(
                    Finding::new(start + first.range.start..start + second.range.end, message)
                        .hint("どちらが正しいか確かめてください。"),
                );
            }
        }
    }
    findings
}

//! The year of an era beside another year of the calendar.

use crate::diagnostics::Code;
use crate::language::era::TextYear;
use crate::language::scanner::Scanner;
use crate::language::script::{is_digit, to_full_width};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::EraPair,
    title: "元号の年と西暦の食い違い",
    explanation: "「2023年（令和４年）」のように、並べて書いた元号の年と西暦が違う年です。令和の年に2018を足すと西暦になります。",
    wrong: &[
        "2023年（令和４年）に始めました。",
        "令和5（2022）年度に始めました。",
        "平成30年(2019年)4月に開きました。",
    ],
    right: &[
        "2023年（令和５年）に始めました。",
        "令和5（2023）年度に始めました。",
        "平成31年（2019年）4月に開きました。",
        "令和５年度（2024年３月）に終えました。",
        "令和5年（30人）に始めました。",
    ],
    check: Check::Text(era_pairs),
};

fn era_pairs(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (at, open) in text.match_indices(['（', '(']) {
        let mut scanner = Scanner::new(text, at + open.len());
        let Some(inner) = TextYear::read(&mut scanner, text) else { continue };
        if scanner.eat_char("）)").is_none() {
            continue;
        }
        let Some(outer) = ending_at(text, at) else { continue };
        let shared = scanner.rest().starts_with('年');
        let is_pair =
            outer.era.is_some() != inner.era.is_some() && (shared || outer.has_unit || inner.has_unit);
        let same_kind = !(outer.has_unit && inner.has_unit) || outer.is_fiscal == inner.is_fiscal;
        if !is_pair || !same_kind || outer.calendar() == inner.calendar() {
            continue;
        }
        let message = match outer.era {
            Some(_) => format!("{}は、西暦では{}年です。", &text[outer.range.clone()], outer.calendar()),
            None => format!("{}年は、ここに並ぶ元号の年と同じ年ではありません。", outer.calendar()),
        };
        let hint = "元号の年と西暦のどちらが正しいか確かめてください。";
        let mut finding = Finding::new(inner.range.clone(), message).hint(hint);
        if let Some(right) = right(text, &outer, &inner) {
            finding = finding.propose(right);
        }
        findings.push(finding);
    }
    findings
}

/// The year that ends at a place of a text.
fn ending_at(text: &str, end: usize) -> Option<TextYear> {
    let starts = text[..end].char_indices().rev().take(9).map(|(at, _)| at);
    starts
        .filter_map(|at| TextYear::read(&mut Scanner::new(text, at), text))
        .filter(|year| year.range.end == end)
        .last()
}

/// The inner year as it would be if the outer one is right, in digits as they are typed.
fn right(text: &str, outer: &TextYear, inner: &TextYear) -> Option<String> {
    let number = match inner.era {
        Some(era) => {
            (outer.calendar() + 1).checked_sub(era.first_year().into()).filter(|number| *number > 0)?
        }
        None => outer.calendar(),
    };
    let typed = &text[inner.range.clone()];
    let start = typed.find(is_digit)?;
    let end = typed.rfind(is_digit).map(|at| at + typed[at..].chars().next().map_or(0, char::len_utf8))?;
    let is_full = typed[start..].starts_with(|first| matches!(first, '０'..='９'));
    let digits = number.to_string();
    let digits = if is_full { digits.chars().map(to_full_width).collect() } else { digits };
    Some(format!("{}{digits}{}", &typed[..start], &typed[end..]))
}

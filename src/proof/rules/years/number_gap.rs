//! A number that is missing in a series.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::item_number::{Style, item_number};
use crate::diagnostics::{Code, Severity};
use crate::form::Field;
use crate::language::script::lines;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Findings, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::NumberGap,
    severity: Severity::Warning,
    title: "番号が飛んでいる",
    explanation: "①の次が③になっているなど、番号が飛んでいるか重なっているか、最初か最後の項目に番号がありません。項目を消したときや加えたときの直し忘れです。\
        事業名の（１）に続く（２）がないときもお知らせします。",
    wrong: &[
        "①サロン\n③講座",
        "（１）サロン\n（２）講座\n（４）研修",
        "事業名: 声かけ運動（１）",
        "①サロン\n②講座\n②研修",
        "サロン\n②講座\n③研修",
        "①サロン\n②講座\n研修",
    ],
    right: &[
        "①サロン\n②講座③見学\n④研修",
        "（１）サロン\n（２）講座",
        "事業名: 声かけ運動（１）\n---\n事業名: 声かけ運動（２）",
        "②の講座を開きました。",
        "①サロン\n②講座\n（ほか３件）",
        "①サロン\n②講座\n続けて開くよう努めました。",
    ],
    check: Check::Booklet(number_gap),
};

/// The numbers of the items in a text: those in brackets at the start of a line, circled ones anywhere.
fn item_numbers(text: &str) -> Vec<((Style, u32), Range<usize>)> {
    let mut numbers = Vec::new();
    for (start, line) in lines(text) {
        let indent = line.len() - line.trim_start().len();
        let places = std::iter::once(indent)
            .chain(line.match_indices(|character| matches!(character, '①'..='⑳')).map(|(at, _)| at));
        let places: BTreeSet<usize> = places.collect();
        numbers.extend(places.into_iter().filter_map(|at| {
            let (number, length) = item_number(&line[at..])?;
            Some((number, start + at..start + at + length))
        }));
    }
    numbers
}

fn number_gap(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for prose in &facts.texts {
        let mut last: BTreeMap<Style, u32> = BTreeMap::new();
        for ((style, number), range) in item_numbers(prose.as_str()) {
            let expected = last.get(&style).map_or(1, |last| last + 1);
            // A new series may begin anywhere.
            if number != expected && number != 1 && last.contains_key(&style) {
                let message = format!("番号が続いていません。{expected} 番が来るところです。");
                findings.slip(prose, Slip::new(range, message));
            }
            last.insert(style, number);
        }
        for slip in torn_series(prose) {
            findings.slip(prose, slip);
        }
    }
    titles(facts, findings);
}

/// A series of items, one a line, whose first or last has lost its number.
fn torn_series(prose: &Prose<'_>) -> Vec<Slip> {
    let all: Vec<(usize, &str, Option<u32>)> = lines(prose.as_str())
        .map(|(start, line)| {
            let number = item_number(line).filter(|((style, _), _)| *style == Style::Circled);
            (start, line, number.map(|((_, number), _)| number))
        })
        .collect();
    let mut slips = Vec::new();
    for (index, pair) in all.windows(2).enumerate() {
        let [(start, line, Some(number)), (next_start, next, following)] = pair else { continue };
        let earlier = index.checked_sub(1).and_then(|before| all.get(before));
        let opens = earlier.is_none_or(|(_, _, earlier)| earlier.is_none());
        if *number == 2 && *following == Some(3) && opens && !prose.as_str()[..*start].contains('①') {
            let end = start + line.chars().next().map_or(0, char::len_utf8);
            slips.push(Slip::new(*start..end, "番号が続いていません。①がありません。"));
        }
        let ends = all.get(index + 2).is_none_or(|(_, line, _)| {
            line.is_empty() || line.starts_with(['【', '＜', '〈', '（', '◎', '○', '※'])
        });
        let is_item = following.is_none() && !next.is_empty() && !next.contains(['。', '、', '：', '①']);
        let is_plain =
            !next.starts_with(['【', '＜', '〈', '（', '(', '◎', '○', '●', '・', '※', '／', ' ', '　', '→']);
        if *number >= 2 && ends && is_item && is_plain && !line.contains('。') {
            let end = next_start + next.chars().next().map_or(0, char::len_utf8);
            slips.push(Slip::new(*next_start..end, "前の行までの番号が、この行にはありません。"));
        }
    }
    slips
}

/// 事業名 with （１） at the end, and its fellows.
fn titles(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut series: BTreeMap<&str, Vec<(u32, &Prose<'_>)>> = BTreeMap::new();
    for prose in facts.texts.iter().filter(|prose| prose.cell.field == Field::Title) {
        let text = prose.as_str();
        let Some(at) = text.rfind(['（', '(']).filter(|&at| at > 0) else { continue };
        if let Some(((Style::Bracketed, number), length)) = item_number(&text[at..])
            && at + length == text.len()
        {
            series.entry(&text[..at]).or_default().push((number, prose));
        }
    }
    for mut titles in series.into_values() {
        titles.sort_by_key(|(number, _)| *number);
        let numbers: Vec<u32> = titles.iter().map(|(number, _)| *number).collect();
        let complete =
            numbers.len() > 1 && numbers.iter().zip(1..).all(|(number, expected)| *number == expected);
        if let (false, Some((_, prose))) = (complete, titles.last()) {
            let at = prose.as_str().rfind(['（', '(']).unwrap_or_default();
            let message = "同じ名称の事業の番号が、（１）から続いていません。";
            findings.slip(prose, Slip::new(at..prose.as_str().len(), message));
        }
    }
}

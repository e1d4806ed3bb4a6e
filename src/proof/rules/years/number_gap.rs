//! A number that is missing in a series.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::item_number::{Style, item_number};
use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::lines;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::NumberGap,
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
        "①窓口での相談\n②講座\n④就労の後も続く支援",
        "１．サロン\n２．講座\n４．研修",
    ],
    right: &[
        "①サロン\n②講座③見学\n④研修",
        "（１）サロン\n（２）講座",
        "事業名: 声かけ運動（１）\n---\n事業名: 声かけ運動（２）",
        "②の講座を開きました。",
        "①サロン\n②講座\n③見学\n①と③は、市と共に開きました。",
        "①～③の講座を開き、①、④では意見を伺いました。",
        "（４２９４９６７２９７）配食\n（４２９４９６７２９９）配食",
        "①サロン\n②講座\n（ほか３件）",
        "①サロン\n②講座\n続けて開くよう努めました。",
    ],
    check: Check::Booklet(number_gap),
};

fn is_circled(character: char) -> bool {
    matches!(character, '①'..='⑳')
}

/// Whether a circled number names an item that stands elsewhere: 「①～③のとおり」, 「②の講座」.
fn is_mention(line: &str, at: usize, length: usize) -> bool {
    const JOINTS: &[&str] = &["～", "〜", "~", "-", "・", "、", "と", "や", "及び", "から", "または", "又は"];
    const PARTICLES: &[&str] =
        &["の", "は", "が", "を", "に", "で", "と", "も", "へ", "から", "まで", "及び", "とも", "については"];
    let (before, after) = (&line[..at], &line[at + length..]);
    let joined = JOINTS.iter().any(|joint| {
        before.strip_suffix(joint).is_some_and(|before| before.ends_with(is_circled))
            || after.strip_prefix(joint).is_some_and(|after| after.starts_with(is_circled))
    });
    joined || PARTICLES.iter().any(|particle| after.starts_with(particle))
}

/// The numbers of the items in a text: circled ones anywhere, the others at the start of a line.
fn item_numbers(text: &str) -> Vec<((Style, u32), Range<usize>)> {
    let mut numbers = Vec::new();
    for (start, line) in lines(text) {
        let indent = line.len() - line.trim_start().len();
        let circled =
            line.match_indices(is_circled).filter(|(at, number)| !is_mention(line, *at, number.len()));
        let places: BTreeSet<usize> = std::iter::once(indent).chain(circled.map(|(at, _)| at)).collect();
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
                let hint = "番号を付け直すか、抜けた項目を足してください。";
                findings.in_text(prose, Finding::new(range, message).hint(hint));
            }
            last.insert(style, number);
        }
        for finding in torn_series(prose) {
            findings.in_text(prose, finding);
        }
    }
    titles(facts, findings);
}

/// A series of items, one a line, whose first or last has lost its number.
fn torn_series(prose: &Prose<'_>) -> Vec<Finding> {
    let all: Vec<(usize, &str, Option<u32>)> = lines(prose.as_str())
        .map(|(start, line)| {
            let number = item_number(line).filter(|((style, _), _)| *style == Style::Circled);
            (start, line, number.map(|((_, number), _)| number))
        })
        .collect();
    let mut findings = Vec::new();
    for (index, pair) in all.windows(2).enumerate() {
        let [(start, line, Some(number)), (next_start, next, following)] = pair else { continue };
        let earlier = index.checked_sub(1).and_then(|before| all.get(before));
        let opens = earlier.is_none_or(|(_, _, earlier)| earlier.is_none());
        if *number == 2 && *following == Some(3) && opens && !prose.as_str()[..*start].contains('①') {
            let end = start + line.chars().next().map_or(0, char::len_utf8);
            findings.push(
                Finding::new(*start..end, "番号が続いていません。①がありません。")
                    .hint("①の項目を足すか、番号を①から付け直してください。"),
            );
        }
        let ends = all.get(index + 2).is_none_or(|(_, line, _)| {
            line.is_empty() || line.starts_with(['【', '＜', '〈', '（', '◎', '○', '※'])
        });
        let is_item = following.is_none() && !next.is_empty() && !next.contains(['。', '、', '：', '①']);
        let is_plain =
            !next.starts_with(['【', '＜', '〈', '（', '(', '◎', '○', '●', '・', '※', '／', ' ', '　', '→']);
        if *number >= 2 && ends && is_item && is_plain && !line.contains('。') {
            let end = next_start + next.chars().next().map_or(0, char::len_utf8);
            findings.push(
                Finding::new(*next_start..end, "前の行までの番号が、この行にはありません。")
                    .hint("行の頭に続きの番号を入れるか、前の行とのあいだを一行空けてください。"),
            );
        }
    }
    findings
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
            let hint = "（１）から順に付け直すか、一つだけなら番号を消してください。";
            findings.in_text(prose, Finding::new(at..prose.as_str().len(), message).hint(hint));
        }
    }
}

//! Numbers without a unit where the numbers beside them have one: in a list, or in last year's text.

use super::bare::{HINT, PURE};
use crate::language::script::{after, is_digit, is_kanji, is_katakana, lines};
use crate::language::{Kind, Quantity, one_spelling};
use crate::proof::prose::Prose;
use crate::proof::rule::Finding;

/// A list in which one number has no unit: 「スコップ120、一輪車25台、土のう袋3,000枚」.
pub(super) fn in_lists(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (start, line) in lines(text) {
        for (from, part) in brackets_and_rest(line) {
            let mut run: Vec<&Quantity> = Vec::new();
            let mut flush = |run: &mut Vec<&Quantity>| {
                findings.extend(one_without(prose, run));
                run.clear();
            };
            let mut at = start + from;
            for segment in part.split_inclusive(['、', '。', '・']) {
                let item = prose
                    .quantities
                    .iter()
                    .find(|quantity| (at..at + segment.len()).contains(&quantity.number.start));
                match item.filter(|item| is_item(prose, item, at, segment)) {
                    Some(item) => run.push(item),
                    None => flush(&mut run),
                }
                if segment.ends_with('。') {
                    flush(&mut run);
                }
                at += segment.len();
            }
            flush(&mut run);
        }
    }
    findings
}

/// The insides of the brackets of a line, and what is outside them after a 「：」.
fn brackets_and_rest(line: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    for (at, open) in line.match_indices(['（', '(']) {
        let start = at + open.len();
        if let Some(end) = line[start..].find(['）', ')']) {
            parts.push((start, &line[start..start + end]));
        }
    }
    if let Some(at) = line.find('：') {
        let start = at + '：'.len_utf8();
        if !line.contains(['（', '(']) {
            parts.push((start, &line[start..]));
        }
    }
    parts
}

/// Whether a segment is a noun with its number.
fn is_item(prose: &Prose<'_>, item: &Quantity, at: usize, segment: &str) -> bool {
    let text = prose.as_str();
    let noun = text.get(at..item.number.start).unwrap_or_default().trim();
    let rest = text.get(item.unit.end..at + segment.len()).unwrap_or_default();
    let rest = rest.trim_end_matches(['、', '。', '・']).trim();
    let is_noun = noun
        .chars()
        .next_back()
        .is_some_and(|last| is_kanji(last) || is_katakana(last) || "りしいけみせきえ".contains(last));
    rest.is_empty()
        && is_noun
        && (2..=12).contains(&noun.chars().count())
        && !noun.contains(is_digit)
        && !PURE.iter().any(|word| noun.ends_with(word))
        && !noun.contains(['は', 'を', 'に', 'で', 'も'])
        && item.kind != Kind::Date
}

fn one_without(prose: &Prose<'_>, run: &[&Quantity]) -> Option<Finding> {
    let mut without = run.iter().filter(|item| item.unit.is_empty());
    let one = without.next()?;
    let is_large = prose.part(&one.number).contains(',') || prose.part(&one.number).chars().count() >= 3;
    let ends = after(prose.as_str(), one.number.end).is_none_or(|next| "、。・）)\n".contains(next));
    if without.next().is_some() || run.len() < 2 || run.len() == 2 && !is_large || !ends {
        return None;
    }
    let units: Vec<&str> =
        run.iter().map(|item| prose.part(&item.unit)).filter(|unit| !unit.is_empty()).collect();
    let first = units.first()?;
    let is_one = units.iter().all(|unit| one_spelling(unit) == one_spelling(first));
    let finding = Finding::new(one.number.clone(), "単位がありません。並べたほかの数にはあります。");
    Some(if is_one && units.len() >= 2 {
        finding
            .hint(format!("「{first}」が抜けていないか確かめてください。"))
            .propose([prose.part(&one.number), *first].concat())
    } else {
        finding.hint(HINT)
    })
}

/// The numbers behind 「：」 that had a unit last year: 「団体貸出し：118」 where last year's text has 「団体貸出し：104回」.
pub(super) fn as_last_year(prose: &Prose<'_>, last: &str) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (start, line) in lines(text) {
        let Some((label, _)) = line.split_once(['：', ':']) else { continue };
        let range = start..start + line.len();
        let Some(quantity) = prose.quantities.iter().find(|quantity| range.contains(&quantity.number.start))
        else {
            continue;
        };
        let between = text.get(start + label.len()..quantity.number.start).unwrap_or_default();
        let rest = text.get(quantity.number.end..range.end).unwrap_or_default();
        let stands_alone = rest.trim().is_empty() || rest.starts_with(['（', '(', '、']);
        let is_right_after = |between: &str| {
            matches!(
                between.trim_start_matches(['：', ':', ' ', '　']),
                "" | "延べ" | "約" | "年間" | "計" | "合計"
            )
        };
        if !quantity.unit.is_empty()
            || !stands_alone
            || !is_right_after(between)
            || quantity.kind == Kind::Date
        {
            continue;
        }
        let unit = lines(last).find_map(|(_, other)| {
            let (other_label, rest) = other.split_once(['：', ':'])?;
            let then = Quantity::all(other).into_iter().find(|then| then.number.start > other_label.len())?;
            let beside = other.get(other_label.len()..then.number.start)?;
            (other_label.trim() == label.trim() && is_right_after(beside) && !rest.is_empty())
                .then(|| other.get(then.unit).unwrap_or_default().to_owned())
        });
        if let Some(unit) = unit.filter(|unit| !unit.is_empty()) {
            let message = format!("単位がありません。前年度の記録では「{unit}」が付いています。");
            findings.push(
                Finding::new(quantity.number.clone(), message)
                    .hint(format!("「{unit}」を付けてください。"))
                    .propose([prose.part(&quantity.number), &unit].concat()),
            );
        }
    }
    findings
}

//! 単位: numbers that do not say what they count.

use crate::diagnostics::Code;
use crate::language::Quantity;
use crate::language::script::{is_kanji, lines};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::MissingUnit,
    title: "数に単位がない",
    explanation: "箇条書きのほかの項目には「名」「件」などの単位があるのに、この項目の数にはありません。何を数えたのか、読む人に分かりません。",
    wrong: &[
        "・個人26名（前年比３名増）\n・団体15（前年比３団体増）",
        "・電話12件\n・来所５\n・訪問８件",
        "①手話講座15名\n②音訳講座20",
    ],
    right: &[
        "・個人26名（前年比３名増）\n・団体15団体（前年比３団体増）",
        "・電話12件\n・実施回数５\n・訪問８件",
        "・電話12件\n・来所５件\n・プラン２１",
        "・個人26\n・団体15",
    ],
    check: Check::Text(missing_unit),
};

fn missing_unit(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let items: Vec<&Quantity> = lines(text).filter_map(|(start, line)| item(prose, start, line)).collect();
    let with_unit = items.iter().filter(|quantity| !quantity.unit.is_empty()).count();
    if with_unit * 2 < items.len() {
        return Vec::new();
    }
    let without = items.into_iter().filter(|quantity| quantity.unit.is_empty());
    without
        .filter(|quantity| says_what(text, quantity))
        .map(|quantity| Finding::new(quantity.number.clone(), "単位がありません。ほかの項目にはあります。"))
        .collect()
}

/// The first number of an item, if it ends the item or stands before a bracket.
fn item<'p>(prose: &'p Prose<'_>, start: usize, line: &str) -> Option<&'p Quantity> {
    const BULLETS: &[char] = &['・', '○', '●', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'];
    if !line.trim_start().starts_with(BULLETS) {
        return None;
    }
    let end = start + line.len();
    let quantity = prose.quantities.iter().find(|quantity| (start..end).contains(&quantity.number.start))?;
    let rest = prose.as_str()[quantity.unit.end..end].trim_end();
    (rest.is_empty() || rest.starts_with(['（', '('])).then_some(quantity)
}

/// Whether a noun stands before the number that does not itself say that it counts, as 「参加者数15」 does.
/// After katakana a number is often part of a name: 「プラン２１」.
fn says_what(text: &str, quantity: &Quantity) -> bool {
    let noun = text[..quantity.number.start].trim_end_matches(['：', ':', ' ', '　']);
    let last = noun.chars().next_back();
    last.is_some_and(|last| is_kanji(last) && !matches!(last, '数' | '率' | '第'))
}

//! Digits of both widths in one number, or in numbers of one text.

use super::digits::{in_one_width, is_decimal, is_free, is_full_width_digit, is_mixed, is_single};
use crate::diagnostics::Code;
use crate::language::Quantity;
use crate::model::Digits;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::MixedDigits,
    title: "全角と半角の数字が混ざっている",
    explanation: "一つの数の中や、同じ文章の同じ桁数の数の間で、全角と半角の数字が混ざっています。\
        少ないほうを、多いほうにそろえてください。冊子全体の書き方は、plan.yaml に「校正: {数字: 一桁全角}」のように決めておけます。",
    wrong: &[
        "参加者は４0名でした。",
        "講座を12回、研修会を１５回開きました。",
        "電話５件、来所7件、訪問８件でした。",
        "マッチングは16/１７でした。",
        "校正: {数字: 全角}\n成果: 一回に３.5時間かけました。",
    ],
    right: &[
        "参加者は40名でした。",
        "講座を12回、研修会を５回開きました。",
        "プラン２１の講座を12回開きました。",
        "A4のチラシを５種類作りました。",
        "予算は3億2,000万／５月３日、６月３日に開きました。",
        "講座を５回開き、来場者は5、500人でした。",
    ],
    check: Check::Typing(mixed_digits),
};

fn mixed_digits(prose: &Prose<'_>) -> Vec<Finding> {
    let (mixed, whole): (Vec<&Quantity>, Vec<&Quantity>) =
        prose.quantities.iter().partition(|number| is_mixed(prose, number));
    // Decimals are half-width in every style.
    let to_full =
        |number: &Quantity| prose.house_style.digits == Some(Digits::FullWidth) && !is_decimal(prose, number);
    let message = "一つの数の中に、全角と半角の数字が混ざっています。";
    let mut findings: Vec<Finding> = mixed
        .into_iter()
        .filter(|number| !prose.is_in_identifier(&number.number))
        .map(|number| in_one_width(prose, number, to_full(number), message))
        .collect();
    findings.extend(torn_fractions(prose));
    if prose.house_style.digits.is_some() {
        return findings;
    }
    for single in [true, false] {
        let alike =
            whole.iter().filter(|number| is_free(prose, number) && is_single(prose, number) == single);
        let (full, half): (Vec<&Quantity>, Vec<&Quantity>) =
            alike.partition(|number| prose.part(&number.number).contains(is_full_width_digit));
        // With as many of each: offices write digits alone full-width, longer numbers half-width.
        let to_full = full.len() > half.len() || (full.len() == half.len() && single);
        let (odd, rest) = if to_full { (half, full) } else { (full, half) };
        if !rest.is_empty() {
            let message = "同じ文章のほかの数と、全角・半角がそろっていません。";
            findings.extend(odd.into_iter().map(|number| in_one_width(prose, number, to_full, message)));
        }
    }
    findings
}

/// The full-width halves of fractions whose other half is half-width.
fn torn_fractions<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Finding> + 'p {
    prose.quantities.windows(2).filter_map(|pair| {
        let [over, under] = pair else { return None };
        let between = prose.part(&(over.number.end..under.number.start));
        let is_full = |number: &Quantity| prose.part(&number.number).chars().all(is_full_width_digit);
        let is_half = |number: &Quantity| !prose.part(&number.number).contains(is_full_width_digit);
        let full = match (matches!(between, "/" | "／"), over, under) {
            // One whose width is free goes with the others of the text: 「3億2,000万／５月３日」.
            (true, full, half) | (true, half, full)
                if is_full(full) && is_half(half) && !is_free(prose, full) =>
            {
                full
            }
            _ => return None,
        };
        Some(in_one_width(prose, full, false, "分数の上と下で、数字の全角と半角が違います。"))
    })
}

//! An 指標 that two sheets know with different numbers.

use std::collections::BTreeMap;

use crate::diagnostics::Code;
use crate::form::Field;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::IndicatorDiffers,
    title: "同じ指標の数が違う",
    explanation: "同じ名称と単位の指標が別の事業のシートにもあり、目標か実績の数が違います。同じ物を数えているなら、どちらかの誤りです。違う物なら、名称を分けてください。",
    wrong: &[
        "指標: [{名称: 延べ相談件数, 目標: 100, 実績: 120, 単位: 件}]\n---\n指標: [{名称: 延べ相談件数, 目標: 100, 実績: 102, 単位: 件}]",
        "指標: [{名称: 登録ボランティア数, 目標: 100, 実績: 120, 単位: 人}]\n---\n指標: [{名称: 登録ボランティア数, 目標: 110, 実績: 120, 単位: 人}]",
        "指標: [{名称: 会員数の総計, 目標: 100, 実績: 120, 単位: 人}]\n---\n指標: [{名称: 会員数の総計, 目標: 100, 実績: 121, 単位: 人}]",
    ],
    right: &[
        "指標: [{名称: 延べ相談件数, 目標: 100, 実績: 120, 単位: 件}]\n---\n指標: [{名称: 延べ相談件数, 目標: 100, 実績: 120, 単位: 件}]",
        "指標: [{名称: 開催回数, 目標: 10, 実績: 12, 単位: 回}]\n---\n指標: [{名称: 開催回数, 目標: 20, 実績: 22, 単位: 回}]",
        "指標: [{名称: 参加者数, 目標: 10, 実績: 12, 単位: 人}]\n---\n指標: [{名称: 参加者数, 目標: 20, 実績: 22, 単位: 人}]",
    ],
    check: Check::Booklet(indicator_differs),
};

fn indicator_differs(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut first: BTreeMap<(&str, &str), (u32, &crate::model::Indicator)> = BTreeMap::new();
    for reported in &facts.reported {
        for indicator in &reported.record.indicators {
            let page = reported.sheet.page;
            let key = (indicator.name.value.as_str(), indicator.unit.value.as_str());
            let (before, known) = *first.entry(key).or_insert((page, indicator));
            if before == page {
                continue;
            }
            // Where both numbers differ, the sheets count their own: 開催回数.
            let target = known.target.value == indicator.target.value;
            let (Some(actual), Some(other)) = (&indicator.actual, &known.actual) else { continue };
            let hint = "同じ物を数えているか、両方のシートを確かめてください。";
            let (place, what) = match (target, actual.value == other.value) {
                (false, true) => (&indicator.target.place, "目標"),
                (true, false) => (&actual.place, "実績"),
                _ => continue,
            };
            let message =
                format!("指標「{}」の{what}が、{before}頁のシートと違います。", indicator.name.value);
            findings.value(page, Field::Indicators, place, message, hint);
        }
    }
}

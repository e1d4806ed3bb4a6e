//! One indicator with two values.

use std::collections::BTreeMap;

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::Decimal;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::IndicatorDiffers,
    title: "同じ指標の値が事業で違う",
    explanation: "同じ名称で同じ単位の指標が二つの事業にあり、同じ年度の目標か実績が違います。\
        同じ指標なら、どちらかの書き写しの誤りです。別の数え方なら、名称で分かるようにしてください。",
    wrong: &[
        "指標: [{名称: サロンの延べ参加者数, 単位: 人, 目標: 500, 実績: 480}]\n---\n指標: [{名称: サロンの延べ参加者数, 単位: 人, 目標: 550, 実績: 480}]",
        "指標: [{名称: サロンの延べ参加者数, 単位: 人, 目標: 500, 実績: 480}]\n---\n指標: [{名称: サロンの延べ参加者数, 単位: 人, 目標: 500, 実績: 408}]",
        "指標: [{名称: ホームページの閲覧数, 単位: 件, 目標: 50000}]\n---\n指標: [{名称: ホームページの閲覧数, 単位: 件, 目標: 55000}]",
    ],
    right: &[
        "指標: [{名称: サロンの延べ参加者数, 単位: 人, 目標: 500, 実績: 480}]\n---\n指標: [{名称: サロンの延べ参加者数, 単位: 人, 目標: 500, 実績: 480}]",
        "指標: [{名称: 延べ参加者数, 単位: 人, 目標: 500, 実績: 480}]\n---\n指標: [{名称: 延べ参加者数, 単位: 人, 目標: 50, 実績: 48}]",
        "指標: [{名称: サロンの延べ参加者数, 単位: 人, 目標: 500, 実績: 480}]\n---\n指標: [{名称: サロンの延べ参加者数, 単位: 回, 目標: 12, 実績: 12}]",
    ],
    check: Check::Booklet(indicators_differ),
};

/// Names that say how something is counted, and not what.
const GENERIC: &[&str] = &[
    "延べ",
    "年間",
    "新規",
    "実",
    "参加",
    "開催",
    "実施",
    "相談",
    "利用",
    "登録",
    "会員",
    "受講",
    "訪問",
    "支援",
    "件数",
    "回数",
    "人数",
    "者",
    "団体",
    "世帯",
    "数",
    "率",
    "箇所",
    "か所",
    "の",
    "講座",
    "研修",
    "会議",
    "事業",
    "配布",
    "枚",
    "部",
    "額",
    "満足度",
    "割合",
    "達成",
];

/// Whether a name says what is counted.
fn is_telling(name: &str) -> bool {
    let rest = GENERIC.iter().fold(name.to_owned(), |name, word| name.replace(word, ""));
    rest.chars().count() >= 2 && name.chars().count() >= 5
}

fn indicators_differ(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    // Where a name and unit first stand, with what is said of them there.
    let mut first: BTreeMap<(&str, &str), (u32, Decimal, Option<Decimal>)> = BTreeMap::new();
    for reported in &facts.reported {
        for indicator in
            reported.record.indicators.iter().filter(|indicator| is_telling(&indicator.name.value))
        {
            let key = (indicator.name.value.as_str(), indicator.unit.value.as_str());
            let page = reported.sheet.page;
            let actual = indicator.actual.as_ref();
            let Some((other, target, reached)) = first.get(&key) else {
                first.insert(key, (page, indicator.target.value, actual.map(|actual| actual.value)));
                continue;
            };
            let differs = |value: Option<Decimal>, other: Option<Decimal>| {
                value.zip(other).is_some_and(|(value, other)| value != other)
            };
            let hint = "同じ指標なら、どちらが正しいか元の資料で確かめてください。";
            let target_differs = *other != page && indicator.target.value != *target;
            if target_differs {
                let message = format!("同じ指標の目標が、{other}頁では{target}{}です。", key.1);
                findings.value(page, Field::Indicators, &indicator.target.place, message, hint);
            }
            if let Some(actual) =
                actual.filter(|actual| *other != page && differs(Some(actual.value), *reached))
            {
                let reached = reached.map(|reached| reached.to_string()).unwrap_or_default();
                let message = format!("同じ指標の実績が、{other}頁では{reached}{}です。", key.1);
                findings.value(page, Field::Indicators, &actual.place, message, hint);
            }
        }
    }
}

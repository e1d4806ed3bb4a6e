//! 指標: its numbers and those of the text.

use super::facts::{Facts, Reported};
use super::number::Number;
use super::prose::Prose;
use super::quantity::{Quantity, are_related, fold_noun};
use super::rule::{Check, Findings, Rule, Slip};
use crate::diagnostics::{Code, Severity};
use crate::model::{Field, Indicator};

/// 実績 that the text does not have.
pub static ACTUAL: Rule = Rule {
    code: Code::ActualNotInText,
    severity: Severity::Warning,
    title: "指標の実績が文章と合わない",
    explanation: "「指標」の実績の数を、取組内容・成果・備考の文章の中で探します。文章に同じ数がないときは、\
        どちらかが古いままか、書き写しの誤りです。",
    wrong: &[
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 5}]\n成果: 見学会４回開催",
        "指標目標: 会費300,000円\n指標:\n  - {名称: 会費, 単位: 円, 目標: 300000, 実績: 290500}\n成果: 会費は209,500円でした。\n自己評価: B",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40, 実績: 42}]\n成果: 登録者が増えました。",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40, 実績: 42}]\n成果: 登録者42世帯",
    ],
    right: &[
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 4}]\n成果: 見学会４回開催",
        "指標目標: 会費300,000円\n指標:\n  - {名称: 会費, 単位: 円, 目標: 300000, 実績: 290500}\n成果: 会費は２９０,５００円でした。\n自己評価: B",
        "指標目標: 相談30件\n指標: [{名称: 相談, 単位: 件, 目標: 30, 実績: 31}]\n成果: 新規相談（22件）、継続相談（９件）",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40}]\n成果: 登録者が増えました。",
    ],
    check: Check::Booklet(actuals),
};

/// 目標 that 指標目標 does not have.
pub static TARGET: Rule = Rule {
    code: Code::TargetNotInText,
    severity: Severity::Warning,
    title: "指標の目標が指標目標と合わない",
    explanation: "「指標」の目標の数と、「指標目標」の文章の数を比べます。成果の文章に「目標額」などの数があれば、それも比べます。\
        紙に載るのは文章のほうです。",
    wrong: &[
        "指標目標: 社協会費の増加（5,600,00円）\n指標: [{名称: 社協会費, 単位: 円, 目標: 5600000}]",
        "指標目標: 登録者45名\n指標: [{名称: 登録者, 単位: 名, 目標: 40}]",
        "指標目標: 募金の目標額の達成（250,000円）\n成果: |-\n  目標額：260,000円に対して\n  実績額：270,000円",
        "指標目標: 登録者40件\n指標: [{名称: 登録者, 単位: 名, 目標: 40}]",
    ],
    right: &[
        "指標目標: 社協会費の増加（５,６００,０００円）\n指標: [{名称: 社協会費, 単位: 円, 目標: 5600000}]",
        "指標目標: 登録者の増加\n指標: [{名称: 登録者, 単位: 名, 目標: 40}]",
        "指標目標: 募金の目標額の達成（250,000円）\n成果: |-\n  目標額：250,000円に対して\n  実績額：270,000円",
        "指標目標: 講座４件・参加90名\n指標:\n  - {名称: 講座, 単位: 件, 目標: 4}\n  - {名称: 参加, 単位: 名, 目標: 90}",
    ],
    check: Check::Booklet(targets),
};

fn is(number: f64, value: f64) -> bool {
    (number - value).abs() < 1e-6
}

/// A number of 指標 as it is written on paper.
pub(super) fn printed(value: f64) -> String {
    Number::from_f64(value).map_or_else(|| value.to_string(), |number| number.to_string())
}

fn actuals(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        for indicator in &reported.record.indicators {
            let Some(actual) = &indicator.actual else { continue };
            let unit = indicator.unit.as_str();
            if is_told(facts, reported, unit, actual.value) {
                other_units(facts, reported, indicator, actual.value, findings);
                continue;
            }
            let hint = told_otherwise(facts, reported, indicator).map_or_else(
                || "文章に実績の数を書くか、指標の実績を直してください。".to_owned(),
                |(field, typed)| format!("{field}には「{typed}」とあります。"),
            );
            findings.value(
                reported.sheet.page,
                Field::Indicators,
                &actual.place,
                format!(
                    "指標「{}」の実績 {}{unit} が、文章のどこにもありません。",
                    indicator.name.value,
                    printed(actual.value)
                ),
                &hint,
            );
        }
    }
}

/// Tells where the report has the number of an indicator in another unit.
fn other_units(
    facts: &Facts<'_>,
    reported: &Reported<'_>,
    indicator: &Indicator,
    value: f64,
    findings: &mut Findings<'_>,
) {
    let unit = indicator.unit.as_str();
    for prose in facts.texts_of(reported).iter().filter(|prose| prose.field.is_report()) {
        if let Some(quantity) = in_other_unit(prose, unit, value) {
            let message = format!("指標「{}」の単位は「{unit}」です。", indicator.name.value);
            findings.slip(prose, Slip::new(quantity.range(), message));
        }
    }
}

/// Whether the report has a number, or numbers side by side that make it up.
fn is_told(facts: &Facts<'_>, reported: &Reported<'_>, unit: &str, value: f64) -> bool {
    facts.texts_of(reported).iter().filter(|prose| prose.field.is_report()).any(|prose| {
        let same_unit: Vec<f64> = prose
            .quantities
            .iter()
            .filter(|quantity| quantity.is_amount() && prose.unit(quantity) == unit)
            .map(|quantity| quantity.value.to_f64())
            .collect();
        let sums = |count: usize| same_unit.windows(count).any(|window| is(window.iter().sum(), value));
        prose.quantities.iter().any(|quantity| is(quantity.value.to_f64(), value)) || (2..=4).any(sums)
    })
}

/// Smaller numbers of different things are often the same.
const BY_CHANCE: f64 = 13.0;

/// The number, where a text has it in other units only.
fn in_other_unit<'p>(prose: &'p Prose<'_>, unit: &str, value: f64) -> Option<&'p Quantity> {
    let mut same = prose.quantities.iter().filter(|quantity| is(quantity.value.to_f64(), value));
    let first = same.next().filter(|_| value >= BY_CHANCE)?;
    let differs = |quantity: &Quantity| !quantity.unit.is_empty() && prose.unit(quantity) != unit;
    (differs(first) && same.all(differs)).then_some(first)
}

/// What the report says of the same thing.
fn told_otherwise(
    facts: &Facts<'_>,
    reported: &Reported<'_>,
    indicator: &Indicator,
) -> Option<(String, String)> {
    let name = fold_noun(&indicator.name);
    facts.texts_of(reported).iter().filter(|prose| prose.field.is_report()).find_map(|prose| {
        let quantity = prose.quantities.iter().find(|quantity| {
            quantity.is_amount()
                && prose.part(&quantity.unit) == indicator.unit.value
                && are_related(&fold_noun(prose.part(&quantity.noun)), &name)
        })?;
        Some((prose.field.to_string(), prose.part(&quantity.range()).to_owned()))
    })
}

fn targets(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(text) = facts.text_of(reported, Field::Target(facts.year)) else { continue };
        let numbers: Vec<_> = text.quantities.iter().filter(|quantity| quantity.is_amount()).collect();
        if numbers.is_empty() {
            continue;
        }
        let has = |value: f64| numbers.iter().any(|quantity| is(quantity.value.to_f64(), value));
        for indicator in &reported.record.indicators {
            let unit = indicator.unit.as_str();
            if let Some(quantity) = in_other_unit(text, unit, indicator.target.value) {
                let message = format!("指標「{}」の単位は「{unit}」です。", indicator.name.value);
                findings.slip(text, Slip::new(quantity.range(), message));
            }
        }
        for indicator in reported.record.indicators.iter().filter(|indicator| !has(indicator.target.value)) {
            let (name, unit) = (&indicator.name.value, &indicator.unit.value);
            // The number of the same unit is the one that is meant, if it is alone.
            let mut same_unit = numbers.iter().filter(|quantity| text.part(&quantity.unit) == unit.as_str());
            let range = match (same_unit.next(), same_unit.next()) {
                (Some(quantity), None) => quantity.range(),
                _ => 0..text.as_str().len(),
            };
            let message = format!(
                "指標「{name}」の目標は {}{unit} ですが、指標目標の文章の数と違います。",
                printed(indicator.target.value)
            );
            findings.slip(text, Slip::new(range, message));
        }
        let report = facts.texts_of(reported).iter().filter(|prose| prose.field.is_report());
        for prose in report {
            for quantity in prose.quantities.iter().filter(|quantity| quantity.is_amount()) {
                let noun = prose.part(&quantity.noun);
                let same_unit = numbers.iter().any(|number| text.unit(number) == prose.unit(quantity));
                if matches!(
                    noun,
                    "目標" | "目標額" | "目標金額" | "目標件数" | "目標数" | "目標値" | "指標目標"
                ) && same_unit
                    && !has(quantity.value.to_f64())
                {
                    let message = format!("{noun}が、指標目標の数と違います。");
                    findings.slip(
                        prose,
                        Slip::new(quantity.range(), message).hint(format!("指標目標: {}", text.as_str())),
                    );
                }
            }
        }
    }
}

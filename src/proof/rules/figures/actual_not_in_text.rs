//! 実績 that the text does not have.

use super::indicator::{in_other_unit, is_in_unit_of};
use crate::diagnostics::{Code, Severity, Spanned};
use crate::form::Field;
use crate::language::{Decimal, are_related, fold_noun};
use crate::model::Indicator;
use crate::proof::facts::{Facts, Reported};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
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
        "指標目標: 会費30千円\n指標: [{名称: 会費, 単位: 千円, 目標: 30, 実績: 31}]\n成果: 会費は３万１千円でした。",
        "指標目標: 会費30千円\n指標: [{名称: 会費, 単位: 千円, 目標: 30, 実績: 31}]\n成果: 会費（千円）：31",
    ],
    check: Check::Booklet(actuals),
};

fn actuals(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let report = || facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report());
        for indicator in &reported.record.indicators {
            let Some(actual) = &indicator.actual else { continue };
            if report().any(|prose| is_told(prose, indicator, actual)) {
                for prose in report() {
                    if let Some(slip) = in_other_unit(prose, indicator, actual) {
                        findings.slip(prose, slip);
                    }
                }
                continue;
            }
            let hint = told_otherwise(facts, reported, indicator).map_or_else(
                || "文章に実績の数を書くか、指標の実績を直してください。".to_owned(),
                |(field, typed)| format!("{field}には「{typed}」とあります。"),
            );
            let Indicator { name, unit, .. } = indicator;
            let message = format!(
                "指標「{}」の実績 {}{} が、文章のどこにもありません。",
                name.value, actual.value, unit.value
            );
            findings.value(reported.sheet.page, Field::Indicators, &actual.place, message, &hint);
        }
    }
}

/// Whether a text has a number of 指標, or numbers side by side that make it up.
fn is_told(prose: &Prose<'_>, indicator: &Indicator, actual: &Spanned<Decimal>) -> bool {
    actual.readings(&indicator.unit).any(|(value, unit)| {
        let same_unit: Vec<Decimal> = prose
            .quantities
            .iter()
            .filter(|quantity| quantity.is_amount() && prose.unit(quantity) == unit)
            .map(|quantity| quantity.value)
            .collect();
        let sums = |count: usize| {
            same_unit.windows(count).any(|window| Decimal::sum(window.iter().copied()) == Some(value))
        };
        prose.quantities.iter().any(|quantity| quantity.value == value) || (2..=4).any(sums)
    })
}

/// What the report says of the same thing.
fn told_otherwise(
    facts: &Facts<'_>,
    reported: &Reported<'_>,
    indicator: &Indicator,
) -> Option<(String, String)> {
    let name = fold_noun(&indicator.name);
    facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report()).find_map(|prose| {
        let quantity = prose.quantities.iter().find(|quantity| {
            quantity.is_amount()
                && is_in_unit_of(prose, quantity, indicator)
                && are_related(&fold_noun(prose.part(&quantity.noun)), &name)
        })?;
        Some((prose.cell.to_string(), prose.part(&quantity.range()).to_owned()))
    })
}

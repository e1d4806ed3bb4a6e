//! 実績 that the text does not have.

use super::direction::is_about;
use super::indicator::{counter, in_other_unit, is_in_unit_of, is_in_words};
use crate::diagnostics::{Code, Spanned};
use crate::form::Field;
use crate::language::{Decimal, Quantity, are_one_unit, are_related, fold_noun, one_spelling};
use crate::model::Indicator;
use crate::proof::facts::{Facts, ReportedMeasure};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ActualNotInText,
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
        "指標目標: 清掃２回\n指標: [{名称: 清掃, 単位: 回, 目標: 2, 実績: 2}]\n取組内容: 6月25日（日）と10月22日（日）に清掃しました。",
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 4}]\n成果: 見学会４回開催",
        "指標目標: 会費300,000円\n指標:\n  - {名称: 会費, 単位: 円, 目標: 300000, 実績: 290500}\n成果: 会費は２９０,５００円でした。\n自己評価: B",
        "指標目標: 相談30件\n指標: [{名称: 相談, 単位: 件, 目標: 30, 実績: 31}]\n成果: 新規相談（22件）、継続相談（９件）",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40}]\n成果: 登録者が増えました。",
        "指標目標: 会費30千円\n指標: [{名称: 会費, 単位: 千円, 目標: 30, 実績: 31}]\n成果: 会費は３万１千円でした。",
        "指標目標: 会費30千円\n指標: [{名称: 会費, 単位: 千円, 目標: 30, 実績: 31}]\n成果: 会費（千円）：31",
        "指標目標: 来場者15,000人\n指標: [{名称: 来場者, 単位: 人, 目標: 15000, 実績: 18000}]\n成果: 来場者は1万8千人でした。",
        "指標目標: 相談200件\n指標: [{名称: 相談, 単位: 件, 目標: 200, 実績: 246}]\n成果: 相談は目標を46件上回りました。",
        "指標目標: 面談率100％\n指標: [{名称: 面談率, 単位: '%', 目標: 100, 実績: 100}]\n成果: 対象者の全員と面談しました。",
        "指標目標: 面談率90％\n指標: [{名称: 面談率, 単位: '%', 目標: 90, 実績: 88.9}]\n成果: 180人のうち160人と面談しました。",
        "指標目標: 受診率40％\n指標: [{名称: 受診率, 単位: '%', 目標: 40, 実績: 41.5}]\n成果: 受診率は41.5％でした。",
        "指標目標: 待機児童数５人以下\n指標: [{名称: 待機児童数, 単位: 人以下, 目標: 5, 実績: 0}]\n成果: 待機児童は解消しました。",
        "指標目標: 参加者120人\n指標: [{名称: 参加者, 単位: 人, 目標: 120, 実績: 131}]\n成果: 131名が参加しました。",
        "指標目標: 講演会２回\n指標: [{名称: 講演会, 単位: 回, 目標: 2, 実績: 1}]\n成果: 講演会を一回開きました。",
    ],
    check: Check::Booklet(actuals),
};

/// So many need no number.
const FEW: Decimal = Decimal::whole(3);

fn actuals(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in facts.finished() {
        let report = || facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report());
        for indicator in &reported.record.indicators {
            let Some(actual) = &indicator.actual else { continue };
            // 「6月と10月に開きました」: a few are told one by one.
            let is_few = actual.value <= FEW && actual.value.to_whole().is_some();
            if is_few || report().any(|prose| is_told(prose, indicator, actual)) {
                for prose in report() {
                    if let Some(finding) = in_other_unit(prose, indicator, actual) {
                        findings.in_text(prose, finding);
                    }
                }
                continue;
            }
            if report().all(|prose| indicator.is_beside(prose.as_str())) {
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

/// Whether a text has a number of 指標, numbers side by side that make it up, or words for it.
fn is_told(prose: &Prose<'_>, indicator: &Indicator, actual: &Spanned<Decimal>) -> bool {
    let unit = counter(&indicator.unit);
    actual.readings(unit).any(|(value, unit)| {
        let same_unit: Vec<Decimal> = prose
            .quantities
            .iter()
            .filter(|quantity| quantity.is_amount() && are_one_unit(prose.unit(quantity), unit))
            .map(|quantity| quantity.value)
            .collect();
        let sums = |count: usize| {
            same_unit.windows(count).any(|window| Decimal::sum(window.iter().copied()) == Some(value))
        };
        prose.quantities.iter().any(|quantity| is_number(prose, quantity, value))
            || (2..=6).any(sums)
            || is_in_words(prose, value, unit)
            || is_told_by_target(prose, indicator, value, unit)
            || is_share(prose, value, unit)
    })
}

/// Whether a number is the one, or about it: 「約500人」 for 498.
fn is_number(prose: &Prose<'_>, quantity: &Quantity, value: Decimal) -> bool {
    let near = || {
        let off = quantity.value.minus(value).map(Decimal::abs);
        let twentieth = value.share(Decimal::whole(20), 0, 2).map(|share| share.cut);
        off.zip(twentieth).is_some_and(|(off, most)| off <= most)
    };
    quantity.value == value || is_about(prose.as_str(), quantity) && near()
}

/// 「目標を46件上回り」, 「目標どおり」: the number is known from that of the target.
fn is_told_by_target(prose: &Prose<'_>, indicator: &Indicator, value: Decimal, unit: &str) -> bool {
    let text = prose.as_str();
    let target = indicator.target.readings(counter(&indicator.unit)).find(|(_, other)| *other == unit);
    let Some((target, _)) = target else { return false };
    if value == target && AS_WANTED.iter().any(|word| text.contains(word)) {
        return true;
    }
    prose.quantities.iter().any(|quantity| {
        let lead = prose.part(&(quantity.lead.start..quantity.number.start));
        let tail = prose.part(&quantity.tail);
        let difference = value.minus(target);
        let beyond = [(["上回", "超え", "超過", "多"], 1), (["下回", "届か", "及ば", "少な"], -1)];
        let said = beyond.into_iter().find(|(words, _)| words.iter().any(|word| tail.contains(word)));
        let negative = || Decimal::whole(0).minus(quantity.value);
        let off = said.and_then(|(_, sign)| if sign > 0 { Some(quantity.value) } else { negative() });
        lead.contains("目標") && off.is_some() && off == difference
    })
}

/// Words for a number that is its target's.
const AS_WANTED: &[&str] = &[
    "目標どおり",
    "目標通り",
    "計画どおり",
    "計画通り",
    "予定どおり",
    "予定通り",
    "目標と同数",
    "目標と同じ",
];

/// Whether a rate is that of two amounts of the text: 90％ of 「180人のうち162人」.
fn is_share(prose: &Prose<'_>, value: Decimal, unit: &str) -> bool {
    let amounts: Vec<&Quantity> = prose.quantities.iter().filter(|quantity| quantity.is_amount()).collect();
    one_spelling(unit) == "％"
        && amounts.windows(2).any(|pair| {
            let [one, other] = pair else { return false };
            let same = are_one_unit(prose.unit(one), prose.unit(other)) || one.unit.is_empty();
            [(one, other), (other, one)].into_iter().any(|(part, whole)| {
                let share = part.value.share(whole.value, 2, value.decimals());
                same && share.is_some_and(|share| share.rounded == value || share.cut == value)
            })
        })
}

/// What the report says of the same thing.
fn told_otherwise(
    facts: &Facts<'_>,
    reported: &ReportedMeasure<'_>,
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

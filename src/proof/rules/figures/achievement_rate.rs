//! 達成率 that is not that of 指標.

use super::direction::is_about;
use super::indicator::is_in_unit_of;
use super::percentage::shares;
use super::verdict::typed_like;
use crate::diagnostics::Code;
use crate::language::Quantity;
use crate::language::script::sentences;
use crate::model::{Direction, Indicator};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::AchievementRate,
    title: "達成率が指標と合わない",
    explanation: "文章の「達成率」や「目標比」を、「指標」の目標と実績から計算して比べます。その文に指標の実績の数があるときと、\
        指標が一つだけのときに調べます。合わないときは、率か、目標か、実績が誤っています。",
    wrong: &[
        "指標目標: 来場者500人\n指標: [{名称: 来場者, 単位: 人, 目標: 500, 実績: 486}]\n成果: 来場者は486人（達成率92.7％）でした。",
        "指標目標: 相談200件\n指標: [{名称: 相談, 単位: 件, 目標: 200, 実績: 246}]\n成果: 相談は246件で、達成率は132％となりました。",
        "指標目標: 募金300,000円\n指標: [{名称: 募金, 単位: 円, 目標: 300000, 実績: 270500}]\n成果: 募金は270,500円で、目標比は92.0％でした。",
    ],
    right: &[
        "指標目標: 利用者60人、計画40件\n指標:\n  - {名称: 利用者, 単位: 人, 目標: 60, 実績: 52}\n  - {名称: 計画, 単位: 件, 目標: 40, 実績: 33}\n成果: 利用は52人、計画は33件で、達成率は86.7％と82.5％です。",
        "指標目標: 来場者500人\n指標: [{名称: 来場者, 単位: 人, 目標: 500, 実績: 486}]\n成果: 来場者は486人（達成率97.2％）でした。",
        "指標目標: 相談200件\n指標: [{名称: 相談, 単位: 件, 目標: 200, 実績: 246}]\n成果: 相談は246件で、達成率は123％となりました。",
        "指標目標: 来場者500人\n指標: [{名称: 来場者, 単位: 人, 目標: 500, 実績: 486}]\n成果: 来場者は486人でした。夜の部30人の達成率は75％でした。",
        "指標目標: 待機児童５人以下\n指標: [{名称: 待機児童, 単位: 人以下, 目標: 5, 実績: 4}]\n成果: 待機児童は４人で、達成率は100％でした。",
    ],
    check: Check::Booklet(achievements),
};

fn achievements(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        for prose in facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report()) {
            let told = shares(prose);
            for (start, sentence) in sentences(prose.as_str()) {
                let range = start..start + sentence.len();
                let in_it: Vec<&Quantity> = prose
                    .quantities
                    .iter()
                    .filter(|quantity| range.contains(&quantity.number.start))
                    .collect();
                for (at, percent) in in_it.iter().enumerate() {
                    // What two amounts of the text make up is compared with them.
                    let is_made = told.iter().any(|share| share.percent == *percent);
                    if is_made || !is_achievement(prose, percent) {
                        continue;
                    }
                    let of = indicator(prose, &reported.record.indicators, &in_it[..at]);
                    // 「達成率は86.7％と82.5％」: each of two has its own.
                    let is_right =
                        reported.record.indicators.iter().any(|indicator| is_rate_of(percent, indicator));
                    let finding =
                        of.filter(|_| !is_right).and_then(|indicator| judge(prose, percent, indicator));
                    if let Some(finding) = finding {
                        findings.in_text(prose, finding);
                    }
                }
            }
        }
    }
}

fn is_achievement(prose: &Prose<'_>, percent: &Quantity) -> bool {
    let lead = prose.part(&(percent.lead.start..percent.number.start));
    let lead = lead.trim_end_matches(['は', 'も', 'が', '約', '：', ' ', '　']);
    prose.unit(percent) == "％"
        && !prose.is_change(percent)
        && ["達成率", "目標比", "目標の", "目標値の", "目標額の"].iter().any(|word| lead.ends_with(word))
}

/// The indicator that a rate is of: its 実績 is the last amount before the rate, or it is the only one and none is there.
fn indicator<'i>(
    prose: &Prose<'_>,
    indicators: &'i [Indicator],
    earlier: &[&Quantity],
) -> Option<&'i Indicator> {
    let amount = earlier.iter().rev().find(|quantity| quantity.is_amount() && prose.unit(quantity) != "％");
    let is_actual = |indicator: &&Indicator| {
        amount.is_some_and(|amount| {
            indicator.actual.as_ref().is_some_and(|actual| actual.value == amount.value)
                && is_in_unit_of(prose, amount, indicator)
        })
    };
    match (amount, indicators) {
        (None, [only]) => Some(only),
        _ => indicators.iter().find(is_actual),
    }
}

/// Whether a percentage is how far an indicator was reached.
fn is_rate_of(percent: &Quantity, indicator: &Indicator) -> bool {
    let Some(actual) = indicator.actual.as_ref() else { return false };
    let share = actual.value.share(indicator.target.value, 2, percent.value.decimals());
    share.is_some_and(|share| [share.rounded, share.cut].contains(&percent.value))
}

fn judge(prose: &Prose<'_>, percent: &Quantity, indicator: &Indicator) -> Option<Finding> {
    let actual = indicator.actual.as_ref()?.value;
    let is_limit = indicator.direction.is_some_and(|direction| direction != Direction::More)
        || ["以下", "未満", "以内", "減", "ゼロ", "抑"]
            .iter()
            .any(|word| indicator.unit.value.contains(word) || indicator.name.value.contains(word));
    let is_rate = matches!(indicator.unit.value.as_str(), "％" | "%");
    let share = actual.share(indicator.target.value, 2, percent.value.decimals())?;
    if is_limit || is_rate || is_about(prose.as_str(), percent) {
        return None;
    }
    let Indicator { name, unit, target, .. } = indicator;
    let message = format!(
        "指標「{}」は目標 {}{unit}、実績 {actual}{unit} なので、達成率は {}％です。",
        name.value,
        target.value,
        share.rounded,
        unit = unit.value
    );
    let right = [&typed_like(prose, &percent.number, share.rounded), prose.part(&percent.unit)].concat();
    Some(Finding::new(percent.range(), message).propose(right))
}

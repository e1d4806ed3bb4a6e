//! 目標 that 指標目標 does not have.

use super::indicator::{counter, in_other_unit, is_in_unit_of, is_in_words};
use super::verdict::typed_like;
use crate::diagnostics::Code;
use crate::language::{Decimal, Quantity, are_one_unit};
use crate::model::Indicator;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TargetNotInText,
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
        "指標目標: 会費300千円\n指標: [{名称: 会費, 単位: 千円, 目標: 300}]",
        "指標目標: 登録者の増加\n指標: [{名称: 登録者, 単位: 名, 目標: 40}]",
        "指標目標: 募金の目標額の達成（250,000円）\n成果: |-\n  目標額：250,000円に対して\n  実績額：270,000円",
        "指標目標: 講座４件・参加90名\n指標:\n  - {名称: 講座, 単位: 件, 目標: 4}\n  - {名称: 参加, 単位: 名, 目標: 90}",
        "指標目標: 相談200件\n成果: 相談は目標を46件上回り、246件でした。",
        "指標目標: 受診率40％\n指標: [{名称: 受診率, 単位: '%', 目標: 40}]",
        "指標目標: 対象者の全員との面談（月２回）\n指標: [{名称: 面談率, 単位: '%', 目標: 100}]",
        "指標目標: サロンを月２回開く\n指標: [{名称: サロン, 単位: 回, 目標: 24}]",
        "指標目標: 前年度比10％増\n指標: [{名称: 利用者, 単位: 人, 目標: 550}]",
        "指標目標: 講座３回、研修２回\n指標: [{名称: 開催回数, 単位: 回, 目標: 5}]",
        "指標目標: 来場者1万8千人\n指標: [{名称: 来場者, 単位: 人, 目標: 18000}]",
        "指標目標: 参加者120名\n成果: 前年度の目標100名を見直し、131名の参加がありました。",
    ],
    check: Check::Booklet(targets),
};

fn targets(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(text) = facts.text_of(reported, facts.target()) else { continue };
        for indicator in &reported.record.indicators {
            for finding in findings_of(text, indicator) {
                findings.in_text(text, finding);
            }
        }
        for prose in facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report()) {
            for finding in told_otherwise(text, prose) {
                findings.in_text(prose, finding);
            }
        }
    }
}

/// What 指標目標 says otherwise than an indicator.
fn findings_of(text: &Prose<'_>, indicator: &Indicator) -> Vec<Finding> {
    if indicator.is_beside(text.as_str()) {
        return Vec::new();
    }
    let Indicator { unit, target, .. } = indicator;
    let mut findings: Vec<Finding> = in_other_unit(text, indicator, target).into_iter().collect();
    // The numbers that may be meant: a change, or what is done each month, is no target of a year.
    let same_unit: Vec<_> = text
        .quantities
        .iter()
        .filter(|quantity| quantity.is_amount() && is_in_unit_of(text, quantity, indicator))
        .filter(|quantity| !text.is_change(quantity) && !is_one_of_many(text, quantity))
        .collect();
    let is_told = target.readings(counter(unit)).any(|(value, plain)| {
        let sums = |count: usize| {
            same_unit
                .windows(count)
                .any(|window| Decimal::sum(window.iter().map(|part| part.value)) == Some(value))
        };
        text.quantities.iter().any(|quantity| quantity.value == value)
            || (2..=6).any(sums)
            || is_in_words(text, value, plain)
    });
    if is_told || same_unit.is_empty() {
        return findings;
    }
    // The number of the same unit is the one that is meant, if it is alone.
    let [meant] = same_unit[..] else {
        findings.push(Finding::new(0..text.as_str().len(), message(indicator)).hint(HINT));
        return findings;
    };
    let in_its_unit = target.readings(counter(unit)).find(|(_, plain)| are_one_unit(plain, text.unit(meant)));
    let finding = Finding::new(meant.range(), message(indicator)).hint(HINT);
    findings.push(match in_its_unit {
        Some((value, _)) => {
            finding.propose([&typed_like(text, &meant.number, value), text.part(&meant.unit)].concat())
        }
        None => finding,
    });
    findings
}

const HINT: &str = "指標目標の文章か、指標の目標を直してください。紙に載るのは文章のほうです。";

fn message(Indicator { name, unit, target, .. }: &Indicator) -> String {
    format!(
        "指標「{}」の目標は {}{} ですが、指標目標の文章の数と違います。",
        name.value, target.value, unit.value
    )
}

/// Whether a number is counted again and again: 「月２回」「各校３回」.
fn is_one_of_many(text: &Prose<'_>, quantity: &Quantity) -> bool {
    let lead = text.part(&(quantity.noun.end..quantity.number.start));
    let before = &text.as_str()[..quantity.number.start];
    ["月", "週", "各", "毎", "１回", "1回"].iter().any(|word| lead.contains(word))
        || ["月", "週", "毎月", "毎週", "各", "全"].iter().any(|word| before.ends_with(word))
        || text.part(&quantity.tail).starts_with("ずつ")
}

/// Nouns of a target in the report.
const TARGETS: &[&str] = &["目標", "目標額", "目標金額", "目標件数", "目標数", "目標値", "指標目標"];

/// Words for a target that is not the year's.
const OTHER_TARGETS: &[&str] =
    &["前年", "昨年", "来年", "次年", "翌年", "最終", "計画", "年度", "国の", "県の", "全体", "月間"];

/// Targets that a report says otherwise than 指標目標.
fn told_otherwise(text: &Prose<'_>, prose: &Prose<'_>) -> Vec<Finding> {
    let numbers: Vec<_> = text.quantities.iter().filter(|quantity| quantity.is_amount()).collect();
    let is_said = |quantity: &Quantity| {
        let noun = prose.part(&quantity.noun);
        let beside = prose.part(&(quantity.noun.end..quantity.number.start));
        let sentence_start = prose.as_str()[..quantity.noun.start].rfind(['。', '\n']).map_or(0, |at| at);
        let earlier = prose.part(&(sentence_start..quantity.number.start));
        TARGETS.contains(&noun)
            && !beside.contains(['を', 'に', 'よ', 'か', 'と'])
            && !prose.is_change(quantity)
            && !OTHER_TARGETS.iter().any(|word| earlier.contains(word))
            && numbers.iter().any(|number| are_one_unit(text.unit(number), prose.unit(quantity)))
            && !numbers.iter().any(|number| number.value == quantity.value)
    };
    let said = prose.quantities.iter().filter(|quantity| quantity.is_amount() && is_said(quantity));
    said.map(|quantity| {
        let message = format!("{}が、指標目標の数と違います。", prose.part(&quantity.noun));
        Finding::new(quantity.range(), message).hint(format!("指標目標: {}", text.as_str()))
    })
    .collect()
}

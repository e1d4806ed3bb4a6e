//! 目標 that 指標目標 does not have.

use super::indicator::{in_other_unit, is_in_unit_of};
use crate::diagnostics::{Code, Severity};
use crate::language::Decimal;
use crate::model::Indicator;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule, Slip};

pub(super) static RULE: Rule = Rule {
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
        "指標目標: 会費300千円\n指標: [{名称: 会費, 単位: 千円, 目標: 300}]",
        "指標目標: 登録者の増加\n指標: [{名称: 登録者, 単位: 名, 目標: 40}]",
        "指標目標: 募金の目標額の達成（250,000円）\n成果: |-\n  目標額：250,000円に対して\n  実績額：270,000円",
        "指標目標: 講座４件・参加90名\n指標:\n  - {名称: 講座, 単位: 件, 目標: 4}\n  - {名称: 参加, 単位: 名, 目標: 90}",
    ],
    check: Check::Booklet(targets),
};

fn targets(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(text) = facts.text_of(reported, facts.target()) else { continue };
        let numbers: Vec<_> = text.quantities.iter().filter(|quantity| quantity.is_amount()).collect();
        if numbers.is_empty() {
            continue;
        }
        let has = |value: Decimal| numbers.iter().any(|quantity| quantity.value == value);
        for indicator in &reported.record.indicators {
            if let Some(slip) = in_other_unit(text, indicator, &indicator.target) {
                findings.slip(text, slip);
            }
            let Indicator { name, unit, target, .. } = indicator;
            if target.readings(unit).any(|(value, _)| has(value)) {
                continue;
            }
            // The number of the same unit is the one that is meant, if it is alone.
            let mut same_unit = numbers.iter().filter(|quantity| is_in_unit_of(text, quantity, indicator));
            let range = match (same_unit.next(), same_unit.next()) {
                (Some(quantity), None) => quantity.range(),
                _ => 0..text.as_str().len(),
            };
            let message = format!(
                "指標「{}」の目標は {}{} ですが、指標目標の文章の数と違います。",
                name.value, target.value, unit.value
            );
            findings.slip(text, Slip::new(range, message));
        }
        let report = facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report());
        for prose in report {
            for quantity in prose.quantities.iter().filter(|quantity| quantity.is_amount()) {
                let noun = prose.part(&quantity.noun);
                let same_unit = numbers.iter().any(|number| text.unit(number) == prose.unit(quantity));
                if matches!(
                    noun,
                    "目標" | "目標額" | "目標金額" | "目標件数" | "目標数" | "目標値" | "指標目標"
                ) && same_unit
                    && !has(quantity.value)
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

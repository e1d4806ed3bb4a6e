//! 査定 that differs without a word.

use super::mark::typed;
use crate::diagnostics::Code;
use crate::form::Field;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ReviewWithoutNote,
    title: "自己評価と違う査定の理由がない",
    explanation: "査定が自己評価と違うときは、その理由を備考に書いてください。読む人には、評価が変わったことしか分かりません。",
    wrong: &[
        "自己評価: A\n査定: B",
        "自己評価: B\n査定: A",
        "自己評価: B\n査定: C\n今後の方針: 人手の不足が課題のため、体制を見直します。",
    ],
    right: &[
        "自己評価: A\n査定: A",
        "自己評価: B",
        "自己評価: A\n査定: B\n備考: 参加者が目標を下回ったため、査定でＢとしました。",
        "自己評価: A\n査定: B\n今後の方針: 査定の指摘を受け、参加者を増やします。",
    ],
    check: Check::Booklet(reviews),
};

fn reviews(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in facts.finished() {
        let record = reported.record;
        let (Some(own), Some(reviewed)) = (record.mark(Field::SelfGrade), record.mark(Field::ReviewedGrade))
        else {
            continue;
        };
        let told = facts.texts_of(reported).iter().any(|prose| {
            (prose.cell.field.is_report() || prose.cell.field == Field::Next)
                && prose.as_str().contains("査定")
        });
        if own.value != reviewed.value && record.text(Field::Remarks).is_none() && !told {
            findings.value(
                reported.sheet.page,
                Field::ReviewedGrade,
                &reviewed.place,
                format!(
                    "自己評価は「{}」、査定は「{}」ですが、備考に理由がありません。",
                    typed(facts, own.value),
                    typed(facts, reviewed.value)
                ),
                "評価が変わった理由を備考に書いてください。",
            );
        }
    }
}

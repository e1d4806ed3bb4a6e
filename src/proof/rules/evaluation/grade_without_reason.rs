//! A poor mark without a reason.

use super::mark::{mark, typed};
use crate::diagnostics::{Code, Severity};
use crate::form::Field;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::GradeWithoutReason,
    severity: Severity::Warning,
    title: "低い評価の理由がない",
    explanation: "評価が評価基準の下半分（４段階ならＣとＤ）のときは、なぜ進まなかったか、なぜ取りやめたかを、\
        今後の方針か備考に書いてください。",
    wrong: &[
        "自己評価: C\n今後の方針: 引き続き取り組みます。",
        "自己評価: D\n今後の方針: 取組を終えます。",
        "自己評価: C\n今後の方針: 関係機関と連携して事業を進めます。\n備考: 県の補助事業",
    ],
    right: &[
        "自己評価: C\n今後の方針: 担い手の不足により講座を開けなかったため、募集の方法を改めます。",
        "自己評価: D\n今後の方針: 利用者がいなくなったことから、取組を終えます。",
        "自己評価: B\n今後の方針: 引き続き取り組みます。",
        "自己評価: C\n備考: 会場の工事の影響で開催できませんでした。",
    ],
    check: Check::Booklet(reasons),
};

/// Words with which a reason is given.
const REASONS: &[&str] = &[
    "ため",
    "ので",
    "により",
    "によって",
    "よる",
    "から",
    "理由",
    "影響",
    "困難",
    "難し",
    "課題",
    "至ら",
    "至って",
    "できな",
    "できず",
    "不足",
    "いない",
    "なかった",
    "伴い",
    "伴う",
    "見送",
    "終了",
    "原因",
    "事情",
];

fn reasons(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(mark) = mark(reported).filter(|mark| facts.model.plan.scale.is_poor(mark.grade)) else {
            continue;
        };
        let texts = [reported.record.text(Field::Next), reported.record.text(Field::Remarks)];
        let given = texts.into_iter().flatten().any(|text| REASONS.iter().any(|word| text.contains(word)));
        if !given {
            findings.value(
                reported.sheet.page,
                mark.field,
                mark.place,
                format!("評価は「{}」ですが、今後の方針に理由がありません。", typed(facts, mark.grade)),
                "なぜ進まなかったか、なぜ取りやめたかを今後の方針に書いてください。",
            );
        }
    }
}

//! A poor mark without a reason.

use super::mark::{mark, typed};
use super::reason::is_given;
use super::scale::ranks;
use crate::diagnostics::Code;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::GradeWithoutReason,
    title: "低い評価の理由がない",
    explanation: "評価が評価基準の下半分（４段階ならＣとＤ）のときは、なぜ進まなかったか、なぜ取りやめたかを、\
        今後の方針か備考に書いてください。取組内容や成果に事情が書かれていれば、それで足ります。",
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
        "自己評価: C\n成果: 講師の辞退により、講座は中止としました。",
    ],
    check: Check::Booklet(reasons),
};

fn reasons(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !ranks(&facts.model.plan.scale) {
        return;
    }
    for reported in facts.finished() {
        let Some(mark) = mark(reported).filter(|mark| facts.model.plan.scale.is_poor(mark.grade)) else {
            continue;
        };
        if !is_given(facts, reported) {
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

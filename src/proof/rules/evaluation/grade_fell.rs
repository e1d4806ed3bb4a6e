//! A mark two steps below last year's.

use super::mark::{mark, typed};
use super::reason::is_told;
use super::scale::ranks;
use crate::diagnostics::Code;
use crate::model::Record;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::GradeFell,
    title: "評価が前年度から二段階以上下がった",
    explanation: "前年度の評価から二段階以上下がっています。評価の書き誤りでないか確かめ、正しければ、備考に事情を書いてください。\
        取組内容・成果・今後の方針に事情が書かれているときは、何も知らせません。",
    wrong: &[
        "自己評価: C\n今後の方針: 見守りを続けます。\n前年度:\n  査定: A",
        "自己評価: D\n今後の方針: 取組を終えます。\n前年度:\n  指標目標: 見守り\n  自己評価: B",
        "自己評価: D\n今後の方針: 取りやめます。\n前年度:\n  査定: A",
    ],
    right: &[
        "自己評価: B\n前年度:\n  査定: A",
        "自己評価: A\n前年度:\n  査定: C",
        "自己評価: C\n今後の方針: 人手の不足が課題です。\n備考: 担当者の欠員が続いたため、進みが遅れました。\n前年度:\n  査定: A",
        "自己評価: C\n成果: 台風の影響で催しを開けませんでした。\n前年度:\n  査定: A",
        "自己評価: C\n今後の方針: 人手の不足が課題です。",
    ],
    check: Check::Booklet(falls),
};

fn falls(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let scale = &facts.model.plan.scale;
    if !ranks(scale) {
        return;
    }
    for reported in facts.finished() {
        let (Some(mark), Some(last)) =
            (mark(reported), reported.last.and_then(Record::grade).map(|grade| grade.value))
        else {
            continue;
        };
        if scale.rank(mark.grade) >= scale.rank(last) + 2 && !is_told(facts, reported) {
            findings.value(
                reported.sheet.page,
                mark.field,
                mark.place,
                format!(
                    "評価が、前年度の「{}」から「{}」に下がっています。",
                    typed(facts, last),
                    typed(facts, mark.grade)
                ),
                "書き誤りでなければ、備考に事情を書いてください。",
            );
        }
    }
}

//! Every target reached, and not the best mark.

use super::mark::{mark, typed};
use super::outcome::indicators;
use super::reason::is_told;
use super::scale::{is_for_reached, ranks};
use crate::diagnostics::Code;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::GradeTooBad,
    title: "目標をすべて達成したのに低い評価",
    explanation: "「指標」の目標をすべて達成しているのに、評価が評価基準の一番上ではありません（一番上が「目標を上回った」のような評価基準では、二番目より下のとき）。\
        数に表れない理由があるときは、備考に書いてください。「影響」「できず」「課題」など、思うように進まなかった事情が\
        成果などに書かれているときは、何も知らせません。",
    wrong: &[
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 4}]\n成果: 見学会４回開催\n自己評価: B",
        "指標目標: 講座２件・参加30名\n指標:\n  - {名称: 講座, 単位: 件, 目標: 2, 実績: 2}\n  - {名称: 参加, 単位: 名, 目標: 30, 実績: 41}\n成果: 講座２件（41名参加）\n自己評価: B",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40, 実績: 45}]\n成果: 登録者45名\n自己評価: C\n今後の方針: 登録の方法を見直します。",
    ],
    right: &[
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 4}]\n成果: 見学会４回開催\n自己評価: A",
        "指標目標: 講座２件・参加30名\n指標:\n  - {名称: 講座, 単位: 件, 目標: 2, 実績: 2}\n  - {名称: 参加, 単位: 名, 目標: 30, 実績: 29}\n成果: 講座２件（29名参加）\n自己評価: B",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40, 実績: 45}]\n成果: 登録者45名\n自己評価: B\n備考: 名簿の整備が年度内に終わらなかったため、未達成としました。",
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 4}]\n成果: 見学会を４回開きましたが、参加者は伸び悩みました。\n自己評価: B",
        "指標目標: 待機児童数５人以下\n指標: [{名称: 待機児童数, 単位: 人, 目標: 5, 実績: 9}]\n成果: 待機児童数９人\n自己評価: C\n今後の方針: 課題を見直します。",
        "指標目標: 待機児童数５人\n指標: [{名称: 待機児童数, 単位: 人, 目標: 5, 実績: 9}]\n成果: 待機児童数９人\n自己評価: B",
    ],
    check: Check::Booklet(too_bad),
};

fn too_bad(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !ranks(&facts.model.plan.scale) {
        return;
    }
    for reported in facts.finished() {
        let scale = &facts.model.plan.scale;
        let Some(mark) = mark(reported).filter(|mark| !is_for_reached(scale, mark.grade)) else { continue };
        let outcomes = indicators(facts, reported);
        let all_known = outcomes.len() == reported.record.indicators.len() && !outcomes.is_empty();
        if all_known && outcomes.iter().all(|outcome| outcome.reached) && !is_told(facts, reported) {
            findings.value(
                reported.sheet.page,
                mark.field,
                mark.place,
                format!("指標の目標をすべて達成していますが、評価は「{}」です。", typed(facts, mark.grade)),
                "評価を直すか、その評価にした理由を備考に書いてください。",
            );
        }
    }
}

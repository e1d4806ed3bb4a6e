//! A plan that ended, with work still reported.

use crate::diagnostics::{Code, Severity};
use crate::form::Field;
use crate::proof::facts::{Facts, Reported};
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::PlanEnded,
    severity: Severity::Warning,
    title: "年次計画の帯が今年度にない",
    explanation: "年次計画の帯がどれも今年度より前に終わっているのに、今年度の記録があります。帯の期間か、事業の終了年度を確かめてください。",
    wrong: &[
        "成果: 講座を開きました。\n年次計画: [{内容: 講座, 期間: R4}]",
        "取組内容: 講座を開きました。\n年次計画: [{内容: 準備, 期間: R4}, {内容: 試行, 期間: R4}]",
        "指標目標: 12回\n年次計画: [{内容: 調査, 期間: R4}]",
    ],
    right: &[
        "成果: 講座を開きました。\n年次計画: [{内容: 講座, 期間: R4-R5}]",
        "成果: 講座を開きました。\n年次計画: [{内容: 準備, 期間: R4}, {内容: 講座, 期間: R5-R6}]",
        "成果: 講座を開きました。\n年次計画: [{内容: 講座, 期間: R6}]",
    ],
    check: Check::Booklet(plan_ended),
};

fn plan_ended(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for Reported { sheet, measure, .. } in &facts.reported {
        let ends = measure.schedule.iter().map(|bar| bar.period.last().starts_in());
        let ended = ends.max().is_some_and(|end| end < facts.year.starts_in());
        let Some(bar) = measure.schedule.last().filter(|_| ended) else { continue };
        let message = format!("年次計画の帯が、どれも{}より前に終わっています。", facts.book.year.label);
        let hint = "帯の期間か、事業の終了年度を確かめてください。";
        findings.value(sheet.page, Field::Schedule, &bar.text.place, message, hint);
    }
}

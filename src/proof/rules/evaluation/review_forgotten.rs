//! 査定 that was forgotten.

use crate::diagnostics::Code;
use crate::form::Field;
use crate::model::Record;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ReviewForgotten,
    title: "査定が抜けている",
    explanation: "この年度のほかの記録には査定があるのに、この記録にはありません。紙には自己評価がそのまま載ります。\
        自己評価と違うときだけ査定を書く冊子や、査定のない冊子では、何も知らせません。\
        前の年度にあった査定がこの年度の記録のどれにもないときは、一度だけ知らせます。",
    wrong: &[
        "自己評価: A\n査定: A\n---\n自己評価: B\n査定: B\n---\n自己評価: A",
        "自己評価: A\n査定: B\n備考: 見直しました。\n---\n自己評価: B\n査定: B\n---\n自己評価: C\n今後の方針: 課題を見直します。",
        "自己評価: A\n前年度:\n  自己評価: A\n  査定: A\n---\n自己評価: B\n前年度:\n  自己評価: B\n  査定: A",
    ],
    right: &[
        "自己評価: A\n査定: A\n---\n自己評価: B\n査定: B",
        "自己評価: A\n---\n自己評価: B",
        "自己評価: A\n前年度:\n  査定: A\n---\n自己評価: B\n前年度:\n  査定: B",
        "自己評価: A\n査定: B\n備考: 見直しました。\n---\n自己評価: B",
    ],
    check: Check::Booklet(forgotten),
};

fn forgotten(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    // The working group reviews when all have reported.
    if facts.book.missing.has_errors() {
        return;
    }
    let is_reviewed = |record: &Record| record.mark(Field::ReviewedGrade).is_some();
    let reviewed = facts.reported.iter().filter(|reported| is_reviewed(reported.record)).count();
    let same = facts.reported.iter().any(|reported| {
        let marks = reported.record.mark(Field::ReviewedGrade).zip(reported.record.mark(Field::SelfGrade));
        marks.is_some_and(|(reviewed, own)| reviewed.value == own.value)
    });
    let mut without =
        facts.reported.iter().filter(|reported| !is_reviewed(reported.record)).filter_map(|reported| {
            reported.record.mark(Field::SelfGrade).map(|own| (reported.sheet.page, &own.place))
        });
    if reviewed == 0 {
        let last: Vec<&Record> = facts.reported.iter().filter_map(|reported| reported.last).collect();
        // Of years before the booklets were made here, often only the last mark is known.
        let is_whole = |record: &Record| is_reviewed(record) && record.mark(Field::SelfGrade).is_some();
        let known = last.iter().filter(|record| is_whole(record)).count();
        let is_usual = known > 0 && known * 2 >= last.len() || years_reviewed(facts) > 1;
        if is_usual && let Some((page, place)) = without.next() {
            let message = "この年度の記録には、どれにも査定がありません。前の年度の記録にはあります。";
            let hint = "査定が済んだら、年度の記録ごとに査定を書いてください。査定のない冊子なら、plan.yaml の「校正」の「しない」に W0657 を書きます。";
            findings.value(page, Field::ReviewedGrade, place, message, hint);
        }
        return;
    }
    // Where a mark is reviewed only to be changed, its lack says that it stays.
    if !same || reviewed * 2 < facts.reported.len() {
        return;
    }
    for (page, place) in without {
        let message = "査定がありません。この年度のほかの記録にはあります。";
        let hint = "査定を書いてください。自己評価のままでよければ、同じ評価を書きます。";
        findings.value(page, Field::ReviewedGrade, place, message, hint);
    }
}

/// In how many of the years before most records have 査定.
fn years_reviewed(facts: &Facts<'_>) -> usize {
    let earlier = facts.model.records.iter().filter(|(year, _)| **year < facts.year);
    let most = earlier.filter(|(_, records)| {
        let reviewed = records.values().filter(|record| record.mark(Field::ReviewedGrade).is_some()).count();
        reviewed * 2 > records.len()
    });
    most.count()
}

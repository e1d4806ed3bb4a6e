//! A percentage that was cut off.

use super::percentage::{Error, Percentage, percentages, shares};
use crate::diagnostics::Code;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::CutOff,
    title: "割合が四捨五入でなく切り捨て",
    explanation: "割合の端数が切り捨てられています。同じ冊子の中では、端数の扱いを四捨五入にそろえてください。\
        切り捨てた割合が三つ以上あり、切り上げた割合が一つもない冊子では、切り捨てる約束と見て、何も知らせません。",
    wrong: &[
        "配達の依頼：5/8（対応率62％）",
        "見守りの登録 37/42（88.0％）",
        "体験会への参加：２３／３５（６５.７％）・欠席12/35（34.2％）",
        "申込み60名中40名（66.6％）が出席しました。",
        "依頼：5/8（62％）\n登録 37/42（88.0％）\n体験会 12/35（34.2％）\n欠席 2/3（67％）",
    ],
    right: &[
        "配達の依頼：5/8（対応率63％）",
        "見守りの登録 37/42（88.1％）",
        "体験会への参加：２３／３５（６５.７％）・欠席12/35（34.3％）",
        "申込み60名中40名（66.7％）が出席しました。",
        "配達の依頼：5/8（62％）\n見守りの登録 37/42（88.0％）\n体験会 12/35（34.2％）",
    ],
    check: Check::Booklet(cut_off),
};

/// So many percentages that are cut off, and none that is rounded up, are a council's way.
const A_HABIT: usize = 3;

fn cut_off(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let found: Vec<_> = facts
        .texts
        .iter()
        .flat_map(|prose| percentages(prose, Error::CutOff).into_iter().map(move |finding| (prose, finding)))
        .collect();
    let is_rounded_up = |Percentage { percent, part, whole }: &Percentage<'_>| {
        let share = part.value.share(whole.value, 2, percent.value.decimals());
        share.is_some_and(|share| share.rounded == percent.value && share.cut != percent.value)
    };
    if found.len() >= A_HABIT && !facts.texts.iter().any(|prose| shares(prose).iter().any(is_rounded_up)) {
        return;
    }
    for (prose, finding) in found {
        findings.in_text(prose, finding);
    }
}

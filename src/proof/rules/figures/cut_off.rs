//! A percentage that was cut off.

use super::percentage::{Error, percentages};
use crate::diagnostics::Code;
use crate::proof::rule::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::CutOff,
    title: "割合が四捨五入でなく切り捨て",
    explanation: "割合の端数が切り捨てられています。同じ冊子の中では、端数の扱いを四捨五入にそろえてください。",
    wrong: &[
        "配達の依頼：5/8（対応率62％）",
        "見守りの登録 37/42（88.0％）",
        "体験会への参加：２３／３５（６５.７％）・欠席12/35（34.2％）",
        "申込み60名中40名（66.6％）が出席しました。",
    ],
    right: &[
        "配達の依頼：5/8（対応率63％）",
        "見守りの登録 37/42（88.1％）",
        "体験会への参加：２３／３５（６５.７％）・欠席12/35（34.3％）",
        "申込み60名中40名（66.7％）が出席しました。",
    ],
    check: Check::Text(|prose| percentages(prose, Error::CutOff)),
};

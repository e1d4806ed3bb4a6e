//! 百分率: a percentage beside the two amounts that it is made of.

use super::prose::Prose;
use super::quantity::{Number, Quantity};
use super::rule::{Check, Rule, Slip};
use crate::diagnostics::{Code, Severity};

/// A percentage that is not that of its two amounts.
pub static RATIO: Rule = Rule {
    code: Code::Ratio,
    severity: Severity::Warning,
    title: "割合が計算と合わない",
    explanation: "「16/17（94.1％）」のように割合の隣に二つの数があるとき、割り算の結果と割合を比べます。\
        合わないときは、二つの数と割合のどれかが誤っています。元の資料で確かめてください。",
    wrong: &[
        "訪問の希望：14/16（希望に応えた割合85.7％）",
        "送迎の依頼に対応：27/30（92.0％）",
        "アンケート回収 45/60（７５.５％）",
    ],
    right: &[
        "訪問の希望：14/16（希望に応えた割合87.5％）",
        "送迎の依頼に対応：27/30（90％）",
        "１／２の確率で当たるくじを98％の方に配布",
    ],
    check: Check::Text(|prose| slips(prose, Error::Wrong)),
};

/// A percentage that was cut off.
pub static CUT_OFF: Rule = Rule {
    code: Code::CutOff,
    severity: Severity::Warning,
    title: "割合が四捨五入でなく切り捨て",
    explanation: "割合の端数が切り捨てられています。同じ冊子の中では、端数の扱いを四捨五入にそろえてください。",
    wrong: &[
        "配達の依頼：5/8（対応率62％）",
        "見守りの登録 37/42（88.0％）",
        "体験会への参加：２３／３５（６５.７％）・欠席12/35（34.2％）",
    ],
    right: &[
        "配達の依頼：5/8（対応率63％）",
        "見守りの登録 37/42（88.1％）",
        "体験会への参加：２３／３５（６５.７％）・欠席12/35（34.3％）",
    ],
    check: Check::Text(|prose| slips(prose, Error::CutOff)),
};

/// What is wrong with a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Error {
    Wrong,
    CutOff,
}

/// Compares a percentage with `part` in `whole`: the right one, if it is another.
pub(super) fn judge(percent: Number, part: Number, whole: Number) -> Option<(Error, Number)> {
    let (part, whole) = (part.to_whole()?, whole.to_whole()?);
    if whole <= 0 {
        return None;
    }
    let scale = 10_i128.checked_pow(percent.decimals() + 2)?;
    let product = i128::from(part) * scale;
    let whole = i128::from(whole);
    let cut = product / whole;
    let rounded = (product * 2 + whole) / (whole * 2);
    let typed = i128::from(percent.unscaled());
    if typed == rounded {
        return None;
    }
    let right = Number::new(i64::try_from(rounded).ok()?, percent.decimals());
    Some((if typed == cut { Error::CutOff } else { Error::Wrong }, right))
}

fn slips(prose: &Prose<'_>, wanted: Error) -> Vec<Slip> {
    let text = prose.as_str();
    prose
        .quantities
        .windows(3)
        .filter_map(|window| {
            let [part, whole, percent] = window else { return None };
            let between = text.get(part.range().end..whole.number.start)?;
            let lead = text.get(whole.range().end..percent.number.start)?;
            let is_fraction = matches!(between.trim(), "/" | "／") && same_unit(prose, part, whole);
            // The percentage stands in the brackets that follow, or right after.
            let near = lead.chars().count() <= 16
                && !lead.contains(['。', '、', '\n', '）', ')', '・', 'の', '/', '／']);
            let is_percent = matches!(prose.part(&percent.unit), "％" | "%" | "パーセント");
            if !(is_fraction && near && is_percent) {
                return None;
            }
            let (error, right) = judge(percent.value, part.value, whole.value)?;
            let (part, whole) = (part.value, whole.value);
            let message = match error {
                Error::Wrong => format!("割合が計算と合いません。{part}÷{whole} は {right}％です。"),
                Error::CutOff => format!(
                    "割合の端数が切り捨てられています。四捨五入では {right}％です（{part}÷{whole}）。"
                ),
            };
            (error == wanted).then(|| Slip::new(percent.range(), message))
        })
        .collect()
}

fn same_unit(prose: &Prose<'_>, part: &Quantity, whole: &Quantity) -> bool {
    part.unit.is_empty() || prose.part(&part.unit) == prose.part(&whole.unit)
}

//! 百分率: a percentage beside the two amounts that it is made of.

use super::number::Number;
use super::prose::Prose;
use super::quantity::Quantity;
use super::rule::{Check, Rule, Slip};
use crate::diagnostics::{Code, Severity};

/// A percentage that is not that of its two amounts.
pub static RATIO: Rule = Rule {
    code: Code::Ratio,
    severity: Severity::Warning,
    title: "割合が計算と合わない",
    explanation: "「14/16（87.5％）」や「目標30件に対して実績27件（90％）」のように、割合の前に二つの数があるとき、\
        割り算の結果と割合を比べます。合わないときは、二つの数と割合のどれかが誤っています。元の資料で確かめてください。",
    wrong: &[
        "訪問の希望：14/16（希望に応えた割合85.7％）",
        "送迎の依頼に対応：27/30（92.0％）",
        "アンケート回収 45/60（７５.５％）",
        "目標額：400,000円に対して\n実績額：450,000円（112.9％）",
        "対象30世帯のうち27世帯（95％）を訪問しました。",
    ],
    right: &[
        "訪問の希望：14/16（希望に応えた割合87.5％）",
        "送迎の依頼に対応：27/30（90％）",
        "１／２の確率で当たるくじを98％の方に配布",
        "目標額：400,000円に対して\n実績額：450,000円（112.5％）",
        "対象30世帯のうち27世帯（90％）を訪問しました。",
        "登録は30世帯で、27世帯（前年比95％）を訪問しました。",
        "電話12件、来所６件（前年比90％）",
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
        "申込み60名中40名（66.6％）が出席しました。",
    ],
    right: &[
        "配達の依頼：5/8（対応率63％）",
        "見守りの登録 37/42（88.1％）",
        "体験会への参加：２３／３５（６５.７％）・欠席12/35（34.3％）",
        "申込み60名中40名（66.7％）が出席しました。",
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
    let product = i128::from(part).checked_mul(scale)?;
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
    prose
        .quantities
        .windows(3)
        .filter_map(|window| {
            let [first, second, percent] = window else { return None };
            if prose.unit(percent) != "％" || !is_near(prose, second, percent) {
                return None;
            }
            let (part, whole) = roles(prose, first, second)?;
            let (error, right) = judge(percent.value, part.value, whole.value)?;
            let division = format!("{}÷{}", part.value, whole.value);
            let message = match error {
                Error::Wrong => format!("割合が計算と合いません。{division} は {right}％です。"),
                Error::CutOff => {
                    format!("割合の端数が切り捨てられています。{division} は、四捨五入では {right}％です。")
                }
            };
            (error == wanted).then(|| Slip::new(percent.range(), message))
        })
        .collect()
}

/// Whether a percentage stands right after a number, or in the brackets that follow it.
fn is_near(prose: &Prose<'_>, number: &Quantity, percent: &Quantity) -> bool {
    let between = prose.part(&(number.range().end..percent.number.start));
    between.chars().count() <= 16
        && !between.contains(['。', '、', '\n', '）', ')', '・', 'の', '/', '／'])
        && !["前年", "昨年", "全体", "目標"].iter().any(|word| between.contains(word))
}

/// Which of two numbers is the part and which the whole, where the text says so.
fn roles<'q>(
    prose: &Prose<'_>,
    first: &'q Quantity,
    second: &'q Quantity,
) -> Option<(&'q Quantity, &'q Quantity)> {
    let between = prose.part(&(first.range().end..second.number.start));
    let same_unit = prose.unit(first) == prose.unit(second);
    if matches!(between.trim(), "/" | "／") && (same_unit || first.unit.is_empty()) {
        return Some((first, second));
    }
    let of = ["中", "のうち", "に対し"].iter().any(|word| between.starts_with(word));
    let short = between.chars().count() <= 24 && !between.contains(['。', '（', '(']);
    (of && short && same_unit && !first.unit.is_empty()).then_some((second, first))
}

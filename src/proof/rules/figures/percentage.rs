//! 百分率: a percentage beside the two amounts that it is made of.

use crate::language::{Decimal, Quantity};
use crate::proof::prose::Prose;
use crate::proof::rule::Slip;

/// What is wrong with a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Error {
    Wrong,
    CutOff,
}

/// Compares a percentage with `part` in `whole`: the right one, if it is another.
pub(super) fn judge(percent: Decimal, part: Decimal, whole: Decimal) -> Option<(Error, Decimal)> {
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
    let right = Decimal::new(i64::try_from(rounded).ok()?, percent.decimals());
    Some((if typed == cut { Error::CutOff } else { Error::Wrong }, right))
}

pub(super) fn slips(prose: &Prose<'_>, wanted: Error) -> Vec<Slip> {
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
pub(super) fn is_near(prose: &Prose<'_>, number: &Quantity, percent: &Quantity) -> bool {
    let between = prose.part(&(number.range().end..percent.number.start));
    between.chars().count() <= 16
        && !between.contains(['。', '、', '\n', '）', ')', '・', 'の', '/', '／'])
        && !["前年", "昨年", "全体", "目標"].iter().any(|word| between.contains(word))
}

/// Which of two numbers is the part and which the whole, where the text says so.
pub(super) fn roles<'q>(
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

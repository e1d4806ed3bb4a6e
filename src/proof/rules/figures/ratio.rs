//! A percentage that is not that of its two amounts.

use super::percentage::{Error, percentages};
use crate::diagnostics::Code;
use crate::proof::rule::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Ratio,
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
    check: Check::Text(|prose| percentages(prose, Error::Wrong)),
};

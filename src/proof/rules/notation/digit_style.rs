//! Digits that are not as the plan wants them.

use super::digits::{in_one_width, is_decimal, is_free, is_full_width_digit, is_mixed, is_single};
use crate::diagnostics::Code;
use crate::language::Quantity;
use crate::language::script::is_digit;
use crate::model::Digits;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::DigitStyle,
    title: "数字の全角・半角が決まりと違う",
    explanation: "plan.yaml の「校正」の「数字」で決めた書き方（半角、全角、一桁全角のどれか）と違う数字です。\
        小数はどの書き方でも半角です（全角と決めたときは、「３．５」のような全角の小数もそのままにします）。\
        英字に続く数字、分数、電話番号やアドレスの中の数字には、この決まりは当たりません。",
    wrong: &[
        "校正: {数字: 一桁全角}\n成果: 参加者は5名でした。",
        "校正: {数字: 半角}\n成果: 参加者は１５名でした。",
        "校正: {数字: 全角}\n成果: 参加者は15名でした。",
        "校正: {数字: 一桁全角}\n成果: 一回に３．５時間かけました。",
    ],
    right: &[
        "校正: {数字: 一桁全角}\n成果: 参加者は５名、講師は12名でした。",
        "校正: {数字: 半角}\n成果: 参加者は5名でした。",
        "校正: {数字: 一桁全角}\n成果: ３万１千円が集まりました。",
        "校正: {数字: 全角}\n成果: A4のチラシを１５枚配りました。",
        "成果: 参加者は5名でした。",
        "校正: {数字: 全角}\n成果: 一回に3.5時間、延べ２１時間かけました。",
        "校正: {数字: 全角}\n成果: 一回に３．５時間かけました。",
        "校正: {数字: 一桁全角}\n成果: https://example.jp/2/index_5.html?id=7 と a_2@example.jp、電話 0495-22-1234、Ver.2 を載せました。",
        "校正: {数字: 一桁全角}\n成果: 来場者は5、500人でした。",
    ],
    check: Check::Typing(digit_style),
};

fn digit_style(prose: &Prose<'_>) -> Vec<Finding> {
    let Some(digits) = prose.house_style.digits else { return Vec::new() };
    let wants_full = |number: &Quantity| match digits {
        Digits::HalfWidth => false,
        Digits::FullWidth => !is_decimal(prose, number),
        Digits::SingleFullWidth => is_single(prose, number),
    };
    // A mixed number is told of as such.
    let either = |number: &Quantity| digits == Digits::FullWidth && is_decimal(prose, number);
    let numbers = prose
        .quantities
        .iter()
        .filter(|number| is_free(prose, number) && !is_mixed(prose, number) && !either(number));
    numbers
        .filter(|number| {
            let is_full = |character| is_full_width_digit(character) == wants_full(number);
            !prose.part(&number.number).chars().filter(|&character| is_digit(character)).all(is_full)
        })
        .map(|number| {
            in_one_width(
                prose,
                number,
                wants_full(number),
                "数字の全角・半角が、plan.yaml の校正の決まりと違います。",
            )
        })
        .collect()
}

//! Digits that are not as the plan wants them.

use super::digits::{in_one_width, is_free, is_full_width_digit, is_mixed, is_single};
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
        英字に続く数字、小数、分数はどの書き方でも半角でかまいません。",
    wrong: &[
        "校正: {数字: 一桁全角}\n成果: 参加者は5名でした。",
        "校正: {数字: 半角}\n成果: 参加者は１５名でした。",
        "校正: {数字: 全角}\n成果: 参加者は15名でした。",
    ],
    right: &[
        "校正: {数字: 一桁全角}\n成果: 参加者は５名、講師は12名でした。",
        "校正: {数字: 半角}\n成果: 参加者は5名でした。",
        "校正: {数字: 一桁全角}\n成果: ３万１千円が集まりました。",
        "校正: {数字: 全角}\n成果: A4のチラシを１５枚配りました。",
        "成果: 参加者は5名でした。",
    ],
    check: Check::Typing(digit_style),
};

fn digit_style(prose: &Prose<'_>) -> Vec<Finding> {
    let Some(digits) = prose.house_style.digits else { return Vec::new() };
    let wants_full = |number: &Quantity| match digits {
        Digits::HalfWidth => false,
        Digits::FullWidth => true,
        Digits::SingleFullWidth => is_single(prose, number),
    };
    // A mixed number is told of as such.
    let numbers = prose.quantities.iter().filter(|number| is_free(prose, number) && !is_mixed(prose, number));
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

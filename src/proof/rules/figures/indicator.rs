//! 指標: its numbers beside those of the text.

use crate::diagnostics::Spanned;
use crate::language::{COUNTERS, Decimal, Quantity, are_one_unit};
use crate::model::Indicator;
use crate::proof::prose::Prose;
use crate::proof::rule::Finding;

/// Smaller numbers of different things are often the same.
const BY_CHANCE: Decimal = Decimal::whole(13);

/// What says more of a unit than how it counts: 「人以下」「件／年」「延べ人」.
const BESIDE_UNITS: &[&str] = &["以下", "以上", "未満", "以内", "/年", "／年", "/月", "／月"];

/// The counter of a unit as people type it in 指標: 「人」 of 「人以下」.
pub(super) fn counter(unit: &str) -> &str {
    let unit = unit.trim().trim_start_matches("延べ").trim_start_matches("年間");
    let end = BESIDE_UNITS.iter().find_map(|more| unit.strip_suffix(more)).unwrap_or(unit);
    end.split(['（', '(']).next().unwrap_or(end).trim()
}

/// Where a text has a number of 指標, 目標 or 実績, in other units only.
pub(super) fn in_other_unit(
    prose: &Prose<'_>,
    indicator: &Indicator,
    number: &Spanned<Decimal>,
) -> Option<Finding> {
    let found = number.readings(counter(&indicator.unit)).find_map(|(value, unit)| {
        let mut same = prose.quantities.iter().filter(|quantity| quantity.value == value);
        let first = same.next().filter(|_| value >= BY_CHANCE && COUNTERS.contains(&unit))?;
        let differs = |quantity: &Quantity| {
            !quantity.unit.is_empty()
                && quantity.is_amount()
                && !are_one_unit(prose.unit(quantity), unit)
                && !prose.is_change(quantity)
        };
        (differs(first) && same.all(differs)).then_some(first)
    });
    found.map(|quantity| {
        let Indicator { name, unit, .. } = indicator;
        Finding::new(quantity.range(), format!("指標「{}」の単位は「{}」です。", name.value, unit.value))
            .hint("文章か指標の単位を、数えたものに合わせてください。")
            .propose([prose.part(&quantity.number), counter(unit)].concat())
    })
}

/// Whether a number is in the unit of an indicator: 290千円, which is 290,000円, if that is 千円 or 円.
pub(super) fn is_in_unit_of(prose: &Prose<'_>, quantity: &Quantity, indicator: &Indicator) -> bool {
    quantity.value.readings(counter(&indicator.unit)).any(|(_, unit)| {
        // A unit that only this indicator knows is no counter of the text.
        let typed = prose.as_str().get(quantity.number.end..).unwrap_or_default().trim_start();
        are_one_unit(prose.unit(quantity), unit) || !COUNTERS.contains(&unit) && typed.starts_with(unit)
    })
}

/// Digits in 漢字.
const DIGITS: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// Whether a text says a number in words: 「一回」「ひとつ」 for 1, 「全員」 for 100％, 「ありませんでした」 for 0.
pub(super) fn is_in_words(prose: &Prose<'_>, value: Decimal, unit: &str) -> bool {
    let text = prose.as_str();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let whole = value.to_whole();
    let digit = whole.and_then(|value| usize::try_from(value - 1).ok()).and_then(|at| DIGITS.get(at));
    if digit.is_some_and(|digit| text.contains(&[digit, unit].concat())) {
        return true;
    }
    match (whole, unit) {
        (Some(100), "％" | "%") => {
            says(&[
                "全員",
                "全て",
                "すべて",
                "全件",
                "全戸",
                "全世帯",
                "全校",
                "全施設",
                "全団体",
                "全地区",
                "いずれも",
                "10割",
                "満点",
            ]) || text.contains("全")
                && prose.quantities.iter().any(|quantity| text[..quantity.number.start].ends_with('全'))
        }
        (Some(50), "％" | "%") => {
            says(&["半数", "半分", "2分の1", "1/2", "２分の１", "１/２", "5割", "５割"])
        }
        (Some(0), _) => says(&[
            "ありませんでした",
            "なかった",
            "ありません",
            "なし",
            "ゼロ",
            "皆無",
            "解消",
            "発生せず",
            "発生していな",
            "いませんでした",
            "いない",
            "ない",
            "ず、",
            "中止",
            "できませんでした",
        ]),
        _ => false,
    }
}

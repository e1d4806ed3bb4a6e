//! What was reached, beside what was wanted.

use crate::form::Field;
use crate::language::Quantity;
use crate::model::{Direction, Indicator};
use crate::proof::facts::{Facts, ReportedMeasure};
use crate::proof::prose::Prose;

/// A number that was reached, beside the one that was wanted.
pub(super) struct Outcome {
    pub name: String,
    pub target: String,
    pub actual: String,
    pub reached: bool,
}

/// Which numbers are good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    More,
    Fewer,
    /// Nothing says it for certain: 「不登校の件数」.
    Unclear,
}

/// What says at a number that it is the most there may be.
const LIMITS: &[&str] = &[
    "以下",
    "未満",
    "以内",
    "まで減",
    "に減",
    "まで削減",
    "に削減",
    "まで抑",
    "に抑",
    "を下回",
    "にとど",
    "まで縮",
    "に縮",
];

/// What says in a name that fewer are wanted.
const LESS: &[&str] = &[
    "削減",
    "減少",
    "低減",
    "縮減",
    "抑制",
    "ゼロ",
    "以下",
    "未満",
    "以内",
    "減らす",
    "をなくす",
    "短縮",
    "縮小",
    "解消",
];

/// What is the better the less there is of it.
const HARMS: &[&str] = &[
    "待機児童",
    "待機者",
    "事故",
    "交通事故",
    "火災",
    "滞納",
    "未収金",
    "死亡",
    "死者",
    "負傷者",
    "離職",
    "離職者",
    "欠員",
    "空き家",
    "不法投棄",
    "苦情",
    "犯罪",
    "刑法犯認知",
    "未受診者",
    "未接続",
    "自殺者",
    "自殺死亡",
];

/// What may be good or bad.
const UNCLEAR: &[&str] = &[
    "虐待",
    "いじめ",
    "不登校",
    "ごみ",
    "排出",
    "消費",
    "使用",
    "残業",
    "時間外",
    "軽減",
    "待ち",
    "期間",
    "日数",
    "残",
    "負担",
    "経費",
    "コスト",
    "違反",
    "被害",
    "ロス",
];

/// How names end that say that something is counted.
const COUNTS: &[&str] = &["発生件数", "件数", "者数", "人数", "数", "額", "率", "量"];

/// Whether less is better, as far as a text of a target says.
pub(super) fn is_limit(text: &str) -> bool {
    LIMITS.iter().chain(LESS).any(|word| text.contains(word)) || text.contains('減') || text.contains('抑')
}

/// The name of a rate without whose it is: 届け出率 of 「11週以内の届け出率」.
fn without_whose(name: &str) -> &str {
    let of_those = ["以下の", "未満の", "以内の"].into_iter().find_map(|of| name.split_once(of));
    of_those.map(|(_, rate)| rate).filter(|rate| rate.ends_with(['率', '合'])).unwrap_or(name)
}

/// Which numbers of an indicator are good: 向き says it, or else its name, its unit and 指標目標.
pub(super) fn aim(facts: &Facts<'_>, reported: &ReportedMeasure<'_>, indicator: &Indicator) -> Aim {
    match indicator.direction {
        Some(Direction::More) => return Aim::More,
        Some(Direction::Fewer) => return Aim::Fewer,
        Some(Direction::Neither) => return Aim::Unclear,
        None => {}
    }
    let (name, unit) = (without_whose(&indicator.name.value), indicator.unit.value.as_str());
    let at_number = facts.text_of(reported, facts.target()).is_some_and(|text| {
        let wanted = text.quantities.iter().filter(|quantity| quantity.value == indicator.target.value);
        wanted.into_iter().any(|quantity| {
            let after = text.as_str().get(quantity.unit.end..).unwrap_or_default();
            LIMITS.iter().any(|word| after.starts_with(word))
        })
    });
    let stem = COUNTS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let stem = stem.trim_end_matches("の").trim_end_matches("発生");
    let says_less = |text: &str| LESS.iter().any(|word| text.contains(word));
    // 「削減量」 says by how much.
    let is_decrease = stem.len() < name.len() && LESS.iter().any(|word| stem.ends_with(word));
    if at_number || ["以下", "未満", "以内"].iter().any(|word| unit.contains(word) || name.contains(word))
    {
        Aim::Fewer
    } else if is_decrease {
        Aim::Unclear
    } else if says_less(name) || HARMS.contains(&stem) {
        Aim::Fewer
    } else if UNCLEAR.iter().any(|word| name.contains(word)) || name.contains('減') || name.contains('抑') {
        Aim::Unclear
    } else {
        let text = facts.text_of(reported, facts.target()).map_or("", Prose::as_str);
        if is_limit(text) && !text.contains("以上") { Aim::Unclear } else { Aim::More }
    }
}

/// What 指標 say, as far as 実績 are known and it is known which numbers are good.
pub(super) fn indicators(facts: &Facts<'_>, reported: &ReportedMeasure<'_>) -> Vec<Outcome> {
    let outcome = |indicator: &Indicator| {
        let (unit, target) = (indicator.unit.value.as_str(), indicator.target.value);
        let actual = indicator.actual.as_ref()?.value;
        let reached = match aim(facts, reported, indicator) {
            Aim::More => actual >= target,
            Aim::Fewer if unit.contains("未満") => actual < target,
            Aim::Fewer => actual <= target,
            Aim::Unclear => return None,
        };
        let name = indicator.name.value.clone();
        Some(Outcome { name, target: format!("{target}{unit}"), actual: format!("{actual}{unit}"), reached })
    };
    reported.record.indicators.iter().filter_map(outcome).collect()
}

/// Whether a number says how many of what, and not by how many more.
pub(super) fn is_countable(prose: &Prose<'_>, quantity: &Quantity) -> bool {
    quantity.is_amount() && !quantity.unit.is_empty() && !prose.is_change(quantity)
}

/// What 備考 and the report say where the writer takes the target for reached, or the mark for right, in spite of the numbers.
const IN_SPITE: &[&str] = &[
    "とみな",
    "達成とし",
    "達成と考え",
    "達成と判断",
    "と評価し",
    "評価とし",
    "評価を",
    "評価は",
    "と判断し",
    "に相当",
    "実質",
];

/// Whether the sheet says why the mark is not that of the numbers.
pub(super) fn is_explained(facts: &Facts<'_>, reported: &ReportedMeasure<'_>) -> bool {
    facts
        .texts_of(reported)
        .iter()
        .filter(|prose| prose.cell.field.is_report() || prose.cell.field == Field::Next)
        .any(|prose| IN_SPITE.iter().any(|word| prose.as_str().contains(word)))
}

//! 百分率: a percentage beside the two amounts that it is made of.

use super::direction::is_about;
use super::slip::{is_slip, is_swapped};
use super::verdict::typed_like;
use crate::language::script::sentences;
use crate::language::{Decimal, Quantity, are_one_unit};
use crate::proof::prose::Prose;
use crate::proof::rule::Finding;

/// What is wrong with a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Error {
    Wrong,
    CutOff,
}

/// A percentage with its two amounts.
pub(super) struct Percentage<'q> {
    pub percent: &'q Quantity,
    pub part: &'q Quantity,
    pub whole: &'q Quantity,
}

/// Compares a percentage with `part` in `whole`: the right one, if it is another.
pub(super) fn judge(percent: Decimal, part: Decimal, whole: Decimal) -> Option<(Error, Decimal)> {
    let share = part.share(whole, 2, percent.decimals())?;
    if percent == share.rounded {
        return None;
    }
    Some((if percent == share.cut { Error::CutOff } else { Error::Wrong }, share.rounded))
}

/// The percentages of a text that are wrong in one way.
pub(super) fn percentages(prose: &Prose<'_>, wanted: Error) -> Vec<Finding> {
    let wrong = shares(prose).into_iter().filter_map(|Percentage { percent, part, whole }| {
        let (error, right) = judge(percent.value, part.value, whole.value)?;
        // 「定数176人に対して欠員が4人あり、充足率は97.7％」: the rate is that of the others.
        let is_of_others = Decimal::whole(100).minus(right) == Some(percent.value);
        if error != wanted || is_of_others || is_near_enough(prose, percent, right) {
            return None;
        }
        let division = format!("{}÷{}", part.value, whole.value);
        let message = match error {
            Error::Wrong => format!("割合が計算と合いません。{division} は {right}％です。"),
            Error::CutOff => {
                format!("割合の端数が切り捨てられています。{division} は、四捨五入では {right}％です。")
            }
        };
        let typed = [&typed_like(prose, &percent.number, right), prose.part(&percent.unit)].concat();
        Some(Finding::new(percent.range(), message).propose(typed))
    });
    wrong.collect()
}

/// 「約90％」 of 88.9 is right.
fn is_near_enough(prose: &Prose<'_>, percent: &Quantity, right: Decimal) -> bool {
    let off = percent.value.minus(right).map_or(Decimal::whole(0), Decimal::abs);
    is_about(prose.as_str(), percent) && off <= Decimal::whole(5)
}

/// The percentages of a text that are made of two amounts beside them.
pub(super) fn shares<'q>(prose: &'q Prose<'_>) -> Vec<Percentage<'q>> {
    let mut found: Vec<Percentage<'q>> = Vec::new();
    for (index, percent) in prose.quantities.iter().enumerate() {
        if prose.unit(percent) != "％" || !percent.is_amount() || prose.is_change(percent) {
            continue;
        }
        let (earlier, later) = (&prose.quantities[..index], &prose.quantities[index + 1..]);
        let pair = before(prose, earlier, percent)
            .or_else(|| of_whole(prose, earlier, percent))
            .or_else(|| in_sentence(prose, earlier, percent))
            .or_else(|| after(prose, percent, later))
            .or_else(|| slipped(prose, earlier, percent));
        found.extend(pair.map(|(part, whole)| Percentage { percent, part, whole }));
    }
    found
}

type Pair<'q> = (&'q Quantity, &'q Quantity);

/// 「14/16（87.5％）」「60名中40名（66.7％）」: two amounts right before a percentage.
fn before<'q>(prose: &Prose<'_>, earlier: &'q [Quantity], percent: &Quantity) -> Option<Pair<'q>> {
    let [.., first, second] = earlier else { return None };
    let between = prose.part(&(second.range().end..percent.number.start));
    let is_near = between.chars().count() <= 16
        && !between.contains(['。', '、', '\n', '）', ')', '・', 'の', '/', '／'])
        && !["前年", "昨年", "全体", "目標", "前回"].iter().any(|word| between.contains(word));
    is_near.then(|| roles(prose, first, second)).flatten()
}

/// 「18人（対象者30人の60.0％）」「11人（受講者14人に対する修了率78.6％）」: the whole beside the percentage, in the bracket after
/// the part.
fn of_whole<'q>(prose: &Prose<'_>, earlier: &'q [Quantity], percent: &Quantity) -> Option<Pair<'q>> {
    let mut amounts = earlier.iter().rev().filter(|quantity| quantity.is_amount());
    let (whole, part) = (amounts.next()?, amounts.next()?);
    let tie = prose.part(&(whole.range().end..percent.number.start));
    let is_tied = matches!(tie, "の" | "のうち" | "のうちの" | "に対し" | "に対して")
        || tie.starts_with("に対する") && tie.ends_with(['率', '合']) && tie.chars().count() <= 10;
    let between = prose.part(&(part.range().end..whole.number.start));
    let in_bracket = between.starts_with(['（', '(']) && !between.contains(['）', ')', '。', '、']);
    let same_unit = are_one_unit(prose.unit(part), prose.unit(whole)) && !part.unit.is_empty();
    let last = ["前年", "昨年", "前回"].iter().any(|word| between.contains(word));
    (is_tied && in_bracket && same_unit && !last && part.is_amount() && whole.is_amount())
        .then_some((part, whole))
}

/// 「180人のうち160人が受診し、受診率は88.9％」: two amounts in the sentence of a rate that is named after what the part did.
fn in_sentence<'q>(prose: &Prose<'_>, earlier: &'q [Quantity], percent: &Quantity) -> Option<Pair<'q>> {
    let text = prose.as_str();
    let (start, _) = sentences(text)
        .find(|(start, sentence)| (*start..start + sentence.len()).contains(&percent.number.start))?;
    let amounts: Vec<&Quantity> =
        earlier.iter().filter(|quantity| quantity.number.start >= start && quantity.is_amount()).collect();
    let second = *amounts.last()?;
    let first =
        amounts[..amounts.len() - 1].iter().copied().rev().find(|first| {
            are_one_unit(prose.unit(first), prose.unit(second)) && !prose.unit(first).is_empty()
        })?;
    let between = prose.part(&(second.range().end..percent.number.start));
    let rate = rate_name(between)?;
    let said = prose.part(&(start..percent.number.start - between.len() + between.rfind(rate)?));
    let other = ["前年", "昨年", "前回", "全体", "全国", "県平均", "令和", "平成", "うち"];
    let is_clear = !between.contains(['。', '\n']) && !other.iter().any(|word| between.contains(word));
    if prose.unit(second) == "％" || !is_clear || !is_rate_of(rate, said) || prose.is_change(second) {
        return None;
    }
    roles(prose, first, second).or_else(|| named_roles(prose, first, second))
}

/// 「58か所のうち、令和５年度末までに22か所（39.9％）」: the amount right before the bracket, and a whole of the same unit in the
/// text, where what they make is a slip of a finger away and nothing else makes what stands there.
fn slipped<'q>(prose: &Prose<'_>, earlier: &'q [Quantity], percent: &Quantity) -> Option<Pair<'q>> {
    let part = earlier.last().filter(|part| part.is_amount() && !part.unit.is_empty())?;
    let between = prose.part(&(part.unit.end..percent.number.start));
    let name = between.strip_prefix(['（', '('])?;
    let is_right_after = name.is_empty() || name.ends_with('率') && name.chars().count() <= 8;
    let (start, _) = sentences(prose.as_str()).take_while(|(start, _)| *start <= part.number.start).last()?;
    let wholes = || {
        earlier[..earlier.len() - 1].iter().rev().filter(|whole| {
            whole.is_amount() && are_one_unit(prose.unit(whole), prose.unit(part)) && whole.value > part.value
        })
    };
    let share = |whole: &Quantity| {
        part.value.share(whole.value, 2, percent.value.decimals()).map(|share| share.rounded)
    };
    let is_made = wholes().any(|whole| share(whole) == Some(percent.value));
    if !is_right_after || is_made || percent.value.decimals() == 0 || name.contains("達成") {
        return None;
    }
    let in_sentence = wholes().next().filter(|whole| whole.number.start >= start);
    let near = in_sentence.filter(|whole| share(whole).is_some_and(|share| is_slip(share, percent.value)));
    let far = || wholes().find(|whole| share(whole).is_some_and(|share| is_swapped(share, percent.value)));
    near.or_else(far).map(|whole| (part, whole))
}

/// 「受診率」 of 「が受診し、受診率は」; it ends the words before a percentage.
fn rate_name(between: &str) -> Option<&str> {
    let name = between.trim_end_matches(['は', 'が', 'も', '：', ':', '（', '(', 'で', '約', ' ', '　']);
    let start = name.char_indices().rev().take_while(|(_, character)| {
        crate::language::script::is_kanji(*character) || crate::language::script::is_katakana(*character)
    });
    let start = start.last().map(|(at, _)| at)?;
    let name = &name[start..];
    name.ends_with(['率', '合']).then_some(name)
}

/// Rates that are made of the two amounts before them whatever these did.
const PLAIN_RATES: &[&str] =
    &["割合", "達成率", "充足率", "進捗率", "組織率", "整備率", "執行率", "普及率", "実施率", "設置率"];

/// Rates of those who came, by whatever word.
const COMING: &[&str] = &["参加", "出席", "受講", "来場"];

fn is_rate_of(rate: &str, said: &str) -> bool {
    let stem = rate.trim_end_matches('率');
    let comes = |text: &str| COMING.iter().any(|word| text.contains(word));
    let parts: Vec<char> = stem.chars().collect();
    let same = parts.len() >= 2 && said.contains(stem)
        || parts.len() >= 2 && parts.windows(2).any(|two| said.contains(&two.iter().collect::<String>()));
    PLAIN_RATES.iter().any(|plain| rate.ends_with(plain)) || same || comes(stem) && comes(said)
}

/// 「92.0％（180人のうち160人）」: two amounts in the bracket right after a percentage.
fn after<'q>(prose: &Prose<'_>, percent: &Quantity, later: &'q [Quantity]) -> Option<Pair<'q>> {
    let rest = prose.as_str().get(percent.unit.end..)?;
    let inside = rest.strip_prefix(['（', '('])?;
    let start = percent.unit.end + rest.len() - inside.len();
    let end = start + inside.find(['）', ')'])?;
    let inside: Vec<&Quantity> = later.iter().take_while(|quantity| quantity.number.start < end).collect();
    let [first, second] = inside[..] else { return None };
    // What each of two groups is of something else is not told here.
    roles(prose, first, second).or_else(|| named_roles(prose, first, second))
}

/// Which of two numbers is the part and which the whole, where the text says so.
fn roles<'q>(prose: &Prose<'_>, first: &'q Quantity, second: &'q Quantity) -> Option<Pair<'q>> {
    let between = prose.part(&(first.range().end..second.number.start));
    let same_unit = are_one_unit(prose.unit(first), prose.unit(second));
    if !first.is_amount() || !second.is_amount() || prose.unit(second) == "％" {
        return None;
    }
    if matches!(between.trim(), "/" | "／") && (same_unit || first.unit.is_empty()) {
        return Some((first, second));
    }
    let of = ["中", "のうち", "の中", "に対し", "に対する"].iter().any(|word| between.starts_with(word))
        || is_of_which(between);
    let short = between.chars().count() <= 24 && !between.contains(['。', '（', '(']);
    (of && short && same_unit && !first.unit.is_empty()).then_some((second, first))
}

/// 「180人に達し、うち160人」, 「180人、このうち160人」.
fn is_of_which(between: &str) -> bool {
    let before =
        between.strip_suffix("うち").map(|rest| rest.trim_end_matches("この").trim_end_matches("その"));
    before.is_some_and(|before| before.is_empty() || before.ends_with(['、', '，']))
}

/// Nouns of what a part is compared with.
const WHOLES: &[&str] = &[
    "目標",
    "目標値",
    "目標額",
    "目標数",
    "目標件数",
    "定員",
    "対象",
    "対象者",
    "対象者数",
    "対象世帯",
    "配布数",
    "配布",
    "発送",
    "送付",
    "予定",
    "予定数",
    "計画",
    "計画数",
    "予算",
    "予算額",
    "全体",
    "総数",
];

/// 「利用者160人、定員180人」: which is the whole, by what the two are called.
fn named_roles<'q>(prose: &Prose<'_>, first: &'q Quantity, second: &'q Quantity) -> Option<Pair<'q>> {
    let is_whole = |quantity: &Quantity| WHOLES.contains(&prose.part(&quantity.noun));
    let same_unit = are_one_unit(prose.unit(first), prose.unit(second)) && !first.unit.is_empty();
    let between = prose.part(&(first.range().end..second.number.start));
    let short = between.chars().count() <= 16 && !between.contains(['。', '\n']);
    match (is_whole(first), is_whole(second)) {
        (true, false) if same_unit && short => Some((second, first)),
        (false, true) if same_unit && short => Some((first, second)),
        _ => None,
    }
}

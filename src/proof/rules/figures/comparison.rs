//! 増減: what a sentence says of how something changed.

use super::direction::{Said, said_at, sign_before};
use crate::language::script::{is_digit, sentences};
use crate::language::{Quantity, are_one_unit};
use crate::proof::prose::Prose;

/// An amount as it is now, beside what it was, or by how much it changed.
#[derive(Debug, Clone)]
pub(super) struct Comparison<'q> {
    pub now: &'q Quantity,
    /// What it was, where the sentence says so; otherwise it was so last year.
    pub before: Option<&'q Quantity>,
    /// By how much: 「34人」, 「10％」, 「1.5倍」.
    pub change: Option<&'q Quantity>,
    /// Which way. Without one a change in 倍 or ％ is what it is now in parts of what it was: 「前年比91.7％」.
    pub said: Option<Said>,
    /// Whether it speaks of the year before the booklet's.
    pub of_last_year: bool,
}

/// Words for the time before.
const LAST: &[&str] = &[
    "前年度末",
    "昨年度末",
    "前年度",
    "前の年度",
    "前の年",
    "前年同月",
    "前年同期",
    "前年",
    "昨年度",
    "昨年同期",
    "昨年",
    "前回",
    "前期",
    "前月",
    "前々回",
];

/// Those of them that are the year before the booklet's.
const LAST_YEAR: &[&str] = &["前年度", "前年", "昨年度", "昨年", "前の年度", "前の年"];

/// How a change is tied to what was before.
const THAN: &[&str] = &[
    "に比べると",
    "に比べて",
    "に比べ",
    "と比べると",
    "と比べて",
    "と比べ",
    "と比較して",
    "と比較し",
    "に対して",
    "に対し",
    "よりも",
    "より",
    "から",
    "を",
];

/// What goes before the number of a change.
const BEFORE_CHANGE: &[&str] =
    &["、", "さらに", "更に", "約", "およそ", "ほぼ", "延べ", "大きく", "で", "は", "（", "(", "も"];

/// What may stand between an amount and what it is compared with: 「486人で、前年度の520人から」.
const COPULAS: &[&str] = &[
    "で",
    "であり",
    "でしたが",
    "でした",
    "だったが",
    "と",
    "となり",
    "となりましたが",
    "となっており",
    "に達し",
    "に上り",
    "になり",
    "が参加し",
    "の参加があり",
    "の来場があり",
    "の利用があり",
    "の応募があり",
    "",
];

/// What may stand between a change and the amount that it led to: 「34人減の486人」.
const LEADING_TO: &[&str] = &[
    "の",
    "る",
    "い",
    "した",
    "する",
    "った",
    "となる",
    "となった",
    "の延べ",
    "の計",
    "の約",
    "る延べ",
    "い延べ",
];

/// Takes words off the end of a text as long as there are any.
fn without_end<'t>(mut text: &'t str, words: &[&str]) -> &'t str {
    while let Some(rest) = words.iter().find_map(|word| text.strip_suffix(word)) {
        text = rest;
    }
    text
}

/// Where the words for an earlier time before a number begin: 「前年度の」 of 「前年度の520人」. `of_last_year` where they are those of
/// the year before.
fn earlier_time(text: &str, floor: usize, number: usize) -> Option<(usize, bool)> {
    let before = text.get(floor..number)?;
    let (at, word) = LAST
        .iter()
        .filter_map(|word| before.rfind(word).map(|at| (at, *word)))
        .max_by_key(|(at, word)| (at + word.len(), word.len()))
        .or_else(|| {
            let at = before.rfind("年度の").or_else(|| before.rfind("年の"))?;
            let digits = before[..at].trim_end_matches(|character| is_digit(character) || character == '元');
            let era = ["令和", "平成"].into_iter().find(|era| digits.ends_with(era))?;
            let start = digits.len() - era.len();
            Some((
                start,
                &before[start
                    ..at + if before[at..].starts_with("年度") { "年度".len() } else { "年".len() }],
            ))
        })?;
    let noun = before[at + word.len()..].trim_start_matches(['の', 'は', '：', ':', '、', ' ', '　']);
    let noun = without_end(noun, &["約", "延べ", "は", "の", "：", "計"]);
    let noun = noun.trim_end_matches(['（', '(']);
    let is_noun = !noun.starts_with("より")
        && !noun.starts_with("から")
        && noun.chars().count() <= 12
        && !noun.contains(['は', 'が', 'を', 'に', 'で', 'と', 'も', '比', '、', '）', ')', '（', '(', '」']);
    is_noun.then_some((floor + at, LAST_YEAR.contains(&word)))
}

/// Where 「前年度比」, 「前年度より」 and the like before a number begin, if they end there.
fn than_last_time(text: &str, floor: usize, number: usize) -> Option<(usize, bool)> {
    let before = text.get(floor..number)?;
    let before = before.trim_end_matches(['△', '▲', '－', '−', '-', '＋', '+', ' ', '　', '：', ':']);
    let before = without_end(before, &["約", "およそ", "ほぼ", "、", "で", "は", "さらに", "更に"]);
    let time = ["比", "増減"].iter().chain(THAN).find_map(|word| before.strip_suffix(word))?;
    let (at, word) = LAST
        .iter()
        .filter(|word| time.ends_with(**word))
        .map(|word| (time.len() - word.len(), *word))
        .min()?;
    Some((floor + at, LAST_YEAR.contains(&word)))
}

/// The comparisons of a text, each once.
pub(super) fn comparisons<'q>(prose: &'q Prose<'_>) -> Vec<Comparison<'q>> {
    let text = prose.as_str();
    let mut found = Vec::new();
    for (start, sentence) in sentences(text) {
        let range = start..start + sentence.len();
        let amounts: Vec<&Quantity> = prose
            .quantities
            .iter()
            .filter(|quantity| range.contains(&quantity.number.start))
            .filter(|quantity| quantity.is_amount() && !quantity.unit.is_empty())
            .collect();
        let sentence = Sentence { prose, text, start, amounts };
        for index in 0..sentence.amounts.len() {
            found.extend(sentence.by(index).or_else(|| sentence.without_amount(index)));
            found.extend(sentence.by_two(index));
        }
    }
    found
}

/// A sentence with the amounts in it.
struct Sentence<'q, 'p> {
    prose: &'q Prose<'p>,
    text: &'q str,
    start: usize,
    amounts: Vec<&'q Quantity>,
}

impl<'q> Sentence<'q, '_> {
    fn at(&self, index: Option<usize>) -> Option<&'q Quantity> {
        index.and_then(|index| self.amounts.get(index)).copied()
    }

    /// What stands between two numbers.
    fn between(&self, one: &Quantity, other: &Quantity) -> &'q str {
        self.text.get(one.unit.end..other.number.start).unwrap_or_default()
    }

    fn floor(&self, index: usize) -> usize {
        self.at(index.checked_sub(1)).map_or(self.start, |earlier| earlier.unit.end)
    }

    fn same_unit(&self, one: &Quantity, other: &Quantity) -> bool {
        are_one_unit(self.prose.unit(one), self.prose.unit(other))
    }

    /// The comparison whose change is the amount at a place: 「34人増」.
    fn by(&self, index: usize) -> Option<Comparison<'q>> {
        let change = self.at(Some(index))?;
        let unit = self.prose.unit(change);
        let said = said_at(self.text, change.unit.end).or_else(|| {
            let after = self.text.get(change.unit.end..)?;
            let particle = ["へと", "へ", "に", "と"].iter().find(|word| after.starts_with(**word))?;
            said_at(self.text, change.unit.end + particle.len()).filter(|_| unit == "倍")
        });
        let said = said.or_else(|| sign_before(self.text, change.number.start));
        if said.is_none() && !matches!(unit, "倍" | "％") {
            return None;
        }
        self.by_from_to(index, said.clone())
            .or_else(|| self.than_before(index, said.clone()))
            .or_else(|| self.than_last(index, said))
    }

    /// 「前年度より47世帯、19.7％の増」: two changes under one word, of which this is the first.
    fn by_two(&self, index: usize) -> Vec<Comparison<'q>> {
        let (Some(change), Some(next)) = (self.at(Some(index)), self.at(Some(index + 1))) else {
            return Vec::new();
        };
        let joined = ["、", "・", "（", "、率にして", "と"].contains(&self.between(change, next));
        let said = said_at(self.text, next.unit.end)
            .or_else(|| said_at(self.text, next.unit.end + '）'.len_utf8()))
            .filter(|_| joined && self.prose.unit(next) == "％" && self.prose.unit(change) != "％");
        let Some(said) = said else { return Vec::new() };
        let first = self.than_before(index, Some(said.clone())).or_else(|| self.than_last(index, Some(said)));
        let Some(first) = first else { return Vec::new() };
        let second = Comparison { change: Some(next), ..first.clone() };
        vec![first, second]
    }

    /// 「520人から486人へと34人減」, 「520人から486人に（34人減）」.
    fn by_from_to(&self, index: usize, said: Option<Said>) -> Option<Comparison<'q>> {
        let (before, now, change) =
            (self.at(index.checked_sub(2))?, self.at(index.checked_sub(1))?, self.at(Some(index))?);
        let gap = without_end(self.between(now, change), BEFORE_CHANGE);
        let leads = ["へと", "へ", "に", "にまで", "まで", "と", "となり", "となって", ""].contains(&gap);
        // A share of another thing: 「40人から60人に、80％」.
        let is_change = said.is_some() || self.prose.unit(change) == "倍";
        (leads && is_change && self.goes_from_to(before, now) && !self.is_change(now)).then_some(Comparison {
            now,
            before: Some(before),
            change: Some(change),
            said,
            of_last_year: false,
        })
    }

    fn goes_from_to(&self, before: &Quantity, now: &Quantity) -> bool {
        let between = self.between(before, now);
        let rest = ["から", "だったものが", "だったのが", "→", "⇒"]
            .iter()
            .find_map(|word| between.strip_prefix(word));
        let near = rest.is_some_and(|rest| {
            let rest = without_end(rest, &["約", "延べ", "計", "は", "には", "の"]);
            let rest = rest.trim_start_matches(['、', '，', ' ', '　']);
            rest.is_empty()
                || ["本年度", "今年度", "今年", "本年"].contains(&rest)
                || (rest.starts_with("令和") && rest.ends_with(['年', '度']) && rest.chars().count() <= 7)
        });
        near && self.same_unit(before, now)
    }

    fn is_change(&self, quantity: &Quantity) -> bool {
        said_at(self.text, quantity.unit.end).is_some()
    }

    /// 「486人で、前年度の520人から34人減」, 「前年度の520人に比べて34人減の486人」, 「486人（前年度520人、34人減）」.
    fn than_before(&self, index: usize, said: Option<Said>) -> Option<Comparison<'q>> {
        let (before, change) = (self.at(index.checked_sub(1))?, self.at(Some(index))?);
        let (time, of_last_year) = earlier_time(self.text, self.floor(index - 1), before.number.start)?;
        let gap = without_end(self.between(before, change), BEFORE_CHANGE);
        let in_bracket = self.text[..time].ends_with(['（', '(']);
        let gap = gap.strip_prefix(['）', ')']).unwrap_or(gap);
        let tied = THAN.contains(&gap)
            || gap == "の" && self.prose.unit(change) == "倍"
            || in_bracket && gap.is_empty();
        if !tied || said.is_none() && self.prose.unit(change) != "倍" {
            return None;
        }
        let end = said.as_ref().map_or(change.unit.end, |said| said.range.end.max(change.unit.end));
        let now = self.led_to(index, end, before).or_else(|| self.compared(index - 1, time, before))?;
        Some(Comparison { now, before: Some(before), change: Some(change), said, of_last_year })
    }

    /// The amount right after a change: 「34人減の486人」.
    fn led_to(&self, index: usize, end: usize, like: &Quantity) -> Option<&'q Quantity> {
        let next = self.at(Some(index + 1))?;
        let gap = self.text.get(end..next.number.start)?;
        (LEADING_TO.contains(&gap) && self.same_unit(like, next) && !self.is_change(next)).then_some(next)
    }

    /// The amount before the words for an earlier time: 「486人で、前年度の…」.
    fn compared(&self, index: usize, time: usize, like: &Quantity) -> Option<&'q Quantity> {
        if self
            .text
            .get(self.start..time)
            .is_some_and(|before| before.trim_matches(['・', ' ', '　']).is_empty())
        {
            return self.on_the_line_above(like);
        }
        let now = self.at(index.checked_sub(1))?;
        let gap = self.text.get(now.unit.end..time)?.trim_end_matches(['、', '，', '（', '(', ' ', '　']);
        let gap = gap.strip_suffix("これは").unwrap_or(gap).trim_end_matches('、');
        let is_part = self.text[..now.number.start].ends_with("うち");
        (COPULAS.contains(&gap) && self.same_unit(like, now) && !self.is_change(now) && !is_part)
            .then_some(now)
    }

    /// The one amount of a unit, outside brackets, on the line above: 「来館者：486人」 over 「前年度より34人減りました。」.
    fn on_the_line_above(&self, like: &Quantity) -> Option<&'q Quantity> {
        let end = self
            .start
            .checked_sub(1)
            .filter(|end| self.text.get(*end..).is_some_and(|rest| rest.starts_with('\n')))?;
        let start = self.text[..end].rfind('\n').map_or(0, |at| at + 1);
        let line = &self.text[start..end];
        if line.contains('。') {
            return None;
        }
        let is_outside = |quantity: &Quantity| {
            let before = &self.text[start..quantity.number.start];
            before.matches(['（', '(']).count() == before.matches(['）', ')']).count()
        };
        let mut same = self.prose.quantities.iter().filter(|quantity| {
            (start..end).contains(&quantity.number.start)
                && quantity.is_amount()
                && !quantity.unit.is_empty()
                && self.same_unit(like, quantity)
                && is_outside(quantity)
        });
        same.next().filter(|_| same.next().is_none())
    }

    /// 「486人（前年度比34人減）」, 「前年度比34人減の486人」, 「前年度を34人下回る486人（前年度は520人）」.
    fn than_last(&self, index: usize, said: Option<Said>) -> Option<Comparison<'q>> {
        let change = self.at(Some(index))?;
        let (time, of_last_year) = than_last_time(self.text, self.floor(index), change.number.start)?;
        let end = said.as_ref().map_or(change.unit.end, |said| said.range.end.max(change.unit.end));
        let is_rate = matches!(self.prose.unit(change), "％" | "割" | "倍" | "ポイント");
        let next = self.at(Some(index + 1));
        let like = |quantity: &'q Quantity| if is_rate { quantity } else { change };
        if let Some(now) = next.and_then(|next| self.led_to(index, end, like(next))) {
            let before = self.at(Some(index + 2)).filter(|before| {
                let time = earlier_time(self.text, now.unit.end, before.number.start);
                time.is_some_and(|(at, _)| {
                    let gap = &self.text[now.unit.end..at];
                    gap.ends_with(['（', '(']) && gap.chars().count() <= 8
                }) && self.same_unit(now, before)
            });
            return Some(Comparison { now, before, change: Some(change), said, of_last_year });
        }
        let now = match self.at(index.checked_sub(1)) {
            Some(earlier) => self.compared(index, time, like(earlier))?,
            None => self.compared(index, time, change)?,
        };
        Some(Comparison { now, before: None, change: Some(change), said, of_last_year })
    }

    /// 「520人から486人に減少」, 「486人で、前年度の520人を下回りました」; the amount at a place is what was before.
    fn without_amount(&self, index: usize) -> Option<Comparison<'q>> {
        let before = self.at(Some(index))?;
        if let Some(now) = self.at(Some(index + 1)).filter(|now| self.goes_from_to(before, now)) {
            let after = self.text.get(now.unit.end..)?;
            let particle =
                ["へと", "にまで", "へ", "に", "まで"].iter().find(|word| after.starts_with(**word))?;
            let said = said_at(self.text, now.unit.end + particle.len()).or_else(|| {
                // 「486人に参加者が減少」
                let rest = &after[particle.len()..];
                let at = rest.find('が').filter(|at| rest[..*at].chars().count() <= 6)?;
                let is_noun = !rest[..at].contains(['、', '。', 'を', 'は', 'に', 'し', 'た']);
                said_at(self.text, now.unit.end + particle.len() + at + 'が'.len_utf8()).filter(|_| is_noun)
            })?;
            let said = Some(said);
            return Some(Comparison { now, before: Some(before), change: None, said, of_last_year: false });
        }
        let (time, of_last_year) = earlier_time(self.text, self.floor(index), before.number.start)?;
        let after = self.text.get(before.unit.end..)?;
        let than = THAN.iter().find(|word| after.starts_with(**word))?;
        let said = said_at(self.text, before.unit.end + than.len())?;
        let now =
            self.led_to(index, said.range.end, before).or_else(|| self.compared(index, time, before))?;
        Some(Comparison { now, before: Some(before), change: None, said: Some(said), of_last_year })
    }
}

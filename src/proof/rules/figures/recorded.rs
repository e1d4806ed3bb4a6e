//! 前年比 where the sentence has only the change: the records of both years say what it has to be.

use std::cmp::Ordering;

use super::direction::{Direction, OPPOSITES, Said, is_about, said_at};
use super::indicator::counter;
use super::slip::is_slip;
use super::verdict::typed_like;
use crate::form::Field;
use crate::language::script::{is_kanji, is_katakana, sentence_at, to_half_width};
use crate::language::{Decimal, Quantity, are_one_unit, are_related, fold_noun, one_spelling};
use crate::model::Record;
use crate::proof::facts::{Facts, ReportedMeasure};
use crate::proof::prose::Prose;
use crate::proof::rule::Finding;

/// Words for the year before the booklet's.
const LAST_YEAR: &[&str] = &["前年度", "前年", "昨年度", "昨年"];

/// What a change may be measured from instead.
const OTHER_BASES: &[&str] = &[
    "目標",
    "計画",
    "予定",
    "見込",
    "定員",
    "当初",
    "全国",
    "県平均",
    "県内",
    "前々",
    "一昨",
    "コロナ",
    "以前",
    "比較して目標",
];

/// Smaller numbers of different things are often the same.
const BY_CHANCE: i64 = 13;

/// A number of a record.
#[derive(Debug, Clone)]
struct Count {
    name: String,
    unit: String,
    value: Decimal,
    /// How it was counted, where that is said.
    manner: Option<Manner>,
    /// Where it is said.
    source: Source,
}

impl Count {
    fn is_indicator(&self) -> bool {
        self.source == Source::Indicator
    }
}

/// How people are counted: whoever comes twice, twice or once. Numbers of one name that were counted in different ways are of
/// different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// 延べ.
    EachTime,
    /// 実人数.
    EachOnce,
}

impl Manner {
    fn of(text: &str, quantity: &Quantity, noun: &str) -> Option<Self> {
        let before = text[..quantity.number.start].trim_end_matches(['約', ' ', '　', '：', ':']);
        let after = text.get(quantity.unit.end..).unwrap_or_default();
        Self::of_name(noun).or_else(|| {
            let has = |words: &[&str], notes: &[&str]| {
                words.iter().any(|word| before.ends_with(word))
                    || notes.iter().any(|note| after.starts_with(note))
            };
            if has(&["延べ", "のべ", "延", "延べ人数", "延人数"], &["（延べ）", "（延べ人数）", "(延べ)"])
            {
                Some(Self::EachTime)
            } else if has(&["実", "実人数", "実人員"], &["（実）", "（実人数）", "(実)"]) {
                Some(Self::EachOnce)
            } else {
                None
            }
        })
    }

    fn of_name(name: &str) -> Option<Self> {
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["延べ", "のべ", "延人"]) {
            Some(Self::EachTime)
        } else if has(&["実人", "実利用", "実参加", "実世帯"]) {
            Some(Self::EachOnce)
        } else {
            None
        }
    }
}

/// Where a number is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// In 指標.
    Indicator,
    /// In what tells of the year.
    Report,
    /// In what comes next, and remarks.
    Other,
}

/// Words in the name of a 指標 that say that it tells a change.
const CHANGES: &[&str] = &["前年比", "前年度比", "増", "減", "伸び"];

/// The numbers of both years.
pub(super) struct Records {
    now: Vec<Count>,
    last: Vec<Count>,
    /// The numbers of this year's texts that are last year's, as these say: 「前年度の573人」.
    told: Vec<Count>,
}

impl Records {
    /// The numbers of a measure, if there is a record of last year.
    pub(super) fn of(facts: &Facts<'_>, reported: &ReportedMeasure<'_>) -> Option<Self> {
        let record = reported.last?;
        let (mut now, mut told) = (indicators(reported.record), Vec::new());
        for prose in facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report()) {
            let (of_last, of_now): (Vec<&Quantity>, Vec<&Quantity>) = prose
                .quantities
                .iter()
                .filter(|quantity| {
                    quantity.is_amount() && !quantity.unit.is_empty() && !prose.is_change(quantity)
                })
                .partition(|quantity| is_last_years(prose.as_str(), quantity));
            told.extend(of_last.into_iter().map(|quantity| count(prose.as_str(), quantity, Source::Report)));
            with_sums(
                &mut now,
                &of_now
                    .into_iter()
                    .map(|quantity| count(prose.as_str(), quantity, Source::Report))
                    .collect::<Vec<_>>(),
            );
        }
        let mut last = indicators(record);
        for field in [Field::Results, Field::Actions, Field::Next, Field::Remarks] {
            let Some(text) = record.text(field) else { continue };
            let source = if field.is_report() { Source::Report } else { Source::Other };
            let counts: Vec<Count> = Quantity::all(text)
                .iter()
                .filter(|quantity| quantity.is_amount() && !quantity.unit.is_empty())
                .map(|quantity| count(text, quantity, source))
                .collect();
            with_sums(&mut last, &counts);
        }
        Some(Self { now, last, told })
    }

    /// How many there were last year of what a number of this year counts, or of a topic; nothing where the record says several
    /// numbers of it.
    pub(super) fn last_year(
        &self,
        prose: &Prose<'_>,
        now: &Quantity,
        topic: Option<&str>,
    ) -> Option<Decimal> {
        let mut now = count(prose.as_str(), now, Source::Report);
        if let Some(topic) = topic {
            now.name = name(topic);
        }
        if now.name.is_empty() {
            return None;
        }
        let noun = fold_noun(&now.name);
        let of_indicators = self.last.iter().filter(|last| {
            // How much more there were is not how many.
            let is_change = CHANGES.iter().any(|word| last.name.contains(word));
            last.is_indicator() && !is_change && are_related(&fold_noun(&last.name), &noun)
        });
        let of_texts =
            self.last.iter().filter(|last| last.source == Source::Report && fold_noun(&last.name) == noun);
        let in_unit = |last: &&Count| {
            last.manner == now.manner && (last.unit == now.unit || now.unit.is_empty() && last.is_indicator())
        };
        only(of_indicators.filter(in_unit)).or_else(|| only(of_texts.filter(in_unit)))
    }
}

/// The value of some numbers, if they all have the same.
fn only<'c>(mut counts: impl Iterator<Item = &'c Count>) -> Option<Decimal> {
    let first = counts.next()?;
    counts.all(|other| other.value == first.value).then_some(first.value)
}

fn indicators(record: &Record) -> Vec<Count> {
    let actual = |indicator: &crate::model::Indicator| {
        let actual = indicator.actual.as_ref()?.value;
        let counts = actual.readings(counter(&indicator.unit)).map(|(value, unit)| Count {
            name: name(&indicator.name),
            unit: one_spelling(unit).to_owned(),
            value,
            manner: Manner::of_name(&indicator.name),
            source: Source::Indicator,
        });
        Some(counts.collect::<Vec<_>>())
    };
    record.indicators.iter().filter_map(actual).flatten().collect()
}

fn count(text: &str, quantity: &Quantity, source: Source) -> Count {
    let noun = text.get(quantity.noun.clone()).unwrap_or_default();
    let unit = text.get(quantity.unit.clone()).unwrap_or_default();
    let noun = Labelled::of(text, quantity).filter(|line| line.is_of(unit)).map_or(noun, |line| line.label);
    Count {
        name: name(noun),
        unit: one_spelling(unit).to_owned(),
        value: quantity.value,
        manner: Manner::of(text, quantity, noun),
        source,
    }
}

/// What is counted, without the words for how: 参加者 of 延べ参加者数.
fn name(noun: &str) -> String {
    let name: String =
        noun.chars().filter(|character| !character.is_whitespace()).map(to_half_width).collect();
    let name = name.trim_start_matches(['・', '○', '●', '①', '②', '③', '④', '⑤']);
    let name = name.trim_start_matches("年間の").trim_start_matches("延べ");
    let name = name.trim_end_matches("延べ");
    let stem =
        ["回数", "件数", "人数", "台数", "枚数", "冊数", "数"].iter().find_map(|end| name.strip_suffix(end));
    stem.filter(|stem| stem.chars().count() >= 2).unwrap_or(name).to_owned()
}

/// A line with 「：」 before a number of it.
struct Labelled<'t> {
    /// What stands before 「：」.
    label: &'t str,
    /// What stands between it and the number.
    between: &'t str,
}

impl<'t> Labelled<'t> {
    fn of(text: &'t str, quantity: &Quantity) -> Option<Self> {
        let line = text[..quantity.number.start].rfind('\n').map_or(0, |at| at + 1);
        let (label, between) = text[line..quantity.number.start].split_once(['：', ':'])?;
        Some(Self { label: label.trim(), between: between.trim_start_matches(['：', ':', ' ', '　']) })
            .filter(|Self { label, .. }| !label.is_empty() && label.chars().count() <= 24)
            .filter(|Self { label, .. }| !label.contains(['。', '、']))
    }

    fn contains(&self, unit: &str) -> bool {
        self.label.contains(unit) || self.between.contains(unit)
    }

    /// Whether the number is the one that the label speaks of: the first of its unit, outside brackets, or the rate of what is called
    /// a rate.
    fn is_of(&self, unit: &str) -> bool {
        let count = |brackets: [char; 2]| {
            [self.label, self.between].iter().map(|part| part.matches(brackets).count()).sum::<usize>()
        };
        let outside = count(['（', '(']) == count(['）', ')']);
        let is_rate = matches!(unit, "％" | "%")
            && self.label.ends_with(['率', '合'])
            && !self.contains("%")
            && !self.contains("％");
        let leads_to_it = matches!(self.between, "" | "延べ" | "年間" | "約" | "合計" | "計")
            || self.between.ends_with('、') && unit == "円";
        outside && !self.contains(unit) && leads_to_it || is_rate
    }
}

/// Numbers, and what two or three of them side by side make up.
fn with_sums(all: &mut Vec<Count>, counts: &[Count]) {
    all.extend_from_slice(counts);
    for length in 2..=3 {
        for run in counts.windows(length) {
            let same = run.iter().all(|count| are_one_unit(&count.unit, &run[0].unit));
            let sum =
                Decimal::sum(run.iter().map(|count| count.value)).filter(|_| same && run[0].unit != "％");
            all.extend(sum.map(|value| Count { name: String::new(), value, ..run[0].clone() }));
        }
    }
}

/// Whether this year's text says that a number is last year's: 「前年度の573人」, 「前年度（4,840人のうち3,112人）」.
fn is_last_years(text: &str, quantity: &Quantity) -> bool {
    let (start, _) = sentence_at(text, quantity.number.start);
    let before = &text[start..quantity.number.start];
    let after = text.get(quantity.unit.end..).unwrap_or_default();
    let year = LAST_YEAR.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max();
    year.is_some_and(|at| {
        let between = &before[at..];
        let inside = between.trim_start_matches(['末', 'の']).starts_with(['（', '(']);
        let closed = between.contains(['）', ')']);
        let plain = between.chars().count() <= 16
            && !["より", "から", "比", "を", "、", "に", "で", "増", "減"]
                .iter()
                .any(|word| between.contains(word));
        inside && !closed || plain
    }) || after.starts_with("から")
}

/// A change of a text of which the records say something else.
pub(super) fn contradicted(prose: &Prose<'_>, records: &Records) -> Vec<Finding> {
    prose.quantities.iter().filter_map(|change| contradiction(prose, records, change)).collect()
}

fn contradiction(prose: &Prose<'_>, records: &Records, change: &Quantity) -> Option<Finding> {
    let text = prose.as_str();
    let unit = prose.unit(change);
    let said =
        said_at(text, change.unit.end).filter(|_| change.is_amount() && !unit.is_empty() && unit != "倍")?;
    let (start, _) = sentence_at(text, change.number.start);
    let head = &text[start..change.number.start];
    let year = LAST_YEAR.iter().filter_map(|word| head.rfind(word)).max();
    let clause = &head[head.rfind(['、', '，', '（', '(']).unwrap_or(0).max(year.unwrap_or(0))..];
    let is_other = OTHER_BASES.iter().any(|word| head[year.unwrap_or(0)..].contains(word))
        || ["うち", "新た", "これまで", "累計"].iter().any(|word| clause.contains(word))
        || is_about(text, change);
    if is_other {
        return None;
    }
    let by = Change { value: change.value, unit, direction: said.direction };
    let topics = topics(head, year);
    let named = topics.iter().find_map(|topic| of_topic(records, &by, topic, true));
    let found = if let Some((now, last)) = named {
        Some((now, last)).filter(|_| year.is_some() || by.is_nearly(last, now))
    } else {
        let last = || records.last.iter().chain(&records.told);
        let is_so = records.now.iter().any(|now| last().any(|last| by.is_from(last, now)));
        let year = year.filter(|_| !is_so)?;
        of_label(prose, records, &by, change)
            .or_else(|| topics.iter().find_map(|topic| of_topic(records, &by, topic, false)))
            .or_else(|| of_told(prose, records, &by, start + year, change))
            .or_else(|| of_line(prose, records, &by, change))
    };
    let (now, last) = found?;
    if by.is_from(last, now) {
        return None;
    }
    let difference = now.value.minus(last.value)?;
    let direction = match difference.cmp(&Decimal::whole(0)) {
        Ordering::Less => Direction::Down,
        Ordering::Equal => return None,
        Ordering::Greater => Direction::Up,
    };
    let right = by.amount(last, now)?;
    Some(finding(prose, change, &said, right, direction, last, now))
}

fn finding(
    prose: &Prose<'_>,
    change: &Quantity,
    said: &Said,
    right: Decimal,
    direction: Direction,
    last: &Count,
    now: &Count,
) -> Finding {
    let range = change.number.start..said.range.end;
    let word = prose.part(&said.range);
    let opposite = || {
        OPPOSITES.iter().find_map(|&(up, down)| match direction {
            Direction::Up => (word == down).then_some(up),
            Direction::Down => (word == up).then_some(down),
        })
    };
    let word = if said.direction == direction { Some(word) } else { opposite() };
    let (unit, of) = (prose.part(&change.unit), &now.unit);
    let message = format!(
        "増減が前年度の記録と合いません。前年度の{}{of}と今年度の{}{of}の差は{right}{unit}です。",
        last.value, now.value
    );
    let finding = Finding::new(range, message)
        .hint("前年度の記録、今年度の数、増減のどれが誤りか、元の資料で確かめてください。");
    let between = prose.part(&(change.number.end..said.range.start));
    match word {
        Some(word) => finding.propose([&typed_like(prose, &change.number, right), between, word].concat()),
        None => finding,
    }
}

/// A change as a sentence says it.
struct Change<'t> {
    value: Decimal,
    unit: &'t str,
    direction: Direction,
}

impl Change<'_> {
    /// Whether it can be the change of numbers of a unit: rates change by points.
    fn is_of(&self, unit: &str) -> bool {
        self.unit == "ポイント" && unit == "％" || are_one_unit(unit, self.unit)
    }

    /// By how much something changed, in the unit of the change.
    fn amount(&self, last: &Count, now: &Count) -> Option<Decimal> {
        let difference = now.value.minus(last.value)?.abs();
        let is_rate = now.unit == "％";
        match self.unit {
            "ポイント" if is_rate => {
                Some(difference.share(Decimal::whole(1), 0, self.value.decimals())?.rounded)
            }
            "％" if !is_rate => Some(difference.share(last.value, 2, self.value.decimals())?.rounded),
            "割" if !is_rate => Some(difference.share(last.value, 1, self.value.decimals())?.rounded),
            unit if are_one_unit(unit, &now.unit) => Some(difference),
            _ => None,
        }
    }

    fn fits(&self, last: &Count, now: &Count) -> bool {
        last.manner == now.manner && are_one_unit(&last.unit, &now.unit) && self.amount(last, now).is_some()
    }

    fn direction(last: &Count, now: &Count) -> Direction {
        if now.value < last.value { Direction::Down } else { Direction::Up }
    }

    fn is_from(&self, last: &Count, now: &Count) -> bool {
        // However they were counted: what may be so is not told.
        are_one_unit(&last.unit, &now.unit)
            && self.amount(last, now) == Some(self.value)
            && Self::direction(last, now) == self.direction
    }

    /// Whether it is the change of two numbers but for a slip: the other way round, or a digit.
    fn is_nearly(&self, last: &Count, now: &Count) -> bool {
        self.fits(last, now)
            && self.amount(last, now).is_some_and(|amount| {
                let same_way = Self::direction(last, now) == self.direction;
                amount == self.value && !same_way || is_slip(amount, self.value) && same_way
            })
    }
}

/// What a sentence speaks of before a change, the nearest first: 「団員数」 of 「退団が34人に上り、団員数は前年度より」.
fn topics(head: &str, year: Option<usize>) -> Vec<String> {
    let mut topics = Vec::new();
    let mut add = |head: &str| {
        let noun = head.char_indices().rev().take_while(|(_, character)| {
            is_kanji(*character) || is_katakana(*character) || matches!(character, 'の' | '・')
        });
        let start = noun.last().map_or(head.len(), |(start, _)| start);
        let topic = name(head[start..].trim_start_matches('の'));
        if topic.chars().count() >= 2 && !LAST_YEAR.contains(&topic.as_str()) {
            topics.push(topic);
        }
    };
    let end = |head: &str| head.trim_end_matches(['、', '，', '（', '(']).to_owned();
    // 「集積率は2.5ポイント上昇」
    let near = end(head);
    if let Some(head) = near.strip_suffix(['は', 'が']) {
        add(head);
        return topics;
    }
    if let Some(head) = end(&head[..year.unwrap_or(0)]).strip_suffix(['は', 'が', 'も']) {
        add(head);
        return topics;
    }
    // 「来場者は、回数を増やしたこともあり、前年度より」
    if let Some((first, _)) = head[..year.unwrap_or(0)].split_once("は、") {
        add(first);
    }
    topics
}

/// Both years' numbers of what the sentence speaks of: of 指標 of that name, or else of the texts.
fn of_topic<'r>(
    records: &'r Records,
    by: &Change<'_>,
    topic: &str,
    by_indicator: bool,
) -> Option<(&'r Count, &'r Count)> {
    let is_named = |count: &&Count| {
        count.name == topic
            || count.name.strip_suffix(topic).is_some_and(|rest| count.is_indicator() || rest.ends_with('の'))
            || topic.strip_prefix(count.name.as_str()).is_some_and(|rest| {
                count.name.chars().count() >= 2 && rest.starts_with('の') && rest.chars().count() <= 4
            })
    };
    let mut pairs: Vec<(&Count, &Count)> = Vec::new();
    for now in records.now.iter().filter(|count| !by_indicator || count.is_indicator()).filter(is_named) {
        let same = records.last.iter().filter(|last| {
            last.name == now.name && by.fits(last, now) && (!by_indicator || last.is_indicator())
        });
        pairs.extend(same.map(|last| (now, last)));
    }
    let (now, last) = *pairs.first()?;
    let same = pairs
        .iter()
        .all(|(other_now, other_last)| other_now.value == now.value && other_last.value == last.value);
    let exact = now.name == topic && topic.chars().count() >= 3;
    let is_so = by_indicator && by.is_from(last, now);
    (same && (exact || is_so || by.is_nearly(last, now))).then_some((now, last))
}

/// Both years' numbers of the label before 「：」, where the change stands in the bracket after the first of them.
fn of_label<'r>(
    prose: &Prose<'_>,
    records: &'r Records,
    by: &Change<'_>,
    change: &Quantity,
) -> Option<(&'r Count, &'r Count)> {
    let text = prose.as_str();
    let Labelled { label, .. } = Labelled::of(text, change)?;
    let line = text[..change.number.start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..change.number.start];
    let is_inside = before.matches(['（', '(']).count() == 1 && !before.contains(['）', ')']);
    let name = name(label);
    let of_label = |count: &&Count| count.name == name && !count.is_indicator();
    let now = records.now.iter().filter(of_label).find(|now| {
        prose.quantities.iter().any(|quantity| {
            (line..change.number.start).contains(&quantity.number.start) && quantity.value == now.value
        }) && records.last.iter().filter(of_label).any(|last| by.fits(last, now))
    })?;
    let mut last = records.last.iter().filter(of_label).filter(|last| by.fits(last, now));
    let first = last.next().filter(|_| is_inside)?;
    last.all(|other| other.value == first.value).then_some((now, first))
}

/// The numbers of 「前年度の573人より75人」: what was so last year, and the same of this year.
fn of_told<'r>(
    prose: &Prose<'_>,
    records: &'r Records,
    by: &Change<'_>,
    year: usize,
    change: &Quantity,
) -> Option<(&'r Count, &'r Count)> {
    let before = prose.quantities.iter().rfind(|quantity| {
        (year..change.number.start).contains(&quantity.number.start)
            && is_last_years(prose.as_str(), quantity)
            && by.is_of(prose.unit(quantity))
    })?;
    let same = |count: &&Count| count.value == before.value && are_one_unit(&count.unit, prose.unit(before));
    let mut pairs: Vec<(&Count, &Count)> = Vec::new();
    for last in records.last.iter().filter(|count| !count.name.is_empty()).filter(same) {
        let of_now = records.now.iter().filter(|now| now.name == last.name && by.fits(last, now));
        pairs.extend(of_now.map(|now| (now, last)));
    }
    let (now, last) = *pairs.first()?;
    let is_one = pairs.iter().all(|(other, _)| other.value == now.value);
    let is_clear = before.value >= Decimal::whole(BY_CHANCE);
    (is_one && (is_clear || by.is_nearly(last, now))).then_some((now, last))
}

/// The number right before the change, and one of last year from which it changed so but for a slip.
fn of_line<'r>(
    prose: &Prose<'_>,
    records: &'r Records,
    by: &Change<'_>,
    change: &Quantity,
) -> Option<(&'r Count, &'r Count)> {
    let text = prose.as_str();
    let line = text[..change.number.start].rfind('\n').map_or(0, |at| at + 1);
    let is_clear = by.value.unscaled() >= 10;
    let mut near = prose.quantities.iter().filter(|quantity| {
        (line..change.number.start).contains(&quantity.number.start)
            && by.is_of(prose.unit(quantity))
            && !is_last_years(text, quantity)
    });
    let here = near.next()?;
    let now = records
        .now
        .iter()
        .find(|now| now.value == here.value && are_one_unit(&now.unit, prose.unit(here)))?;
    let mut nearly = records.last.iter().filter(|last| !last.name.is_empty() && by.is_nearly(last, now));
    let last = nearly.next().filter(|_| is_clear)?;
    nearly.all(|other| other.value == last.value).then_some((now, last))
}

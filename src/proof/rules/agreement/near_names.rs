//! Names that are one slip from another: a character lost, doubled, changed, or two in the wrong order.

use std::collections::HashMap;

use crate::form::Field;
use crate::language::script::{is_digit, is_kanji, is_katakana};
use crate::proof::facts::Facts;

/// What one slip made of a name, at a character of the slipped name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// A character of the name is lost before the character at the place.
    Lost(usize),
    /// The character at the place is not in the name.
    Added(usize),
    /// The character at the place is another one in the name.
    Changed(usize, char),
    /// The character at the place and the next one changed places.
    Swapped(usize),
}

impl Slip {
    /// The one slip that makes one text of another, if it is one.
    pub fn between(slipped: &[char], name: &[char]) -> Option<Self> {
        let head = slipped.iter().zip(name).take_while(|(one, other)| one == other).count();
        let (rest, wanted) = (&slipped[head..], &name[head..]);
        match (rest, wanted) {
            ([found, rest @ ..], [wanted, others @ ..]) if rest == others => {
                Some(Self::Changed(head, *wanted)).filter(|_| found != wanted)
            }
            ([_, rest @ ..], wanted) if rest == wanted => Some(Self::Added(head)),
            (rest, [_, others @ ..]) if rest == others => Some(Self::Lost(head)),
            ([one, two, rest @ ..], [first, second, others @ ..])
                if one == second && two == first && rest == others =>
            {
                Some(Self::Swapped(head))
            }
            _ => None,
        }
    }
}

/// Characters that stand for each other in names of different things.
const CONTRASTS: &[&str] = &[
    "一二三四五六七八九十",
    "上中下",
    "大中小",
    "新旧元",
    "前後",
    "内外",
    "東西南北中",
    "左右",
    "男女",
    "親子母父",
    "者児員人生徒犬",
    "国県市町村区郡",
    "会課係部局室所館院園校",
    "初中上",
    "老若幼少成青壮高",
    "春夏秋冬",
    "朝昼夕夜",
    "月火水木金土日",
    "的型式",
    "化性",
];

/// Whether two characters tell things apart.
pub(super) fn is_contrast(one: char, other: char) -> bool {
    is_digit(one)
        || is_digit(other)
        || one.is_ascii()
        || other.is_ascii()
        || CONTRASTS.iter().any(|group| group.contains(one) && group.contains(other))
}

/// How often two characters stand side by side, in all texts of all years: what is written nowhere else is rather a slip.
#[derive(Debug)]
pub(super) struct Neighbours(HashMap<(char, char), u32>);

impl Neighbours {
    pub fn of(facts: &Facts<'_>) -> Self {
        let mut pairs = HashMap::new();
        let mut count = |text: &str| {
            for (one, other) in text.chars().zip(text.chars().skip(1)) {
                *pairs.entry((one, other)).or_insert(0) += 1;
            }
        };
        facts.texts.iter().for_each(|prose| count(prose.as_str()));
        let others = facts.model.records.iter().filter(|(year, _)| **year != facts.year);
        for record in others.flat_map(|(_, records)| records.values()) {
            let fields = [Field::Target, Field::Actions, Field::Results, Field::Next, Field::Remarks];
            fields.into_iter().filter_map(|field| record.text(field)).for_each(|text| count(&text.value));
        }
        Self(pairs)
    }

    /// Whether two characters stand side by side only once.
    fn is_alone(&self, one: char, other: char) -> bool {
        self.0.get(&(one, other)).is_none_or(|count| *count <= 1)
    }

    /// Whether a slip made pairs that stand nowhere else. `known` is how often the name stands in the booklet.
    pub fn makes_sense_of(&self, slipped: &[char], slip: Slip, known: usize) -> bool {
        let alone = |at: usize| match (slipped.get(at), slipped.get(at + 1)) {
            (Some(one), Some(other)) => self.is_alone(*one, *other),
            _ => true,
        };
        let is_twin = |at: usize| {
            let here = slipped.get(at);
            at.checked_sub(1).and_then(|before| slipped.get(before)) == here || slipped.get(at + 1) == here
        };
        match slip {
            Slip::Lost(at) => at > 0 && at < slipped.len() && alone(at - 1) && known >= 3,
            Slip::Added(at) if is_twin(at) => alone(at) || at > 0 && alone(at - 1),
            Slip::Added(at) => at > 0 && at + 1 < slipped.len() && alone(at - 1) && alone(at) && known >= 3,
            Slip::Changed(at, wanted) => {
                let found = slipped.get(at).copied().unwrap_or_default();
                at > 1 && at + 1 < slipped.len() && alone(at - 1) && alone(at) && !is_contrast(found, wanted)
            }
            Slip::Swapped(at) => {
                let pairs = [at.checked_sub(1).is_none_or(alone), alone(at), alone(at + 1)];
                pairs.iter().filter(|alone| **alone).count() >= 2
            }
        }
    }
}

/// Kanji and katakana, of which names are made.
pub(super) fn is_name_part(character: char) -> bool {
    is_kanji(character) || is_katakana(character)
}

/// Names by their first character, each with how often it is written.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<char, Vec<(Vec<char>, usize)>>);

impl Names {
    pub fn add(&mut self, name: &str, count: usize) {
        let name: Vec<char> = name.chars().collect();
        if let Some(first) = name.first() {
            let names = self.0.entry(*first).or_default();
            if !names.iter().any(|(known, _)| *known == name) {
                names.push((name, count));
            }
        }
    }

    /// The name from which a part of a run of characters is one slip away: the characters of the part, and the name. None where
    /// the run has a name without a slip there.
    pub fn slipped(
        &self,
        run: &[char],
        neighbours: &Neighbours,
        is_told: impl Fn(&[char], Slip) -> bool,
    ) -> Option<(std::ops::Range<usize>, String)> {
        for start in 0..run.len() {
            let Some(names) = self.0.get(&run[start]) else { continue };
            for (name, count) in names {
                for length in [name.len(), name.len() + 1, name.len() - 1] {
                    let Some(part) = run.get(start..start + length) else { continue };
                    let Some(slip) = Slip::between(part, name) else { continue };
                    let is_whole = part.last() == name.last() || matches!(slip, Slip::Swapped(_));
                    let has_name = run.windows(name.len()).any(|part| part == name.as_slice());
                    if is_whole
                        && !has_name
                        && neighbours.makes_sense_of(part, slip, *count)
                        && is_told(name, slip)
                    {
                        return Some((start..start + length, name.iter().collect()));
                    }
                }
            }
        }
        None
    }
}

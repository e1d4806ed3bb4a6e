//! The names of the plan and of the council's list, which are words of its texts, and words that the dictionary lacks.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::language::script::{is_japanese, is_kanji, is_katakana};
use crate::language::words::{self, Word};
use crate::model::{Model, PolicyBody, Priority};

/// Words of reports that the dictionary does not have and takes for several.
const WORDS: &[&str] = &[
    "障がい",
    "障がい者",
    "障がい児",
    "実証ほ",
    "展示ほ",
    "採種ほ",
    "ほ場",
    "雑がみ",
    "補装具",
    "苗ほ",
    "まち歩き",
    "引きこもり",
];

/// Finds the council's names in its texts.
#[derive(Debug)]
pub(super) struct Names {
    finder: Option<AhoCorasick>,
}

impl Names {
    /// The words that the list calls right, and the names of the plan, its sections, its tree and its measures.
    pub fn of(model: &Model) -> Self {
        let plan = &model.plan;
        let mut names: Vec<&str> = WORDS.to_vec();
        names.extend([plan.name.value.as_str(), &plan.publisher.value]);
        names.extend(model.words.iter().map(|word| word.right.value.as_str()));
        names.extend(plan.sections.iter().map(|section| section.value.as_str()));
        names.extend(model.measures.values().map(|measure| measure.current_title().value.as_str()));
        for strategy in &plan.strategies {
            names.push(&strategy.name.value);
            for policy in &strategy.policies {
                names.push(&policy.name.value);
                if let PolicyBody::Priorities(priorities) = &policy.body {
                    names.extend(priorities.iter().map(|Priority { name, .. }| name.value.as_str()));
                }
                let initiatives = policy.body.groups().flat_map(|(_, initiatives)| initiatives);
                names.extend(
                    initiatives.filter_map(|initiative| Some(initiative.name.as_ref()?.value.as_str())),
                );
            }
        }
        names.retain(|name| is_name(name));
        names.sort_unstable();
        names.dedup();
        let builder = || AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names).ok();
        Self { finder: (!names.is_empty()).then(builder).flatten() }
    }

    /// The words of a text. A name is one word where it begins and ends with words of the dictionary; a word that the dictionary
    /// does not have is one wherever it stands.
    pub fn cut(&self, text: &str) -> Vec<Word> {
        let mut words = words::cut(text);
        let found: Vec<_> = self.finder.iter().flat_map(|finder| finder.find_iter(text)).collect();
        for name in found.into_iter().rev() {
            let first = words.partition_point(|word| word.range.end <= name.start());
            let last = words.partition_point(|word| word.range.start < name.end());
            let (Some(begin), Some(end)) = (words.get(first), words.get(last.wrapping_sub(1))) else {
                continue;
            };
            let (begin, end) = (begin.range.start, end.range.end);
            let is_whole = (begin, end) == (name.start(), name.end());
            if is_whole && last - first > 1 {
                words.splice(first..last, [Word::name(name.range())]);
            } else if !is_whole && WORDS.contains(&&text[name.range()]) {
                let beside = |range: Range<usize>| {
                    let start = range.start;
                    words::cut(&text[range]).into_iter().map(move |word| word.moved(start))
                };
                let cut: Vec<Word> = beside(begin..name.start())
                    .chain([Word::name(name.range())])
                    .chain(beside(name.end()..end))
                    .collect();
                words.splice(first..last, cut);
            }
        }
        words
    }
}

/// Whether a name is letters of Japanese throughout, and not kana alone.
fn is_name(name: &str) -> bool {
    name.chars().count() >= 2
        && name.chars().any(|character| is_kanji(character) || is_katakana(character))
        && name.chars().all(is_japanese)
}

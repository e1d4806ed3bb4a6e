//! What the council writes: the words of its texts of all years, how often, and what stands beside them.

use std::collections::HashMap;

use rayon::prelude::*;

use super::prose::Prose;
use crate::form::Level;
use crate::language::script::{is_kanji, is_katakana};
use crate::language::words::{self, Word};
use crate::model::Model;
use crate::year::FiscalYear;

/// Counts of words and of neighbours.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    counts: HashMap<Box<str>, usize>,
    pairs: HashMap<(Box<str>, Box<str>), usize>,
    by_reading: HashMap<Box<str>, Vec<Box<str>>>,
}

impl Corpus {
    /// Counts the texts of the booklet and those of the records of all other years.
    pub fn of(model: &Model, year: FiscalYear, texts: &[Prose<'_>]) -> Self {
        let mut corpus = Self::default();
        for prose in texts {
            corpus.add(prose.as_str(), &prose.words);
        }
        let fields: Vec<_> = model.plan.form.fields(Level::Record).collect();
        let others = model.records.iter().filter(|(other, _)| **other != year);
        let texts: Vec<&str> = others
            .flat_map(|(_, records)| records.values())
            .flat_map(|record| fields.iter().filter_map(|&field| record.text(field)))
            .map(|text| text.value.as_str())
            .collect();
        let cut: Vec<_> = texts.par_iter().map(|text| (*text, words::cut(text))).collect();
        for (text, words) in &cut {
            corpus.add(text, words);
        }
        corpus
    }

    fn add(&mut self, text: &str, words: &[Word]) {
        for (index, word) in words.iter().enumerate() {
            let surface = word.surface(text);
            if !is_counted(surface) {
                continue;
            }
            if let Some(count) = self.counts.get_mut(surface) {
                *count += 1;
            } else {
                self.counts.insert(surface.into(), 1);
                if let Some(reading) = word.reading(text).filter(|_| word.is_noun()) {
                    self.by_reading.entry(reading.as_ref().into()).or_default().push(surface.into());
                }
            }
            let next = words.get(index + 1).filter(|next| next.range.start == word.range.end);
            if let Some(next) = next.map(|next| next.surface(text)).filter(|next| is_counted(next)) {
                *self.pairs.entry((surface.into(), next.into())).or_default() += 1;
            }
            if let Some(joined) = word.is_noun().then(|| joined(text, words, index)).flatten() {
                *self.pairs.entry((surface.into(), joined.into())).or_default() += 1;
            }
        }
    }

    /// How often a word stands in the texts.
    pub fn count(&self, word: &str) -> usize {
        self.counts.get(word).copied().unwrap_or_default()
    }

    /// How often a word stands directly before another.
    pub fn pair(&self, first: &str, second: &str) -> usize {
        self.pairs.get(&(first.into(), second.into())).copied().unwrap_or_default()
    }

    /// Whether a noun stands in the texts beside what another has beside it: 経緯を説明 where the other is 敬意を説明.
    pub fn has_in_place(&self, noun: &str, text: &str, words: &[Word], index: usize) -> bool {
        let is_touching = |one: &Word, next: &Word| one.range.end == next.range.start;
        let Some(word) = words.get(index) else { return false };
        let last = |back: usize| index.checked_sub(back).and_then(|at| words.get(at));
        let next = words.get(index + 1).filter(|next| next.is_noun() && is_touching(word, next));
        let before = last(1).filter(|last| last.is_noun() && is_touching(last, word));
        let owner = last(2).filter(|owner| {
            owner.is_noun() && last(1).is_some_and(|particle| particle.surface(text) == "の")
        });
        next.is_some_and(|next| self.pair(noun, next.surface(text)) > 0)
            || before.is_some_and(|before| self.pair(before.surface(text), noun) > 0)
            || joined(text, words, index).is_some_and(|joined| self.pair(noun, joined) > 0)
            || owner.is_some_and(|owner| self.pair(owner.surface(text), &["の", noun].concat()) > 0)
    }

    /// The nouns with a reading.
    pub fn nouns_read(&self, reading: &str) -> impl Iterator<Item = &str> {
        self.by_reading.get(reading).into_iter().flatten().map(AsRef::as_ref)
    }
}

/// The beginnings of verbs that go with any noun.
const ANY_VERB: &[&str] = &[
    "行", "受", "実施", "図", "見", "続", "始", "持", "出", "入", "使", "設", "開催", "得", "通", "求", "含",
];

/// The particle behind a noun with the word that follows it, as far as it says something of the noun: を説明.
fn joined<'t>(text: &'t str, words: &[Word], index: usize) -> Option<&'t str> {
    let [noun, particle, next] = words.get(index..index + 3)? else { return None };
    let is_particle = matches!(particle.surface(text), "を" | "の" | "に" | "が" | "で" | "と" | "へ");
    let said = next.surface(text);
    let says = said.starts_with(|first| is_kanji(first) || is_katakana(first))
        && !ANY_VERB.iter().any(|verb| said.starts_with(verb));
    (is_particle && says && noun.range.end == particle.range.start && particle.range.end == next.range.start)
        .then(|| &text[particle.range.start..next.range.end])
}

/// Words of kanji or katakana are counted: what kana say is everywhere.
fn is_counted(surface: &str) -> bool {
    surface.chars().all(|character| is_kanji(character) || is_katakana(character))
}

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

    /// The nouns with a reading.
    pub fn nouns_read(&self, reading: &str) -> impl Iterator<Item = &str> {
        self.by_reading.get(reading).into_iter().flatten().map(AsRef::as_ref)
    }
}

/// Words of kanji or katakana are counted: what kana say is everywhere.
fn is_counted(surface: &str) -> bool {
    surface.chars().all(|character| is_kanji(character) || is_katakana(character))
}

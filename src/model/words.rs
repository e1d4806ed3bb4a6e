//! 用語: the council's own words, in `data/用語.yaml`.

use super::mapping::{Mapping, Text};
use super::yaml::Node;
use crate::diagnostics::Diagnostics;

/// A word as it should be written, and how it is written by mistake.
#[derive(Debug)]
pub struct Word {
    /// 正: the right word.
    pub right: Text,
    /// 誤: what the proofreader shall find.
    pub wrong: Vec<Text>,
}

impl Word {
    /// Whether a word is one of those that shall be found.
    #[must_use]
    pub fn is_wrong(&self, word: &str) -> bool {
        self.wrong.iter().any(|wrong| wrong.value == word)
    }

    /// Reads the file, whose key 用語 lists the words.
    pub(super) fn read_all(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Self> {
        let Some(mapping) = Mapping::of(node, diagnostics) else { return Vec::new() };
        let nodes = mapping.list("用語", diagnostics);
        let words = nodes
            .iter()
            .filter_map(|node| {
                let mapping = Mapping::of(node, diagnostics)?;
                let right = mapping.require_text("正", diagnostics);
                let wrong = mapping.list("誤", diagnostics);
                let wrong = wrong.iter().filter_map(|node| super::mapping::text(node, diagnostics)).collect();
                mapping.finish(diagnostics);
                Some(Self { right: right?, wrong })
            })
            .collect();
        mapping.finish(diagnostics);
        words
    }
}

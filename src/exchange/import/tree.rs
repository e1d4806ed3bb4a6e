//! The plan's tree, put together from where each measure says that it stands.

use super::words::Numbered;
use crate::model::MeasureId;

/// A level of the plan, or a 重点的取組 with its measures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) number: Option<u32>,
    pub(super) name: String,
    pub(super) below: Vec<Node>,
    pub(super) measures: Vec<MeasureId>,
}

impl Node {
    /// Puts a measure under the levels of a path, of which the last is its 重点的取組.
    pub(super) fn put(&mut self, path: &[Numbered], measure: &MeasureId) {
        let Some((level, rest)) = path.split_first() else {
            if !self.measures.contains(measure) {
                self.measures.push(measure.clone());
            }
            return;
        };
        let known = self.below.iter().position(|node| node.name == level.name);
        let at = known.unwrap_or_else(|| {
            self.below.push(Self { number: level.number, name: level.name.clone(), ..Self::default() });
            self.below.len() - 1
        });
        self.below[at].put(rest, measure);
    }

    /// How many measures stand below it, each as often as it is mentioned.
    pub(super) fn mentions(&self) -> usize {
        self.measures.len() + self.below.iter().map(Self::mentions).sum::<usize>()
    }

    /// Its number, where counting does not lead to it.
    pub(super) fn number_to_write(&self, counted: u32) -> Option<u32> {
        self.number.filter(|&number| number > counted)
    }
}

//! What a file says, without where and how: an edit is proved by reading it back.

use super::Step;
use crate::model::yaml::{Kind, Node};

/// What a value says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::model) enum Value {
    Nothing,
    Text(String),
    List(Vec<Value>),
    Mapping(Vec<(String, Value)>),
}

impl Value {
    pub(in crate::model) fn of(node: &Node) -> Self {
        match &node.kind {
            Kind::Null => Self::Nothing,
            Kind::Scalar(text) => Self::Text(text.clone()),
            Kind::Sequence(items) => Self::List(items.iter().map(Self::of).collect()),
            Kind::Mapping(entries) => Self::Mapping(
                entries.iter().map(|(key, value)| (key.value.clone(), Self::of(value))).collect(),
            ),
        }
    }

    /// What is said at a path.
    pub(super) fn at_mut(&mut self, path: &[Step<'_>]) -> Option<&mut Self> {
        path.iter().try_fold(self, |value, step| match (value, step) {
            (Self::Mapping(entries), Step::Key(wanted)) => {
                entries.iter_mut().find(|(key, _)| key == wanted).map(|(_, value)| value)
            }
            (Self::List(items), Step::Item(index)) => items.get_mut(*index),
            _ => None,
        })
    }

    /// How many of its entries or items say something.
    pub(super) fn parts(&self) -> usize {
        match self {
            Self::Nothing | Self::Text(_) => 0,
            Self::List(items) => items.len(),
            Self::Mapping(entries) => entries.iter().filter(|(_, value)| *value != Self::Nothing).count(),
        }
    }

    /// All texts, in the order of the file.
    pub(super) fn texts_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Text(text) => vec![text],
            Self::List(items) => items.iter_mut().flat_map(Self::texts_mut).collect(),
            Self::Mapping(entries) => entries.iter_mut().flat_map(|(_, value)| value.texts_mut()).collect(),
        }
    }
}

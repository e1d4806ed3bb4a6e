//! The finished parts of one state of a booklet, for the next.

use std::collections::HashMap;
use std::sync::Arc;

use typst::utils::hash128;

use super::fit::Fits;
use super::laid_out::LaidOut;
use super::world::{Setting, Sources};
use crate::layout::Part;

/// The finished parts of the last state of a booklet, for a program that lays out one state after the other: a part that is made
/// of the same again is not laid out again.
///
/// What the last state did not need is let go, so that this takes about as much memory as the pages of one booklet, however many
/// states there were. It is for one folder at a time, but nothing wrong comes of another.
#[derive(Default)]
pub struct Kept {
    last: HashMap<Key, Arc<LaidOut>>,
    now: HashMap<Key, Arc<LaidOut>>,
    /// The layout files.
    pub(super) sources: Sources,
}

/// All that a part is made of: its markup, how its sheets are set, the layout files, pictures and fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key(u128);

impl Key {
    pub(super) fn new(setting: &Setting<'_>, part: &Part, fits: &Fits) -> Self {
        Self(hash128(&(setting.key(), part.path(), part.text(), fits)))
    }
}

impl Kept {
    pub(super) fn get(&mut self, key: Key) -> Option<Arc<LaidOut>> {
        let part = self.last.get(&key)?;
        self.now.insert(key, Arc::clone(part));
        Some(Arc::clone(part))
    }

    pub(super) fn add(&mut self, key: Key, part: &Arc<LaidOut>) {
        self.now.insert(key, Arc::clone(part));
    }

    /// Lets go of all that has not been needed since it was last called.
    pub(super) fn forget_the_old(&mut self) {
        self.last = std::mem::take(&mut self.now);
    }
}

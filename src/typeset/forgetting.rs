//! What Typst remembers, and when it forgets it. Typst keeps each text that it has laid out in case it comes again; in a large
//! plan that is many times what the pages take.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::memory;

/// How many parts Typst remembers as a whole. Where there are more to lay out it forgets those that are finished, so that a large
/// plan takes little more memory than its pages.
const PARTS_IN_MEMORY: usize = 16;

/// Of more parts than this, some twelve hundred sheets, the pages alone are so much that the program is sparing with memory.
const PARTS_WITHOUT_SPARING: usize = 100;

/// How often a booklet is made again before Typst forgets what it no longer needed.
const MEMORABLE: usize = 5;

/// Lets go of what Typst knows of texts that are gone, for a program that lays out one state of a booklet after the other.
pub fn forget_the_old() {
    comemo::evict(MEMORABLE);
}

/// What Typst forgets while a booklet is laid out.
pub(super) struct Forgetting {
    /// After how many parts: twice as many as are laid out side by side; where memory is spared, half as many.
    every: Option<usize>,
    /// Whether memory is spared.
    is_sparing: bool,
    done: AtomicUsize,
}

impl Forgetting {
    /// What was needed since the last time stays.
    pub(super) fn new(parts: usize) -> Self {
        let beside = rayon::current_num_threads();
        let is_sparing = parts > PARTS_WITHOUT_SPARING;
        let every = if is_sparing { (beside / 2).max(1) } else { 2 * beside };
        Self { every: (parts > PARTS_IN_MEMORY).then_some(every), is_sparing, done: AtomicUsize::new(0) }
    }

    /// Forgets what has not been needed since it last forgot.
    pub(super) fn part_is_done(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.every.is_some_and(|every| done.is_multiple_of(every)) {
            if self.is_sparing {
                memory::be_sparing();
            }
            comemo::evict(1);
        }
    }

    /// Forgets the rest, beside whatever follows.
    pub(super) fn all_are_done(&self) {
        if self.every.is_some() {
            rayon::spawn(|| comemo::evict(0));
        }
    }
}

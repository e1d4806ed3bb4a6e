//! What Typst remembers, and when it forgets it. Typst keeps each text that it has laid out in case it comes again; in a large
//! plan that is many times what the pages take.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::memory;

/// How many parts Typst remembers as a whole. Where there are more to lay out it forgets those that are finished, so that a large
/// plan takes little more memory than its pages.
const PARTS_IN_MEMORY: usize = 16;

/// How often a booklet is made again before Typst forgets what it no longer needed.
const MEMORABLE: usize = 5;

/// Lets go of what Typst knows of texts that are gone, for a program that lays out one state of a booklet after the other.
pub fn forget_the_old() {
    comemo::evict(MEMORABLE);
}

/// What Typst forgets while a booklet is laid out.
pub(super) struct Forgetting {
    /// After how many parts, in a large plan: half as many as are laid out side by side.
    every: Option<usize>,
    done: AtomicUsize,
}

impl Forgetting {
    /// It happens about twice while a part of sheets is laid out, and what was needed since the last time stays.
    pub(super) fn new(parts: usize) -> Self {
        let every = (parts > PARTS_IN_MEMORY).then(|| (rayon::current_num_threads() / 2).max(1));
        Self { every, done: AtomicUsize::new(0) }
    }

    /// Forgets what has not been needed since it last forgot.
    pub(super) fn part_is_done(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.every.is_some_and(|every| done.is_multiple_of(every)) {
            memory::be_sparing();
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

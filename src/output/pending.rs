//! What is being written at the moment, for which the end of the program waits.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// How many files are written and not yet in place.
static PENDING: AtomicUsize = AtomicUsize::new(0);

/// Whether the program is about to end, so that no new file should be begun.
static STOPPING: AtomicBool = AtomicBool::new(false);

/// How long to wait before looking again.
const MOMENT: Duration = Duration::from_millis(1);

/// Lets nothing new begin, and waits until what has begun is whole and in place.
pub(super) fn finish() {
    STOPPING.store(true, Ordering::SeqCst);
    while PENDING.load(Ordering::SeqCst) > 0 {
        thread::sleep(MOMENT);
    }
}

/// Counts a file that is being written for as long as it lives.
pub(super) struct Pending;

impl Pending {
    /// The first of a set of files does not begin any more once the program is to end; the others complete the set.
    pub(super) fn new() -> Self {
        while PENDING.fetch_add(1, Ordering::SeqCst) == 0 && STOPPING.load(Ordering::SeqCst) {
            PENDING.fetch_sub(1, Ordering::SeqCst);
            thread::sleep(MOMENT);
        }
        Self
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        PENDING.fetch_sub(1, Ordering::SeqCst);
    }
}

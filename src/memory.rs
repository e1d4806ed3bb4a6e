//! How the program holds memory: settings of the allocator that its `main` has (mimalloc), and of the system.

use std::ffi::c_long;

/// `mi_option_purge_delay` of mimalloc 2, for which the crate has no name: after how many milliseconds the system gets back what
/// is free again.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

/// What it is as mimalloc comes.
const SHORT_PURGE_DELAY: c_long = 10;

/// Longer than an ordinary booklet takes.
const LONG_PURGE_DELAY: c_long = 1_000;

/// Keeps memory that is free again for a second before the system gets it back: the next part of a booklet needs as much, and the
/// system would hand it out in smaller pieces, each cleared anew.
pub fn keep_what_is_free() {
    change_purge_delay(SHORT_PURGE_DELAY, LONG_PURGE_DELAY);
}

/// From now on the system gets back what is free again, and gives memory in pieces of 4 KiB: a large plan is about to take as much
/// as there is. Pieces of 2 MiB are quicker to use, but take time to come by on a virtual machine whose host takes back what is
/// not in use: it would wait for hundreds.
pub(crate) fn be_sparing() {
    change_purge_delay(LONG_PURGE_DELAY, SHORT_PURGE_DELAY);
    // Where the system knows no such choice, it is as it is.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// Whoever has set it otherwise, in the environment, is not overruled.
fn change_purge_delay(from: c_long, to: c_long) {
    // SAFETY: both only read and write a number of the allocator, which may be set at any time.
    unsafe {
        if libmimalloc_sys::mi_option_get(PURGE_DELAY) == from {
            libmimalloc_sys::mi_option_set(PURGE_DELAY, to);
        }
    }
}

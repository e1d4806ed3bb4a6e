//! Two files change places in one step, so that nothing that anybody saves falls between.

use std::io;
use std::path::Path;

/// How two files change places. The tests have one of their own, so that every system's way is tried on each.
pub(super) type Exchange = fn(&Path, &Path) -> io::Result<()>;

/// Lets two files change places.
///
/// # Errors
/// One of them is gone, or the system or the disk cannot do it.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Elsewhere a file that is being replaced cannot be saved at that moment: the system holds it.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

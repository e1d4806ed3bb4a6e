//! For whom a file is: what takes a file's place is for the same people to read and write.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Lets new files be as readable as the office has them, unlike other temporary files.
#[cfg(unix)]
pub(super) fn of_ordinary_files(builder: &mut tempfile::Builder<'_, '_>) {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    // The system takes away what the user's umask says.
    builder.permissions(Permissions::from_mode(0o666));
}

/// Elsewhere a file takes the rights of its folder.
#[cfg(not(unix))]
pub(super) fn of_ordinary_files(_: &mut tempfile::Builder<'_, '_>) {}

/// Gives a new file the owner, the rights and the attributes of the one whose place it takes. An owner and attributes that this
/// user may not give stay as they are.
#[cfg(unix)]
pub(super) fn keep(file: &File, path: &Path, target: &Path, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        // The group may be given to where the owner may not.
        let _ =
            fchown(file, Some(old.uid()), Some(old.gid())).or_else(|_| fchown(file, None, Some(old.gid())));
    }
    for name in xattr::list(target).into_iter().flatten() {
        if let Ok(Some(value)) = xattr::get(target, &name) {
            let _ = xattr::set(path, &name, &value);
        }
    }
    // Last: another owner takes rights away.
    file.set_permissions(old.permissions())
}

/// As it takes the rights of its folder, so did the file before it.
#[cfg(not(unix))]
pub(super) fn keep(_: &File, _: &Path, _: &Path, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Which file a name leads to, and how many names the file has.
#[cfg(unix)]
pub(super) fn names(metadata: &Metadata) -> ((u64, u64), u64) {
    use std::os::unix::fs::MetadataExt;
    ((metadata.dev(), metadata.ino()), metadata.nlink())
}

/// Elsewhere the system tells neither to a program without `unsafe`: each name may be the only one.
#[cfg(not(unix))]
pub(super) fn names(_: &Metadata) -> ((u64, u64), u64) {
    ((0, 0), 1)
}

/// Whether a file is protected from being changed: by its own rights, or by another owner, though its folder would let it be
/// replaced.
pub(super) fn is_read_only(target: &Path, metadata: &Metadata) -> bool {
    metadata.permissions().readonly() || !may_write(target)
}

#[cfg(unix)]
fn may_write(target: &Path) -> bool {
    use rustix::fs::{Access, access};
    use rustix::io::Errno;
    !matches!(access(target, Access::WRITE_OK), Err(Errno::ACCESS | Errno::PERM | Errno::ROFS))
}

/// Elsewhere the attribute tells.
#[cfg(not(unix))]
fn may_write(_: &Path) -> bool {
    true
}

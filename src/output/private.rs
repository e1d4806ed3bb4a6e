//! A file that its owner alone may read, where the system knows owners.

use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

use super::folder_of;
use super::pending::Pending;
use super::temporary::{Known, own_prefix};

/// Writes such a file, whole or not at all, in the place of what is there.
///
/// # Errors
/// A folder that is not there or cannot be written to, a full disk.
pub fn write_privately(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let _begun = Pending::new();
    let mut file = Builder::new().prefix(&own_prefix()).tempfile_in(folder_of(target))?;
    let _known = Known::new(file.path());
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(target)?;
    Ok(())
}

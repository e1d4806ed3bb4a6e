//! What lies among other people's files until it is done with: known by name, removed at every end, and swept up where an end
//! left no time for that.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tempfile::{Builder, TempDir};

use super::pending::Pending;

/// How the names begin of all that is temporary; hidden, so that nobody takes it for data.
const PREFIX: &str = ".shinchoku-";

/// After how long something temporary is nobody's any more, if its name does not tell: no file takes so long to write.
const LONGEST: Duration = Duration::from_hours(1);

/// What there is at the moment.
static KNOWN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn known() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Something temporary that is known for as long as this lives.
pub(super) struct Known(PathBuf);

impl Known {
    pub(super) fn new(path: &Path) -> Self {
        known().insert(path.to_owned());
        Self(path.to_owned())
    }
}

impl Drop for Known {
    fn drop(&mut self) {
        known().remove(&self.0);
    }
}

/// A folder of its own among the temporary files of the system, gone with the value and with the program.
pub struct TemporaryFolder {
    folder: TempDir,
    _known: Known,
}

impl TemporaryFolder {
    /// Makes it.
    ///
    /// # Errors
    /// There is no room or no right to.
    pub fn new() -> io::Result<Self> {
        let _begun = Pending::new();
        sweep([std::env::temp_dir()]);
        let folder = Builder::new().prefix(&own_prefix()).tempdir()?;
        let known = Known::new(folder.path());
        Ok(Self { folder, _known: known })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file into it, and the folders on the way. Once the program is to end, none is begun any more.
    ///
    /// # Errors
    /// There is no room.
    pub fn write(&self, name: &Path, bytes: &[u8]) -> io::Result<()> {
        let _begun = Pending::new();
        let file = self.path().join(name);
        fs::create_dir_all(file.parent().unwrap_or(self.path()))?;
        fs::write(file, bytes)
    }
}

/// Removes all that is temporary, for a program that ends.
pub(super) fn remove_all() {
    let known = known().clone();
    for path in known {
        // What cannot be removed now is swept up later.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
}

/// Removes what runs of the program left in folders that ended without time for it: by a power cut, or killed.
pub fn sweep(folders: impl IntoIterator<Item = PathBuf>) {
    for entry in folders.into_iter().flat_map(fs::read_dir).flatten().flatten() {
        let name = entry.file_name();
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else { continue };
        let (path, Ok(metadata)) = (entry.path(), entry.metadata()) else { continue };
        if is_abandoned(rest, &metadata) {
            let _ = if metadata.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
}

/// How names begin that this run gives: with the computer and the process, of which a folder may be shared by many.
pub(super) fn own_prefix() -> String {
    format!("{PREFIX}{}-{}-", computer(), std::process::id())
}

/// Whether nobody writes any more what has such a name after the [`PREFIX`].
fn is_abandoned(rest: &str, metadata: &Metadata) -> bool {
    let age = metadata.modified().ok().and_then(|written| SystemTime::now().duration_since(written).ok());
    if age.is_some_and(|age| age > LONGEST) {
        return true;
    }
    let mut parts = rest.rsplitn(3, '-').skip(1);
    let process = parts.next().and_then(|process| process.parse().ok());
    process.is_some_and(|process| parts.next() == Some(&computer()) && is_gone(process))
}

/// The name of this computer, as far as the name of a file can have it.
#[cfg(unix)]
fn computer() -> String {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(not(unix))]
fn computer() -> String {
    let name = std::env::var("COMPUTERNAME").unwrap_or_default();
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Whether no process has a number any more.
#[cfg(unix)]
fn is_gone(process: i32) -> bool {
    use rustix::{io::Errno, process};
    process::Pid::from_raw(process)
        .is_some_and(|process| process::test_kill_process(process) == Err(Errno::SRCH))
}

/// Elsewhere the age alone tells.
#[cfg(not(unix))]
fn is_gone(_: i32) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_an_ended_run_left_is_swept_up_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ended = std::process::Command::new("true").spawn().expect("a process");
        ended.wait().expect("it ends");
        let computer = computer();
        let names = [
            (format!(".shinchoku-{computer}-{}-a1B2c3", ended.id()), false),
            (format!(".shinchoku-{computer}-{}-a1B2c3", std::process::id()), true),
            (format!(".shinchoku-another{computer}-{}-a1B2c3", ended.id()), true),
            (".shinchoku-a1B2c3".to_owned(), true),
            (".other-1-a1B2c3".to_owned(), true),
            ("salon.yaml".to_owned(), true),
        ];
        for (name, _) in &names {
            fs::write(folder.path().join(name), "x").expect("a file");
        }
        sweep([folder.path().to_owned(), folder.path().join("missing")]);
        for (name, stays) in &names {
            assert_eq!(folder.path().join(name).exists(), *stays, "{name}");
        }
        // Whoever it was of: nobody writes for so long.
        let old = SystemTime::now() - LONGEST - Duration::from_secs(1);
        let path = folder.path().join(&names[2].0);
        fs::File::options().write(true).open(&path).and_then(|file| file.set_modified(old)).expect("old");
        sweep([folder.path().to_owned()]);
        assert!(!path.exists());
    }
}

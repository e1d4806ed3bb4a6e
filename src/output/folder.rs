//! A folder of files written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;

use rayon::prelude::*;
use tempfile::{Builder, TempDir};

use super::exchange::{Exchange, exchange};
use super::folder_of;
use super::patience::{is_held, patiently};
use super::pending::Pending;
use super::refusal::{no_folder, unwritable};
use super::temporary::{Known, own_prefix, sweep};
use crate::diagnostics::Diagnostic;

/// Writes a folder of files, named relative to it, in the place of what is there. They are written beside it first, and take its
/// place in one step, where the system can do that; otherwise what was there is set aside a moment before.
///
/// `may_go` looks once more, just before, at what is there.
///
/// # Errors
/// A folder that cannot be written to, a full disk, what `may_go` says.
pub fn replace_folder<'f>(
    target: &Path,
    files: impl IntoIterator<Item = (&'f str, &'f [u8])>,
    may_go: impl Fn() -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    let _whole = Pending::new();
    // What a link leads to is replaced, and the link stays.
    let target = target.canonicalize().unwrap_or_else(|_| target.to_owned());
    let above = folder_of(&target);
    fs::create_dir_all(above).map_err(|error| no_folder(above, &error))?;
    sweep([above.to_owned()]);
    let new = PendingFolder::write(above, files).map_err(|error| unwritable(&target, &error))?;
    may_go()?;
    new.place(&target, exchange).map_err(|error| unwritable(&target, &error))
}

/// A folder that is written beside its target and takes its place later. Dropped before that, it leaves the target as it was.
struct PendingFolder {
    outer: TempDir,
    _known: Known,
}

impl PendingFolder {
    /// The new folder lies in one that is temporary, so that it has the rights of ordinary folders.
    fn write<'f>(above: &Path, files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> io::Result<Self> {
        let outer = Builder::new().prefix(&own_prefix()).tempdir_in(above)?;
        let written = Self { _known: Known::new(outer.path()), outer };
        let folder = written.inner("new");
        fs::create_dir(&folder)?;
        let mut paths = Vec::new();
        for (name, bytes) in files {
            let path = folder.join(name);
            fs::create_dir_all(folder_of(&path))?;
            fs::File::create_new(&path)?.write_all(bytes)?;
            paths.push(path);
        }
        // A disk puts several files by at once sooner than one after the other.
        let put_by = |path: &PathBuf| fs::File::options().write(true).open(path)?.sync_all();
        paths.par_iter().with_max_len(1).try_for_each(put_by)?;
        Ok(written)
    }

    fn inner(&self, name: &str) -> PathBuf {
        self.outer.path().join(name)
    }

    /// Puts the folder in its target's place. What was there goes with the rest of what is temporary.
    fn place(self, target: &Path, exchange: Exchange) -> io::Result<()> {
        let new = self.inner("new");
        let Ok(old) = fs::metadata(target) else {
            return patiently(|| fs::rename(&new, target), is_held, thread::sleep);
        };
        fs::set_permissions(&new, old.permissions())?;
        if patiently(|| exchange(&new, target), is_held, thread::sleep).is_ok() {
            return Ok(());
        }
        let old = self.inner("old");
        patiently(|| fs::rename(target, &old), is_held, thread::sleep)?;
        patiently(|| fs::rename(&new, target), is_held, thread::sleep).inspect_err(|_| {
            // It was there a moment ago.
            let _ = fs::rename(&old, target);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_is_replaced_whole_or_stays_as_it_was() {
        let above = tempfile::tempdir().expect("a folder");
        let target = above.path().join("made/web");
        let write = |files: &[(&str, &str)], may_go: Result<(), Diagnostic>| {
            let files = files.iter().map(|(name, text)| (*name, text.as_bytes()));
            replace_folder(&target, files, || may_go.clone())
        };
        write(&[("a.html", "old"), ("b/gone.html", "old")], Ok(())).expect("written");
        write(&[("a.html", "new"), ("c/d.html", "new")], Ok(())).expect("written");
        assert_eq!(names(&target), ["a.html", "c"]);
        assert_eq!(fs::read(target.join("c/d.html")).expect("the file"), b"new");
        // A file where a folder has to be; and a last look that finds something.
        assert!(write(&[("a.html", "x"), ("a.html/b", "x")], Ok(())).is_err());
        let found = Diagnostic::new(Code::Unwritable, "ほかのファイルがあります。");
        assert!(write(&[("a.html", "x")], Err(found)).is_err());
        assert_eq!(names(&target), ["a.html", "c"]);
        assert_eq!(fs::read(target.join("a.html")).expect("the file"), b"new");
        assert_eq!(names(&above.path().join("made")), ["web"], "nothing temporary is left");
    }

    #[test]
    fn a_folder_is_replaced_where_two_cannot_change_places() {
        let above = tempfile::tempdir().expect("a folder");
        let target = above.path().join("web");
        for name in ["old.html", "new.html"] {
            let new = PendingFolder::write(above.path(), [(name, &b"it"[..])]).expect("written");
            new.place(&target, |_, _| Err(io::ErrorKind::Unsupported.into())).expect("placed");
            assert_eq!(
                (names(&target), names(above.path())),
                (vec![name.to_owned()], vec!["web".to_owned()])
            );
        }
    }
}

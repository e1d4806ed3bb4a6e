//! Files written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::diagnostics::{Code, Diagnostic};

/// How many files are written and not yet in place.
static PENDING: AtomicUsize = AtomicUsize::new(0);

/// Whether the program is about to end, so that no new file should be begun.
static STOPPING: AtomicBool = AtomicBool::new(false);

/// How long to wait before looking again.
const MOMENT: Duration = Duration::from_millis(1);

/// Waits until what is being written is whole and in place, and lets nothing new begin: for a program that is told to end.
pub fn finish_writing() {
    STOPPING.store(true, Ordering::SeqCst);
    while PENDING.load(Ordering::SeqCst) > 0 {
        thread::sleep(MOMENT);
    }
}

/// Counts a file that is being written for as long as it lives.
struct Pending;

impl Pending {
    /// The first of a set of files does not begin any more once the program is to end; the others complete the set.
    fn new() -> Self {
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

/// A file that is written beside its target and takes its place on [`commit`](Self::commit). Dropped before that, it leaves
/// the target as it was.
struct PendingFile {
    file: NamedTempFile,
    target: PathBuf,
    // Last, so that the file is gone before it no longer counts.
    pending: Pending,
}

impl PendingFile {
    /// Writes the bytes beside the target; makes the target's folder if need be.
    ///
    /// # Errors
    /// A folder that cannot be written to, a full disk.
    fn write(target: &Path, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| no_folder(folder, &error))?;
        let write = || -> io::Result<Self> {
            let pending = Pending::new();
            let mut builder = tempfile::Builder::new();
            builder.prefix(".shinchoku-");
            readable_by_all(&mut builder);
            let mut file = builder.tempfile_in(folder)?;
            file.write_all(bytes)?;
            keep_rights(file.as_file(), target)?;
            file.as_file().sync_all()?;
            Ok(Self { file, target: target.to_path_buf(), pending })
        };
        write().map_err(|error| unwritable(target, &error))
    }

    /// Puts the file in the target's place.
    ///
    /// # Errors
    /// A target that cannot be replaced: it is open elsewhere, or a folder.
    fn commit(self) -> Result<(), Diagnostic> {
        let Self { file, target, pending } = self;
        let result = file.persist(&target).map(drop).map_err(|error| unwritable(&target, &error.error));
        drop(pending);
        result
    }
}

/// Writes files all together: if one cannot be written, the others are as they were.
///
/// # Errors
/// A folder that cannot be written to, a full disk, a target that cannot be replaced.
pub fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Diagnostic> {
    // The program does not end between two of them.
    let _whole = Pending::new();
    let written: Vec<PendingFile> =
        files.iter().map(|(target, bytes)| PendingFile::write(target, bytes)).collect::<Result<_, _>>()?;
    let mut replaced: Vec<(PathBuf, Option<Vec<u8>>)> = Vec::with_capacity(files.len());
    for file in written {
        let before = (file.target.clone(), fs::read(&file.target).ok());
        if let Err(failure) = file.commit() {
            for (target, bytes) in replaced {
                // The disk had room for the file and it could be replaced a moment ago.
                let _ = match bytes {
                    Some(bytes) => PendingFile::write(&target, &bytes).and_then(PendingFile::commit).is_ok(),
                    None => fs::remove_file(&target).is_ok(),
                };
            }
            return Err(failure);
        }
        replaced.push(before);
    }
    Ok(())
}

/// A booklet is for everybody to read, unlike other temporary files.
#[cfg(unix)]
fn readable_by_all(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o644));
}

/// Elsewhere a file takes the rights of its folder.
#[cfg(not(unix))]
fn readable_by_all(_: &mut tempfile::Builder<'_, '_>) {}

/// What takes a file's place is for the same people to read and write.
#[cfg(unix)]
fn keep_rights(file: &fs::File, target: &Path) -> io::Result<()> {
    match fs::metadata(target) {
        Ok(target) if target.is_file() => file.set_permissions(target.permissions()),
        _ => Ok(()),
    }
}

/// As it takes the rights of its folder, so did the file before it.
#[cfg(not(unix))]
fn keep_rights(_: &fs::File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Why there is no folder to write into: most likely a file has the name.
fn no_folder(folder: &Path, error: &io::Error) -> Diagnostic {
    let in_the_way = |path: &&Path| fs::symlink_metadata(path).is_ok() && !path.is_dir();
    match folder.ancestors().find(in_the_way) {
        Some(file) => {
            Diagnostic::new(Code::Unwritable, "フォルダーを作る所に、同じ名前のファイルがあります。")
                .in_file(file)
                .hint("そのファイルの名前を変えるか、ほかの場所へ移してください。")
        }
        None => unwritable(folder, error),
    }
}

fn unwritable(target: &Path, error: &io::Error) -> Diagnostic {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => "書き込む権限がありません。".to_owned(),
        io::ErrorKind::IsADirectory | io::ErrorKind::AlreadyExists => {
            "同じ名前のフォルダーがあります。".to_owned()
        }
        io::ErrorKind::StorageFull => "ディスクに空きがありません。".to_owned(),
        _ => format!("書き込めません（{error}）。"),
    };
    Diagnostic::new(Code::Unwritable, reason)
        .in_file(target)
        .hint("ファイルがほかのソフトで開かれていないか、フォルダーに書き込めるか、ディスクに空きがあるか確かめてください。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_one_file_cannot_be_written_the_others_are_as_they_were() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        fs::write(path("old"), "old").expect("a file");
        fs::create_dir_all(path("folder/inside")).expect("a folder");
        let files = |last: &str| ["old", "new", last].map(|name| (path(name), b"bytes".to_vec()));
        assert!(write_all(&files("folder")).is_err());
        assert_eq!(fs::read(path("old")).expect("the file"), b"old");
        let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().collect();
        assert_eq!(names.len(), 2, "{names:?}");
        write_all(&files("last")).expect("written");
        assert!(
            ["old", "new", "last"].iter().all(|name| fs::read(path(name)).is_ok_and(|it| it == b"bytes"))
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_rights() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        fs::write(&path, "old").expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o660)).expect("rights");
        write_all(&[(path.clone(), b"new".to_vec())]).expect("written");
        assert_eq!(fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o660);
    }
}

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
pub struct PendingFile {
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
    pub fn write(target: &Path, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let write = || -> io::Result<Self> {
            let folder =
                target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            fs::create_dir_all(folder)?;
            let pending = Pending::new();
            let mut builder = tempfile::Builder::new();
            builder.prefix(".shinchoku-");
            readable_by_all(&mut builder);
            let mut file = builder.tempfile_in(folder)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            Ok(Self { file, target: target.to_path_buf(), pending })
        };
        write().map_err(|error| unwritable(target, &error))
    }

    /// Puts the file in the target's place.
    ///
    /// # Errors
    /// A target that cannot be replaced: it is open elsewhere, or a folder.
    pub fn commit(self) -> Result<(), Diagnostic> {
        let Self { file, target, pending } = self;
        let result = file.persist(&target).map(drop).map_err(|error| unwritable(&target, &error.error));
        drop(pending);
        result
    }
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

fn unwritable(target: &Path, error: &io::Error) -> Diagnostic {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => "書き込む権限がありません。".to_owned(),
        io::ErrorKind::IsADirectory | io::ErrorKind::AlreadyExists => {
            "同じ名前のフォルダーがあります。".to_owned()
        }
        io::ErrorKind::NotADirectory => "途中の名前がフォルダーではありません。".to_owned(),
        io::ErrorKind::StorageFull => "ディスクに空きがありません。".to_owned(),
        _ => format!("書き込めません（{error}）。"),
    };
    Diagnostic::error(Code::Unwritable, reason)
        .in_file(target)
        .hint("ファイルがほかのソフトで開かれていないか、フォルダーに書き込めるか、ディスクに空きがあるか確かめてください。")
}

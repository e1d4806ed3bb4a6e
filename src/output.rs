//! Files written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tempfile::{NamedTempFile, PersistError};

use crate::diagnostics::{Code, Diagnostic, SourceFile};

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

    /// Puts the file in the target's place, if nothing forbids it at that moment.
    ///
    /// # Errors
    /// What forbids it; a target that cannot be replaced: it is open elsewhere, or a folder.
    fn commit(self, forbidden: impl Fn() -> Result<(), Diagnostic>) -> Result<(), Diagnostic> {
        let Self { file, target, pending } = self;
        let mut waiting = Some(file);
        let persist = || {
            if let Err(reason) = forbidden() {
                return Ok(Err(reason));
            }
            match waiting.take().map(|file| file.persist(&target)) {
                Some(Err(PersistError { error, file })) => {
                    waiting = Some(file);
                    Err(error)
                }
                _ => Ok(Ok(())),
            }
        };
        let result = patiently(persist, is_held, thread::sleep)
            .unwrap_or_else(|error| Err(unwritable(&target, &error)));
        drop((waiting, pending));
        result
    }
}

/// How many milliseconds to wait for whoever holds a file, each time: 200 in all.
const WAITS: [u64; 5] = [10, 20, 40, 60, 70];

/// Does something that fails while somebody holds a file, and tries again until the [`WAITS`] are over.
fn patiently<T>(
    mut attempt: impl FnMut() -> io::Result<T>,
    is_held: impl Fn(&io::Error) -> bool,
    wait: impl Fn(Duration),
) -> io::Result<T> {
    for pause in WAITS {
        match attempt() {
            Err(error) if is_held(&error) => wait(Duration::from_millis(pause)),
            done => return done,
        }
    }
    attempt()
}

/// Whether a program holds a file that is to be replaced: on Windows, "access denied" and "sharing violation". An office has
/// programs that look at each file that is saved, for some milliseconds.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32))
}

/// Writes files all together: if one cannot be written, the others are as they were.
///
/// # Errors
/// A folder that cannot be written to, a full disk, a target that cannot be replaced.
pub fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Diagnostic> {
    let files = files.iter().map(|(target, bytes)| NewFile { target: target.clone(), bytes, read: None });
    write(&files.collect::<Vec<_>>(), || {})
}

/// Writes files under a root that were read, each as it was read and as it is to be, all together. If one has been saved by
/// somebody else in the meantime, all are left as they are.
///
/// # Errors
/// A file that is not as it was read, and as [`write_all`].
pub fn replace_all<'f>(
    root: &Path,
    files: impl IntoIterator<Item = (&'f Arc<SourceFile>, &'f Arc<SourceFile>)>,
) -> Result<(), Diagnostic> {
    replace(root, files, || {})
}

fn replace<'f>(
    root: &Path,
    files: impl IntoIterator<Item = (&'f Arc<SourceFile>, &'f Arc<SourceFile>)>,
    after_each: impl Fn(),
) -> Result<(), Diagnostic> {
    let edited: Vec<_> =
        files.into_iter().map(|(read, edited)| (read, edited.contents().into_bytes())).collect();
    let files: Vec<_> = edited
        .iter()
        .map(|(read, bytes)| {
            // What a link leads to is replaced, and the link stays.
            let path = root.join(read.path());
            NewFile { target: path.canonicalize().unwrap_or(path), bytes, read: Some(read) }
        })
        .collect();
    files.iter().try_for_each(NewFile::unchanged)?;
    write(&files, after_each)
}

/// A file to be written.
struct NewFile<'f> {
    target: PathBuf,
    bytes: &'f [u8],
    /// What it was made from.
    read: Option<&'f SourceFile>,
}

impl NewFile<'_> {
    /// Whether the disk still has what was read, if anything was.
    ///
    /// # Errors
    /// It has not.
    fn unchanged(&self) -> Result<(), Diagnostic> {
        let Some(read) = self.read else { return Ok(()) };
        match patiently(|| fs::read(&self.target), is_held, thread::sleep) {
            Ok(found) if found == read.contents().as_bytes() => Ok(()),
            Ok(_) => Err(elsewhere(read, "ほかの人かエディターがこのファイルを保存しました")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(elsewhere(read, "このファイルがなくなりました"))
            }
            Err(error) => Err(unwritable(&self.target, &error)),
        }
    }

    /// Puts back what was there. What somebody has saved since stays.
    fn put_back(&self, before: Option<Vec<u8>>) {
        if fs::read(&self.target).ok().as_deref() != Some(self.bytes) {
            return;
        }
        // The disk had room for the file and it could be replaced a moment ago.
        let _ = match before {
            Some(before) => {
                PendingFile::write(&self.target, &before).and_then(|file| file.commit(|| Ok(()))).is_ok()
            }
            None => fs::remove_file(&self.target).is_ok(),
        };
    }
}

/// Writes all of the files beside their targets, and then puts one after the other in its place.
fn write(files: &[NewFile<'_>], after_each: impl Fn()) -> Result<(), Diagnostic> {
    // The program does not end between two of them.
    let _whole = Pending::new();
    let written: Vec<PendingFile> =
        files.iter().map(|file| PendingFile::write(&file.target, file.bytes)).collect::<Result<_, _>>()?;
    let mut replaced = Vec::with_capacity(files.len());
    for (file, new) in files.iter().zip(written) {
        let before = fs::read(&file.target).ok();
        if let Err(failure) = new.commit(|| file.unchanged()) {
            replaced.into_iter().rev().for_each(|(file, before): (&NewFile<'_>, _)| file.put_back(before));
            return Err(failure);
        }
        replaced.push((file, before));
        after_each();
    }
    Ok(())
}

/// Why a file is not written that was read.
fn elsewhere(read: &SourceFile, what: &str) -> Diagnostic {
    Diagnostic::new(Code::SavedElsewhere, format!("読んでから書くまでの間に、{what}。"))
        .in_file(read.path())
        .hint("どのファイルにも、何も書いていません。もう一度実行してください。")
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
    if is_held(error) && !target.is_dir() {
        return held(target);
    }
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

/// Who most likely holds a file, in the order of likelihood.
fn held(target: &Path) -> Diagnostic {
    Diagnostic::new(Code::Unwritable, "ほかのプログラムがこのファイルを使っているので、置き換えられません。")
        .in_file(target)
        .hint("PDF を見るソフトやエディターで開いていれば、閉じてください。ウイルス対策ソフトや OneDrive が調べている間なら、少し待ってからもう一度実行してください。")
        .hint("読み取り専用のファイルでもこうなります。ファイルのプロパティを確かめてください。")
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;
    use crate::diagnostics::Location;

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

    /// Two files that were read and are to say "new".
    fn two_files(folder: &Path) -> [(Arc<SourceFile>, Arc<SourceFile>); 2] {
        ["a.yaml", "b.yaml"].map(|name| {
            fs::write(folder.join(name), "old").expect("a file");
            (SourceFile::new(name, "old"), SourceFile::new(name, "new"))
        })
    }

    fn contents(folder: &Path) -> [Option<String>; 2] {
        ["a.yaml", "b.yaml"].map(|name| fs::read_to_string(folder.join(name)).ok())
    }

    #[test]
    fn what_somebody_saved_in_the_meantime_stays_and_so_do_the_other_files() {
        const THEIRS: Option<&str> = Some("theirs");
        // How many of ours are written when somebody saves, what there is then, and what there is in the end.
        for (when, saved, left) in [
            (0, [Some("old"), THEIRS], [Some("old"), THEIRS]),
            (1, [Some("new"), THEIRS], [Some("old"), THEIRS]),
            (1, [Some("new"), None], [Some("old"), None]),
            (1, [THEIRS, THEIRS], [THEIRS, THEIRS]),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            let files = two_files(folder.path());
            let save = || {
                for (name, text) in ["a.yaml", "b.yaml"].into_iter().zip(saved) {
                    let path = folder.path().join(name);
                    text.map_or_else(|| fs::remove_file(&path), |text| fs::write(&path, text))
                        .expect("saved");
                }
            };
            let written = Cell::new(0);
            if when == 0 {
                save();
            }
            let after_each = || {
                written.set(written.get() + 1);
                if written.get() == when {
                    save();
                }
            };
            let files = files.iter().map(|(read, edited)| (read, edited));
            let failure = replace(folder.path(), files, after_each).expect_err("not written");
            assert_eq!((failure.code, written.get()), (Code::SavedElsewhere, when));
            assert_eq!(failure.location, Location::File("b.yaml".into()));
            assert_eq!(contents(folder.path()).each_ref().map(Option::as_deref), left, "{saved:?}");
            let names = fs::read_dir(folder.path()).expect("a folder");
            assert_eq!(names.count(), left.iter().flatten().count(), "nothing lies beside them");
        }
    }

    #[test]
    fn files_that_are_as_they_were_read_are_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = two_files(folder.path());
        replace_all(folder.path(), files.iter().map(|(read, edited)| (read, edited))).expect("written");
        assert_eq!(contents(folder.path()), [Some("new".to_owned()), Some("new".to_owned())]);
    }

    #[test]
    fn a_file_that_somebody_holds_is_tried_again_for_a_fifth_of_a_second() {
        const HELD: i32 = 32;
        let is_held = |error: &io::Error| error.raw_os_error() == Some(HELD);
        let tried = |answers: &[Option<i32>]| {
            let waited = RefCell::new(Duration::ZERO);
            let mut answers = answers.iter().cycle();
            let attempt = || match answers.next().expect("a cycle") {
                Some(error) => Err(io::Error::from_raw_os_error(*error)),
                None => Ok(()),
            };
            let result = patiently(attempt, is_held, |pause| *waited.borrow_mut() += pause);
            (result.map_err(|error| error.raw_os_error()), waited.into_inner().as_millis())
        };
        assert_eq!(tried(&[None]), (Ok(()), 0));
        assert_eq!(tried(&[Some(HELD), Some(HELD), None]), (Ok(()), 30));
        assert_eq!(tried(&[Some(HELD)]), (Err(Some(HELD)), 200));
        assert_eq!(tried(&[Some(28)]), (Err(Some(28)), 0), "another reason is told at once");
        assert!(held(Path::new("out/R5.pdf")).hints[0].contains("OneDrive"));
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

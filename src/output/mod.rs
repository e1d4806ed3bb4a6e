//! Files written whole or not at all.

mod exchange;
mod folder;
mod patience;
mod pending;
mod private;
mod refusal;
mod rights;
mod temporary;

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tempfile::{PathPersistError, TempPath};

use crate::diagnostics::{Diagnostic, Diagnostics, SourceFile};
use exchange::{Exchange, exchange};
pub use folder::replace_folder;
use patience::{WAITS, is_held, patiently};
use pending::Pending;
pub use private::write_privately;
use refusal::{elsewhere, no_file, no_folder, other_names, read_only, unwritable};
use temporary::Known;
pub use temporary::{TemporaryFolder, sweep};

/// Waits until what is being written is whole and in place, and lets nothing new begin: for a program that is told to end. Then
/// removes what is temporary.
pub fn finish_writing() {
    pending::finish();
    temporary::remove_all();
}

/// Removes what is temporary and waits for nothing: for a program that is told so again. A set of files that is being put in
/// place may then be half old and half new, but each file is whole.
pub fn abandon_writing() {
    temporary::remove_all();
}

/// A file that is written beside its target and takes its place later. Dropped before that, it leaves the target as it was. It
/// is closed: a booklet in pictures has more pages than a process may have open files.
struct PendingFile {
    file: TempPath,
    known: Known,
    // Last, so that the file is gone before it no longer counts.
    pending: Pending,
}

impl PendingFile {
    /// Writes the bytes beside the target; makes the target's folder if need be.
    ///
    /// # Errors
    /// A folder that cannot be written to, a full disk.
    fn write(target: &Path, old: Option<&Metadata>, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let folder = folder_of(target);
        fs::create_dir_all(folder).map_err(|error| no_folder(folder, &error))?;
        let write = || -> io::Result<Self> {
            let pending = Pending::new();
            let prefix = temporary::own_prefix();
            let mut builder = tempfile::Builder::new();
            builder.prefix(&prefix);
            rights::of_ordinary_files(&mut builder);
            let mut file = builder.tempfile_in(folder)?;
            let known = Known::new(file.path());
            file.write_all(bytes)?;
            if let Some(old) = old {
                rights::keep(file.as_file(), file.path(), target, old)?;
            }
            file.as_file().sync_all()?;
            Ok(Self { file: file.into_temp_path(), known, pending })
        };
        write().map_err(|error| unwritable(target, &error))
    }

    /// Puts the file in its target's place, if the disk still has what it was made from. What was there is set aside, where
    /// the system can do that in one step; otherwise it was read a moment before.
    ///
    /// # Errors
    /// Somebody has saved the target meanwhile; it cannot be replaced: it is open elsewhere, or a folder.
    fn place(self, new: &NewFile<'_>, exchange: Exchange) -> Result<Replaced, Diagnostic> {
        let target = &new.target;
        if new.old.is_some() {
            new.unchanged(target)?;
            if patiently(|| exchange(&self.file, target), is_held, thread::sleep).is_ok() {
                // What somebody saved between the look at the file and the exchange is what was set aside.
                if let Err(reason) = new.unchanged(&self.file) {
                    self.back(new);
                    return Err(reason);
                }
                return Ok(Replaced::Aside(self));
            }
        }
        let before = fs::read(target).ok();
        self.name(|file| new.settle(file)).unwrap_or_else(|error| Err(unwritable(target, &error)))?;
        Ok(before.map_or(Replaced::Nothing, Replaced::Copied))
    }

    /// Gives the file its name, and tries again while somebody holds what has that name.
    fn name<T>(self, give: impl Fn(TempPath) -> Result<T, PathPersistError>) -> io::Result<T> {
        let Self { file, known: _known, pending: _pending } = self;
        let mut waiting = Some(file);
        let attempt = || {
            let file = waiting.take().ok_or(io::ErrorKind::NotFound)?;
            give(file).map_err(|PathPersistError { error, path }| {
                waiting = Some(path);
                error
            })
        };
        patiently(attempt, is_held, thread::sleep)
    }

    /// Puts what was set aside back, and goes on until what is set aside is ours: who saves while this goes on has saved last.
    fn back(self, new: &NewFile<'_>) {
        for _ in 0..WAITS.len() {
            if exchange(&self.file, &new.target).is_err() || new.is_ours(&self.file) {
                return;
            }
        }
    }
}

/// What a file has replaced.
enum Replaced {
    /// There was none.
    Nothing,
    /// It lies beside, until the whole set is in place.
    Aside(PendingFile),
    /// A file with these bytes.
    Copied(Vec<u8>),
}

/// Writes files all together: if one cannot be written, the others are as they were. What there is to be warned of is that one
/// had other names, under which its old contents stay.
///
/// # Errors
/// A folder that cannot be written to, a full disk, a target that may not be written or cannot be replaced.
pub fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<Diagnostics, Diagnostic> {
    let files = files.iter().map(|(target, bytes)| NewFile::new(target, bytes, Before::Anything));
    write(&files.collect::<Result<Vec<_>, _>>()?, exchange, |_| {})
}

/// Writes files under a root, each as it was read and as it is to be, all together. If one has been saved by somebody else in the
/// meantime, or made where there was none, all are left as they are. Warned of is the same as by [`write_all`].
///
/// # Errors
/// A file that is not as it was read, and as [`write_all`].
pub fn replace_all<'f>(
    root: &Path,
    files: impl IntoIterator<Item = (Option<&'f Arc<SourceFile>>, &'f Arc<SourceFile>)>,
) -> Result<Diagnostics, Diagnostic> {
    replace(root, files, exchange, |_| {})
}

fn replace<'f>(
    root: &Path,
    files: impl IntoIterator<Item = (Option<&'f Arc<SourceFile>>, &'f Arc<SourceFile>)>,
    exchange: Exchange,
    at_each: impl Fn(Step),
) -> Result<Diagnostics, Diagnostic> {
    let edited = files.into_iter().map(|(read, edited)| {
        let before = read.map_or(Before::Nothing(edited.path()), |read| Before::Read(read));
        (edited.path(), before, edited.contents().into_bytes())
    });
    let edited: Vec<_> = edited.collect();
    let files = edited.iter().map(|(path, before, bytes)| NewFile::new(&root.join(path), bytes, *before));
    let files: Vec<NewFile<'_>> = files.collect::<Result<_, _>>()?;
    files.iter().try_for_each(|file| file.unchanged(&file.target))?;
    write(&files, exchange, at_each)
}

/// A file to be written.
struct NewFile<'f> {
    /// As it is called.
    path: PathBuf,
    /// Where it goes: what a link leads to is replaced, and the link stays.
    target: PathBuf,
    /// What is there.
    old: Option<Metadata>,
    bytes: &'f [u8],
    before: Before<'f>,
}

/// What has to be where a file goes.
#[derive(Clone, Copy)]
enum Before<'f> {
    /// Whatever there is.
    Anything,
    /// Nothing; the file is called this.
    Nothing(&'f Path),
    /// What was read, from which it was made.
    Read(&'f SourceFile),
}

impl<'f> NewFile<'f> {
    /// # Errors
    /// What is there is no file, or is not to be changed.
    fn new(path: &Path, bytes: &'f [u8], before: Before<'f>) -> Result<Self, Diagnostic> {
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let old = fs::metadata(&target).ok();
        match &old {
            Some(old) if old.is_dir() => Err(unwritable(path, &io::ErrorKind::IsADirectory.into())),
            Some(old) if !old.is_file() => Err(no_file(path)),
            Some(old) if rights::is_read_only(&target, old) => Err(read_only(path)),
            _ => Ok(Self { path: path.to_owned(), target, old, bytes, before }),
        }
    }

    /// Whether a file is what has to be there.
    ///
    /// # Errors
    /// It is not.
    fn unchanged(&self, file: &Path) -> Result<(), Diagnostic> {
        let read = match self.before {
            Before::Nothing(path) if fs::symlink_metadata(file).is_ok() => {
                return Err(elsewhere(path, "同じ名前のファイルができました"));
            }
            Before::Anything | Before::Nothing(_) => return Ok(()),
            Before::Read(read) => read,
        };
        match patiently(|| fs::read(file), is_held, thread::sleep) {
            Ok(found) if found == read.contents().as_bytes() => Ok(()),
            Ok(_) => Err(elsewhere(read.path(), "ほかの人かエディターがこのファイルを保存しました")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(elsewhere(read.path(), "このファイルがなくなりました"))
            }
            Err(error) => Err(unwritable(&self.target, &error)),
        }
    }

    /// Lets a file take the place of what has to be there. Inside are the reasons of people, outside those of the system.
    fn settle(&self, mut file: TempPath) -> Result<Result<(), Diagnostic>, PathPersistError> {
        if let Before::Nothing(_) = self.before {
            // In one step, where the system and the disk can do that.
            match file.persist_noclobber(&self.target) {
                Ok(()) => return Ok(Ok(())),
                Err(PathPersistError { path, .. }) => file = path,
            }
        }
        // As late as can be.
        match self.unchanged(&self.target) {
            Ok(()) => file.persist(&self.target).map(Ok),
            Err(reason) => Ok(Err(reason)),
        }
    }

    /// As people know it.
    fn shown(&self) -> &Path {
        match self.before {
            Before::Anything => &self.path,
            Before::Nothing(path) => path,
            Before::Read(read) => read.path(),
        }
    }

    fn is_ours(&self, file: &Path) -> bool {
        fs::read(file).is_ok_and(|found| found == self.bytes)
    }

    /// Puts back what was there. What somebody has saved since stays.
    fn put_back(&self, replaced: Replaced) {
        if !self.is_ours(&self.target) {
            return;
        }
        match replaced {
            Replaced::Nothing => {
                let _ = fs::remove_file(&self.target);
            }
            Replaced::Aside(aside) => aside.back(self),
            // The disk had room for the file and it could be replaced a moment ago.
            Replaced::Copied(before) => {
                let _ = PendingFile::write(&self.target, self.old.as_ref(), &before)
                    .map(|file| file.name(|file| file.persist(&self.target)));
            }
        }
    }
}

/// Where the writing of a set of files is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// All of them are written beside their targets.
    Written,
    /// So many are in place.
    Placed(usize),
}

/// Writes all of the files beside their targets, and then puts one after the other in its place.
fn write(
    files: &[NewFile<'_>],
    exchange: Exchange,
    at_each: impl Fn(Step),
) -> Result<Diagnostics, Diagnostic> {
    // The program does not end between two of them.
    let _whole = Pending::new();
    let mut folders: Vec<&Path> = files.iter().map(|file| folder_of(&file.target)).collect();
    folders.sort_unstable();
    folders.dedup();
    sweep(folders.into_iter().map(Path::to_path_buf));
    let written = files.iter().map(|file| PendingFile::write(&file.target, file.old.as_ref(), file.bytes));
    let written: Vec<PendingFile> = written.collect::<Result<_, _>>()?;
    at_each(Step::Written);
    let mut placed = Vec::with_capacity(files.len());
    for (file, new) in files.iter().zip(written) {
        match new.place(file, exchange) {
            Ok(replaced) => placed.push((file, replaced)),
            Err(failure) => {
                placed
                    .into_iter()
                    .rev()
                    .for_each(|(file, replaced): (&NewFile<'_>, _)| file.put_back(replaced));
                return Err(failure);
            }
        }
        at_each(Step::Placed(placed.len()));
    }
    Ok(left_behind(files))
}

/// The files that had names which are not among those written, by what was found there before.
fn left_behind(files: &[NewFile<'_>]) -> Diagnostics {
    let names = |file: &NewFile<'_>| file.old.as_ref().map(rights::names);
    let mut written: HashMap<(u64, u64), u64> = HashMap::new();
    files.iter().filter_map(names).for_each(|(file, _)| *written.entry(file).or_default() += 1);
    let others = files.iter().filter_map(|file| {
        let (old, count) = names(file)?;
        let others = count.saturating_sub(written[&old]);
        (others > 0).then(|| other_names(file.shown(), others))
    });
    others.collect()
}

/// The folder of a file.
fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Barrier;

    use super::*;
    use crate::diagnostics::{Code, Location};

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

    /// That of this system, and none, as on Windows.
    const EXCHANGES: [Exchange; 2] = [exchange, |_, _| Err(io::ErrorKind::Unsupported.into())];

    /// Two files that were read and are to say "new".
    fn two_files(folder: &Path) -> [(Arc<SourceFile>, Arc<SourceFile>); 2] {
        ["a.yaml", "b.yaml"].map(|name| {
            fs::write(folder.join(name), "old").expect("a file");
            (SourceFile::new(name, "old"), SourceFile::new(name, "new"))
        })
    }

    /// What is reached last where somebody saves at a step.
    fn expected(saved: Option<Step>) -> Option<Step> {
        saved.map(|step| if step == Step::Written { Step::Placed(1) } else { step })
    }

    fn contents(folder: &Path) -> [Option<String>; 2] {
        ["a.yaml", "b.yaml"].map(|name| fs::read_to_string(folder.join(name)).ok())
    }

    #[test]
    fn what_somebody_saved_in_the_meantime_stays_and_so_do_the_other_files() {
        const THEIRS: Option<&str> = Some("theirs");
        // When somebody saves, what there is then, and what there is in the end. Not at a step: before we begin.
        let cases = [
            (None, [Some("old"), THEIRS], [Some("old"), THEIRS]),
            (Some(Step::Written), [Some("old"), THEIRS], [Some("old"), THEIRS]),
            (Some(Step::Placed(1)), [Some("new"), THEIRS], [Some("old"), THEIRS]),
            (Some(Step::Placed(1)), [Some("new"), None], [Some("old"), None]),
            (Some(Step::Placed(1)), [THEIRS, THEIRS], [THEIRS, THEIRS]),
        ];
        let on_each = EXCHANGES.iter().flat_map(|exchange| cases.map(|case| (*exchange, case)));
        for (exchange, (when, saved, left)) in on_each {
            let folder = tempfile::tempdir().expect("a folder");
            let files = two_files(folder.path());
            let save = || {
                for (name, text) in ["a.yaml", "b.yaml"].into_iter().zip(saved) {
                    let path = folder.path().join(name);
                    text.map_or_else(|| fs::remove_file(&path), |text| fs::write(&path, text))
                        .expect("saved");
                }
            };
            let reached = Cell::new(None);
            if when.is_none() {
                save();
            }
            let at_each = |step| {
                reached.set(Some(step));
                if when == Some(step) {
                    save();
                }
            };
            let files = files.iter().map(|(read, edited)| (Some(read), edited));
            let failure = replace(folder.path(), files, exchange, at_each).expect_err("not written");
            assert_eq!((failure.code, reached.get()), (Code::SavedElsewhere, expected(when)));
            assert_eq!(failure.location, Location::File("b.yaml".into()));
            assert_eq!(contents(folder.path()).each_ref().map(Option::as_deref), left, "{saved:?}");
            let names = fs::read_dir(folder.path()).expect("a folder");
            assert_eq!(names.count(), left.iter().flatten().count(), "nothing lies beside them");
        }
    }

    #[test]
    fn files_that_are_as_they_were_read_are_replaced() {
        for exchange in EXCHANGES {
            let folder = tempfile::tempdir().expect("a folder");
            let files = two_files(folder.path());
            let files = files.iter().map(|(read, edited)| (Some(read), edited));
            replace(folder.path(), files, exchange, |_| {}).expect("written");
            assert_eq!(contents(folder.path()), [Some("new".to_owned()), Some("new".to_owned())]);
        }
    }

    #[test]
    fn a_file_that_somebody_makes_at_the_same_moment_stays() {
        const ROUNDS: u32 = 400;
        let folder = tempfile::tempdir().expect("a folder");
        let ours = SourceFile::new("a.yaml", "ours");
        let path = folder.path().join("a.yaml");
        for round in 0..ROUNDS {
            let ready = Barrier::new(2);
            let [we, they] = thread::scope(|scope| {
                let theirs = scope.spawn(|| {
                    ready.wait();
                    // Each time a little later.
                    for _ in 0..round % 100 * 4 {
                        std::hint::spin_loop();
                    }
                    fs::File::create_new(&path).is_ok()
                });
                let at_each = |step| {
                    if step == Step::Written {
                        ready.wait();
                    }
                };
                let made = replace(folder.path(), [(None, &ours)], exchange, at_each);
                [made.is_ok(), theirs.join().expect("no panic")]
            });
            assert_ne!(we, they, "one of two, in round {round}");
            fs::remove_file(&path).expect("the file");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_rights_and_its_links_and_one_that_is_protected_stays() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&path, "old").expect("a file");
        symlink("file", &link).expect("a link");
        let set = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("rights");
        let mode = || fs::metadata(&path).expect("the file").permissions().mode() & 0o777;
        set(0o660);
        xattr::set(&path, "user.note", b"ours").expect("an attribute");
        write_all(&[(link.clone(), b"new".to_vec())]).expect("written");
        assert_eq!((fs::read(&path).expect("the file"), mode()), (b"new".to_vec(), 0o660));
        assert_eq!(xattr::get(&path, "user.note").expect("attributes").as_deref(), Some(&b"ours"[..]));
        assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
        set(0o440);
        let files = [(folder.path().join("first"), vec![]), (link, b"newer".to_vec())];
        let failure = write_all(&files).expect_err("protected");
        assert!(failure.hints[0].contains("読み取り専用"), "{failure:?}");
        assert_eq!(fs::read(&path).expect("the file"), b"new");
        assert!(!folder.path().join("first").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_several_names_is_replaced_under_one_and_the_others_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let read = |name: &str| fs::read_to_string(path(name)).expect("the file");
        let files = two_files(folder.path());
        fs::hard_link(path("a.yaml"), path("backup")).expect("a second name");
        let set = || files.iter().map(|(read, edited)| (Some(read), edited));
        // A set that is put back leaves the names of one file together.
        let save = |step| {
            if step == Step::Placed(1) {
                fs::write(path("b.yaml"), "theirs").expect("saved");
            }
        };
        replace(folder.path(), set(), exchange, save).expect_err("saved meanwhile");
        fs::write(path("b.yaml"), "old").expect("the file");
        fs::write(path("backup"), "old").expect("the file");
        let told = replace_all(folder.path(), set()).expect("written");
        let told: Vec<_> = told.iter().map(|told| (told.code, told.location.clone())).collect();
        assert_eq!(told, [(Code::OtherNames, Location::File("a.yaml".into()))]);
        assert_eq!(["a.yaml", "b.yaml", "backup"].map(read), ["new", "new", "old"]);
        // Where all names are written, there is nothing to tell.
        fs::hard_link(path("a.yaml"), path("c")).expect("a second name");
        let told = write_all(&["a.yaml", "c"].map(|name| (path(name), b"newer".to_vec()))).expect("written");
        assert_eq!((told.iter().count(), read("a.yaml"), read("c")), (0, "newer".into(), "newer".into()));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_no_place_for_a_booklet() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe.pdf");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
        assert!(made.success());
        let failure = write_all(&[(pipe, b"new".to_vec())]).expect_err("no file");
        assert!(failure.message.contains("ふつうのファイルではない"), "{failure:?}");
    }
}

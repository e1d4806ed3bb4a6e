//! What the preview waits for: that files of the folder change.

use std::fs::{self, DirEntry, FileType};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{ModifyKind, RenameMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use shinchoku::folder::{SOURCES, is_left_by_programs};

/// How deep folders may lie in one another: `data/records/R5`, and what is told to lie too deep.
const LEVELS: usize = 4;

/// How often to try to watch folders that change meanwhile, and how long to wait in between.
const ATTEMPTS: u32 = 20;
const MOMENT: Duration = Duration::from_millis(100);

/// A folder in which so long nothing was saved is at rest.
const QUIET: Duration = Duration::from_millis(100);

/// An editor saves a file in several steps, which take less than this.
const SAVING: Duration = Duration::from_millis(5);

/// How often to look whether a folder has come that was not there; the system does not tell.
const LOOK: Duration = Duration::from_millis(300);

/// Something for which the booklet is made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A file was written, or has come into its place.
    Written,
    /// A file was taken away. Programs that save so put another into its place.
    Gone,
}

impl Event {
    /// What the system tells, if it is about a file that may be read.
    fn of(told: notify::Result<notify::Event>) -> Option<Self> {
        // Of a watcher that fails the next one tells why.
        let Ok(told) = told else { return Some(Self::Written) };
        let is_nobodys = |path: &PathBuf| {
            path.file_name().is_some_and(|name| is_left_by_programs(&name.to_string_lossy()))
        };
        if !told.paths.is_empty() && told.paths.iter().all(is_nobodys) {
            return None;
        }
        match told.kind {
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Some(Self::Gone),
            EventKind::Any
            | EventKind::Create(_)
            | EventKind::Modify(ModifyKind::Any | ModifyKind::Data(_) | ModifyKind::Name(_)) => {
                Some(Self::Written)
            }
            // We too open files.
            EventKind::Access(_) | EventKind::Modify(_) | EventKind::Other => None,
        }
    }
}

/// Whether a folder is at rest when the booklet begins to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Perhaps not: something was saved, and more may follow.
    Unknown,
    /// Nothing has changed for a while.
    Quiet,
}

/// Watches the folder of a council.
pub struct Watching {
    root: PathBuf,
    teller: Sender<Event>,
    events: Receiver<Event>,
    /// None until there is a first.
    watcher: Option<RecommendedWatcher>,
    /// Folders that are not there.
    missing: Vec<PathBuf>,
}

impl Watching {
    /// Watches nothing yet.
    pub fn new(root: &Path) -> Self {
        let (teller, events) = mpsc::channel();
        Self { root: root.to_owned(), teller, events, watcher: None, missing: Vec::new() }
    }

    /// Watches the folders as they are now. A folder that is taken away and comes back, as with every change of a git branch,
    /// is another to the system; so the watcher is a new one each time. Where none can be had, the old one stays.
    ///
    /// # Errors
    /// Why there is no new one.
    pub fn renew(&mut self) -> Result<(), String> {
        let mut attempts = if self.watcher.is_some() { 1 } else { ATTEMPTS };
        loop {
            attempts -= 1;
            match self.watch() {
                Ok(watcher) => {
                    self.watcher = Some(watcher);
                    return Ok(());
                }
                Err(error) if attempts == 0 => return Err(error.to_string()),
                // A folder may go away while it is looked at.
                Err(_) => thread::sleep(MOMENT),
            }
        }
    }

    /// Whether there is a watcher, be it an old one.
    pub fn has_begun(&self) -> bool {
        self.watcher.is_some()
    }

    fn watch(&mut self) -> notify::Result<RecommendedWatcher> {
        let teller = self.teller.clone();
        let tell = move |told| {
            // Who no longer listens need not be told.
            Event::of(told).map(|event| teller.send(event));
        };
        // Only where the system cannot tell, and has to be asked.
        let config = notify::Config::default().with_poll_interval(LOOK);
        let mut watcher = RecommendedWatcher::new(tell, config)?;
        let (there, missing) = watched(&self.root).into_iter().partition(|folder: &PathBuf| folder.exists());
        self.missing = missing;
        let there: Vec<PathBuf> = there;
        for folder in &there {
            watcher.watch(folder, RecursiveMode::NonRecursive)?;
        }
        Ok(watcher)
    }

    /// Waits until the booklet has to be made anew: at once when something is saved; when the folder is at rest if that was
    /// while the booklet was made, or if a file was only taken away.
    pub fn wait(&self) -> Rest {
        if self.events.try_recv().is_ok() {
            self.come_to_rest(QUIET);
            return Rest::Quiet;
        }
        let mut event = self.first();
        while event == Event::Gone {
            match self.events.recv_timeout(QUIET) {
                Ok(next) => event = next,
                Err(_) => return Rest::Quiet,
            }
        }
        self.come_to_rest(SAVING);
        Rest::Unknown
    }

    /// Waits until the folder is at rest, and tells whether anything has changed since the booklet began to be made.
    pub fn changed_meanwhile(&self) -> bool {
        self.come_to_rest(QUIET)
    }

    /// The next thing that happens.
    fn first(&self) -> Event {
        loop {
            let patience = if self.missing.is_empty() { Duration::MAX } else { LOOK };
            match self.events.recv_timeout(patience) {
                Ok(event) => return event,
                Err(RecvTimeoutError::Timeout) if !self.missing.iter().any(|folder| folder.exists()) => {}
                Err(_) => return Event::Written,
            }
        }
    }

    /// Waits until so long nothing has happened, or until it is clear that somebody saves all the time. Tells whether anything has.
    fn come_to_rest(&self, quiet: Duration) -> bool {
        let longest = Instant::now() + quiet * 5;
        let mut any = false;
        while self.events.recv_timeout(quiet).is_ok() {
            any = true;
            if Instant::now() > longest {
                break;
            }
        }
        any
    }
}

/// The folders to watch: a folder tells of the files in it, but not of those in folders below.
fn watched(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = SOURCES.iter().map(|folder| root.join(folder)).collect();
    let mut level = folders.clone();
    let mut linked = Vec::new();
    for depth in 0..=LEVELS {
        let mut below = Vec::new();
        for (entry, kind) in level.iter().flat_map(|folder| entries(folder)) {
            if kind.is_dir() {
                below.push(entry.path());
            } else if kind.is_symlink() {
                below.extend(Some(entry.path()).filter(|path| path.is_dir()));
                linked.extend(folder_of_link(&entry));
            }
        }
        if depth < LEVELS {
            folders.extend_from_slice(&below);
        }
        level = below;
    }
    folders.extend(linked);
    folders
}

fn entries(folder: &Path) -> impl Iterator<Item = (DirEntry, FileType)> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.filter_map(|entry| {
        let kind = entry.file_type().ok()?;
        Some((entry, kind))
    })
}

/// The folder in which a file lies that a link leads to.
fn folder_of_link(link: &DirEntry) -> Option<PathBuf> {
    Some(link.path().canonicalize().ok().filter(|path| path.is_file())?.parent()?.to_owned())
}

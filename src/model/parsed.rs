//! The files of one state of `data/`, for the next.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::yaml::Node;
use crate::diagnostics::Diagnostic;

/// A file that was changed so shortly before it was read may have changed once more since, by a clock that had not moved on.
const TICK: Duration = Duration::from_secs(2);

/// The files of a folder as they were last read, for a program that reads one state after the other: one that has not changed
/// since is not read again. Files that the last state did not have are let go.
#[derive(Debug, Default)]
pub struct Parsed {
    last: HashMap<PathBuf, Entry>,
    now: Mutex<HashMap<PathBuf, Entry>>,
}

#[derive(Debug, Clone)]
struct Entry {
    stamp: Stamp,
    node: Arc<Node>,
}

/// What a file's next version has otherwise.
#[derive(Debug, Clone, PartialEq)]
struct Stamp {
    length: u64,
    changed: SystemTime,
}

impl Stamp {
    /// None if the system does not say, or if the next version may have the same.
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        let changed = metadata.modified().ok()?;
        let is_settled = SystemTime::now().duration_since(changed).is_ok_and(|age| age > TICK);
        is_settled.then_some(Self { length: metadata.len(), changed })
    }
}

impl Parsed {
    /// A file as it was read, or as it is read now.
    pub(super) fn node(
        &self,
        path: PathBuf,
        read: impl FnOnce(&Path) -> Result<Node, Diagnostic>,
    ) -> Result<Arc<Node>, Diagnostic> {
        // Before it is read: what is saved meanwhile is newer.
        let stamp = Stamp::of(&path);
        let known = self.last.get(&path).filter(|entry| Some(&entry.stamp) == stamp.as_ref());
        let node = known.map_or_else(|| read(&path).map(Arc::new), |entry| Ok(Arc::clone(&entry.node)))?;
        if let Some(stamp) = stamp {
            let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
            now.insert(path, Entry { stamp, node: Arc::clone(&node) });
        }
        Ok(node)
    }

    /// Lets go of all files that have not been asked for since it was last called.
    pub(super) fn forget_the_old(&mut self) {
        self.last = std::mem::take(self.now.get_mut().unwrap_or_else(PoisonError::into_inner));
    }
}

//! 書き込みの履歴: who wrote what, on the disk before the files change, so that it can be undone after a crash as well.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Author;
use crate::diagnostics::{Code, Diagnostic};
use crate::folder;

/// A value that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When, as RFC 3339 says it.
    pub time: String,
    /// By whom.
    pub author: String,
    /// What was done.
    pub deed: Deed,
    /// The year of the record.
    pub year: String,
    /// The measure of the record.
    pub measure: String,
    /// The value, by the words by which forms name it.
    pub keys: Vec<String>,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

/// What was done with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    /// It was written.
    Saved,
    /// What was written was taken back.
    Undone,
    /// What was taken back was written again.
    Redone,
    /// A finding was said to be right as it stands (校正除外). It is told, and not taken back here.
    Excused,
    /// The deed before it came to nothing: the file could not be written.
    Abandoned,
}

impl Entry {
    pub(super) fn new(
        author: &Author,
        deed: Deed,
        year: String,
        at: &super::At,
        before: &str,
        after: &str,
    ) -> Self {
        Self {
            time: Timestamp::now().to_string(),
            author: author.name().to_owned(),
            deed,
            year,
            measure: at.measure.clone(),
            keys: at.keys.clone(),
            before: before.to_owned(),
            after: after.to_owned(),
        }
    }
}

/// The entries so far, the oldest first.
pub(super) struct Journal {
    root: PathBuf,
    entries: Vec<Entry>,
    /// Whether a crash has left half a line.
    is_torn: bool,
}

impl Journal {
    /// The journal of a council's folder. What a crash has left of a line is no entry.
    ///
    /// # Errors
    /// A file that is there and cannot be read.
    pub(super) fn open(root: &Path) -> Result<Self, Diagnostic> {
        let path = file(root);
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(unusable(&path, &error)),
        };
        let entries = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Ok(Self { root: root.to_owned(), entries, is_torn: !text.is_empty() && !text.ends_with('\n') })
    }

    /// Adds an entry, on the disk first.
    ///
    /// # Errors
    /// A disk that takes nothing more, a folder that cannot be written to.
    pub(super) fn add(&mut self, entry: Entry) -> Result<(), Diagnostic> {
        let path = file(&self.root);
        let mut line = serde_json::to_string(&entry).map_err(|error| unusable(&path, &error.into()))?;
        line.push('\n');
        if self.is_torn {
            line.insert(0, '\n');
        }
        self.write(&path, &line).map_err(|error| unusable(&path, &error))?;
        self.is_torn = false;
        self.entries.push(entry);
        Ok(())
    }

    fn write(&self, path: &Path, line: &str) -> io::Result<()> {
        folder::make_kept(&self.root)?;
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(line.as_bytes())?;
        file.sync_data()
    }

    /// The entries, the newest first, each with whether it was taken back. What came to nothing is left out.
    pub(super) fn newest_first(&self) -> Vec<(&Entry, bool)> {
        let mut authors: Vec<&str> = self.entries.iter().map(|entry| entry.author.as_str()).collect();
        authors.sort_unstable();
        authors.dedup();
        let mut told: Vec<(usize, bool)> = Vec::new();
        for author in authors {
            let Stacks { done, undone, excused } = self.stacks(author);
            told.extend(done.into_iter().chain(excused).map(|index| (index, false)));
            told.extend(undone.into_iter().map(|index| (index, true)));
        }
        told.sort_unstable();
        told.into_iter().rev().map(|(index, undone)| (&self.entries[index], undone)).collect()
    }

    /// What an author may take back, the newest first.
    pub(super) fn done(&self, author: &Author) -> Vec<Entry> {
        self.stacks(author.name()).done.iter().rev().map(|&index| self.entries[index].clone()).collect()
    }

    /// What an author may write again next.
    pub(super) fn last_undone(&self, author: &Author) -> Option<&Entry> {
        self.stacks(author.name()).undone.last().map(|&index| &self.entries[index])
    }

    fn stacks(&self, author: &str) -> Stacks {
        let mut stacks = Stacks::default();
        let mut last = None;
        for (index, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.author == author) {
            match (entry.deed, last) {
                (Deed::Saved, _) => {
                    stacks.done.push(index);
                    stacks.undone.clear();
                }
                (Deed::Undone, _) | (Deed::Abandoned, Some(Deed::Redone)) => {
                    stacks.undone.extend(self.taken(&mut stacks.done, entry));
                }
                (Deed::Redone, _) | (Deed::Abandoned, Some(Deed::Undone)) => {
                    stacks.done.extend(self.taken(&mut stacks.undone, entry));
                }
                (Deed::Abandoned, Some(Deed::Saved)) => drop(stacks.done.pop()),
                (Deed::Excused, _) => stacks.excused.push(index),
                (Deed::Abandoned, Some(Deed::Excused)) => drop(stacks.excused.pop()),
                (Deed::Abandoned, _) => {}
            }
            last = Some(entry.deed);
        }
        stacks
    }

    /// Takes from a stack what an entry takes back or does again: the last of that value. What was written over since is passed by.
    fn taken(&self, stack: &mut Vec<usize>, entry: &Entry) -> Option<usize> {
        let is_same = |index: &usize| {
            let other = &self.entries[*index];
            let texts = [&other.before, &other.after];
            (&other.year, &other.measure, &other.keys) == (&entry.year, &entry.measure, &entry.keys)
                && (texts == [&entry.before, &entry.after] || texts == [&entry.after, &entry.before])
        };
        let at = stack.iter().rposition(is_same).or(stack.len().checked_sub(1))?;
        Some(stack.remove(at))
    }
}

/// The entries of an author that stand, and those that were taken back; the last of each comes first. And what was excused.
#[derive(Default)]
struct Stacks {
    done: Vec<usize>,
    undone: Vec<usize>,
    excused: Vec<usize>,
}

fn file(root: &Path) -> PathBuf {
    root.join(folder::KEPT).join(folder::JOURNAL)
}

fn unusable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::Unwritable, "書き込みの履歴を残せません。")
        .in_file(path)
        .label(error.to_string())
        .hint("何も書き込んでいません。ディスクの空きと、このフォルダーに書き込めるかを確かめてください。")
}

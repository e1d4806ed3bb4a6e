//! 書き込みの履歴: who wrote what, on the disk before the files change, so that it can be undone after a crash as well.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Author;
use crate::diagnostics::{Code, Diagnostic};
use crate::folder;
use crate::model::MeasureId;
use crate::year::FiscalYear;

/// Which value of which measure's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// The measure.
    pub measure: MeasureId,
    /// The value, by the words by which forms name it.
    pub keys: Vec<String>,
}

/// A value that is written, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// The year of the record.
    pub year: FiscalYear,
    /// The value.
    #[serde(flatten)]
    pub at: At,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub time: Timestamp,
    /// By whom.
    pub author: Author,
    /// What was done.
    pub deed: Deed,
    /// With what.
    #[serde(flatten)]
    pub write: Write,
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
    /// The deed before it came to nothing: the file could not be written.
    Abandoned,
}

impl Write {
    /// What takes it back.
    pub(super) fn reversed(self) -> Self {
        Self { before: self.after, after: self.before, ..self }
    }
}

/// The entries so far, the oldest first.
pub(super) struct Journal {
    root: PathBuf,
    entries: Vec<Entry>,
    /// Whether the file may end in half a line: a crash has left it, or a disk that was full.
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

    /// Adds what an author does, on the disk first.
    ///
    /// # Errors
    /// A disk that takes nothing more, a folder that cannot be written to.
    pub(super) fn add(&mut self, author: &Author, deed: Deed, write: &Write) -> Result<(), Diagnostic> {
        let (author, write) = (author.clone(), write.clone());
        let entry = Entry { time: Timestamp::now(), author, deed, write };
        let path = file(&self.root);
        let mut line = serde_json::to_string(&entry).map_err(|error| unusable(&path, &error.into()))?;
        line.push('\n');
        if self.is_torn {
            line.insert(0, '\n');
        }
        self.is_torn = true;
        self.append(&path, &line).map_err(|error| unusable(&path, &error))?;
        self.is_torn = false;
        self.entries.push(entry);
        Ok(())
    }

    fn append(&self, path: &Path, line: &str) -> io::Result<()> {
        folder::make_kept(&self.root)?;
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(line.as_bytes())?;
        file.sync_data()
    }

    /// The entries, the newest first, each with whether it was taken back. What came to nothing is left out.
    pub(super) fn newest_first(&self) -> Vec<(&Entry, bool)> {
        let authors: BTreeSet<&Author> = self.entries.iter().map(|entry| &entry.author).collect();
        let mut told: Vec<(usize, bool)> = Vec::new();
        for author in authors {
            let Stacks { done, undone } = self.stacks(author);
            told.extend(done.into_iter().map(|index| (index, false)));
            told.extend(undone.into_iter().map(|index| (index, true)));
        }
        told.sort_unstable();
        told.into_iter().rev().map(|(index, undone)| (&self.entries[index], undone)).collect()
    }

    /// What an author may take back, the newest first.
    pub(super) fn done(&self, author: &Author) -> Vec<Write> {
        self.newest(&self.stacks(author).done)
    }

    /// What an author has taken back and may write again, what was taken back last first.
    pub(super) fn undone(&self, author: &Author) -> Vec<Write> {
        self.newest(&self.stacks(author).undone)
    }

    fn newest(&self, stack: &[usize]) -> Vec<Write> {
        stack.iter().rev().map(|&index| self.entries[index].write.clone()).collect()
    }

    fn stacks(&self, author: &Author) -> Stacks {
        let mut stacks = Stacks::default();
        let mut last = None;
        for (index, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.author == *author) {
            match (entry.deed, last) {
                (Deed::Saved, _) => {
                    stacks.done.push(index);
                    stacks.undone.clear();
                }
                (Deed::Undone, _) | (Deed::Abandoned, Some(Deed::Redone)) => {
                    stacks.undone.extend(self.taken(&mut stacks.done, &entry.write));
                }
                (Deed::Redone, _) | (Deed::Abandoned, Some(Deed::Undone)) => {
                    stacks.done.extend(self.taken(&mut stacks.undone, &entry.write));
                }
                (Deed::Abandoned, Some(Deed::Saved)) => drop(stacks.done.pop()),
                (Deed::Abandoned, _) => {}
            }
            last = Some(entry.deed);
        }
        stacks
    }

    /// Takes from a stack what is taken back or done again: the last of that value. What was written over since is passed by.
    fn taken(&self, stack: &mut Vec<usize>, write: &Write) -> Option<usize> {
        let is_same = |index: &usize| {
            let other = &self.entries[*index].write;
            other == write || other.clone().reversed() == *write
        };
        let at = stack.iter().rposition(is_same).or(stack.len().checked_sub(1))?;
        Some(stack.remove(at))
    }
}

/// The entries of an author that stand, and those that were taken back; the last of each comes first.
#[derive(Default)]
struct Stacks {
    done: Vec<usize>,
    undone: Vec<usize>,
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

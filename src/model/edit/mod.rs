//! The one writer of the files of `data/`: the characters concerned change, and nothing else does.
//!
//! Every edit is proved before it counts: what would be written is read again, and has to say what was asked and everything else
//! as before. The files on the disk stay as they are; [`replace_all`](crate::output::replace_all) writes them.

mod change;
mod fixes;
mod form;
mod spelling;
mod value;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::yaml::{self, Kind, Node};
use crate::diagnostics::{Code, Diagnostic, Fix, SourceFile};
pub(super) use value::Value as Said;

/// Files of `data/` as they would be; those on the disk are as they were.
#[derive(Debug, Clone, Default)]
pub struct Edits(BTreeMap<PathBuf, EditedFile>);

/// A file before and after its edits.
#[derive(Debug, Clone)]
pub struct EditedFile {
    /// As it was read; a new file has not been.
    pub original: Option<Arc<SourceFile>>,
    /// As it is to be.
    pub edited: Arc<SourceFile>,
    /// How many places differ.
    pub places: usize,
}

/// One step from a value to a value in it. A path of them begins at the top of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// To the value of a key.
    Key(&'a str),
    /// To an item of a list, counted from 0.
    Item(usize),
}

impl EditedFile {
    /// Where it lies, or is to lie, relative to the root.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.edited.path()
    }
}

/// What to do at a path.
#[derive(Debug, Clone, Copy)]
pub enum Change<'a> {
    /// The value says a text. A key that is not there comes behind those that are before it in the order of keys, or at the
    /// end if the order does not know it. A text of nothing but space is no value to the loader: its key goes.
    Set {
        /// The text, its lines ending in `\n`.
        text: &'a str,
        /// The keys of the mapping, as the form has them.
        order: &'a [&'a str],
    },
    /// The list has one item more; a list that is not there is begun with it.
    Append {
        /// The item.
        item: Item<'a>,
        /// The keys of the mapping that the list is in, as the form has them.
        order: &'a [&'a str],
    },
    /// The key goes, with its value, or the item of a list. One that is not there is no error; the last of a mapping or list
    /// stays, for one of nothing is none to YAML.
    Remove,
}

/// An item of a list.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A text.
    Text(&'a str),
    /// The first key of a mapping and its text; the others can be set once it is there.
    Entry(&'a str, &'a str),
}

impl Edits {
    /// The files in the order of their names.
    pub fn files(&self) -> impl Iterator<Item = &EditedFile> {
        self.0.values()
    }

    /// How many places differ, in all files.
    #[must_use]
    pub fn places(&self) -> usize {
        self.files().map(|file| file.places).sum()
    }

    /// The paths of the files that are new.
    pub(super) fn created(&self) -> impl Iterator<Item = &Path> {
        self.files().filter(|file| file.original.is_none()).map(EditedFile::path)
    }

    /// Adds a file that is not there, relative to the root.
    ///
    /// # Errors
    /// A file that is there among the edits, and what is not YAML.
    pub fn create(&mut self, path: &Path, text: String) -> Result<(), Diagnostic> {
        if self.0.contains_key(path) {
            let message = "この名前のファイルは、もうあります。";
            return Err(Diagnostic::new(Code::SavedElsewhere, message).in_file(path));
        }
        let edited = SourceFile::new(path, text);
        yaml::parse(&edited)?;
        self.0.insert(path.to_owned(), EditedFile { original: None, edited, places: 1 });
        Ok(())
    }

    /// A file that is edited, by its path relative to the root.
    pub(super) fn get(&self, path: &Path) -> Option<&Arc<SourceFile>> {
        self.0.get(path).map(|file| &file.edited)
    }

    /// Changes one value of a file, which is given as it was read, with or without the edits so far. The path is one of the file
    /// with the edits so far.
    ///
    /// # Errors
    /// A path that leads nowhere, a list or mapping where a text is to stand, a file that was read at two times with different
    /// contents, and what cannot be typed so that the file reads back with this change and no other. The edits stay as they were.
    pub fn make(
        &mut self,
        file: &Arc<SourceFile>,
        path: &[Step<'_>],
        change: Change<'_>,
    ) -> Result<(), Diagnostic> {
        let current = match self.0.get(file.path()) {
            Some(known) if known.original.as_ref() == Some(file) || known.edited == *file => &known.edited,
            Some(_) => {
                let message = "読んでいる間に、ほかの人かエディターがこのファイルを保存しました。";
                return Err(Diagnostic::new(Code::SavedElsewhere, message)
                    .in_file(file.path())
                    .hint("何も書いていません。もう一度読み込んでから、やり直してください。"));
            }
            None => file,
        };
        if let Some(edited) = change::changed(current, path, change)? {
            self.put(file, edited, 1);
        }
        Ok(())
    }

    /// Takes a value away, with the lists and mappings around it that would have nothing left. The file and the path are as in
    /// [`make`](Self::make); a value that is not there is no error.
    ///
    /// # Errors
    /// As [`make`](Self::make).
    pub fn clear(&mut self, file: &Arc<SourceFile>, path: &[Step<'_>]) -> Result<(), Diagnostic> {
        let current = self.get(file.path()).unwrap_or(file);
        let mut said = Said::of(&yaml::parse(current)?);
        let Some(value) = said.at_mut(path) else { return Ok(()) };
        let says_something = *value != Said::Nothing;
        let mut is_all_of =
            |path: &[Step<'_>]| says_something && said.at_mut(path).is_some_and(|around| around.parts() == 1);
        let around = (1..path.len()).rev().take_while(|&length| is_all_of(&path[..length])).last();
        self.make(file, &path[..around.unwrap_or(path.len())], Change::Remove)
    }

    /// Makes the fixes, which were found with the edits so far. Returns which files they changed. Of fixes that overlap, the
    /// first is made. One that would make the file say something else to YAML, such as a `#` that begins a remark, is not.
    pub fn apply<'f>(&mut self, fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<PathBuf> {
        let mut of_files: BTreeMap<PathBuf, Vec<&Fix>> = BTreeMap::new();
        for fix in fixes {
            of_files.entry(fix.place.source().path().to_owned()).or_default().push(fix);
        }
        let mut changed = Vec::new();
        for (path, fixes) in of_files {
            let source = fixes[0].place.source();
            // A place in a file of other contents is none in this one.
            let current = self.get(&path).unwrap_or(source);
            let fixes = fixes.into_iter().filter(|fix| fix.place.source() == current);
            let Some((edited, places)) = fixes::fixed(current, fixes.collect()) else { continue };
            self.put(source, edited, places);
            changed.push(path);
        }
        changed
    }

    fn put(&mut self, source: &Arc<SourceFile>, edited: Arc<SourceFile>, places: usize) {
        let file = self.0.entry(source.path().to_owned()).or_insert_with(|| EditedFile {
            original: Some(Arc::clone(source)),
            edited: Arc::clone(source),
            places: 0,
        });
        file.edited = edited;
        file.places += places;
        if file.original.as_ref() == Some(&file.edited) {
            self.0.remove(source.path());
        }
    }

    /// Leaves files as they were.
    pub fn forget(&mut self, files: &[PathBuf]) {
        self.0.retain(|path, _| !files.contains(path));
    }
}

/// The items of the list under a key of a file.
pub(super) fn items(file: &Arc<SourceFile>, key: &str) -> Result<Vec<Node>, Diagnostic> {
    let Kind::Mapping(entries) = yaml::parse(file)?.kind else { return Ok(Vec::new()) };
    let list = entries.into_iter().find(|(name, _)| name.value == key);
    Ok(match list.map(|(_, node)| node.kind) {
        Some(Kind::Sequence(items)) => items,
        _ => Vec::new(),
    })
}

/// A text with parts replaced, which are in order and apart.
fn replaced<'t>(text: &str, parts: impl IntoIterator<Item = (Range<usize>, &'t str)>) -> String {
    let mut edited = String::with_capacity(text.len());
    let mut copied = 0;
    for (Range { start, end }, part) in parts {
        edited.push_str(&text[copied..start]);
        edited.push_str(part);
        copied = end;
    }
    edited + &text[copied..]
}

//! What is written over a sheet and not in its cells: comments and shapes with text. It is only told, so nothing that is wrong with it
//! keeps the cells from being read.

mod comments;
mod drawing;
mod note;
mod relations;
mod threads;
mod xml;

use std::collections::BTreeMap;

use self::comments::Comment;
pub use self::note::{Note, NoteKind, Notes};
use self::relations::Relation;
use self::threads::Threads;
use self::xml::{Step, Unreadable, attribute, name, steps};
use super::package::Package;

/// How large a part is that is read, in bytes. Drawings of which copies have piled up unseen are larger.
const LARGEST_PART: u64 = 8 << 20;

/// How much is read in all, in bytes; a part to which several sheets refer counts each time.
const MOST_READ: u64 = 32 << 20;

/// How many notes a workbook has at most.
const MOST_NOTES: usize = 10_000;

/// The workbook as its own package names it.
const WORKBOOK: &str = "officeDocument";

/// What is written over the sheets, by the names of their tabs.
pub(super) fn of(package: &mut Package) -> BTreeMap<String, Notes> {
    let mut shelf = Shelf { package, left: MOST_READ, notes_left: MOST_NOTES };
    let sheets = shelf.sheets();
    sheets.into_iter().map(|(tab, part)| (tab, shelf.notes(&part))).collect()
}

/// The parts, of which so much more may be read.
struct Shelf<'a> {
    package: &'a mut Package,
    left: u64,
    notes_left: usize,
}

impl Shelf<'_> {
    /// The sheets: what their tabs say, and their parts.
    fn sheets(&mut self) -> Vec<(String, String)> {
        let Some(workbook) = self.relations("").into_iter().find(|relation| relation.kind == WORKBOOK) else {
            return Vec::new();
        };
        let parts = self.relations(&workbook.target);
        let parts: BTreeMap<String, String> =
            parts.into_iter().map(|Relation { id, target, .. }| (id, target)).collect();
        let sheet = |step| {
            let Ok(Step::Begins(element)) = step else { return None };
            let id = attribute(&element, "id").filter(|_| name(&element) == "sheet")?;
            Some((attribute(&element, "name")?, parts.get(&id)?.clone()))
        };
        self.checked(&workbook.target).map(|xml| steps(xml).filter_map(sheet).collect()).unwrap_or_default()
    }

    /// What is written over a sheet.
    fn notes(&mut self, sheet: &str) -> Notes {
        let (mut comments, mut threads, mut found) = (Vec::new(), Threads::new(), Vec::new());
        let mut may_be_more = false;
        for Relation { kind, target, .. } in self.relations(sheet) {
            let read: &mut dyn FnMut(&str) -> Result<(), Unreadable> = match kind.as_str() {
                "comments" => &mut |xml| comments::read(xml, &mut comments),
                "threadedComment" => &mut |xml| threads::read(xml, &mut threads),
                "drawing" => &mut |xml| drawing::read(xml, &mut found),
                _ => continue,
            };
            // Excel, too, passes over what is not there.
            if self.package.has(&target) {
                may_be_more |= self.unpacked(&target).and_then(|xml| read(&xml)).is_err();
            }
        }
        found.extend(spoken(&comments, &threads));
        found.sort_by_key(|note| note.at);
        may_be_more |= found.len() > self.notes_left;
        found.truncate(self.notes_left);
        self.notes_left -= found.len();
        Notes { found, may_be_more }
    }

    fn relations(&mut self, part: &str) -> Vec<Relation> {
        self.checked(&relations::part_of(part)).map(|xml| relations::read(part, xml)).unwrap_or_default()
    }

    /// A part that was looked at with the cells.
    fn checked(&mut self, part: &str) -> Option<&str> {
        let contents = self.package.part(part)?;
        self.left = self.left.checked_sub(contents.len() as u64)?;
        str::from_utf8(contents).ok()
    }

    /// Another part.
    fn unpacked(&mut self, part: &str) -> Result<String, Unreadable> {
        let mut contents = Vec::new();
        let unpacked = self.package.unpack(part, LARGEST_PART.min(self.left), &mut contents);
        self.left = self.left.saturating_sub(contents.len() as u64);
        unpacked.map_err(|_| Unreadable)?;
        String::from_utf8(contents).map_err(|_| Unreadable)
    }
}

/// What comments say. Those with answers are there twice, the second time for programs that do not know of answers.
fn spoken(comments: &[Comment], threads: &Threads) -> Vec<Note> {
    let is_twice = |comment: &&Comment| comment.is_of_thread() && threads.contains_key(&comment.at);
    let plain = comments.iter().filter(|comment| !is_twice(comment));
    let plain = plain.map(|comment| (comment.at, comment.said()));
    let open = threads.iter().filter(|(_, thread)| !thread.is_resolved);
    let open = open.map(|(at, thread)| (*at, thread.text.as_str()));
    plain.chain(open).filter_map(|(at, text)| Note::new(NoteKind::Comment, at, text)).collect()
}

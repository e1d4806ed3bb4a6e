//! What was written, taken back and done again.

use super::{Desk, Excused, Found, NotSaved, Written, find};
use crate::book::Book;
use crate::diagnostics::{Code, Diagnostics};
use crate::editing::Author;
use crate::editing::journal::{At, Deed, Entry, Journal, Write};
use crate::edition::Edition;
use crate::year::FiscalYear;

/// What was taken back, or written again.
#[derive(Debug)]
pub struct Step {
    /// Which value.
    pub at: At,
    /// Its name for people.
    pub label: String,
    /// 事業名.
    pub title: String,
    /// The page of its sheet; none if it is of another year than the booklet.
    pub sheet: Option<u32>,
    /// What it says then.
    pub value: String,
    /// What whoever did it should know of the file.
    pub told: Diagnostics,
}

/// A line of the journal, as people are told of it.
#[derive(Debug)]
pub struct Told {
    /// What was written, when and by whom.
    pub entry: Entry,
    /// Where.
    pub step: Step,
    /// Whether it was taken back.
    pub is_undone: bool,
}

impl Desk {
    /// Takes back what an author wrote last and still stands. Nothing, if there is nothing left.
    ///
    /// # Errors
    /// Why it was not taken back: all that is left has been written over since, or has no record any more.
    pub fn undo(&self, author: &Author) -> Result<Option<Step>, NotSaved> {
        let mut journal = self.journal();
        let done = journal.done(author).into_iter().map(Write::reversed).collect();
        self.step(&mut journal, author, Deed::Undone, done)
    }

    /// Writes again what an author took back last and still stands as it was before. Nothing, if there is nothing left.
    ///
    /// # Errors
    /// Why it was not written, as with [`undo`](Self::undo).
    pub fn redo(&self, author: &Author) -> Result<Option<Step>, NotSaved> {
        let mut journal = self.journal();
        let undone = journal.undone(author);
        self.step(&mut journal, author, Deed::Redone, undone)
    }

    /// Writes the first that can be written as it is.
    fn step(
        &self,
        journal: &mut Journal,
        author: &Author,
        deed: Deed,
        writes: Vec<Write>,
    ) -> Result<Option<Step>, NotSaved> {
        let mut edition = self.edition()?;
        let mut passed_by = None;
        for write in writes {
            let now = match says(&edition, &write) {
                Ok(now) => now,
                Err(gone) => {
                    passed_by.get_or_insert(gone.into());
                    continue;
                }
            };
            if now == write.before {
                let Written { value, told } = match self.put(journal, &mut edition, author, deed, &write) {
                    Ok(value) => value,
                    Err(NotSaved::Refused(found)) if !is_refused_by_the_writer(&found) => {
                        return Err(found.into());
                    }
                    Err(refused) => {
                        passed_by.get_or_insert(refused);
                        continue;
                    }
                };
                let edition = self.edition()?;
                let written = Write { after: value, ..write };
                let step = step(Some(&edition), Some(&edition.book()?), &written);
                return Ok(Some(Step { told, ..step }));
            }
            if now == write.after {
                // Somebody else has done it, or a crash kept it from the file.
                journal.add(author, deed, &write)?;
            } else {
                passed_by.get_or_insert(NotSaved::Conflict(now));
            }
        }
        passed_by.map_or(Ok(None), Err)
    }

    /// What was written, the newest first.
    #[must_use]
    pub fn history(&self, most: usize) -> Vec<Told> {
        let journal = self.journal();
        let edition = self.edition().ok();
        let book = edition.as_ref().and_then(|edition| edition.book().ok());
        let newest = journal.newest_first().into_iter().take(most);
        let told = newest.map(|(entry, is_undone)| {
            let step = step(edition.as_ref(), book.as_ref(), &entry.write);
            Told { entry: entry.clone(), step, is_undone }
        });
        told.collect()
    }
}

/// Whether a value cannot be taken back alone, as an entry of a 一覧 below which others have been written.
fn is_refused_by_the_writer(found: &Diagnostics) -> bool {
    found.iter().any(|found| found.code == Code::ValueNotWritten)
}

/// What the value that was written says now.
fn says(edition: &Edition, Write { year, at, .. }: &Write) -> Result<String, Diagnostics> {
    if let Some(excused) = Excused::find(edition, at) {
        return Ok(excused?.reason());
    }
    let Found { measure, record, slot, .. } = find(edition, *year, at)?;
    Ok(slot.value(&edition.model.plan, measure, record).unwrap_or_default())
}

/// A value for people, as far as the plan still has it.
fn step(edition: Option<&Edition>, book: Option<&Book<'_>>, Write { year, at, after, .. }: &Write) -> Step {
    let shown = edition.zip(book).filter(|(edition, _)| edition.year == *year).map(|(_, book)| book);
    let sheet = shown.and_then(|book| book.sheets.iter().find(|sheet| *sheet.id == at.measure));
    let measure = edition.and_then(|edition| edition.model.measures.get(&at.measure));
    let title =
        measure.map_or_else(|| at.measure.to_string(), |measure| measure.title_in(*year).value.clone());
    let label = edition.and_then(|edition| label(edition, *year, at));
    let label = label.unwrap_or_else(|| at.keys.join("："));
    let (sheet, value) = (sheet.map(|sheet| sheet.page), after.clone());
    Step { at: at.clone(), label, title, sheet, value, told: Diagnostics::new() }
}

/// The name of a value for people, as far as the plan still has it.
fn label(edition: &Edition, year: FiscalYear, at: &At) -> Option<String> {
    let labels = &edition.model.plan.form.labels;
    if let Some(excused) = Excused::find(edition, at) {
        return Some(excused.ok()?.label(labels));
    }
    let Found { measure, record, slot, .. } = find(edition, year, at).ok()?;
    Some(slot.label(labels, measure, record))
}

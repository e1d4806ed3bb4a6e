//! Where those who write ask, try and save.

mod excusing;
mod history;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use excusing::Excused;
pub use excusing::Excusing;
pub use history::{Step, Told};

use super::Author;
use super::draft::Draft;
use super::journal::{At, Deed, Journal, Write};
use crate::book::{Book, Wanted};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location, file_name};
use crate::edition::Edition;
use crate::form::Stage;
use crate::handout::{Asking, FormSheet};
use crate::model::{self, EditedFile, Edits, Measure, MeasureId, Parsed, Record, Slot};
use crate::output::replace_all;
use crate::typeset::Kept;
use crate::year::FiscalYear;

/// What an author finds on the desk about a measure.
pub struct Writing {
    /// What is asked for.
    pub form: FormSheet,
    /// For each row, how many characters still go onto the sheet.
    pub left: Vec<Option<i64>>,
    /// The year that is written about.
    pub year: FiscalYear,
    /// The pages of its sheets.
    pub sheets: Vec<u32>,
    /// Whether the author may write.
    pub writable: bool,
    /// How it looks now, and what is said about it.
    pub draft: Draft,
    /// What is not said about it, because somebody has said that it is right as it stands.
    pub excused: Vec<Excusing>,
}

/// A value that was written.
#[derive(Debug)]
pub struct Written {
    /// What its file says now.
    pub value: String,
    /// What whoever wrote it should know of the file, as that its old contents stay under another name.
    pub told: Diagnostics,
}

/// Why a value was not saved. The files are as they were.
#[derive(Debug)]
pub enum NotSaved {
    /// It says something else by now than what was to be replaced.
    Conflict(String),
    /// It may not be written, or cannot be.
    Refused(Diagnostics),
    /// The author may not write there.
    NotYours,
}

/// 記入机: answers those who write about a year's booklet.
pub struct Desk {
    root: PathBuf,
    year: Option<FiscalYear>,
    stage: Stage,
    /// Who holds it writes; the others wait.
    journal: Mutex<Journal>,
    /// What was read for those who look: what has not changed since is not read again for them.
    parsed: Mutex<Parsed>,
    /// What was laid out for them last.
    kept: Mutex<Kept>,
    /// What was read for whoever types, between two keys.
    between_keys: Mutex<BetweenKeys>,
}

/// What was read for a text that is being typed: for its next key the folder is not read again, as long as somebody watches it and
/// has seen no change.
#[derive(Default)]
struct BetweenKeys {
    edition: Option<Edition>,
    /// Whether changes are told.
    is_watched: bool,
    /// How often one was told.
    changes: u64,
}

/// How often a file that others save at the same moment is read again before it is given up.
const ATTEMPTS: usize = 20;

impl From<Diagnostics> for NotSaved {
    fn from(found: Diagnostics) -> Self {
        Self::Refused(found)
    }
}

impl From<Diagnostic> for NotSaved {
    fn from(found: Diagnostic) -> Self {
        Self::Refused(found.into())
    }
}

impl Desk {
    /// The desk of a council's folder, for one of the booklets of a year.
    ///
    /// # Errors
    /// A journal that cannot be read.
    pub fn open(root: &Path, year: Option<FiscalYear>, stage: Stage) -> Result<Self, Diagnostic> {
        let journal = Mutex::new(Journal::open(root)?);
        Ok(Self {
            root: root.to_owned(),
            year,
            stage,
            journal,
            parsed: Mutex::default(),
            kept: Mutex::default(),
            between_keys: Mutex::default(),
        })
    }

    /// Tells that files of the folder have changed, and whether the next change will be told as well.
    pub fn folder_has_changed(&self, is_watched: bool) {
        let mut between_keys = self.between_keys();
        *between_keys = BetweenKeys { edition: None, is_watched, changes: between_keys.changes + 1 };
    }

    /// What there is to write about a measure.
    ///
    /// # Errors
    /// A folder that cannot be read, and a measure without sheet or record.
    pub fn writing(&self, author: &Author, measure: &MeasureId) -> Result<Writing, Diagnostics> {
        let edition = self.edition_to_look_at()?;
        let book = edition.book()?;
        let id = find_id(&book, measure)?;
        let draft = Draft::of(&edition, &book, id, &self.kept);
        let form = draft.form(&edition, &book, author.asking(), id);
        let (form, left) = form.ok_or_else(|| no_record(&edition, &book, id))?;
        let of_measure = || book.sheets.iter().filter(|sheet| sheet.id == id);
        let sheets = of_measure().map(|sheet| sheet.page).collect();
        let writable = of_measure().any(|sheet| author.answers_for(sheet));
        let excused = excusing::excused(&edition.model, id);
        Ok(Writing { form, left, year: edition.year, sheets, writable, draft, excused })
    }

    /// The sheets of a measure with a text that is not saved, and how many characters still go into its field.
    ///
    /// # Errors
    /// As [`writing`](Self::writing), a value that is none, and a text that may not be in it.
    pub fn draft(&self, at: &At, text: &str) -> Result<(Draft, Option<i64>), Diagnostics> {
        let (known, changes) = {
            let mut between_keys = self.between_keys();
            (between_keys.edition.take(), between_keys.changes)
        };
        let mut edition = known.map_or_else(|| self.edition_to_look_at(), Ok)?;
        let made = self.draft_in(&mut edition, at, text)?;
        let mut between_keys = self.between_keys();
        if between_keys.is_watched && between_keys.changes == changes {
            between_keys.edition = Some(edition);
        }
        Ok(made)
    }

    /// The same in what was read of the folder, which is left as it was.
    fn draft_in(
        &self,
        edition: &mut Edition,
        at: &At,
        text: &str,
    ) -> Result<(Draft, Option<i64>), Diagnostics> {
        let year = edition.year;
        let Found { id, measure, record, slot } = find(edition, year, at)?;
        let written = read(edition, measure, record, &slot, text)?;
        let mut edits = Edits::default();
        slot.write(&mut edits, &edition.model.plan.form, record, &written)?;
        let Some(file) = edits.files().next() else { return self.look(edition, at, &slot) };
        let id = id.clone();
        let edited = edition.model.record_in(&file.edited, &id)?;
        let saved = edition.model.replace_record(year, &id, edited);
        let made = self.look(edition, at, &slot);
        saved.and_then(|saved| edition.model.replace_record(year, &id, saved));
        made
    }

    /// The sheets of a measure, and how many characters still go into a field of it.
    fn look(&self, edition: &Edition, at: &At, slot: &Slot) -> Result<(Draft, Option<i64>), Diagnostics> {
        let book = edition.book()?;
        let id = find_id(&book, &at.measure)?;
        let draft = Draft::of(edition, &book, id, &self.kept);
        let left = draft.form(edition, &book, Asking::All, id).and_then(|(form, left)| {
            let row = form.rows.iter().position(|row| row.slot == *slot)?;
            left[row]
        });
        Ok((draft, left))
    }

    /// Saves a value, if it still says what is to be replaced.
    ///
    /// # Errors
    /// Why it was not.
    pub fn save(&self, author: &Author, at: &At, before: &str, after: &str) -> Result<Written, NotSaved> {
        let (mut journal, mut edition) = (self.journal(), self.edition()?);
        let (at, before, after) = (at.clone(), before.to_owned(), after.to_owned());
        let write = Write { year: edition.year, at, before, after };
        self.put(&mut journal, &mut edition, author, Deed::Saved, &write)
    }

    fn between_keys(&self) -> MutexGuard<'_, BetweenKeys> {
        self.between_keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn edition(&self) -> Result<Edition, Diagnostics> {
        let wanted = Wanted::as_it_stands(self.stage);
        Edition::open(&self.root, self.year, wanted).map_err(unreadable)
    }

    /// The same for those who do not write: a file is believed to be as it was by its length and time.
    fn edition_to_look_at(&self) -> Result<Edition, Diagnostics> {
        let mut parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = Wanted::as_it_stands(self.stage);
        Edition::open_again(&self.root, self.year, wanted, &mut parsed).map_err(unreadable)
    }

    /// Writes a value through the one writer: the journal first, then the file. What was read of the
    /// folder is read again where somebody else was quicker.
    fn put(
        &self,
        journal: &mut Journal,
        edition: &mut Edition,
        author: &Author,
        deed: Deed,
        asked: &Write,
    ) -> Result<Written, NotSaved> {
        let mut attempt = 1;
        loop {
            match self.put_in(edition, journal, author, deed, asked) {
                // Somebody else was quicker: what he wrote is read, and compared with.
                Err(NotSaved::Refused(found)) if attempt < ATTEMPTS && is_saved_elsewhere(&found) => {}
                result => return result,
            }
            attempt += 1;
            *edition = self.edition()?;
        }
    }

    /// The same in what was read of the folder.
    fn put_in(
        &self,
        edition: &Edition,
        journal: &mut Journal,
        author: &Author,
        deed: Deed,
        asked: &Write,
    ) -> Result<Written, NotSaved> {
        let Write { year, at, before, after } = asked;
        let book = edition.book()?;
        if let Some(excused) = Excused::find(edition, at) {
            return self.put_excuse((edition, &book), journal, author, deed, asked, &excused?);
        }
        let Found { measure, record, slot, .. } = find(edition, *year, at)?;
        let mut sheets = book.sheets.iter().filter(|sheet| *sheet.id == at.measure);
        let is_asked = author.asking().asks(&slot, self.stage, record);
        if !sheets.any(|sheet| author.answers_for(sheet)) || !is_asked {
            return Err(NotSaved::NotYours);
        }
        let plan = &edition.model.plan;
        let now = slot.value(plan, measure, record).unwrap_or_default();
        let after = read(edition, measure, record, &slot, after)?;
        if after == now {
            return Ok(Written { value: now, told: Diagnostics::new() });
        }
        if now != *before {
            return Err(NotSaved::Conflict(now));
        }
        let mut edits = Edits::default();
        slot.write(&mut edits, &plan.form, record, &after)?;
        let write = Write { after, ..asked.clone() };
        let told = self.write(journal, author, deed, &write, &edits)?;
        Ok(Written { value: write.after, told })
    }

    /// The same of an excuse. What a 担当係 has excused, it may take back; only the secretariat withdraws what others have.
    fn put_excuse(
        &self,
        (edition, book): (&Edition, &Book<'_>),
        journal: &mut Journal,
        author: &Author,
        deed: Deed,
        asked: &Write,
        excused: &Excused<'_>,
    ) -> Result<Written, NotSaved> {
        let Write { at, before, after, .. } = asked;
        let mut sheets = book.sheets.iter().filter(|sheet| *sheet.id == at.measure);
        let withdraws = after.is_empty() && deed == Deed::Saved && *author != Author::Secretariat;
        if withdraws || !sheets.any(|sheet| author.answers_for(sheet)) {
            return Err(NotSaved::NotYours);
        }
        let now = excused.reason();
        if now == *after {
            return Ok(Written { value: now, told: Diagnostics::new() });
        }
        if now != *before {
            return Err(NotSaved::Conflict(now));
        }
        let mut edits = Edits::default();
        excused.write(&mut edits, edition, after)?;
        let told = self.write(journal, author, deed, asked, &edits)?;
        Ok(Written { value: after.clone(), told })
    }

    /// Writes files, if what they say is right: the journal first. What could not be written is told there.
    /// Returns what there is to know of the files.
    fn write(
        &self,
        journal: &mut Journal,
        author: &Author,
        deed: Deed,
        write: &Write,
        edits: &Edits,
    ) -> Result<Diagnostics, NotSaved> {
        model::load_edited(&self.root, edits)?;
        journal.add(author, deed, write)?;
        let files = edits.files().map(|EditedFile { original, edited, .. }| (original.as_ref(), edited));
        let told = match replace_all(&self.root, files) {
            Ok(told) => told,
            Err(reason) => {
                journal.add(author, Deed::Abandoned, write)?;
                return Err(reason.into());
            }
        };
        let is_watched = self.between_keys().is_watched;
        self.folder_has_changed(is_watched);
        Ok(told)
    }
}

fn is_saved_elsewhere(found: &Diagnostics) -> bool {
    found.iter().any(|found| found.code == Code::SavedElsewhere)
}

/// That nothing can be written while a file is wrong, and which: whoever writes sees no files.
fn unreadable(found: Diagnostics) -> Diagnostics {
    let Some(first) = found.iter().find(|found| found.is_error()) else { return found };
    let place = match &first.location {
        Location::None => String::new(),
        Location::File(path) => format!("{}: ", file_name(path)),
        Location::Place(place) => {
            format!("{} の {} 行目: ", file_name(place.source().path()), place.start().line)
        }
    };
    let wrong = Diagnostic::new(first.code, "ファイルに誤りがあるので、直るまで書けません。");
    let wrong = wrong.hint(format!("{place}{}", first.message));
    first.advice().into_iter().fold(wrong, Diagnostic::hint).into()
}

/// A value with what is around it.
struct Found<'e> {
    id: &'e MeasureId,
    measure: &'e Measure,
    record: &'e Record,
    slot: Slot,
}

fn find<'e>(edition: &'e Edition, year: FiscalYear, at: &At) -> Result<Found<'e>, Diagnostic> {
    let model = &edition.model;
    let (id, measure) = model.measures.get_key_value(&at.measure).ok_or_else(|| unknown(at))?;
    let record = model.records.get(&year).and_then(|records| records.get(&at.measure));
    let record = record.ok_or_else(|| missing_record(edition, year, &measure.title_in(year).value))?;
    let slot = Slot::find(&model.plan.form, measure, &at.keys).ok_or_else(|| unknown(at))?;
    Ok(Found { id, measure, record, slot })
}

fn read(
    edition: &Edition,
    measure: &Measure,
    record: &Record,
    slot: &Slot,
    text: &str,
) -> Result<String, Diagnostic> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    slot.read(&edition.model.plan, slot.unit(measure, record), record.place.source().path(), &text)
}

fn find_id<'b>(book: &Book<'b>, measure: &MeasureId) -> Result<&'b MeasureId, Diagnostic> {
    let sheet = book.sheets.iter().find(|sheet| sheet.id == measure);
    sheet.map(|sheet| sheet.id).ok_or_else(|| {
        Diagnostic::new(
            Code::Usage,
            format!("事業「{measure}」のシートは、{}にありません。", book.year.label),
        )
    })
}

fn unknown(at: &At) -> Diagnostic {
    let message = format!("事業「{}」の「{}」は、今の計画にありません。", at.measure, at.keys.join("："));
    Diagnostic::new(Code::Usage, message)
        .hint("様式か計画が書き換えられています。ページを読み込み直してください。")
}

fn no_record(edition: &Edition, book: &Book<'_>, id: &MeasureId) -> Diagnostic {
    let title = book.sheets.iter().find(|sheet| sheet.id == id).map_or("", |sheet| &sheet.title.value);
    missing_record(edition, edition.year, title)
}

fn missing_record(edition: &Edition, year: FiscalYear, title: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingRecord, format!("事業「{title}」の{}の記録がありません。", year.label()))
        .in_file(edition.model.folder(year))
        .hint(format!("shinchoku new-year {year} で記録を作ってから、もう一度開いてください。"))
}

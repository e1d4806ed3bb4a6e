//! Findings that are said to be right as they stand, and are said so no more.

use std::path::Path;
use std::sync::Arc;

use super::{Desk, NotSaved, find_id};
use crate::book::Book;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location, SourceFile, file_name};
use crate::editing::Author;
use crate::editing::journal::{At, Deed, Write};
use crate::edition::Edition;
use crate::form::{Field, Labels, Level};
use crate::model::{Edits, Excuse, ExcusedFinding, MeasureId, Model};

/// A finding about a measure that is right as it stands.
#[derive(Debug)]
pub struct Excusing {
    /// The measure.
    pub measure: MeasureId,
    /// 符号.
    pub code: Code,
    /// 箇所: the words that it is about; all that is found of this kind in the file, if there are none.
    pub words: Option<String>,
    /// The file that the finding is in, as people are told of it.
    pub file: String,
    /// 理由: for those who read the file later.
    pub reason: String,
}

impl Excusing {
    /// Where the journal has it.
    fn at(&self) -> At {
        let mut keys = vec![Field::Excuses.key().to_owned(), self.file.clone(), self.code.to_string()];
        keys.extend(self.words.clone());
        At { measure: self.measure.clone(), keys }
    }

    fn excused(&self) -> ExcusedFinding<'_> {
        ExcusedFinding { code: self.code, words: self.words.as_deref() }
    }
}

/// What is excused in the files of a measure, the measure's first.
pub(super) fn excused(model: &Model, id: &MeasureId) -> Vec<Excusing> {
    let excusing = |place: ExcusesOf<'_>| {
        let file = file_name(place.source.path());
        let one = move |excuse: &Excuse| Excusing {
            measure: id.clone(),
            code: excuse.code.value,
            words: excuse.excused().words.map(str::to_owned),
            file: file.clone(),
            reason: excuse.reason.value.clone(),
        };
        place.excuses.iter().map(one).collect::<Vec<_>>()
    };
    files(model, id).flat_map(excusing).collect()
}

/// 校正除外 of a file.
struct ExcusesOf<'e> {
    source: &'e Arc<SourceFile>,
    level: Level,
    excuses: &'e [Excuse],
}

/// The files of a measure in which something can be excused.
fn files<'e>(model: &'e Model, id: &'e MeasureId) -> impl Iterator<Item = ExcusesOf<'e>> {
    let of_measure = model.measures.get(id).map(|measure| ExcusesOf {
        source: measure.current_title().place.source(),
        level: Level::Measure,
        excuses: &measure.excuses,
    });
    let records = model.records.values().filter_map(move |records| records.get(id));
    let of_records = records.map(|record| ExcusesOf {
        source: record.place.source(),
        level: Level::Record,
        excuses: &record.excuses,
    });
    of_measure.into_iter().chain(of_records)
}

/// What may be in 校正除外 of a file: a value that says the reason, or nothing.
pub(super) struct Excused<'e> {
    of: ExcusesOf<'e>,
    what: ExcusedFinding<'e>,
}

impl<'e> Excused<'e> {
    /// That which the journal names; nothing, if it names another value.
    ///
    /// # Errors
    /// A file that is not there any more.
    pub(super) fn find(edition: &'e Edition, at: &'e At) -> Option<Result<Self, Diagnostic>> {
        let [key, file, code, words @ ..] = at.keys.as_slice() else { return None };
        let code = Code::find(code).filter(|_| key == Field::Excuses.key())?;
        let of = files(&edition.model, &at.measure).find(|of| file_name(of.source.path()) == *file);
        let what = ExcusedFinding { code, words: words.first().map(String::as_str) };
        Some(of.map(|of| Self { of, what }).ok_or_else(|| not_here(file)))
    }

    /// The reason, if it is excused.
    pub(super) fn reason(&self) -> String {
        let excuse = self.of.excuses.iter().find(|excuse| excuse.excused() == self.what);
        excuse.map(|excuse| excuse.reason.value.clone()).unwrap_or_default()
    }

    /// Excuses it, or no more.
    ///
    /// # Errors
    /// As [`Edits::make`].
    pub(super) fn write(&self, edits: &mut Edits, edition: &Edition, reason: &str) -> Result<(), Diagnostic> {
        let Self { of: ExcusesOf { source, level, .. }, what } = self;
        Excuse::withdraw(edits, source, *what)?;
        if reason.is_empty() {
            return Ok(());
        }
        Excuse::write(edits, &edition.model.plan.form, (source, *level), *what, reason)
    }

    /// Its name for people.
    pub(super) fn label(&self, labels: &Labels) -> String {
        let words = self.what.words.map(|words| format!("「{words}」")).unwrap_or_default();
        format!("{} {}{words}", labels.field(Field::Excuses), self.what.code)
    }
}

impl Desk {
    /// Says so, by 校正除外 of the file that the finding is in. Returns what there is to know of the file.
    ///
    /// # Errors
    /// A finding that is not there, and why the file could not be written.
    pub fn excuse(&self, author: &Author, excusing: &Excusing) -> Result<Diagnostics, NotSaved> {
        let (mut journal, mut edition) = (self.journal(), self.edition()?);
        let book = edition.book()?;
        let id = find_id(&book, &excusing.measure)?;
        if !book.sheets.iter().any(|sheet| sheet.id == id && author.answers_for(sheet)) {
            return Err(NotSaved::NotYours);
        }
        let reason = excusing.reason.trim().to_owned();
        if reason.is_empty() {
            let lacking = Diagnostic::new(Code::MissingKey, "理由がありません。");
            return Err(lacking
                .hint("後で読む人に分かるように、このままでよい理由を書いてください。")
                .into());
        }
        // Some rules read the whole booklet.
        let all = edition.proofread(&book);
        let path = file_of(&all, &book, excusing)?;
        if !files(&edition.model, id).any(|of| of.source.path() == path) {
            return Err(not_here(&file_name(path)).into());
        }
        let write = Write { year: edition.year, at: excusing.at(), before: String::new(), after: reason };
        Ok(self.put(&mut journal, &mut edition, author, Deed::Saved, &write)?.told)
    }

    /// Says so no more, if the reason is still the one that was shown. Returns what there is to know of the file.
    ///
    /// # Errors
    /// Why it was not.
    pub fn withdraw(&self, author: &Author, excused: &Excusing) -> Result<Diagnostics, NotSaved> {
        let (mut journal, mut edition) = (self.journal(), self.edition()?);
        let before = excused.reason.clone();
        let write = Write { year: edition.year, at: excused.at(), before, after: String::new() };
        Ok(self.put(&mut journal, &mut edition, author, Deed::Saved, &write)?.told)
    }
}

/// The file of a finding, if it is still there.
fn file_of<'d>(all: &'d Diagnostics, book: &Book<'_>, excusing: &Excusing) -> Result<&'d Path, Diagnostic> {
    let Excusing { measure, file, .. } = excusing;
    let excused = excusing.excused();
    let of_measure = |sheet: u32| book.sheets.iter().any(|other| other.page == sheet && other.id == measure);
    let is_meant = |found: &&Diagnostic| {
        let is_at = match &found.location {
            Location::Place(place) => excused.is_at(place),
            _ => excused.words.is_none(),
        };
        let subject = found.subject.as_ref();
        found.code == excused.code && is_at && subject.is_some_and(|subject| of_measure(subject.sheet))
    };
    let mut files = all.iter().filter(is_meant).filter_map(Diagnostic::file);
    files.find(|path| file_name(path) == *file).ok_or_else(|| {
        Diagnostic::new(Code::Usage, format!("指摘 {} は、このシートにもうありません。", excused.code))
            .hint("ほかの人が直したか、もう除外しています。ページを読み込み直してください。")
    })
}

/// That 校正除外 of a file is not written here.
fn not_here(file: &str) -> Diagnostic {
    Diagnostic::new(Code::Usage, "この指摘の「校正除外」は、ここからは書けません。")
        .hint(format!("{file} をエディターで開いて書いてください。"))
}

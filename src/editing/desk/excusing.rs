//! Findings that are said to be right as they stand.

use std::path::Path;
use std::sync::Arc;

use super::{Desk, NotSaved, find_id};
use crate::book::Book;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceFile, file_name};
use crate::editing::Author;
use crate::editing::journal::{At, Deed, Write};
use crate::edition::Edition;
use crate::folder::DataFile;
use crate::form::{Field, Level};
use crate::model::{Edits, Excuse, MeasureId};

/// A finding about a measure that is right as it stands.
#[derive(Debug)]
pub struct Excusing {
    /// The measure.
    pub measure: MeasureId,
    /// 符号.
    pub code: Code,
    /// The file that the finding is in, as people are told of it.
    pub file: String,
    /// 理由: for those who read the file later.
    pub reason: String,
}

impl Desk {
    /// Says so, by 校正除外 of the file that the finding is in.
    ///
    /// # Errors
    /// A finding that is not there, and why the file could not be written.
    pub fn excuse(&self, author: &Author, excusing: &Excusing) -> Result<(), NotSaved> {
        let Excusing { measure, code, reason, .. } = excusing;
        let mut journal = self.journal();
        let edition = self.edition()?;
        let book = edition.book()?;
        let id = find_id(&book, measure)?;
        if !book.sheets.iter().any(|sheet| sheet.id == id && author.answers_for(sheet)) {
            return Err(NotSaved::NotYours);
        }
        let reason = reason.trim();
        if reason.is_empty() {
            let lacking = Diagnostic::new(Code::MissingKey, "理由がありません。");
            return Err(lacking
                .hint("後で読む人に分かるように、このままでよい理由を書いてください。")
                .into());
        }
        // Some rules read the whole booklet.
        let all = edition.proofread(&book);
        let file = file_of(&all, &book, excusing)?;
        let place = place_of(&edition, id, file)?;
        let mut edits = Edits::default();
        Excuse::write(&mut edits, &edition.model.plan.form, place, *code, reason)?;
        let write = Write {
            year: edition.year,
            at: At { measure: id.clone(), keys: vec![Field::Excuses.key().to_owned()] },
            before: String::new(),
            after: format!("{code}　{reason}"),
        };
        self.write(&mut journal, author, Deed::Excused, &write, &edits)
    }
}

/// The file of a finding, if it is still there.
fn file_of<'d>(all: &'d Diagnostics, book: &Book<'_>, excusing: &Excusing) -> Result<&'d Path, Diagnostic> {
    let Excusing { measure, code, file, .. } = excusing;
    let of_measure = |sheet: u32| book.sheets.iter().any(|other| other.page == sheet && other.id == measure);
    let is_meant = |found: &&Diagnostic| {
        found.code == *code && found.subject.as_ref().is_some_and(|subject| of_measure(subject.sheet))
    };
    let mut files = all.iter().filter(is_meant).filter_map(Diagnostic::file);
    files.find(|path| file_name(path) == *file).ok_or_else(|| {
        Diagnostic::new(Code::Usage, format!("指摘 {code} は、このシートにもうありません。"))
            .hint("ほかの人が直したか、もう除外しています。ページを読み込み直してください。")
    })
}

/// Where 校正除外 of a file is written: in a record or its measure.
fn place_of<'e>(
    edition: &'e Edition,
    id: &MeasureId,
    path: &Path,
) -> Result<(&'e Arc<SourceFile>, Level), Diagnostic> {
    let model = &edition.model;
    let found = match DataFile::of(path) {
        Some(DataFile::Record { .. }) => {
            let mut records = model.records.values().filter_map(|records| records.get(id));
            let record = records.find(|record| record.place.source().path() == path);
            record.map(|record| (record.place.source(), Level::Record))
        }
        Some(DataFile::Measure { .. }) => {
            model.measures.get(id).map(|measure| (measure.current_title().place.source(), Level::Measure))
        }
        _ => None,
    };
    found.ok_or_else(|| {
        Diagnostic::new(Code::Usage, "この指摘の「校正除外」は、ここからは書けません。")
            .hint(format!("{} をエディターで開いて書いてください。", path.display()))
    })
}

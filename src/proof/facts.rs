//! What the rules ask: the texts of the whole booklet with their numbers, and the records behind them.

use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::corpus::Corpus;
use super::mended_text::MendedText;
use super::names::Names;
use super::prose::Prose;
use crate::book::{Book, Sheet};
use crate::form::{Cell, Field, Stage};
use crate::model::{Measure, Model, Record};
use crate::year::FiscalYear;

/// The booklet as the rules see it; worked out once.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    /// What the files say.
    pub model: &'a Model,
    /// The year's book.
    pub book: &'a Book<'a>,
    /// The year that is printed.
    pub year: FiscalYear,
    /// All texts in page order: those before the sheets, then sheet by sheet; a 再掲 once.
    pub texts: Vec<Prose<'a>>,
    /// The measures of which there is a record, in page order; a 再掲 once.
    pub reported: Vec<ReportedMeasure<'a>>,
    /// The names that the plan and the council's list have.
    pub names: Names,
    corpus: OnceLock<Corpus>,
}

/// A measure with its record of the year.
#[derive(Debug)]
pub(super) struct ReportedMeasure<'a> {
    /// Its sheet, at the first print.
    pub sheet: &'a Sheet<'a>,
    /// The measure.
    pub measure: &'a Measure,
    /// The record of the year.
    pub record: &'a Record,
    /// The record of the year before, as far as it is known.
    pub last: Option<&'a Record>,
    texts: Range<usize>,
}

impl<'a> Facts<'a> {
    /// Works out what the rules ask.
    #[must_use]
    pub fn new(model: &'a Model, book: &'a Book<'a>) -> Self {
        let year = book.year.short;
        let style = &model.plan.house_style;
        let records = model.records.get(&year);
        let last_records = model
            .records
            .iter()
            .find(|(other, _)| other.starts_in() + 1 == year.starts_in())
            .map(|(_, records)| records);
        let mut texts = Prose::of_front(book, style);
        let mut reported = Vec::with_capacity(book.sheets.len());
        for sheet in book.sheets.iter().filter(|sheet| sheet.reprint_of.is_none()) {
            let start = texts.len();
            texts.extend(Prose::of_sheet(sheet, style));
            let found = model.measures.get(sheet.id).zip(records.and_then(|records| records.get(sheet.id)));
            let Some((measure, record)) = found else { continue };
            reported.push(ReportedMeasure {
                sheet,
                measure,
                record,
                last: last_records.and_then(|records| records.get(sheet.id)),
                texts: start..texts.len(),
            });
        }
        Self { model, book, year, texts, reported, names: Names::of(model), corpus: OnceLock::new() }
    }

    /// The same with the texts as they are to be read, and their words.
    #[must_use]
    pub fn read_as<'r>(self, readings: &'r [Option<MendedText>]) -> Facts<'r>
    where
        'a: 'r,
    {
        let Self { model, book, year, texts, reported, names, .. } = self;
        let read = texts.into_par_iter().zip(readings).map(|(prose, reading)| {
            let mut prose: Prose<'r> = match reading {
                Some(reading) => prose.read_as(reading),
                None => prose,
            };
            prose.words = names.cut(prose.as_str());
            prose
        });
        let texts = read.collect();
        Facts { model, book, year, texts, reported, names, corpus: OnceLock::new() }
    }

    /// What the council writes in all years; counted when it is first asked for.
    pub fn corpus(&self) -> &Corpus {
        self.corpus.get_or_init(|| Corpus::of(self.model, self.year, &self.texts))
    }

    /// The measures whose record is finished: of no other is it known that it does not say something.
    pub fn finished(&self) -> impl Iterator<Item = &ReportedMeasure<'a>> {
        self.reported.iter().filter(|reported| reported.record.is_finished(Stage::Whole))
    }

    /// The measures whose record has what is due in this booklet: what belongs there and is not said, is not said.
    pub fn finished_by_now(&self) -> impl Iterator<Item = &ReportedMeasure<'a>> {
        self.reported.iter().filter(|reported| reported.record.is_finished(self.book.stage))
    }

    /// The texts of a measure's sheet.
    #[must_use]
    pub fn texts_of(&self, reported: &ReportedMeasure<'a>) -> &[Prose<'a>] {
        self.texts.get(reported.texts.clone()).unwrap_or_default()
    }

    /// The text of a cell of a measure's sheet.
    #[must_use]
    pub fn text_of(&self, reported: &ReportedMeasure<'a>, cell: impl Into<Cell>) -> Option<&Prose<'a>> {
        let cell = cell.into();
        self.texts_of(reported).iter().find(|prose| prose.cell == cell)
    }

    /// The cell of this year's target.
    #[must_use]
    pub fn target(&self) -> Cell {
        Cell::of_year(Field::Target, self.year)
    }
}

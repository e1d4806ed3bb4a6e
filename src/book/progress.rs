//! Who has reported: how far the records of a year have come, by 事業 and 担当係.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use super::booklet::Book;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::folder::DataFile;
use crate::form::{Field, Labels, Stage};
use crate::model::{Day, Measure, MeasureId, Model, Record};
use crate::year::FiscalYear;

/// How far the records have come that a booklet of a year requires.
#[derive(Debug)]
pub struct Progress {
    /// 計画の名称.
    pub plan: String,
    /// The year.
    pub year: FiscalYear,
    /// Which of its booklets.
    pub stage: Stage,
    /// The printed words of the form.
    pub labels: Labels,
    /// 締切.
    pub deadline: Option<Day>,
    /// Whether the year has any record.
    pub is_begun: bool,
    /// The measures with a sheet in the order of the pages, a 再掲 once.
    pub measures: Vec<MeasureProgress>,
    /// 担当係 that answer for any of them, in the order of the plan.
    pub sections: Vec<SectionProgress>,
}

/// How far the record of a measure has come.
#[derive(Debug)]
pub struct MeasureProgress {
    /// Its id.
    pub id: MeasureId,
    /// The page of its sheet; of several, the first.
    pub page: u32,
    /// 事業名.
    pub title: String,
    /// 担当係.
    pub sections: Vec<String>,
    /// The file of its record, there or not, relative to the root.
    pub file: PathBuf,
    /// How far it has come.
    pub state: State,
}

/// How far a record has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// 未着手: there is no record, or nothing in it of what is due.
    NotBegun {
        /// What is due, in the order of the form.
        missing: Vec<Field>,
    },
    /// 途中: something is there.
    Begun {
        /// What is not, in the order of the form.
        missing: Vec<Field>,
    },
    /// 済: all is there.
    Done {
        /// How much the proofreader has to say of its sheet.
        findings: usize,
        /// Whether 査定 is still to come.
        awaits_review: bool,
    },
}

/// What a 担当係 answers for.
#[derive(Debug)]
pub struct SectionProgress {
    /// Its name.
    pub name: String,
    /// Its measures, by their places in [`Progress::measures`].
    measures: Vec<usize>,
}

/// How many measures have come how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// All of them.
    pub measures: usize,
    /// 未着手.
    pub not_begun: usize,
    /// 途中.
    pub begun: usize,
    /// 済.
    pub done: usize,
    /// Those of the done with findings.
    pub with_findings: usize,
    /// Those of the done whose 査定 is still to come.
    pub awaiting_review: usize,
}

impl Progress {
    /// Reads it off the records. `found` is what the proofreader says of the book, which is as it stands.
    #[must_use]
    pub fn new(model: &Model, book: &Book<'_>, stage: Stage, found: &Diagnostics) -> Self {
        let year = book.year.short;
        let records = model.records.get(&year);
        let findings = findings(book, found);
        let is_reviewed = stage == Stage::Whole && reviews(model, year);
        let state = |id: &MeasureId, measure: &Measure| {
            let due: Vec<Field> = measure.due(&model.plan.form, stage).collect();
            let Some(record) = records.and_then(|records| records.get(id)) else {
                return State::NotBegun { missing: due };
            };
            let findings = findings.get(id).copied().unwrap_or_default();
            State::of(record, stage, &due, findings, is_reviewed)
        };
        let mut measures = Vec::new();
        let mut sections: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for sheet in book.sheets.iter().filter(|sheet| sheet.reprint_of.is_none()) {
            let Some(measure) = model.measures.get(sheet.id) else { continue };
            for section in &measure.sections {
                sections.entry(section.value).or_default().push(measures.len());
            }
            measures.push(MeasureProgress {
                id: sheet.id.clone(),
                page: sheet.page,
                title: sheet.name(),
                sections: sheet.sections.iter().map(|section| section.value.clone()).collect(),
                file: model.record_file(year, sheet.id),
                state: state(sheet.id, measure),
            });
        }
        let sections = sections.into_iter().map(|(section, measures)| SectionProgress {
            name: model.plan.section_name(section).value.clone(),
            measures,
        });
        Self {
            plan: book.plan.value.clone(),
            year,
            stage,
            labels: book.labels.clone(),
            deadline: model.years.get(&year).and_then(|notes| notes.deadlines.of(stage)),
            is_begun: records.is_some_and(|records| !records.is_empty()),
            sections: sections.collect(),
            measures,
        }
    }

    /// The measures of a 担当係, in the order of the pages. One of several sections is among those of each.
    pub fn of_section<'p>(
        &'p self,
        section: &'p SectionProgress,
    ) -> impl Iterator<Item = &'p MeasureProgress> + Clone {
        section.measures.iter().filter_map(|&index| self.measures.get(index))
    }
}

impl MeasureProgress {
    /// What of its record that is due is not there.
    #[must_use]
    pub fn missing(&self) -> &[Field] {
        match &self.state {
            State::NotBegun { missing } | State::Begun { missing } => missing,
            State::Done { .. } => &[],
        }
    }
}

impl State {
    fn of(record: &Record, stage: Stage, due: &[Field], findings: usize, is_reviewed: bool) -> Self {
        let missing: Vec<Field> = record.missing(stage).collect();
        let is_graded = record.mark(Field::SelfGrade).is_some();
        if missing.is_empty() {
            let awaits_review = is_reviewed && is_graded && record.mark(Field::ReviewedGrade).is_none();
            Self::Done { findings, awaits_review }
        } else if due.iter().all(|field| record.value(*field).is_none()) {
            Self::NotBegun { missing }
        } else {
            Self::Begun { missing }
        }
    }
}

impl Counts {
    /// Counts measures.
    #[must_use]
    pub fn of<'p>(measures: impl IntoIterator<Item = &'p MeasureProgress>) -> Self {
        let mut counts = Self::default();
        for measure in measures {
            counts.measures += 1;
            match measure.state {
                State::NotBegun { .. } => counts.not_begun += 1,
                State::Begun { .. } => counts.begun += 1,
                State::Done { findings, awaits_review } => {
                    counts.done += 1;
                    counts.with_findings += usize::from(findings > 0);
                    counts.awaiting_review += usize::from(awaits_review);
                }
            }
        }
        counts
    }
}

/// How many findings there are of each measure, on its sheets and in its files.
fn findings<'a>(book: &Book<'a>, found: &Diagnostics) -> BTreeMap<&'a MeasureId, usize> {
    let pages: BTreeMap<u32, &MeasureId> = book.sheets.iter().map(|sheet| (sheet.page, sheet.id)).collect();
    let ids: BTreeMap<&str, &MeasureId> = pages.values().map(|&id| (id.as_str(), id)).collect();
    let measure = |finding: &Diagnostic| match (&finding.subject, &finding.location) {
        (Some(subject), _) => pages.get(&subject.sheet).copied(),
        (None, Location::None) => None,
        (None, Location::File(path)) => ids.get(DataFile::of(path)?.measure()?).copied(),
        (None, Location::Place(place)) => ids.get(DataFile::of(place.source().path())?.measure()?).copied(),
    };
    let mut counts = BTreeMap::new();
    // That 査定 is missing, the state says itself.
    for id in found.iter().filter(|finding| finding.code != Code::ReviewForgotten).filter_map(measure) {
        *counts.entry(id).or_default() += 1;
    }
    counts
}

/// Whether every record of the plan gets a 査定. Where it is written only to change a 自己評価, its lack says that the mark
/// stays; of years before the booklets were made here, often 査定 alone is known.
fn reviews(model: &Model, year: FiscalYear) -> bool {
    let records = model.records.range(..=year).flat_map(|(_, records)| records.values());
    let reviewed: Vec<&Record> =
        records.filter(|record| record.mark(Field::ReviewedGrade).is_some()).collect();
    let mut both = reviewed.iter().filter_map(|record| {
        let [own, reviewed] = [Field::SelfGrade, Field::ReviewedGrade].map(|field| record.mark(field));
        Some(own?.value == reviewed?.value)
    });
    match both.next() {
        None => !reviewed.is_empty(),
        Some(is_same) => is_same || both.any(|is_same| is_same),
    }
}

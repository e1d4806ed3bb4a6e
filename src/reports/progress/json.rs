//! For other programs.

use serde::Serialize;

use super::super::visible::visible_json;
use crate::book::{Counts, MeasureProgress, Progress, State};
use crate::diagnostics::file_name;
use crate::form::{Field, Stage};
use crate::model::{Day, MeasureId};
use crate::year::FiscalYear;

/// All of it. A measure of several sections stands here once, with all of their names.
#[derive(Serialize)]
struct Whole<'p> {
    plan: &'p str,
    year: FiscalYear,
    stage: &'static str,
    deadline: Option<String>,
    days_left: Option<i64>,
    counts: Counts,
    sections: Vec<OfSection<'p>>,
    measures: Vec<OfMeasure<'p>>,
}

#[derive(Serialize)]
struct OfSection<'p> {
    name: &'p str,
    counts: Counts,
}

/// `missing` has the keys of the fields; what the proofreader says is told of finished records alone.
#[derive(Serialize)]
struct OfMeasure<'p> {
    id: &'p MeasureId,
    page: u32,
    title: &'p str,
    sections: &'p [String],
    file: String,
    state: &'static str,
    missing: Vec<&'static str>,
    findings: Option<usize>,
    awaits_review: bool,
}

/// Writes who has reported as one JSON object.
#[must_use]
pub fn progress_to_json(progress: &Progress, today: Option<Day>) -> String {
    let deadline = progress.deadline;
    let sections = progress
        .sections
        .iter()
        .map(|section| OfSection { name: &section.name, counts: Counts::of(progress.of_section(section)) });
    let whole = Whole {
        plan: &progress.plan,
        year: progress.year,
        stage: match progress.stage {
            Stage::Targets => "targets",
            Stage::Interim => "interim",
            Stage::Whole => "whole",
        },
        deadline: deadline.map(|day| day.to_string()),
        days_left: deadline.zip(today).map(|(deadline, today)| today.days_to(deadline)),
        counts: Counts::of(&progress.measures),
        sections: sections.collect(),
        measures: progress.measures.iter().map(OfMeasure::new).collect(),
    };
    serde_json::to_string_pretty(&whole).map_or_else(|_| "{}".to_owned(), |json| visible_json(&json))
}

impl<'p> OfMeasure<'p> {
    fn new(measure: &'p MeasureProgress) -> Self {
        let (state, findings, awaits_review) = match measure.state {
            State::NotBegun { .. } => ("not_begun", None, false),
            State::Begun { .. } => ("begun", None, false),
            State::Done { findings, awaits_review } => ("done", Some(findings), awaits_review),
        };
        Self {
            id: &measure.id,
            page: measure.page,
            title: &measure.title,
            sections: &measure.sections,
            file: file_name(&measure.file),
            state,
            missing: measure.missing().iter().copied().map(Field::key).collect(),
            findings,
            awaits_review,
        }
    }
}

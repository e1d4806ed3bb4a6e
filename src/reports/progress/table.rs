//! For a page in a browser: what the terminal is told, cell by cell.

use serde::Serialize;

use super::words;
use crate::book::{Counts, Progress};
use crate::model::Day;

/// Who has reported, 担当係 by 担当係.
#[derive(Debug, Serialize)]
pub struct ProgressTable {
    /// Of which booklet.
    pub booklet: String,
    /// 締切, and how far it is.
    pub deadline: Option<String>,
    /// How many have come how far.
    pub counts: String,
    /// 担当係.
    pub sections: Vec<SectionTable>,
}

/// The measures of a 担当係.
#[derive(Debug, Serialize)]
pub struct SectionTable {
    /// Its name.
    pub name: String,
    /// How many have come how far.
    pub counts: String,
    /// How many there are, and of how many all is there.
    pub of: (usize, usize),
    /// The measures, in the order of the pages.
    pub measures: Vec<MeasureLine>,
}

/// How far a measure has come.
#[derive(Debug, Serialize)]
pub struct MeasureLine {
    /// The page of its sheet.
    pub page: u32,
    /// 事業名.
    pub title: String,
    /// 状況.
    pub state: &'static str,
    /// What is missing, and what else there is to say.
    pub note: String,
}

/// Tells who has reported as a table.
#[must_use]
pub fn progress_to_table(progress: &Progress, today: Option<Day>) -> ProgressTable {
    let sections = progress.sections.iter().map(|section| {
        let counts = Counts::of(progress.of_section(section));
        let measures = progress.of_section(section).map(|measure| MeasureLine {
            page: measure.page,
            title: words::one_line(&measure.title),
            state: words::state(&measure.state),
            note: words::note(progress, measure),
        });
        SectionTable {
            name: section.name.clone(),
            counts: words::section_counts(progress, section),
            of: (counts.measures, counts.done),
            measures: measures.collect(),
        }
    });
    ProgressTable {
        booklet: words::booklet(progress),
        deadline: words::deadline(progress, today),
        counts: words::counts(progress, Counts::of(&progress.measures)),
        sections: sections.collect(),
    }
}

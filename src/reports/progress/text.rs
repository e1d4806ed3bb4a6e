//! For the terminal: a table for each 担当係, all with the same columns.

use std::fmt::Write as _;

use super::super::columns::{columns, pad, pad_left};
use super::words;
use crate::book::{Counts, MeasureProgress, Progress};
use crate::form::Label;
use crate::model::Day;

/// A line of the table: 状況, page, 事業, and what more there is to say.
struct Line {
    state: String,
    page: String,
    title: String,
    note: String,
}

impl Line {
    fn heading(progress: &Progress) -> Self {
        Self {
            state: "状況".to_owned(),
            page: progress.labels[Label::Page].clone(),
            title: progress.labels[Label::Measure].clone(),
            note: "足りない項目など".to_owned(),
        }
    }

    fn of(progress: &Progress, measure: &MeasureProgress) -> Self {
        Self {
            state: words::state(&measure.state).to_owned(),
            page: measure.page.to_string(),
            title: words::one_line(&measure.title),
            note: words::note(progress, measure),
        }
    }

    fn widths(&self) -> [usize; 3] {
        [columns(&self.state), columns(&self.page), columns(&self.title)]
    }

    fn written(&self, [state, page, title]: [usize; 3]) -> String {
        let line = [pad(&self.state, state), pad_left(&self.page, page), pad(&self.title, title)];
        format!("{}  {}", line.join("  "), self.note).trim_end().to_owned()
    }
}

/// Writes who has reported.
#[must_use]
pub fn progress_to_text(progress: &Progress, today: Option<Day>) -> String {
    let heading = Line::heading(progress);
    let lines: Vec<Line> = progress.measures.iter().map(|measure| Line::of(progress, measure)).collect();
    let widths = lines.iter().fold(heading.widths(), |widest, line| {
        let [state, page, title] = line.widths();
        [widest[0].max(state), widest[1].max(page), widest[2].max(title)]
    });
    let mut text = format!("{}\n", words::booklet(progress));
    for line in words::deadline(progress, today).iter().chain([&all(progress)]) {
        let _ = writeln!(text, "{line}");
    }
    for section in &progress.sections {
        let counts = words::section_counts(progress, section);
        let _ = writeln!(text, "\n■ {}　{counts}\n{}", section.name, heading.written(widths));
        for measure in progress.of_section(section) {
            let _ = writeln!(text, "{}", Line::of(progress, measure).written(widths));
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn all(progress: &Progress) -> String {
    words::counts(progress, Counts::of(&progress.measures))
}

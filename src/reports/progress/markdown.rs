//! For chats and issues.

use std::fmt::Write as _;

use super::super::markdown::escaped;
use super::words;
use crate::book::{Counts, Progress};
use crate::form::Label;
use crate::model::Day;

/// Writes who has reported, a table for each 担当係.
#[must_use]
pub fn progress_to_markdown(progress: &Progress, today: Option<Day>) -> String {
    let mut text = format!("# {}\n\n", escaped(&words::booklet(progress)));
    if let Some(line) = words::deadline(progress, today) {
        let _ = writeln!(text, "- {}", escaped(&line));
    }
    let counts = words::counts(progress, Counts::of(&progress.measures));
    let _ = writeln!(text, "- {}", escaped(&counts));
    let [page, measure] = [Label::Page, Label::Measure].map(|label| escaped(&progress.labels[label]));
    for section in &progress.sections {
        let counts = words::section_counts(progress, section);
        let _ = writeln!(text, "\n## {}（{}）\n", escaped(&section.name), escaped(&counts));
        let _ =
            writeln!(text, "| 状況 | {page} | {measure} | 足りない項目など |\n| --- | ---: | --- | --- |");
        for measure in progress.of_section(section) {
            let [title, note] = [&measure.title, &words::note(progress, measure)].map(|cell| escaped(cell));
            let _ =
                writeln!(text, "| {} | {} | {title} | {note} |", words::state(&measure.state), measure.page);
        }
    }
    text.truncate(text.trim_end().len());
    text
}

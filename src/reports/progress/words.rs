//! What all lists of who has reported say in the same words.

use crate::book::{Counts, MeasureProgress, Progress, SectionProgress, State};
use crate::form::{Field, Label, Writer};
use crate::model::Day;

/// 状況.
pub(super) fn state(state: &State) -> &'static str {
    match state {
        State::NotBegun { .. } => "未着手",
        State::Begun { .. } => "途中",
        State::Done { .. } => "済",
    }
}

/// The booklet: `令和５年度　進捗管理報告書`.
pub(super) fn booklet(progress: &Progress) -> String {
    format!("{}　{}", progress.year.label(), progress.labels[Label::Booklet])
}

/// Fields by their words on paper. Those that the section does not write say who does.
pub(super) fn fields(progress: &Progress, fields: &[Field]) -> String {
    let words = fields.iter().map(|&field| {
        let word = progress.labels.field(field);
        match field.row().writer {
            Writer::Secretariat => format!("{word}（事務局）"),
            Writer::Named(name) => format!("{word}（{name}）"),
            Writer::Section | Writer::WorkingGroup | Writer::Program => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join("、")
}

/// What is known beside 状況: what is missing in a record that is begun, what is to be looked at in one that is done.
pub(super) fn note(progress: &Progress, measure: &MeasureProgress) -> String {
    match &measure.state {
        State::NotBegun { .. } => String::new(),
        State::Begun { missing } => fields(progress, missing),
        State::Done { findings, awaits_review } => {
            let findings = (*findings > 0).then(|| format!("指摘 {findings} 件"));
            let review = awaits_review.then(|| awaiting_review(progress));
            findings.into_iter().chain(review).collect::<Vec<_>>().join("、")
        }
    }
}

/// 査定待ち, in the council's own word.
pub(super) fn awaiting_review(progress: &Progress) -> String {
    format!("{}待ち", progress.labels.field(Field::ReviewedGrade))
}

/// How many have come how far; what none has is not said.
pub(super) fn counts(progress: &Progress, counts: Counts) -> String {
    let some = |list: &[(&str, usize)]| {
        let said = list.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}"));
        said.collect::<Vec<_>>().join("、")
    };
    let Counts { measures, not_begun, begun, done, with_findings, awaiting_review: awaiting } = counts;
    let states = some(&[("未着手", not_begun), ("途中", begun), ("済", done)]);
    let of_done = some(&[("指摘のあるもの", with_findings), (&awaiting_review(progress), awaiting)]);
    let of_done = if of_done.is_empty() { of_done } else { format!("（うち{of_done}）") };
    format!("{} {measures}: {states}{of_done}", progress.labels[Label::Measure])
}

/// The same of a 担当係.
pub(super) fn section_counts(progress: &Progress, section: &SectionProgress) -> String {
    counts(progress, Counts::of(progress.of_section(section)))
}

/// A day with that of the week: `令和６年４月30日（火）`.
pub(super) fn day(day: Day) -> String {
    format!("{}（{}）", day.label(), day.weekday())
}

/// How far a 締切 is, as seen from today.
pub(super) fn days_left(deadline: Day, today: Day) -> String {
    match today.days_to(deadline) {
        0 => "今日まで".to_owned(),
        left if left > 0 => format!("あと {left} 日"),
        left => format!("{} 日過ぎています", -left),
    }
}

/// 締切 with how far it is; nothing where there is none.
pub(super) fn deadline(progress: &Progress, today: Option<Day>) -> Option<String> {
    let deadline = progress.deadline?;
    let left = today.map(|today| format!("　{}", days_left(deadline, today))).unwrap_or_default();
    Some(format!("締切: {}{left}", day(deadline)))
}

/// A name on one line.
pub(super) fn one_line(name: &str) -> String {
    name.lines().collect()
}

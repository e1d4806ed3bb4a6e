//! The mail that asks a 担当係 for what it has not written yet.

use std::fmt::Write as _;

use super::words;
use crate::book::{MeasureProgress, Progress, SectionProgress, State};
use crate::form::{Field, Label, Writer};
use crate::model::Day;

/// The texts of the mails, section by section, one after the other; nothing where every section has written all.
#[must_use]
pub fn reminders(progress: &Progress, today: Option<Day>) -> String {
    let mails = progress.sections.iter().filter_map(|section| reminder(progress, section, today));
    mails.collect::<Vec<_>>().join("\n\n")
}

/// The mail to a section, if it owes anything.
fn reminder(progress: &Progress, section: &SectionProgress, today: Option<Day>) -> Option<String> {
    let owed: Vec<(&MeasureProgress, Vec<Field>)> = progress
        .of_section(section)
        .map(|measure| (measure, of_section(measure.missing())))
        .filter(|(_, fields)| !fields.is_empty())
        .collect();
    if owed.is_empty() {
        return None;
    }
    let name = &section.name;
    let booklet = format!("{}の{}", progress.year.label(), progress.labels[Label::Booklet]);
    let mut mail = format!("―――――　{name}あて　―――――\n件名: {booklet}への記入のお願い\n\n");
    let _ = writeln!(mail, "{name}\n　ご担当者様\n\nお疲れさまです。");
    let _ = writeln!(
        mail,
        "{booklet}に載せる次の{}に、まだ書かれていない項目があります。\n{}\n",
        progress.labels[Label::Measure],
        request(progress, today)
    );
    for (measure, fields) in &owed {
        write_measure(&mut mail, progress, section, measure, fields);
    }
    if owed.iter().any(|(measure, _)| measure.sections.len() > 1) {
        mail.push_str("\nほかの担当と一緒に受け持つものは、どちらで書くかを相談して決めてください。\n");
    }
    mail.push_str(
        "\n記入様式（Excel）をお配りしているときは、そこに書いて、ファイルを事務局へ返してください。\n",
    );
    mail.push_str(
        "\nもう書いた項目がここに載っているときや、分からないことがあるときは、事務局へお知らせください。",
    );
    Some(mail)
}

/// The fields that a section writes; what others write it is not asked for.
fn of_section(missing: &[Field]) -> Vec<Field> {
    missing.iter().copied().filter(|field| field.row().writer == Writer::Section).collect()
}

/// By when it is wanted.
fn request(progress: &Progress, today: Option<Day>) -> String {
    let Some(deadline) = progress.deadline else { return "記入をお願いします。".to_owned() };
    let day = words::day(deadline);
    match today.map(|today| today.days_to(deadline)) {
        Some(0) => format!("締切は今日、{day}です。今日のうちに記入をお願いします。"),
        Some(left) if left < 0 => {
            format!("締切の{day}を {} 日過ぎています。できるだけ早く記入をお願いします。", -left)
        }
        // The mail may be read on another day: how many are left is not said.
        _ => format!("{day}までに記入をお願いします。"),
    }
}

fn write_measure(
    mail: &mut String,
    progress: &Progress,
    section: &SectionProgress,
    measure: &MeasureProgress,
    fields: &[Field],
) {
    let others: Vec<&str> =
        measure.sections.iter().map(String::as_str).filter(|name| *name != section.name).collect();
    let shared = if others.is_empty() {
        String::new()
    } else {
        format!("、{}と一緒に受け持つもの", others.join("・"))
    };
    let fields = words::fields(progress, fields);
    let missing = match measure.state {
        State::NotBegun { .. } => format!("まだ何も書かれていません（{fields}）"),
        State::Begun { .. } | State::Done { .. } => format!("足りない項目: {fields}"),
    };
    let _ = writeln!(
        mail,
        "・{}（{} ページ{shared}）\n　　{missing}",
        words::one_line(&measure.title),
        measure.page
    );
}

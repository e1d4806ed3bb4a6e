//! `shinchoku check --format pdf`: 校正一覧, the findings on paper for the sections.

use shinchoku::diagnostics::Diagnostics;
use shinchoku::output::write_all;
use shinchoku::proof::Checklist;

use super::build::{FOLDER, check_target};
use super::check::find;
use super::edition::{Edition, pdf};
use super::report;
use crate::cli::Check;

/// Writes the list, and returns what is on it.
pub fn write(arguments: &Check) -> Result<Diagnostics, Diagnostics> {
    if let Some(output) = &arguments.output {
        check_target(output, &arguments.root, "pdf")?;
    }
    let edition = Edition::open(&arguments.root, arguments.year)?;
    let book = edition.book()?;
    let found = find(&edition, &book);
    let count = found.iter().count();
    if count == 0 {
        anstream::println!("誤りは見つからなかったので、校正一覧は作りませんでした。");
        return Ok(found);
    }
    let sections = edition.model.plan.sections.iter().map(|section| section.value.as_str());
    let markup = edition.checklist_markup(&book, Checklist::new(&book, &found, sections))?;
    let mut pages = edition.pages(&book, &markup)?;
    let name = format!("{}-校正一覧", edition.year);
    let (bytes, warnings) = pdf(&book, &mut pages, &name)?;
    let target =
        arguments.output.clone().unwrap_or_else(|| arguments.root.join(FOLDER).join(format!("{name}.pdf")));
    warnings.iter().for_each(report);
    let shown = target.strip_prefix(".").unwrap_or(&target).display().to_string();
    write_all(&[(target, bytes)])?;
    anstream::println!("{shown} を作りました（{} ページ、指摘 {count} 件）", pages.count());
    Ok(found)
}

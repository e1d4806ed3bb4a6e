//! `shinchoku check`: everything that `build` would find, sheet by sheet.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::thread;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::{Edition, Made, with_strays};
use shinchoku::model::Edits;
use shinchoku::reports::{Sheets, by_writer, to_json, to_markdown, to_sarif};

use super::checklist::excerpt;
use super::explain::explanation;
use super::patience::Bar;
use super::{checklist, mending, target};
use crate::cli::{Check, CheckFormat};
use crate::terminal::{hint_at_explanations, remark, say, say_finding, show, status};

pub fn run(arguments: &Check) -> Result<ExitCode, Diagnostics> {
    check_output(arguments)?;
    if arguments.diff {
        return show_diff(arguments);
    }
    if arguments.fix.is_some() {
        fix(arguments)?;
    }
    if arguments.format == CheckFormat::Pdf {
        return write_checklist(arguments);
    }
    let mut sheets = Sheets::default();
    let (Ok(((), found)) | Err(found)) = &with_strays(&arguments.which.root, open(arguments, &mut sheets));
    match arguments.format {
        CheckFormat::Json => say(to_json(found.iter()))?,
        CheckFormat::Sarif => say(to_sarif(found.iter(), explanation))?,
        CheckFormat::Markdown => say(to_markdown(found, &sheets))?,
        CheckFormat::Text | CheckFormat::Pdf => print(&by_writer(found), &sheets)?,
    }
    Ok(status(found))
}

/// Refuses an output that would not be written, before anything is mended.
fn check_output(arguments: &Check) -> Result<(), Diagnostic> {
    match (&arguments.output, arguments.format) {
        (None, _) => Ok(()),
        (Some(output), CheckFormat::Pdf) => target::check(output, &arguments.which.root, "pdf"),
        (Some(_), _) => Err(Diagnostic::new(Code::Usage, "「--output」は「--format pdf」と一緒に書きます。")
            .hint("ほかの形は画面に出ます。ファイルにするには、後に > とファイルの名前を書いてください。")),
    }
}

/// Shows what `--fix` would change, and then what a person may decide to change.
fn show_diff(arguments: &Check) -> Result<ExitCode, Diagnostics> {
    let (root, year, wanted) = (&arguments.which.root, arguments.year(), arguments.wanted());
    let certain = Edition::mend(root, year, &wanted)?;
    let proposed = Edition::accept(certain.clone(), root, year, &wanted, |_| true)?;
    let parts = [mending::diff(&certain), mending::proposals(&certain, &proposed)];
    let shown: Vec<&str> =
        parts.iter().map(|part| part.trim_end_matches('\n')).filter(|part| !part.is_empty()).collect();
    if !shown.is_empty() {
        say(shown.join("\n\n"))?;
    }
    remark(mending::mendable(&certain, &proposed));
    Ok(ExitCode::SUCCESS)
}

/// Mends what is certain, or what a person has read and names by its codes, and says so beside the list of what is left.
fn fix(arguments: &Check) -> Result<(), Diagnostic> {
    let (root, year, wanted) = (&arguments.which.root, arguments.year(), arguments.wanted());
    let codes = arguments.codes();
    let edits = if codes.is_empty() {
        Edition::mend(root, year, &wanted)
    } else {
        Edition::accept(Edits::default(), root, year, &wanted, |found| codes.contains(&found.code))
    };
    // Why there is no booklet to mend, the list tells.
    let Ok(edits) = edits else { return Ok(()) };
    show(&mending::write(&edits, &arguments.which.root)?);
    remark(format_args!("{}\n", mending::mended(&edits)));
    Ok(())
}

/// Writes 校正一覧; why there is none is told like the errors of a build.
fn write_checklist(arguments: &Check) -> Result<ExitCode, Diagnostics> {
    let (list, found) = checklist::write(arguments)?;
    show(&list.warned);
    say(list.done)?;
    Ok(status(&found))
}

fn open(arguments: &Check, sheets: &mut Sheets) -> Made<()> {
    // Nobody waits for it before it is needed.
    thread::spawn(Edition::get_ready);
    let bar = Bar::begin();
    let edition = Edition::open(&arguments.which.root, arguments.year(), arguments.wanted())?;
    let edition = edition.watched(bar.watcher());
    let book = edition.book()?;
    let excerpt = excerpt(arguments, &edition)?;
    *sheets = Sheets::of(excerpt.as_ref().unwrap_or(&book));
    let found = edition.findings_with_web(&book);
    Ok(((), if excerpt.is_some() { sheets.only(&found) } else { found }))
}

/// Prints findings sheet by sheet, with what can be done about them.
pub(super) fn print(found: &Diagnostics, sheets: &Sheets) -> Result<(), Diagnostic> {
    for (group, diagnostics) in sheets.group(found) {
        if let Some(heading) = sheets.heading(&group) {
            say(format_args!("■ {heading}\n"))?;
        }
        for diagnostic in diagnostics {
            say_finding(diagnostic)?;
        }
    }
    match (found.error_count(), found.warning_count()) {
        (0, 0) => say(format_args!("誤りは見つかりませんでした（シート {} 枚）。", sheets.count()))?,
        (errors, warnings) => {
            say(format_args!("エラー {errors} 件、注意 {warnings} 件。{}", how_to_mend(found)))?;
        }
    }
    hint_at_explanations(found);
    Ok(())
}

/// What can be mended without an editor. After `--fix`, what is left of the certain could not be written.
fn how_to_mend(found: &Diagnostics) -> String {
    let certain = found.iter().filter(|diagnostic| diagnostic.certain_fix().is_some()).count();
    let mut proposed: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in found.iter().filter(|diagnostic| diagnostic.certain_fix().is_none()) {
        if diagnostic.fix.is_some() {
            *proposed.entry(diagnostic.code).or_default() += 1;
        }
    }
    let by_program =
        (certain > 0).then(|| format!("うち {certain} 件は、shinchoku check --fix で直せます。"));
    let by_person = proposed.iter().max_by_key(|(_, count)| **count).map(|(code, _)| {
        let count: usize = proposed.values().sum();
        format!(
            "案のある {count} 件は、読んで案のとおりでよければ、shinchoku check --fix {code} のように符号を付けると直せます。"
        )
    });
    by_program.into_iter().chain(by_person).collect()
}

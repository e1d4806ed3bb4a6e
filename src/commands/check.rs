//! `shinchoku check`: everything that `build` would find, sheet by sheet.

use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::{Edition, Made, with_strays};
use shinchoku::reports::{Sheets, render, to_json, to_markdown, to_sarif};

use super::explain::explanation;
use super::{checklist, mending, target};
use crate::cli::{Check, CheckFormat};
use crate::terminal::{hint_at_explanations, remark, say, status};

pub fn run(arguments: &Check) -> Result<ExitCode, Diagnostics> {
    check_output(arguments)?;
    if arguments.diff {
        return show_diff(arguments);
    }
    if arguments.fix {
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
        CheckFormat::Text | CheckFormat::Pdf => print(found, &sheets, arguments)?,
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

/// Shows what `--fix` would change.
fn show_diff(arguments: &Check) -> Result<ExitCode, Diagnostics> {
    let edits = Edition::mend(&arguments.which.root, arguments.which.year)?;
    let diff = mending::diff(&edits);
    if !diff.is_empty() {
        say(diff.trim_end_matches('\n'))?;
    }
    remark(mending::mendable(&edits));
    Ok(ExitCode::SUCCESS)
}

/// Mends what can be, and says so beside the list of what is left.
fn fix(arguments: &Check) -> Result<(), Diagnostic> {
    // Why there is no booklet to mend, the list tells.
    let Ok(edits) = Edition::mend(&arguments.which.root, arguments.which.year) else { return Ok(()) };
    mending::write(&edits, &arguments.which.root)?;
    remark(format_args!("{}\n", mending::mended(&edits)));
    Ok(())
}

/// Writes 校正一覧; why there is none is told like the errors of a build.
fn write_checklist(arguments: &Check) -> Result<ExitCode, Diagnostics> {
    let (done, found) = checklist::write(arguments)?;
    say(done)?;
    Ok(status(&found))
}

fn open(arguments: &Check, sheets: &mut Sheets) -> Made<()> {
    let edition = Edition::open(&arguments.which.root, arguments.which.year)?;
    let book = edition.book()?;
    *sheets = Sheets::of(&book);
    Ok(((), edition.findings(&book)))
}

fn print(found: &Diagnostics, sheets: &Sheets, arguments: &Check) -> Result<(), Diagnostic> {
    for (group, diagnostics) in sheets.group(found) {
        if let Some(heading) = sheets.heading(&group) {
            say(format_args!("■ {heading}\n"))?;
        }
        for diagnostic in diagnostics {
            say(format_args!("{}\n", render(diagnostic)))?;
        }
    }
    match (found.error_count(), found.warning_count()) {
        (0, 0) => say(format_args!("誤りは見つかりませんでした（シート {} 枚）。", sheets.count()))?,
        (errors, warnings) => {
            let mendable = found
                .iter()
                .filter(|diagnostic| diagnostic.certain_fix().is_some() && !arguments.fix)
                .count();
            let mendable = match mendable {
                0 => String::new(),
                some => format!("うち {some} 件は、shinchoku check --fix で直せます。"),
            };
            say(format_args!("エラー {errors} 件、注意 {warnings} 件。{mendable}"))?;
        }
    }
    hint_at_explanations(found);
    Ok(())
}

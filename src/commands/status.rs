//! `shinchoku status`: who has reported and who has not.

use std::process::ExitCode;
use std::thread;

use jiff::Zoned;
use shinchoku::book::Progress;
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::Edition;
use shinchoku::model::Day;
use shinchoku::output::write_all;
use shinchoku::reports::{
    Sheets, by_writer, progress_to_json, progress_to_markdown, progress_to_text, progress_to_workbook,
    reminders, to_json, to_markdown,
};

use super::{check, target};
use crate::cli::{Status, StatusFormat};
use crate::terminal::{remark, say, show, status};

/// What the files of Excel end in.
const WORKBOOK: &str = "xlsx";

pub fn run(arguments: &Status) -> Result<ExitCode, Diagnostics> {
    check_output(arguments)?;
    // Nobody waits for it before it is needed.
    thread::spawn(Edition::get_ready);
    let which = &arguments.which;
    let progress = match Edition::progress(&which.root, which.year, which.stage()) {
        Ok(progress) => progress,
        Err(found) => return refuse(arguments, found),
    };
    tell(arguments, &progress)?;
    if !progress.is_begun {
        let (label, year) = (progress.year.label(), progress.year);
        remark(format_args!(
            "{label}の記録は、まだ一つもありません。shinchoku new-year {year} と打つと、事業ごとの記録のファイルができます。"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses an output that would not be written.
fn check_output(arguments: &Status) -> Result<(), Diagnostic> {
    match (&arguments.output, arguments.format) {
        (None, _) => Ok(()),
        (Some(output), StatusFormat::Xlsx) => target::check(output, &arguments.which.root, WORKBOOK),
        (Some(_), _) => {
            Err(Diagnostic::new(Code::Usage, "「--output」は「--format xlsx」と一緒に書きます。").hint(
                "ほかの形は画面に出ます。ファイルにするには、後に > とファイルの名前を書いてください。",
            ))
        }
    }
}

/// Says why nothing can be told, as `check` does.
fn refuse(arguments: &Status, found: Diagnostics) -> Result<ExitCode, Diagnostics> {
    match arguments.format {
        // What is asked for is no list of findings.
        _ if arguments.reminder => return Err(found),
        StatusFormat::Xlsx => return Err(found),
        StatusFormat::Json => say(to_json(found.iter()))?,
        StatusFormat::Markdown => say(to_markdown(&found, &Sheets::default()))?,
        StatusFormat::Text => check::print(&by_writer(&found), &Sheets::default())?,
    }
    Ok(status(&found))
}

fn tell(arguments: &Status, progress: &Progress) -> Result<(), Diagnostics> {
    let today = arguments.today.or_else(today);
    if arguments.reminder {
        return Ok(remind(progress, today)?);
    }
    match arguments.format {
        StatusFormat::Text => say(progress_to_text(progress, today))?,
        StatusFormat::Markdown => say(progress_to_markdown(progress, today))?,
        StatusFormat::Json => say(progress_to_json(progress, today))?,
        StatusFormat::Xlsx => write(arguments, progress)?,
    }
    Ok(())
}

/// Prints the mails.
fn remind(progress: &Progress, today: Option<Day>) -> Result<(), Diagnostic> {
    let mails = reminders(progress, today);
    if mails.is_empty() {
        remark("どの担当係にも、書かれていない項目はありません。");
        return Ok(());
    }
    say(mails)
}

/// Writes the workbook, and says so.
fn write(arguments: &Status, progress: &Progress) -> Result<(), Diagnostics> {
    let stage = progress.stage.name().map(|stage| format!("{stage}-")).unwrap_or_default();
    let name = format!("{}-{stage}進捗状況.{WORKBOOK}", progress.year);
    let output = arguments.output.clone().unwrap_or_else(|| target::in_out(&arguments.which.root, &name));
    let shown = target::shown(&output);
    show(&write_all(&[(output, progress_to_workbook(progress)?)])?);
    say(format_args!("{shown} を作りました（事業 {} 件）", progress.measures.len()))?;
    Ok(())
}

/// Today, in the office's own time.
pub fn today() -> Option<Day> {
    let date = Zoned::now().date();
    Day::of_calendar(date.year().into(), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?)
}

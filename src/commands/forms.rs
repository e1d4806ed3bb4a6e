//! `shinchoku forms`: 記入様式 as Excel, one workbook a section.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use shinchoku::book::{Book, Selection, Sheet, Wanted};
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::{Edition, Watcher};
use shinchoku::exchange::{self, Lost};
use shinchoku::folder::OUT;
use shinchoku::handout::{Handout, Recipient, handouts};
use shinchoku::output::write_all;
use shinchoku::year::FiscalYear;

use super::patience::Bar;
use super::target;
use crate::cli::Forms;
use crate::terminal::{remark, say, show};

pub fn run(arguments: &Forms) -> Result<ExitCode, Diagnostics> {
    let bar = Bar::begin();
    let HandedOut { year, files, lacking, warned } = make(arguments, bar.watcher())?;
    drop(bar);
    show(&warned);
    if let Some(lacking) = lacking {
        remark(lacking);
    }
    for path in &files {
        say(format_args!("「{}」を作りました。", target::shown(path)))?;
    }
    let at = super::init::at(&arguments.which.root);
    remark(format_args!(
        "次にすること\n  これを{}に送り、返ってきたファイルを一つのフォルダー（例: 返却）に集める\n  shinchoku collect --year {year}{at} 返却   記録に取り込む",
        if arguments.review { "査定をする人" } else { "担当係" },
    ));
    Ok(ExitCode::SUCCESS)
}

/// Forms that were made.
pub struct HandedOut {
    pub year: FiscalYear,
    pub files: Vec<PathBuf>,
    /// Which measures are not in them, for people.
    pub lacking: Option<String>,
    /// What there is to be warned of.
    pub warned: Diagnostics,
}

/// Makes the forms and writes them.
pub fn make(arguments: &Forms, watcher: Box<Watcher>) -> Result<HandedOut, Diagnostics> {
    let stage = arguments.which.stage();
    let selection = Selection::new(arguments.section.as_deref(), None);
    let wanted = Wanted { stage, as_it_stands: true, selection };
    let edition = Edition::open_begun(&arguments.which.root, arguments.which.year, wanted)?;
    let edition = edition.watched(watcher);
    let book = edition.book()?;
    let rooms = edition.rooms(&book);
    let handouts = handouts(&edition.model, &book, stage, arguments.review, &rooms);
    let wanted = || handouts.iter().filter(|handout| is_wanted(handout, &edition.wanted.selection));
    let folder = folder(arguments.output.as_deref(), &arguments.which.root);
    let lost: Diagnostics =
        wanted().filter_map(|handout| lost(handout, &edition, &folder, &arguments.which.root)).collect();
    if lost.has_errors() {
        return Err(lost);
    }
    let files = wanted()
        .map(|handout| file(handout, folder.join(exchange::name_of_form(handout, HANDED_OUT))))
        .collect::<Result<Vec<_>, _>>()?;
    if files.is_empty() {
        return Err(no_record(&edition).into());
    }
    let warned = write_all(&files)?;
    let lacking = without_record(&edition, &book);
    let lacking = (!lacking.is_empty()).then(|| {
        format!(
            "{}の記録のない事業は、様式に入れていません（{}）。shinchoku new-year {} で記録を作ってから、もう一度作ってください。",
            edition.year.label(),
            lacking.join("、"),
            edition.year
        )
    });
    let files = files.into_iter().map(|(path, _)| path).collect();
    Ok(HandedOut { year: edition.year, files, lacking, warned })
}

fn is_wanted(handout: &Handout, selection: &Selection) -> bool {
    match (&selection.section, &handout.to) {
        (Some(wanted), Recipient::Section(name)) => wanted == name,
        _ => true,
    }
}

/// What a form is to those who get it first.
const HANDED_OUT: &str = "記入様式";

/// Why a form is not made: what people have written would be lost.
fn lost(handout: &Handout, edition: &Edition, folder: &Path, root: &Path) -> Option<Diagnostic> {
    let path = folder.join(exchange::name_of_form(handout, HANDED_OUT));
    let lost = Lost::by(handout, &edition.model, &path)?;
    let collect = collect_again("", edition.year, root, &path);
    Some(lost.diagnostic(&target::shown(&path), &collect))
}

/// The command that takes one form back, as it is typed.
pub fn collect_again(options: &str, year: FiscalYear, root: &Path, form: &Path) -> String {
    let at = super::init::at(root);
    format!("shinchoku collect{options} --year {year}{at} {}", typed(form))
}

/// A path as it is typed.
pub fn typed(path: &Path) -> String {
    let path = target::shown(path);
    if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path }
}

/// Where forms go.
pub fn folder(output: Option<&Path>, root: &Path) -> PathBuf {
    output.map_or_else(|| root.join(OUT), Path::to_path_buf)
}

/// A form as a file.
pub fn file(handout: &Handout, path: PathBuf) -> Result<(PathBuf, Vec<u8>), Diagnostic> {
    let bytes = exchange::workbook_of(handout).map_err(|error| {
        Diagnostic::new(Code::Unwritable, format!("記入様式を作れません（{error}）。")).in_file(&path)
    })?;
    Ok((path, bytes))
}

/// The measures whose forms could not be taken back.
fn without_record<'b>(edition: &Edition, book: &Book<'b>) -> Vec<&'b str> {
    let records = edition.model.records.get(&edition.year);
    let has_record = |sheet: &Sheet<'_>| records.is_some_and(|records| records.contains_key(sheet.id));
    let first_prints = book.sheets.iter().filter(|sheet| sheet.reprint_of.is_none());
    first_prints.filter(|sheet| !has_record(sheet)).map(|sheet| sheet.title.value.as_str()).collect()
}

fn no_record(edition: &Edition) -> Diagnostic {
    let label = edition.year.label();
    Diagnostic::new(Code::MissingRecord, format!("{label}の記録がないので、記入様式を作れません。"))
        .in_file(edition.model.folder(edition.year))
        .hint(format!("先に shinchoku new-year {} で、事業ごとの記録を作ってください。", edition.year))
}

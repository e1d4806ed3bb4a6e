//! `shinchoku collect`: forms that come back become edits of the records, and are answered.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use shinchoku::book::Wanted;
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::Edition;
use shinchoku::exchange::workbook::{Unread, Workbook, unread, workbooks};
use shinchoku::exchange::{self, Collected, Lost, OnConflict, Returned, Taken};
use shinchoku::form::Stage;
use shinchoku::handout::{Findings, Handout, NotTaken, Recipient, handouts};
use shinchoku::model::{self, Edits, Model};
use shinchoku::output::write_all;
use shinchoku::year::FiscalYear;

use super::{forms, mending, target};
use crate::cli::Collect;
use crate::terminal::{remark, say, show, status};

pub fn run(arguments: &Collect) -> Result<ExitCode, Diagnostics> {
    let back = read_back(arguments, Desk::Terminal)?;
    if arguments.diff {
        say(mending::diff(&back.edits))?;
        show(&back.told);
        remark(format_args!("{} か所を取り込めます。--diff を外すと書き込みます。", back.taken.len()));
        return Ok(status(&back.told));
    }
    let warned = back.write(arguments)?;
    for line in back.summary() {
        say(line)?;
    }
    show(&back.told);
    show(&warned);
    for stage in Stage::ALL {
        let Answers { said, warned, .. } = back.answer(arguments, stage)?;
        show(&warned);
        for line in said {
            say(line)?;
        }
    }
    Ok(status(&back.told))
}

/// Forms that came back, as they were read.
pub struct Back {
    year: FiscalYear,
    returned: Vec<Returned>,
    edits: Edits,
    taken: Vec<Taken>,
    /// The values that were not, for those who wrote them.
    not_taken: Vec<NotTaken>,
    /// What was not taken, and what else there is to be told.
    pub told: Diagnostics,
}

/// Forms that were made again, with what is said of their fields.
#[derive(Default)]
pub struct Answers {
    pub said: Vec<String>,
    pub files: Vec<PathBuf>,
    /// What there is to be warned of.
    pub warned: Diagnostics,
}

/// Where the forms are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// In a terminal, by their paths.
    Terminal,
    /// On the page はじめに, where they are chosen.
    Page,
}

impl Desk {
    /// How a form is taken where the records differ as well, and no other with it.
    fn take(self, arguments: &Collect, year: FiscalYear, path: &Path) -> String {
        match self {
            Self::Terminal => forms::collect_again(" --theirs", year, &arguments.root, path),
            Self::Page => "そのファイルだけを選び、取り込みのボタンの上の印を付ける".to_owned(),
        }
    }
}

/// Reads the forms against the records. Nothing is written yet.
pub fn read_back(arguments: &Collect, desk: Desk) -> Result<Back, Diagnostics> {
    let model = model::load(&arguments.root)?;
    let paths = workbooks(&arguments.files);
    let unread: Diagnostics = arguments.files.iter().filter_map(|folder| told_unread(folder)).collect();
    if paths.is_empty() {
        return Err(Diagnostics::from(no_workbook(&arguments.files)).and(unread));
    }
    let Some(year) = arguments.year.or_else(|| model.newest_begun_year()) else {
        return Err(Diagnostic::new(Code::NoYear, "記録がまだ一つもありません。")
            .hint("shinchoku new-year で、年度の記録を作ってください。")
            .into());
    };
    let (returned, told) = read(&paths, |path| desk.take(arguments, year, path));
    let on_conflict = if arguments.theirs { OnConflict::Take } else { OnConflict::Tell };
    let collected = exchange::collect(&model, year, &returned, on_conflict);
    let Collected { edits, taken, told: also, not_taken } =
        collected.that_loads(&model, year, &arguments.root)?;
    Ok(Back { year, returned, edits, taken, not_taken, told: unread.and(told).and(also) })
}

impl Back {
    /// Writes what was taken into the records. Returns what there is to be warned of.
    pub fn write(&self, arguments: &Collect) -> Result<Diagnostics, Diagnostic> {
        mending::write(&self.edits, &arguments.root)
    }

    /// What was taken, form by form.
    pub fn summary(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (number, form) in self.returned.iter().enumerate() {
            let of_form = || self.taken.iter().filter(|taken| taken.form == number);
            lines.push(match of_form().count() {
                0 => format!("「{}」: 新しく取り込むものはありません。", form.file),
                count => format!("「{}」: {count} か所を取り込みました。", form.file),
            });
            lines.extend(of_form().map(told_taken));
        }
        lines
    }

    /// Makes a form again for each of the sections whose fields have findings, with these beside the cells.
    pub fn answer(&self, arguments: &Collect, stage: Stage) -> Result<Answers, Diagnostics> {
        let of_stage = |form: &&Returned| form.stage == stage && form.year == self.year;
        let returned = self.returned.iter().filter(of_stage);
        let senders: Vec<&Recipient> = returned.map(|form| &form.to).collect();
        if senders.iter().all(|sender| **sender == Recipient::WorkingGroup) {
            return Ok(Answers::default());
        }
        let edition = Edition::open_begun(&arguments.root, Some(self.year), Wanted::as_it_stands(stage))?;
        let book = edition.book()?;
        let findings = Findings::of(&book, &edition.findings(&book)).with(&self.not_taken);
        let rooms = edition.rooms(&book);
        let mut files = Vec::new();
        let mut said = Vec::new();
        let folder = forms::folder(arguments.output.as_deref(), &arguments.root);
        for mut handout in handouts(&edition.model, &book, stage, false, &rooms) {
            findings.tell(&mut handout);
            let Recipient::Section(name) = &handout.to else { continue };
            let count: usize =
                handout.sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.findings.len()).sum();
            if senders.contains(&&handout.to) && count > 0 {
                let (path, kept) = place_of_answer(&handout, &edition.model, &folder);
                said.push(format!(
                    "{name}への指摘が {count} 件あります。「{}」に、欄ごとに書き入れました。",
                    target::shown(&path)
                ));
                said.extend(kept.iter().map(|kept| {
                    format!(
                        "  「{}」は、取り込んでいないことが書かれているので、そのままにしました。",
                        target::shown(kept)
                    )
                }));
                files.push(forms::file(&handout, path)?);
            }
        }
        let warned = if files.is_empty() { Diagnostics::new() } else { write_all(&files)? };
        Ok(Answers { said, files: files.into_iter().map(|(path, _)| path).collect(), warned })
    }
}

/// A value that was taken, with what it took the place of, if that had been written since the form was handed out.
fn told_taken(taken: &Taken) -> String {
    let before = match taken.before.as_str() {
        _ if !taken.replaces && taken.after.is_empty() => "（書かれていた文を消しました）".to_owned(),
        _ if !taken.replaces => String::new(),
        "" => "（記録では空になっていました）".to_owned(),
        before if taken.after.is_empty() => {
            format!("（記録の「{}」を消しました）", exchange::shortened(before))
        }
        before => format!("（記録の「{}」に替えました）", exchange::shortened(before)),
    };
    format!("  {}　{}{before}", taken.measure, taken.label)
}

/// What a form is that goes back to those who wrote in it.
const ANSWER: &str = "回答";

/// Where an answer goes, and what lies on the way there: a file of which something would be lost stays, and the answer gets the next
/// name.
fn place_of_answer(handout: &Handout, model: &Model, folder: &Path) -> (PathBuf, Vec<PathBuf>) {
    let mut kept = Vec::new();
    loop {
        let name = match kept.len() {
            0 => ANSWER.to_owned(),
            others => format!("{ANSWER}{}", others + 1),
        };
        let path = folder.join(exchange::name_of_form(handout, &name));
        if Lost::by(handout, model, &path).is_none() {
            return (path, kept);
        }
        kept.push(path);
    }
}

fn no_workbook(files: &[PathBuf]) -> Diagnostic {
    let names: Vec<String> = files.iter().map(|path| format!("「{}」", path.display())).collect();
    Diagnostic::new(Code::Usage, format!("{}に、Excel ブック（.xlsx）がありません。", names.join("、")))
        .hint("返ってきた記入様式か、それを集めたフォルダーを示してください（例: shinchoku collect 返却）。古い .xls になっていたら、Excel で開いて .xlsx に保存し直してください。")
}

/// That there is more in a folder than is read.
fn told_unread(folder: &Path) -> Option<Diagnostic> {
    /// More of them are no news.
    const MOST: usize = 10;
    let Unread { files, folders } = if folder.is_dir() { unread(folder) } else { Unread::default() };
    let name =
        |folder: &PathBuf| folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    let named = folders.iter().map(|folder| format!("フォルダー「{}」", name(folder)));
    let named: Vec<String> = named.chain(files.iter().map(|file| format!("「{file}」"))).collect();
    if named.is_empty() {
        return None;
    }
    let more = match named.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("ほか {more} 個"),
    };
    let names = named.into_iter().take(MOST).collect::<Vec<_>>().join("、");
    let message = format!("「{}」の中の、次のものは読んでいません: {names}{more}", target::shown(folder));
    let mut told = Diagnostic::new(Code::NotCollected, message);
    if let Some(inner) = folders.first() {
        told = told.hint(format!(
            "下のフォルダーにある様式も取り込むなら、そのフォルダーも並べて書いてください（例: shinchoku collect {} {}）。",
            forms::typed(folder),
            forms::typed(inner)
        ));
    }
    let is_packed = |file: &&String| file.to_lowercase().ends_with(".zip");
    if files.iter().any(|file| is_packed(&file)) {
        told = told.hint(".zip の中の様式は、取り出してこのフォルダーに置いてください。");
    }
    if !files.iter().all(|file| is_packed(&file)) {
        told = told.hint("取り込めるのは、配った様式の Excel ブック（.xlsx）だけです。ほかの形にして返されたものなら、元の .xlsx を返してもらってください。");
    }
    Some(told)
}

/// The forms among the files, and what is told of them.
fn read(files: &[PathBuf], take: impl Fn(&Path) -> String) -> (Vec<Returned>, Diagnostics) {
    let mut returned = Vec::new();
    let mut told = Diagnostics::new();
    for path in files {
        let read = Workbook::open(path).and_then(|workbook| {
            let (form, told) = Returned::read(&workbook)?;
            let remarks = workbook.remarks(path, |sheet, at| form.is_read(sheet, at));
            Ok((form, remarks.and(told)))
        });
        if let Some((mut form, found)) = told.take(read) {
            form.take = take(path);
            returned.push(form);
            told.append(found);
        }
    }
    (returned, told)
}

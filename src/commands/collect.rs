//! `shinchoku collect`: forms that come back become edits of the records, and are answered.

use std::path::PathBuf;
use std::process::ExitCode;

use shinchoku::book::Wanted;
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::Edition;
use shinchoku::exchange::workbook::{Workbook, workbooks};
use shinchoku::exchange::{self, Collected, OnConflict, Returned, Taken};
use shinchoku::form::Stage;
use shinchoku::handout::{Findings, NotTaken, Recipient, handouts};
use shinchoku::model::{self, Edits};
use shinchoku::output::write_all;
use shinchoku::year::FiscalYear;

use super::{forms, mending, target};
use crate::cli::Collect;
use crate::terminal::{remark, say, show, status};

pub fn run(arguments: &Collect) -> Result<ExitCode, Diagnostics> {
    let back = read_back(arguments)?;
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

/// Reads the forms against the records. Nothing is written yet.
pub fn read_back(arguments: &Collect) -> Result<Back, Diagnostics> {
    let model = model::load(&arguments.root)?;
    let paths = workbooks(&arguments.files);
    if paths.is_empty() {
        return Err(no_workbook(&arguments.files).into());
    }
    let (returned, told) = read(&paths);
    let Some(year) = arguments.year.or_else(|| model.newest_begun_year()) else {
        return Err(Diagnostic::new(Code::NoYear, "記録がまだ一つもありません。")
            .hint("shinchoku new-year で、年度の記録を作ってください。")
            .into());
    };
    let on_conflict = if arguments.theirs { OnConflict::Take } else { OnConflict::Tell };
    let collected = exchange::collect(&model, year, &returned, on_conflict);
    let Collected { edits, taken, told: also, not_taken } = collected.that_loads(&arguments.root)?;
    Ok(Back { year, returned, edits, taken, not_taken, told: told.and(also) })
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
            lines.extend(of_form().map(|taken| {
                let erased =
                    if taken.after.is_empty() { "（書かれていた文を消しました）" } else { "" };
                format!("  {}　{}{erased}", taken.measure, taken.label)
            }));
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
                let file = forms::file(&handout, &folder, "回答")?;
                said.push(format!(
                    "{name}への指摘が {count} 件あります。「{}」に、欄ごとに書き入れました。",
                    target::shown(&file.0)
                ));
                files.push(file);
            }
        }
        let warned = if files.is_empty() { Diagnostics::new() } else { write_all(&files)? };
        Ok(Answers { said, files: files.into_iter().map(|(path, _)| path).collect(), warned })
    }
}

fn no_workbook(files: &[PathBuf]) -> Diagnostic {
    let names: Vec<String> = files.iter().map(|path| format!("「{}」", path.display())).collect();
    Diagnostic::new(Code::Usage, format!("{}に、Excel ブック（.xlsx）がありません。", names.join("、")))
        .hint("返ってきた記入様式か、それを集めたフォルダーを示してください（例: shinchoku collect 返却）。古い .xls になっていたら、Excel で開いて .xlsx に保存し直してください。")
}

/// The forms among the files, and what is told of them.
fn read(files: &[PathBuf]) -> (Vec<Returned>, Diagnostics) {
    let mut returned = Vec::new();
    let mut told = Diagnostics::new();
    for path in files {
        let read = Workbook::open(path).and_then(|workbook| {
            let (form, told) = Returned::read(&workbook)?;
            let remarks = workbook.remarks(path, |sheet, at| form.is_read(sheet, at));
            Ok((form, remarks.and(told)))
        });
        if let Some((form, found)) = told.take(read) {
            returned.push(form);
            told.append(found);
        }
    }
    (returned, told)
}

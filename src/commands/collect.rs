//! `shinchoku collect`: forms that come back become edits of the records, and are answered.

use std::path::PathBuf;
use std::process::ExitCode;

use shinchoku::book::Wanted;
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::edition::Edition;
use shinchoku::exchange::workbook::{Workbook, workbooks};
use shinchoku::exchange::{self, Collected, OnConflict, Returned, Taken};
use shinchoku::form::Stage;
use shinchoku::handout::{self, Findings, Recipient};
use shinchoku::model;
use shinchoku::output::write_all;
use shinchoku::year::FiscalYear;

use super::{forms, mending, target};
use crate::cli::Collect;
use crate::terminal::{remark, say, show, status};

pub fn run(arguments: &Collect) -> Result<ExitCode, Diagnostics> {
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
    let Collected { edits, taken, told: also, refused } = collected.that_loads(&arguments.root)?;
    let told = told.and(also);
    if arguments.diff {
        say(mending::diff(&edits))?;
        show(&told);
        remark(format_args!("{} か所を取り込めます。--diff を外すと書き込みます。", taken.len()));
        return Ok(status(&told));
    }
    let warned = mending::write(&edits, &arguments.root)?;
    for line in summary(&returned, &taken) {
        say(line)?;
    }
    show(&told);
    show(&warned);
    for stage in Stage::ALL {
        let sections: Vec<&str> = returned
            .iter()
            .filter(|form| form.stage == stage && form.year == year)
            .filter_map(|form| form.section.as_deref())
            .collect();
        if !sections.is_empty() {
            answer(arguments, (year, stage), &sections, &refused)?;
        }
    }
    Ok(status(&told))
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
            let remarks = workbook.remarks(path, |sheet, at| !form.is_computed(sheet, at));
            Ok((form, remarks.and(told)))
        });
        if let Some((form, found)) = told.take(read) {
            returned.push(form);
            told.append(found);
        }
    }
    (returned, told)
}

/// What was taken, form by form.
fn summary(returned: &[Returned], taken: &[Taken]) -> Vec<String> {
    let mut lines = Vec::new();
    for form in returned {
        let of_form = || taken.iter().filter(|taken| taken.file == form.file);
        lines.push(match of_form().count() {
            0 => format!("「{}」: 新しく取り込むものはありません。", form.file),
            count => format!("「{}」: {count} か所を取り込みました。", form.file),
        });
        lines.extend(of_form().map(|taken| format!("  {}　{}", taken.measure, taken.label)));
    }
    lines
}

/// Makes a form again for each of the sections whose fields have findings, with these beside the cells.
fn answer(
    arguments: &Collect,
    (year, stage): (FiscalYear, Stage),
    sections: &[&str],
    refused: &Findings,
) -> Result<(), Diagnostics> {
    let edition = Edition::open_begun(&arguments.root, Some(year), Wanted::as_it_stands(stage))?;
    let book = edition.book()?;
    let mut findings = handout::findings(&book, &edition.findings(&book));
    for (field, words) in refused {
        findings.entry(field.clone()).or_default().splice(0..0, words.iter().cloned());
    }
    let handouts = handout::handouts(&edition.model, &book, stage, false, &edition.rooms(&book), &findings);
    let mut files = Vec::new();
    let folder = forms::folder(arguments.output.as_deref(), &arguments.root);
    for handout in &handouts {
        let Recipient::Section(name) = &handout.to else { continue };
        let said: usize =
            handout.sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.findings.len()).sum();
        if sections.contains(&name.as_str()) && said > 0 {
            files.push((forms::file(handout, &folder, "回答")?, name.clone(), said));
        }
    }
    let written: Vec<(PathBuf, Vec<u8>)> = files.iter().map(|(file, ..)| file.clone()).collect();
    if written.is_empty() {
        return Ok(());
    }
    show(&write_all(&written)?);
    for ((path, _), name, said) in &files {
        say(format_args!(
            "{name}への指摘が {said} 件あります。「{}」に、欄ごとに書き入れました。",
            target::shown(path)
        ))?;
    }
    Ok(())
}

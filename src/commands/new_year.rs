//! `shinchoku new-year`: the records of a year that begins.

use std::path::Path;
use std::process::ExitCode;

use shinchoku::diagnostics::Diagnostics;
use shinchoku::exchange::workbook::Workbook;
use shinchoku::exchange::{TargetsSet, set_targets};
use shinchoku::form::Field;
use shinchoku::model::scaffold::{new_records, next_year};
use shinchoku::model::{self, Edits, Model};
use shinchoku::year::FiscalYear;

use super::{mending, schema, target};
use crate::cli::NewYear;
use crate::terminal::{remark, say, show, status};

pub fn run(arguments: &NewYear) -> Result<ExitCode, Diagnostics> {
    let root = &arguments.root;
    let model = model::load(root)?;
    let year = arguments.year.unwrap_or_else(|| next_year(&model));
    let edits = new_records(&model, year)?;
    let made = edits.files().count();
    let TargetsSet { edits, count, told } = match &arguments.targets {
        Some(table) => with_targets(root, year, table, edits)?,
        None => TargetsSet { edits, count: 0, told: Diagnostics::new() },
    };
    // What would not load is not written: the files stay whole.
    model::load_edited(root, &edits)?;
    show(&mending::write(&edits, root)?.and(schema::refresh(root, &model.plan)));
    for line in summary(arguments, &model, year, (made, count)) {
        say(line)?;
    }
    show(&told);
    if made > 0 {
        let at = super::init::at(root);
        remark(format_args!(
            "次にすること\n  \
             shinchoku forms {year} --targets{at}   担当係に送る、指標目標の記入様式（Excel）を作る\n  \
             shinchoku build {year} --targets --draft{at}   目標設定シートを刷る（指標目標を手で書き込んでもらうとき）\n  \
             shinchoku forms {year}{at}   年度の終わりに、担当係に送る記入様式を作る"
        ));
    }
    Ok(status(&told))
}

/// The targets of a table, in the records as they would be with the new ones.
fn with_targets(
    root: &Path,
    year: FiscalYear,
    table: &Path,
    edits: Edits,
) -> Result<TargetsSet, Diagnostics> {
    let (workbook, found) = Workbook::read(table)?;
    let mut set = set_targets(&model::load_edited(root, &edits)?, year, &workbook, edits)?;
    set.told = found.and(set.told);
    Ok(set)
}

/// What was made and written, for people.
fn summary(
    arguments: &NewYear,
    model: &Model,
    year: FiscalYear,
    (made, count): (usize, usize),
) -> Vec<String> {
    let label = year.label();
    let folder = target::shown(&arguments.root.join(model.folder(year)));
    let records = match made {
        0 => format!("{label}の記録は、もうそろっています。"),
        made => format!("{label}の記録を {made} 件作りました（{folder}）。"),
    };
    let word = model.plan.form.labels.field(Field::Target);
    match (&arguments.targets, made, count) {
        (None, 0, _) => vec![records + "何も書き込んでいません。"],
        (None, ..) => vec![records],
        (Some(_), _, 0) => vec![records, format!("表から新しく書き入れた{word}はありません。")],
        (Some(_), _, count) => vec![records, format!("{word}を {count} 件、表から書き入れました。")],
    }
}

//! `shinchoku new-year`: the records of a year that begins.

use std::process::ExitCode;

use shinchoku::diagnostics::Diagnostics;
use shinchoku::model;
use shinchoku::model::scaffold::{new_records, next_year};

use super::{mending, target};
use crate::cli::NewYear;
use crate::terminal::{remark, say, show};

pub fn run(arguments: &NewYear) -> Result<ExitCode, Diagnostics> {
    let root = &arguments.root;
    let model = model::load(root)?;
    let year = arguments.year.unwrap_or_else(|| next_year(&model));
    let edits = new_records(&model, year)?;
    let made = edits.files().count();
    if made == 0 {
        say(format_args!("{}の記録は、もうそろっています。何も書き込んでいません。", year.label()))?;
        return Ok(ExitCode::SUCCESS);
    }
    model::load_edited(root, &edits)?;
    show(&mending::write(&edits, root)?);
    let folder = root.join(model.folder(year));
    say(format_args!("{}の記録を {made} 件作りました（{}）。", year.label(), target::shown(&folder)))?;
    let at = super::init::at(root);
    remark(format_args!(
        "次にすること\n  \
         shinchoku build {year} --targets --draft{at}   目標設定シートを刷って、指標目標を書いてもらう\n  \
         shinchoku forms {year}{at}   担当係に送る記入様式（Excel）を作る"
    ));
    Ok(ExitCode::SUCCESS)
}

//! `shinchoku schema`: what an editor is told, so that it completes what is typed.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use shinchoku::diagnostics::Diagnostics;
use shinchoku::folder::EDITOR;
use shinchoku::model::scaffold::editor_files;
use shinchoku::model::{Plan, load_plan};
use shinchoku::output::write_all;

use super::target;
use crate::cli::Schema;
use crate::terminal::{remark, say, show, status};

pub fn run(arguments: &Schema) -> Result<ExitCode, Diagnostics> {
    let root = &arguments.root;
    let (written, told) = write(root, &load_plan(root)?);
    if written.is_empty() && !told.has_errors() {
        say("エディターのための説明は、もう新しいものです。")?;
    }
    for path in written {
        say(format_args!("{} を作りました。", target::shown(&path)))?;
    }
    show(&told);
    remark(
        "Visual Studio Code に拡張機能「YAML」（redhat.vscode-yaml）を入れると、項目や評価の候補が出ます。",
    );
    Ok(status(&told))
}

/// Brings what an editor is told up to date, where one is told anything. That it cannot be is no reason to stop.
pub fn refresh(root: &Path, plan: &Plan) -> Diagnostics {
    if root.join(EDITOR).is_dir() { begin(root, plan) } else { Diagnostics::new() }
}

/// Tells an editor of a plan that is new.
pub fn begin(root: &Path, plan: &Plan) -> Diagnostics {
    write(root, plan).1
}

fn write(root: &Path, plan: &Plan) -> (Vec<PathBuf>, Diagnostics) {
    let (files, warned) = editor_files(root, plan);
    let files: Vec<(PathBuf, Vec<u8>)> =
        files.into_iter().map(|(path, bytes)| (root.join(path), bytes)).collect();
    match write_all(&files) {
        Ok(also) => (files.into_iter().map(|(path, _)| path).collect(), warned.and(also)),
        Err(failure) => (Vec::new(), warned.and(failure.into())),
    }
}

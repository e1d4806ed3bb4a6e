//! One file a subcommand: each asks the library and says what came of it.

mod build;
mod check;
mod checklist;
mod diff;
mod edition;
mod explain;
mod mending;
mod serve;
mod version;

use std::collections::BTreeSet;
use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics, render};

use crate::cli::{Cli, Command};

/// The folders whose files make a booklet.
const FOLDERS: [&str; 3] = ["data", "layouts", "fonts"];

/// Runs the command and tells the exit status.
pub fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
    }
}

/// Prints one finding.
pub fn report(diagnostic: &Diagnostic) {
    anstream::eprintln!("{}\n", render(diagnostic));
}

/// 0 clean, 1 the document has errors, 2 the program could not do its work.
fn status(found: &Diagnostics) -> ExitCode {
    let stopped = |diagnostic: &Diagnostic| {
        matches!(diagnostic.code, Code::Usage | Code::NoData | Code::Unwritable | Code::NoServer)
    };
    match (found.has_errors(), found.iter().any(stopped)) {
        (false, _) => ExitCode::SUCCESS,
        (true, false) => ExitCode::from(1),
        (true, true) => ExitCode::from(2),
    }
}

/// Says where more is to be had about the codes that were found.
fn hint_at_explanations(found: &Diagnostics) {
    let codes: BTreeSet<&str> = found.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    if let Some(code) = codes.first() {
        anstream::eprintln!("符号の説明は「shinchoku explain {code}」のようにして読めます。");
    }
}

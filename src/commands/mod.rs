//! One file a subcommand: each asks the library and says what came of it.

mod build;
mod check;
mod checklist;
mod diff;
mod explain;
mod import;
mod mending;
mod patience;
mod repository;
mod serve;
mod target;
mod version;

use std::process::ExitCode;

use shinchoku::diagnostics::Diagnostics;
use shinchoku::folder;
use shinchoku::output::sweep;

use crate::cli::{Cli, Command};

/// Runs the command and tells the exit status, or why nothing was done.
pub fn run(cli: Cli) -> Result<ExitCode, Diagnostics> {
    if let Some(root) = cli.command.root() {
        sweep(folder::written(root));
        // The preview never ends by itself.
        if !matches!(cli.command, Command::Serve(_)) {
            patience::explain_later(root);
        }
    }
    match cli.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
    }
}

//! One file a subcommand: each asks the library and says what came of it.

mod build;
mod check;
mod checklist;
mod collect;
mod completions;
mod diff;
mod explain;
mod forms;
mod home;
mod import;
mod init;
mod layouts;
mod man;
mod manual;
mod mending;
mod new_year;
mod office;
mod patience;
mod publish;
mod repository;
mod schema;
mod serve;
mod status;
mod target;
mod version;

use std::process::ExitCode;

use shinchoku::diagnostics::Diagnostics;
use shinchoku::folder;
use shinchoku::output::sweep;

use crate::cli::{Cli, Command, Home};

/// Runs the command and tells the exit status, or why nothing was done.
pub fn run(cli: Cli) -> Result<ExitCode, Diagnostics> {
    let command = cli.command.unwrap_or_else(|| Command::Home(Home::default()));
    if let Some(root) = command.root() {
        sweep(folder::written(root));
        // The preview never ends by itself, and whoever answers questions may take his time.
        if !matches!(command, Command::Serve(_) | Command::Init(_)) {
            patience::explain_later(root);
        }
    }
    match command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Status(arguments) => status::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Collect(arguments) => collect::run(&arguments),
        Command::Forms(arguments) => forms::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments, ""),
        Command::Home(arguments) => home::run(&arguments),
        Command::Init(arguments) => init::run(&arguments),
        Command::NewYear(arguments) => new_year::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Layouts(arguments) => layouts::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
        Command::Manual(arguments) => manual::run(&arguments),
    }
}

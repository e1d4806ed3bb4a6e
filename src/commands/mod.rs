//! One file a subcommand: each asks the library and says what came of it.

mod build;

use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics, render};

use crate::cli::{Cli, Command};

/// Runs the command and tells the exit status: 0 clean, 1 the document has errors, 2 the program could not do its work.
pub fn run(cli: Cli) -> ExitCode {
    let result = match cli.command {
        Command::Build(arguments) => build::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(diagnostics) => {
            diagnostics.iter().for_each(report);
            anstream::eprintln!(
                "エラーが {} 件あります。何も書き込んでいません。",
                diagnostics.error_count()
            );
            ExitCode::from(if diagnostics.iter().any(stopped_the_program) { 2 } else { 1 })
        }
    }
}

/// Prints one finding.
pub fn report(diagnostic: &Diagnostic) {
    anstream::eprintln!("{}\n", render(diagnostic));
}

fn stopped_the_program(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.code, Code::Usage | Code::NoData | Code::Unwritable)
}

/// What a command found: nothing to stop it, or why it stopped.
type Outcome = Result<(), Diagnostics>;

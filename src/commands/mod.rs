//! One file a subcommand: each asks the library and says what came of it.

mod build;

use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics, render, to_json};

use crate::cli::{Cli, Command, Format};

/// Runs the command and tells the exit status: 0 clean, 1 the document has errors, 2 the program could not do its work.
pub fn run(cli: Cli) -> ExitCode {
    let (outcome, json) = match cli.command {
        Command::Build(arguments) => (build::run(&arguments), arguments.format == Format::Json),
    };
    let (Ok(diagnostics) | Err(diagnostics)) = &outcome;
    if json {
        anstream::println!("{}", to_json(diagnostics.iter()));
    } else {
        diagnostics.iter().for_each(report);
    }
    match outcome {
        Ok(_) => ExitCode::SUCCESS,
        Err(diagnostics) => {
            if !json {
                anstream::eprintln!(
                    "エラーが {} 件あります。何も書き込んでいません。",
                    diagnostics.error_count()
                );
            }
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

/// What a command found: warnings, or why it stopped.
type Outcome = Result<Diagnostics, Diagnostics>;

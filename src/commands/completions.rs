//! `shinchoku completions`: what a shell is told, so that it completes commands and options.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::generate;
use shinchoku::diagnostics::Diagnostics;

use crate::cli::{Cli, Completions};
use crate::terminal::say;

pub fn run(arguments: &Completions) -> Result<ExitCode, Diagnostics> {
    let mut command = Cli::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    generate(arguments.shell, &mut command, name, &mut script);
    say(String::from_utf8_lossy(&script).trim_end())?;
    Ok(ExitCode::SUCCESS)
}

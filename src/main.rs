//! The program `shinchoku`: its allocator, and the exit status.

mod cli;
mod commands;
mod ending;
mod terminal;
mod usage;

use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use shinchoku::diagnostics::Diagnostics;
use shinchoku::memory;

use cli::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    memory::keep_what_is_free();
    // Without it the program still ends when it is told to.
    let _ = ending::listen();
    run().unwrap_or_else(|found| terminal::refuse(&found))
}

/// Does what the arguments ask for.
fn run() -> Result<ExitCode, Diagnostics> {
    match Cli::try_parse_from(usage::arguments()) {
        Ok(cli) => commands::run(cli),
        Err(error) if error.use_stderr() => Err(usage::wrong(&error).into()),
        // Help and version.
        Err(answer) => {
            let answer = if answer.kind() == ErrorKind::DisplayHelp { usage::help() } else { answer };
            terminal::said(answer.print())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

//! The program `shinchoku`: the exit status and nothing else.

mod cli;
mod commands;

use std::process::{self, ExitCode};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a shell reports of a program that was interrupted.
const INTERRUPTED: i32 = 130;

fn main() -> ExitCode {
    // Ctrl-C ends the program at once, or as soon as what it is writing is whole. Without the handler it still ends.
    let _ = ctrlc::set_handler(|| {
        shinchoku::output::finish_writing();
        process::exit(INTERRUPTED);
    });
    match cli::parse() {
        Ok(cli) => commands::run(cli),
        Err(status) => status,
    }
}

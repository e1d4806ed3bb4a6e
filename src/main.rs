//! The program `shinchoku`: how it holds memory, and the exit status.

mod cli;
mod commands;
mod ending;
mod terminal;
mod usage;

use std::ffi::c_long;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use shinchoku::diagnostics::Diagnostics;

use cli::Cli;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// `mi_option_purge_delay` of mimalloc 2, for which the crate has no name.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

/// What it is as mimalloc comes, in milliseconds.
const SHORT_PURGE_DELAY: c_long = 10;

fn main() -> ExitCode {
    keep_freed_memory();
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

/// Keeps memory that is free again for a second before the system gets it back: the next part of a large plan needs as much, and
/// the system would hand it out in smaller pieces, each cleared anew.
fn keep_freed_memory() {
    // SAFETY: both only read and write a number of the allocator, which may be set at any time.
    unsafe {
        // Whoever has set it otherwise, in the environment, is not overruled.
        if libmimalloc_sys::mi_option_get(PURGE_DELAY) == SHORT_PURGE_DELAY {
            libmimalloc_sys::mi_option_set(PURGE_DELAY, 1_000);
        }
    }
}

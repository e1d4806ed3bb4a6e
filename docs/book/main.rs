//! `cargo run --release --example manual -- FOLDER` makes the manual as pages in a folder.

#[path = "mod.rs"]
mod book;

use std::process::ExitCode;

#[allow(clippy::print_stderr, reason = "a tool for the terminal")]
fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: manual FOLDER");
        return ExitCode::from(2);
    };
    match book::make(env!("CARGO_MANIFEST_DIR").as_ref(), folder.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

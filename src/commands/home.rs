//! `shinchoku` alone, or double-clicked: the page はじめに of a plan, or one to begin with.

mod begin;
mod last;

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf, absolute};
use std::process::ExitCode;

use shinchoku::diagnostics::Diagnostics;
use shinchoku::folder;
use shinchoku::output::sweep;

use super::office::has_plan;
use super::serve;
use crate::cli::{Home, Serve, Which};
use crate::terminal::{ask, is_attended, refuse, say};

/// The address of the page.
const PAGE: &str = "home";

/// How whoever started it by a click gets rid of it.
const HOW_TO_END: &str = "終えるには、この窓を閉じるか、この窓で Ctrl-C を押してください。";

/// Opens the plan of the folder, or else that of the program's folder, or the last one, or else the page to begin with.
pub fn run(arguments: &Home) -> Result<ExitCode, Diagnostics> {
    match open(arguments) {
        // The window of a program that was double-clicked goes away with what it says.
        Err(found) if cfg!(windows) && is_attended() => {
            let status = refuse(&found);
            ask("Enter を押すと、この窓を閉じます");
            Ok(status)
        }
        ended => ended,
    }
}

fn open(arguments: &Home) -> Result<ExitCode, Diagnostics> {
    let (root, port, is_open) = if let Some(root) = plan() {
        (root, arguments.port, false)
    } else {
        let (root, port) = begin::wait(arguments)?;
        (root, Some(port), true)
    };
    sweep(folder::written(&root));
    last::remember(&root);
    let shown = absolute(&root).unwrap_or_else(|_| root.clone());
    say(format_args!("「{}」の計画を開いています。{HOW_TO_END}", shown.display()))?;
    let serve = Serve {
        which: Which { year: None, root, interim: false, targets: false },
        port,
        open: !arguments.quiet && !is_open,
        host: IpAddr::V4(Ipv4Addr::LOCALHOST),
        edit: false,
        since: None,
        editor: None,
    };
    serve::run(&serve, PAGE)
}

/// Where the plan lies that is meant.
fn plan() -> Option<PathBuf> {
    let here = Path::new(".").to_owned();
    let of_program = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.to_owned()));
    let mut folders = [Some(here), of_program, last::remembered()].into_iter().flatten();
    folders.find(|folder| has_plan(folder))
}

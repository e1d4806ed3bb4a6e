//! `shinchoku man`: the pages for `man`, one of the program and one of each command.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, Command, CommandFactory};
use roff::{Inline, Roff, bold, roman};
use shinchoku::diagnostics::Diagnostics;
use shinchoku::output::write_all;

use super::target;
use crate::cli::{Cli, Man};
use crate::terminal::{say, show};
use crate::usage::spelt;

pub fn run(arguments: &Man) -> Result<ExitCode, Diagnostics> {
    let mut program = Cli::command();
    program.build();
    let of_commands = program.get_subcommands().filter(|command| !command.is_hide_set());
    let pages: Vec<(PathBuf, Vec<u8>)> = [&program]
        .into_iter()
        .chain(of_commands)
        .map(|command| (arguments.output.join(format!("{}.1", name(command))), page(command).into_bytes()))
        .collect();
    show(&write_all(&pages)?);
    say(format_args!(
        "{} に、man のページを {} 枚作りました。",
        target::shown(&arguments.output),
        pages.len()
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// `shinchoku-build`.
fn name(command: &Command) -> String {
    command.get_bin_name().unwrap_or_else(|| command.get_name()).replace(' ', "-")
}

fn page(command: &Command) -> String {
    let name = name(command);
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").to_owned();
    let mut page = Roff::new();
    page.control("TH", [name.as_str(), "1", "", concat!("shinchoku ", env!("CARGO_PKG_VERSION"))]);
    page.control("SH", ["名前"]).text([roman(format!("{name} - {about}"))]);
    page.control("SH", ["書式"]).text([roman(usage)]);
    let commands: Vec<&Command> =
        command.get_subcommands().filter(|command| !command.is_hide_set()).collect();
    if !commands.is_empty() {
        page.control("SH", ["コマンド"]);
        for command in commands {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            item(&mut page, [bold(command.get_name())], about);
        }
    }
    let arguments: Vec<&Arg> = command.get_arguments().filter(|argument| !argument.is_hide_set()).collect();
    let (operands, options): (Vec<&Arg>, Vec<&Arg>) =
        arguments.into_iter().partition(|argument| argument.is_positional());
    for (heading, arguments) in [("引数", operands), ("オプション", options)] {
        if arguments.is_empty() {
            continue;
        }
        page.control("SH", [heading]);
        for argument in arguments {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            item(&mut page, [bold(spelt(argument))], help);
        }
    }
    page.control("SH", ["終わり方"]);
    page.text([roman("0 は成功、1 は記録やひな形の誤り、2 は使い方の誤りや書き込めないとき。")]);
    page.render()
}

/// A term with what it means.
fn item(page: &mut Roff, term: [Inline; 1], meaning: String) {
    page.control("TP", []).text(term).text([roman(meaning)]);
}

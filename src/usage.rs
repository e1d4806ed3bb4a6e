//! What is wrong with the arguments, in our words, and the help, in lines that Japanese has.

use std::ffi::OsString;

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, Command, CommandFactory};
use shinchoku::diagnostics::{Code, Diagnostic, nearest};
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, fill, termwidth};

use crate::cli::Cli;

/// clap's finding in our words.
pub fn wrong(error: &clap::Error) -> Diagnostic {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let mistyped = std::env::args().skip(1).find_map(|typed| Some((option_meant(&typed)?, typed)));
    if let Some((meant, typed)) = mistyped {
        return Diagnostic::new(Code::Usage, format!("「{typed}」という引数はありません。")).hint(format!(
            "「{meant}」ではありませんか。前の - は、半角で二つです（ワープロは別の字に変えます）。"
        ));
    }
    let message = match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match context(ContextKind::InvalidValue) {
            value if value.is_empty() => {
                format!("「{}」に値がありません。", context(ContextKind::InvalidArg))
            }
            value => format!("「{}」に「{value}」とは書けません。", context(ContextKind::InvalidArg)),
        },
        ErrorKind::UnknownArgument => {
            format!("「{}」という引数はありません。", context(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidSubcommand => {
            format!("「{}」というコマンドはありません。", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => {
            format!("「{}」が足りません。", context(ContextKind::InvalidArg))
        }
        ErrorKind::ArgumentConflict => {
            let (one, other) = (context(ContextKind::InvalidArg), context(ContextKind::PriorArg));
            if one == other {
                format!("「{one}」は一度だけ書けます。")
            } else {
                format!("「{one}」と「{other}」は一緒に書けません。")
            }
        }
        _ => "引数の書き方が違います。".to_owned(),
    };
    let mut diagnostic = Diagnostic::new(Code::Usage, message);
    if let Some(reason) = std::error::Error::source(error) {
        diagnostic = diagnostic.hint(reason.to_string());
    }
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
        let suggested = context(kind);
        if suggested.is_empty() {
            continue;
        }
        // clap gives them in no order.
        let typed = [ContextKind::InvalidSubcommand, ContextKind::InvalidArg].map(context).concat();
        let mut suggested: Vec<&str> = suggested.split(", ").collect();
        let first = nearest(&typed, suggested.iter().copied());
        suggested.sort_by_key(|one| Some(*one) != first);
        diagnostic = diagnostic.hint(format!("「{}」ではありませんか。", suggested.join("」か「")));
    }
    let valid = context(ContextKind::ValidValue);
    if !valid.is_empty() {
        diagnostic = diagnostic.hint(format!("書けるのは: {valid}"));
    }
    diagnostic.hint(match asked_for() {
        Some(command) => format!("shinchoku {command} --help で、このコマンドの使い方が出ます。"),
        None => "shinchoku --help で使い方が出ます。コマンドごとの使い方は、shinchoku help build のようにすると出ます。".to_owned(),
    })
}

/// What word processors and input methods make of a hyphen.
const DASHES: [char; 8] = ['-', '‐', '–', '—', '―', 'ー', '－', '−'];

/// The option that an argument means whose hyphens are not two, or not hyphens.
fn option_meant(typed: &str) -> Option<String> {
    let word = typed.trim_start_matches(DASHES);
    let (name, value) = word.split_at(word.find('=').unwrap_or(word.len()));
    let dashes = &typed[..typed.len() - word.len()];
    if matches!(dashes, "" | "--") || dashes == "-" && name.len() == 1 {
        return None;
    }
    let program = Cli::command();
    let of_all = program.get_subcommands().chain([&program]).flat_map(Command::get_arguments);
    let is_name = of_all.filter_map(Arg::get_long).any(|long| long == name);
    is_name.then(|| format!("--{name}{value}"))
}

/// The command that the arguments name, if there is one of that name.
fn asked_for() -> Option<String> {
    let first = std::env::args().nth(1)?;
    Cli::command().find_subcommand(&first).map(|command| command.get_name().to_owned())
}

/// The arguments, where `help build` is another way to say `build --help`.
pub fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// An argument as it is typed: `-o, --output ファイル`.
pub fn spelt(argument: &Arg) -> String {
    let short = argument.get_short().map(|short| format!("-{short}"));
    let long = argument.get_long().map(|long| format!("--{long}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    let takes_value = argument.get_action().takes_values();
    let value = argument.get_value_names().filter(|_| takes_value).map(|values| values.join(" "));
    [names.join(", "), value.unwrap_or_default()].join(" ").trim().to_owned()
}

/// What clap puts before, into and behind the names of arguments and commands in its help, in columns at most: their indent, room
/// for a short name, brackets and dots.
const AROUND: usize = 14;

/// How wide lines of the help are at most and at least, in columns: longer ones are hard to read.
const WIDTHS: [usize; 2] = [40, 100];

/// The help that the arguments ask for. clap breaks lines at spaces alone, which Japanese has not.
pub fn help() -> clap::Error {
    let [narrow, wide] = WIDTHS;
    let program = fitted(Cli::command(), termwidth().clamp(narrow, wide)).term_width(0);
    match program.try_get_matches_from(arguments()) {
        Err(help) => help,
        // The same arguments have asked for it before.
        Ok(_) => fitted(Cli::command(), wide).error(ErrorKind::DisplayHelp, ""),
    }
}

/// A command whose explanations are broken to a width in columns.
fn fitted(command: Command, width: usize) -> Command {
    let longest =
        command.get_arguments().map(|argument| display_width(&spelt(argument))).max().unwrap_or_default();
    let commands = command.get_subcommands().map(|command| display_width(command.get_name()));
    let longest_command = commands.max().unwrap_or_default();
    command
        .mut_args(|argument| {
            match argument.get_help().map(|help| broken(&help.to_string(), width, longest)) {
                Some(help) => argument.help(help),
                None => argument,
            }
        })
        .mut_subcommands(|below| {
            let about = below.get_about().map(|about| broken(&about.to_string(), width, longest_command));
            let below = fitted(below, width);
            match about {
                Some(about) => below.about(about),
                None => below,
            }
        })
}

/// A text beside names that take so many columns.
fn broken(text: &str, width: usize, names: usize) -> String {
    let room = width.saturating_sub(names + AROUND).max(20);
    fill(text, Options::new(room).word_separator(WordSeparator::UnicodeBreakProperties))
}

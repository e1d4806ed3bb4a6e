//! What is wrong with the arguments, in our words, and the help, in lines that Japanese has.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, Command, CommandFactory};
use shinchoku::diagnostics::{Code, Diagnostic, nearest};
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, fill, termwidth};

use crate::cli::{Cli, HELP};

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

/// How wide lines of the help are at least and at most, in columns: longer ones are hard to read.
const WIDTHS: [usize; 2] = [40, 100];

/// The least room for an explanation beside what it explains, in columns. Where there is less, it stands below.
const LEAST_ROOM: usize = 20;

/// What clap puts before and behind the names of arguments and commands in its help, in columns.
const AROUND_NAMES: usize = 4;

/// How far clap indents an explanation that stands below.
const INDENT_BELOW: usize = 10;

/// What stands before the usage.
const USAGE: &str = "使い方: ";

/// The help that the arguments ask for. clap breaks lines at spaces alone, which Japanese has not.
pub fn help() -> clap::Error {
    let [narrow, wide] = WIDTHS;
    let mut program = Cli::command();
    // From then on the commands know how they are called.
    program.build();
    let program = fitted(program, width().clamp(narrow, wide)).term_width(0);
    match program.try_get_matches_from(arguments()) {
        Err(help) => help,
        // The same arguments have asked for it before.
        Ok(_) => fitted(Cli::command(), wide).error(ErrorKind::DisplayHelp, ""),
    }
}

/// How wide the terminal is, or whatever shows what is written.
fn width() -> usize {
    let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    said.filter(|&columns| columns > 0).unwrap_or_else(termwidth)
}

/// A command whose help is broken to a width in columns.
fn fitted(mut command: Command, width: usize) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.split_once(": ").map_or(usage.as_str(), |(_, usage)| usage);
    let below_usage = " ".repeat(display_width(USAGE));
    let options = Options::new(width).initial_indent(&below_usage).subsequent_indent(&below_usage);
    let usage = fill(usage, options.word_separator(WordSeparator::AsciiSpace));
    let arguments = command.get_arguments().filter(|argument| !argument.is_hide_set()).map(name_width);
    let commands = command.get_subcommands().map(|command| display_width(command.get_name()));
    let names = arguments.chain(commands).max().unwrap_or_default();
    let beside = width.saturating_sub(names + AROUND_NAMES);
    let is_below = beside < LEAST_ROOM;
    let room = if is_below { width - INDENT_BELOW } else { beside };

    // In the list of the commands, what each is about is broken otherwise.
    let filled =
        |part: Option<&StyledStr>| part.map(|part| broken(&part.to_string(), width)).unwrap_or_default();
    let template = HELP.replace("{about}", &filled(command.get_about())).replace(
        "{after-help}",
        &match filled(command.get_after_help()) {
            after if after.is_empty() => after,
            after => format!("\n\n{after}"),
        },
    );
    command
        .help_template(template)
        .override_usage(usage.trim_start().to_owned())
        .next_line_help(is_below)
        .mut_args(|argument| match argument.get_help().map(|help| broken(&help.to_string(), room)) {
            Some(help) => argument.help(help),
            None => argument,
        })
        .mut_subcommands(|below| {
            let about = below.get_about().map(|about| broken(&about.to_string(), room));
            let below = fitted(below, width);
            match about {
                Some(about) => below.about(about),
                None => below,
            }
        })
}

/// How much room clap takes for the name of an argument: an option without a short name stands below those that have one.
fn name_width(argument: &Arg) -> usize {
    let short = if argument.is_positional() { "" } else { "-h, " };
    display_width(short) + display_width(&argument.to_string())
}

/// A text in lines of so many columns.
fn broken(text: &str, room: usize) -> String {
    fill(text, Options::new(room).word_separator(WordSeparator::UnicodeBreakProperties))
}

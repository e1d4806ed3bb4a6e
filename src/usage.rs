//! What is wrong with the arguments, in our words, and `help`.

use std::ffi::OsString;

use clap::CommandFactory;
use clap::error::{ContextKind, ErrorKind};
use shinchoku::diagnostics::{Code, Diagnostic};

use crate::cli::Cli;

/// clap's finding in our words.
pub fn wrong(error: &clap::Error) -> Diagnostic {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
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
        let nearest = context(kind);
        if !nearest.is_empty() {
            diagnostic =
                diagnostic.hint(format!("「{}」ではありませんか。", nearest.replace(", ", "」か「")));
        }
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

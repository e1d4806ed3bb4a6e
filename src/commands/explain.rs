//! `shinchoku explain`: what a code means, with an example of wrong and of right.

use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics, Explanation, nearest};
use shinchoku::proof::Rule;

use crate::cli::Explain;
use crate::terminal::say;

pub fn run(arguments: &Explain) -> Result<ExitCode, Diagnostics> {
    let Some(typed) = &arguments.code else {
        for (code, text) in Code::ALL.iter().filter_map(|&code| Some((code, Text::of(code)?))) {
            say(format_args!("{code}  {}", text.title))?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    if let Some((code, text)) = Code::meant(typed).and_then(|code| Some((code, Text::of(code)?))) {
        print(code, &text)?;
        return Ok(ExitCode::SUCCESS);
    }
    let diagnostic = Diagnostic::error(Code::Usage, format!("「{typed}」という符号はありません。"));
    let diagnostic = match nearest(typed, Code::ALL.iter().map(|code| code.as_str())) {
        Some(code) => diagnostic.hint(format!("「{code}」ではありませんか。")),
        None => diagnostic,
    };
    Err(diagnostic.hint("shinchoku explain で、すべての符号が出ます。").into())
}

/// What is said of a code: by the diagnostics, or by its rule of the proofreader.
pub(super) struct Text {
    pub(super) title: &'static str,
    pub(super) meaning: &'static str,
    wrong: &'static [&'static str],
    right: &'static [&'static str],
}

impl Text {
    pub(super) fn of(code: Code) -> Option<Self> {
        if let Some(Rule { title, explanation, wrong, right, .. }) = Rule::find(code) {
            return Some(Self { title, meaning: explanation, wrong, right });
        }
        let Explanation { title, meaning, wrong, right } = code.explanation()?;
        Some(Self { title, meaning, wrong: std::slice::from_ref(wrong), right: std::slice::from_ref(right) })
    }
}

fn print(code: Code, text: &Text) -> Result<(), Diagnostic> {
    let Text { title, meaning, wrong, right } = text;
    say(format_args!("{code}  {title}\n\n{meaning}\n"))?;
    for (label, examples) in [("誤りの例", wrong), ("正しい例", right)] {
        say(format_args!("{label}:"))?;
        for (index, example) in examples.iter().enumerate() {
            if index > 0 {
                say("")?;
            }
            for line in example.lines() {
                say(format_args!("    {line}"))?;
            }
        }
    }
    Ok(())
}

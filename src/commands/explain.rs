//! `shinchoku explain`: what a code means, with an example of wrong and of right.

use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics, Explanation, nearest};
use shinchoku::proof::Rule;

use crate::cli::Explain;
use crate::terminal::say;

pub fn run(arguments: &Explain) -> Result<ExitCode, Diagnostics> {
    let Some(typed) = &arguments.code else {
        for (code, Explanation { title, .. }) in
            Code::ALL.iter().filter_map(|&code| Some((code, explanation(code)?)))
        {
            say(format_args!("{code}  {title}"))?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    if let Some((code, explanation)) = Code::meant(typed).and_then(|code| Some((code, explanation(code)?))) {
        print(code, explanation)?;
        return Ok(ExitCode::SUCCESS);
    }
    let diagnostic = Diagnostic::new(Code::Usage, format!("「{typed}」という符号はありません。"));
    let diagnostic = match nearest(typed, Code::ALL.iter().map(|code| code.as_str())) {
        Some(code) => diagnostic.hint(format!("「{code}」ではありませんか。")),
        None => diagnostic,
    };
    Err(diagnostic.hint("shinchoku explain で、すべての符号が出ます。").into())
}

/// What is said of a code: by its rule of the proofreader, or by the diagnostics.
pub(super) fn explanation(code: Code) -> Option<Explanation> {
    let of_rule = |&Rule { title, explanation: meaning, wrong, right, .. }: &'static Rule| Explanation {
        title,
        meaning,
        wrong,
        right,
    };
    Rule::find(code).map(of_rule).or_else(|| code.explanation())
}

fn print(code: Code, explanation: Explanation) -> Result<(), Diagnostic> {
    let Explanation { title, meaning, wrong, right } = explanation;
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

//! `shinchoku explain`: what a code means, with an example of wrong and of right.

use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Explanation, nearest};

use super::{report, status};
use crate::cli::Explain;

pub fn run(arguments: &Explain) -> ExitCode {
    let Some(typed) = &arguments.code else {
        for &code in Code::ALL {
            if let Some(explanation) = code.explanation() {
                anstream::println!("{code}  {}", explanation.title);
            }
        }
        return ExitCode::SUCCESS;
    };
    let found = Code::ALL.iter().find(|code| code.is_written(typed));
    if let Some((code, explanation)) = found.and_then(|&code| Some((code, code.explanation()?))) {
        print(code, explanation);
        return ExitCode::SUCCESS;
    }
    let diagnostic = Diagnostic::error(Code::Usage, format!("「{typed}」という符号はありません。"));
    let diagnostic = match nearest(typed, Code::ALL.iter().map(|code| code.as_str())) {
        Some(code) => diagnostic.hint(format!("「{code}」ではありませんか。")),
        None => diagnostic,
    }
    .hint("shinchoku explain で、すべての符号が出ます。");
    report(&diagnostic);
    status(&diagnostic.into())
}

fn print(code: Code, explanation: &Explanation) {
    let Explanation { title, meaning, wrong, right } = explanation;
    anstream::println!("{code}  {title}\n\n{meaning}\n");
    for (label, example) in [("誤りの例", wrong), ("正しい例", right)] {
        anstream::println!("{label}:");
        example.lines().for_each(|line| anstream::println!("    {line}"));
    }
}

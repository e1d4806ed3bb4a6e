//! What the program says on the terminal, and the exit status.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::reports::{render, visible};

/// Prints what was asked for. What is typed in files or in their names is shown, not obeyed.
pub fn say(text: impl Display) -> Result<(), Diagnostic> {
    print(&visible(&text.to_string()))
}

/// Prints a finding.
pub fn say_finding(diagnostic: &Diagnostic) -> Result<(), Diagnostic> {
    print(&format!("{}\n", render(diagnostic)))
}

fn print(text: &str) -> Result<(), Diagnostic> {
    let mut out = anstream::stdout();
    said(writeln!(out, "{text}").and_then(|()| out.flush()))
}

/// What came of printing. Who has read enough (`| head`) closes the pipe, and nothing is wrong.
pub fn said(printed: io::Result<()>) -> Result<(), Diagnostic> {
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let reason = match error.kind() {
                io::ErrorKind::StorageFull => "ディスクに空きがありません".to_owned(),
                _ => error.to_string(),
            };
            let message = format!("画面か、> の先のファイルに書き出せません（{reason}）。");
            Err(Diagnostic::new(Code::Unwritable, message)
                .hint("> の先のファイルに書き込めるか、ディスクに空きがあるか確かめてください。"))
        }
        _ => Ok(()),
    }
}

/// Prints a remark beside what was asked for. There is nowhere to say that it cannot be printed.
pub fn remark(text: impl Display) {
    let _ = writeln!(anstream::stderr(), "{}", visible(&text.to_string()));
}

/// Whether somebody sits at the terminal who can be asked.
pub fn is_attended() -> bool {
    io::stdin().is_terminal()
}

/// Asks for a line, without the white space around it. None, if there is nothing more to be read.
pub fn ask(question: impl Display) -> Option<String> {
    let mut out = anstream::stderr();
    let _ = write!(out, "{}: ", visible(&question.to_string())).and_then(|()| out.flush());
    let mut line = String::new();
    match io::stdin().read_line(&mut line) {
        Ok(1..) => Some(line.trim().to_owned()),
        Ok(0) | Err(_) => None,
    }
}

/// Prints what was found, beside what was asked for.
pub fn show(found: &Diagnostics) {
    for diagnostic in found.iter() {
        let _ = writeln!(anstream::stderr(), "{}\n", render(diagnostic));
    }
}

/// Prints why nothing is done, and tells the exit status.
pub fn refuse(found: &Diagnostics) -> ExitCode {
    show(found);
    status(found)
}

/// 0 clean, 1 the document has errors, 2 the program could not do its work.
pub fn status(found: &Diagnostics) -> ExitCode {
    match (found.has_errors(), found.iter().any(|diagnostic| diagnostic.code.is_stop())) {
        (false, _) => ExitCode::SUCCESS,
        (true, false) => ExitCode::from(1),
        (true, true) => ExitCode::from(2),
    }
}

/// Says where more is to be had about the codes that were found.
pub fn hint_at_explanations(found: &Diagnostics) {
    let codes: BTreeSet<&str> = found.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    if let Some(code) = codes.first() {
        remark(format_args!("符号の説明は「shinchoku explain {code}」のようにして読めます。"));
    }
}

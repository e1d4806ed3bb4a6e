//! `shinchoku explain`: what a code means, with an example of wrong and of right; and what the form knows of a field.

mod field;
mod topic;

use std::process::ExitCode;

use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics, Explanation};
use shinchoku::model::load_form;
use shinchoku::proof::Rule;

use crate::cli::Explain;
use crate::terminal::say;

/// What a person asks for who wants to see all fields.
const FIELDS: &str = "項目";

pub fn run(arguments: &Explain) -> Result<ExitCode, Diagnostics> {
    let Some(typed) = &arguments.subject else {
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
    if topic::explain(typed)? {
        return Ok(ExitCode::SUCCESS);
    }
    let form = load_form(&arguments.root);
    if typed == FIELDS {
        field::list(&form)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(found) = form.find(typed).or_else(|| form.printed_under(typed)) {
        field::explain(found, &form.labels)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    names.extend(form.all().flat_map(|field| [field.key(), form.labels.field(field)]));
    let unknown = Diagnostic::new(Code::Usage, format!("「{typed}」という符号も項目もありません。"));
    let unknown = unknown.hint_nearest(typed, names);
    Err(unknown
        .hint(format!(
            "shinchoku explain で、すべての符号が出ます。shinchoku explain {FIELDS} で、様式の項目が出ます。"
        ))
        .into())
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

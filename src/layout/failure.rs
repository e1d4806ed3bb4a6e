//! What a template has wrong, in words for the person who changes it.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

use super::{FILTERS, LayoutFiles};
use crate::diagnostics::{Code, Diagnostic, SourceFile, nearest};

/// An error of a template that was given some values. One inside an included template arrives wrapped in those of its includers;
/// the innermost says what is wrong.
pub(super) fn diagnostic(error: &Error, context: &Value, files: &LayoutFiles) -> Diagnostic {
    let mut innermost = error;
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(cause) = cause.downcast_ref::<Error>() {
            innermost = cause;
        }
        source = cause.source();
    }
    let detail = innermost.detail().map_or_else(|| innermost.kind().to_string(), str::to_owned);
    let message = match innermost.kind() {
        ErrorKind::SyntaxError => "ひな形の書き方に誤りがあります。",
        ErrorKind::UndefinedError => "ひな形が、本にない値を使おうとしています。",
        ErrorKind::TemplateNotFound => "ひな形が、layouts にないファイルを読み込もうとしています。",
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest => {
            "ひな形が、ない命令を使おうとしています。"
        }
        ErrorKind::OutOfFuel => "ひな形の繰り返しが多すぎて、終わりません。",
        _ => "ひな形を組み立てられません。",
    };
    let mut found = Diagnostic::new(Code::Template, message).label(&detail);
    let file: Option<Arc<SourceFile>> = innermost.name().and_then(|name| files.text(name).ok());
    found = match (&file, innermost.range(), innermost.line()) {
        (Some(file), Some(range), _) => found.at(&file.place(range)),
        (Some(file), None, Some(line)) => found.at(&file.line_place(line)),
        (Some(file), None, None) => found.in_file(file.path()),
        (None, ..) => found,
    };
    match innermost.kind() {
        ErrorKind::SyntaxError => match what_to_write(&detail) {
            Some(hint) => found.hint(hint),
            None => found,
        },
        ErrorKind::UndefinedError => {
            let line = file.zip(innermost.line()).map(|(file, line)| file.line_place(line).text().to_owned());
            let meant = line.and_then(|line| name_meant(&line, context));
            let found = match meant {
                Some(name) => found.hint(format!("「{name}」ではありませんか。")),
                None => found,
            };
            found.hint("使える値の名前は、手引きの「ひな形で使える値」にあります。ないこともある値は {% if … %} で確かめます。")
        }
        ErrorKind::UnknownFilter => {
            // 「filter txt is unknown」
            let typed = detail.split_whitespace().nth(1).unwrap_or_default();
            found.hint_nearest(typed, FILTERS)
        }
        _ => found,
    }
}

/// What to do about what minijinja cannot read.
fn what_to_write(detail: &str) -> Option<String> {
    if let Some(name) = detail.strip_prefix("unknown statement ") {
        return Some(format!(
            "「{name}」という命令はありません。{{% if %}}、{{% for %}}、{{% set %}}、{{% include %}} などを使えます。"
        ));
    }
    if detail.contains("unexpected end of ") {
        return Some("閉じ忘れています。{% if %} には {% endif %}、{% for %} には {% endfor %}、「{{」には「}}」、引用符には引用符が要ります。".to_owned());
    }
    let (unexpected, expected) = detail.strip_prefix("unexpected ")?.split_once(", expected ")?;
    Some(format!("「{unexpected}」の所には「{expected}」が要ります。"))
}

/// The name that most likely was meant on a line of a template with one that no value has.
fn name_meant(line: &str, context: &Value) -> Option<String> {
    let mut names = BTreeSet::new();
    collect_names(context, &mut names);
    let is_of_name = |sign: char| sign.is_alphanumeric() || sign == '_';
    let typed = line.split(|sign| !is_of_name(sign)).filter(|typed| !typed.is_empty());
    // Words of the templates' language are short; what is near to none of the names is one of them.
    let mut unknown = typed.filter(|typed| typed.len() > 2 && !names.contains(*typed));
    unknown.find_map(|typed| nearest(typed, names.iter().map(String::as_str)).map(str::to_owned))
}

/// The names of a value and of all in it.
fn collect_names(value: &Value, names: &mut BTreeSet<String>) {
    // The characters of a text are no values of their own.
    if !matches!(value.kind(), ValueKind::Map | ValueKind::Seq | ValueKind::Iterable) {
        return;
    }
    for item in value.try_iter().into_iter().flatten() {
        match value.kind() {
            ValueKind::Map => {
                names.extend(item.as_str().map(str::to_owned));
                if let Ok(below) = value.get_item(&item) {
                    collect_names(&below, names);
                }
            }
            _ => collect_names(&item, names),
        }
    }
}

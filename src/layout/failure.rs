//! What a template has wrong, in words for the person who changes it.

use std::ops::Range;
use std::sync::Arc;

use minijinja::value::Value;
use minijinja::{Error, ErrorKind};

use super::tags::{Unbalanced, is_word, unbalanced, word_meant};
use super::watched::Missed;
use super::{FILTERS, LayoutFiles};
use crate::diagnostics::{Code, Diagnostic, SourceFile, nearest};
use crate::language::script::ascii_meant;

/// How many names of a value are told where none is near.
const MOST_NAMES: usize = 12;

/// An error of a template that was given some values; `again` renders it once more with values that are watched.
pub(super) fn diagnostic(
    error: &Error,
    context: &Value,
    files: &LayoutFiles,
    again: impl FnOnce(Value) -> Option<Error>,
) -> Diagnostic {
    let innermost = innermost(error);
    let detail = innermost.detail().map_or_else(|| innermost.kind().to_string(), str::to_owned);
    let missing = Missing::of(&detail);
    let kind = if missing.is_some() { ErrorKind::UndefinedError } else { innermost.kind() };
    let message = match kind {
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
    match kind {
        ErrorKind::SyntaxError => unreadable(found, &detail, file.as_ref(), innermost.range()),
        ErrorKind::UndefinedError => {
            if let Some(missing) = missing {
                let missed = Missed::default();
                let watched = again(missed.watch(context.clone()));
                let is_same = watched.is_some_and(|error| self::innermost(&error).detail() == Some(&*detail));
                let names = if is_same { missed.names(missing.name) } else { Vec::new() };
                found = missing.told(found, innermost, files, &names);
            }
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

/// An error inside an included template arrives wrapped in those of its includers; the innermost says what is wrong.
fn innermost(error: &Error) -> &Error {
    let mut innermost = error;
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(cause) = cause.downcast_ref::<Error>() {
            innermost = cause;
        }
        source = cause.source();
    }
    innermost
}

/// What a template asked for that is not there, as minijinja tells it: 「`given.nmae` is undefined (from overview.typ.j2:4)」.
struct Missing<'a> {
    /// The last name, which the value before it does not have.
    name: &'a str,
    /// The file where it was asked for, unless it is the one where it was used.
    file: Option<&'a str>,
    /// The line, unless it is the one where it was used.
    line: Option<usize>,
}

impl<'a> Missing<'a> {
    fn of(detail: &'a str) -> Option<Self> {
        let (before, after) = detail.split_once("` is undefined")?;
        let (_, asked) = before.split_once('`')?;
        let name = asked.rsplit(['.', '[']).next()?.trim_matches(['"', ']']);
        // One that is worked out is not told.
        (!name.is_empty()).then_some(())?;
        let from = after.split_once("from ").map(|(_, from)| from.trim_end_matches(')'));
        let (file, line) = match from.map(|from| from.strip_prefix("line ").ok_or(from)) {
            Some(Ok(line)) => (None, line.parse().ok()),
            Some(Err(place)) => place.rsplit_once(':').map(|(file, line)| (Some(file), line.parse().ok()))?,
            None => (None, None),
        };
        Some(Self { name, file, line })
    }

    /// Where the name stands, and what could stand there.
    fn told(&self, found: Diagnostic, used: &Error, files: &LayoutFiles, names: &[String]) -> Diagnostic {
        let file = self.file.or(used.name()).and_then(|name| files.text(name).ok());
        let Some((file, line)) = file.zip(self.line.or(used.line())) else { return found };
        let line = file.line_place(line);
        // What is used on the line where it was asked for, stands before the end of what uses it.
        let end = used.range().filter(|_| self.line.is_none()).map(|range| range.end);
        let place = self.range_in(line.text(), end.map(|end| end.saturating_sub(line.range().start)));
        let place = place.map(|range| line.range().start + range.start..line.range().start + range.end);
        let found = found.at(&place.map_or(line, |range| file.place(range)));
        match nearest(self.name, names.iter().map(String::as_str)) {
            Some(name) => found.hint(format!("「{name}」ではありませんか。")),
            None if (1..=MOST_NAMES).contains(&names.len()) => {
                found.hint(format!("ここにある名前は「{}」です。", names.join("」「")))
            }
            None => found,
        }
    }

    /// The name on a line: the last before an end, if there is one.
    fn range_in(&self, line: &str, end: Option<usize>) -> Option<Range<usize>> {
        let is_of_name = |sign: char| sign.is_alphanumeric() || sign == '_';
        let ranges =
            line.match_indices(self.name).map(|(start, name)| start..start + name.len()).filter(|range| {
                !line[..range.start].ends_with(is_of_name) && !line[range.end..].starts_with(is_of_name)
            });
        let ranges: Vec<Range<usize>> = ranges.collect();
        let last = end.and_then(|end| ranges.iter().rfind(|range| range.end <= end));
        last.or(ranges.first()).cloned()
    }
}

/// What minijinja cannot read: where it goes wrong, and what to do about it.
fn unreadable(
    found: Diagnostic,
    detail: &str,
    file: Option<&Arc<SourceFile>>,
    range: Option<Range<usize>>,
) -> Diagnostic {
    let word = detail.strip_prefix("unknown statement ");
    let is_of_blocks = word.is_some() || detail.contains("unexpected end of input");
    if let Some(file) = file.filter(|_| is_of_blocks) {
        match unbalanced(file.text()) {
            Some(Unbalanced::Open { opener, before, holds_another }) if word.is_none_or(is_word) => {
                let end = format!("{{% end{} %}}", opener.word);
                let place = file.place(opener.range);
                let mut found = found.at(&place);
                found = found.hint(format!("この {{% {} … %}} が {end} で閉じていません。", opener.word));
                if let Some(before) = before {
                    let before = file.place(before.range);
                    let (line, text) = (before.start().line, before.text());
                    found = found.hint(format!("{line} 行目の {text} より前に {end} が要ります。"));
                }
                if holds_another {
                    found = found.hint(format!(
                        "中にある {{% {} … %}} のどれかの {end} を消したときも、こうなります。",
                        opener.word
                    ));
                }
                return found;
            }
            Some(Unbalanced::Stray(stray)) if word == Some(stray.word) => {
                let opener = stray.word.strip_prefix("end").unwrap_or("if");
                let hint = format!("これの前に、開いている {{% {opener} … %}} がありません。");
                return found.at(&file.place(stray.range)).hint(hint);
            }
            _ => {}
        }
    }
    if let Some(word) = word.filter(|word| is_word(word)) {
        return found.hint(format!("{{% {word} %}} は、ここには書けません。"));
    }
    if let Some(word) = word {
        let until =
            file.zip(range).map_or("", |(file, range)| file.text().get(..range.start).unwrap_or_default());
        let meant = word_meant(word, until).map(|meant| format!("「{meant}」ではありませんか。"));
        let found = found.hint(format!(
            "「{word}」という命令はありません。{{% if %}}、{{% for %}}、{{% set %}}、{{% include %}} などを使えます。"
        ));
        return match meant {
            Some(meant) => found.hint(meant),
            None => found,
        };
    }
    let wide = || wide_character(file?.text().get(range?.start..)?.chars().next()?);
    match what_to_write(detail).or_else(|| wide().filter(|_| detail == "unexpected character")) {
        Some(hint) => found.hint(hint),
        None => found,
    }
}

/// What to write for a character that cannot stand in a tag, if it is one that an input method has put there.
fn wide_character(typed: char) -> Option<String> {
    let meant = ascii_meant(typed)?;
    Some(if typed.is_whitespace() {
        "全角の空白があります。半角の空白に直してください。".to_owned()
    } else {
        format!("「{typed}」は、ここには書けません。半角の「{meant}」に直してください。")
    })
}

/// What closes a tag, as minijinja calls it.
const CLOSING: [(&str, &str); 2] = [("end of block", "%}"), ("end of variable block", "}}")];

/// What to do about what minijinja did not expect.
fn what_to_write(detail: &str) -> Option<String> {
    if detail.contains("unexpected end of ") {
        return Some("閉じ忘れています。{% if %} には {% endif %}、{% for %} には {% endfor %}、「{{」には「}}」、引用符には引用符が要ります。".to_owned());
    }
    let (unexpected, expected) = detail.strip_prefix("unexpected ")?.split_once(", expected ")?;
    let expected = CLOSING.iter().find(|(name, _)| *name == expected).map_or(expected, |(_, sign)| sign);
    Some(format!("「{}」の所には「{expected}」が要ります。", unexpected.trim_matches('`')))
}

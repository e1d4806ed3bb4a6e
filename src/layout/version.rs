//! Whether a council's copies of our layout files still go with the program.
//!
//! A layout file says in its first line of which version it is (`ひな形の版: 2`). The number of one of ours goes up when a copy
//! of what it was no longer works with the other files or the program. Those of the first year say nothing: they are of version 1.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, SourceFile, file_name};
use crate::folder::LAYOUTS;
use crate::language::script::to_half_width;

/// What stands before the number.
const MARK: &str = "ひな形の版:";

/// The version of a file that does not say.
const FIRST: u32 = 1;

/// Tells of a council's file that has the name of one of ours and is of another version.
pub(super) fn check(copy: &Arc<SourceFile>, ours: &str) -> Result<(), Diagnostic> {
    let (version, wanted) = (version(copy.text()), version(ours));
    let unsaid = if version == FIRST { "（「ひな形の版」の印がない）" } else { "" };
    let label = format!("版 {version} のひな形{unsaid}。このプログラムのものは版 {wanted}");
    match version.cmp(&wanted) {
        Ordering::Equal => Ok(()),
        Ordering::Less => {
            let name = file_name(copy.path().strip_prefix(LAYOUTS).unwrap_or(copy.path()));
            Err(old(copy, &label)
                .hint(format!(
                    "このファイルを layouts の外へ移し、「shinchoku layouts {name}」で写し直して、替えた所をもう一度直してください。"
                ))
                .hint("layouts の外へ移すだけで、もとの見た目で作れます。"))
        }
        Ordering::Greater => {
            let message = "このプログラムより新しい版のひな形なので、使えません。";
            Err(at_mark(copy, message, &label).hint("新しいプログラムを使ってください。"))
        }
    }
}

/// Tells of a council's copy of a file that we no longer have.
pub(super) fn gone(copy: &Arc<SourceFile>) -> Diagnostic {
    old(copy, "版 1 のひな形。今はいくつかのファイルに分かれています")
        .hint("替えた所のあるファイルだけを、「shinchoku layouts theme.typ」のように写し、同じように直してください。")
        .hint("色・書体・文字の大きさ・枠の高さは theme.typ、表紙は cover.typ、前文は foreword.typ、全体の評価は index.typ、シートの升の並びは sheet.typ です。")
        .hint("このファイルは layouts の外へ移してください。移すだけで、もとの見た目で作れます。")
}

/// What a file is for: the first sentence of what it says under its version. One that says no version is the program's own.
pub(super) fn purpose(text: &str) -> Option<&str> {
    let mut lines = text.lines();
    lines.next().filter(|first| first.contains(MARK))?;
    let said = lines.find_map(|line| {
        let line = line.trim_start();
        ["// ", "{#- ", "/* "].iter().find_map(|mark| line.strip_prefix(mark))
    })?;
    said.split('。').next()
}

fn old(copy: &Arc<SourceFile>, label: &str) -> Diagnostic {
    at_mark(copy, "前の版のプログラムから写したひな形なので、使えません。", label)
}

/// A finding where the version stands, or should.
fn at_mark(copy: &Arc<SourceFile>, message: &str, label: &str) -> Diagnostic {
    Diagnostic::new(Code::OldLayout, message).at(&copy.line_place(1)).label(label)
}

/// The version that a file says. Whoever writes it by hand may write it full-width.
fn version(text: &str) -> u32 {
    let line: String = text.lines().next().unwrap_or_default().chars().map(to_half_width).collect();
    let said = line.split_once(MARK).and_then(|(_, rest)| {
        let digits = rest.trim_start();
        let end = digits.find(|character: char| !character.is_ascii_digit()).unwrap_or(digits.len());
        digits[..end].parse().ok()
    });
    said.unwrap_or(FIRST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_however_it_is_typed() {
        for text in ["// ひな形の版: 12\n", "{#- ひな形の版:12 -#}", "\u{feff}{# ひな形の版：　１２ #}一\r\n"]
        {
            assert_eq!(version(text), 12, "{text}");
        }
        for text in ["", "// 冊子の見た目。\n// ひな形の版: 12\n", "// ひな形の版:"] {
            assert_eq!(version(text), FIRST, "{text}");
        }
    }
}

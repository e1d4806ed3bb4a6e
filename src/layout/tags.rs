//! The tags of a template, as far as is needed to say which of them is not closed.

use std::ops::Range;

use crate::diagnostics::nearest;

/// A statement, `{% … %}`.
#[derive(Debug, Clone)]
pub(super) struct Statement<'a> {
    /// With its brackets.
    pub range: Range<usize>,
    /// The word that it begins with.
    pub word: &'a str,
    /// What comes after the word.
    rest: &'a str,
}

/// What is wrong with how the statements of a template close each other.
#[derive(Debug)]
pub(super) enum Unbalanced<'a> {
    /// A statement that is closed neither before this one nor before the end.
    Open { opener: Statement<'a>, before: Option<Statement<'a>>, holds_another: bool },
    /// One that closes, or parts, what was not opened.
    Stray(Statement<'a>),
}

/// The statements with something between them and their end.
const BLOCKS: [&str; 9] = ["if", "for", "macro", "set", "with", "filter", "call", "block", "autoescape"];

/// The other words that statements begin with.
const WORDS: [&str; 10] =
    ["else", "elif", "include", "import", "from", "extends", "do", "break", "continue", "raw"];

impl Statement<'_> {
    /// Whether it has to be closed: `{% set a = b %}` is whole.
    fn opens(&self) -> bool {
        BLOCKS.contains(&self.word) && (self.word != "set" || !self.rest.contains('='))
    }

    /// What its end would close.
    fn closes(&self) -> Option<&str> {
        self.word.strip_prefix("end").filter(|word| BLOCKS.contains(word))
    }
}

/// Whether statements begin with a word.
pub(super) fn is_word(word: &str) -> bool {
    WORDS.contains(&word) || BLOCKS.contains(&word.strip_prefix("end").unwrap_or(word))
}

/// The word of a statement that most likely was meant by one that is none, in a template up to there.
pub(super) fn word_meant(typed: &str, template: &str) -> Option<String> {
    // What other languages have for it.
    if ["elseif", "elsif"].contains(&typed) {
        return Some("elif".to_owned());
    }
    if typed == "end" {
        let open = open_at(template)?;
        return Some(format!("end{}", open.word));
    }
    let words = BLOCKS.iter().chain(&WORDS).map(|word| (*word).to_owned());
    let words: Vec<String> = words.chain(BLOCKS.iter().map(|word| format!("end{word}"))).collect();
    nearest(typed, words.iter().map(String::as_str)).map(str::to_owned)
}

/// The statement that the end of a template stands in.
fn open_at(template: &str) -> Option<Statement<'_>> {
    match unbalanced(template)? {
        Unbalanced::Open { opener, before: None, .. } => Some(opener),
        _ => None,
    }
}

/// The first statement that is not closed, or closes nothing.
pub(super) fn unbalanced(template: &str) -> Option<Unbalanced<'_>> {
    // With each, whether another of its kind has stood in it.
    let mut open: Vec<(Statement<'_>, bool)> = Vec::new();
    for statement in statements(template) {
        if let Some(closed) = statement.closes() {
            match open.pop() {
                Some((opener, _)) if opener.word == closed => {
                    if let Some((outer, holds_another)) = open.last_mut() {
                        *holds_another |= outer.word == opener.word;
                    }
                }
                Some((opener, holds_another)) if open.iter().any(|(outer, _)| outer.word == closed) => {
                    return Some(Unbalanced::Open { opener, before: Some(statement), holds_another });
                }
                _ => return Some(Unbalanced::Stray(statement)),
            }
        } else if statement.opens() {
            open.push((statement, false));
        } else if ["else", "elif"].contains(&statement.word) {
            match open.last() {
                Some((opener, _))
                    if opener.word == "if" || opener.word == "for" && statement.word == "else" => {}
                _ => return Some(Unbalanced::Stray(statement)),
            }
        }
    }
    let (opener, holds_another) = open.pop()?;
    Some(Unbalanced::Open { opener, before: None, holds_another })
}

/// The statements of a template. Comments, and what stands between `{% raw %}` and its end, have none.
fn statements(template: &str) -> impl Iterator<Item = Statement<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + template[at..].find("{%").into_iter().chain(template[at..].find("{#")).min()?;
            let is_comment = template[start..].starts_with("{#");
            let end = start + 2 + template[start + 2..].find(if is_comment { "#}" } else { "%}" })?;
            at = end + 2;
            if is_comment {
                continue;
            }
            let inside = template[start + 2..end].trim_matches(['-', '+']).trim();
            let length = inside.find(|sign: char| !(sign.is_alphanumeric() || sign == '_'));
            let (word, rest) = inside.split_at(length.unwrap_or(inside.len()));
            if word == "raw" {
                at += template[at..].find("endraw")?;
                at += template[at..].find("%}")? + 2;
                continue;
            }
            return Some(Statement { range: start..at, word, rest });
        }
    })
}

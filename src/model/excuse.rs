//! 校正除外: what the proofreader shall not say about a file, and why.

use std::ops::Range;
use std::sync::Arc;

use super::edit::{Change, Edits, Item, Step, items};
use super::mapping::{Mapping, Text};
use super::yaml::{Kind, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, SourceFile, Spanned};
use crate::form::{Field, Form, Level};

/// One excuse of a file: the finding is known, and right as it is.
#[derive(Debug)]
pub struct Excuse {
    /// 符号: the code of the finding.
    pub code: Spanned<Code>,
    /// 箇所: the words that it is about, as they stand in the file; all of the file, if there are none.
    pub words: Option<Text>,
    /// 理由: for those who read the file later.
    pub reason: Text,
}

/// The key of the code.
pub(super) const CODE: &str = "符号";

/// The key of the words.
pub(super) const WORDS: &str = "箇所";

/// The key of the reason.
pub(super) const REASON: &str = "理由";

/// A finding that is excused, as it is written to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExcusedFinding<'a> {
    /// 符号.
    pub code: Code,
    /// 箇所.
    pub words: Option<&'a str>,
}

impl ExcusedFinding<'_> {
    /// Whether it is that which is found at a place.
    #[must_use]
    pub fn is_at(&self, place: &Place) -> bool {
        let Range { start, end } = place.range();
        self.words.is_none_or(|words| {
            let mut all = place.source().text().match_indices(words);
            all.any(|(at, words)| at < end.max(start + 1) && start < at + words.len())
        })
    }
}

/// The words by which a place is known in its file, though lines move: what stands there, or its beginning. A figure or
/// a letter has with it what it is written together with. Nothing, if there are none that can be read.
#[must_use]
pub fn words_at(place: &Place) -> Option<&str> {
    const LEAST: usize = 3;
    const MOST: usize = 20;
    const BESIDE: usize = 4;
    let text = place.source().text();
    let line = place.first_line().range();
    let is_joined = |character: &char| character.is_alphanumeric();
    let length = |characters: &mut dyn Iterator<Item = char>| {
        characters.take_while(is_joined).take(BESIDE).map(char::len_utf8).sum::<usize>()
    };
    let words = if text[line.clone()].trim().chars().count() < LEAST {
        let before = length(&mut text[..line.start].chars().rev());
        let after = length(&mut text[line.end..].chars());
        &text[line.start - before..line.end + after]
    } else {
        &text[line]
    };
    let words = words.trim();
    let end = words.char_indices().nth(MOST).map_or(words.len(), |(at, _)| at);
    let words = words[..end].trim_end();
    (!words.is_empty() && !words.contains(char::is_control)).then_some(words)
}

impl Excuse {
    /// What it is about.
    #[must_use]
    pub fn excused(&self) -> ExcusedFinding<'_> {
        ExcusedFinding { code: self.code.value, words: self.words.as_ref().map(|words| words.value.as_str()) }
    }

    /// Adds an excuse to a file, which is that of a measure or a record, by its level.
    ///
    /// # Errors
    /// As [`Edits::make`].
    pub fn write(
        edits: &mut Edits,
        form: &Form,
        (file, level): (&Arc<SourceFile>, Level),
        ExcusedFinding { code, words }: ExcusedFinding<'_>,
        reason: &str,
    ) -> Result<(), Diagnostic> {
        let order: Vec<&str> = form.fields(level).map(Field::key).collect();
        let excuses = Field::Excuses.key();
        let current = edits.get(file.path()).unwrap_or(file).clone();
        let last = items(&current, excuses)?.len();
        let item = Item::Entry(CODE, code.as_str());
        edits.make(file, &[Step::Key(excuses)], Change::Append { item, order: &order })?;
        for (key, text) in words.map(|words| (WORDS, words)).into_iter().chain([(REASON, reason)]) {
            let said = Change::Set { text, order: &[CODE, WORDS, REASON] };
            edits.make(file, &[Step::Key(excuses), Step::Item(last), Step::Key(key)], said)?;
        }
        Ok(())
    }

    /// Takes all that excuse the same out of a file.
    ///
    /// # Errors
    /// As [`Edits::make`].
    pub fn withdraw(
        edits: &mut Edits,
        file: &Arc<SourceFile>,
        excused: ExcusedFinding<'_>,
    ) -> Result<(), Diagnostic> {
        let excuses = Field::Excuses.key();
        for (index, item) in items(file, excuses)?.iter().enumerate().rev() {
            if is_about(item, excused) {
                edits.clear(file, &[Step::Key(excuses), Step::Item(index)])?;
            }
        }
        Ok(())
    }

    /// Reads 校正除外 of a file.
    pub(super) fn read_all(mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Vec<Self> {
        Self::read_list(Field::Excuses.key(), mapping, diagnostics)
    }

    /// Reads the excuses under a key.
    pub(super) fn read_list(
        key: &'static str,
        mapping: &Mapping<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Self> {
        let nodes = mapping.list(key, diagnostics);
        nodes.iter().filter_map(|node| Self::read(node, diagnostics)).collect()
    }

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let Kind::Scalar(typed) = &node.kind {
            let example = Code::meant(typed).unwrap_or(Code::Sum);
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, "符号に「理由」がありません。")
                    .at(&node.place)
                    .hint(format!("{{符号: {example}, 理由: …}} と、理由を添えて書いてください。")),
            );
            return None;
        }
        let mapping = Mapping::of(node, diagnostics)?;
        let typed = mapping.require_text(CODE, diagnostics);
        let words = mapping.text(WORDS, diagnostics);
        let reason = mapping.require_text(REASON, diagnostics);
        mapping.finish(diagnostics);
        let typed = typed?;
        let code = diagnostics.take(code(&typed))?;
        Some(Self { code: Spanned::new(code, typed.place), words, reason: reason? })
    }
}

/// Whether an item of the list excuses this.
fn is_about(item: &Node, excused: ExcusedFinding<'_>) -> bool {
    let Kind::Mapping(entries) = &item.kind else { return false };
    let typed = |wanted: &str| {
        entries.iter().find(|(key, _)| key.value == wanted).and_then(|(_, node)| match &node.kind {
            Kind::Scalar(typed) => Some(typed.as_str()),
            _ => None,
        })
    };
    typed(CODE).and_then(Code::find) == Some(excused.code) && typed(WORDS) == excused.words
}

fn code(typed: &Text) -> Result<Code, Diagnostic> {
    Code::find(&typed.value).filter(|code| code.is_proofreading()).ok_or_else(|| {
        let excusable = Code::ALL.iter().filter(|code| code.is_proofreading());
        Diagnostic::new(Code::BadValue, format!("「{}」は校正の符号ではありません。", typed.value))
            .at(&typed.place)
            .hint_nearest(&typed.value, excusable.map(|code| code.as_str()))
            .hint("校正の注意に付いている、W で始まる符号を書いてください（例: W0641）。")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_by_words_that_tell_it_apart() {
        for (text, found, words) in [
            ("成果: 参加者は30人（50％）", "50％", Some("50％")),
            ("成果: 相談12件と", "12", Some("相談12件と")),
            ("成果: 「〇」です。", "〇", Some("〇")),
            (
                "成果: |-\n  一行目です。\n  二行目です。",
                "一行目です。\n  二行目です。",
                Some("一行目です。"),
            ),
            (
                "成果: あいうえおかきくけこさしすせそたちつてとなに",
                "あいうえおかきくけこさしすせそたちつてとなに",
                Some("あいうえおかきくけこさしすせそたちつてと"),
            ),
            ("成果: 講座\tです", "講座\tです", None),
            ("成果: 　　　", "　　　", None),
        ] {
            let source = SourceFile::new("data/records/R7/a.yaml", text);
            let start = text.find(found).expect("the place is in the text");
            let place = source.place(start..start + found.len());
            assert_eq!(words_at(&place), words, "{text}");
            let excused = ExcusedFinding { code: Code::Sum, words };
            assert!(excused.is_at(&place), "{text}");
        }
    }
}

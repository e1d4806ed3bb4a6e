//! 校正除外: what the proofreader shall not say about a file, and why.

use std::sync::Arc;

use super::edit::{Change, Edits, Item, Step, items};
use super::mapping::{Mapping, Text};
use super::yaml::{Kind, Node};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, SourceFile, Spanned};
use crate::form::{Field, Form, Level};

/// One excuse of a file: the finding is known, and right as it is.
#[derive(Debug)]
pub struct Excuse {
    /// 符号: the code of the finding.
    pub code: Spanned<Code>,
    /// 理由: for those who read the file later.
    pub reason: Text,
}

/// The key of the code.
pub(super) const CODE: &str = "符号";

/// The key of the reason.
pub(super) const REASON: &str = "理由";

impl Excuse {
    /// Adds an excuse to a file, which is that of a measure or a record, by its level.
    ///
    /// # Errors
    /// As [`Edits::make`].
    pub fn write(
        edits: &mut Edits,
        form: &Form,
        (file, level): (&Arc<SourceFile>, Level),
        code: Code,
        reason: &str,
    ) -> Result<(), Diagnostic> {
        let order: Vec<&str> = form.fields(level).map(Field::key).collect();
        let excuses = Field::Excuses.key();
        let current = edits.get(file.path()).unwrap_or(file).clone();
        let last = items(&current, excuses)?.len();
        let item = Item::Entry(CODE, code.as_str());
        edits.make(file, &[Step::Key(excuses)], Change::Append { item, order: &order })?;
        let said = Change::Set { text: reason, order: &[CODE, REASON] };
        edits.make(file, &[Step::Key(excuses), Step::Item(last), Step::Key(REASON)], said)
    }

    /// Takes all that excuse a code out of a file.
    ///
    /// # Errors
    /// As [`Edits::make`].
    pub fn withdraw(edits: &mut Edits, file: &Arc<SourceFile>, code: Code) -> Result<(), Diagnostic> {
        let excuses = Field::Excuses.key();
        for (index, item) in items(file, excuses)?.iter().enumerate().rev() {
            if excuses_code(item) == Some(code) {
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
        let reason = mapping.require_text(REASON, diagnostics);
        mapping.finish(diagnostics);
        let typed = typed?;
        let code = diagnostics.take(code(&typed))?;
        Some(Self { code: Spanned::new(code, typed.place), reason: reason? })
    }
}

/// The code of an item.
fn excuses_code(item: &Node) -> Option<Code> {
    let Kind::Mapping(entries) = &item.kind else { return None };
    let (_, node) = entries.iter().find(|(key, _)| key.value == CODE)?;
    match &node.kind {
        Kind::Scalar(typed) => Code::find(typed),
        _ => None,
    }
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

//! What a rule is, and what it finds.

use std::ops::Range;

use super::facts::Facts;
use super::prose::Prose;
use crate::diagnostics::{Certainty, Code, Diagnostic, Fix, Place};
use crate::form::Field;
use crate::language::script::code_points;

/// One thing that a careful reader looks for.
#[derive(Debug)]
pub struct Rule {
    /// The code of its findings.
    pub code: Code,
    /// What is looked for, in a few words.
    pub title: &'static str,
    /// What is looked for, why, and what to do, for people in an office.
    pub explanation: &'static str,
    /// What it finds; see `examples.rs` for how an example is written.
    pub wrong: &'static [&'static str],
    /// What looks alike and is right.
    pub right: &'static [&'static str],
    /// How it looks.
    pub(super) check: Check,
}

/// How much a rule has to see at once.
#[derive(Debug)]
pub(super) enum Check {
    /// How the characters of a text are typed. What is certain is mended before the other rules read the text.
    Typing(fn(&Prose<'_>) -> Vec<Finding>),
    /// One text is enough.
    Text(fn(&Prose<'_>) -> Vec<Finding>),
    /// The whole booklet, and the years before.
    Booklet(fn(&Facts<'_>, &mut Findings<'_>)),
}

/// Something wrong in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// Which bytes of the text.
    pub range: Range<usize>,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to do, if the message does not say.
    pub hint: Option<String>,
    /// What has to stand there instead, where that is known or likely.
    pub replacement: Option<(String, Certainty)>,
}

impl Finding {
    /// Something wrong at a range of a text.
    pub fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), hint: None, replacement: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says what has to stand there, whatever the sentence means: `check --fix` writes it, except inside an identifier. Only for
    /// the rules of typing.
    #[must_use]
    pub fn fix(mut self, replacement: impl Into<String>) -> Self {
        self.replacement = Some((replacement.into(), Certainty::Certain));
        self
    }

    /// Says what most likely has to stand there; a person decides.
    #[must_use]
    pub fn propose(mut self, replacement: impl Into<String>) -> Self {
        self.replacement = Some((replacement.into(), Certainty::Proposed));
        self
    }

    /// What is certain to be right there.
    pub fn certain(&self, prose: &Prose<'_>) -> Option<&str> {
        let (right, _) =
            self.replacement.as_ref().filter(|(_, certainty)| *certainty == Certainty::Certain)?;
        // Where the file spells the text in another way, nobody may write there but a person. Grades are named by their marks
        // in other files.
        let may_write = prose.place(&self.range).is_some() && prose.cell.field != Field::Scale;
        (may_write && !prose.is_in_identifier(&self.range)).then_some(right)
    }
}

/// Takes what a rule finds.
#[derive(Debug)]
pub(super) struct Findings<'r> {
    rule: &'r Rule,
    found: Vec<Diagnostic>,
}

impl<'r> Findings<'r> {
    pub(super) fn of(rule: &'r Rule) -> Self {
        Self { rule, found: Vec::new() }
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Something wrong in a text of the booklet.
    pub fn in_text(&mut self, prose: &Prose<'_>, finding: Finding) {
        let is_certain = finding.certain(prose).is_some();
        let Finding { range, message, hint, replacement } = finding;
        let exact = prose.place(&range);
        let mut diagnostic = self.diagnostic(message).at(&prose.told_at(&range));
        diagnostic.hints.extend(hint);
        if let Some((right, _)) = &replacement {
            diagnostic.hints.extend(code_points(prose.part(&range), right));
        }
        let replacement = replacement.filter(|_| prose.cell.field != Field::Scale && prose.is_whole(&range));
        if let (Some(place), Some((replacement, _))) = (exact, replacement) {
            let certainty = if is_certain { Certainty::Certain } else { Certainty::Proposed };
            diagnostic = diagnostic.fix(Fix { place, replacement, certainty });
        }
        if let Some(page) = prose.page {
            diagnostic = diagnostic.about(page, prose.cell);
        }
        self.found.push(diagnostic);
    }

    /// Something wrong with a value of a sheet that is not a text: a grade, a number of 指標.
    pub fn value(&mut self, page: u32, field: Field, place: &Place, message: impl Into<String>, hint: &str) {
        self.found.push(self.diagnostic(message.into()).at(place).about(page, field).hint(hint));
    }

    pub(super) fn unneeded(&mut self, page: Option<u32>, place: &Place, message: String) {
        let diagnostic = self.diagnostic(message).at(place).hint("この行を消してください。");
        self.found.push(match page {
            Some(page) => diagnostic.about(page, Field::Excuses),
            None => diagnostic,
        });
    }

    fn diagnostic(&self, message: String) -> Diagnostic {
        Diagnostic::new(self.rule.code, message)
    }
}

//! What can be said to whoever wrote a value that may not be there.

use crate::diagnostics::Diagnostic;

/// Where a value is written, and so what can be done by whoever is told that it is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WrittenIn {
    /// A file of the records: the plan and its form are beside it, and so is the key of a unit.
    File,
    /// A cell of a form, which has nothing but its own value.
    Form,
}

impl WrittenIn {
    /// Says of a value that is none of some words what to do: where these are decided, or, to those who cannot look there, which
    /// they are.
    pub(super) fn one_of(self, wrong: Diagnostic, decided: &str, words: &[&str]) -> Diagnostic {
        match self {
            Self::File => wrong.hint(decided),
            Self::Form => wrong.hint(format!("{} のどれかにしてください。", words.join("・"))),
        }
    }
}

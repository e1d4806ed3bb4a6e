//! What a careful reader would notice before the booklet is printed: the engine that runs the rules, and the rules (`rules/`).
//!
//! A rule looks at one text, or at the `Facts` of the whole booklet. What it finds has a place in the file,
//! down to the characters where the file has the text as it is printed.

#[cfg(test)]
mod examples;
mod excuses;
mod facts;
mod mend;
mod prose;
mod rule;
mod rules;

pub use mend::mend;
pub use rule::Rule;

use rayon::prelude::*;

use facts::Facts;
use rule::{Check, Findings};

use crate::book::Book;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::model::Model;

/// The rules group by group, which is the order of their codes.
static GROUPS: [&[&Rule]; 8] = [
    rules::notation::RULES,
    rules::figures::RULES,
    rules::evaluation::RULES,
    rules::years::RULES,
    rules::wording::RULES,
    &[&excuses::UNNEEDED],
    rules::agreement::RULES,
    rules::dates::RULES,
];

impl Rule {
    /// All of them, in the order of their codes.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        GROUPS.into_iter().flatten().copied()
    }

    /// The rule with a code.
    #[must_use]
    pub fn find(code: Code) -> Option<&'static Self> {
        Self::all().find(|rule| rule.code == code)
    }

    fn run(&self, facts: &Facts<'_>) -> Vec<Diagnostic> {
        let mut findings = Findings::of(self);
        match self.check {
            Check::Text(check) => {
                for prose in &facts.texts {
                    for finding in check(prose) {
                        findings.in_text(prose, finding);
                    }
                }
            }
            Check::Booklet(check) => check(facts, &mut findings),
        }
        findings.into_diagnostics()
    }
}

/// Reads the year's booklet as a careful colleague would. The findings come in page order, without those that the files excuse.
#[must_use]
pub fn proofread(model: &Model, book: &Book<'_>) -> Diagnostics {
    let facts = Facts::new(model, book);
    let rules: Vec<&Rule> = Rule::all().collect();
    let found = rules.par_iter().flat_map_iter(|rule| rule.run(&facts)).collect();
    let mut found = excuses::apply(&facts, found);
    found.sort_by_cached_key(|diagnostic| {
        let page = diagnostic.subject.as_ref().map_or(0, |subject| subject.sheet);
        let place = match &diagnostic.location {
            Location::Place(place) => Some((place.source().path().to_owned(), place.range().start)),
            Location::File(path) => Some((path.clone(), 0)),
            Location::None => None,
        };
        (page, place, diagnostic.code)
    });
    found.into_iter().collect()
}

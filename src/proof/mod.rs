//! What a careful reader would notice before the booklet is printed: the engine that runs the rules, and the rules (`rules/`).
//!
//! A rule looks at one text, or at the `Facts` of the whole booklet. What it finds has a place in the file,
//! down to the characters where the file has the text as it is printed.

mod corpus;
#[cfg(test)]
mod examples;
mod excuses;
mod facts;
mod mend;
mod mended;
mod mended_text;
mod names;
mod prose;
mod rule;
mod rules;

pub use mend::{accept, mend};
pub use rule::Rule;

use rayon::prelude::*;

use facts::Facts;
use rule::{Check, Findings};

use crate::book::Book;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::language::words;
use crate::model::Model;

/// The rules group by group, each in the order of its codes.
static GROUPS: [&[&Rule]; 11] = [
    rules::notation::RULES,
    rules::figures::RULES,
    rules::evaluation::RULES,
    rules::years::RULES,
    rules::wording::RULES,
    &[&excuses::UNNEEDED],
    rules::agreement::RULES,
    rules::dates::RULES,
    rules::grammar::RULES,
    rules::vocabulary::RULES,
    rules::pasted::RULES,
];

impl Rule {
    /// All of them, group by group.
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
                let found: Vec<_> = facts.texts.par_iter().map(check).collect();
                for (prose, found) in facts.texts.iter().zip(found) {
                    for finding in found {
                        findings.in_text(prose, finding);
                    }
                }
            }
            Check::Booklet(check) => check(facts, &mut findings),
            // These have looked before the texts were read.
            Check::Typing(_) => {}
        }
        findings.into_diagnostics()
    }
}

/// Unpacks the dictionary while something else is done; [`proofread`] waits for it.
pub fn get_ready() {
    words::load();
}

/// Reads the year's booklet as a careful colleague would, by the rules that the council goes by. The findings come in page order,
/// without those that the files excuse.
#[must_use]
pub fn proofread(model: &Model, book: &Book<'_>) -> Diagnostics {
    let typed = Facts::new(model, book);
    let rules: Vec<&'static Rule> =
        Rule::all().filter(|rule| model.plan.house_style.wants(rule.code)).collect();
    let (mut found, mended) = mended::mend_texts(&typed, &rules);
    let facts = typed.read_as(&mended);
    found.par_extend(rules.par_iter().flat_map_iter(|rule| rule.run(&facts)));
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

//! What a careful reader would notice before the booklet is printed. One file a rule, or a few rules of one subject.
//!
//! A rule looks at one text, or at the `Facts` of the whole booklet. What it finds has a place in the file,
//! down to the characters where the file has the text as it is printed.

mod brackets;
mod change;
mod characters;
mod checklist;
mod consistency;
mod dashes;
mod entries;
#[cfg(test)]
mod examples;
mod excuses;
mod facts;
mod grades;
mod indicators;
mod listing;
mod markdown;
mod mend;
mod number;
mod numbering;
mod odd_characters;
mod prose;
mod punctuation;
mod quantity;
mod ratio;
mod rule;
mod sentences;
mod separators;
mod spaces;
mod spelling;
mod sum;
mod units;
mod widths;
mod years;

pub use characters::characters;
pub use checklist::{Checklist, Item, SectionList};
pub use listing::{Group, Heading, Sheets};
pub use markdown::to_markdown;
pub use mend::mend;
pub use rule::Rule;

use rayon::prelude::*;

use facts::Facts;
use rule::{Check, Findings};

use crate::book::Book;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location};
use crate::model::Model;

/// All rules, in the order of their codes.
pub const RULES: &[&Rule] = &[
    &widths::MIXED_DIGITS,
    &widths::DIGIT_STYLE,
    &widths::HALF_WIDTH_KATAKANA,
    &widths::LATIN_WIDTH,
    &separators::SEPARATORS,
    &brackets::BRACKETS,
    &spaces::SPACES,
    &punctuation::PUNCTUATION,
    &punctuation::MISSING_STOP,
    &sentences::PLAIN_STYLE,
    &spelling::KATAKANA,
    &dashes::DASHES,
    &odd_characters::ODD_CHARACTERS,
    &spelling::TWO_SPELLINGS,
    &spelling::WORD_LIST,
    &units::MISSING_UNIT,
    &sum::SUM,
    &ratio::RATIO,
    &ratio::CUT_OFF,
    &change::CHANGE,
    &consistency::TWO_UNITS,
    &consistency::TWO_VALUES,
    &indicators::ACTUAL,
    &indicators::TARGET,
    &sum::LIST_COUNT,
    &grades::TOO_GOOD,
    &grades::TOO_BAD,
    &grades::REVIEW,
    &grades::REASON,
    &grades::FELL,
    &grades::LOWERED,
    &years::COPIED,
    &years::OTHER_YEAR,
    &years::THIS_YEAR,
    &years::PLAN_ENDED,
    &numbering::TYPED_NUMBER,
    &numbering::NUMBER_GAP,
    &sentences::DOUBLED,
    &sentences::WRONG_WORD,
    &sentences::LONG_SENTENCE,
    &entries::TOO_SHORT,
    &entries::PERSONAL,
    &entries::FIRST_PERSON,
    &excuses::UNNEEDED,
];

impl Rule {
    /// The rule with a code.
    #[must_use]
    pub fn find(code: Code) -> Option<&'static Self> {
        RULES.iter().copied().find(|rule| rule.code == code)
    }

    fn run(&self, facts: &Facts<'_>) -> Vec<Diagnostic> {
        let mut findings = Findings::of(self);
        match self.check {
            Check::Text(check) => {
                for prose in &facts.texts {
                    for slip in check(prose) {
                        findings.slip(prose, slip);
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
    let found = RULES.par_iter().flat_map_iter(|rule| rule.run(&facts)).collect();
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

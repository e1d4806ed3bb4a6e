//! A text as it is once what is certain is mended.
//!
//! The rules of how characters are typed look at a text as it stands in the file. All others read it as `check --fix` would leave
//! it: so they say the same before and after, and no width of a digit hides a word from them.

use std::ops::Range;

use rayon::prelude::*;

use super::excuses::Excused;
use super::facts::Facts;
use super::mended_text::MendedText;
use super::prose::Prose;
use super::rule::{Check, Findings, Rule};
use crate::diagnostics::Diagnostic;

/// How often a text is read again with what was mended; the width of one number may depend on those of the others.
const ROUNDS: usize = 4;

/// What the rules of typing find, and each text that they mend as it is to be read.
pub(super) fn mend_texts(
    facts: &Facts<'_>,
    rules: &[&'static Rule],
) -> (Vec<Diagnostic>, Vec<Option<MendedText>>) {
    let excused = Excused::of(facts);
    let of_texts = facts.texts.par_iter().map(|prose| {
        let mut found = Vec::new();
        let mut parts = typing(prose, rules, &excused, Some(&mut found));
        let mut reading: Option<MendedText> = None;
        for _ in 0..ROUNDS {
            if parts.is_empty() {
                break;
            }
            let mut next = reading.take().unwrap_or_else(|| MendedText::of(prose.as_str()));
            next.replace(parts);
            parts = typing(&prose.read_as(&next), rules, &excused, None);
            reading = Some(next);
        }
        (found, reading)
    });
    let (found, readings): (Vec<Vec<Diagnostic>>, Vec<Option<MendedText>>) = of_texts.unzip();
    (found.into_iter().flatten().collect(), readings)
}

/// What is certain in a text, in order and apart.
fn typing(
    prose: &Prose<'_>,
    rules: &[&'static Rule],
    excused: &Excused<'_>,
    mut found: Option<&mut Vec<Diagnostic>>,
) -> Vec<(Range<usize>, String)> {
    let mut parts: Vec<(Range<usize>, String)> = Vec::new();
    for rule in rules {
        let Check::Typing(check) = rule.check else { continue };
        let mut findings = Findings::of(rule);
        for finding in check(prose) {
            if let Some(right) = finding.certain(prose)
                && !excused.covers(&prose.told_at(&finding.range), rule.code)
            {
                parts.push((finding.range.clone(), right.to_owned()));
            }
            findings.in_text(prose, finding);
        }
        if let Some(found) = &mut found {
            found.extend(findings.into_diagnostics());
        }
    }
    parts.sort_by_key(|(range, _)| (range.start, range.end));
    let mut end = 0;
    parts.retain(|(range, right)| {
        let counts = range.start >= end && !range.is_empty() && prose.part(range) != right;
        if counts {
            end = range.end;
        }
        counts
    });
    parts
}

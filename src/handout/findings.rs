//! What is found in a booklet, for those who write its fields.

use std::collections::BTreeMap;

use super::reading::Findings;
use crate::book::Book;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::MeasureId;

/// The findings about the fields of measures, in words for those who write them. What is missing the form itself shows.
#[must_use]
pub fn findings(book: &Book<'_>, found: &Diagnostics) -> Findings {
    let ids: BTreeMap<u32, &MeasureId> = book.sheets.iter().map(|sheet| (sheet.page, sheet.id)).collect();
    let mut findings = Findings::new();
    for diagnostic in found.iter().filter(|diagnostic| diagnostic.unwritten().is_none()) {
        let cell = diagnostic
            .subject
            .as_ref()
            .and_then(|subject| Some((subject.sheet, subject.cell.as_ref()?.known()?)));
        if let Some((page, cell)) = cell
            && let Some(&id) = ids.get(&page)
        {
            findings.entry((id.clone(), cell.field)).or_default().push(words(diagnostic));
        }
    }
    findings
}

fn words(diagnostic: &Diagnostic) -> String {
    let advice = diagnostic.advice();
    let advice = advice.iter().map(|advice| format!("→ {advice}"));
    std::iter::once(format!("・{}", diagnostic.message)).chain(advice).collect::<Vec<_>>().join("\n")
}

//! What is proposed for a finding, as a value to be saved.

use crate::book::Book;
use crate::diagnostics::{Code, Diagnostics};
use crate::edition::Edition;
use crate::model::{Edits, MeasureId, Slot, fields_on_sheet, slots};

/// How a value would say it if the proposal for a finding were taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The finding.
    pub code: Code,
    /// What is wrong, for people.
    pub message: String,
    /// What is said to be done about it: by this it differs from the same finding elsewhere in the value.
    pub hints: Vec<String>,
    /// The value, by the words by which forms name it.
    pub keys: Vec<String>,
    /// As it is.
    pub before: String,
    /// As it would be.
    pub after: String,
}

/// The proposals among the findings of a book that are about the record of a measure.
pub(super) fn proposals(
    edition: &Edition,
    book: &Book<'_>,
    id: &MeasureId,
    found: &Diagnostics,
) -> Vec<Proposal> {
    let (model, plan) = (&edition.model, &edition.model.plan);
    let record = model.records.get(&book.year.short).and_then(|records| records.get(id));
    let (Some(measure), Some(record)) = (model.measures.get(id), record) else { return Vec::new() };
    let asked: Vec<Slot> =
        fields_on_sheet(&plan.form).into_iter().flat_map(|field| slots(field, measure, record, 0)).collect();
    let file = record.place.source();
    let proposal = |diagnostic: &crate::diagnostics::Diagnostic| {
        let fix = diagnostic.fix.as_deref().filter(|fix| fix.place.source() == file)?;
        let mut edits = Edits::default();
        edits.apply([fix]);
        let edited = edits.files().next()?;
        let mended = model.record_in(&edited.edited, id).ok()?;
        let said = |slot: &Slot, record| slot.value(plan, measure, record).unwrap_or_default();
        let slot = asked.iter().find(|slot| said(slot, record) != said(slot, &mended))?;
        Some(Proposal {
            code: diagnostic.code,
            message: diagnostic.message.to_string(),
            hints: diagnostic.advice(),
            keys: slot.keys(),
            before: said(slot, record),
            after: said(slot, &mended),
        })
    };
    let mut proposals: Vec<Proposal> = found.iter().filter_map(proposal).collect();
    proposals.dedup();
    proposals
}

//! What those who write are told of their values, and beside which of them.

use std::collections::{BTreeMap, BTreeSet};

use super::reading::{FormRow, Handout, Recipient};
use crate::book::Book;
use crate::diagnostics::Diagnostics;
use crate::form::{Cell, Stage};
use crate::model::{MeasureId, Slot};

/// What is to be told to those who write.
#[derive(Debug, Default)]
pub struct Findings {
    /// Of the cells of measures, to all who write these.
    of_cells: BTreeMap<(MeasureId, Cell), Vec<String>>,
    /// Of single values, to whoever wrote them.
    not_taken: Vec<NotTaken>,
}

/// A value of a form that came back, which stands nowhere but in that form.
#[derive(Debug, Clone)]
pub struct NotTaken {
    /// Who got the form.
    pub to: Recipient,
    /// The booklet that the form is for.
    pub stage: Stage,
    /// The measure.
    pub id: MeasureId,
    /// Where the value would have been kept.
    pub slot: Slot,
    /// The name of that, by the printed words of the form.
    pub label: String,
    /// What was written, and why it was not taken.
    pub said: String,
    /// What those who wrote it can do.
    pub advice: Vec<String>,
}

/// What those can do whose form has no cell for a value any more.
const NO_CELL: &str = "この様式には、もうその枠がありません。直すときは、事務局に知らせてください。";

impl Findings {
    /// The findings about the fields of measures, in words for those who write them. What is missing the form itself shows.
    #[must_use]
    pub fn of(book: &Book<'_>, found: &Diagnostics) -> Self {
        let ids: BTreeMap<u32, &MeasureId> = book.sheets.iter().map(|sheet| (sheet.page, sheet.id)).collect();
        let mut findings = Self::default();
        for diagnostic in found.iter().filter(|diagnostic| diagnostic.unwritten().is_none()) {
            let cell = diagnostic
                .subject
                .as_ref()
                .and_then(|subject| Some((subject.sheet, book.cell(subject.cell.as_ref()?)?)));
            if let Some((page, cell)) = cell
                && let Some(&id) = ids.get(&page)
            {
                let words = words(&diagnostic.message, &diagnostic.advice());
                findings.of_cells.entry((id.clone(), cell)).or_default().push(words);
            }
        }
        findings
    }

    /// With what forms brought back and was not taken.
    #[must_use]
    pub fn with(mut self, not_taken: &[NotTaken]) -> Self {
        self.not_taken.extend_from_slice(not_taken);
        self
    }

    /// Puts each beside the value that it is about: one about a field, beside the first value of this field alone.
    pub fn tell(&self, handout: &mut Handout) {
        let Handout { to, year, stage, sheets, .. } = handout;
        let own = self.not_taken.iter().filter(|value| value.to == *to && value.stage == *stage);
        for value in own {
            let sheet = sheets.iter_mut().find(|sheet| sheet.id == value.id);
            if let Some((row, words)) = sheet.and_then(|sheet| value.beside(&mut sheet.rows))
                && !row.findings.contains(&words)
            {
                row.findings.push(words);
            }
        }
        for sheet in sheets {
            let mut told = BTreeSet::new();
            for row in sheet.rows.iter_mut().filter(|row| told.insert(row.slot.field)) {
                let cell = Cell::in_year(row.slot.field, *year);
                let words = self.of_cells.get(&(sheet.id.clone(), cell));
                row.findings.extend(words.into_iter().flatten().cloned());
            }
        }
    }
}

impl NotTaken {
    /// The row that it stands beside, with its words. A value that is not asked for any more, as its record has it by now, is named
    /// at the top of the sheet: there is no cell to write it in.
    fn beside<'r>(&self, rows: &'r mut [FormRow]) -> Option<(&'r mut FormRow, String)> {
        if let Some(index) = rows.iter().position(|row| row.slot == self.slot) {
            return Some((rows.get_mut(index)?, words(&self.said, &self.advice)));
        }
        let said = format!("「{}」に{}", self.label, self.said);
        Some((rows.first_mut()?, words(&said, &[NO_CELL.to_owned()])))
    }
}

/// A finding for those who write: what is said, and below it what they can do.
fn words(said: &str, advice: &[String]) -> String {
    let advice = advice.iter().map(|advice| format!("→ {advice}"));
    std::iter::once(format!("・{said}")).chain(advice).collect::<Vec<_>>().join("\n")
}

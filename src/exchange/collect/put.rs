//! What was taken, put into the records: all of it where that can be, and otherwise as much as can. What hangs together, such as the two
//! cells of a 図, is tried together before one by one.

use super::taken::Taken;
use crate::diagnostics::Diagnostic;
use crate::model::{Edits, Model, Slot};
use crate::year::FiscalYear;

/// A value that cannot be put into its record, by its number among those that were taken, with why.
pub(super) type Refused = (usize, Diagnostic);

/// By how many of its keys a value is told from the others: of which field it is, of which entry or row, and itself.
const MOST_KEYS: usize = 3;

/// Puts what was taken into edits.
pub(super) struct Putting<'a> {
    pub model: &'a Model,
    pub year: FiscalYear,
    pub taken: &'a [Taken],
    /// Why edits cannot stay.
    pub fault: &'a dyn Fn(&Edits) -> Option<Diagnostic>,
}

impl Putting<'_> {
    /// Puts the values of a record into the edits. Returns those that cannot be.
    pub(super) fn put(&self, edits: &mut Edits, of_record: &[usize]) -> Vec<Refused> {
        self.put_parts(edits, of_record, 1)
    }

    fn put_parts(&self, edits: &mut Edits, some: &[usize], keys: usize) -> Vec<Refused> {
        let why = match self.with(edits, some) {
            Ok(edited) => {
                *edits = edited;
                return Vec::new();
            }
            Err(why) => why,
        };
        let parts = (keys..=MOST_KEYS).map(|keys| (keys, self.parts(some, keys)));
        let Some((keys, parts)) = parts.into_iter().find(|(_, parts)| parts.len() > 1) else {
            return some.iter().map(|&number| (number, why.clone())).collect();
        };
        let refused: Vec<Refused> =
            parts.iter().flat_map(|part| self.put_parts(edits, part, keys + 1)).collect();
        // Where nothing of a field can stay, alone it may lack what it had beside it.
        if keys > 1 && refused.len() == some.len() {
            return some.iter().map(|&number| (number, why.clone())).collect();
        }
        refused
    }

    /// The edits with values of a record, all of them.
    fn with(&self, edits: &Edits, some: &[usize]) -> Result<Edits, Diagnostic> {
        let mut edits = edits.clone();
        let taken = || some.iter().filter_map(|&number| self.taken.get(number));
        let record = taken().next().and_then(|first| self.model.records.get(&self.year)?.get(&first.id));
        let Some(record) = record else { return Ok(edits) };
        let form = &self.model.plan.form;
        let is_cleared = |taken: &&Taken| taken.after.is_empty();
        for value in taken().filter(|taken| !is_cleared(taken)) {
            value.slot.write(&mut edits, form, record, &value.after)?;
        }
        let cleared: Vec<&Slot> = taken().filter(is_cleared).map(|taken| &taken.slot).collect();
        Slot::clear(&cleared, &mut edits, record)?;
        (self.fault)(&edits).map_or(Ok(edits), Err)
    }

    /// The values that have so many keys in common. Entries that go come last, and the last of them first: those behind one that goes
    /// come up.
    fn parts(&self, some: &[usize], keys: usize) -> Vec<Vec<usize>> {
        let mut parts: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
        for &number in some {
            let Some(taken) = self.taken.get(number) else { continue };
            let mut own = taken.slot.keys();
            own.truncate(keys);
            match parts.iter_mut().find(|(known, _)| *known == own) {
                Some((_, part)) => part.push(number),
                None => parts.push((own, vec![number])),
            }
        }
        let goes = |part: &Vec<usize>| part.iter().all(|&number| self.taken[number].after.is_empty());
        let parts = parts.into_iter().map(|(_, part)| part);
        let (mut going, mut parts): (Vec<_>, Vec<_>) = parts.partition(goes);
        going.sort_by_key(|part| std::cmp::Reverse(part.first().map(|&number| &self.taken[number].slot)));
        parts.append(&mut going);
        parts
    }
}

//! Which measure is meant by a name.

use std::collections::BTreeMap;

use crate::diagnostics::nearest;
use crate::language::script::squeezed;
use crate::model::{Measure, MeasureId, Model};
use crate::year::FiscalYear;

/// The names of the measures: ids, names as of the year, and what they were or are called in others.
#[derive(Debug)]
pub(super) struct Names<'m> {
    model: &'m Model,
    year: FiscalYear,
    of_year: BTreeMap<String, Vec<&'m MeasureId>>,
    of_others: BTreeMap<String, Vec<&'m MeasureId>>,
}

/// What a name is to the plan.
#[derive(Debug)]
pub(super) enum Meant<'m> {
    /// The name of a measure.
    Measure(&'m MeasureId, &'m Measure),
    /// Of several.
    Several(Vec<&'m MeasureId>),
    /// Of none; this right one is near.
    Unknown(Option<&'m str>),
}

impl<'m> Names<'m> {
    pub(super) fn of(model: &'m Model, year: FiscalYear) -> Self {
        let (mut of_year, mut of_others): (BTreeMap<_, Vec<_>>, BTreeMap<_, Vec<_>>) = Default::default();
        for (id, measure) in &model.measures {
            of_year.entry(squeezed(&measure.title_in(year).value)).or_default().push(id);
            let former = measure.former_titles().map(|(title, _)| title);
            for title in former.chain([measure.current_title()]) {
                let ids = of_others.entry(squeezed(&title.value)).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        Self { model, year, of_year, of_others }
    }

    /// The measure with a name, or with an id.
    pub(super) fn find(&self, name: &str) -> Meant<'m> {
        let name = squeezed(name);
        let by_id = self.model.measures.get_key_value(name.to_ascii_lowercase().as_str());
        if let Some((id, measure)) = by_id {
            return Meant::Measure(id, measure);
        }
        match self.of_year.get(&name).or_else(|| self.of_others.get(&name)).map(Vec::as_slice) {
            Some([id]) => match self.model.measures.get(*id) {
                Some(measure) => Meant::Measure(id, measure),
                None => Meant::Unknown(None),
            },
            Some(several) => Meant::Several(several.to_vec()),
            None => Meant::Unknown(nearest(&name, self.all())),
        }
    }

    /// All names that would be right.
    fn all(&self) -> impl Iterator<Item = &'m str> {
        let running = self.model.measures.iter().filter(|(_, measure)| measure.runs_in(self.year));
        running.flat_map(|(id, measure)| [measure.title_in(self.year).value.as_str(), id.as_str()])
    }
}

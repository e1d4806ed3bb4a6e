//! 事業番号: what is printed before the titles of measures.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::form::Field;
use crate::language::script::printed_number;
use crate::model::{Measure, MeasureId, Model};

/// The numbers of the measures.
pub(super) struct Numbering<'a> {
    /// Those of the measures that are numbered through: in the order of the tree, a 再掲 as its first mention. One that has ended
    /// keeps its number, so that the others keep theirs from year to year.
    through: BTreeMap<&'a MeasureId, u32>,
}

impl<'a> Numbering<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        let mut through = BTreeMap::new();
        let mut last = 0;
        for mention in model.plan.mentions().filter(|_| model.plan.form.numbers_through) {
            through.entry(&mention.value).or_insert_with(|| {
                last += 1;
                last
            });
        }
        Self { through }
    }

    /// What is printed before the title of a measure, if anything is.
    pub(super) fn number(&self, id: &MeasureId, measure: &'a Measure) -> Option<Cow<'a, str>> {
        match self.through.get(id) {
            Some(number) => Some(printed_number(*number).into()),
            None => measure.text(Field::Number).map(|typed| typed.value.as_str().into()),
        }
    }
}

//! 事業番号: what is printed before the titles of measures.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::form::Field;
use crate::language::script::to_full_width;
use crate::model::{Measure, MeasureId, Model};

/// The numbers of the measures.
pub(super) struct Numbering<'a> {
    /// Those of the measures that are numbered through: in the order of the tree, a 再掲 as its first mention. One that has ended
    /// keeps its number, so that the others keep theirs from year to year.
    through: BTreeMap<&'a MeasureId, usize>,
}

impl<'a> Numbering<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        let mut through = BTreeMap::new();
        for mention in model.plan.mentions().filter(|_| model.plan.form.numbers_through) {
            let next = through.len() + 1;
            through.entry(&mention.value).or_insert(next);
        }
        Self { through }
    }

    /// What is printed before the title of a measure, if anything is.
    pub(super) fn number(&self, id: &MeasureId, measure: &'a Measure) -> Option<Cow<'a, str>> {
        match self.through.get(id) {
            Some(number) => Some(printed(*number).into()),
            None => measure.text(Field::Number).map(|typed| typed.value.as_str().into()),
        }
    }
}

/// A number as the levels of the tree have it: one digit full-width, more digits half-width.
fn printed(number: usize) -> String {
    let digits = number.to_string();
    if digits.len() == 1 { digits.chars().map(to_full_width).collect() } else { digits }
}

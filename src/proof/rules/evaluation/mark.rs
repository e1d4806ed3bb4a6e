//! The mark of a measure.

use crate::diagnostics::{Place, Spanned};
use crate::form::Field;
use crate::model::Grade;
use crate::proof::facts::{Facts, Reported};

/// A mark with its place and field.
pub(super) struct Mark<'a> {
    pub grade: Grade,
    pub place: &'a Place,
    pub field: Field,
}

/// The mark that counts.
pub(super) fn mark<'a>(reported: &Reported<'a>) -> Option<Mark<'a>> {
    let of = |grade: Option<&'a Spanned<Grade>>, field| {
        grade.map(|grade| Mark { grade: grade.value, place: &grade.place, field })
    };
    of(reported.record.mark(Field::ReviewedGrade), Field::ReviewedGrade)
        .or_else(|| of(reported.record.mark(Field::SelfGrade), Field::SelfGrade))
}

pub(super) fn typed<'a>(facts: &Facts<'a>, grade: Grade) -> &'a str {
    &facts.model.plan.scale.definition(grade).mark.value
}

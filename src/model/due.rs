//! What a booklet requires of a record.

use crate::form::{Field, Form, Level, Stage};

/// The fields of a record that a booklet requires.
pub fn due(form: &Form, stage: Stage) -> impl Iterator<Item = Field> {
    form.fields(Level::Record).filter(move |field| stage.requires(field.row().due))
}

//! A value on its way from a form into a record.

use std::path::PathBuf;

use crate::form::Stage;
use crate::handout::Recipient;
use crate::model::{MeasureId, Slot};

/// A value that was taken.
#[derive(Debug)]
pub struct Taken {
    /// Which of the forms it is from, counted from 0: two of them may have one name.
    pub form: usize,
    /// Its cell, as people know it.
    pub place: PathBuf,
    /// The record.
    pub record: PathBuf,
    /// Its measure.
    pub(super) id: MeasureId,
    /// Where in the record.
    pub(super) slot: Slot,
    /// Who wrote it.
    pub(super) to: Recipient,
    /// The booklet that the form is for.
    pub(super) stage: Stage,
    /// 事業名.
    pub measure: String,
    /// The field, by its printed word.
    pub label: String,
    /// What the record said.
    pub before: String,
    /// Whether that was something else than what was handed out.
    pub replaces: bool,
    /// What it says.
    pub after: String,
}

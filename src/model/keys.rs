//! The keys of what is no field of the form, for whoever writes files of a plan that are new.

pub(crate) use super::form::keys::{DUE, FIELDS, KIND, OPTIONAL};
pub(crate) use super::grade::{DESCRIPTION, MARK, MARK_NAME};
pub(crate) use super::measure::{WORK, YEARS};
pub(crate) use super::plan::{FORM, LABELS, MEASURES, NAME, NUMBER, PERIOD};

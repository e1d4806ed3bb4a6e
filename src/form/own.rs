//! Fields of a council's own.

use std::collections::HashSet;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::row::Row;

/// A field that a council has and the program has not.
///
/// Its row lives as long as the program: a form has a few, and a plan that is read again has the same, so that a
/// [`Field`](super::Field) stays a small value that needs no form beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnField(&'static Row);

impl OwnField {
    /// The field that a row declares.
    #[must_use]
    pub fn declare(row: Row) -> Self {
        static DECLARED: OnceLock<Mutex<HashSet<&'static Row>>> = OnceLock::new();
        let mut declared =
            DECLARED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = declared.get(&row) {
            return Self(known);
        }
        let row: &'static Row = Box::leak(Box::new(row));
        declared.insert(row);
        Self(row)
    }

    /// What is known of it.
    #[must_use]
    pub fn row(self) -> &'static Row {
        self.0
    }
}

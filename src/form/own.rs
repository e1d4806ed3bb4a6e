//! Fields of a council's own.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::row::{Part, Row, Table};

/// What is kept as long as the program runs, each once.
type Kept<T> = OnceLock<Mutex<HashSet<&'static T>>>;

fn keep<T: ?Sized + Eq + Hash>(kept: &Kept<T>, value: Box<T>) -> &'static T {
    let mut kept = kept.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(&*value) {
        return known;
    }
    let value: &'static T = Box::leak(value);
    kept.insert(value);
    value
}

/// A word of a council's form, for a [`Row`].
#[must_use]
pub fn word(text: &str) -> &'static str {
    static WORDS: Kept<str> = OnceLock::new();
    keep(&WORDS, text.into())
}

/// Words of a council's form, for a [`Row`].
#[must_use]
pub fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> &'static [&'static str] {
    static LISTS: Kept<[&'static str]> = OnceLock::new();
    keep(&LISTS, texts.into_iter().map(word).collect())
}

/// Columns of a council's form, for a [`Row`].
#[must_use]
pub fn parts(parts: Vec<Part>) -> &'static [Part] {
    static LISTS: Kept<[Part]> = OnceLock::new();
    keep(&LISTS, parts.into())
}

/// A table of a council's form, for a [`Row`].
#[must_use]
pub fn table(table: Table) -> &'static Table {
    static TABLES: Kept<Table> = OnceLock::new();
    keep(&TABLES, Box::new(table))
}

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
        static DECLARED: Kept<Row> = OnceLock::new();
        Self(keep(&DECLARED, Box::new(row)))
    }

    /// What is known of it.
    #[must_use]
    pub fn row(self) -> &'static Row {
        self.0
    }
}

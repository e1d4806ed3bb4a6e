//! What stands in a cell.

use serde::{Serialize, Serializer};

use crate::language::Decimal;
use crate::model::Text;
use crate::year::FiscalYear;

/// What stands in a cell of a table. Nothing and zero are told apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing is known, or there is nothing to know.
    Empty,
    /// Words, a code or a day.
    Text(String),
    /// A number, exact as typed.
    Number(Decimal),
    /// Whether something is so.
    Flag(bool),
}

impl Cell {
    /// A number that counts something.
    pub fn count(count: impl TryInto<i64>) -> Self {
        count.try_into().map_or(Self::Empty, |count| Self::Number(Decimal::whole(count)))
    }

    /// A 年度 as the calendar year in which it begins.
    pub fn year(year: Option<FiscalYear>) -> Self {
        year.map_or(Self::Empty, |year| Self::count(year.starts_in()))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Text> for Cell {
    fn from(text: &Text) -> Self {
        Self::Text(text.value.clone())
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// As JSON: exactly what was typed.
impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => match number.to_whole() {
                Some(whole) => serializer.serialize_i64(whole),
                None => serializer.serialize_f64(number.to_f64()),
            },
            Self::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

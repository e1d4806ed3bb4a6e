//! 様式: the fields of the plan, the measures and the records, each declared once.
//!
//! Whatever shows the form reads it here: the model reads a field by its key, the book prints it under its word, the
//! proofreader reads it as its [`Reading`] says, 新旧対照表 compares it, and `explain` describes it. A field more is a row
//! more in `table.rs`, and where it has a cell of its own, a place on the usual sheet ([`Face::usual`]).
//!
//! It stands on the ground floor: it knows no file, no value and no page.

mod cell;
mod face;
mod field;
mod labels;
mod own;
mod row;
mod said;
mod stage;
mod table;

use std::ops::RangeInclusive;

pub use cell::{Cell, CellName, NotACell, cells};
pub use face::{Block, Column, Face, Heading};
pub use labels::Labels;
pub use own::{OwnField, parts, table, word, words};
pub use row::{
    Due, Kind, Level, Part, Reading, Row, Sums, TIER_NUMBER, Table, TableRows, Tier, Writer, is_sum,
};
pub use stage::Stage;
pub use table::{Field, Label};

use crate::language::script::composed;

/// The form of a plan: the program's fields under the words of the council, and fields of the council's own.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// 呼称.
    pub labels: Labels,
    /// 項目 of the council's own.
    pub own: Vec<OwnField>,
    /// 紙面, if the council has declared one.
    pub face: Option<Face>,
    /// 事業番号: whether the measures are numbered through.
    pub numbers_through: bool,
    /// 紙面の頁数: on how many pages a sheet may go on that does not fit on one, if that is more than one.
    pub most_pages: Option<usize>,
}

/// The key of on how many pages a sheet may go on.
pub const MOST_PAGES: &str = "紙面の頁数";

/// On how many pages a sheet may go on.
pub const PAGES: RangeInclusive<usize> = 1..=4;

impl Form {
    /// The fields of a level, with those of any file, in the order of the form: that of the keys in a file, and of the page.
    pub fn fields(&self, level: Level) -> impl Iterator<Item = Field> {
        self.all().filter(move |field| [level, Level::AnyFile].contains(&field.row().level))
    }

    /// The field with a key: the program's, or the council's own.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<Field> {
        let key = composed(key);
        self.all().find(|field| field.key() == key)
    }

    /// The field that is printed under a word that is not its key: the council's word (呼称), or the program's.
    #[must_use]
    pub fn printed_under(&self, word: &str) -> Option<Field> {
        let word = composed(word);
        let others = || self.all().filter(|field| field.key() != word);
        let of_program = |field: &Field| field.label().is_some_and(|label| label.printed() == word);
        others().find(|field| self.labels.field(*field) == word).or_else(|| others().find(of_program))
    }

    /// 紙面: the council's, or that of the real booklet.
    #[must_use]
    pub fn face(&self) -> Face {
        self.face.clone().unwrap_or_else(|| Face::usual(&self.all().collect::<Vec<_>>()))
    }

    /// All fields, in the order of the form.
    pub fn all(&self) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().chain(self.own.iter().copied().map(Field::Own))
    }
}

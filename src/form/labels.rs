//! 呼称: the words that the form prints, each of which a council may replace with its own.

use std::ops::{Index, IndexMut};

use serde::{Serialize, Serializer};

use super::cell::{Cell, CellName};
use super::stage::Stage;
use super::table::{Field, Label};

/// The printed words of the form.
#[derive(Debug, Clone)]
pub struct Labels {
    /// One for each of [`Label::ALL`], in their order.
    words: Vec<String>,
}

impl Default for Labels {
    fn default() -> Self {
        Self { words: Label::ALL.iter().map(|label| label.printed().to_owned()).collect() }
    }
}

impl Index<Label> for Labels {
    type Output = String;

    fn index(&self, label: Label) -> &String {
        &self.words[label as usize]
    }
}

impl IndexMut<Label> for Labels {
    fn index_mut(&mut self, label: Label) -> &mut String {
        &mut self.words[label as usize]
    }
}

impl Labels {
    /// The words in one of the year's booklets, which has a name of its own.
    #[must_use]
    pub fn of(&self, stage: Stage) -> Self {
        let mut labels = self.clone();
        if let Some(name) = stage.name() {
            labels[Label::Booklet].clone_from(&self[stage.booklet()]);
            labels[Label::Index].clone_from(&self[stage.index()]);
            labels[Label::Sheet] = format!("{}（{name}）", self[Label::Sheet]);
        }
        labels
    }

    /// All words of the data format, each with the printed word.
    pub fn words(&self) -> impl Iterator<Item = (&'static str, &str)> {
        Label::ALL.iter().map(|label| label.key()).zip(self.words.iter().map(String::as_str))
    }

    /// The printed name of a field.
    #[must_use]
    pub fn field(&self, field: Field) -> &str {
        field.label().map_or(field.key(), |label| &self[label])
    }

    /// The printed name of a cell; of one of several years, with its year.
    #[must_use]
    pub fn cell(&self, Cell { field, year }: Cell) -> String {
        let word = self.field(field);
        year.map_or_else(|| word.to_owned(), |year| format!("{word}（{year}）"))
    }

    /// The printed name of what a layout names; a name of its own is printed as it is.
    #[must_use]
    pub fn named(&self, name: &CellName) -> String {
        match name {
            CellName::Known(cell) => self.cell(*cell),
            CellName::Label(_) | CellName::Name(_) | CellName::Heading(_) | CellName::Own(_) => name.shown(),
        }
    }
}

/// For the templates: the printed words by the words of the data format.
impl Serialize for Labels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.words())
    }
}

//! The texts of the booklet, each with the field of the form in which it stands.

use std::ops::Range;

use crate::book::{Book, Sheet};
use crate::form::{Cell, Reading};
use crate::language::Quantity;
use crate::model::{HouseStyle, Text};

/// A text of the booklet with what is known of it.
#[derive(Debug)]
pub(super) struct Prose<'a> {
    /// The text.
    pub text: &'a Text,
    /// What it is in the booklet.
    pub cell: Cell,
    /// The page of its sheet, at the first print; none outside the sheets.
    pub page: Option<u32>,
    /// How the council writes.
    pub house_style: HouseStyle,
    /// The numbers in it.
    pub quantities: Vec<Quantity>,
}

impl<'a> Prose<'a> {
    fn new(text: &'a Text, cell: Cell, page: Option<u32>, house_style: HouseStyle) -> Self {
        Self { text, cell, page, house_style, quantities: Quantity::all(&text.value) }
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        &self.text.value
    }

    /// A part of the text.
    #[must_use]
    pub fn part(&self, range: &Range<usize>) -> &'a str {
        self.text.value.get(range.clone()).unwrap_or_default()
    }

    /// Where it stands, for a finding at another place: `12頁の成果`.
    #[must_use]
    pub fn where_is(&self) -> String {
        let field = self.cell.field.key();
        self.page.map_or_else(|| field.to_owned(), |page| format!("{page}頁の{field}"))
    }

    /// Whether a number says by how much something changed: 「前年比５か所増」.
    #[must_use]
    pub fn is_change(&self, quantity: &Quantity) -> bool {
        let phrase = self.part(&(quantity.lead.start..quantity.number.start));
        let tail = self.part(&quantity.tail);
        ["前年", "昨年", "前回", "前期", "昨年度"].iter().any(|word| phrase.contains(word))
            || ["増", "減", "の増", "の減", "多", "少な", "上回", "下回"]
                .iter()
                .any(|word| tail.starts_with(word))
    }

    /// The unit of a number, with one spelling for each unit.
    #[must_use]
    pub fn unit(&self, quantity: &Quantity) -> &'a str {
        match self.part(&quantity.unit) {
            "%" | "パーセント" => "％",
            "ヶ所" | "カ所" | "ヵ所" | "ケ所" | "箇所" | "個所" => "か所",
            other => other,
        }
    }

    /// The texts outside the sheets.
    pub(super) fn of_front(book: &Book<'a>, style: HouseStyle) -> Vec<Self> {
        let texts = book.front_texts().into_iter();
        texts.map(|(field, text)| Self::new(text, field.into(), None, style)).collect()
    }

    /// The texts of a sheet that are read there; those of the levels are read in the index.
    pub(super) fn of_sheet(sheet: &Sheet<'a>, style: HouseStyle) -> Vec<Self> {
        let texts = sheet.texts().into_iter();
        let read = texts.filter(|(cell, _)| cell.field.row().reading != Reading::Unread);
        read.map(|(cell, text)| Self::new(text, cell, Some(sheet.page), style)).collect()
    }
}

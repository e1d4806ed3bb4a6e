//! The texts of the booklet, each with the field of the form in which it stands.

use std::ops::Range;

use super::mended_text::MendedText;
use crate::book::{Book, Sheet};
use crate::diagnostics::Place;
use crate::form::{Cell, Field, Reading};
use crate::language::words::Word;
use crate::language::{Quantity, identifiers, one_spelling};
use crate::model::{HouseStyle, Text};

/// How many characters of a text of a sheet are read; no page has room for so many, which is told in its own words. What stands before
/// the sheets goes on from page to page, and is read to its end.
const LONGEST: usize = 6_000;

/// A text, or the beginning of one that is too long for any page.
fn beginning(text: &str) -> &str {
    &text[..text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end)]
}

/// A text of the booklet with what is known of it.
#[derive(Debug)]
pub(super) struct Prose<'a> {
    /// The text as it was typed.
    pub text: &'a Text,
    /// The text as it is read: what is certain is mended.
    read: &'a str,
    /// Where what is read was typed, if that differs.
    reading: Option<&'a MendedText>,
    /// What it is in the booklet.
    pub cell: Cell,
    /// The page of its sheet, at the first print; none outside the sheets.
    pub page: Option<u32>,
    /// How the council writes.
    pub house_style: &'a HouseStyle,
    /// The numbers in it.
    pub quantities: Vec<Quantity>,
    /// The words of it; a name of the council's is one word.
    pub words: Vec<Word>,
    /// What is written to be copied, not read: telephone numbers, addresses, codes.
    identifiers: Vec<Range<usize>>,
}

impl<'a> Prose<'a> {
    fn new(text: &'a Text, cell: Cell, page: Option<u32>, house_style: &'a HouseStyle) -> Self {
        let read = if cell.field == Field::Foreword { &text.value } else { beginning(&text.value) };
        Self {
            text,
            read,
            reading: None,
            cell,
            page,
            house_style,
            quantities: Quantity::all(read),
            words: Vec::new(),
            identifiers: identifiers(read),
        }
    }

    /// The same text as it is to be read.
    pub(super) fn read_as<'r>(&self, reading: &'r MendedText) -> Prose<'r>
    where
        'a: 'r,
    {
        let Self { text, cell, page, house_style, .. } = *self;
        Prose {
            text,
            read: &reading.text,
            reading: Some(reading),
            cell,
            page,
            house_style,
            quantities: Quantity::all(&reading.text),
            words: Vec::new(),
            identifiers: identifiers(&reading.text),
        }
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.read
    }

    /// Where a part of the text stands in the file, if the file has it as it was typed.
    #[must_use]
    pub fn place(&self, range: &Range<usize>) -> Option<Place> {
        self.text.part(self.reading.map_or_else(|| range.clone(), |reading| reading.typed(range)))
    }

    /// Where a part of the text is told: where it stands, or the first line.
    #[must_use]
    pub fn told_at(&self, range: &Range<usize>) -> Place {
        self.place(range).unwrap_or_else(|| self.text.place.first_line())
    }

    /// Whether a part of the text is one of what was typed, and not of something mended.
    #[must_use]
    pub fn is_whole(&self, range: &Range<usize>) -> bool {
        self.reading.is_none_or(|reading| reading.is_whole(range))
    }

    /// What stands in the text for a word.
    #[must_use]
    pub fn surface(&self, word: &Word) -> &'a str {
        self.part(&word.range)
    }

    /// A part of the text.
    #[must_use]
    pub fn part(&self, range: &Range<usize>) -> &'a str {
        self.read.get(range.clone()).unwrap_or_default()
    }

    /// Whether a place is inside 「」 or 『』, where words stand as they were said.
    #[must_use]
    pub fn is_quoted(&self, at: usize) -> bool {
        let before = self.part(&(0..at));
        let line = before.rfind('\n').map_or(before, |end| &before[end..]);
        [('「', '」'), ('『', '』')]
            .iter()
            .any(|(open, close)| line.matches(*open).count() > line.matches(*close).count())
    }

    /// Whether a range touches an identifier: a telephone number, an address, a code. How these are written is nobody's style.
    #[must_use]
    pub fn is_in_identifier(&self, range: &Range<usize>) -> bool {
        self.identifiers.iter().any(|identifier| identifier.start < range.end && range.start < identifier.end)
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
        one_spelling(self.part(&quantity.unit))
    }

    /// The texts outside the sheets.
    pub(super) fn of_front(book: &Book<'a>, style: &'a HouseStyle) -> Vec<Self> {
        let texts = book.front_texts().into_iter();
        texts.map(|(field, text)| Self::new(text, field.into(), None, style)).collect()
    }

    /// The texts of a sheet that are read there; those of the levels are read in the index.
    pub(super) fn of_sheet(sheet: &Sheet<'a>, style: &'a HouseStyle) -> Vec<Self> {
        let texts = sheet.texts().into_iter();
        let read = texts.filter(|(cell, _)| cell.field.row().reading != Reading::Unread);
        read.map(|(cell, text)| Self::new(text, cell, Some(sheet.page), style)).collect()
    }
}

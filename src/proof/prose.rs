//! The texts of the booklet, each with the field of the form in which it stands.

use std::ops::Range;

use super::quantity::Quantity;
use crate::book::{Book, Sheet};
use crate::model::{Field, HouseStyle, Text};

/// A text of the booklet with what is known of it.
#[derive(Debug)]
pub(super) struct Prose<'a> {
    /// The text.
    pub text: &'a Text,
    /// What it is in the booklet.
    pub field: Field,
    /// The page of its sheet, at the first print; none outside the sheets.
    pub page: Option<u32>,
    /// How the council writes.
    pub house_style: HouseStyle,
    /// The numbers in it.
    pub quantities: Vec<Quantity>,
}

impl<'a> Prose<'a> {
    fn new(text: &'a Text, field: Field, page: Option<u32>, house_style: HouseStyle) -> Self {
        Self { text, field, page, house_style, quantities: Quantity::all(&text.value) }
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
        let mut texts = vec![(book.plan, Field::Name), (book.publisher, Field::Publisher)];
        texts.extend(book.slogan.map(|text| (text, Field::Slogan)));
        for section in &book.foreword {
            texts.extend(
                section.heading.into_iter().chain([section.body]).map(|text| (text, Field::Foreword)),
            );
        }
        texts.extend(book.note.map(|text| (text, Field::Foreword)));
        for grade in &book.scale {
            texts.extend([grade.mark, grade.name, grade.description].map(|text| (text, Field::Scale)));
        }
        for strategy in &book.index {
            texts.push((strategy.level.name, Field::Strategy));
            texts.extend(strategy.note.map(|text| (text, Field::Foreword)));
            for policy in &strategy.policies {
                texts.push((policy.level.name, Field::Policy));
                for group in &policy.groups {
                    texts.extend(group.priority.map(|priority| (priority.name, Field::Priority)));
                    let initiatives = group.initiatives.iter();
                    texts.extend(initiatives.map(|initiative| (initiative.level.name, Field::Initiative)));
                }
            }
        }
        texts.into_iter().map(|(text, field)| Self::new(text, field, None, style)).collect()
    }

    /// The texts of a sheet, without those that stand on every sheet of a level.
    pub(super) fn of_sheet(sheet: &Sheet<'a>, style: HouseStyle) -> Vec<Self> {
        let mut texts = vec![(sheet.title, Field::Title), (sheet.overview, Field::Overview)];
        let bars = sheet.schedule.iter().flatten().filter_map(|cell| cell.text);
        texts.extend(bars.map(|text| (text, Field::Schedule)));
        for column in &sheet.years {
            texts.extend(column.target.map(|text| (text, Field::Target(column.year.short))));
        }
        texts.extend([
            (sheet.report.actions, Field::Actions),
            (sheet.report.results, Field::Results),
            (sheet.report.next, Field::Next),
        ]);
        texts.extend(sheet.report.remarks.map(|text| (text, Field::Remarks)));
        texts.into_iter().map(|(text, field)| Self::new(text, field, Some(sheet.page), style)).collect()
    }
}

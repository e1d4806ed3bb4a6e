//! The texts of the booklet, each with the field of the form in which it stands.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use super::quantity::Quantity;
use crate::book::{Book, Sheet};
use crate::model::{FiscalYear, HouseStyle, Text};

/// A text of the booklet with what is known of it.
#[derive(Debug)]
pub(super) struct Prose<'a> {
    /// The text.
    pub text: &'a Text,
    /// What it is on the form.
    pub field: Field,
    /// The page of its sheet, at the first print; none outside the sheets.
    pub page: Option<u32>,
    /// How the council writes.
    pub house_style: HouseStyle,
    /// The numbers in it.
    pub quantities: Vec<Quantity>,
}

/// A field of the form, or a text of the booklet outside the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    /// 名称, 標語, 発行者 of the plan.
    Cover,
    /// 前文, with its headings, and the 注記 of the plan.
    Foreword,
    /// 評価基準.
    Scale,
    /// 基本戦略.
    Strategy,
    /// 施策細目.
    Policy,
    /// 重点施策.
    Priority,
    /// 重点的取組.
    Initiative,
    /// 事業名.
    Title,
    /// 概要.
    Overview,
    /// 年次計画.
    Schedule,
    /// 指標目標 of a year.
    Target(FiscalYear),
    /// 取組内容.
    Actions,
    /// 成果.
    Results,
    /// 今後の方針.
    Next,
    /// 備考.
    Remarks,
}

impl Field {
    /// Whether it holds sentences, not names or figures.
    #[must_use]
    pub fn is_narrative(self) -> bool {
        matches!(
            self,
            Self::Foreword | Self::Overview | Self::Actions | Self::Results | Self::Next | Self::Remarks
        )
    }

    /// Whether it tells what was done and reached in the booklet's year.
    #[must_use]
    pub fn is_report(self) -> bool {
        matches!(self, Self::Actions | Self::Results | Self::Remarks)
    }
}

/// By its key in the records and measures; a year's target as `指標目標-R5`.
impl Display for Field {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cover => "表紙",
            Self::Foreword => "前文",
            Self::Scale => "評価基準",
            Self::Strategy => "基本戦略",
            Self::Policy => "施策細目",
            Self::Priority => "重点施策",
            Self::Initiative => "重点的取組",
            Self::Title => "事業名",
            Self::Overview => "概要",
            Self::Schedule => "年次計画",
            Self::Target(year) => return write!(f, "指標目標-{year}"),
            Self::Actions => "取組内容",
            Self::Results => "成果",
            Self::Next => "今後の方針",
            Self::Remarks => "備考",
        })
    }
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
        let mut texts = vec![(book.plan, Field::Cover), (book.publisher, Field::Cover)];
        texts.extend(book.slogan.map(|text| (text, Field::Cover)));
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

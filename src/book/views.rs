//! What the templates are told of years, days and the texts of the plan.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use serde::{Serialize, Serializer};

use crate::model::{Day, GradeDefinition, Text};
use crate::year::FiscalYear;

/// A 年度 as printed.
#[derive(Debug, Clone, Serialize)]
pub struct YearView {
    /// `R5`, for narrow columns.
    pub short: FiscalYear,
    /// `令和５年度`.
    pub label: String,
    /// `令和`, for a heading over its years.
    pub era: &'static str,
    /// `５年度`, under that heading.
    pub in_era: String,
    /// Whether it is the year of the booklet.
    pub current: bool,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CalendarDate {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
}

impl CalendarDate {
    /// The last day of a 年度.
    pub(super) fn last_of(year: FiscalYear) -> Self {
        Self { year: i32::from(year.starts_in()) + 1, month: 3, day: 31 }
    }
}

impl From<Day> for CalendarDate {
    fn from(day: Day) -> Self {
        let (year, month, day) = day.to_calendar();
        Self { year, month, day }
    }
}

/// As 公開データ has it: `2024-03-31`.
impl Display for CalendarDate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A section of 前文.
#[derive(Debug, Serialize)]
pub struct ForewordView<'a> {
    /// 見出し.
    pub heading: Option<&'a Text>,
    /// 本文.
    pub body: &'a Text,
}

/// A grade with what it stands for.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct GradeView<'a> {
    /// 記号.
    pub mark: &'a Text,
    /// 名称.
    pub name: &'a Text,
    /// 説明.
    pub description: &'a Text,
}

/// The mark with its name, where that says more.
impl Display for GradeView<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (mark, name) = (&self.mark.value, &self.name.value);
        if mark == name { f.write_str(mark) } else { write!(f, "{mark} {name}") }
    }
}

impl<'a> From<&'a GradeDefinition> for GradeView<'a> {
    fn from(definition: &'a GradeDefinition) -> Self {
        Self { mark: &definition.mark, name: &definition.name, description: &definition.description }
    }
}

/// A named and numbered level of the tree.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct LevelView<'a> {
    /// Its printed number.
    pub number: u32,
    /// Its name.
    pub name: &'a Text,
}

impl Display for LevelView<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.name.value)
    }
}

/// What a measure is called.
#[derive(Debug, Clone)]
pub struct MeasureName<'a> {
    /// 事業番号, before the title.
    pub number: Option<Cow<'a, str>>,
    /// 事業名.
    pub title: &'a Text,
}

impl Display for MeasureName<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let title = &self.title.value;
        match &self.number {
            Some(number) => write!(f, "{number}　{title}"),
            None => f.write_str(title),
        }
    }
}

impl Serialize for MeasureName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

//! Years as texts name them: of the eras and of the calendar.

use std::ops::Range;

use super::scanner::{Scanner, starts};
use super::script::{before, is_digit, to_half_width};

/// An era of Japan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Era {
    Meiji,
    Taisho,
    Showa,
    Heisei,
    Reiwa,
}

/// The eras with the names and letters by which they are typed.
const ERAS: &[(Era, &[&str])] = &[
    (Era::Meiji, &["明治"]),
    (Era::Taisho, &["大正"]),
    (Era::Showa, &["昭和", "S", "Ｓ"]),
    (Era::Heisei, &["平成", "H", "Ｈ"]),
    (Era::Reiwa, &["令和", "R", "Ｒ"]),
];

impl Era {
    /// Its name.
    pub fn name(self) -> &'static str {
        ERAS.iter().find(|(era, _)| *era == self).map_or("", |(_, names)| names[0])
    }

    /// The letter by which it is typed, if it still is.
    pub fn letter(self) -> Option<&'static str> {
        ERAS.iter().find(|(era, _)| *era == self).and_then(|(_, names)| names.get(1).copied())
    }

    /// The calendar year of its first year.
    pub const fn first_year(self) -> u16 {
        match self {
            Self::Meiji => 1868,
            Self::Taisho => 1912,
            Self::Showa => 1926,
            Self::Heisei => 1989,
            Self::Reiwa => 2019,
        }
    }

    /// Its first day, as year, month and day.
    pub fn first_day(self) -> (u32, u32, u32) {
        match self {
            Self::Meiji => (1868, 1, 1),
            Self::Taisho => (1912, 7, 30),
            Self::Showa => (1926, 12, 25),
            Self::Heisei => (1989, 1, 8),
            Self::Reiwa => (2019, 5, 1),
        }
    }

    /// The era of a day and the year in it, unless the day is before all of them.
    pub fn of_day(year: u16, month: u8, day: u8) -> Option<(Self, u16)> {
        let day = (u32::from(year), u32::from(month), u32::from(day));
        let (era, _) = ERAS.iter().rev().find(|(era, _)| era.first_day() <= day)?;
        Some((*era, year - era.first_year() + 1))
    }

    /// The era after it.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Meiji => Some(Self::Taisho),
            Self::Taisho => Some(Self::Showa),
            Self::Showa => Some(Self::Heisei),
            Self::Heisei => Some(Self::Reiwa),
            Self::Reiwa => None,
        }
    }
}

/// A year as a text names it: 令和５年, 令和元年度, 2023年, R5年度.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextYear {
    /// From the era to 年 or 年度, as far as these are there.
    pub range: Range<usize>,
    /// The era, if one is named.
    pub era: Option<Era>,
    /// Whether 元 is written for the first year.
    pub is_gannen: bool,
    /// The number as typed.
    pub number: u32,
    /// Whether 年 follows the number.
    pub has_unit: bool,
    /// Whether it is a 年度.
    pub is_fiscal: bool,
}

impl TextYear {
    /// The year of the calendar; of a 年度 that in which it begins.
    pub fn calendar(&self) -> u32 {
        match self.era {
            Some(era) => u32::from(era.first_year()) + self.number.saturating_sub(1),
            None => self.number,
        }
    }

    /// Reads a year.
    pub fn read(scanner: &mut Scanner<'_>, text: &str) -> Option<Self> {
        let mut ahead = *scanner;
        let start = ahead.at();
        let era = ERAS.iter().find(|(_, names)| ahead.eat_any(names).is_some()).map(|(era, _)| *era);
        // A letter alone is an era where no other letter stands before it: R5, not PR5.
        let is_letter = ahead.at() - start < "令和".len();
        let glued = before(text, start)
            .is_some_and(|before| to_half_width(before).is_ascii_alphanumeric() || ".-".contains(before));
        if is_letter && glued {
            return None;
        }
        let (number, is_gannen) =
            if era.is_some() && ahead.eat("元") { (1, true) } else { (ahead.number()?.value, false) };
        if era.is_none() && !(1868..=2200).contains(&number) {
            return None;
        }
        let has_unit = ahead.eat("年");
        let is_fiscal = has_unit && ahead.eat("度");
        let range = start..ahead.at();
        // 元 without 年 is a part of a word, as in 令和元気会.
        let is_year = (has_unit || !is_gannen) && (has_unit || number < 100 || era.is_none());
        // 「2,000年」 and 「10.2000年」 are no years.
        let is_part = era.is_none()
            && before(text, start).is_some_and(|before| is_digit(before) || ",.，．".contains(before));
        (is_year && !is_part).then(|| {
            *scanner = ahead;
            Self { range, era, is_gannen, number, has_unit, is_fiscal }
        })
    }

    /// The years that a text names with 年.
    pub fn all(text: &str) -> Vec<Self> {
        starts(text)
            .filter_map(|at| Self::read(&mut Scanner::new(text, at), text))
            .filter(|year| year.has_unit)
            .fold(Vec::new(), |mut years: Vec<Self>, year| {
                if years.last().is_none_or(|last| last.range.end <= year.range.start) {
                    years.push(year);
                }
                years
            })
    }
}

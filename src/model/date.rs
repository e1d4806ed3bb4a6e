//! Days: 発行日, and what a field of dates holds.

use std::fmt::{self, Display, Formatter, Write as _};
use std::ops::RangeInclusive;
use std::str::FromStr;

use time::{Date, Month};

use super::mapping::Text;
use crate::diagnostics::{Code, Diagnostic};
use crate::language::calendar::{TextDate, WEEKDAYS};
use crate::language::era::Era;
use crate::year::{FiscalYear, era_year};

/// The calendar years of a day: from the first whose days print in an era. What a year has to do with its day is said where it is read.
const YEARS: RangeInclusive<i32> = Era::Meiji.first_year() as i32..=2117;

/// The month of a text that is a date but for its day, and how many days the month has.
fn days_of_month(text: &str) -> Option<(u8, u8)> {
    let mut parts = text.trim().splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let days = Month::try_from(month).ok()?.length(year);
    let day: u8 = parts.next()?.parse().ok()?;
    (day > days).then_some((month, days))
}

/// A day of the calendar, typed as `2024-07-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// Takes a text as a date.
    pub(super) fn read(text: &Text) -> Result<Self, Diagnostic> {
        text.value.parse().map_err(|NotADay| {
            let wrong =
                Diagnostic::new(Code::BadValue, format!("「{}」は日付として読めません。", text.value))
                    .at(&text.place)
                    .label("2024-07-31 の形で");
            match (Self::meant(&text.value), days_of_month(&text.value)) {
                (Some(day), _) => wrong.hint(format!("「{day}」と書いてください。")),
                (None, Some((month, days))) => wrong.hint(format!("{month} 月は {days} 日までです。")),
                (None, None) => wrong.hint("年・月・日を、2024-07-31 のように書いてください。"),
            }
        })
    }

    /// Takes a text as a day that has to do with a 年度: of a calendar year not further than these before and after that in which it begins.
    pub(super) fn read_near(
        what: &str,
        text: &Text,
        year: FiscalYear,
        (before, after): (i32, i32),
    ) -> Result<Self, Diagnostic> {
        let day = Self::read(text)?;
        let start = i32::from(year.starts_in());
        if (start - before..=start + after).contains(&day.to_calendar().0) {
            return Ok(day);
        }
        let message = format!("{what}「{day}」は、{}から離れすぎています。", year.label());
        Err(Diagnostic::new(Code::BadValue, message).at(&text.place).hint(format!(
            "西暦の年を確かめてください（{}は {start}-04-01 から {}-03-31 までです）。",
            year.label(),
            start + 1
        )))
    }

    /// A day by year, month (1–12) and day (1–31), if the calendar has it.
    #[must_use]
    pub fn of_calendar(year: i32, month: u8, day: u8) -> Option<Self> {
        Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok().map(Self)
    }

    /// How many days there are to a later day; fewer than none to an earlier one.
    #[must_use]
    pub fn days_to(self, later: Self) -> i64 {
        (later.0 - self.0).whole_days()
    }

    /// Its day of the week: `火`.
    #[must_use]
    pub fn weekday(self) -> char {
        WEEKDAYS[usize::from(self.0.weekday().number_days_from_monday())]
    }

    /// The day that a text names in another way: 令和６年７月31日, 2024/7/31, R6.7.31. A day of the week has to be its own.
    pub(super) fn meant(text: &str) -> Option<Self> {
        let text = text.trim();
        let [date] = &TextDate::all(text)[..] else { return None };
        let number = date.day.as_ref()?.value;
        let behind = text.get(date.range.end..).filter(|_| date.range.start == 0)?;
        let day: Self = format!("{}-{}-{number}", date.calendar_year?, date.month).parse().ok()?;
        let said = behind.trim_matches(|sign: char| "（）() 　".contains(sign));
        let own = day.weekday();
        let is_its_own = behind.is_empty()
            || [format!("{own}"), format!("{own}曜"), format!("{own}曜日")].iter().any(|name| name == said);
        is_its_own.then_some(day)
    }

    /// Year, month (1–12) and day (1–31).
    #[must_use]
    pub fn to_calendar(self) -> (i32, u8, u8) {
        (self.0.year(), self.0.month().into(), self.0.day())
    }

    /// As it is printed: `令和６年７月31日`.
    #[must_use]
    pub fn label(self) -> String {
        let (year, month, day) = self.to_calendar();
        let in_era = u16::try_from(year).ok().and_then(|year| Era::of_day(year, month, day));
        let mut label = in_era
            .map_or_else(|| format!("{year}年"), |(era, year)| format!("{}{}年", era.name(), era_year(year)));
        for (number, unit) in [(month, "月"), (day, "日")] {
            let number = if number == 1 { "１".to_owned() } else { era_year(number.into()) };
            let _ = write!(label, "{number}{unit}");
        }
        label
    }
}

/// A text that is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        parse(text).map(Self).ok_or(NotADay)
    }
}

/// As it is typed.
impl Display for Day {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.to_calendar();
        write!(f, "{year}-{month:02}-{day:02}")
    }
}

fn parse(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let mut number = |digits: usize| {
        parts.next().filter(|part| part.len() <= digits && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let year: i32 = number(4)?.parse().ok().filter(|year| YEARS.contains(year))?;
    let month: u8 = number(2)?.parse().ok()?;
    let day: u8 = number(2)?.parse().ok()?;
    if parts.next().is_some() {
        return None;
    }
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_print_in_their_era() {
        let label = |text: &str| text.parse().ok().map(Day::label);
        assert_eq!(label("2024-07-31").as_deref(), Some("令和６年７月31日"));
        assert_eq!(label("2019-04-01").as_deref(), Some("平成31年４月１日"));
        assert_eq!(label("2019-05-10").as_deref(), Some("令和元年５月10日"));
        assert_eq!(label("1989-01-07").as_deref(), Some("昭和64年１月７日"));
        assert_eq!(label("1989-01-08").as_deref(), Some("平成元年１月８日"));
        for text in ["2024-02-30", "2024-7", "令和6年", "2024-07-31-1", ""] {
            assert_eq!(label(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_years() {
        let day = |text: &str| text.parse::<Day>().expect(text);
        assert_eq!(day("2023-12-30").days_to(day("2024-03-01")), 62);
        assert_eq!(day("2024-05-01").days_to(day("2024-04-30")), -1);
        assert_eq!(day("2024-04-30").weekday(), '火');
    }
}

//! Dates, years and times of day as texts write them.

use std::ops::Range;

use time::{Date, Month, Weekday};

use super::script::to_half_width;

/// An era, with its first and its last day.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Era {
    /// 令和.
    pub name: &'static str,
    begins: (u16, u8, u8),
    ends: (u16, u8, u8),
}

/// The eras that living people write of.
static ERAS: [Era; 5] = [
    Era { name: "明治", begins: (1868, 1, 25), ends: (1912, 7, 30) },
    Era { name: "大正", begins: (1912, 7, 30), ends: (1926, 12, 25) },
    Era { name: "昭和", begins: (1926, 12, 25), ends: (1989, 1, 7) },
    Era { name: "平成", begins: (1989, 1, 8), ends: (2019, 4, 30) },
    Era { name: "令和", begins: (2019, 5, 1), ends: (9999, 12, 31) },
];

impl Era {
    /// Whether the era had such a year, month and day, as far as they are given. A 年度 is named by the era in which it begins or
    /// by that in which it ends.
    pub fn has(&self, year: u16, month: Option<u8>, day: Option<u8>, is_fiscal: bool) -> bool {
        let first = (year, month.unwrap_or(12), day.unwrap_or(31));
        let last = (year, month.unwrap_or(1), day.unwrap_or(1));
        first >= self.begins && last <= self.ends || is_fiscal && year == self.begins.0
    }
}

/// The name of a year in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrittenYear {
    /// Which bytes of the text, with 年 or 年度.
    pub range: Range<usize>,
    /// Its era, if it is not a western year.
    pub era: Option<&'static Era>,
    /// The year as it is numbered there.
    pub number: u16,
    /// The western year.
    pub year: u16,
    /// Whether it is a 年度.
    pub is_fiscal: bool,
}

/// A date in a text, as far as it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    /// Which bytes of the text, from the month to the day or weekday.
    pub range: Range<usize>,
    /// The year that stands right before it.
    pub year: Option<WrittenYear>,
    /// The month as it is numbered there.
    pub month: u16,
    /// The day as it is numbered there.
    pub day: Option<u16>,
    /// The weekday with its place: 土 of 「10月14日（土）」.
    pub weekday: Option<(Range<usize>, Weekday)>,
}

impl WrittenDate {
    /// The day of a year, if there is such a day in it.
    pub fn in_year(&self, year: u16) -> Option<Date> {
        let month = u8::try_from(self.month).ok().and_then(|month| Month::try_from(month).ok())?;
        Date::from_calendar_date(year.into(), month, u8::try_from(self.day?).ok()?).ok()
    }

    /// Whether any year has such a day.
    pub fn exists(&self) -> bool {
        match self.day {
            // 2024 is a leap year.
            Some(_) => self.in_year(self.year.as_ref().map_or(2024, |year| year.year)).is_some(),
            None => (1..=12).contains(&self.month),
        }
    }
}

/// The names of the weekdays, from Monday.
const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

/// The name of a weekday: 土.
pub(crate) fn weekday_name(day: Weekday) -> char {
    WEEKDAYS[usize::from(day.number_days_from_monday())]
}

/// The characters of a text, half-width where they have such a form, with their places.
struct Characters(Vec<(usize, char)>, usize);

impl Characters {
    fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(at, character)| (at, to_half_width(character))).collect(), text.len())
    }

    fn get(&self, index: usize) -> Option<char> {
        self.0.get(index).map(|&(_, character)| character)
    }

    fn before(&self, index: usize) -> Option<char> {
        self.get(index.checked_sub(1)?)
    }

    fn offset(&self, index: usize) -> usize {
        self.0.get(index).map_or(self.1, |&(at, _)| at)
    }

    fn range(&self, indices: Range<usize>) -> Range<usize> {
        self.offset(indices.start)..self.offset(indices.end)
    }

    /// The number that begins at an index, and where it ends.
    fn number(&self, index: usize) -> Option<(u16, usize)> {
        let mut end = index;
        let mut value: u16 = 0;
        while let Some(digit) = self.get(end).and_then(|character| character.to_digit(10)) {
            value = value.checked_mul(10)?.checked_add(u16::try_from(digit).ok()?)?;
            end += 1;
        }
        (end > index).then_some((value, end))
    }

    fn has(&self, index: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(offset, character)| self.get(index + offset) == Some(character))
    }

    /// Where a word begins that ends before an index.
    fn ends_with(&self, index: usize, word: &str) -> Option<usize> {
        let start = index.checked_sub(word.chars().count())?;
        self.has(start, word).then_some(start)
    }

    /// The weekday at an index: （土）, （土・祝）, 土曜日.
    fn weekday(&self, index: usize) -> Option<(usize, Weekday)> {
        let named = |at: usize| {
            let name = self.get(at)?;
            let place = WEEKDAYS.iter().position(|weekday| *weekday == name)?;
            let number = u8::try_from(place).ok()?;
            Some(Weekday::Monday.nth_next(number))
        };
        if self.get(index) == Some('(') {
            let day = named(index + 1)?;
            let after = index + 2;
            let closes = self.get(after) == Some(')')
                || self.has(after, "曜)")
                || self.has(after, "曜日)")
                || self.has(after, "・祝")
                || self.has(after, "・休")
                || self.has(after, "、祝");
            return closes.then_some((index + 1, day));
        }
        self.has(index + 1, "曜").then(|| named(index)).flatten().map(|day| (index, day))
    }

    /// The year whose name ends before an index: 令和5年, 2023年.
    fn year_before(&self, index: usize) -> Option<WrittenYear> {
        let end = self.ends_with(index, "年")?;
        let mut start = end;
        while start > 0 && self.get(start - 1).is_some_and(|character| character.is_ascii_digit()) {
            start -= 1;
        }
        if start == end && self.before(end) == Some('元') {
            start -= 1;
        }
        self.year(start).filter(|year| year.range.end == self.offset(index))
    }

    /// The year whose number begins at an index.
    fn year(&self, index: usize) -> Option<WrittenYear> {
        let (number, end) = match self.get(index) {
            Some('元') => (1, index + 1),
            _ => self.number(index)?,
        };
        let unit_end = if self.has(end, "年度") {
            end + 2
        } else if self.has(end, "年") {
            end + 1
        } else {
            return None;
        };
        let is_fiscal = unit_end == end + 2;
        let era = ERAS.iter().find_map(|era| Some((era, self.ends_with(index, era.name)?)));
        let (era, start, year) = match era {
            Some((era, start)) => (Some(era), start, (era.begins.0 + number).checked_sub(1)?),
            None if number >= 1868 && end == index + 4 => (None, index, number),
            None => return None,
        };
        Some(WrittenYear { range: self.range(start..unit_end), era, number, year, is_fiscal })
    }

    /// The date whose month begins at an index, and where it ends.
    fn date(&self, index: usize) -> Option<(WrittenDate, usize)> {
        let (first, end) = self.number(index)?;
        let is_part = |character: Option<char>| {
            character.is_some_and(|character| character.is_ascii_alphanumeric() || "/-.:".contains(character))
        };
        match self.get(end)? {
            '月' if !self.has(end + 1, "間") && !self.has(end + 1, "目") => {
                let day = self.number(end + 1).filter(|&(_, end)| {
                    self.has(end, "日") && !["間", "目", "分"].iter().any(|word| self.has(end + 1, word))
                });
                let end = day.map_or(end + 1, |(_, end)| end + 1);
                Some(self.dated(index, self.year_before(index), first, day.map(|(day, _)| day), end))
            }
            sign @ ('/' | '-') if !is_part(self.before(index)) => {
                let (second, second_end) = self.number(end + 1)?;
                if first >= 1868 && self.get(second_end) == Some(sign) {
                    let (day, day_end) = self.number(second_end + 1)?;
                    let year = WrittenYear {
                        range: self.range(index..end),
                        era: None,
                        number: first,
                        year: first,
                        is_fiscal: false,
                    };
                    (!is_part(self.get(day_end)))
                        .then(|| self.dated(end + 1, Some(year), second, Some(day), day_end))
                } else {
                    // 5/3 may be a fraction.
                    let is_date = sign == '/' && self.weekday(second_end).is_some();
                    is_date.then(|| self.dated(index, None, first, Some(second), second_end))
                }
            }
            _ => None,
        }
    }

    fn dated(
        &self,
        start: usize,
        year: Option<WrittenYear>,
        month: u16,
        day: Option<u16>,
        end: usize,
    ) -> (WrittenDate, usize) {
        let weekday = day.and_then(|_| self.weekday(end));
        let after = weekday.map_or(end, |(at, _)| at + 1);
        let weekday = weekday.map(|(at, day)| (self.range(at..at + 1), day));
        (WrittenDate { range: self.range(start..after), year, month, day, weekday }, after)
    }

    /// A further day of the month before: 15日（日） of 「14日（土）・15日（日）」.
    fn further_day(&self, index: usize, last: &WrittenDate) -> Option<(WrittenDate, usize)> {
        const BETWEEN: &[&str] = &["・", "、", "~", "〜", "-", "から", "及び", "と", "日", "祝", "休", ")"];
        let (day, end) = self.number(index)?;
        let from = self.0.partition_point(|&(at, _)| at < last.range.end);
        let between: String = self.0.get(from..index)?.iter().map(|(_, character)| character).collect();
        let mut rest = between.as_str();
        while let Some(word) = BETWEEN.iter().find(|word| rest.starts_with(**word)) {
            rest = &rest[word.len()..];
        }
        (rest.is_empty()
            && !between.is_empty()
            && self.has(end, "日")
            && last.day.is_some_and(|first| first < day))
        .then(|| self.dated(index, last.year.clone(), last.month, Some(day), end + 1))
    }
}

/// The dates of a text in order.
pub(crate) fn dates(text: &str) -> Vec<WrittenDate> {
    let characters = Characters::of(text);
    let mut dates: Vec<WrittenDate> = Vec::new();
    let mut index = 0;
    while index < characters.0.len() {
        let Some((_, end)) = characters.number(index) else {
            index += 1;
            continue;
        };
        let further = dates.last().and_then(|last| characters.further_day(index, last));
        match characters.date(index).or(further) {
            Some((date, end)) => {
                dates.push(date);
                index = end;
            }
            None => index = end,
        }
    }
    dates
}

/// The names of years of a text in order.
pub(crate) fn years(text: &str) -> Vec<WrittenYear> {
    let characters = Characters::of(text);
    let mut years = Vec::new();
    let mut index = 0;
    while index < characters.0.len() {
        let is_number =
            characters.get(index).is_some_and(|character| character.is_ascii_digit() || character == '元');
        years.extend(is_number.then(|| characters.year(index)).flatten());
        index = characters.number(index).map_or(index + 1, |(_, end)| end);
    }
    years
}

/// A time of day in a text: 10:30, 午後１時30分.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrittenTime {
    /// Which bytes of the text, with 午前 or 午後.
    pub range: Range<usize>,
    /// Whether 午前 or 午後 stands before it.
    pub is_half_day: bool,
    /// Whether it is of the 午後.
    pub is_afternoon: bool,
    /// The hour as it is numbered there.
    pub hour: u16,
    /// The minute, if it is given.
    pub minute: Option<u16>,
}

impl WrittenTime {
    /// The minute of the day.
    pub fn minute_of_day(&self) -> u16 {
        let noon = if self.is_afternoon && self.hour < 12 { 12 } else { 0 };
        (self.hour + noon).saturating_mul(60).saturating_add(self.minute.unwrap_or_default())
    }
}

/// The times of day of a text in order. A number of hours, 30時間, is none; nor is a ratio.
pub(crate) fn times(text: &str) -> Vec<WrittenTime> {
    const NOT_TIMES: &[&str] = &["間", "点", "期", "代", "限", "給", "短", "差", "系"];
    let characters = Characters::of(text);
    let mut times = Vec::new();
    let mut index = 0;
    while index < characters.0.len() {
        let Some((hour, end)) = characters.number(index) else {
            index += 1;
            continue;
        };
        let is_free = characters
            .before(index)
            .is_none_or(|before| !(before.is_ascii_alphanumeric() || ":./,-〒".contains(before)));
        let half = ["午前", "午後"].iter().position(|half| characters.ends_with(index, half).is_some());
        let start = if half.is_some() { index - 2 } else { index };
        let (minute, after) = match characters.get(end) {
            Some(':') => match characters.number(end + 1) {
                Some((minute, after)) if after == end + 3 => (Some(minute), after),
                _ => (None, 0),
            },
            Some('時') if !NOT_TIMES.iter().any(|word| characters.has(end + 1, word)) => {
                let minute = characters.number(end + 1).filter(|&(_, end)| characters.has(end, "分"));
                minute.map_or((None, end + 1), |(minute, end)| (Some(minute), end + 1))
            }
            _ => (None, 0),
        };
        let goes_on =
            characters.get(after).is_some_and(|next| next.is_ascii_alphanumeric() || ":./".contains(next));
        if after > 0 && is_free && !goes_on && end - index <= 2 {
            let range = characters.range(start..after);
            times.push(WrittenTime {
                range,
                is_half_day: half.is_some(),
                is_afternoon: half == Some(1),
                hour,
                minute,
            });
            index = after;
        } else {
            index = end;
        }
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        let read = |text: &str| -> Vec<String> {
            dates(text)
                .iter()
                .map(|WrittenDate { range, year, month, day, weekday }| {
                    let year = year.as_ref().map(|year| year.year);
                    let weekday = weekday.as_ref().map(|(_, day)| weekday_name(*day));
                    format!("{} {year:?} {month} {day:?} {weekday:?}", &text[range.clone()])
                })
                .collect()
        };
        assert_eq!(read("令和５年10月14日（土）に"), ["10月14日（土 Some(2023) 10 Some(14) Some('土')"]);
        assert_eq!(
            read("5月3日(水・祝)、4日（木）"),
            ["5月3日(水 None 5 Some(3) Some('水')", "4日（木 None 5 Some(4) Some('木')"]
                .iter()
                .map(|date| date.to_string())
                .collect::<Vec<_>>()
        );
        assert_eq!(
            read("2024-04-01と4月、5/3（水）"),
            ["04-01 Some(2024) 4 Some(1) None", "4月 None 4 None None", "5/3（水 None 5 Some(3) Some('水')"]
        );
        assert_eq!(read("5月3日土曜日、3か月間、2/3、1月間"), ["5月3日土 None 5 Some(3) Some('土')"]);
    }

    #[test]
    fn years_are_those_of_their_era() {
        let read = |text: &str| -> Vec<u16> { years(text).iter().map(|year| year.year).collect() };
        assert_eq!(read("令和元年度から令和５年、平成31年4月、2024年度"), [2019, 2023, 2019, 2024]);
        assert!(read("5年間、10年後、3年目").is_empty());
    }

    #[test]
    fn times_of_day_are_told_from_hours_and_ratios() {
        let read = |text: &str| -> Vec<u16> { times(text).iter().map(WrittenTime::minute_of_day).collect() };
        assert_eq!(read("10:00～12:30、午後1時30分、13時"), [600, 750, 810, 780]);
        assert!(read("30時間、1:2、https://example.jp:80/、24時間、12:34:56").is_empty());
    }
}

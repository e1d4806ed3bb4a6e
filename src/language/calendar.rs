//! The dates of a text: years, months, days and weekdays.

use std::ops::Range;

use time::{Date, Month};

use super::era::TextYear;
use super::scanner::{Part, Scanner, starts};
use super::script::{is_digit, to_half_width};

/// A date of a text. What a text leaves out after another date is taken from there: 「７月３日から14日まで」.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextDate {
    /// All that is typed of it, without the weekday.
    pub range: Range<usize>,
    /// The year as typed.
    pub year: Option<TextYear>,
    /// The year of the calendar that the text gives, here or in the date before.
    pub calendar_year: Option<u32>,
    /// The month, typed here or in the date before.
    pub month: u32,
    /// Whether the month is typed here.
    pub has_month: bool,
    /// The day.
    pub day: Option<Part>,
    /// The weekday beside it, counted from Monday.
    pub weekday: Option<Part>,
    /// What joins it to the date before, if nothing else stands between.
    pub joint: Option<Range<usize>>,
}

/// 月 to 日, as `time` counts them.
pub(crate) const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];

/// What joins dates of one row or range.
const JOINTS: &[&str] = &[
    "から",
    "より",
    "～",
    "〜",
    "~",
    "-",
    "－",
    "―",
    "・",
    "･",
    "、",
    "，",
    ",",
    "及び",
    "および",
    "と",
    "又は",
    "または",
    "並びに",
    "→",
];

/// The joints of a range.
pub(crate) fn is_range(joint: &str) -> bool {
    matches!(joint.trim_matches([' ', '　']), "から" | "より" | "～" | "〜" | "~" | "-" | "－" | "―")
}

/// What follows 日 where days are counted.
const NOT_A_DAY: &[&str] =
    &["間", "目", "後", "前", "分", "以", "程", "ほど", "あたり", "当たり", "ごと", "おき", "ずつ", "連続"];

impl TextDate {
    /// The dates of a text in order: those with a month, and the days that follow them.
    pub fn all(text: &str) -> Vec<Self> {
        let mut dates: Vec<Self> = Vec::new();
        let mut done = 0;
        for at in starts(text) {
            if at < done {
                continue;
            }
            let mut scanner = Scanner::new(text, at);
            if let Some(date) = Self::read(&mut scanner, text, dates.last()) {
                done = scanner.at();
                dates.push(date);
            }
        }
        dates
    }

    fn read(scanner: &mut Scanner<'_>, text: &str, last: Option<&Self>) -> Option<Self> {
        let start = scanner.at();
        // 「1,234日」 and 「2.5月」; 「見学会：10月８日」 is a date.
        let lead = text[..start].strip_suffix(['.', ',', '．', '，', '/', '／', ':', '：']);
        if lead.is_some_and(|lead| lead.ends_with(is_digit)) {
            return None;
        }
        let joint = last.and_then(|last| joint(text, last, start));
        let linked = last.filter(|_| joint.is_some());
        let mut ahead = *scanner;
        let year = TextYear::read(&mut ahead, text);
        if year.is_some() {
            skip_other_year(&mut ahead, text);
            ahead.skip_spaces();
        }
        let typed = if year.as_ref().is_some_and(|year| !year.has_unit) {
            in_figures(&mut ahead).map(|(month, day)| (Some(month), Some(day)))
        } else {
            month_and_day(&mut ahead).or_else(|| before_weekday(&mut ahead))
        };
        let (month, day) = typed?;
        let end = ahead.at();
        // A day alone belongs to the month before it, if it does not go back.
        let inherited = linked.filter(|last| {
            let later = last.day.as_ref().zip(day.as_ref()).is_some_and(|(last, day)| last.value < day.value);
            later || joint.as_ref().is_some_and(|joint| is_range(&text[joint.clone()]))
        });
        let has_month = month.is_some();
        let month = match month {
            Some(month) => month.value,
            None => inherited?.month,
        };
        let calendar_year = match &year {
            Some(year) if year.is_fiscal => Some(year.calendar() + u32::from(month < 4)),
            Some(year) => Some(year.calendar()),
            None => linked.and_then(|last| Some(last.calendar_year? + u32::from(month < last.month))),
        };
        let weekday = day.as_ref().and_then(|_| weekday(&mut ahead));
        *scanner = ahead;
        Some(Self { range: start..end, year, calendar_year, month, has_month, day, weekday, joint })
    }

    /// The day of the calendar in a year, if there is such a day.
    pub fn in_year(&self, year: u32) -> Option<Date> {
        let month = Month::try_from(u8::try_from(self.month).ok()?).ok()?;
        let day = u8::try_from(self.day.as_ref()?.value).ok()?;
        Date::from_calendar_date(i32::try_from(year).ok()?, month, day).ok()
    }
}

/// Reads the same year in brackets, of which another rule speaks: 「2023年（令和５年）10月」.
fn skip_other_year(scanner: &mut Scanner<'_>, text: &str) {
    let mut ahead = *scanner;
    if ahead.eat_char("（(").is_some()
        && TextYear::read(&mut ahead, text).is_some()
        && ahead.eat_char("）)").is_some()
    {
        ahead.eat("年");
        *scanner = ahead;
    }
}

/// Reads 「10月14日」, 「10月」 or 「14日」.
fn month_and_day(scanner: &mut Scanner<'_>) -> Option<(Option<Part>, Option<Part>)> {
    let mut ahead = *scanner;
    let number = ahead.number()?;
    ahead.skip_spaces();
    if ahead.eat("月") {
        let after_month = ahead;
        ahead.skip_spaces();
        let day = day(&mut ahead);
        *scanner = if day.is_some() { ahead } else { after_month };
        return Some((Some(number), day));
    }
    ahead = *scanner;
    let day = day(&mut ahead)?;
    *scanner = ahead;
    Some((None, Some(day)))
}

fn day(scanner: &mut Scanner<'_>) -> Option<Part> {
    let number = scanner.number()?;
    let goes_on = scanner.rest().strip_prefix('日')?;
    let is_counted = NOT_A_DAY.iter().any(|word| goes_on.starts_with(word));
    (scanner.eat("日") && !is_counted).then_some(number)
}

/// Reads what follows a year in figures, 「.10.14」, 「/10/14」 or 「-10-14」.
fn in_figures(scanner: &mut Scanner<'_>) -> Option<(Part, Part)> {
    let sign = scanner.eat_char("./-．／")?;
    let month = scanner.number()?;
    scanner.eat_char(sign.encode_utf8(&mut [0; 4]))?;
    let day = scanner.number()?;
    let goes_on =
        scanner.peek().is_some_and(|next| next == sign || to_half_width(next).is_ascii_alphanumeric());
    (!goes_on).then_some((month, day))
}

/// Reads 「10/14」 where a weekday follows; else it is a fraction.
fn before_weekday(scanner: &mut Scanner<'_>) -> Option<(Option<Part>, Option<Part>)> {
    let mut ahead = *scanner;
    let month = ahead.number()?;
    ahead.eat_char("/／")?;
    let day = ahead.number()?;
    weekday(&mut ahead.clone())?;
    *scanner = ahead;
    Some((Some(month), Some(day)))
}

/// Reads 「（土）」, 「(金・祝)」, 「（土曜日）」 or 「土曜日」; not what names several weekdays.
fn weekday(scanner: &mut Scanner<'_>) -> Option<Part> {
    let mut ahead = *scanner;
    ahead.skip_spaces();
    let close = ahead.eat_char("（(〔［[").map(|open| match open {
        '（' => '）',
        '(' => ')',
        '〔' => '〕',
        '［' => '］',
        _ => ']',
    });
    if close.is_none() {
        ahead.eat("の");
    }
    let start = ahead.at();
    let name = ahead.peek()?;
    let value = WEEKDAYS.iter().position(|weekday| *weekday == name)?;
    ahead.eat_char(name.encode_utf8(&mut [0; 4]));
    let end = ahead.at();
    let has_word = ahead.eat("曜日") || ahead.eat("曜");
    let Some(close) = close else {
        return has_word.then(|| {
            *scanner = ahead;
            Part { range: start..end, value: u32::try_from(value).unwrap_or_default() }
        });
    };
    let inner = ahead.rest();
    let length = inner.find([close, '）', ')', '\n'])?;
    let rest = &inner[..length];
    let is_weekday = |character: char| WEEKDAYS.contains(&character);
    // 「（土・日）」 tells two days.
    let aside = rest.strip_prefix(['・', '･', '、', '，', ',', '祝', '休', '振', ' ', '　', '/', '／']);
    let several = aside.is_some_and(|aside| {
        let mut aside = aside.chars();
        aside.next().is_some_and(is_weekday) && aside.next().is_none_or(|next| !"程前後頃".contains(next))
    }) || rest.starts_with(['～', '〜', '-', '－', '~']);
    if several || !(rest.is_empty() || aside.is_some() || has_word) {
        return None;
    }
    *scanner = Scanner::new_after(&ahead, length);
    scanner.eat_char("）)〕］]");
    Some(Part { range: start..end, value: u32::try_from(value).unwrap_or_default() })
}

/// What joins a date to the one before it.
fn joint(text: &str, last: &TextDate, start: usize) -> Option<Range<usize>> {
    let mut scanner = Scanner::new(text, last.range.end);
    if last.weekday.is_some() {
        weekday(&mut scanner)?;
    } else if let Some(length) = bracketed(scanner.rest()) {
        scanner = Scanner::new_after(&scanner, length);
    }
    let from = scanner.at();
    let between = text.get(from..start)?.trim_matches([' ', '　']);
    JOINTS.contains(&between).then_some(from..start)
}

/// The length of a short aside in brackets at the start of a text: 「（祝）」, 「（土・日）」.
fn bracketed(text: &str) -> Option<usize> {
    let inner = text.strip_prefix(['（', '('])?;
    let open = text.len() - inner.len();
    let end = inner.find(['）', ')'])?;
    let close = inner[end..].chars().next().map_or(0, char::len_utf8);
    (inner[..end].chars().count() <= 8).then_some(open + end + close)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Year, month, day and weekday of each date.
    fn read(text: &str) -> Vec<String> {
        let shown = |date: &TextDate| {
            let year = date.calendar_year.map_or_else(|| "?".to_owned(), |year| year.to_string());
            let day = date.day.as_ref().map_or(0, |day| day.value);
            let weekday = date.weekday.as_ref().map(|weekday| &text[weekday.range.clone()]);
            format!("{year}-{}-{day}{}", date.month, weekday.unwrap_or_default())
        };
        TextDate::all(text).iter().map(shown).collect()
    }

    #[test]
    fn dates_are_read_as_they_are_typed() {
        for (text, expected) in [
            ("令和５年10月14日（土）・15日(日)に", vec!["2023-10-14土", "2023-10-15日"]),
            ("2023年（令和５年）５月３日（水・祝）", vec!["2023-5-3水"]),
            ("12月28日から１月４日まで", vec!["?-12-28", "?-1-4"]),
            ("令和5年12月28日～1月4日", vec!["2023-12-28", "2024-1-4"]),
            ("R5.10.14(土)と2024-02-01に", vec!["2023-10-14土", "2024-2-1"]),
            ("5/20（土）に1/2の方が", vec!["?-5-20土"]),
            ("見学会：6月10日の土曜日", vec!["?-6-10土"]),
            ("令和6年度の4月1日（土・日）", vec!["?-4-1"]),
            ("平成31年4月から、10月末まで", vec!["2019-4-0", "?-10-0"]),
            ("3日間で15日号を配り、1月当たり", vec!["?-1-0"]),
            ("1,234日、2.5月、10か月", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn years_of_eras_are_years_of_the_calendar() {
        let years = |text| TextYear::all(text).iter().map(TextYear::calendar).collect::<Vec<_>>();
        assert_eq!(years("令和元年、令和１年度、平成31年"), [2019, 2019, 2019]);
        assert_eq!(years("Ｒ５年度、昭和39年、2024年"), [2023, 1964, 2024]);
        assert_eq!(years("PR5年、5年、2,000年、12000年"), [0; 0]);
    }

    #[test]
    fn odd_input_does_no_harm() {
        for text in [
            "",
            "令和",
            "令和元",
            "5月",
            "（",
            "5/",
            "99999999月1日",
            "令和５年（",
            "1日（日",
            "R",
            "5月3日（",
        ] {
            let _ = (read(text), TextYear::all(text));
        }
    }
}

//! Dates and times as their cell shows them.

use std::fmt::Write as _;

use calamine::ExcelDateTime;

use super::shown;
use crate::language::era::Era;
use crate::model::Day;

/// The formats that Japanese Excel knows by number alone (ECMA-376, 18.8.30), and those that it shows otherwise than they say.
const BY_NUMBER: &[(u32, &str)] = &[
    (14, "yyyy/m/d"),
    (22, "yyyy/m/d h:mm"),
    (27, "ge.m.d"),
    (28, "ggge年m月d日"),
    (29, "ggge年m月d日"),
    (30, "m/d/yy"),
    (31, "yyyy年m月d日"),
    (32, "h時mm分"),
    (34, "yyyy年m月"),
    (35, "m月d日"),
    (36, "ge.m.d"),
    (50, "ge.m.d"),
    (51, "ggge年m月d日"),
    (52, "yyyy年m月"),
    (53, "m月d日"),
    (54, "ggge年m月d日"),
    (55, "yyyy年m月"),
    (56, "m月d日"),
    (57, "ge.m.d"),
    (58, "ggge年m月d日"),
];

/// What a number is, as its format spells it.
#[derive(Debug, Clone, Copy)]
struct Moment {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    /// Whether it is a time without a day.
    is_clock: bool,
}

/// A date or time as its cell shows it, if its format is one of those that offices use.
pub(super) fn shown(time: &ExcelDateTime, code: Option<&str>, id: Option<u32>) -> Option<String> {
    let value = time.as_f64();
    if time.is_duration() || !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let by_number = BY_NUMBER.iter().find(|(number, _)| Some(*number) == id).map(|(_, code)| *code);
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let moment = Moment { year, month, day, hour, minute, is_clock: value < 1.0 };
    if second != 0 {
        return None;
    }
    moment.spelt(shown::parts(by_number.or(code)?).first()?)
}

impl Moment {
    /// As a format spells it.
    fn spelt(self, code: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = code;
        let mut after_hour = false;
        while let Some(first) = rest.chars().next() {
            let length = rest.chars().take_while(|next| *next == first).count();
            let mut taken = length * first.len_utf8();
            match first.to_ascii_lowercase() {
                '"' => {
                    let (word, _) = rest[1..].split_once('"')?;
                    out.push_str(word);
                    taken = word.len() + 2;
                }
                '\\' => {
                    let word = rest[1..].chars().next()?;
                    out.push(word);
                    taken = 1 + word.len_utf8();
                }
                '[' => {
                    let (inside, _) = rest[1..].split_once(']')?;
                    // A language: `[$-411]`. Anything else counts hours, or is a colour.
                    inside.starts_with("$-").then_some(())?;
                    taken = inside.len() + 2;
                }
                'h' => out.push_str(&padded(self.hour.into(), length)?),
                'm' if after_hour => out.push_str(&padded(self.minute.into(), length)?),
                unit @ ('y' | 'e' | 'g' | 'm' | 'd' | 'a') => out.push_str(&self.of_day(unit, length)?),
                ' ' | '/' | '-' | '.' | ':' | ',' => out.push_str(&rest[..taken]),
                other if !other.is_ascii() => out.push_str(&rest[..taken]),
                _ => return None,
            }
            after_hour = match first.to_ascii_lowercase() {
                'h' => true,
                'y' | 'e' | 'g' | 'm' | 'd' | 'a' => false,
                _ => after_hour,
            };
            rest = &rest[taken..];
        }
        Some(out).filter(|shown| !shown.trim().is_empty())
    }

    /// A part of the day.
    fn of_day(self, unit: char, length: usize) -> Option<String> {
        if self.is_clock {
            return None;
        }
        let (year, month, day) = (i32::from(self.year), self.month, self.day);
        let era = || Era::of_day(self.year, month, day);
        match (unit, length) {
            ('y', 1 | 2) => Some(format!("{:02}", year % 100)),
            ('y', _) | ('e', 3..) => Some(year.to_string()),
            ('e', _) => padded(era()?.1.into(), length),
            ('g', 1) => era()?.0.letter().map(str::to_owned),
            ('g', 2) => era()?.0.name().chars().next().map(String::from),
            ('g', _) => Some(era()?.0.name().to_owned()),
            ('m', _) => padded(month.into(), length),
            ('d', _) => padded(day.into(), length),
            (_, 3) => Some(Day::of_calendar(year, month, day)?.weekday().to_string()),
            (_, 4) => Some(format!("{}曜日", Day::of_calendar(year, month, day)?.weekday())),
            _ => None,
        }
    }
}

/// A number in one digit or two; more letters are names in English.
fn padded(number: u32, length: usize) -> Option<String> {
    let mut out = String::new();
    match length {
        1 => write!(out, "{number}").ok()?,
        2 => write!(out, "{number:02}").ok()?,
        _ => return None,
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn dates_are_as_their_cell_shows_them() {
        for (value, code, id, wanted) in [
            (46_090.0, "[$-411]ggge\"年\"m\"月\"d\"日\";@", None, Some("令和8年3月9日")),
            (46_117.0, "m\"月\"d\"日\"", None, Some("4月5日")),
            (46_117.0, "General", Some(56), Some("4月5日")),
            (46_117.0, "mm-dd-yy", Some(14), Some("2026/4/5")),
            (46_117.0, "[$-411]ge.m.d", None, Some("R8.4.5")),
            (46_117.0, "yyyy\\-mm\\-dd", None, Some("2026-04-05")),
            (46_117.0, "m/d(aaa)", None, None),
            (46_117.0, "m月d日（aaa）", None, Some("4月5日（日）")),
            (46_117.562_5, "yyyy/m/d h:mm", None, Some("2026/4/5 13:30")),
            (0.5, "h:mm", Some(20), Some("12:00")),
            (46_117.0, "d-mmm", Some(16), None),
            (0.5, "m月d日", None, None),
        ] {
            let time = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false);
            assert_eq!(shown(&time, Some(code), id).as_deref(), wanted, "{value} {code}");
        }
    }
}

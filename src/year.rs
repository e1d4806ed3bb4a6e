//! 年度 and the spans made of them.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

use crate::language::era::Era;
use crate::language::script::printed_number;

/// The first 年度 of 令和, which is also the last of 平成.
const REIWA_FIRST: u16 = Era::Reiwa.first_year();
/// The first 年度 of 平成.
const HEISEI_FIRST: u16 = Era::Heisei.first_year();
/// The names and letters by which people say an era, with its first year.
const ERAS: [(&str, u16); 6] = [
    ("令和", REIWA_FIRST),
    ("平成", HEISEI_FIRST),
    ("昭和", SHOWA_FIRST),
    ("R", REIWA_FIRST),
    ("H", HEISEI_FIRST),
    ("S", SHOWA_FIRST),
];
/// The first 年度 of 昭和, of which no more can be written than what was 平成 in the end.
const SHOWA_FIRST: u16 = Era::Showa.first_year();
/// The last 年度 that can be written: `R99`.
const LAST: u16 = REIWA_FIRST + 98;

/// A 年度: April of one year to March of the next, known by the year in which it begins.
///
/// Written `R5` or `H30`; 2019 is both `H31` and `R1`, and is shown as `R1`.
///
/// ```
/// use shinchoku::year::FiscalYear;
///
/// let year: FiscalYear = "H31".parse().expect("a year");
/// assert_eq!(year.to_string(), "R1");
/// assert_eq!(year.label(), "令和元年度");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// The calendar year in which it begins.
    #[must_use]
    pub fn starts_in(self) -> u16 {
        self.0
    }

    /// The year before, if the eras of the program reach so far.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        self.0.checked_sub(1).filter(|&year| year >= HEISEI_FIRST).map(Self)
    }

    /// The year after, if it can be written.
    #[must_use]
    pub fn after(self) -> Option<Self> {
        Some(self.0 + 1).filter(|&year| year <= LAST).map(Self)
    }

    /// The era's letter, its name, and the year in it.
    fn era(self) -> (char, &'static str, u16) {
        if self.0 >= REIWA_FIRST {
            ('R', "令和", self.0 - REIWA_FIRST + 1)
        } else {
            ('H', "平成", self.0 - HEISEI_FIRST + 1)
        }
    }

    /// As a heading prints it: `令和５年度`, `令和元年度`, `令和10年度`.
    #[must_use]
    pub fn label(self) -> String {
        format!("{}{}", self.era_name(), self.label_in_era())
    }

    /// The name of its era: `令和`.
    #[must_use]
    pub fn era_name(self) -> &'static str {
        self.era().1
    }

    /// As a heading prints it under the name of its era: `５年度`, `元年度`.
    #[must_use]
    pub fn label_in_era(self) -> String {
        format!("{}年度", era_year(self.era().2))
    }
}

/// A year of an era as documents print it: the first is 元.
pub(crate) fn era_year(year: u16) -> String {
    if year == 1 { "元".into() } else { printed_number(year.into()) }
}

impl Display for FiscalYear {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (letter, _, year) = self.era();
        write!(f, "{letter}{year}")
    }
}

impl Serialize for FiscalYear {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A text that is not a 年度.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAYear;

impl FiscalYear {
    /// A year as people write it, who are not a file of data: `r5`, `Ｒ５`, `令和5年度`, `令和元年`, `2023`. A number alone is a year of
    /// 令和.
    #[must_use]
    pub fn meant(text: &str) -> Option<Self> {
        let plain: String = text.nfkc().filter(|character| !character.is_whitespace()).collect();
        let plain = plain.trim_end_matches('度').trim_end_matches('年').to_uppercase();
        let named = ERAS.iter().find_map(|(name, first)| Some((*first, plain.strip_prefix(name)?)));
        let (first, year) = named.unwrap_or((REIWA_FIRST, &plain));
        let year = if year == "元" { "1" } else { year.trim_start_matches('0') };
        let is_number = year.bytes().all(|byte| byte.is_ascii_digit());
        let number: u16 = year.parse().ok().filter(|_| is_number)?;
        let year = match (named, year.len()) {
            (None, 4) => number,
            // Years of an era that were to come when they were written, 平成34年度, have come under another one.
            (_, 1 | 2) => first + number - 1,
            _ => return None,
        };
        (HEISEI_FIRST..=LAST).contains(&year).then_some(Self(year))
    }
}

impl FromStr for FiscalYear {
    type Err = NotAYear;

    fn from_str(text: &str) -> Result<Self, NotAYear> {
        let (first, last) = match text.as_bytes().first() {
            Some(b'R') => (REIWA_FIRST, LAST),
            Some(b'H') => (HEISEI_FIRST, REIWA_FIRST),
            _ => return Err(NotAYear),
        };
        let digits = &text[1..];
        if digits.is_empty()
            || digits.len() > 2
            || digits.starts_with('0')
            || !digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Err(NotAYear);
        }
        let year: u16 = digits.parse().map_err(|_| NotAYear)?;
        let year = first + year - 1;
        if year > last { Err(NotAYear) } else { Ok(Self(year)) }
    }
}

impl TryFrom<String> for FiscalYear {
    type Error = NotAYear;

    fn try_from(text: String) -> Result<Self, NotAYear> {
        text.parse()
    }
}

impl Display for NotAYear {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("not a year as files write it")
    }
}

/// A run of 年度, both ends included: `R1-R5`, or `R3` for one year alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    first: FiscalYear,
    last: FiscalYear,
}

impl Period {
    /// The first 年度.
    #[must_use]
    pub fn first(self) -> FiscalYear {
        self.first
    }

    /// The last 年度.
    #[must_use]
    pub fn last(self) -> FiscalYear {
        self.last
    }

    /// Whether a 年度 lies in it.
    #[must_use]
    pub fn contains(self, year: FiscalYear) -> bool {
        self.first <= year && year <= self.last
    }

    /// Whether all of another period lies in it.
    #[must_use]
    pub fn encloses(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// From one 年度 to another, which is not before it.
    #[must_use]
    pub fn between(first: FiscalYear, last: FiscalYear) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// One as long that follows on it.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let years = self.last.0 - self.first.0;
        let last = FiscalYear(self.last.0 + 1 + years);
        Self::between(self.last.after()?, last).filter(|_| last.0 <= LAST)
    }

    /// What of it lies in another period.
    #[must_use]
    pub fn within(self, other: Self) -> Option<Self> {
        Self::between(self.first.max(other.first), self.last.min(other.last))
    }

    /// Its 年度 in order.
    pub fn years(self) -> impl DoubleEndedIterator<Item = FiscalYear> + Clone {
        (self.first.0..=self.last.0).map(FiscalYear)
    }

    /// How many 年度 it has.
    #[must_use]
    pub fn year_count(self) -> usize {
        usize::from(self.last.0 - self.first.0) + 1
    }

    /// How far a 年度 of the period is from its start.
    #[must_use]
    pub fn index_of(self, year: FiscalYear) -> Option<usize> {
        self.contains(year).then(|| usize::from(year.0 - self.first.0))
    }
}

impl Display for Period {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(f, "{}", self.first)
        } else {
            write!(f, "{}-{}", self.first, self.last)
        }
    }
}

/// A text that is not a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAPeriod {
    /// One end is not a 年度.
    NotAYear,
    /// The end comes before the start.
    Reversed,
}

impl From<NotAYear> for NotAPeriod {
    fn from(_: NotAYear) -> Self {
        Self::NotAYear
    }
}

impl Period {
    /// A period as people write it: `R6～R10`, `令和6～10年度`, `2024-2028`, `令和６年度から令和10年度まで`.
    #[must_use]
    pub fn meant(text: &str) -> Option<Self> {
        let plain: String = text.nfkc().filter(|character| !character.is_whitespace()).collect();
        let plain = plain.trim_end_matches("まで");
        let parts: Vec<&str> = plain
            .split(['-', '~', '〜', '−', '‐', '–', '—', 'ー'])
            .flat_map(|part| part.split("から"))
            .collect();
        match parts[..] {
            [year] => FiscalYear::meant(year).and_then(|year| Self::between(year, year)),
            [first, last] => {
                // 平成28～30年度: the era is that of the first; 2024～28: the century is.
                let is_bare = last.chars().take_while(char::is_ascii_digit).count() < 4
                    && last.starts_with(|sign: char| sign.is_ascii_digit());
                let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
                let said = match (digits(first), digits(last)) {
                    (4, 2) => first[..2].to_owned(),
                    // 2024～8: whether of 令和, nobody can tell.
                    (4, _) if is_bare => return None,
                    _ => first.chars().take_while(|sign| !sign.is_ascii_digit()).collect(),
                };
                let last = if is_bare { format!("{said}{last}") } else { last.to_owned() };
                Self::between(FiscalYear::meant(first)?, FiscalYear::meant(&last)?)
            }
            _ => None,
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        Self::between(first.trim().parse()?, last.trim().parse()?).ok_or(NotAPeriod::Reversed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(text: &str) -> FiscalYear {
        text.parse().expect(text)
    }

    #[test]
    fn the_year_of_two_eras_is_one_year() {
        assert_eq!(year("H31"), year("R1"));
        assert_eq!(year("H31").to_string(), "R1");
        assert_eq!(year("H31").label(), "令和元年度");
    }

    #[test]
    fn labels_follow_the_form() {
        assert_eq!(year("R5").label(), "令和５年度");
        assert_eq!(year("R12").label(), "令和12年度");
        assert_eq!(year("H30").label(), "平成30年度");
    }

    #[test]
    fn what_is_no_year_is_refused() {
        for text in ["", "R", "R0", "R05", "H32", "5", "Ｒ５", "R5年度", "R100", "令"] {
            assert_eq!(text.parse::<FiscalYear>(), Err(NotAYear), "{text}");
        }
    }

    #[test]
    fn a_year_is_known_however_it_is_written() {
        for text in [
            "R5",
            "r5",
            "Ｒ５",
            "5",
            "５",
            "05",
            "R05",
            "令和5年度",
            "令和５年",
            "2023",
            "２０２３年度",
            " R5 ",
        ] {
            assert_eq!(FiscalYear::meant(text), Some(year("R5")), "{text}");
        }
        assert_eq!(FiscalYear::meant("令和元年度"), Some(year("R1")));
        assert_eq!(FiscalYear::meant("平成30年"), Some(year("H30")));
        for (text, same) in
            [("平成34年度", "R4"), ("H32", "R2"), ("h32", "R2"), ("S65", "H2"), ("昭和64年度", "H1")]
        {
            assert_eq!(FiscalYear::meant(text), Some(year(same)), "{text}");
        }
        for text in ["", "令和", "1867", "20233", "昭和60年度", "S63", "R100", "0", "五", "R5-R6"] {
            assert_eq!(FiscalYear::meant(text), None, "{text}");
        }
    }

    #[test]
    fn periods() {
        let period: Period = "H31-R5".parse().expect("a period");
        assert_eq!(period.to_string(), "R1-R5");
        assert_eq!(period.year_count(), 5);
        assert_eq!(period.index_of(year("R3")), Some(2));
        assert_eq!(period.index_of(year("R6")), None);
        assert_eq!("R3".parse::<Period>().expect("one year").year_count(), 1);
        assert_eq!("R5-R1".parse::<Period>(), Err(NotAPeriod::Reversed));
        let within = |one: &str| one.parse::<Period>().expect("a period").within(period);
        assert_eq!(within("R4-R9").map(|part| part.to_string()).as_deref(), Some("R4-R5"));
        assert_eq!(within("R6-R9"), None);
        assert_eq!(period.next().map(|next| next.to_string()).as_deref(), Some("R6-R10"));
        for text in [
            "R6-R10",
            "R6～R10",
            "Ｒ６－Ｒ１０",
            "令和6～10年度",
            "2024-2028",
            "令和６年度から令和10年度まで",
            "r6〜10",
        ] {
            assert_eq!(
                Period::meant(text).map(|meant| meant.to_string()).as_deref(),
                Some("R6-R10"),
                "{text}"
            );
        }
        assert_eq!(
            Period::meant("平成28～30年度").map(|meant| meant.to_string()).as_deref(),
            Some("H28-H30")
        );
        for (text, meant) in [
            ("2024～28", Some("R6-R10")),
            ("2024-28年度", Some("R6-R10")),
            ("2024年度～28年度", Some("R6-R10")),
            // Of which era is not said.
            ("2024～8", None),
            ("2024～20", None),
            ("平成30～34年度", Some("H30-R4")),
            ("H30-H34", Some("H30-R4")),
        ] {
            assert_eq!(Period::meant(text).map(|meant| meant.to_string()).as_deref(), meant, "{text}");
        }
        assert_eq!(Period::meant("令和6年度").map(|meant| meant.to_string()).as_deref(), Some("R6"));
        for text in ["R10-R6", "R6-R8-R10", "令和", "6年間"] {
            assert_eq!(Period::meant(text), None, "{text}");
        }
        assert_eq!(year("H30").after(), Some(year("R1")));
        assert_eq!(year("R99").after(), None);
    }
}

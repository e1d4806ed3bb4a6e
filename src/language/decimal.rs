//! A number as people write it: with decimals, and exact.

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use super::script::digit;

/// A decimal number, exact as typed. 94.1 and 94.10 are equal, and each is printed with its own decimals.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    digits: i64,
    decimals: u32,
}

/// What is no plain number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADecimal;

/// A part of a whole, in as many decimals as it was typed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    /// Rounded, a half away from zero.
    pub rounded: Decimal,
    /// What is left when the rest is cut off.
    pub cut: Decimal,
}

/// The most digits that a number of a booklet has. Numbers of so many can be compared and multiplied in an `i128`.
const MOST_DIGITS: usize = 15;

/// The power of ten that a character after digits stands for.
pub(crate) fn magnitude(character: char) -> Option<u32> {
    match character {
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '億' => Some(8),
        '兆' => Some(12),
        _ => None,
    }
}

impl Decimal {
    /// Its digits without separators: `5600000`, `-94.1`.
    #[must_use]
    pub fn digits(&self) -> String {
        self.to_string().replace(',', "")
    }

    /// A whole number.
    #[must_use]
    pub(crate) const fn whole(value: i64) -> Self {
        Self { digits: value, decimals: 0 }
    }

    /// `digits` with so many decimals: 941 with one is 94.1.
    #[must_use]
    pub(crate) const fn new(digits: i64, decimals: u32) -> Self {
        Self { digits, decimals }
    }

    /// A number of a text: digits of either width with separators, and 百, 千, 万, 億, 兆 after them. 「3億2,000万」, 「1万8千」,
    /// 「1.5万」.
    #[must_use]
    pub(crate) fn read(typed: &str) -> Option<Self> {
        // Of 1億2千5百万, 1億 is complete, while 2千 and 5百 wait for 万.
        let (mut complete, mut waiting, mut number) = (None, None, None::<Self>);
        let (mut count, mut in_decimals) = (0, false);
        let sum = |numbers: [Option<Self>; 2]| Self::sum(numbers.into_iter().flatten());
        for character in typed.chars() {
            match (character, magnitude(character)) {
                (',' | '，', _) => {}
                ('.' | '．', _) if !in_decimals => in_decimals = true,
                (_, Some(power)) if power < 4 => {
                    waiting = Some(sum([waiting, Some(number.take()?.times_ten_to(power)?)])?);
                    in_decimals = false;
                }
                (_, Some(power)) => {
                    let section = sum([waiting.take(), number.take()])?;
                    complete = Some(sum([complete, Some(section.times_ten_to(power)?)])?);
                    in_decimals = false;
                }
                _ => {
                    count += 1;
                    let Self { digits, decimals } = number.unwrap_or(Self::whole(0));
                    let digits = digits.checked_mul(10)?.checked_add(i64::from(digit(character)?))?;
                    number = Some(Self::new(digits, decimals + u32::from(in_decimals)));
                }
            }
        }
        let value = Self::sum([complete, waiting, number].into_iter().flatten());
        value.filter(|_| count <= MOST_DIGITS)
    }

    /// The sum of numbers, if there are any and it can be typed.
    #[must_use]
    pub(crate) fn sum(numbers: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut numbers = numbers.into_iter();
        let first = numbers.next()?;
        numbers.try_fold(first, Self::plus)
    }

    /// The sum of two numbers.
    #[must_use]
    fn plus(self, other: Self) -> Option<Self> {
        let decimals = self.decimals.max(other.decimals);
        let digits = i64::try_from(self.scaled_to(decimals) + other.scaled_to(decimals)).ok()?;
        Some(Self { digits, decimals })
    }

    /// The difference of two numbers.
    #[must_use]
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { digits: other.digits.checked_neg()?, ..other })
    }

    fn times_ten_to(self, power: u32) -> Option<Self> {
        let digits = self.digits.checked_mul(10_i64.checked_pow(power.saturating_sub(self.decimals))?)?;
        Some(Self { digits, decimals: self.decimals.saturating_sub(power) })
    }

    /// The number divided by a power of ten, with no more decimals than it needs.
    #[must_use]
    pub(crate) fn over_ten_to(self, power: u32) -> Self {
        let Self { mut digits, mut decimals } =
            Self { decimals: self.decimals.saturating_add(power), ..self };
        while decimals > 0 && digits % 10 == 0 {
            (digits, decimals) = (digits / 10, decimals - 1);
        }
        Self { digits, decimals }
    }

    /// The number of a unit as a text may have it: 290 in 千円, and 290,000 in 円.
    pub(crate) fn readings(self, unit: &str) -> impl Iterator<Item = (Self, &str)> {
        let plain = unit.trim_start_matches(|character| magnitude(character).is_some());
        let powers = unit[..unit.len() - plain.len()].chars().filter_map(magnitude);
        let multiplied = powers.into_iter().try_fold(self, Self::times_ten_to);
        let read = multiplied.map(|value| (value, plain)).filter(|_| plain != unit);
        [(self, unit)].into_iter().chain(read)
    }

    /// The number without its sign.
    #[must_use]
    pub(crate) fn abs(self) -> Self {
        Self { digits: self.digits.saturating_abs(), ..self }
    }

    /// What part of a whole the number is, as so many decimals of so many tens: 2 for ％, 1 for 割, 0 for 倍. None where there
    /// is no whole.
    #[must_use]
    pub(crate) fn share(self, whole: Self, tens: u32, decimals: u32) -> Option<Share> {
        let common = self.decimals.max(whole.decimals);
        let (part, whole) = (self.scaled_to(common), whole.scaled_to(common));
        if whole <= 0 {
            return None;
        }
        let product = part.checked_mul(10_i128.checked_pow(decimals.checked_add(tens)?)?)?;
        let half_up = product.checked_abs()?.checked_mul(2)?.checked_add(whole)? / whole.checked_mul(2)?;
        let of = |digits: i128| i64::try_from(digits).ok().map(|digits| Self::new(digits, decimals));
        Some(Share { rounded: of(half_up * product.signum())?, cut: of(product / whole)? })
    }

    /// The number for arithmetic that need not be exact, such as lengths.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "numbers of a booklet have 15 digits at most")]
    pub(crate) fn to_f64(self) -> f64 {
        self.digits as f64 / 10_f64.powi(self.decimals.try_into().unwrap_or_default())
    }

    /// How many decimals were typed.
    #[must_use]
    pub(crate) fn decimals(self) -> u32 {
        self.decimals
    }

    /// The value, if it is a whole number.
    #[must_use]
    pub(crate) fn to_whole(self) -> Option<i64> {
        let scale = 10_i64.checked_pow(self.decimals)?;
        (self.digits % scale == 0).then(|| self.digits / scale)
    }

    /// The digits without the decimal point: 941 of `94.1`.
    #[must_use]
    pub(crate) fn unscaled(self) -> i64 {
        self.digits
    }

    fn scaled_to(self, decimals: u32) -> i128 {
        // Never more than the digits of a number of a booklet.
        i128::from(self.digits).saturating_mul(10_i128.saturating_pow(decimals.saturating_sub(self.decimals)))
    }
}

/// A number as the data have it: half-width digits, without separators.
impl FromStr for Decimal {
    type Err = NotADecimal;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let unsigned = typed.strip_prefix('-').unwrap_or(typed);
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = [whole, decimals].concat();
        if digits.len() > MOST_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotADecimal);
        }
        let value: i64 = digits.parse().map_err(|_| NotADecimal)?;
        let decimals = u32::try_from(decimals.len()).map_err(|_| NotADecimal)?;
        Ok(Self::new(if unsigned == typed { value } else { -value }, decimals))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let decimals = self.decimals.max(other.decimals);
        self.scaled_to(decimals).cmp(&other.scaled_to(decimals))
    }
}

/// With separators: `5,600,000`, `94.1`.
impl Display for Decimal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let digits = format!("{:0>width$}", self.digits.unsigned_abs(), width = self.decimals as usize + 1);
        let (whole, decimals) = digits.split_at(digits.len() - self.decimals as usize);
        if self.digits < 0 {
            f.write_str("-")?;
        }
        for (index, digit) in whole.char_indices() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        if decimals.is_empty() { Ok(()) } else { write!(f, ".{decimals}") }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Share};

    #[test]
    fn numbers_of_texts_are_exact() {
        for (typed, value) in [
            ("5，600，000", "5,600,000"),
            ("９４.１", "94.1"),
            ("1万8千", "18,000"),
            ("１万5,000", "15,000"),
            ("1.5万", "15,000"),
            ("2.25百", "225"),
            ("1億2千5百万", "125,000,000"),
            ("3億2,000万5", "320,000,005"),
            ("5百万", "5,000,000"),
            ("1兆", "1,000,000,000,000"),
        ] {
            assert_eq!(
                Decimal::read(typed).map(|value| value.to_string()).as_deref(),
                Some(value),
                "{typed}"
            );
        }
        for typed in ["1.2.3", "5万億", "5百千", "99999999999999999999", "9999999999999兆"] {
            assert_eq!(Decimal::read(typed), None, "{typed}");
        }
    }

    #[test]
    fn numbers_of_data_are_plain() {
        for (typed, value) in [("-3", "-3"), ("94.10", "94.10"), ("1200", "1,200"), ("0.5", "0.5")] {
            assert_eq!(typed.parse::<Decimal>().map(|value| value.to_string()), Ok(value.to_owned()));
        }
        for typed in ["", "-", ".", "1,200", "１２", "1.2.3", "--1", "1e3", "+1", "9999999999999999"] {
            assert!(typed.parse::<Decimal>().is_err(), "{typed}");
        }
    }

    #[test]
    fn a_unit_of_thousands_is_a_part_of_the_number() {
        let readings =
            |unit| Decimal::whole(290).readings(unit).map(|(value, unit)| format!("{value}{unit}"));
        assert_eq!(readings("件").collect::<Vec<_>>(), ["290件"]);
        assert_eq!(readings("千円").collect::<Vec<_>>(), ["290千円", "290,000円"]);
        assert_eq!(readings("百万円").collect::<Vec<_>>(), ["290百万円", "290,000,000円"]);
    }

    #[test]
    fn a_share_is_exact_and_its_half_goes_away_from_zero() {
        for (part, whole, tens, decimals, rounded, cut) in [
            ("160", "180", 2, 1, "88.9", "88.8"),
            ("-10", "60", 2, 0, "-17", "-16"),
            ("10", "60", 2, 0, "17", "16"),
            ("1", "8", 2, 1, "12.5", "12.5"),
            ("1", "8", 2, 0, "13", "12"),
            ("-1", "8", 2, 0, "-13", "-12"),
            ("221.5", "250", 2, 1, "88.6", "88.6"),
            ("320000000", "256000000", 0, 2, "1.25", "1.25"),
        ] {
            let number = |typed: &str| typed.parse::<Decimal>().expect("a number");
            let share = number(part).share(number(whole), tens, decimals);
            assert_eq!(share, Some(Share { rounded: number(rounded), cut: number(cut) }), "{part}/{whole}");
        }
        assert_eq!(Decimal::whole(5).share(Decimal::whole(0), 2, 0), None);
        assert_eq!(Decimal::whole(5).share(Decimal::whole(3), u32::MAX, 9), None);
        let most = Decimal::whole(i64::MAX);
        assert_eq!(most.share(Decimal::new(1, 15), 2, 3), None);
    }

    #[test]
    fn decimals_say_nothing_of_the_value() {
        let [one, other, third] =
            ["94.1", "94.10", "94.09"].map(|typed| typed.parse::<Decimal>().expect("a number"));
        assert!(one == other && third < one);
        assert_eq!(one.minus(third).map(|difference| difference.to_string()).as_deref(), Some("0.01"));
    }
}

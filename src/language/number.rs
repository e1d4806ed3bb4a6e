//! A number as it stands in a text.

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

use super::script::digit;

/// A decimal number, exact as typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number {
    digits: i64,
    decimals: u32,
}

/// The most digits that a number of a booklet has.
const MOST_DIGITS: u32 = 15;

impl Number {
    /// A number as typed, in digits of either width, with separators, 万 and 億.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        let mut total: i64 = 0;
        let mut digits: i64 = 0;
        let mut decimals = None;
        let mut count = 0;
        for character in typed.chars() {
            match character {
                ',' | '，' => {}
                '.' | '．' if decimals.is_none() => decimals = Some(0),
                '.' | '．' => return None,
                '万' | '億' => {
                    // 1.5万 has no exact reading worth its trouble.
                    if decimals.is_some() {
                        return None;
                    }
                    let unit = if character == '万' { 10_000 } else { 100_000_000 };
                    total = total.checked_add(digits.checked_mul(unit)?)?;
                    digits = 0;
                }
                other => {
                    count += 1;
                    if count > MOST_DIGITS {
                        return None;
                    }
                    digits = digits.checked_mul(10)?.checked_add(i64::from(digit(other)?))?;
                    decimals = decimals.map(|decimals| decimals + 1);
                }
            }
        }
        Some(Self { digits: total.checked_add(digits)?, decimals: decimals.unwrap_or(0) })
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(value: i64) -> Self {
        Self { digits: value, decimals: 0 }
    }

    /// `digits` with so many decimals: 941 with one is 94.1.
    #[must_use]
    pub(crate) fn new(digits: i64, decimals: u32) -> Self {
        Self { digits, decimals }
    }

    /// The sum of numbers, if it is one that can be typed.
    #[must_use]
    pub fn sum(numbers: impl Iterator<Item = Self> + Clone) -> Option<Self> {
        let decimals = numbers.clone().map(|number| number.decimals).max()?;
        let mut digits = 0_i128;
        for number in numbers {
            digits += number.scaled_to(decimals);
        }
        Some(Self { digits: i64::try_from(digits).ok()?, decimals })
    }

    /// The difference of two numbers.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        let decimals = self.decimals.max(other.decimals);
        let digits = i64::try_from(self.scaled_to(decimals) - other.scaled_to(decimals)).ok()?;
        Some(Self { digits, decimals })
    }

    /// The number without its sign.
    #[must_use]
    pub fn magnitude(self) -> Self {
        Self { digits: self.digits.saturating_abs(), ..self }
    }

    /// A number of 指標, exact to three decimals.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        let thousandths = (value * 1000.0).round();
        #[expect(clippy::cast_possible_truncation, reason = "checked to be small")]
        let number =
            (thousandths.abs() < 1e15).then_some(Self { digits: thousandths as i64, decimals: 3 })?;
        Some(number.to_whole().map_or(number, Self::whole))
    }

    /// How many decimals were typed.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.decimals
    }

    /// The value, if it is a whole number.
    #[must_use]
    pub fn to_whole(self) -> Option<i64> {
        let scale = 10_i64.checked_pow(self.decimals)?;
        (self.digits % scale == 0).then(|| self.digits / scale)
    }

    /// The digits without the decimal point: 941 of `94.1`.
    #[must_use]
    pub fn unscaled(self) -> i64 {
        self.digits
    }

    /// The nearest floating number, for comparing with the numbers of 指標.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "at most 15 digits")]
    pub fn to_f64(self) -> f64 {
        self.digits as f64 / 10_f64.powi(i32::try_from(self.decimals).unwrap_or(0))
    }

    fn scaled_to(self, decimals: u32) -> i128 {
        i128::from(self.digits) * 10_i128.pow(decimals.saturating_sub(self.decimals))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let decimals = self.decimals.max(other.decimals);
        self.scaled_to(decimals).cmp(&other.scaled_to(decimals))
    }
}

/// With separators: `5,600,000`, `94.1`.
impl Display for Number {
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

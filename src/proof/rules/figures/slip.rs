//! 打ち誤り: numbers that are one slip of a finger apart.

use crate::language::Decimal;

/// Whether a number is another with two neighbouring digits the other way round, or with one digit wrong. Shorter numbers than of
/// three digits only where digits change places: 53 and 35.
pub(super) fn is_slip(one: Decimal, other: Decimal) -> bool {
    let digits = |number: Decimal| number.unscaled().to_string().into_bytes();
    let (one_digits, other_digits) = (digits(one), digits(other));
    if one.decimals() != other.decimals() || one_digits.len() != other_digits.len() || one == other {
        return false;
    }
    let differing: Vec<usize> =
        (0..one_digits.len()).filter(|at| one_digits[*at] != other_digits[*at]).collect();
    match differing[..] {
        [_] => one_digits.len() >= 3,
        _ => is_swapped(one, other),
    }
}

/// Whether two neighbouring digits of a number are the other way round in another.
pub(super) fn is_swapped(one: Decimal, other: Decimal) -> bool {
    let digits = |number: Decimal| number.unscaled().to_string().into_bytes();
    let (one_digits, other_digits) = (digits(one), digits(other));
    if one.decimals() != other.decimals() || one_digits.len() != other_digits.len() {
        return false;
    }
    let differing: Vec<usize> =
        (0..one_digits.len()).filter(|at| one_digits[*at] != other_digits[*at]).collect();
    matches!(differing[..], [first, second] if second == first + 1
        && one_digits[first] == other_digits[second] && one_digits[second] == other_digits[first])
}

#[cfg(test)]
mod tests {
    use super::is_slip;
    use crate::language::Decimal;

    #[test]
    fn a_slip_is_one_digit_or_two_that_change_places() {
        let slip = |one: &str, other: &str| {
            Decimal::read(one).zip(Decimal::read(other)).is_some_and(|(one, other)| is_slip(one, other))
        };
        assert!(slip("3,534", "3,543") && slip("25", "52") && slip("1.2", "2.1") && slip("292", "392"));
        assert!(!slip("25", "35") && !slip("25", "25") && !slip("123", "321") && !slip("12.3", "123"));
    }
}

//! 打ち誤り: numbers that are one slip of a finger apart.

use crate::language::Decimal;

/// Whether a number is another with two neighbouring digits the other way round, or with one digit wrong. Shorter numbers than of
/// three digits only where digits change places: 53 and 35.
pub(super) fn is_slip(one: Decimal, other: Decimal) -> bool {
    let Some(pairs) = digits(one, other) else { return false };
    let wrong = pairs.iter().filter(|(own, other)| own != other).count();
    wrong == 1 && pairs.len() >= 3 || is_swapped(one, other)
}

/// Whether two neighbouring digits of a number are the other way round in another.
pub(super) fn is_swapped(one: Decimal, other: Decimal) -> bool {
    let Some(pairs) = digits(one, other) else { return false };
    let wrong: Vec<usize> = (0..pairs.len()).filter(|&at| pairs[at].0 != pairs[at].1).collect();
    matches!(wrong[..], [first, second]
        if second == first + 1 && pairs[first].0 == pairs[second].1 && pairs[second].0 == pairs[first].1)
}

/// The digits of two numbers side by side, if they have as many before and behind the point.
fn digits(one: Decimal, other: Decimal) -> Option<Vec<(u8, u8)>> {
    let [own, others] = [one, other].map(|number| number.unscaled().to_string().into_bytes());
    (one.decimals() == other.decimals() && own.len() == others.len())
        .then(|| own.into_iter().zip(others).collect())
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

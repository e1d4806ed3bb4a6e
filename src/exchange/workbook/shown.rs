//! Numbers and dates as their cell shows them.

use calamine::ExcelDateTime;

/// How a number format shows a number: `#,##0"件"`, `0.0%`.
#[derive(Debug, Default)]
struct Format {
    before: String,
    after: String,
    /// At least and at most so many digits after the point; as many as there are, if it does not say.
    decimals: Option<(usize, usize)>,
    grouped: bool,
    percent: bool,
    /// By how many thousands the number is shown smaller.
    thousands: i32,
}

/// A number as people read it: without exponent and the noise of binary fractions, with the percent sign or unit of its format.
pub(super) fn number(value: f64, format: Option<&str>) -> String {
    let format = format.and_then(|code| Format::read(code, value)).unwrap_or_default();
    let value = value / 1000_f64.powi(format.thousands);
    let digits = plain(if format.percent { value * 100.0 } else { value });
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
    let digits = match format.decimals {
        Some((least, most)) => rounded(digits, least, most),
        None => digits.to_owned(),
    };
    let has_words = !format.before.is_empty() || !format.after.is_empty();
    let digits = if format.grouped && has_words { grouped(&digits) } else { digits };
    let sign = if digits.bytes().all(|byte| !byte.is_ascii_digit() || byte == b'0') { "" } else { sign };
    format!("{sign}{}{digits}{}{}", format.before, if format.percent { "%" } else { "" }, format.after)
}

/// The fifteen digits that Excel keeps.
fn plain(value: f64) -> String {
    let kept: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    if kept == 0.0 { "0".to_owned() } else { kept.to_string() }
}

/// Digits rounded half up, as Excel does, with so many after the point.
fn rounded(digits: &str, least: usize, most: usize) -> String {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let goes_up = part.as_bytes().get(most).is_some_and(|&digit| digit >= b'5');
    let mut all: Vec<u8> =
        whole.bytes().chain(part.bytes().chain(std::iter::repeat(b'0')).take(most)).collect();
    if goes_up {
        let mut at = all.len();
        while at > 0 && all[at - 1] == b'9' {
            all[at - 1] = b'0';
            at -= 1;
        }
        match at.checked_sub(1) {
            Some(last) => all[last] += 1,
            None => all.insert(0, b'1'),
        }
    }
    let mut part = all.split_off(all.len() - most);
    while part.len() > least && part.last() == Some(&b'0') {
        part.pop();
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if part.is_empty() { text(&all) } else { format!("{}.{}", text(&all), text(&part)) }
}

fn grouped(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index < whole && (whole - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl Format {
    /// Reads the part of a format that is for a number, if it is one of digits and words alone.
    fn read(code: &str, value: f64) -> Option<Self> {
        let mut format = Self::default();
        let mut pattern = String::new();
        let parts = parts(code);
        let is_for_negatives = value < 0.0 && parts.len() > 1;
        let code = parts.get(usize::from(is_for_negatives))?.replace("General", "@");
        let mut characters = code.chars().peekable();
        while let Some(character) = characters.next() {
            let word = |format: &mut Self, word: &str| {
                if pattern.is_empty() { &mut format.before } else { &mut format.after }.push_str(word);
            };
            match character {
                '"' => word(
                    &mut format,
                    &characters.by_ref().take_while(|&next| next != '"').collect::<String>(),
                ),
                '\\' => word(&mut format, &characters.next()?.to_string()),
                '_' | '*' => drop(characters.next()),
                '[' => {
                    let inside: String = characters.by_ref().take_while(|&next| next != ']').collect();
                    if inside.starts_with(['<', '>', '=']) {
                        return None;
                    }
                    let currency =
                        inside.strip_prefix('$').map(|rest| rest.split('-').next().unwrap_or(rest));
                    word(&mut format, currency.unwrap_or_default());
                }
                '%' => format.percent = true,
                '0' | '#' | '?' | '.' | ',' | '@' if format.after.is_empty() => pattern.push(character),
                ' ' | '¥' | '￥' | '$' | '(' | ')' | '+' => word(&mut format, &character.to_string()),
                '-' if is_for_negatives => format.before.push('-'),
                other if !other.is_ascii() => word(&mut format, &other.to_string()),
                _ => return None,
            }
        }
        let pattern = pattern.as_str();
        let without = pattern.trim_end_matches(',');
        format.thousands = i32::try_from(pattern.len() - without.len()).ok()?;
        let pattern = without;
        if is_for_negatives {
            // The sign that it has of its own.
            let is_sign = |sign: char| "-−△▲()（）".contains(sign);
            format.before.retain(|sign| !is_sign(sign));
            format.after.retain(|sign| !is_sign(sign));
        }
        format.decimals = match pattern.split_once('.') {
            _ if pattern.contains('@') => None,
            Some((_, part)) => Some((part.matches('0').count(), part.len())),
            None => Some((0, 0)),
        };
        format.grouped = pattern.contains(',');
        let is_mixed = pattern.len() > 1 && pattern.contains('@');
        (!pattern.is_empty() && !is_mixed).then_some(format)
    }
}

/// The parts of a format: for numbers, for negative ones, for zero, for texts.
pub(super) fn parts(code: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, character) in code.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&code[start..]);
    parts
}

/// A date as `2024-04-01`, with its time if it has one; a time alone or a duration as `13:30`.
pub(super) fn time(time: &ExcelDateTime) -> String {
    const LAST: f64 = 2_958_466.0;
    let value = time.as_f64();
    if !(0.0..LAST).contains(&value) {
        return number(value, None);
    }
    if time.is_duration() {
        let minutes = (value * 24.0 * 60.0).round();
        return format!("{}:{:02}", (minutes / 60.0).floor(), minutes % 60.0);
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let clock =
        if second == 0 { format!("{hour}:{minute:02}") } else { format!("{hour}:{minute:02}:{second:02}") };
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (value < 1.0, hour, minute, second) {
        (true, ..) => clock,
        (false, 0, 0, 0) => date,
        _ => format!("{date} {clock}"),
    }
}

/// A date that is typed as in ISO 8601.
pub(super) fn iso(text: &str) -> String {
    match text.split_once('T') {
        Some((date, clock))
            if clock.trim_end_matches('Z').bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')) =>
        {
            date.to_owned()
        }
        Some((date, clock)) if !date.is_empty() => format!("{date} {clock}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_their_cell_shows_them() {
        for (value, format, text) in [
            (12.0, "General", "12"),
            (0.1 + 0.2, "General", "0.3"),
            (50_178.0, "#,##0", "50178"),
            (50_178.0, "#,##0\"件\"", "50,178件"),
            (0.85, "0%", "85%"),
            (0.855, "0.0%", "85.5%"),
            (12.5, "0", "13"),
            (1.005, "0.00", "1.01"),
            (9.96, "0.0", "10.0"),
            (0.5, "0.##", "0.5"),
            (1e21, "General", "1000000000000000000000"),
            (-3.0, "#,##0;[Red]-#,##0", "-3"),
            (1_234.0, "[$¥-411]#,##0", "¥1,234"),
            (12.0, "General\"回\"", "12回"),
            (12_345_678.0, "#,##0,", "12346"),
            (12_345_678.0, "#,##0,\"千円\"", "12,346千円"),
            (12_345_678.0, "0.0,,", "12.3"),
            (-500_000.0, "#,##0,;\"△\"#,##0,", "-500"),
            (-500.0, "#,##0;(#,##0)", "-500"),
            (500.0, "[>100]0,;0", "500"),
            (0.1, "0.00E+00", "0.1"),
            (-0.2, "0", "0"),
        ] {
            assert_eq!(number(value, Some(format)), text, "{value} {format}");
        }
    }
}

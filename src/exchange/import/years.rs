//! 年度 as headings name them.

use crate::language::era::TextYear;
use crate::language::scanner::Scanner;
use crate::language::script::squeezed;
use crate::year::FiscalYear;

/// The 年度 that a text begins with, and what stands behind it: 令和５年度目標 is R5 and 目標.
pub(super) fn leading(text: &str) -> Option<(FiscalYear, String)> {
    let text = squeezed(text);
    let text = text.trim_start_matches(['<', '【', '(', '[', '■', '○']);
    let year = TextYear::read(&mut Scanner::new(text, 0), text)?;
    let rest = text[year.range.end..].trim_start_matches(['の', '度']).trim_end_matches(['>', '】', ']']);
    Some((fiscal(year.calendar())?, rest.to_owned()))
}

/// The 年度 that a text is, and nothing else: 令和５年度, R5, H31年度（2019）.
pub(super) fn only(text: &str) -> Option<FiscalYear> {
    if text.chars().count() > 20 {
        return None;
    }
    let (year, rest) = leading(text)?;
    (rest.is_empty() || rest.starts_with('(') || rest == ")").then_some(year)
}

/// The 年度 that begins in a year of the calendar.
fn fiscal(calendar: u32) -> Option<FiscalYear> {
    let in_reiwa = calendar.checked_sub(2018).filter(|&year| year > 0).map(|year| format!("R{year}"));
    let typed = match in_reiwa {
        Some(typed) => typed,
        None => format!("H{}", calendar.checked_sub(1988)?),
    };
    typed.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_years_are_read() {
        for (text, year) in [
            ("令和元年度", "R1"),
            ("令和\n５年度", "R5"),
            ("Ｒ５", "R5"),
            ("H31年度", "R1"),
            ("平成30年度", "H30"),
            ("2023年度", "R5"),
            ("令和５年度（2023年度）", "R5"),
        ] {
            assert_eq!(only(text).map(|year| year.to_string()).as_deref(), Some(year), "{text}");
        }
        for text in ["令和５年４月", "５年度", "令和５年度目標", "12", "ＰＲ５", ""] {
            assert_eq!(only(text), None, "{text}");
        }
        let (year, rest) = leading("＜令和５年度実施結果＞").expect("a year");
        assert_eq!((year.to_string().as_str(), rest.as_str()), ("R5", "実施結果"));
    }
}

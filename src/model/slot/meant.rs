//! What people type in a form where only one reading is right: figures and marks in another width, figures with separators or with
//! the unit that their cell has anyway.

use crate::language::Decimal;
use crate::language::with_one_ka;
use crate::model::date::Day;
use crate::model::grade::GradeScale;
use crate::model::number::narrow;

/// The mark of a scale that differs in the width of its characters alone, if only one does; else the text as it is.
pub(super) fn mark(text: &str, scale: &GradeScale) -> String {
    let folded = narrow(text);
    let mut alike =
        scale.definitions().iter().map(|grade| &grade.mark.value).filter(|mark| narrow(mark) == folded);
    match (alike.next(), alike.next()) {
        (Some(mark), None) if scale.find(text).is_none() => mark.clone(),
        _ => text.to_owned(),
    }
}

/// The day that a text names, however it is written: `令和8年3月9日` is `2026-03-09`. Else the text as it is.
pub(super) fn day(text: &str) -> String {
    Day::meant(text).map_or_else(|| text.trim().to_owned(), |day| day.to_string())
}

/// A word that differs from one that may be chosen in white space and the width of its characters alone. Else the text as it is.
pub(super) fn choice(text: &str, choices: &[&str]) -> String {
    let folded = narrow(text);
    let mut alike = choices.iter().filter(|choice| narrow(choice) == folded);
    match (alike.next(), alike.next()) {
        (Some(choice), None) => (*choice).to_owned(),
        _ => text.to_owned(),
    }
}

/// The digits of a number, however it is typed: `１，２００千円` in a cell of 千円 is `1200`. None, if it may be something else.
pub(super) fn number(text: &str, unit: Option<&str>) -> Option<String> {
    let typed = with_one_ka(&narrow(text));
    let unit = unit.map(|unit| with_one_ka(&narrow(unit))).filter(|unit| !unit.is_empty());
    let bare = unit.and_then(|unit| typed.strip_suffix(&unit)).unwrap_or(&typed);
    let number: Decimal = without_separators(bare)?.parse().ok()?;
    Some(number.digits())
}

/// The digits without commas, if these part them by threes.
fn without_separators(digits: &str) -> Option<String> {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().map_or(0, str::len);
    let is_parted = whole.contains(',');
    let by_threes = (1..=3).contains(&first) && groups.all(|group| group.len() == 3);
    (!decimals.contains(',') && (!is_parted || by_threes)).then(|| digits.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::{choice, day, number};

    #[test]
    fn a_day_is_read_however_it_is_written_where_one_is_meant() {
        for (text, wanted) in [
            ("令和8年3月9日", "2026-03-09"),
            ("令和８年３月９日（月）", "2026-03-09"),
            (" 2026/3/9 ", "2026-03-09"),
            ("R8.3.9", "2026-03-09"),
            ("2026-03-09", "2026-03-09"),
            ("令和8年3月8日（日曜日）", "2026-03-08"),
            ("令和8年3月8日(日)", "2026-03-08"),
            ("令和8年3月9日（火）", "令和8年3月9日（火）"),
            ("3月9日", "3月9日"),
            ("令和8年3月9日から", "令和8年3月9日から"),
        ] {
            assert_eq!(day(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_word_is_chosen_however_it_is_spaced() {
        for (text, wanted) in [("拡充 ", "拡充"), ("　継続\n", "継続"), ("Ａ", "A"), ("廃止", "廃止")]
        {
            assert_eq!(choice(text, &["拡充", "継続", "A"]), wanted, "{text}");
        }
    }

    #[test]
    fn figures_are_read_as_people_type_them() {
        for (text, unit, wanted) in [
            ("１，２００千円", Some("千円"), Some("1200")),
            ("1,200", Some("千円"), Some("1200")),
            ("２２ 回", Some("回"), Some("22")),
            ("４５ヶ所", Some("か所"), Some("45")),
            ("45か所", Some("箇所"), Some("45")),
            ("－３．５０％", Some("%"), Some("-3.50")),
            ("1,200,000", None, Some("1200000")),
            ("1,200,000円", Some("千円"), None),
            ("12,00", None, None),
            ("1.200,000", None, None),
            (",200", None, None),
            ("約100", Some("千円"), None),
            ("２²", None, None),
            ("回", Some("回"), None),
            ("増加", None, None),
        ] {
            assert_eq!(number(text, unit).as_deref(), wanted, "{text}");
        }
    }
}

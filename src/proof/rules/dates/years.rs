//! In which years a date can be that names none.

use crate::form::Field;
use crate::language::calendar::TextDate;
use crate::language::era::TextYear;
use crate::language::script::sentences;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;

/// Words with which a sentence goes to another year.
const OTHER_YEARS: &[&str] = &[
    "前年",
    "昨年",
    "前回",
    "一昨年",
    "来年",
    "次年",
    "次回",
    "翌年",
    "翌々年",
    "例年",
    "毎年",
    "今後",
    "予定",
    "以前",
    "かつて",
    "当時",
    "周年",
    "年前",
    "年目",
];

/// The years of the calendar in which a date can be. None where a text that is no report of a year leaves the year open.
pub(super) fn possible_years(facts: &Facts<'_>, prose: &Prose<'_>, date: &TextDate) -> Vec<u32> {
    if let Some(year) = date.calendar_year {
        return vec![year];
    }
    let this_year = u32::from(facts.year.starts_in());
    let own = this_year + u32::from(date.month < 4);
    let text = prose.as_str();
    let sentence = sentences(text).filter(|(start, _)| *start <= date.range.start).last();
    let sentence = sentence.map_or(text, |(_, sentence)| sentence);
    let leaves = OTHER_YEARS.iter().any(|word| sentence.contains(word))
        || TextYear::all(sentence)
            .iter()
            .any(|year| year.calendar() != if year.is_fiscal { this_year } else { own });
    // 「令和6年度の訓練は、10月27日（日）の予定」 is of that 年度, or of the year of the report.
    let is_only_due = OTHER_YEARS.iter().all(|word| *word == "予定" || !sentence.contains(word));
    let fiscal: Vec<u32> =
        TextYear::all(sentence).iter().filter(|year| year.is_fiscal).map(TextYear::calendar).collect();
    if let ([named], true, true) = (&fiscal[..], is_only_due, prose.cell.field == Field::Remarks) {
        let then = named + u32::from(date.month < 4);
        return if then == own { vec![own] } else { vec![then, own] };
    }
    match prose.cell.field {
        Field::Actions | Field::Results | Field::Remarks | Field::Next if leaves => {
            vec![own - 1, own, own + 1]
        }
        Field::Actions | Field::Results | Field::Remarks => vec![own],
        Field::Next => vec![own, own + 1],
        _ => Vec::new(),
    }
}

//! A weekday that is not the date's.

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::calendar::{WrittenDate, dates, weekday_name, years};
use crate::language::script::sentences;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Weekday,
    title: "日付と曜日が合わない",
    explanation: "日付の曜日が、暦と違います。日か曜日のどちらかの書き誤りです。年の書かれていない日付は、その冊子の年度（今後の方針では次の年度も）として調べます。",
    wrong: &[
        "令和５年10月14日（日）に開きました。",
        "2023年5月3日(土)に開きました。",
        "10月14日（土）・15日（月）に開きました。",
        "5月3日土曜日に開きました。",
        "11/3（土）に祭りを開きました。",
    ],
    right: &[
        "令和５年10月14日（土）に開きました。",
        "10月14日（土）・15日（日）に開きました。",
        "今後の方針: 10月12日（土）に開きます。",
        "令和４年10月15日（土）の催しと比べ、参加者が増えました。",
        "3月23日（土）に開きました。",
        "毎週土・日曜日に開きました。",
    ],
    check: Check::Booklet(weekday),
};

fn weekday(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for prose in &facts.texts {
        for finding in of_text(prose, facts.year.starts_in()) {
            findings.in_text(prose, finding);
        }
    }
}

fn of_text(prose: &Prose<'_>, fiscal_year: u16) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (start, sentence) in sentences(text) {
        let mut named: Option<u16> = None;
        for date in dates(sentence) {
            let Some((place, typed)) = &date.weekday else { continue };
            let years = match &date.year {
                Some(year) => {
                    named = Some(year.year);
                    vec![year.year]
                }
                None => possible_years(prose, sentence, &date, fiscal_year, named),
            };
            let possible: Vec<_> = years.iter().filter_map(|&year| date.in_year(year)).collect();
            if possible.is_empty() || possible.iter().any(|day| day.weekday() == *typed) {
                continue;
            }
            let right = weekday_name(possible[0].weekday());
            let (year, month, day) = (possible[0].year(), date.month, date.day.unwrap_or_default());
            let message = format!("{year}年{month}月{day}日は、{right}曜日です。");
            let finding = Finding::new(start + place.start..start + place.end, message)
                .hint("日と曜日のどちらが誤りか、案内や記録で確かめてください。");
            findings.push(if possible.len() == 1 { finding.propose(right) } else { finding });
        }
    }
    findings
}

/// The years of which a date without one may be.
fn possible_years(
    prose: &Prose<'_>,
    sentence: &str,
    date: &WrittenDate,
    fiscal_year: u16,
    named: Option<u16>,
) -> Vec<u16> {
    let of = |fiscal_year: u16| if date.month >= 4 { fiscal_year } else { fiscal_year + 1 };
    // A date behind one with a year is of that year or the next.
    if let Some(named) = named {
        return vec![named, named + 1];
    }
    let names = years(sentence);
    if !names.is_empty() {
        return names.iter().flat_map(|name| [name.year, name.year + 1]).collect();
    }
    let looks_elsewhere = ["昨年", "前年", "前回", "来年", "翌年", "次年", "例年", "毎年", "過去"];
    let is_of_this_year = prose.cell.field.is_report() || prose.cell.field == Field::Remarks;
    if looks_elsewhere.iter().any(|word| sentence.contains(word)) {
        Vec::new()
    } else if is_of_this_year {
        vec![of(fiscal_year)]
    } else if prose.cell.field == Field::Next {
        vec![of(fiscal_year), of(fiscal_year + 1)]
    } else {
        Vec::new()
    }
}

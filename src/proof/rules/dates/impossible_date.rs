//! A date that no calendar has.

use super::years::possible_years;
use crate::diagnostics::Code;
use crate::language::calendar::TextDate;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ImpossibleDate,
    title: "ありえない日付",
    explanation: "13月や、４月31日、２月30日のように、暦にない日付があります。打ち誤りですので、元の資料で確かめてください。\
        ２月29日は、うるう年かどうかも調べます。",
    wrong: &[
        "13月1日に開きました。",
        "4月31日に開きました。",
        "２月30日まで募りました。",
        "16月からは、普通食を加えました。",
        "令和５年２月29日に開きました。",
        "9月2日（土）から11月35日（土）まで募りました。",
        "11月１日～31日に展示しました。",
    ],
    right: &[
        "12月31日に開きました。",
        "令和６年２月29日に開きました。",
        "２月29日に開きました。",
        "納付した期間が24月以上ある方を対象としました。",
        "7月3日から35日間募りました。",
        "13か月分の記録です。",
        "縮尺1/32の図を作りました。",
    ],
    check: Check::Booklet(impossible_date),
};

/// What follows a month in a report; 「36月の納付」 counts months.
const AFTER_A_MONTH: &[&str] = &[
    "から", "より", "まで", "に", "は", "、", "～", "〜", "末", "初", "上旬", "中旬", "下旬", "頃", "ごろ",
    "開", "実施", "）", ")", "・",
];

fn impossible_date(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for prose in &facts.texts {
        for date in TextDate::all(prose.as_str()) {
            let Some(message) = problem(facts, prose, &date) else { continue };
            let hint = "正しい日付を、元の資料で確かめてください。";
            findings.in_text(prose, Finding::new(date.range.clone(), message).hint(hint));
        }
    }
}

fn problem(facts: &Facts<'_>, prose: &Prose<'_>, date: &TextDate) -> Option<String> {
    let month = date.month;
    let Some(day) = &date.day else {
        let goes_on = &prose.as_str()[date.range.end..];
        let is_name = AFTER_A_MONTH.iter().any(|word| goes_on.starts_with(word)) || goes_on.is_empty();
        let counts = ["期間", "月数", "納付", "加入"].iter().any(|word| prose.as_str().contains(word));
        return (!(1..=12).contains(&month) && is_name && !counts).then(|| no_month(month));
    };
    if !(1..=12).contains(&month) {
        return Some(no_month(month));
    }
    let mut years = possible_years(facts, prose, date);
    if years.is_empty() {
        // A leap year, for a text that may be of any year.
        years.push(2024);
    }
    if years.iter().any(|year| date.in_year(*year).is_some()) {
        return None;
    }
    let leap = (month, day.value) == (2, 29);
    Some(match years.as_slice() {
        [year] if leap => format!("{year}年はうるう年ではなく、２月29日がありません。"),
        _ => format!("{month}月に{}日はありません。", day.value),
    })
}

fn no_month(month: u32) -> String {
    format!("{month}月という月はありません。")
}

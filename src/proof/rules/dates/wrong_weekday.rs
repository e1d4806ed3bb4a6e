//! A weekday that is not that date's.

use time::Date;

use super::years::possible_years;
use crate::diagnostics::Code;
use crate::language::calendar::{TextDate, WEEKDAYS};
use crate::language::era::Era;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::WrongWeekday,
    title: "日付と曜日が合わない",
    explanation: "「５月３日（土）」のような日付の曜日が、暦と合いません。日か曜日のどちらかの打ち誤りか、前の年の日付を写したままのことがあります。\
        年が書かれていない日付は、取組内容と成果では冊子の年度（４月から翌年３月まで）の日付として、今後の方針では次の年度の日付でもよいとして調べます。",
    wrong: &[
        "5月3日（土）に開きました。",
        "令和5年5月3日(土)に開きました。",
        "2023年５月３日（木・祝）に開きました。",
        "5/3(土)に開きました。",
        "12月1日（金）から15日（木）まで募りました。",
        "令和６年２月17日土曜日と18日月曜日に開きました。",
        "今後の方針: 6月10日（水）に説明会を開きます。",
    ],
    right: &[
        "5月3日（水）に開きました。",
        "令和5年11月3日(金・祝)から5日(日)までの3日間、開きました。",
        "２月17日（土）、18日（日）に開きました。",
        "会期は8月26日（土）・27日（日）でした。",
        "8月26日・27日（土・日）に開きました。",
        "今後の方針: 6月10日（月）に説明会を開きます。",
        "前回は5月3日（火）に開きました。",
        "10月14日（日中）に開きました。相談日は第3水曜日です。",
        "備考: 平成31年4月30日（火）に閉じた施設です。",
    ],
    check: Check::Booklet(wrong_weekday),
};

fn wrong_weekday(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for prose in &facts.texts {
        for date in TextDate::all(prose.as_str()) {
            let Some(weekday) = &date.weekday else { continue };
            let years = possible_years(facts, prose, &date);
            let days: Vec<Date> = years.into_iter().filter_map(|year| date.in_year(year)).collect();
            if days.is_empty() || days.iter().any(|day| position(*day) == weekday.value) {
                continue;
            }
            let told: Vec<String> =
                days.iter().map(|day| format!("{}は{}曜日", label(*day), name(*day))).collect();
            let finding = Finding::new(weekday.range.clone(), format!("{}です。", told.join("、")))
                .hint("日か曜日のどちらが正しいか、当時の記録で確かめてください。");
            let finding = match days.as_slice() {
                [day] => finding.propose(name(*day)),
                _ => finding,
            };
            findings.in_text(prose, finding);
        }
    }
}

fn position(day: Date) -> u32 {
    u32::from(day.weekday().number_days_from_monday())
}

fn name(day: Date) -> char {
    WEEKDAYS.get(position(day) as usize).copied().unwrap_or_default()
}

/// A day in words: 令和５年５月３日.
fn label(day: Date) -> String {
    let (year, month) = (u16::try_from(day.year()).unwrap_or_default(), u8::from(day.month()));
    let year = match Era::of_day(year, month, day.day()) {
        None => year.to_string(),
        Some((era, 1)) => format!("{}元", era.name()),
        Some((era, number)) => format!("{}{number}", era.name()),
    };
    format!("{year}年{month}月{}日", day.day())
}

//! A day that no calendar has.

use crate::diagnostics::Code;
use crate::language::calendar::dates;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::NoSuchDate,
    title: "暦にない日付",
    explanation: "13月や２月30日のように、暦にない日付です。日付の分からないまま「31日」と書いたものや、数字の打ち誤りがほとんどです。",
    wrong: &[
        "13月に開きました。",
        "２月30日に開きました。",
        "令和５年２月29日に開きました。",
        "4月31日（日）に開きました。",
        "期限は2024-13-01です。",
    ],
    right: &[
        "12月に開きました。",
        "２月29日に開きました。",
        "4月30日に開きました。",
        "13か月続けました。",
        "資料2024-13を配りました。",
    ],
    check: Check::Text(no_such_date),
};

fn no_such_date(prose: &Prose<'_>) -> Vec<Finding> {
    let wrong = dates(prose.as_str()).into_iter().filter(|date| !date.exists());
    wrong
        .map(|date| {
            Finding::new(date.range, "この日付は、暦にありません。")
                .hint("案内や記録で、正しい日を確かめてください。")
        })
        .collect()
}

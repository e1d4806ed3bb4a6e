//! A time of day that no clock shows.

use crate::diagnostics::Code;
use crate::language::calendar::{WrittenTime, times};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::NoSuchTime,
    title: "時計にない時刻や逆の時刻",
    explanation: "25時や10:75のように時計にない時刻、「午後13時」のような重ねた言い方、「14:00～10:00」のように終わりが始まりより早い時刻です。",
    wrong: &[
        "10:75に始めました。",
        "開館は25時までです。",
        "午後13時から開きました。",
        "14:00～10:00に開きました。",
        "午後３時～午後１時に開きました。",
    ],
    right: &[
        "10:00～12:00に開きました。",
        "午後１時30分から開きました。",
        "22:00～6:00の見守り",
        "30時間の研修",
        "男女の比は1:2でした。",
        "午前９時～午後５時",
    ],
    check: Check::Text(no_such_time),
};

/// From here on a span may reach over midnight.
const EVENING: u16 = 16 * 60;

fn no_such_time(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let times = times(text);
    let mut findings = Vec::new();
    for time in &times {
        let WrittenTime { range, is_half_day, hour, minute, .. } = time;
        let message = if *hour > 24 || minute.is_some_and(|minute| minute > 59) {
            "この時刻は、時計にありません。"
        } else if *is_half_day && *hour > 12 {
            "「午前」「午後」の後の時刻は、12時までです。"
        } else {
            continue;
        };
        findings
            .push(Finding::new(range.clone(), message).hint("案内や記録で、正しい時刻を確かめてください。"));
    }
    for pair in times.windows(2) {
        let [from, to] = pair else { continue };
        let between = &text[from.range.end..to.range.start];
        // 「午後２時～３時」: the first says it for both.
        let same_half = from.is_half_day && !to.is_half_day;
        let (start, end) = (from.minute_of_day(), to.minute_of_day());
        if matches!(between, "～" | "〜" | "~" | "から") && end < start && start < EVENING && !same_half {
            findings.push(
                Finding::new(from.range.start..to.range.end, "終わりの時刻が、始まりより早くなっています。")
                    .hint("案内や記録で、正しい時刻を確かめてください。"),
            );
        }
    }
    findings
}

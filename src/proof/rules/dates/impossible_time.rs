//! A time that no clock shows.

use crate::diagnostics::Code;
use crate::language::clock::TextTime;
use crate::language::script::sentences;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ImpossibleTime,
    title: "ありえない時刻",
    explanation: "25時や10時75分のように時計にない時刻か、「午後13時」のように午後と24時間制の両方で書いた時刻があります。\
        24時や、「深夜25時」のような書き方はそのままでかまいません。",
    wrong: &[
        "受付は9:00～12:60です。",
        "午後13時に開きました。",
        "受付は25時までです。",
        "10時75分に始めました。",
        "開館は10:75からです。",
        "午後5時75分まで開きました。",
        "講演会を34:00から開きました。",
        "断水は午後31時から翌朝5時までです。",
    ],
    right: &[
        "受付は9:00～12:00です。",
        "午後12時30分に始め、午後3時に終えました。",
        "24:00まで、24時間体制で受け付けました。",
        "深夜25時まで放送しました。",
        "男女の比は25:75でした。",
        "延べ30時間の講座です。",
        "令和４：75件、令和５：80件",
    ],
    check: Check::Text(impossible_time),
};

/// Where a figure with a colon is no time.
const NOT_A_TIME: &[&str] =
    &["の比", "比率", "男女比", "割合", "縮尺", "得点", "スコア", "タイム", "配合", "配分"];

/// Where the hours of a day go on after 24.
const LATE: &[&str] = &["深夜", "翌", "未明", "放送", "表記"];

fn impossible_time(prose: &Prose<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (start, sentence) in sentences(prose.as_str()) {
        let times = TextTime::all(sentence);
        let possible = times.iter().filter(|time| is_possible(time)).count();
        for time in &times {
            let beside_others = possible > usize::from(is_possible(time));
            if let Some(mut finding) = problem(sentence, time, beside_others) {
                finding.range = start + finding.range.start..start + finding.range.end;
                findings.push(finding);
            }
        }
    }
    findings
}

fn minute(time: &TextTime) -> u32 {
    time.minute.as_ref().map_or(0, |minute| minute.value)
}

fn is_possible(time: &TextTime) -> bool {
    time.hour.value <= 24 && minute(time) < 60
}

/// What is wrong with a time of a sentence, in which a possible time may stand too.
fn problem(sentence: &str, time: &TextTime, beside_others: bool) -> Option<Finding> {
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let hour = time.hour.value;
    let typed = &sentence[time.range.clone()];
    let is_ratio = time.has_colon && time.half.is_none() && has(NOT_A_TIME);
    let is_late = hour > 24 && hour < 30 && minute(time) < 60 && time.half.is_none() && has(LATE);
    let goes_on = &sentence[time.range.end..];
    // 「34:00から開き」
    let is_told = minute(time).is_multiple_of(5)
        && minute(time) < 60
        && [
            "から", "まで", "に開", "に始", "に集", "開会", "開始", "開演", "開場", "集合", "より", "～",
            "〜",
        ]
        .iter()
        .any(|word| goes_on.starts_with(word));
    // 「50:50」 alone is hardly a time.
    let is_figure = hour > 24
        && time.has_colon
        && time.half.is_none()
        && !beside_others
        && !is_told
        && (hour > 29 || !minute(time).is_multiple_of(5));
    if is_ratio || is_late || is_figure {
        return None;
    }
    if !is_possible(time) {
        let message = format!("「{typed}」という時刻はありません。");
        let hint = "正しい時刻を、元の資料で確かめてください。";
        return Some(Finding::new(time.range.clone(), message).hint(hint));
    }
    let is_afternoon = time.half.filter(|_| hour > 12)?;
    let word = if is_afternoon { "午後" } else { "午前" };
    let finding = Finding::new(time.range.clone(), format!("「{word}」と24時間制の時刻が重なっています。"));
    let plain = typed.strip_prefix(word).unwrap_or(typed).trim_start();
    Some(if is_afternoon {
        finding.hint(format!("「{plain}」か「午後{}時」の形にしてください。", hour - 12)).propose(plain)
    } else {
        finding.hint("午前か午後か、何時かを確かめてください。")
    })
}

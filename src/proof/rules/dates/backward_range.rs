//! A range that runs backwards, or is not as long as the text says.

use super::years::possible_years;
use crate::diagnostics::Code;
use crate::language::calendar::{TextDate, is_range};
use crate::language::clock::TextTime;
use crate::language::era::TextYear;
use crate::language::script::{digit, sentences};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::BackwardRange,
    title: "期間や時間帯が逆",
    explanation: "「10:00～9:00」や「令和７年度から令和３年度まで」のように、終わりが始まりより前になっています。\
        「令和３年度から令和７年度までの４年間」のように、年数や日数が合わないものもお知らせします。\
        「10月～３月」のように年度の中で続くものと、夜をまたぐ時間帯はそのままでかまいません。",
    wrong: &[
        "受付は10:00～9:00です。",
        "午後3時から午後1時まで開きました。",
        "平日の夜間（午後8時から午後6時まで）に行いました。",
        "10月14日（土）から10月3日（火）まで展示しました。",
        "令和７年度から令和３年度までの計画です。",
        "令和３年度から令和７年度までの４年間を期間とします。",
        "令和5年11月3日から5日までの4日間、開きました。",
        "令和５年９月～令和４年11月に開きました。",
    ],
    right: &[
        "受付は9:00～10:00です。",
        "10月～３月に開きました。",
        "12月28日から1月4日まで休みました。",
        "巡回は22:00～6:00に行いました。",
        "午後１時～３時に開きました。",
        "平成31年度から令和５年度までの５年間の計画です。",
        "令和5年11月3日から5日までの3日間、開きました。",
        "土日を除く7月3日から14日までの10日間、開きました。",
        "受付を9:00から8:30に早めました。",
    ],
    check: Check::Booklet(ranges),
};

const HINT: &str = "始まりと終わりを、元の資料で確かめてください。";

fn ranges(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for prose in &facts.texts {
        let found = times(prose).into_iter().chain(dates(facts, prose)).chain(years(prose));
        for finding in found {
            findings.in_text(prose, finding);
        }
    }
}

/// Words of what goes on through the night.
const THROUGH_THE_NIGHT: &[&str] = &["翌", "深夜", "夜間", "夜勤", "宿直", "当直", "未明", "早朝", "24時間"];

fn times(prose: &Prose<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (start, sentence) in sentences(prose.as_str()) {
        let at_night = THROUGH_THE_NIGHT.iter().any(|word| sentence.contains(word));
        let next_day = ["翌", "24時間"].iter().any(|word| sentence.contains(word));
        for pair in TextTime::all(sentence).windows(2) {
            let [from, to] = pair else { continue };
            let between = &sentence[from.range.end..to.range.start];
            let goes_on = &sentence[to.range.end..];
            // 「9:00から8:30に早め」 changes a time; a range ends with まで, or has a wave.
            let is_pair = is_range(between) && (!between.contains("から") || goes_on.starts_with("まで"));
            // Of 「午後１時～３時」 and 「午前９時～５時」 the second is told in the halves of the day.
            let comparable = from.half.is_some() && to.half.is_some()
                || from.half.is_none() && to.half.is_none() && from.has_colon == to.has_colon;
            let evening = from.minutes() >= 17 * 60;
            let clear = from.half.is_some() && from.half == to.half || !evening;
            let (begin, end) = (from.minutes(), to.minutes());
            let possible = begin < 25 * 60 && end < 25 * 60;
            // 「11時～３時」 in words may be of a clock with twelve hours.
            let twelve = from.half.is_none() && !from.has_colon && end + 12 * 60 > begin;
            // 「午後８時から午後６時まで」 is no night.
            let in_one_half = from.half.is_some() && from.half == to.half && !next_day;
            if at_night && !in_one_half {
                continue;
            }
            if is_pair && comparable && clear && possible && end <= begin && !twelve {
                let range = start + from.range.start..start + to.range.end;
                let message = format!(
                    "時間帯の終わりが、始まりより{}。",
                    if end == begin { "後ではありません" } else { "前です" }
                );
                findings.push(Finding::new(range, message).hint(HINT));
            }
        }
    }
    findings
}

/// Where days are counted, and not all of them.
const NOT_ALL_DAYS: &[&str] = &["除く", "除き", "除い", "うち", "平日", "開館日", "営業日", "開所日"];

fn dates(facts: &Facts<'_>, prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for pair in TextDate::all(text).windows(2) {
        let [from, to] = pair else { continue };
        let Some(joint) = to.joint.as_ref().map(|joint| &text[joint.clone()]).filter(|joint| is_range(joint))
        else {
            continue;
        };
        let goes_on = text[to.range.end..]
            .trim_start_matches(|character| "（()）月火水木金土日曜・祝".contains(character));
        if joint.contains("から") && !goes_on.starts_with("まで") {
            continue;
        }
        let range = from.range.start..to.range.end;
        let both_typed = from.year.is_some() && to.year.is_some();
        let key = |date: &TextDate| {
            let day = date.day.as_ref().map_or(0, |day| day.value);
            (if both_typed { date.calendar_year } else { None }, date.month, day)
        };
        let comparable = from.day.is_some() == to.day.is_some();
        let same_month = from.month == to.month;
        // 「10月～３月」 goes on in the next year.
        if comparable && key(to) < key(from) && (both_typed || same_month && to.year.is_none()) {
            findings.push(Finding::new(range, "期間の終わりが、始まりより前です。").hint(HINT));
            continue;
        }
        let Some(told) = count(goes_on, &["日間"]) else { continue };
        let year = possible_years(facts, prose, from);
        let [year] = year.as_slice() else { continue };
        let next = year + u32::from(to.month < from.month);
        let Some((first, last)) = from.in_year(*year).zip(to.in_year(to.calendar_year.unwrap_or(next)))
        else {
            continue;
        };
        let days = (last - first).whole_days() + 1;
        let aside = NOT_ALL_DAYS.iter().any(|word| text.contains(word));
        // Fewer days may be those of opening.
        if days > 0 && i64::from(told) != days && !aside && (i64::from(told) > days || days <= 5) {
            let message = format!("この期間は{days}日間です。");
            findings.push(Finding::new(range, message).hint(HINT));
        }
    }
    findings
}

fn years(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for pair in TextYear::all(text).windows(2) {
        let [from, to] = pair else { continue };
        let between = &text[from.range.end..to.range.start];
        if !is_range(between) || from.is_fiscal != to.is_fiscal {
            continue;
        }
        let range = from.range.start..to.range.end;
        let (first, last) = (from.calendar(), to.calendar());
        let goes_on = &text[to.range.end..];
        if last < first && !goes_on.starts_with(|next| "0123456789０１２３４５６７８９".contains(next))
        {
            let is_pair = !between.contains("から") || goes_on.starts_with("まで");
            if is_pair {
                findings.push(Finding::new(range, "期間の終わりが、始まりより前です。").hint(HINT));
            }
        } else if let Some(told) = count(goes_on, &["年間", "か年", "カ年", "ヵ年", "ヶ年", "箇年"])
            && from.is_fiscal
            && told != last - first + 1
        {
            let message = format!(
                "{}から{}までは{}年間です。",
                &text[from.range.clone()],
                &text[to.range.clone()],
                last - first + 1
            );
            findings.push(Finding::new(range, message).hint(HINT));
        }
    }
    findings
}

/// The number in 「までの５年間」 and 「（５年間）」 at the start of a text.
fn count(text: &str, units: &[&str]) -> Option<u32> {
    let rest = text.strip_prefix("まで").unwrap_or(text);
    let rest = rest.strip_prefix(['の', '（', '(', '、'])?;
    let end = rest.find(|character| digit(character).is_none())?;
    let number = rest[..end]
        .chars()
        .try_fold(0_u32, |number, character| number.checked_mul(10)?.checked_add(digit(character)?))?;
    (end > 0 && units.iter().any(|unit| rest[end..].starts_with(unit))).then_some(number)
}

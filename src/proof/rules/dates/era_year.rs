//! A year that an era does not have.

use std::ops::Range;

use crate::diagnostics::Code;
use crate::language::calendar::TextDate;
use crate::language::era::{Era, TextYear};
use crate::language::script::{before, is_digit, is_kanji, is_katakana, sentences, to_full_width};
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::EraYear,
    title: "ありえない元号の年",
    explanation: "平成35年や令和元年４月のように、元号にない年月か、令和77年度のように計画からかけ離れた年があります。\
        平成は31年４月30日まで、令和は元年５月１日からです。冊子に「令和元年」とあるときは「令和１年」もお知らせします。",
    wrong: &[
        "平成35年4月に始めます。",
        "令和元年４月に始めました。",
        "昭和64年２月に建てられました。",
        "備考: 計画期間は令和77年度までです。",
        "平成31年５月から続けています。",
        "備考: 令和元年度に始め、令和１年度中に終えました。",
        "今後の方針: 平成36年度中に家庭裁判所と協議します。",
        "令5年４月から助成しています。",
        "令和５年能登半島地震の被災地へ義援金を送りました。",
        "備考: 令和年度までに更新します。",
        "備考: 令和６年年度に更新します。",
        "平成300年度から続けています。",
    ],
    right: &[
        "平成31年4月に始めました。",
        "令和元年５月に始めました。",
        "昭和64年１月７日の新聞を修復しました。",
        "平成31年度から令和５年度までの計画です。",
        "令和22年の人口の推計を示しました。",
        "明治150年と昭和100年の記念展を開きました。",
        "備考: 令和１年度に始めました。",
        "令和年間の歩みと、政令５年の見直しをまとめました。平和５年祭を開きました。",
        "令和32年までに二酸化炭素の排出を実質ゼロにする宣言を行いました。",
    ],
    check: Check::Booklet(era_years),
};

/// Words of sentences about a far future.
const FUTURE: &[&str] = &[
    "推計",
    "見込",
    "将来",
    "人口",
    "目標",
    "カーボン",
    "ゼロ",
    "脱炭素",
    "排出",
    "ビジョン",
    "長期",
    "償還",
    "構想",
    "展望",
    "ピーク",
    "到来",
];

fn era_years(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let writes_gannen = facts.texts.iter().any(|prose| prose.as_str().contains("令和元年"));
    let plan_ends = u32::from(facts.model.plan.period.value.last().starts_in());
    for prose in &facts.texts {
        let text = prose.as_str();
        for finding in misshapen(text).into_iter().chain(misnamed(text)) {
            findings.in_text(prose, finding);
        }
        let dates = TextDate::all(text);
        for year in TextYear::all(text) {
            let date =
                dates.iter().find(|date| date.year.as_ref().is_some_and(|own| own.range == year.range));
            let Some(era) = year.era else { continue };
            if let Some(finding) = outside(text, &year, era, date) {
                findings.in_text(prose, finding);
            } else if era == Era::Reiwa && is_far(text, &year, plan_ends) {
                let message =
                    format!("「{}」は、計画の期間からかけ離れています。", &text[year.range.clone()]);
                let hint = "打ち誤りでないか、年を確かめてください。";
                findings.in_text(prose, Finding::new(year.range.clone(), message).hint(hint));
            } else if writes_gannen && era == Era::Reiwa && year.number == 1 && !year.is_gannen {
                let range = number(text, &year);
                let message = "ほかでは「令和元年」と書かれています。";
                let hint = "「元」にそろえてください。";
                findings.in_text(prose, Finding::new(range, message).hint(hint).propose("元"));
            }
        }
    }
}

/// What is named after its year.
const NAMED_AFTER: &[(&str, &str)] = &[
    ("令和6年", "能登半島地震"),
    ("平成28年", "熊本地震"),
    ("平成30年", "北海道胆振東部地震"),
    ("平成30年", "大阪府北部地震"),
    ("平成30年", "西日本豪雨"),
    ("令和元年", "東日本台風"),
    ("令和元年", "房総半島台風"),
    ("令和元年", "台風第19号"),
    ("平成16年", "新潟県中越地震"),
    ("平成16年", "新潟県中越大震災"),
    ("平成19年", "新潟県中越沖地震"),
    ("平成7年", "阪神・淡路大震災"),
    ("平成7年", "兵庫県南部地震"),
    ("平成23年", "東日本大震災"),
    ("平成23年", "東北地方太平洋沖地震"),
];

/// A year right before the name of what happened in another: 「令和5年能登半島地震」.
fn misnamed(text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (year, name) in NAMED_AFTER {
        for (at, _) in text.match_indices(name) {
            let head = text[..at].strip_suffix('の').unwrap_or(&text[..at]);
            let typed = TextYear::all(head).into_iter().last().filter(|typed| typed.range.end == head.len());
            let right = TextYear::all(year).into_iter().next();
            let Some((typed, right)) = typed.zip(right).filter(|(typed, _)| !typed.is_fiscal) else {
                continue;
            };
            if typed.calendar() != right.calendar() && typed.era.is_some() {
                let message = format!("「{name}」は{year}です。");
                findings.push(Finding::new(typed.range, message).hint("年を直してください。").propose(*year));
            }
        }
    }
    findings
}

/// The names of eras with a letter or the number lost, and 年 typed twice: 「令5年4月」, 「令和年度」, 「令和6年年度」.
fn misshapen(text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let hint = "元号と年を、元の資料で確かめてください。";
    for era in ["令和", "平成", "昭和"] {
        for (at, _) in text.match_indices(era) {
            let rest = &text[at + era.len()..];
            let typed = ["年度", "年"].into_iter().find(|unit| rest.starts_with(unit));
            let goes_on = typed.map_or("", |typed| &rest[typed.len()..]);
            if let Some(typed) = typed.filter(|_| !goes_on.starts_with(['間', '号', '代', '生'])) {
                let range = at..at + era.len() + typed.len();
                findings.push(Finding::new(range, format!("「{era}」の後に年の数がありません。")).hint(hint));
            }
        }
        let mut letters = era.chars();
        let (Some(first), Some(second)) = (letters.next(), letters.next()) else { continue };
        for (lost, kept) in [(second, first), (first, second)] {
            for (at, _) in text.match_indices(kept) {
                let behind = at + kept.len_utf8();
                let digits = text[behind..].find(|one| !is_digit(one)).unwrap_or_default();
                let alone = !before(text, at)
                    .is_some_and(|before| is_kanji(before) || is_katakana(before) || is_digit(before));
                if alone && (1..=6).contains(&digits) && text[behind + digits..].starts_with('年') {
                    let right = format!("{era}{}", &text[behind..behind + digits]);
                    let message = format!("元号の「{lost}」がありません。");
                    findings.push(Finding::new(at..behind + digits, message).hint(hint).propose(right));
                }
            }
        }
    }
    for year in TextYear::all(text) {
        let rest = &text[year.range.end..];
        let more = if year.is_fiscal { "度" } else { "年度" };
        if year.has_unit && rest.starts_with(more) {
            let range = year.range.end - '年'.len_utf8()..year.range.end + more.len();
            let range = if year.is_fiscal { year.range.end..year.range.end + more.len() } else { range };
            let right = if year.is_fiscal { "" } else { "年度" };
            let message = "年の書き方が重なっています。";
            findings.push(Finding::new(range, message).hint("一つを消してください。").propose(right));
        }
    }
    findings
}

/// The number of a year with an era, with what stands between it and 年.
fn number(text: &str, year: &TextYear) -> Range<usize> {
    let typed = &text[year.range.clone()];
    let end = typed.find('年').unwrap_or(typed.len());
    let start = typed[..end]
        .find(|character: char| character == '元' || crate::language::script::is_digit(character));
    year.range.start + start.unwrap_or_default()..year.range.start + end
}

/// What is wrong with a year that lies before or after its era.
fn outside(text: &str, year: &TextYear, era: Era, date: Option<&TextDate>) -> Option<Finding> {
    let calendar = year.calendar();
    let typed = &text[year.range.clone()];
    let month =
        date.filter(|_| !year.is_fiscal).map(|date| date.month).filter(|month| (1..=12).contains(month));
    let day = date.and_then(|date| date.day.as_ref()).map(|day| day.value);
    let (first, start_month, start_day) = era.first_day();
    let finding = |message: String, other: Option<Era>| {
        let finding =
            Finding::new(year.range.clone(), message).hint("元号と年を、元の資料で確かめてください。");
        match other.map(|other| renamed(text, year, other)) {
            Some(right) => finding.propose(right),
            None => finding,
        }
    };
    // 明治150年 and 昭和100年 count on, for a celebration.
    let counts_on = (100..=200).contains(&year.number)
        && era != Era::Heisei
        && year.number.is_multiple_of(10)
        && date.is_none();
    if counts_on && era != Era::Reiwa {
        return None;
    }
    if year.number == 0 {
        return Some(finding(format!("「{typed}」という年はありません。"), None));
    }
    if calendar == first && month.is_some_and(|month| (month, day.unwrap_or(31)) < (start_month, start_day)) {
        let message = format!("{}は{start_month}月{start_day}日に始まりました。", era.name());
        let before = [Era::Meiji, Era::Taisho, Era::Showa, Era::Heisei]
            .into_iter()
            .find(|other| other.next() == Some(era));
        return Some(finding(message, before));
    }
    let next = era.next()?;
    let (last, end_month, end_day) = next.first_day();
    let is_after = calendar > last
        || calendar == last && month.is_some_and(|month| (month, day.unwrap_or(1)) >= (end_month, end_day));
    let ends = format!(
        "{}は{}年までで、「{typed}」はありません。",
        era.name(),
        last + 1 - u32::from(era.first_year())
    );
    is_after.then(|| finding(ends, Some(next)))
}

/// The same year in another era, in digits as they are typed.
fn renamed(text: &str, year: &TextYear, era: Era) -> String {
    let number = (year.calendar() + 1).saturating_sub(era.first_year().into());
    let digits = &text[self::number(text, year)];
    let is_full = digits.chars().any(|character| matches!(character, '０'..='９'));
    let number = match number {
        1 => "元".to_owned(),
        _ if is_full => number.to_string().chars().map(to_full_width).collect(),
        _ => number.to_string(),
    };
    let unit =
        text[year.range.clone()].find('年').map_or("", |at| &text[year.range.start + at..year.range.end]);
    format!("{}{number}{unit}", era.name())
}

/// Whether a year is so far behind the plan that only a forecast names it.
fn is_far(text: &str, year: &TextYear, plan_ends: u32) -> bool {
    let sentence = sentences(text).filter(|(start, _)| *start <= year.range.start).last();
    let forecast = sentence.is_some_and(|(_, sentence)| FUTURE.iter().any(|word| sentence.contains(word)));
    let beyond = year.calendar().saturating_sub(plan_ends);
    let quoted = before(text, year.range.start).is_some_and(|before| "「『".contains(before));
    beyond > 45 || beyond > 15 && !forecast && !quoted
}

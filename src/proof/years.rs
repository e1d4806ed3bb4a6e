//! 年度と写し: what was left from another year.

use super::facts::{Facts, Reported};
use super::rule::{Check, Findings, Rule, Slip};
use crate::diagnostics::{Code, Severity};
use crate::model::{Field, FiscalYear, Text};
use crate::script::sentences;

/// A text that is word for word last year's.
pub static COPIED: Rule = Rule {
    code: Code::Copied,
    severity: Severity::Warning,
    title: "前年度と一字一句同じ文章",
    explanation: "取組内容や成果が、前年度の記録と一字一句同じです。写したまま直していないことがよくあります。同じでよいときは、記録に校正除外を書きます。",
    wrong: &[
        "成果: サロンを12回開きました。\n前年度:\n  指標目標: 12回\n  成果: サロンを12回開きました。",
        "取組内容: 町内をめぐり、声をかけました。\n前年度:\n  指標目標: 12回\n  取組内容: 町内をめぐり、声をかけました。",
        "今後の方針: 担い手を増やすため、講座を開いて参加を呼びかけます。\n前年度:\n  指標目標: 12回\n  今後の方針: 担い手を増やすため、講座を開いて参加を呼びかけます。",
    ],
    right: &[
        "成果: サロンを12回開きました。\n前年度:\n  指標目標: 12回\n  成果: サロンを10回開きました。",
        "成果: サロンを12回開きました。\n前年度:\n  指標目標: 12回",
        "今後の方針: 見守りを続けます。\n前年度:\n  指標目標: 12回\n  今後の方針: 見守りを続けます。",
    ],
    check: Check::Booklet(copied),
};

/// Another year's name in this year's report.
pub static OTHER_YEAR: Rule = Rule {
    code: Code::OtherYear,
    severity: Severity::Warning,
    title: "ほかの年度の名前",
    explanation: "今年度の取組内容や成果の文が、前の年度のことを言っているか、今後の方針が今年度までの年度のことを言っています。\
        前年度の記録を写して、年度を直し忘れたのかもしれません。「前年度から続けて」のように比べる言い方は調べません。",
    wrong: &[
        "取組内容: 令和４年度は、講座を開きました。",
        "成果: 令和４年度の参加者は12名でした。",
        "今後の方針: 令和５年度は、講座を開いて担い手を増やします。",
        "取組内容: 社協の職員が、令和４年度課題別研修に参加しました。",
        "成果: ※令和４年度サロン数72（前年比２か所増）",
        "今後の方針: 講座については、令和５年度も開いていきます。",
    ],
    right: &[
        "取組内容: 令和４年度に続き、講座を開きました。",
        "成果: 参加者は12名（令和４年度10名）でした。",
        "成果: 令和４年度の10名に比べ、参加者が増えました。",
        "取組内容: 令和４年度をもって終えた配食に代えて、見守りを行いました。",
        "今後の方針: 令和５年度も参加者が減りました。呼びかけを強めます。",
        "取組内容: 令和５年度は、講座を開きました。",
        "今後の方針: 令和６年度は、講座を開いて担い手を増やします。",
        "取組内容: 令和４年度から始めた講座を続けました。",
    ],
    check: Check::Booklet(other_year),
};

/// 今年度 beside a year's name.
pub static THIS_YEAR: Rule = Rule {
    code: Code::ThisYear,
    severity: Severity::Warning,
    title: "「今年度」と年度名の食い違い",
    explanation: "一つの文章に「今年度」「本年度」と、ほかの年度の名前があります。今年度がどの年度のことか、読む人に分からなくなります。\
        「令和５年度」のように年度の名前で書いてください。今年度の名前と並ぶのはかまいません。",
    wrong: &[
        "本年度は講座を開きました。令和４年度の参加者は12名です。",
        "今年度、令和４年度は講座を開きました。",
        "今年度の講座は、令和６年度の準備のために開きました。",
    ],
    right: &[
        "今年度は講座を開きました。",
        "令和５年度は講座を開きました。",
        "今年度（令和５年度）は講座を開きました。",
    ],
    check: Check::Booklet(this_year),
};

/// A plan that ended, with work still reported.
pub static PLAN_ENDED: Rule = Rule {
    code: Code::PlanEnded,
    severity: Severity::Warning,
    title: "年次計画の帯が今年度にない",
    explanation: "年次計画の帯がどれも今年度より前に終わっているのに、今年度の記録があります。帯の期間か、事業の終了年度を確かめてください。",
    wrong: &[
        "成果: 講座を開きました。\n年次計画: [{内容: 講座, 期間: R4}]",
        "取組内容: 講座を開きました。\n年次計画: [{内容: 準備, 期間: R4}, {内容: 試行, 期間: R4}]",
        "指標目標: 12回\n年次計画: [{内容: 調査, 期間: R4}]",
    ],
    right: &[
        "成果: 講座を開きました。\n年次計画: [{内容: 講座, 期間: R4-R5}]",
        "成果: 講座を開きました。\n年次計画: [{内容: 準備, 期間: R4}, {内容: 講座, 期間: R5-R6}]",
        "成果: 講座を開きました。\n年次計画: [{内容: 講座, 期間: R6}]",
    ],
    check: Check::Booklet(plan_ended),
};

/// Short texts say the same every year.
const SHORTEST_COPY: usize = 10;

fn copied(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(last) = reported.last else { continue };
        for prose in facts.texts_of(reported) {
            let before: Option<&Text> = match prose.field {
                Field::Actions => last.actions.as_ref(),
                Field::Results => last.results.as_ref(),
                Field::Next => last.next.as_ref(),
                _ => None,
            };
            let text = prose.as_str();
            if before.is_some_and(|before| before.value.trim() == text.trim())
                && text.chars().count() > SHORTEST_COPY
            {
                findings.slip(prose, Slip::new(first_line(text), "前年度の記録と一字一句同じです。"));
            }
        }
    }
}

fn first_line(text: &str) -> std::ops::Range<usize> {
    0..text.find('\n').unwrap_or(text.len())
}

/// Names of a year as they are typed: 令和５年度 in both widths of digits, and R5年度.
fn names(year: FiscalYear) -> Vec<String> {
    let label = year.label();
    let half: String = label.chars().map(crate::script::to_half_width).collect();
    vec![label, half, format!("{year}年度")]
}

/// The years before the booklet's.
fn years_before(facts: &Facts<'_>) -> impl Iterator<Item = FiscalYear> {
    let this_year = facts.year;
    facts
        .book
        .years
        .iter()
        .map(|year| year.short)
        .filter(move |year| year.starts_in() < this_year.starts_in())
}

/// What follows a year's name where something is compared with it, or began or ended in it.
const COMPARES: &[&str] = &[
    "から",
    "より",
    "まで",
    "以前",
    "以降",
    "以来",
    "末",
    "比",
    "に比",
    "と比",
    "と同",
    "と変わら",
    "に続",
    "に引き続",
    "に始",
    "に開始",
    "に開設",
    "に設",
    "に立ち上げ",
    "に作成",
    "に策定",
    "に終了",
    "に実施した",
    "をもって",
    "を踏まえ",
    "の反省",
    "の課題",
    "並み",
];

/// What follows a year's name where its own things are told.
const TELLS: &[&str] = &["は", "も", "には", "の参加", "の実績", "の取組", "において", "中", "の成果"];

fn other_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let earlier: Vec<String> = years_before(facts).flat_map(names).collect();
    let so_far: Vec<String> = earlier.iter().cloned().chain(names(facts.year)).collect();
    for prose in facts.texts.iter().filter(|prose| prose.page.is_some()) {
        let is_report = match prose.field {
            Field::Actions | Field::Results => true,
            Field::Next => false,
            _ => continue,
        };
        for (start, sentence) in sentences(prose.as_str()) {
            let names = if is_report { &earlier } else { &so_far };
            let places = names
                .iter()
                .flat_map(|name| sentence.match_indices(name.as_str()).map(move |(at, _)| (at, name)));
            for (at, name) in places {
                let goes_on = &sentence[at + name.len()..];
                let is_told = if is_report {
                    is_own(sentence, at, goes_on)
                } else {
                    TELLS.iter().any(|word| goes_on.starts_with(word)) && !is_past(sentence)
                };
                if is_told {
                    let message = if is_report {
                        format!("{}の記録の文が、{name}のことになっています。", facts.book.year.label)
                    } else {
                        format!("今後の方針が、{name}のことになっています。")
                    };
                    findings.slip(prose, Slip::new(start + at..start + at + name.len(), message));
                }
            }
        }
    }
}

/// Whether a sentence tells of the year that it names, and does not compare this year with it.
fn is_own(sentence: &str, at: usize, goes_on: &str) -> bool {
    let compared = COMPARES.iter().any(|word| goes_on.starts_with(word));
    // 「参加者12名（令和４年度10名）」
    let aside = sentence[..at].ends_with(['（', '(', '「']);
    let beside = ["比べ", "比較"].iter().any(|word| sentence.contains(word));
    let of_years = goes_on.starts_with(['～', '〜', '・', '、', '及']) && goes_on.contains("年度");
    !compared && !aside && !beside && !of_years
}

/// Whether a sentence looks back.
fn is_past(sentence: &str) -> bool {
    ["ました", "でした", "実績", "結果", "踏まえ"].iter().any(|word| sentence.contains(word))
}

fn this_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let others: Vec<String> = facts
        .book
        .years
        .iter()
        .map(|year| year.short)
        .filter(|&year| year != facts.year)
        .flat_map(names)
        .collect();
    for prose in &facts.texts {
        let text = prose.as_str();
        let relative = ["今年度", "本年度"]
            .iter()
            .find_map(|word| Some(text.find(word)?..text.find(word)? + word.len()));
        let other = others.iter().find(|name| text.contains(name.as_str()));
        if let (Some(range), Some(other)) = (relative, other) {
            let message = format!("同じ文章に{other}もあり、どの年度のことか分かりにくくなっています。");
            findings.slip(
                prose,
                Slip::new(range, message).hint(format!("{}と書いてください。", facts.book.year.label)),
            );
        }
    }
}

fn plan_ended(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for Reported { sheet, measure, .. } in &facts.reported {
        let ends = measure.schedule.iter().map(|bar| bar.period.last().starts_in());
        let ended = ends.max().is_some_and(|end| end < facts.year.starts_in());
        let Some(bar) = measure.schedule.last().filter(|_| ended) else { continue };
        let message = format!("年次計画の帯が、どれも{}より前に終わっています。", facts.book.year.label);
        let hint = "帯の期間か、事業の終了年度を確かめてください。";
        findings.value(sheet.page, Field::Schedule, &bar.text.place, message, hint);
    }
}

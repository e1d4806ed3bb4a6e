//! A text that is word for word last year's.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::sentences;
use crate::model::Record;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Copied,
    title: "前年度と一字一句同じ文章",
    explanation: "取組内容や成果が、前年度の記録と一字一句同じです。写したまま直していないことがよくあります。\
        前年度の成果が取組内容に、取組内容が成果に、別の事業の欄にそのまま写されているものと、前年度と数まで同じ成果の文もお知らせします。\
        同じでよいときは、記録に校正除外を書きます。",
    wrong: &[
        "成果: サロンを12回開きました。\n前年度:\n  指標目標: 12回\n  成果: サロンを12回開きました。",
        "取組内容: 町内をめぐり、声をかけました。\n前年度:\n  指標目標: 12回\n  取組内容: 町内をめぐり、声をかけました。",
        "今後の方針: 担い手を増やすため、講座を開いて参加を呼びかけます。\n前年度:\n  指標目標: 12回\n  今後の方針: 担い手を増やすため、講座を開いて参加を呼びかけます。",
        "取組内容: 町内をめぐり、声をかけました。\n前年度:\n  指標目標: 12回\n  成果: 町内をめぐり、声をかけました。",
        "取組内容: 町内をめぐり、声をかけました。\n成果: 町内をめぐり、声をかけました。",
        "成果: サロンを開きました。延べ参加者は486人、見学は17人でした。\n前年度:\n  指標目標: 12回\n  成果: 延べ参加者は486人、見学は17人でした。",
        "事業名: 見守り\n取組内容: 相談648件（電話312件、来所241件、訪問68件、メール27件）\n---\n事業名: 配食\n取組内容: 相談648件（電話312件、来所241件、訪問68件、メール27件）",
    ],
    right: &[
        "成果: サロンを12回開きました。\n前年度:\n  指標目標: 12回\n  成果: サロンを10回開きました。",
        "成果: サロンを12回開きました。\n前年度:\n  指標目標: 12回",
        "今後の方針: 見守りを続けます。\n前年度:\n  指標目標: 12回\n  今後の方針: 見守りを続けます。",
        "成果: サロンを開きました。会場は12か所、回数は月10回です。\n前年度:\n  指標目標: 12回\n  成果: 会場は12か所、回数は月10回です。",
    ],
    check: Check::Booklet(copied),
};

/// Short texts say the same every year.
const SHORTEST_COPY: usize = 10;

/// The same words of two measures may be as short by chance.
const SHORTEST_BETWEEN: usize = 25;

/// Smaller numbers come out the same again.
const BY_CHANCE: i64 = 13;

fn copied(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let texts = facts.texts_of(reported);
        for prose in texts {
            let Some(message) = source(texts, reported.last, prose) else { continue };
            let hint = "写したまま直し忘れていないか確かめてください。";
            findings.in_text(prose, Finding::new(first_line(prose.as_str()), message).hint(hint));
        }
        if let (Some(results), Some(last)) = (facts.text_of(reported, Field::Results), reported.last)
            && source(texts, reported.last, results).is_none()
        {
            for range in
                last.text(Field::Results).into_iter().flat_map(|last| same_figures(results, &last.value))
            {
                let message = "前年度の成果にある文と、数まで一字一句同じです。";
                findings.in_text(
                    results,
                    Finding::new(range, message).hint("今年度の数になっているか確かめてください。"),
                );
            }
        }
    }
    between_measures(facts, findings);
}

/// From where a whole text is copied, as a sentence.
fn source(texts: &[Prose<'_>], last: Option<&Record>, prose: &Prose<'_>) -> Option<String> {
    let text = prose.as_str().trim();
    if text.chars().count() <= SHORTEST_COPY {
        return None;
    }
    let (earlier, own): (&[Field], &[Field]) = match prose.cell.field {
        Field::Actions => (&[Field::Actions, Field::Results], &[]),
        Field::Results => (&[Field::Results, Field::Actions], &[Field::Actions]),
        Field::Next => (&[Field::Next], &[Field::Actions, Field::Results]),
        _ => return None,
    };
    let is_same = |other: &str| other.trim() == text;
    let of_last =
        |field: &&Field| last.and_then(|last| last.text(**field)).is_some_and(|other| is_same(&other.value));
    if let Some(field) = earlier.iter().find(of_last) {
        return Some(if *field == prose.cell.field {
            "前年度の記録と一字一句同じです。".to_owned()
        } else {
            format!("前年度の{}と一字一句同じです。", field.key())
        });
    }
    let of_sheet =
        |field: &&Field| texts.iter().any(|other| other.cell.field == **field && is_same(other.as_str()));
    own.iter().find(of_sheet).map(|field| format!("{}と一字一句同じです。", field.key()))
}

/// The sentences of 成果 that last year's have too, with numbers that hardly come out the same again.
fn same_figures(results: &Prose<'_>, last: &str) -> Vec<Range<usize>> {
    let before: Vec<&str> = sentences(last).map(|(_, sentence)| sentence.trim()).collect();
    let mut ranges = Vec::new();
    for (start, sentence) in sentences(results.as_str()) {
        let end = start + sentence.trim_end().len();
        let telling = results.quantities.iter().filter(|quantity| {
            let whole = quantity.value.to_whole();
            start <= quantity.number.start
                && quantity.number.end <= end
                && quantity.is_amount()
                && whole.is_some_and(|value| value >= BY_CHANCE && value % 10 != 0)
        });
        if telling.count() >= 2 && before.contains(&sentence.trim()) {
            ranges.push(start..end);
        }
    }
    ranges
}

/// What is told as done that is word for word another measure's. Results are often shared by measures that belong together, and
/// sentences in common have a rule of their own.
fn between_measures(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut places: BTreeMap<&str, Vec<(&str, &Prose<'_>)>> = BTreeMap::new();
    for reported in &facts.reported {
        let title = reported.sheet.title.value.as_str();
        let stem = title.rfind(['（', '(']).map_or(title, |at| &title[..at]);
        for prose in facts.texts_of(reported) {
            let text = prose.as_str().trim();
            let is_told = prose.cell.field == Field::Actions
                && text.chars().count() >= SHORTEST_BETWEEN
                && sentences(text).all(|(_, sentence)| {
                    sentence.chars().count() < SHORTEST_BETWEEN || !sentence.ends_with('。')
                });
            if is_told {
                places.entry(text).or_default().push((stem, prose));
            }
        }
    }
    for places in places.values() {
        if let [(one, other), (stem, prose)] = places.as_slice()
            && one != stem
        {
            let message = format!("{}と一字一句同じです。", other.where_is());
            let hint = "写したまま直し忘れていないか確かめてください。";
            findings.in_text(prose, Finding::new(first_line(prose.as_str()), message).hint(hint));
        }
    }
}

fn first_line(text: &str) -> Range<usize> {
    0..text.find('\n').unwrap_or(text.len())
}

//! A sentence that stands in two measures.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{is_digit, sentences};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::CopiedSentence,
    title: "ほかの事業と同じ文",
    explanation: "取組内容、成果、今後の方針の25字以上の文が、別の事業のシートにも一字一句同じに書かれています。\
        写して書き始めたまま、直し忘れたのかもしれません。三つ以上の事業にある決まり文句と、（１）（２）の続きの事業は調べません。",
    wrong: &[
        "事業名: 見守り\n成果: 商店街の皆さんの協力により、買い物の様子を毎月見守りました。\n---\n事業名: 配食\n成果: 配食が続いています。\n今後の方針: 弁当を届けます。商店街の皆さんの協力により、買い物の様子を毎月見守りました。",
        "事業名: 見守り\n成果: 商店街の皆さんの協力により、買い物の様子を毎月見守りました。\n---\n事業名: 配食\n成果: |-\n  ・弁当の配達（12件）商店街の皆さんの協力により、買い物の様子を毎月見守りました。",
        "事業名: 見守り\n成果: 民生委員と協力して、対象となる世帯を毎月訪問しました。\n---\n事業名: 配食\n成果: 民生委員と協力して、対象となる世帯を毎月訪問しました。",
        "事業名: 見守り\n取組内容: 声をかけました。商店街の皆さんの協力により、買い物の様子を見守りました。\n---\n事業名: 配食\n成果: 商店街の皆さんの協力により、買い物の様子を見守りました。",
        "事業名: 見守り\n取組内容: 参加された方から、来年も続けてほしいとの声をいただきました。\n---\n事業名: 配食\n取組内容: 弁当を届けました。参加された方から、来年も続けてほしいとの声をいただきました。",
    ],
    right: &[
        "事業名: 見守り\n成果: 見守りが続いています。\n今後の方針: 関係する団体と連携し、参加者の声を聞きながら進めます。\n---\n事業名: 配食\n成果: 配食が続いています。\n今後の方針: 関係する団体と連携し、参加者の声を聞きながら進めます。",
        "事業名: 見守り\n成果: 対象となる世帯を毎月訪問しました。\n---\n事業名: 配食\n成果: 対象となる世帯を毎月訪問しました。",
        "事業名: 見守り（１）\n成果: 民生委員と協力して、対象となる世帯を毎月訪問しました。\n---\n事業名: 見守り（２）\n成果: 民生委員と協力して、対象となる世帯を毎月訪問しました。",
        "事業名: 見守り\n成果: 見守りが続いています。\n今後の方針: 引き続き、関係機関と連携しながら事業を着実に進めます。\n---\n事業名: 配食\n成果: 配食が続いています。\n今後の方針: 引き続き、関係機関と連携しながら事業を着実に進めます。",
    ],
    check: Check::Booklet(copied_sentences),
};

/// Shorter sentences are alike by chance.
const SHORTEST: usize = 25;

/// Plans of fewer characters are stock phrases.
const LONG: usize = 36;

/// A sentence of a measure, which is known by its place in the booklet.
type Place<'f> = (usize, &'f Prose<'f>, Range<usize>);

fn copied_sentences(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut places: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
    for (index, reported) in facts.reported.iter().enumerate() {
        let reports = facts.texts_of(reported).iter().filter(|prose| is_wanted(prose));
        for prose in reports {
            for (start, sentence) in sentences(prose.as_str()) {
                let text = sentence.trim();
                if text.chars().count() >= SHORTEST && text.ends_with('。') {
                    let start = start + sentence.len() - sentence.trim_start().len();
                    places.entry(text).or_default().push((index, prose, start..start + text.len()));
                }
            }
        }
    }
    glued(facts, &mut places);
    for places in places.values() {
        let [(first, other, _), .., (last, prose, range)] = places.as_slice() else { continue };
        let measures = places.chunk_by(|one, next| one.0 == next.0).count();
        if measures != 2 || stem(facts, *first) == stem(facts, *last) {
            continue;
        }
        let plans = places.iter().filter(|(_, prose, _)| prose.cell.field == Field::Next).count();
        if plans == places.len() && !is_telling(prose.part(range)) {
            continue;
        }
        let message = format!("{}に、一字一句同じ文があります。", other.where_is());
        let hint = "写したまま直し忘れていないか確かめてください。";
        findings.in_text(prose, Finding::new(range.clone(), message).hint(hint));
        // Nobody knows which of them is the copy.
        if let [(_, first, range), ..] = places.as_slice() {
            let message = format!("{}に、一字一句同じ文があります。", prose.where_is());
            findings.in_text(first, Finding::new(range.clone(), message).hint(hint));
        }
    }
}

/// Adds the sentences that follow without a stop on something else, as where they were pasted behind the item of a list.
fn glued<'f>(facts: &'f Facts<'_>, places: &mut BTreeMap<&'f str, Vec<Place<'f>>>) {
    for (index, reported) in facts.reported.iter().enumerate() {
        for prose in facts.texts_of(reported).iter().filter(|prose| is_wanted(prose)) {
            for (start, sentence) in
                sentences(prose.as_str()).filter(|(_, sentence)| sentence.ends_with('。'))
            {
                let tails = sentence.char_indices().skip(1).map(|(at, _)| (start + at, &sentence[at..]));
                let known = tails.take_while(|(_, tail)| tail.len() >= SHORTEST).find_map(|(at, tail)| {
                    let of_others = places.get(tail)?.iter().any(|(other, ..)| *other != index);
                    of_others.then_some((at, tail))
                });
                if let Some((at, tail)) = known
                    && let Some(places) = places.get_mut(tail)
                {
                    let after = places.partition_point(|(other, ..)| *other <= index);
                    places.insert(after, (index, prose, at..at + tail.len()));
                }
            }
        }
    }
}

/// What a measure did, and what it will do; of plans only what says more than that something goes on.
fn is_wanted(prose: &Prose<'_>) -> bool {
    matches!(prose.cell.field, Field::Actions | Field::Results | Field::Next)
}

/// Whether a plan is told in so many words that no two measures share it by chance.
fn is_telling(sentence: &str) -> bool {
    sentence.contains(is_digit) || sentence.contains(['「', '・']) || sentence.chars().count() >= LONG
}

/// The title of a measure without the number of its part.
fn stem<'f>(facts: &'f Facts<'_>, index: usize) -> &'f str {
    let title = facts.reported.get(index).map_or("", |reported| reported.sheet.title.value.as_str());
    title.rfind(['（', '(']).map_or(title, |at| &title[..at])
}

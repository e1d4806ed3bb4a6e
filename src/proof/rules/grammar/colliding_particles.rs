//! Two particles of which only one can be meant.

use super::slip::gain;
use crate::diagnostics::Code;
use crate::language::words::{Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::CollidingParticles,
    title: "助詞の誤り",
    explanation: "「をが」「がを」「にを」のように、続けて使うことのない助詞が並んでいます。書き直したときに、前の助詞が残ったものがほとんどです。「参加者を増えました」のように、動詞に合わない助詞も見ます。",
    wrong: &[
        "参加者がを募りました。",
        "研修にを行いました。",
        "講座をが好評でした。",
        "広報紙はを全世帯に配りました。",
        "民生委員やの協力を得ました。",
        "参加者を増えました。",
        "緩やかな見守りを届くまちにします。",
        "お礼の言葉をありました。",
        "見守りにについて話し合いました。",
    ],
    right: &[
        "地域での見守りには、市民との協力が要ります。",
        "誰もが参加できる講座をも目指し、市へと働きかけました。",
        "世代間とを結ぶもの、大きいのを選びました。",
        "町内にも県外からも届きました。",
        "昨年度までの内容をまとめるのに、時間を要しました。",
        "会員を増やし、人を集め、参加者を増えさせる工夫をしました。",
    ],
    check: Check::Text(colliding_particles),
};

/// Particles, and those that cannot stand behind them.
const NEVER: &[(&str, &[&str])] = &[
    ("を", &["が", "に", "で", "へ", "は", "の", "と", "から", "より", "や"]),
    ("が", &["を", "に", "で", "へ", "は", "の", "と"]),
    ("に", &["を", "が", "で", "へ", "の"]),
    ("は", &["を", "が", "に", "で", "へ", "の"]),
    ("も", &["を", "は"]),
    ("で", &["を", "が", "に", "へ"]),
    ("へ", &["を", "が", "に"]),
    ("や", &["を", "が", "に", "の", "は", "も", "で", "へ"]),
];

/// Whether no sentence has two particles one behind the other.
pub(super) fn are_never_joined(first: &Word, second: &Word, text: &str) -> bool {
    first.is_particle()
        && second.is_particle()
        && NEVER.iter().any(|(particle, behind)| {
            *particle == first.surface(text) && behind.contains(&second.surface(text))
        })
}

/// How much better one of two particles has to be alone.
const SURE: i32 = 2000;

fn colliding_particles(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let is_simple = |word: &Word| {
        matches!(
            word.part,
            Part::CaseParticle
                | Part::TopicParticle
                | Part::GenitiveParticle
                | Part::AdverbialParticle
                | Part::ListingParticle
                | Part::QuotingParticle
        )
    };
    let mut findings = Vec::new();
    for (index, pair) in prose.words.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let is_never = NEVER.iter().any(|(particle, behind)| {
            let joined = prose.surface(second);
            // に対して, について and their like are case particles too.
            let is_long = second.part == Part::CaseParticle && joined.chars().count() > 2;
            *particle == prose.surface(first)
                && behind.iter().any(|behind| joined == *behind || is_long && joined.starts_with(behind))
        });
        let is_behind_word = index
            .checked_sub(1)
            .and_then(|before| prose.words.get(before))
            .is_some_and(|before| before.part != Part::Mark);
        if !is_never
            || !is_simple(first)
            || !is_simple(second)
            || !is_behind_word
            || second.range.start != first.range.end
            || prose.is_quoted(first.range.start)
        {
            continue;
        }
        let (one, other) = (prose.surface(first), prose.surface(second));
        let without_first = gain(text, &prose.words, index, &first.range, "");
        let without_second = gain(text, &prose.words, index, &second.range, "");
        if without_first.max(without_second) < SURE {
            continue;
        }
        // The one that was left stands before the one that was meant.
        let is_object = matches!((one, other), ("が", "を") | ("を", "が"));
        let right = if is_object || without_first > without_second { other } else { one };
        findings.push(
            Finding::new(
                first.range.start..second.range.end,
                format!("助詞の「{one}」と「{other}」は続きません。"),
            )
            .hint("どちらか一つにしてください。")
            .propose(right),
        );
    }
    findings.extend(prose.words.windows(3).filter_map(|three| with_no_object(prose, three)));
    findings.extend(prose.words.windows(2).filter_map(|pair| joined_twice(prose, pair)));
    findings
}

/// Verbs that have no object, and the particle that they want.
const NO_OBJECT: &[(&str, &str)] = &[
    ("増える", "が"),
    ("減る", "が"),
    ("広がる", "が"),
    ("始まる", "が"),
    ("集まる", "が"),
    ("生まれる", "が"),
    ("高まる", "が"),
    ("深まる", "が"),
    ("届く", "が"),
    ("整う", "が"),
    ("決まる", "が"),
    ("足りる", "が"),
    ("見つかる", "が"),
    ("根付く", "が"),
    ("伸びる", "が"),
    ("育つ", "が"),
    ("ある", "が"),
    ("なる", "に"),
    ("つながる", "に"),
    ("加わる", "に"),
    ("携わる", "に"),
    ("取り組む", "に"),
    ("努める", "に"),
];

/// 「を」 before a verb that has no object.
fn with_no_object(prose: &Prose<'_>, three: &[Word]) -> Option<Finding> {
    let [wo, verb, next] = three else { return None };
    let text = prose.as_str();
    if wo.part != Part::CaseParticle
        || prose.surface(wo) != "を"
        || verb.part != Part::Verb
        || next.part == Part::VerbSuffix
    {
        return None;
    }
    // を、ある日: what looks like the verb stands before a noun.
    if !matches!(next.part, Part::Auxiliary | Part::JoiningParticle | Part::DependentNoun)
        && verb.base(text) == "ある"
    {
        return None;
    }
    let (_, particle) = NO_OBJECT.iter().find(|(base, _)| *base == verb.base(text))?;
    let message = format!("「{}」の前の「を」が合いません。", prose.surface(verb));
    let hint = format!("「{particle}」ではありませんか。");
    Some(Finding::new(wo.range.clone(), message).hint(hint).propose(*particle))
}

/// にについて, をを通じて: a particle before one that begins with it.
fn joined_twice(prose: &Prose<'_>, pair: &[Word]) -> Option<Finding> {
    let [first, second] = pair else { return None };
    let (one, other) = (prose.surface(first), prose.surface(second));
    let is_twice = first.is_particle()
        && second.part == Part::CaseParticle
        && matches!(one, "に" | "を" | "と" | "で")
        && other.len() > one.len()
        && other.starts_with(one)
        && first.range.end == second.range.start
        && !prose.is_quoted(first.range.start);
    is_twice.then(|| {
        Finding::new(first.range.start..second.range.end, format!("助詞の「{one}」が二つ続いています。"))
            .propose(other)
    })
}

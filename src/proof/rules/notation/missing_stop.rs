//! A sentence without its stop.

use crate::diagnostics::{Code, Severity};
use crate::language::script::{after, before, is_japanese, is_kanji, is_katakana, lines};
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::MissingStop,
    severity: Severity::Warning,
    title: "文の終わりに「。」がない",
    explanation: "「ました」「ます」などで終わる行か、続く文との間に「。」がありません。冊子のほかの文には付いています。",
    wrong: &[
        "サロンを開きました。\n講座を開きました",
        "サロンを開きました",
        "研修を行います\nサロンを開きました。",
        "サロンを開きましたまた、講座も開きました。",
        "見守りを続けます今後は講座も開きます。",
    ],
    right: &[
        "サロンを開きました。\n講座を開きました。",
        "・サロンの開催\n・講座の開催",
        "サロンを開きました（12回）",
        "ご協力いただきました皆様に感謝します。",
        "若者を励ます会を開きましたので、お知らせします。",
    ],
    check: Check::Booklet(missing_stop),
};

/// How a polite sentence ends.
const ENDINGS: &[&str] = &["ます", "です", "ました", "でした", "ません", "しょう", "ください", "でいます"];

fn missing_stop(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let narratives = || facts.texts.iter().filter(|prose| prose.cell.field.is_narrative());
    let ends = |line: &str| ENDINGS.iter().any(|ending| line.ends_with(ending));
    let all_lines = || {
        narratives()
            .flat_map(|prose| lines(prose.as_str()).map(move |(start, line)| (prose, start, line.trim_end())))
    };
    let stopped = all_lines().filter(|(_, _, line)| line.strip_suffix('。').is_some_and(ends)).count();
    let without: Vec<_> = all_lines().filter(|(_, _, line)| ends(line)).collect();
    // Who writes no stops means it.
    if stopped < without.len() {
        return;
    }
    for (prose, start, line) in without {
        let end = start + line.len();
        let last = line.chars().next_back().map_or(0, char::len_utf8);
        let right = format!("{}。", &line[line.len() - last..]);
        findings.slip(prose, Slip::new(end - last..end, "文の終わりに「。」がありません。").propose(right));
    }
    for prose in narratives() {
        for end in run_on_ends(prose.as_str()) {
            let last = before(prose.as_str(), end).map_or(0, char::len_utf8);
            let slip = Slip::new(end - last..end, "次の文との間に「。」がありません。");
            findings.slip(prose, slip.hint("「。」のほかに、言葉が抜けていないか確かめてください。"));
        }
    }
}

/// Words with which only a sentence begins.
const BEGINNINGS: &[&str] = &[
    "また",
    "さらに",
    "なお",
    "このほか",
    "そのほか",
    "そのうえ",
    "あわせて",
    "しかし",
    "ただし",
    "そして",
    "これ",
    "この",
    "その",
    "こうした",
    "こう",
    "なかでも",
    "まず",
    "とくに",
    "あらゆる",
    "ほか",
    "より",
    "すでに",
    "できる",
];

/// Whom a polite verb may describe: 「ご協力いただきました皆様」.
const DESCRIBED: &[char] = &['皆', '方', '団', '企', '市', '各', '会', '寄', '御', '自'];

/// Where a polite sentence ends inside a line, and the next begins without a stop between.
fn run_on_ends(text: &str) -> Vec<usize> {
    const POLITE: &[&str] = &["ました", "ません", "でした", "です", "ます"];
    let mut ends = Vec::new();
    for ending in POLITE {
        for (at, _) in text.match_indices(ending) {
            let end = at + ending.len();
            let Some(next) = after(text, end) else { continue };
            let begins = is_kanji(next)
                || is_katakana(next)
                || next.is_alphabetic() && !is_japanese(next)
                || BEGINNINGS.iter().any(|word| text[end..].starts_with(word));
            let head = &text[..at];
            // 「若者を励ます会」
            let plain_verb = *ending == "ます" && head.ends_with(['励', '冷', '覚', '悩', '澄', '済', 'だ']);
            let describes = ["いただき", "ください", "下さい", "くださり", "賜り", "おり"]
                .iter()
                .any(|verb| head.ends_with(verb))
                && DESCRIBED.contains(&next);
            if begins && !plain_verb && !describes {
                ends.push(end);
            }
        }
    }
    ends.sort_unstable();
    ends
}

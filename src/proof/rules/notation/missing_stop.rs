//! A sentence without its stop.

use super::style::{Style, Styles, is_apart};
use crate::diagnostics::Code;
use crate::language::script::{after, before, is_japanese, is_kanji, is_katakana, lines};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::MissingStop,
    title: "文の終わりに「。」がない",
    explanation: "「ました」「ます」などで終わる行か、続く文との間に「。」がありません。冊子のほかの文には付いています。",
    wrong: &[
        "サロンを開きました。\n講座を開きました",
        "サロンを開きました",
        "研修を行います\nサロンを開きました。",
        "サロンを開きましたまた、講座も開きました。",
        "見守りを続けます今後は講座も開きます。",
        "サロンを開いた。\n新しい会場で講座を開いた\n参加者は増えている。",
        "サロンを開いたまた、講座も開いた。参加者は増えている。",
    ],
    right: &[
        "サロンを開きました。\n講座を開きました。",
        "・サロンの開催\n・講座の開催",
        "サロンを開きました（12回）",
        "ご協力いただきました皆様に感謝します。",
        "若者を励ます会を開きましたので、お知らせします。",
        "ますます担い手が必要です。",
        "サロンを開いた。\n・新しい会場で講座を開いた\n参加者は増えている。",
    ],
    check: Check::Booklet(missing_stop),
};

fn missing_stop(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let narratives = || facts.texts.iter().filter(|prose| prose.cell.field.is_narrative());
    let styles = Styles::of(facts);
    // What ends like a plain sentence is one where the booklet writes such; elsewhere it may be a note.
    let ends = |prose: &Prose<'_>, start: usize, line: &str| match Style::of(line) {
        Some(Style::Polite) => true,
        Some(Style::Plain) => {
            styles.usual(prose) == Some(Style::Plain)
                && line.chars().count() >= SENTENCE
                && !is_apart(prose.as_str(), start, line)
        }
        None => false,
    };
    let all_lines = || {
        narratives()
            .flat_map(|prose| lines(prose.as_str()).map(move |(start, line)| (prose, start, line.trim_end())))
    };
    let stopped = all_lines()
        .filter(|(prose, start, line)| line.strip_suffix('。').is_some_and(|line| ends(prose, *start, line)))
        .count();
    let without: Vec<_> = all_lines()
        .filter(|(prose, start, line)| !line.ends_with('）') && ends(prose, *start, line))
        .collect();
    // Who writes no stops means it.
    if stopped < without.len() {
        return;
    }
    for (prose, start, line) in without {
        let end = start + line.len();
        let last = line.chars().next_back().map_or(0, char::len_utf8);
        let right = format!("{}。", &line[line.len() - last..]);
        findings
            .in_text(prose, Finding::new(end - last..end, "文の終わりに「。」がありません。").propose(right));
    }
    for prose in narratives() {
        let is_plain = styles.usual(prose) == Some(Style::Plain);
        let plain = plain_run_on_ends(prose.as_str()).into_iter().filter(|_| is_plain);
        for end in run_on_ends(prose.as_str()).into_iter().chain(plain) {
            let last = before(prose.as_str(), end).map_or(0, char::len_utf8);
            let finding = Finding::new(end - last..end, "次の文との間に「。」がありません。");
            findings.in_text(prose, finding.hint("「。」のほかに、言葉が抜けていないか確かめてください。"));
        }
    }
}

/// The least that a plain sentence has; what is shorter may be the name of something.
const SENTENCE: usize = 10;

/// Where a plain sentence ends inside a line, and a word follows with which only a sentence begins.
fn plain_run_on_ends(text: &str) -> Vec<usize> {
    const CONJUNCTIONS: &[&str] =
        &["また、", "さらに、", "なお、", "このほか、", "しかし、", "あわせて、", "そのため、"];
    let found = CONJUNCTIONS.iter().flat_map(|word| text.match_indices(word)).map(|(at, _)| at);
    found.filter(|&at| text[..at].ends_with(['た', 'る', 'だ'])).collect()
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
            // 「ますます担い手」
            let adverb = *ending == "ます" && head.ends_with("ます");
            // 「若者を励ます会」
            let plain_verb = *ending == "ます" && head.ends_with(['励', '冷', '覚', '悩', '澄', '済', 'だ']);
            let describes = ["いただき", "ください", "下さい", "くださり", "賜り", "おり"]
                .iter()
                .any(|verb| head.ends_with(verb))
                && DESCRIBED.contains(&next);
            if begins && !plain_verb && !describes && !adverb {
                ends.push(end);
            }
        }
    }
    ends.sort_unstable();
    ends
}

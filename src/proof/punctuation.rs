//! 句読点: punctuation that is doubled, of another kind, or missing.

use super::facts::Facts;
use super::prose::Prose;
use super::rule::{Check, Findings, Rule, Slip};
use crate::diagnostics::{Code, Severity};
use crate::script::{after, before, is_japanese, is_kanji, is_katakana, lines, to_half_width};

/// Punctuation that is doubled or of another kind.
pub static PUNCTUATION: Rule = Rule {
    code: Code::Punctuation,
    severity: Severity::Warning,
    title: "句読点の重なりや混ざり",
    explanation: "句読点が二つ続いているか、「、。」の文章に「，．」や半角の「,.」が混ざっています。",
    wrong: &[
        "サロンを開きました。。",
        "講座、、研修を開きました。",
        "講座，研修を開きました。",
        "講座を、開きました.",
        "上尾の団体、を講師に迎えました。",
        "社協だより,SNSで知らせました。",
        "SNS，チラシで知らせました。",
    ],
    right: &[
        "サロンを開きました。",
        "12，345人が参加しました。",
        "「A.B」という催しを、開きました。",
        "寒い冬も…。それでも開きました。",
    ],
    check: Check::Text(punctuation),
};

/// A sentence without its stop.
pub static MISSING_STOP: Rule = Rule {
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

fn punctuation(prose: &Prose<'_>) -> Vec<Slip> {
    let text = prose.as_str();
    let mut slips = Vec::new();
    let mut previous: Option<(usize, char)> = None;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if let Some((start, last)) = previous
            && matches!((last, character), ('。' | '、', '。' | '、'))
        {
            let slip = Slip::new(start..end, "句読点が二つ続いています。");
            slips.push(if last == character { slip.propose(character) } else { slip });
        }
        if character == '、' && text[end..].starts_with('を') {
            slips.push(
                Slip::new(at..end, "「、」の後が「を」で始まっています。")
                    .hint("余分な「、」か、言葉が抜けていないか確かめてください。"),
            );
        }
        let right = match character {
            '，' | ',' => Some('、'),
            '．' | '.' => Some('。'),
            _ => None,
        };
        let among_japanese =
            previous.is_some_and(|(_, last)| is_among_japanese(last, character, after(text, end)));
        if let Some(right) = right.filter(|_| among_japanese) {
            slips.push(
                Slip::new(at..end, format!("「{character}」は、この文章のほかの句読点と違います。"))
                    .propose(right),
            );
        }
        previous = Some((at, character));
    }
    slips
}

/// Whether a comma or full stop belongs to a Japanese sentence, and not to a number or a foreign word.
fn is_among_japanese(last: char, mark: char, next: Option<char>) -> bool {
    let after_japanese = is_japanese(last) || matches!(last, '）' | '」');
    let before_foreign = next.is_some_and(|next| to_half_width(next).is_ascii_alphanumeric());
    if !matches!(mark, '，' | ',') {
        return after_japanese && !before_foreign;
    }
    // 「社協だより,SNS」, 「SNS，チラシ」
    let after_letter = to_half_width(last).is_ascii_alphabetic();
    after_japanese || after_letter && next.is_some_and(is_japanese)
}

/// How a polite sentence ends.
const ENDINGS: &[&str] = &["ます", "です", "ました", "でした", "ません", "しょう", "ください", "でいます"];

fn missing_stop(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let narratives = || facts.texts.iter().filter(|prose| prose.field.is_narrative());
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

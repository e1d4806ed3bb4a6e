//! 「、」 for 「。」, and the other way round.

use super::style::is_apart;
use crate::diagnostics::Code;
use crate::language::script::{after, is_kanji, is_katakana, lines, sentences};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::StopAndComma,
    title: "「。」と「、」の取り違え",
    explanation: "「ました」「である」などで終わる文の後が「、」になっているか、「は」「を」など文の途中の言葉の後が「。」になっています。",
    wrong: &[
        "サロンを開きました、",
        "サロンを開きました、また、講座も開きました。",
        "サロンを開いた。参加者は12名であった、会場は満員であった。",
        "面接に同席し。履歴書を一緒に書きました。",
        "様子が変わったときは。関係者で話し合いました。",
        "応札がなく発注できなかった、このため工期を延ばした。",
        "①危険な区域に住んでいる、\n②一人で逃げることができない。",
    ],
    right: &[
        "サロンを開きました。また、講座も開きました。",
        "「楽しかったです、また来ます」という声がありました。",
        "昨年度に実施した、地域の調査を生かしました。",
        "楽しかったです、などの声がありました。",
        "12件となった、と報告した。",
        "増えたのは、次のとおり。",
    ],
    check: Check::Text(|prose| {
        if !prose.cell.field.is_narrative() {
            return Vec::new();
        }
        let mut findings = commas(prose);
        findings.extend(stops(prose));
        findings
    }),
};

/// With what only a sentence ends.
const POLITE: &[&str] = &["ました", "ます", "です", "でした", "ません", "ましょう"];

/// With what plain sentences end that hardly ever describe a noun.
const PLAIN: &[&str] = &["である", "であった", "だった"];

/// What goes on after a quoted sentence.
const QUOTING: &[&str] = &["と", "など", "という", "といった", "等", "が", "か"];

/// With what a new sentence begins.
const BEGINNINGS: &[&str] = &[
    "また、",
    "さらに、",
    "なお、",
    "このほか",
    "そのほか",
    "しかし、",
    "あわせて、",
    "併せて、",
    "加えて、",
    "そのため",
    "このため",
    "今後は、",
    "その結果、",
    "これにより",
    "これによって",
    "これを受け",
    "これらの",
    "一方、",
    "一方で、",
    "ただし、",
    "特に、",
    "その後",
    "同時に、",
    "具体的には",
    "次年度は",
    "来年度は",
    "今年度は",
    "令和",
    "こうした",
    "このように",
    "そこで",
    "引き続き",
    "さらには",
    "しかしながら",
    "結果として",
    "なかでも",
    "とりわけ",
    "したがって",
    "従って",
    "まず、",
    "次に、",
    "最後に、",
    "とくに、",
];

fn commas(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let is_slip = |at: usize| {
        let end = at + '、'.len_utf8();
        let (head, rest) = (&text[..at], &text[end..]);
        let ends = |endings: &[&str]| endings.iter().any(|ending| head.ends_with(ending));
        let verb = ends(&["た", "る", "だ"]);
        let line = head.rfind('\n').map_or(0, |end| end + 1);
        let is_last = rest.is_empty() || rest.starts_with('\n');
        let quoted = is_apart(text, line, &text[line..end]) && !(is_last && has_stopped_item(text))
            || QUOTING.iter().any(|word| rest.starts_with(word));
        !quoted
            && !ends(&["ますます", "すます"])
            && (ends(POLITE)
                || ends(PLAIN)
                || verb
                    && (rest.trim().is_empty()
                        || is_last && has_stopped_item(text)
                        || BEGINNINGS.iter().any(|word| rest.starts_with(word))))
    };
    text.match_indices('、')
        .filter(|(at, _)| is_slip(*at))
        .map(|(at, comma)| {
            Finding::new(at..at + comma.len(), "文の終わりが「、」になっています。").propose("。")
        })
        .collect()
}

/// Whether an item of a list in the text ends with a stop, as its others do.
fn has_stopped_item(text: &str) -> bool {
    lines(text)
        .any(|(start, line)| line.ends_with('。') && is_apart(text, start, line) && !line.ends_with("、。"))
}

/// What stands in the midst of a sentence.
const MIDST: &[&str] = &["ときは", "際は", "には", "では", "とは", "により", "として", "とともに", "を"];

fn stops(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let is_slip = |start: usize, sentence: &str| {
        let Some(words) = sentence.strip_suffix('。') else { return false };
        let end = start + words.len();
        // 「同席し」: a verb of two kanji.
        let goes_on = words.strip_suffix('し').is_some_and(|stem| {
            let mut last = stem.chars().rev();
            last.next().is_some_and(|last| is_kanji(last) || is_katakana(last))
                && last.next().is_some_and(|last| is_kanji(last) || is_katakana(last))
        });
        let followed = after(text, end + '。'.len_utf8()).is_some_and(|next| next != '\n');
        followed
            && !is_apart(text, start, sentence)
            // 「ぜひご参加を。お待ちしています。」
            && !(words.ends_with('を') && words.chars().rev().take(6).any(|letter| letter == 'ご'))
            && (goes_on || MIDST.iter().any(|word| words.ends_with(word)))
    };
    sentences(text)
        .filter(|(start, sentence)| is_slip(*start, sentence))
        .map(|(start, sentence)| {
            let end = start + sentence.len();
            Finding::new(end - '。'.len_utf8()..end, "文の途中が「。」になっています。").propose("、")
        })
        .collect()
}

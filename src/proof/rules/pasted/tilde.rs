//! `~` for 「～」.

use crate::diagnostics::Code;
use crate::language::script::{after, before, is_digit, is_japanese};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Tilde,
    title: "「～」が半角の「~」",
    explanation: "範囲の「～」が、半角の「~」になっています。紙面では上に寄った小さい印になり、読みにくくなります。\
        ホームページのアドレスの中の「~」は、そのままでかまいません。",
    wrong: &[
        "10~12回開きました。",
        "4月~6月に開きました。",
        "10:00~12:00に開きました。",
        "小学生~高校生が参加しました。",
    ],
    right: &[
        "10～12回開きました。",
        "https://example.jp/~user/ で知らせました。",
        "www.example.jp/~fukushi をご覧ください。",
    ],
    check: Check::Booklet(tildes),
};

fn tildes(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let count =
        |wave: char| facts.texts.iter().map(|prose| prose.as_str().matches(wave).count()).sum::<usize>();
    let wave = if count('〜') > count('～') { '〜' } else { '～' };
    for prose in &facts.texts {
        for (at, found) in prose.as_str().char_indices().filter(|(_, found)| matches!(found, '~' | '∼' | '˜'))
        {
            let end = at + found.len_utf8();
            if is_range(prose, at, end) {
                let message = format!("範囲の「{wave}」が、別の記号「{found}」になっています。");
                findings.in_text(prose, Finding::new(at..end, message).propose(wave));
            }
        }
    }
}

/// Whether a mark stands between two ends, and not in an address.
fn is_range(prose: &Prose<'_>, at: usize, end: usize) -> bool {
    let text = prose.as_str();
    let is_end = |beside: char| is_japanese(beside) || is_digit(beside) || "）」％%".contains(beside);
    let word = text[..at]
        .rfind(|sign: char| !sign.is_ascii_graphic())
        .map_or(0, |before| before + text[before..].chars().next().map_or(0, char::len_utf8));
    let in_address = text[word..at].contains(['/', '@']) && !text[word..at].ends_with(char::is_alphanumeric)
        || text[word..at].contains("://");
    !in_address
        && before(text, at).is_some_and(is_end)
        && after(text, end).is_none_or(|next| is_end(next) || next == '\n')
}

//! Signs of another width than in the rest of the booklet: % and ％.

use crate::diagnostics::Code;
use crate::language::script::{after, before, is_digit, is_japanese, to_full_width, to_half_width};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::SymbolWidth,
    title: "記号の全角・半角が混ざっている",
    explanation: "「％」「：」「？」「！」の幅が、冊子のほかの所と違います。多いほうにそろえてください。アドレスや時刻の中の記号は、何も言いません。",
    wrong: &[
        "成果: 達成率は90％、出席率は80％、回収率は70％でした。\n今後の方針: 達成率95%を目指します。",
        "成果: 達成率は90%、出席率は80%、回収率は70%でした。\n今後の方針: 達成率95％を目指します。",
        "成果: |-\n  電話：12件\n  来所：５件\n  訪問：３件\n  手紙:１件",
    ],
    right: &[
        "達成率は90％、出席率は80％でした。",
        "達成率は90%、出席率は80％でした。",
        "成果: |-\n  電話：12件\n  来所：５件\n  訪問：３件\n  時間：10:00～12:00\n  https://example.jp/",
    ],
    check: Check::Booklet(symbol_width),
};

/// The signs, half-width.
const SIGNS: [char; 4] = ['%', ':', '?', '!'];

/// How many of the usual width there are for one of the other.
const USUAL: usize = 3;

fn symbol_width(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for sign in SIGNS {
        let places = || {
            facts.texts.iter().flat_map(move |prose| {
                let found = prose.as_str().char_indices();
                let found = found
                    .filter(move |&(at, found)| to_half_width(found) == sign && is_free(prose, at, found));
                found.map(move |(at, found)| (prose, at, found))
            })
        };
        let half = places().filter(|(.., found)| *found == sign).count();
        let full = places().count() - half;
        let right = if half > full { sign } else { to_full_width(sign) };
        if half.min(full) * USUAL > half.max(full) {
            continue;
        }
        for (prose, at, found) in places().filter(|(.., found)| *found != right) {
            let (width, other) = if found == sign { ("半角", "全角") } else { ("全角", "半角") };
            let message = format!("「{right}」が{width}です。ほかの所では{other}です。");
            findings.in_text(prose, Finding::new(at..at + found.len_utf8(), message).propose(right));
        }
    }
}

/// Whether the width of a sign is the writer's to choose.
fn is_free(prose: &Prose<'_>, at: usize, found: char) -> bool {
    let text = prose.as_str();
    let (left, right) = (before(text, at), after(text, at + found.len_utf8()));
    let is_percent = to_half_width(found) == '%';
    let beside = if is_percent {
        left.is_some_and(is_digit)
    } else {
        left.is_some_and(|left| is_japanese(left) || left == '）')
    };
    beside
        && !right.is_some_and(|right| right.is_ascii_alphabetic() || right == '/')
        && (is_percent || !prose.is_in_identifier(&(at..at + found.len_utf8())))
}

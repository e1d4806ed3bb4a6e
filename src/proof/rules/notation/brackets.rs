//! かっこ: brackets that do not match.

use crate::diagnostics::{Code, Severity};
use crate::language::script::{is_digit, is_katakana, to_half_width};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::Brackets,
    severity: Severity::Warning,
    title: "かっこが合わない",
    explanation: "始まりと終わりのかっこが組になっていないか、全角と半角が混ざっています。行の頭の「1)」のような番号は、組になっていなくてもかまいません。",
    wrong: &[
        "講座（初級を開きました。",
        "講座（初級)を開きました。",
        "講座（初級））を開きました。",
        "講座（(初級）を開きました。",
        "参加者は47名でした。\n内訳】\n子ども（20名）、大人（27名）",
        "「支え合い』の講座を開きました。",
    ],
    right: &[
        "講座（初級）を開きました。",
        "1) 講座を開きました。\n2) 研修を開きました。",
        "「支え合い（見守り）」の講座を開きました。",
    ],
    check: Check::Text(brackets),
};

/// Opening brackets, each with its closing one.
const PAIRS: &[(char, char)] = &[
    ('（', '）'),
    ('(', ')'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('［', '］'),
    ('[', ']'),
    ('〔', '〕'),
    ('〈', '〉'),
    ('《', '》'),
    ('＜', '＞'),
];

fn brackets(prose: &Prose<'_>) -> Vec<Slip> {
    let text = prose.as_str();
    let mut open: Vec<(usize, char, char)> = Vec::new();
    let mut slips = Vec::new();
    for (at, character) in text.char_indices() {
        if let Some(&(opening, closing)) = PAIRS.iter().find(|(opening, _)| *opening == character) {
            open.push((at, opening, closing));
        } else if PAIRS.iter().any(|(_, closing)| *closing == character) {
            let range = at..at + character.len_utf8();
            // 「（(初級）」: the inner one was typed twice, in another width.
            if let [.., (outer, left, closing), (inner, second, _)] = open[..]
                && closing == character
                && second != left
                && to_half_width(second) == to_half_width(left)
                && outer + left.len_utf8() == inner
            {
                open.truncate(open.len() - 2);
                slips.push(Slip::new(outer..inner + second.len_utf8(), DOUBLED_OPENING));
                continue;
            }
            match open.last() {
                Some(&(_, _, closing)) if closing == character => drop(open.pop()),
                Some(&(start, opening, closing)) if to_half_width(closing) == to_half_width(character) => {
                    open.pop();
                    // Beside Japanese, brackets are full-width.
                    let (range, right) = if closing.is_ascii() {
                        (
                            start..start + opening.len_utf8(),
                            PAIRS
                                .iter()
                                .find(|(_, other)| *other == character)
                                .map_or(opening, |(opening, _)| *opening),
                        )
                    } else {
                        (range, closing)
                    };
                    slips.push(
                        Slip::new(range, "かっこの始まりと終わりで、全角と半角が違います。").propose(right),
                    );
                }
                _ if is_item_number(text, at) => {}
                _ => slips
                    .push(Slip::new(range, format!("「{character}」に対する始まりのかっこがありません。"))),
            }
        }
    }
    slips.extend(open.into_iter().map(|(at, opening, _)| {
        let end = at + opening.len_utf8();
        if text[end..].starts_with(opening) {
            Slip::new(at..end + opening.len_utf8(), DOUBLED_OPENING)
        } else {
            Slip::new(at..end, format!("「{opening}」に対する終わりのかっこがありません。"))
        }
    }));
    slips
}

const DOUBLED_OPENING: &str = "始まりのかっこが二つ続いています。";

/// Whether a closing bracket belongs to the number of an item: `1)` at the start of a line.
fn is_item_number(text: &str, at: usize) -> bool {
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let head = text[line_start..at].trim_start();
    // 1), a), ア）; 「内訳】」 has lost its opening bracket.
    let is_number = |character: char| is_digit(character) || to_half_width(character).is_ascii_alphabetic();
    text[at..].starts_with([')', '）'])
        && !head.is_empty()
        && head.chars().count() <= 2
        && (head.chars().all(is_number) || head.chars().all(is_katakana) && head.chars().count() == 1)
}

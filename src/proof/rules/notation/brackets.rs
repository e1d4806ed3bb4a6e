//! かっこ: brackets that do not match.

use std::ops::Range;

use crate::diagnostics::Code;
use crate::language::script::{
    after, before, is_digit, is_japanese, is_katakana, to_full_width, to_half_width,
};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Brackets,
    title: "かっこが合わない",
    explanation: "始まりと終わりのかっこが組になっていないか、全角と半角が混ざっています。冊子のほとんどの所と違う幅の（ ）もお知らせします。行の頭の「1)」のような番号は、組になっていなくてもかまいません。",
    wrong: &[
        "講座（初級を開きました。",
        "講座（初級)を開きました。",
        "講座（初級））を開きました。",
        "講座（(初級）を開きました。",
        "参加者は47名でした。\n内訳】\n子ども（20名）、大人（27名）",
        "「支え合い』の講座を開きました。",
        "成果: 講座（初級）、研修（初級）、講座（中級）、研修（中級）\n取組内容: 講座（夏）、講座（冬）、研修（夏）、研修（冬）\n今後の方針: 講座(上級)を開きます。",
    ],
    right: &[
        "講座（初級）を開きました。",
        "1) 講座を開きました。\n2) 研修を開きました。",
        "「支え合い（見守り）」の講座を開きました。",
        "講座(初級)を開き、研修（中級）を行いました。",
    ],
    check: Check::Booklet(|facts, findings| {
        let pairs: Vec<_> = facts.texts.iter().map(|prose| (prose, brackets(prose))).collect();
        let odd = odd_width(
            pairs.iter().flat_map(|(prose, read)| read.pairs.iter().map(move |pair| (*prose, pair))),
        );
        for (prose, read) in &pairs {
            for finding in read.findings.iter().cloned() {
                findings.in_text(prose, finding);
            }
        }
        for (prose, finding) in odd {
            findings.in_text(prose, finding);
        }
    }),
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

/// The round brackets of a text.
#[derive(Default)]
struct Read {
    findings: Vec<Finding>,
    /// The pairs that match, each from the opening to behind the closing one.
    pairs: Vec<Range<usize>>,
}

fn brackets(prose: &Prose<'_>) -> Read {
    let text = prose.as_str();
    let mut open: Vec<(usize, char, char)> = Vec::new();
    let Read { mut findings, mut pairs } = Read::default();
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
                findings.push(doubled_opening(outer..inner + second.len_utf8()));
                continue;
            }
            match open.last() {
                Some(&(start, opening, closing)) if closing == character => {
                    open.pop();
                    if matches!(opening, '(' | '（') && is_in_japanese(text, &(start..range.end)) {
                        pairs.push(start..range.end);
                    }
                }
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
                    findings.push(
                        Finding::new(range, "かっこの始まりと終わりで、全角と半角が違います。")
                            .propose(right),
                    );
                }
                _ if is_item_number(text, at) => {}
                _ => findings.push(
                    Finding::new(
                        piece_before(text, at)..range.end,
                        format!("「{character}」に対する始まりのかっこがありません。"),
                    )
                    .hint("この前のどこから始まるか確かめて、始まりのかっこを補うか、終わりのかっこを消してください。"),
                ),
            }
        }
    }
    findings.extend(open.into_iter().map(|(at, opening, _)| {
        let end = at + opening.len_utf8();
        if text[end..].starts_with(opening) {
            doubled_opening(at..end + opening.len_utf8())
        } else {
            Finding::new(
                at..piece_behind(text, end),
                format!("「{opening}」に対する終わりのかっこがありません。"),
            )
            .hint("この後のどこで終わるか確かめて、終わりのかっこを補うか、始まりのかっこを消してください。")
        }
    }));
    Read { findings, pairs }
}

/// Where the piece of text begins in which an opening bracket may be lost.
fn piece_before(text: &str, at: usize) -> usize {
    let ends = |sign: char| "\n。".contains(sign) || PAIRS.iter().any(|(_, closing)| *closing == sign);
    text[..at].rfind(ends).map_or(0, |end| end + text[end..].chars().next().map_or(0, char::len_utf8))
}

/// Where the piece of text ends in which a closing bracket may be lost.
fn piece_behind(text: &str, at: usize) -> usize {
    let ends = |sign: char| "\n。".contains(sign) || PAIRS.iter().any(|(opening, _)| *opening == sign);
    text[at..].find(ends).map_or(text.len(), |end| at + end)
}

/// How many pairs of the usual width a booklet has for one of the other, where that is a slip.
const USUAL: usize = 8;

/// The round brackets of another width than nearly all others.
fn odd_width<'t>(
    pairs: impl Iterator<Item = (&'t Prose<'t>, &'t Range<usize>)>,
) -> Vec<(&'t Prose<'t>, Finding)> {
    let (half, full): (Vec<_>, Vec<_>) = pairs.partition(|(prose, pair)| prose.part(pair).starts_with('('));
    let (odd, usual, width): (_, _, fn(char) -> char) =
        if half.len() < full.len() { (half, full, to_full_width) } else { (full, half, to_half_width) };
    if odd.len() * USUAL > usual.len() {
        return Vec::new();
    }
    let finding = |(prose, pair): (&'t Prose<'t>, &Range<usize>)| {
        let right: String = prose
            .part(pair)
            .chars()
            .map(|character| if "()（）".contains(character) { width(character) } else { character })
            .collect();
        let message = if right.starts_with('（') {
            "かっこが半角です。ほかの所では全角です。"
        } else {
            "かっこが全角です。ほかの所では半角です。"
        };
        (prose, Finding::new(pair.clone(), message).propose(right))
    };
    odd.into_iter().map(finding).collect()
}

/// Whether a pair of brackets belongs to Japanese text, and is no number of an item.
fn is_in_japanese(text: &str, pair: &Range<usize>) -> bool {
    let inside = text[pair.clone()].trim_matches(['(', ')', '（', '）']);
    let beside = before(text, pair.start).is_some_and(|character| !character.is_whitespace());
    let is_number = inside.chars().count() <= 2 && !inside.chars().any(is_japanese);
    // 「mm(A)」 and a formula are Latin throughout.
    let ascii = |character: Option<char>| character.is_none_or(|character| character.is_ascii());
    let is_latin = inside.is_ascii() && ascii(before(text, pair.start)) && ascii(after(text, pair.end));
    beside && !is_number && !is_latin && !inside.contains('\n')
}

fn doubled_opening(range: Range<usize>) -> Finding {
    Finding::new(range, "始まりのかっこが二つ続いています。")
        .hint("一つを消すか、終わりのかっこを足してください。")
}

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

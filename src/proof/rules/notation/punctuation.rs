//! Punctuation that is doubled or of another kind.

use crate::diagnostics::Code;
use crate::language::script::{after, is_japanese, to_half_width};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Punctuation,
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
        "中止となったため、，目標に届きませんでした。",
        "学校で「朝ごはん教室、」公民館で講座を開きました。",
    ],
    right: &[
        "サロンを開きました。",
        "12，345人が参加しました。",
        "「A.B」という催しを、開きました。",
        "寒い冬も…。それでも開きました。",
        "講座など...を開きました。",
        "『見える、を守る』という冊子",
    ],
    check: Check::Text(punctuation),
};

fn punctuation(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    let mut previous: Option<(usize, char)> = None;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if let Some((start, last)) = previous
            && matches!(
                (last, character),
                ('。' | '、', '。' | '、' | '，' | '．') | ('，' | '．', '。' | '、')
            )
        {
            let finding = Finding::new(start..end, "句読点が二つ続いています。");
            let is_same = |one: char, other: char| {
                matches!((one, other), ('、', '，') | ('，', '、') | ('。', '．') | ('．', '。'))
            };
            findings.push(if last == character {
                finding.propose(character)
            } else if is_same(last, character) {
                finding.propose(if matches!(last, '、' | '，') { '、' } else { '。' })
            } else {
                finding
            });
        }
        if let Some((start, '、')) = previous
            && matches!(character, '」' | '』' | '）')
        {
            findings.push(
                Finding::new(start..end, "「、」のすぐ後でかっこが閉じています。")
                    .hint("「、」とかっこの順を確かめてください。")
                    .propose(format!("{character}、")),
            );
        }
        if let Some((start, '「' | '『' | '（')) = previous
            && matches!(character, '、' | '。')
        {
            findings.push(
                Finding::new(start..end, format!("かっこのすぐ後が「{character}」です。"))
                    .hint("余分な「、」「。」でないか、言葉が抜けていないか確かめてください。"),
            );
        }
        if character == '、' && text[end..].starts_with('を') && !is_in_brackets(text, at) {
            findings.push(
                Finding::new(at..end, "「、」の後が「を」で始まっています。")
                    .hint("余分な「、」か、言葉が抜けていないか確かめてください。"),
            );
        }
        let right = match character {
            '，' | ',' => Some('、'),
            '．' | '.' => Some('。'),
            _ => None,
        };
        // 「など...」
        let dots = previous.is_some_and(|(_, last)| last == character) || text[end..].starts_with(character);
        let among_japanese = !dots
            && !prose.is_in_identifier(&(at..end))
            && previous.is_some_and(|(_, last)| is_among_japanese(last, character, after(text, end)));
        if let Some(right) = right.filter(|_| among_japanese) {
            findings.push(
                Finding::new(at..end, format!("「{character}」は、この文章のほかの句読点と違います。"))
                    .propose(right),
            );
        }
        previous = Some((at, character));
    }
    findings
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

/// Whether a place is inside the brackets of a name: 『見える、を守る』.
fn is_in_brackets(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let count = |brackets: [char; 2]| text[line..at].matches(brackets).count();
    count(['「', '『']) > count(['」', '』'])
}

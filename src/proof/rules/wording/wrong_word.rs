//! A wrong word that sounds like the right one, or says a thing twice.

use crate::diagnostics::{Code, Severity};
use crate::language::script::{after, is_digit, sentences};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::WrongWord,
    severity: Severity::Warning,
    title: "同音の語の誤りや言葉の重なり",
    explanation: "「延べ」を「述べ」とするような変換の誤りか、「実施を行う」のような重ねた言い方です。",
    wrong: &[
        "述べ120人が参加しました。",
        "研修の実施を行いました。",
        "サロンの開催を実施しました。",
        "見守りを行なって行きます。",
        "計画期間は平成31年度～令和５年度までの５年間です。",
        "引き続き、講座を開くなど、今後も担い手を育てます。",
    ],
    right: &[
        "延べ120人が参加しました。",
        "意見を述べました。",
        "研修を実施しました。",
        "見守りを行っていきます。",
        "計画期間は平成31年度～令和５年度で、来年度まで続きます。",
    ],
    check: Check::Text(wrong_word),
};

/// Where a range of 「～」 ends.
const RANGE_ENDS: &[char] = &['、', '。', '\n', '～', '（', '）', '・', '／'];

fn wrong_word(prose: &Prose<'_>) -> Vec<Slip> {
    /// Ways to say a thing twice, with what would do.
    const TWICE: &[(&str, &str)] = &[
        ("実施を行", "を実施し／を行い"),
        ("開催を実施", "を開催し"),
        ("開催を行", "を開催し"),
        ("支援を実施を", "支援を"),
        ("活動を活動", "活動"),
        ("周知を周知", "周知"),
    ];
    let text = prose.as_str();
    let mut slips = Vec::new();
    for (at, word) in text.match_indices("述べ") {
        let end = at + word.len();
        let counts = after(text, end).is_some_and(is_digit)
            || ["人数", "件数", "回数", "参加"].iter().any(|noun| text[end..].starts_with(noun));
        if counts {
            slips.push(Slip::new(at..end, "「述べ」は「延べ」の誤りです。").propose("延べ"));
        }
    }
    for (twice, once) in TWICE {
        let found = text.match_indices(twice);
        slips.extend(found.map(|(at, _)| {
            Slip::new(at..at + twice.len(), "同じことを二度言う言い方です。")
                .hint(format!("「{once}」のように書けます。"))
        }));
    }
    for (at, wave) in text.match_indices('～') {
        // 「子ども～高齢者に…まで」 has other words between.
        let range = text[at + wave.len()..].split(RANGE_ENDS).next().unwrap_or_default();
        if let Some(until) = range.find("まで").filter(|&until| range[..until].chars().count() <= 8) {
            let start = at + wave.len() + until;
            slips.push(
                Slip::new(start..start + "まで".len(), "「～」と「まで」が重なっています。")
                    .hint("「～」だけにするか、「から…まで」としてください。"),
            );
        }
    }
    for (start, sentence) in sentences(text) {
        let twice = sentence.split_once("今後も").filter(|(first, _)| first.contains("引き続き"));
        slips.extend(twice.map(|(first, _)| {
            let at = start + first.len();
            Slip::new(at..at + "今後も".len(), "「引き続き」と「今後も」が重なっています。")
        }));
    }
    for (at, wrong) in text.match_indices("て行きます") {
        slips.push(Slip::new(at..at + wrong.len(), "補助の「いく」はかなで書きます。").propose("ていきます"));
    }
    slips
}

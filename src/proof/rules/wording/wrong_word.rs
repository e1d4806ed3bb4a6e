//! A wrong word that sounds like the right one, or says a thing twice.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::said_twice::{RUN_TOGETHER, SAID_TWICE, SYNONYMS};
use crate::diagnostics::Code;
use crate::language::script::{after, is_digit, sentences};
use crate::language::words::Part;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::WrongWord,
    title: "同音の語の誤りや言葉の重なり",
    explanation: "「延べ」を「述べ」とするような変換の誤りか、「実施を行う」「まず最初に」のような重ねた言い方、「検討実施」のようにつながった言葉です。",
    wrong: &[
        "述べ120人が参加しました。",
        "研修の実施を行いました。",
        "サロンの開催を実施しました。",
        "見守りを行なって行きます。",
        "計画期間は平成31年度～令和５年度までの５年間です。",
        "まず最初に、講座を開きました。",
        "担い手の研修を検討実施しました。",
        "会場の利用活用を進めました。",
        "引き続き、講座を開くなど、今後も担い手を育てます。",
    ],
    right: &[
        "延べ120人が参加しました。",
        "意見を述べました。",
        "研修を実施しました。",
        "見守りを行っていきます。",
        "通院に連れて行きます。資料を持って行きます。",
        "会場まで歩いて行きます。",
        "自立相談支援事業業務を受託しました。",
        "計画期間は平成31年度～令和５年度で、来年度まで続きます。",
    ],
    check: Check::Text(wrong_word),
};

/// Where a range of 「～」 ends.
const RANGE_ENDS: &[char] = &['、', '。', '\n', '～', '（', '）', '・', '／'];

fn wrong_word(prose: &Prose<'_>) -> Vec<Finding> {
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
    let mut findings = Vec::new();
    for (at, word) in text.match_indices("述べ") {
        let end = at + word.len();
        let counts = after(text, end).is_some_and(is_digit)
            || ["人数", "件数", "回数", "参加"].iter().any(|noun| text[end..].starts_with(noun));
        if counts {
            findings.push(Finding::new(at..end, "「述べ」は「延べ」の誤りです。").propose("延べ"));
        }
    }
    for (twice, once) in TWICE {
        let found = text.match_indices(twice);
        findings.extend(found.map(|(at, _)| {
            Finding::new(at..at + twice.len(), "同じことを二度言う言い方です。")
                .hint(format!("「{once}」のように書けます。"))
        }));
    }
    for (at, wave) in text.match_indices('～') {
        // 「子ども～高齢者に…まで」 has other words between.
        let range = text[at + wave.len()..].split(RANGE_ENDS).next().unwrap_or_default();
        if let Some(until) = range.find("まで").filter(|&until| range[..until].chars().count() <= 8) {
            let start = at + wave.len() + until;
            findings.push(
                Finding::new(start..start + "まで".len(), "「～」と「まで」が重なっています。")
                    .hint("「～」だけにするか、「から…まで」としてください。"),
            );
        }
    }
    for (start, sentence) in sentences(text) {
        let twice = sentence.split_once("今後も").filter(|(first, _)| first.contains("引き続き"));
        findings.extend(twice.map(|(first, _)| {
            let at = start + first.len();
            Finding::new(at..at + "今後も".len(), "「引き続き」と「今後も」が重なっています。")
                .hint("どちらか一つにしてください。")
        }));
    }
    findings.extend(said_twice(prose));
    findings.extend(going_on(prose));
    findings.extend(synonyms(prose));
    findings
}

/// Two words of one meaning side by side, of which the sentence wants one: 修理補修した.
fn synonyms(prose: &Prose<'_>) -> Vec<Finding> {
    let found = prose.words.windows(3).filter_map(|three| {
        let [first, second, next] = three else { return None };
        let (one, other) = (prose.surface(first), prose.surface(second));
        let is_whole = first.range.end == second.range.start
            && [first, second].iter().all(|word| matches!(word.part, Part::Noun | Part::VerbalNoun))
            && !is_behind_noun(prose, first.range.start)
            && (next.part == Part::Verb && next.base(prose.as_str()) == "する"
                || next.part == Part::CaseParticle);
        let is_alike = is_whole
            && one != other
            && SYNONYMS
                .iter()
                .any(|line| [one, other].iter().all(|word| line.split(' ').any(|synonym| synonym == *word)));
        let is_told = RUN_TOGETHER
            .iter()
            .any(|pair| pair.strip_prefix(one).is_some_and(|rest| rest.starts_with(other)));
        (is_alike && !is_told).then(|| {
            Finding::new(
                first.range.start..second.range.end,
                format!("「{one}」と「{other}」が並んでいます。書き直したときの消し忘れではありませんか。"),
            )
            .hint("どちらか一つにするか、間に「・」や「と」を入れてください。")
            .propose(other)
        })
    });
    found.collect()
}

/// What goes on and goes nowhere; 連れて行く and 歩いて行く go.
const STAYING: &[&str] = &[
    "する",
    "行う",
    "行なう",
    "続ける",
    "進める",
    "図る",
    "努める",
    "取り組む",
    "高める",
    "深める",
    "広げる",
    "増やす",
    "育てる",
    "目指す",
    "支える",
    "整える",
    "強める",
    "築く",
    "つなげる",
    "生かす",
    "活かす",
    "考える",
    "増える",
    "見直す",
    "設ける",
    "呼びかける",
    "呼び掛ける",
    "働きかける",
    "広める",
    "改める",
    "減らす",
    "加える",
    "なる",
    "開催する",
    "務める",
    "学ぶ",
    "見守る",
    "話し合う",
    "作る",
];

/// 行く that stands for the going on of something.
fn going_on(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let found = prose.words.windows(3).filter_map(|three| {
        let [verb, te, going] = three else { return None };
        let is_going = going.base(text) == "行く" && prose.surface(going).starts_with('行');
        let stays = matches!(verb.part, Part::Verb)
            && STAYING.contains(&verb.base(text))
            && matches!(prose.surface(te), "て" | "で");
        (is_going && stays).then(|| {
            let right = prose.surface(going).replacen('行', "い", 1);
            Finding::new(going.range.clone(), "補助の「いく」はかなで書きます。").propose(right)
        })
    });
    found.collect()
}

/// Finds what is said twice, and then the pairs, by their order in the tables.
static FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let twice = SAID_TWICE.iter().map(|(twice, _)| *twice);
    AhoCorasick::new(twice.chain(RUN_TOGETHER.iter().copied())).ok()
});

/// What is said twice: まず最初に, 検討実施しました.
fn said_twice(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    let Some(finder) = FINDER.as_ref() else { return findings };
    for found in finder.find_overlapping_iter(text).filter(|found| begins_word(prose, found.start())) {
        let (index, range) = (found.pattern().as_usize(), found.range());
        let typed = &text[range.clone()];
        if let Some((_, once)) = SAID_TWICE.get(index) {
            findings.push(
                Finding::new(range, format!("「{typed}」は同じことを二度言う言い方です。"))
                    .hint(format!("「{once}」のように書けます。"))
                    .propose(*once),
            );
        } else if !is_behind_noun(prose, range.start) {
            // 自立相談支援事業業務 is the 業務 of an 事業.
            findings.push(
                Finding::new(range, format!("「{typed}」は二つの言葉がつながっています。"))
                    .hint("どちらか一つにするか、間に「・」や「と」を入れてください。"),
            );
        }
    }
    findings
}

/// Whether a word begins at a place.
fn begins_word(prose: &Prose<'_>, at: usize) -> bool {
    prose.words.binary_search_by_key(&at, |word| word.range.start).is_ok()
}

/// Whether the word before a place is a noun.
fn is_behind_noun(prose: &Prose<'_>, at: usize) -> bool {
    prose.words.iter().any(|word| word.range.end == at && word.is_noun())
}

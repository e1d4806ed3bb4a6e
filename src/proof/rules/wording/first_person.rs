//! The writer speaks of himself.

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{after, before, is_kanji, sentence_at};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::FirstPerson,
    title: "「私」で書かれた文",
    explanation: "報告の主語が「私」「我々」などになっているか、「うれしかった。」のように書いた人の気持ちが書かれています。組織の報告なので、主語を省くか、係や協議会の名前で書きます。",
    wrong: &[
        "私は講座を開きました。",
        "私たちが訪問しました。",
        "わたしは反省しています。",
        "今後の方針: 令和６年度は、私の考えでは年２回開きます。",
        "今後の方針: 負担を減らす方法を私なりに考えます。",
        "今後の方針: 訪問を分担し、われわれ職員が支えます。",
        "146人から私あてに回答がありました。",
        "題材を私と教員が共に作りました。",
        "概要: 相談に、私ども精神科医が応じます。",
        "商人が各地と結んだ縁を紹介できてうれしかったです。",
    ],
    right: &[
        "講座を開きました。",
        "私立の学校で開きました。",
        "公私の協力を進めました。",
        "合言葉は「私たちのまち」です。",
        "公と私の役割を話し合い、公・私の垣根を越えました。",
        "「私の主張」大会を開き、私的な利用を控えるようお願いしました。",
        "参加者は、友達ができてうれしかったです。「楽しかった。」との声がありました。",
        "概要: 私立幼稚園に通う子どもを支えます。",
        "私道の補修を助け、私物の持込みと私語を控えていただきました。",
    ],
    check: Check::Text(first_person),
};

fn first_person(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let speaks = prose.cell.field.is_report() || prose.cell.field == Field::Next;
    if !speaks && prose.cell.field != Field::Overview {
        return Vec::new();
    }
    let words = if speaks { SELF } else { WE };
    let mut findings: Vec<Finding> = words
        .iter()
        .flat_map(|word| text.match_indices(word))
        .filter(|&(at, word)| {
            let before = before(text, at);
            // 「公と私の」, 「公・私の」, 「公私」
            let is_word = before.is_some_and(|before| {
                is_kanji(before) || before == '・' || "とや".contains(before) && !word.ends_with(['は', 'が'])
            });
            let is_noun =
                after(text, at + word.len()).is_some_and(|next| word.ends_with('私') && is_kanji(next));
            !is_word && !is_noun && !prose.is_quoted(at)
        })
        .map(|(at, word)| {
            Finding::new(at..at + word.len(), "報告の主語が「私」になっています。")
                .hint("主語を省くか、係や協議会の名前で書いてください。")
        })
        .collect();
    findings.sort_by_key(|finding| (finding.range.start, std::cmp::Reverse(finding.range.end)));
    findings.dedup_by(|next, first| next.range.start < first.range.end);
    if speaks {
        findings.extend(feelings(prose));
    }
    findings
}

/// How writers speak of themselves alone and together.
const SELF: &[&str] = &[
    "私は",
    "私たち",
    "私達",
    "私ども",
    "私共",
    "私が",
    "私も",
    "私なり",
    "私自身",
    "私あて",
    "私宛",
    "私個人",
    "私的には",
    "私が思",
    "私は思",
    "私の考え",
    "私の思い",
    "私の意見",
    "私の印象",
    "私の感想",
    "私の経験",
    "私の判断",
    "私の担当",
    "私の係",
    "私の方",
    "私のほう",
    "私の力",
    "私の責任",
    "私の見",
    "私に",
    "私を",
    "私と",
    "私から",
    "私へ",
    "私より",
    "私だけ",
    "私一人",
    "わたしは",
    "わたしが",
    "わたしたち",
    "わたしも",
    "わたしの",
    "わたくし",
    "僕は",
    "僕が",
    "僕たち",
    "僕ら",
    "僕も",
    "僕の",
    "ぼくは",
    "ぼくたち",
    "俺は",
    "俺が",
    "我々",
    "われわれ",
    "我らが",
    "あたしは",
    "小職",
    "弊職",
    "筆者",
];

/// How an office hardly speaks of itself where it says what a measure is.
const WE: &[&str] =
    &["私たち", "私達", "私ども", "私共", "わたしたち", "わたくし", "僕たち", "我々", "われわれ", "小職"];

/// The feelings of the writer at the end of a sentence: 「紹介できてうれしかった。」
fn feelings(prose: &Prose<'_>) -> Vec<Finding> {
    const FEELINGS: &[&str] = &[
        "うれしかった",
        "嬉しかった",
        "楽しかった",
        "悲しかった",
        "悔しかった",
        "くやしかった",
        "びっくりした",
        "ほっとした",
        "うれしい",
        "嬉しい",
        "感じた次第",
        "うれしく思う",
        "嬉しく思う",
        "うれしく思います",
        "嬉しく思います",
    ];
    let text = prose.as_str();
    let ends = ["。", "です。", "でした。"];
    let mut findings: Vec<Finding> = FEELINGS
        .iter()
        .flat_map(|word| text.match_indices(word))
        .filter(|(at, word)| {
            let rest = &text[at + word.len()..];
            ends.iter().any(|end| rest.starts_with(end))
                && !prose.is_quoted(*at)
                && !is_told_by_others(text, *at)
        })
        .map(|(at, word)| {
            Finding::new(at..at + word.len(), "書いた人の気持ちが、報告の文になっています。")
                .hint("事実を書くか、参加者の声なら「」で囲んで、そうと分かるように書いてください。")
        })
        .collect();
    findings.sort_by_key(|finding| finding.range.start);
    findings
}

/// Whether a sentence says whose feelings it tells.
fn is_told_by_others(text: &str, at: usize) -> bool {
    let (_, sentence) = sentence_at(text, at);
    [
        "参加者",
        "利用者",
        "児童",
        "生徒",
        "声",
        "感想",
        "アンケート",
        "方は",
        "方が",
        "方も",
        "子ども",
        "皆さん",
        "保護者",
        "受講者",
        "という",
    ]
    .iter()
    .any(|word| sentence.contains(word))
}

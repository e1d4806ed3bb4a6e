//! What tells who somebody is.

use std::ops::Range;

use crate::diagnostics::Code;
use crate::language::script::{after, before, is_digit, runs, to_half_width};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Personal,
    title: "個人の情報かもしれないもの",
    explanation: "電話番号、郵便番号、番地、生年月日、メールアドレスのように見えるものがあります。冊子はホームページで公表されます。\
        窓口やセンターのような、公開された連絡先は知らせません。ほかの公開された連絡先なら、記録に校正除外を書きます。",
    wrong: &[
        "会長宅（0495-00-0000）へ伺いました。",
        "〒367-0000 にお住まいの方",
        "本庄１丁目２番３号の方を訪問しました。",
        "昭和20年３月４日生まれの方",
        "代表の方（tanto@example.jp）に伝えました。",
        "参加者の連絡先は090-0000-0000です。",
    ],
    right: &[
        "参加者は1,200人でした。",
        "令和５年３月４日に開きました。",
        "12-15時に開きました。",
        "本庄東地区の方を訪問しました。",
        "総合相談窓口（電話0495-22-1234）で受けました。",
        "事務局（soudan@example.jp）で受け付けました。",
        "事務所の移転（新住所：〒367-0052 みどり野市本町1-2-3）を知らせました。",
        "専用ダイヤル0120-000-000を開きました。",
    ],
    check: Check::Text(personal),
};

/// Who gives a number or an address to everybody.
const OFFICES: &[&str] = &[
    "窓口",
    "相談",
    "センター",
    "事務局",
    "事務所",
    "社協",
    "協議会",
    "役場",
    "役所",
    "市民",
    "係",
    "課",
    "ダイヤル",
    "専用",
    "問合せ",
    "お問い合わせ",
    "問い合わせ",
    "申込先",
    "受付",
    "受け付け",
    "予約",
    "郵送",
    "申請",
    "施設",
    "会館",
    "図書館",
    "公民館",
    "学校",
    "病院",
    "電子メール",
    "代表電話",
    "フリー",
    "ホットライン",
    "24時間",
];

/// Whose number or address is nobody's business.
const PEOPLE: &[&str] = &[
    "宅",
    "氏",
    "さん",
    "本人",
    "会長",
    "代表の方",
    "担当者",
    "個人",
    "携帯",
    "参加者",
    "利用者",
    "お住まい",
    "在住",
];

/// How many characters before and after a number say whose it is.
const AROUND: usize = 40;

/// Whether a number or an address is that of an office, by the words around it.
fn is_of_office(text: &str, range: &Range<usize>) -> bool {
    let before: String = text[..range.start]
        .chars()
        .rev()
        .take(AROUND)
        .take_while(|character| !matches!(character, '。' | '\n'))
        .collect();
    let before: String = before.chars().rev().collect();
    let after: String = text[range.end..]
        .chars()
        .take(AROUND)
        .take_while(|character| !matches!(character, '。' | '\n'))
        .collect();
    let has = |words: &[&str]| words.iter().any(|word| before.contains(word));
    has(OFFICES) && !has(PEOPLE) || !has(PEOPLE) && OFFICES.iter().any(|word| after.contains(word))
}

fn personal(prose: &Prose<'_>) -> Vec<Finding> {
    if prose.cell.field.is_on_cover() {
        return Vec::new();
    }
    let text = prose.as_str();
    let mut findings = Vec::new();
    let is_part = |character: char| {
        is_digit(character)
            || matches!(to_half_width(character), '-' | '(' | ')')
            || matches!(character, '－' | '―' | '‐')
    };
    for run in runs(text, is_part) {
        let typed: String = prose
            .part(&run)
            .chars()
            .map(to_half_width)
            .map(|character| if character.is_ascii() { character } else { '-' })
            .collect();
        let groups: Vec<usize> =
            typed.split(['-', '(', ')']).filter(|group| !group.is_empty()).map(str::len).collect();
        let digits: usize = groups.iter().sum();
        let is_office = is_of_office(text, &run);
        let first = typed.trim_start_matches(|character: char| !character.is_ascii_digit());
        let is_free_of_charge = first.starts_with("0120") || first.starts_with("0800");
        if is_office || is_free_of_charge {
            continue;
        }
        if first.starts_with('0') && (groups.len() == 3 && (10..=11).contains(&digits) || groups == [11]) {
            findings.push(Finding::new(run, "電話番号のように見えます。"));
        } else if groups == [3, 4] && before(text, run.start) == Some('〒') {
            findings.push(Finding::new(run, "郵便番号のように見えます。"));
        }
    }
    for (at, sign) in text.match_indices(['@', '＠']) {
        let is_letter = |character: Option<char>| {
            character.is_some_and(|character| to_half_width(character).is_ascii_alphanumeric())
        };
        let range = at..at + sign.len();
        if is_letter(before(text, at)) && is_letter(after(text, range.end)) && !is_of_office(text, &range) {
            findings.push(Finding::new(at..at + sign.len(), "メールアドレスのように見えます。"));
        }
    }
    for (at, word) in text.match_indices("日生まれ").chain(text.match_indices("生年月日")) {
        findings.push(Finding::new(at..at + word.len(), "生年月日のように見えます。"));
    }
    for (at, word) in text.match_indices('番') {
        let numbered = before(text, at).is_some_and(is_digit);
        let goes_on = text[at + word.len()..].strip_prefix('地').unwrap_or(&text[at + word.len()..]);
        if numbered && text[..at].contains("丁目") && goes_on.chars().next().is_some_and(is_digit) {
            findings.push(Finding::new(at..at + word.len(), "住所のように見えます。"));
        }
    }
    findings
}

//! 記入: fields that say too little, and what must not be published.

use super::facts::Facts;
use super::prose::Prose;
use super::rule::{Check, Findings, Rule, Slip};
use crate::diagnostics::{Code, Severity};
use crate::model::Field;
use crate::script::{after, before, digit, runs, to_half_width};

/// A field that says hardly anything.
pub static TOO_SHORT: Rule = Rule {
    code: Code::TooShort,
    severity: Severity::Warning,
    title: "記入がほとんどない",
    explanation: "取組内容、成果、今後の方針のどれかが「なし」などの一言か、ほかの事業に比べて極端に短くなっています。書きかけではないか確かめてください。",
    wrong: &["成果: なし", "取組内容: 特になし", "今後の方針: 未定", "成果: －"],
    right: &["成果: サロンの参加者が増えました。", "成果: 12回", "今後の方針: 見守りを続けます。"],
    check: Check::Booklet(too_short),
};

/// What tells who somebody is.
pub static PERSONAL: Rule = Rule {
    code: Code::Personal,
    severity: Severity::Warning,
    title: "個人の情報かもしれないもの",
    explanation: "電話番号、郵便番号、番地、生年月日、メールアドレスのように見えるものがあります。冊子はホームページで公表されます。\
        団体の公開された連絡先なら、記録に校正除外を書きます。",
    wrong: &[
        "問合せは0495-00-0000へ。",
        "〒367-0000 にお住まいの方",
        "本庄１丁目２番３号の方を訪問しました。",
        "昭和20年３月４日生まれの方",
        "連絡先：tanto@example.jp",
    ],
    right: &[
        "参加者は1,200人でした。",
        "令和５年３月４日に開きました。",
        "12-15時に開きました。",
        "本庄東地区の方を訪問しました。",
    ],
    check: Check::Text(personal),
};

/// The writer speaks of himself.
pub static FIRST_PERSON: Rule = Rule {
    code: Code::FirstPerson,
    severity: Severity::Warning,
    title: "「私」で書かれた文",
    explanation: "報告の主語が「私」「わたし」になっています。組織の報告なので、主語を省くか、係や協議会の名前で書きます。",
    wrong: &["私は講座を開きました。", "私たちが訪問しました。", "わたしは反省しています。"],
    right: &["講座を開きました。", "私立の学校で開きました。", "公私の協力を進めました。"],
    check: Check::Text(first_person),
};

fn too_short(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    const EMPTY: &[&str] = &[
        "なし",
        "特になし",
        "特に無し",
        "無し",
        "無",
        "未定",
        "未記入",
        "同上",
        "同左",
        "検討中",
        "－",
        "-",
        "―",
        "ー",
        "・",
        "。",
    ];
    for field in [Field::Actions, Field::Results, Field::Next] {
        let texts: Vec<&Prose<'_>> = facts.texts.iter().filter(|prose| prose.field == field).collect();
        let mut lengths: Vec<usize> = texts.iter().map(|prose| prose.as_str().chars().count()).collect();
        lengths.sort_unstable();
        let usual = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
        for prose in texts {
            let text = prose.as_str().trim();
            let length = text.chars().count();
            let message = if EMPTY.contains(&text.trim_end_matches('。')) || text.is_empty() {
                "一言しか書かれていません。".to_owned()
            } else if length * 12 < usual {
                format!("ほかの事業（ふつう {usual} 字ほど）に比べて極端に短く、{length} 字です。")
            } else {
                continue;
            };
            findings.slip(
                prose,
                Slip::new(0..prose.as_str().find('\n').unwrap_or(prose.as_str().len()), message),
            );
        }
    }
}

fn personal(prose: &Prose<'_>) -> Vec<Slip> {
    if prose.field.is_on_cover() {
        return Vec::new();
    }
    let text = prose.as_str();
    let mut slips = Vec::new();
    let is_part = |character: char| {
        digit(character).is_some()
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
        let begins_with_zero =
            typed.trim_start_matches(|character: char| !character.is_ascii_digit()).starts_with('0');
        if begins_with_zero && (groups.len() == 3 && (10..=11).contains(&digits) || groups == [11]) {
            slips.push(Slip::new(run, "電話番号のように見えます。"));
        } else if groups == [3, 4] && before(text, run.start) == Some('〒') {
            slips.push(Slip::new(run, "郵便番号のように見えます。"));
        }
    }
    for (at, sign) in text.match_indices(['@', '＠']) {
        let is_letter = |character: Option<char>| {
            character.is_some_and(|character| to_half_width(character).is_ascii_alphanumeric())
        };
        if is_letter(before(text, at)) && is_letter(after(text, at + sign.len())) {
            slips.push(Slip::new(at..at + sign.len(), "メールアドレスのように見えます。"));
        }
    }
    for (at, word) in text.match_indices("日生まれ").chain(text.match_indices("生年月日")) {
        slips.push(Slip::new(at..at + word.len(), "生年月日のように見えます。"));
    }
    for (at, word) in text.match_indices('番') {
        let numbered = before(text, at).is_some_and(|character| digit(character).is_some());
        let goes_on = text[at + word.len()..].strip_prefix('地').unwrap_or(&text[at + word.len()..]);
        if numbered
            && text[..at].contains("丁目")
            && goes_on.chars().next().is_some_and(|character| digit(character).is_some())
        {
            slips.push(Slip::new(at..at + word.len(), "住所のように見えます。"));
        }
    }
    slips
}

fn first_person(prose: &Prose<'_>) -> Vec<Slip> {
    let text = prose.as_str();
    if !prose.field.is_report() && prose.field != Field::Next {
        return Vec::new();
    }
    ["私は", "私たち", "私達", "私ども", "私が", "わたしは", "わたしたち", "僕は"]
        .iter()
        .flat_map(|word| text.match_indices(word))
        .filter(|&(at, _)| !before(text, at).is_some_and(crate::script::is_kanji))
        .map(|(at, word)| Slip::new(at..at + word.len(), "報告の主語が「私」になっています。"))
        .collect()
}

//! A telephone or postal number that cannot be.

use crate::diagnostics::Code;
use crate::language::script::{before, is_digit, runs, to_half_width};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::NoSuchTelephone,
    title: "桁数の合わない電話・郵便番号",
    explanation: "電話番号の数字は、市外局番から数えて10桁です（携帯電話・IP電話は11桁、0120 は10桁、0800 は11桁）。郵便番号は3桁と4桁です。数字の抜けや余りがないか確かめてください。",
    wrong: &[
        "問合せは電話0495-22-123へ。",
        "窓口（電話0495-222-1234）",
        "専用ダイヤル0120-00-000で受けました。",
        "〒367-052 本庄市",
        "連絡は090-1234-567です。",
    ],
    right: &[
        "問合せは電話0495-22-1234へ。",
        "専用ダイヤル0120-000-000で受けました。",
        "〒367-0052 本庄市",
        "03-1234-5678",
        "期間は2024-04-01までです。",
        "内線は123です。",
    ],
    check: Check::Text(no_such_telephone),
};

fn no_such_telephone(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let is_part = |character: char| is_digit(character) || is_joint(character);
    let mut findings = Vec::new();
    for run in runs(text, is_part) {
        let typed: String = prose
            .part(&run)
            .chars()
            .map(|character| if is_joint(character) { '-' } else { to_half_width(character) })
            .collect();
        let groups: Vec<&str> = typed.split('-').filter(|group| !group.is_empty()).collect();
        let digits: usize = groups.iter().map(|group| group.len()).sum();
        let is_whole = typed.starts_with(|first: char| first.is_ascii_digit())
            && typed.ends_with(|last: char| last.is_ascii_digit())
            && !typed.contains("--");
        if before(text, run.start) == Some('〒') {
            let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
            if is_whole && lengths != [3, 4] && lengths != [7] {
                findings.push(
                    Finding::new(run, "郵便番号の桁数が合いません。")
                        .hint("郵便番号は「123-4567」のように、3桁と4桁です。"),
                );
            }
            continue;
        }
        let [first, _, _] = groups.as_slice() else { continue };
        let looks_like_one = is_whole
            && first.starts_with('0')
            && (2..=5).contains(&first.len())
            && (8..=13).contains(&digits);
        let right = match *first {
            "0800" | "050" | "070" | "080" | "090" => 11,
            _ => 10,
        };
        if looks_like_one && digits != right {
            let message = format!("電話番号の数字が{digits}桁あります（正しくは{right}桁）。");
            findings.push(
                Finding::new(run, message).hint("数字の抜けや余りがないか、元の資料で確かめてください。"),
            );
        }
    }
    findings
}

fn is_joint(character: char) -> bool {
    matches!(to_half_width(character), '-' | '‐' | '‑' | '–' | '―' | '−' | 'ー')
}

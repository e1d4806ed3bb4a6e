//! A postal code that cannot be.

use crate::diagnostics::Code;
use crate::language::script::{digit, is_digit};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::PostalCode,
    title: "ありえない郵便番号",
    explanation: "「〒」の後の数字が７桁でないか、３桁と４桁に分かれていません。",
    wrong: &["郵送（〒367-005）でも受け付けました。", "窓口は〒367-00521です。", "窓口は〒3670-052です。"],
    right: &[
        "郵送（〒367-0052 みどり野市本町1-2-3）でも受け付けました。",
        "窓口は〒3670052です。",
        "窓口は〒３６７－００５２です。",
        "〒マークの由来を調べました。",
    ],
    check: Check::Text(postal_codes),
};

fn postal_codes(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (at, sign) in text.match_indices('〒') {
        let rest = text[at + sign.len()..].trim_start_matches([' ', '　']);
        let start = text.len() - rest.len();
        let mut groups = vec![0_usize];
        let mut end = start;
        let mut characters = rest.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let before_digit = characters.peek().is_some_and(|&(_, next)| is_digit(next));
            if digit(character).is_some() {
                *groups.last_mut().unwrap_or(&mut 0) += 1;
                end = start + offset + character.len_utf8();
            } else if "-－ー―‐−–".contains(character) && before_digit && groups.len() < 3 {
                groups.push(0);
            } else {
                break;
            }
        }
        if end > start && groups != [7] && groups != [3, 4] {
            findings.push(
                Finding::new(start..end, "郵便番号は３桁と４桁の数字です。")
                    .hint("正しい番号を確かめてください。"),
            );
        }
    }
    findings
}

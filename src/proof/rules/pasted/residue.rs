//! What spreadsheets and web pages show instead of a value.

use crate::diagnostics::Code;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Residue,
    title: "表計算や Web の表示が残っている",
    explanation: "表計算ソフトの誤りの表示（#REF!、#N/A など）、幅の足りないセルの ####、ホームページの符号（&nbsp; など）が、値の代わりに残っています。\
        元の資料の値に直してください。",
    wrong: &[
        "参加者は#REF!名でした。",
        "達成率 #N/A",
        "成果: |-\n  寄附額 ########",
        "サロンを開きました。&nbsp;講座も開きました。",
        "サロンを開きました。_x000D_",
    ],
    right: &[
        "参加者は12名でした。",
        "会場は#3会議室です。",
        "Q&Aを作りました。",
        "#福祉 を付けて発信しました。",
    ],
    check: Check::Text(residue),
};

/// What stands there in the stead of a value.
const SHOWN: &[&str] = &[
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "&nbsp;",
    "&amp;", "&lt;", "&gt;", "&quot;", "<br>", "<br/>", "<br />", "_x000D_",
];

fn residue(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let finding = |range| {
        Finding::new(range, "表計算ソフトやホームページの表示が、値の代わりに残っています。")
            .hint("元の資料で、ここに書く値を確かめて直してください。")
    };
    let mut findings: Vec<Finding> = SHOWN
        .iter()
        .flat_map(|shown| text.match_indices(shown))
        .map(|(at, shown)| finding(at..at + shown.len()))
        .collect();
    let hashes = crate::language::script::runs(text, |character| character == '#');
    findings.extend(hashes.into_iter().filter(|run| run.len() >= 3).map(finding));
    findings
}

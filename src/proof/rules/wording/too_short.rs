//! A field that says hardly anything.

use crate::diagnostics::Code;
use crate::form::Field;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TooShort,
    title: "記入がほとんどない",
    explanation: "取組内容、成果、今後の方針のどれかが「なし」などの一言か、ほかの事業に比べて極端に短くなっています。書きかけではないか確かめてください。",
    wrong: &[
        "成果: なし",
        "取組内容: 特になし",
        "今後の方針: 未定",
        "成果: －",
        "取組内容: 前年度と同じ。",
        "成果: 作成中",
    ],
    right: &[
        "成果: サロンの参加者が増えました。",
        "成果: 12回",
        "今後の方針: 見守りを続けます。",
        "備考: なし",
    ],
    check: Check::Booklet(too_short),
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
        "該当なし",
        "特記なし",
        "特記事項なし",
        "記入なし",
        "作成中",
        "調整中",
        "確認中",
        "後日記入",
        "前年度と同じ",
        "昨年度と同じ",
        "前年度同様",
        "上記のとおり",
        "〃",
        "…",
        "－",
        "-",
        "―",
        "ー",
        "・",
        "。",
    ];
    for field in [Field::Actions, Field::Results, Field::Next] {
        let texts: Vec<&Prose<'_>> = facts.texts.iter().filter(|prose| prose.cell.field == field).collect();
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
            let end = prose.as_str().find('\n').unwrap_or(prose.as_str().len());
            let hint = "書きかけでないか、担当係に確かめてください。";
            findings.in_text(prose, Finding::new(0..end, message).hint(hint));
        }
    }
}

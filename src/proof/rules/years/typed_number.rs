//! What the booklet adds by itself, typed.

use super::item_number::item_number;
use crate::diagnostics::Code;
use crate::form::Field;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TypedNumber,
    title: "番号や再掲が手で書かれている",
    explanation: "①②③や（１）の番号と【再掲】は、冊子を作るときに付きます。名称に書くと二重になります。",
    wrong: &["事業名: 声かけ運動【再掲】", "事業名: ①声かけ運動", "事業名: （１）声かけ運動"],
    right: &[
        "事業名: 声かけ運動",
        "事業名: 声かけ運動（１）\n---\n事業名: 声かけ運動（２）",
        "事業名: 再掲示の見直し",
        "事業名: （4294967297）配食",
        "事業名: 8.6の記憶をつなぐ集い",
    ],
    check: Check::Text(typed_number),
};

fn typed_number(prose: &Prose<'_>) -> Vec<Finding> {
    let names = matches!(
        prose.cell.field,
        Field::Strategy | Field::Policy | Field::Priority | Field::Initiative | Field::Title
    );
    if !names {
        return Vec::new();
    }
    let text = prose.as_str();
    let mut findings = Vec::new();
    for mark in ["【再掲】", "（再掲）", "[再掲]", "(再掲)"] {
        findings.extend(text.match_indices(mark).map(|(at, _)| {
            Finding::new(at..at + mark.len(), "再掲の印は、冊子を作るときに付きます。").propose("")
        }));
    }
    if let Some((_, length)) = item_number(text) {
        findings.push(Finding::new(0..length, "番号は、冊子を作るときに付きます。").propose(""));
    }
    findings
}

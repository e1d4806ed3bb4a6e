//! The writer speaks of himself.

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{before, is_kanji};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::FirstPerson,
    title: "「私」で書かれた文",
    explanation: "報告の主語が「私」「わたし」になっています。組織の報告なので、主語を省くか、係や協議会の名前で書きます。",
    wrong: &["私は講座を開きました。", "私たちが訪問しました。", "わたしは反省しています。"],
    right: &[
        "講座を開きました。",
        "私立の学校で開きました。",
        "公私の協力を進めました。",
        "合言葉は「私たちのまち」です。",
    ],
    check: Check::Text(first_person),
};

fn first_person(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    if !prose.cell.field.is_report() && prose.cell.field != Field::Next {
        return Vec::new();
    }
    ["私は", "私たち", "私達", "私ども", "私が", "わたしは", "わたしたち", "僕は"]
        .iter()
        .flat_map(|word| text.match_indices(word))
        .filter(|&(at, _)| !before(text, at).is_some_and(is_kanji) && !prose.is_quoted(at))
        .map(|(at, word)| {
            Finding::new(at..at + word.len(), "報告の主語が「私」になっています。")
                .hint(format!("「{word}」を消すか、係や団体の名前に替えてください。"))
        })
        .collect()
}

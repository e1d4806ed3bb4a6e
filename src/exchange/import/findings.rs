//! What there is to say of an import, for people.

use std::path::Path;

use super::found::Source;
use super::gather::Draft;
use super::mapping::MAPPING;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::exchange::shortened::shortened;
use crate::exchange::workbook::{CellPlace, Note, Sheet, Workbook};
use crate::form::Field;

/// How many sheets and rows of measures are read.
pub(super) const MOST_MEASURES: usize = 3_000;

/// Values of one measure that differ between its sheets.
pub(super) fn differences(draft: &Draft, workbooks: &[Workbook]) -> Diagnostics {
    let place = |source: &Source| {
        let workbook = &workbooks[source.workbook];
        CellPlace { workbook: &workbook.name, sheet: &workbook.sheets[source.sheet].name, at: source.at }
            .to_string()
    };
    let differing = draft.differing.iter().map(|(title, field, first, second)| {
        Diagnostic::new(
            Code::SheetsDiffer,
            format!("事業「{title}」の{}が、{} と {} で違います。", field.key(), place(first), place(second)),
        )
        .hint(format!(
            "{} のほうを取り込みました。違うときは、取り込んだ後のファイルを直してください。",
            place(first)
        ))
    });
    differing.collect()
}

/// That a name is nowhere, for which something else stands now.
pub(super) fn unnamed(field: Field) -> Diagnostic {
    let what = if field == Field::Name { "計画の名称" } else { field.key() };
    Diagnostic::new(Code::Unnamed, format!("{what}が、Excel に見つかりませんでした。"))
        .in_file(Path::new(MAPPING))
        .hint(match field {
            Field::Name | Field::Publisher => {
                let key = field.key();
                format!(
                    "「計画」の「{key}」に書いて取り込み直すか、data/plan.yaml の「{key}」を直してください。"
                )
            }
            _ => format!("data/plan.yaml の「（{what}の名称）」を直してください。"),
        })
}

/// That some 重点的取組 of a policy stand under no 重点施策, for which one was made.
pub(super) fn uneven(policy: &str) -> Diagnostic {
    let [of, below, listed] = [Field::Policy, Field::Priority, Field::Initiative].map(Field::key);
    let message = format!(
        "{of}「{policy}」には、{below}のある{listed}とない{listed}があり、ないものを{below}「{policy}」にまとめて、後に置きました。"
    );
    Diagnostic::new(Code::Unnamed, message).in_file(Path::new(MAPPING)).hint(format!(
        "data/plan.yaml の{below}「{policy}」の名称と並びを、冊子のとおりに直してください。Excel の{below}の欄が空いていただけなら、書いてから取り込み直します。"
    ))
}

/// That what belongs to the plan is nowhere, and what was taken for it from the records: there may be more.
pub(super) fn taken_from_records(key: &str, taken: &str, example: &str) -> Diagnostic {
    Diagnostic::new(Code::Unnamed, format!("{key}が、Excel に見つかりませんでした。"))
        .in_file(Path::new(MAPPING))
        .hint(format!(
            "記録にあった「{taken}」だけにしました。足りなければ、data/plan.yaml の「{key}」に書き足してください（例: {example}）。"
        ))
}

/// That there are comments and shapes with words on the sheets of a workbook that are read, which are not taken.
pub(super) fn notes<'w>(workbook: &Workbook, sheets: impl Iterator<Item = &'w Sheet> + Clone) -> Diagnostics {
    let told = |message: String| Diagnostic::new(Code::Note, message).in_file(&workbook.name);
    let notes = sheets.clone().flat_map(|sheet| sheet.notes.found.iter().map(move |note| (sheet, note)));
    let written = notes.clone().next().map(|(sheet, note)| {
        let count = notes.count();
        told(format!("コメントや図形に、文章が {count} か所あります。取り込みません。"))
            .hint(format!("初めのもの: 「{}」{}「{}」", sheet.name, place(note), shortened(&note.text)))
            .hint(format!("{MAPPING} の終わりに、一覧があります。冊子に要る文章は、data のファイルに書き足すか、Excel の升に写してから取り込み直してください。要らなければ、何もしなくてかまいません。"))
    });
    let unread: Vec<String> =
        sheets.filter(|sheet| sheet.notes.may_be_more).map(|sheet| format!("「{}」", sheet.name)).collect();
    let unread = (!unread.is_empty()).then(|| {
        told(format!("シート{}のコメントや図形の中に、読めないものがあります。", unread.join("、")))
            .hint("Excel で開いて、冊子に要る文章がコメントや図形に書かれていないかを見てください。あれば、data のファイルに書き足してください。")
    });
    written.into_iter().chain(unread).collect()
}

/// Where a note is, as people say it.
pub(super) fn place(note: &Note) -> String {
    let cell = note.at.map(|at| format!("{at} の")).unwrap_or_default();
    format!("{cell}{}", note.kind.name())
}

/// That there are more measures than a plan has.
pub(super) fn too_many() -> Diagnostic {
    Diagnostic::new(Code::WorkbookTooLarge, format!("事業が {MOST_MEASURES} を超えるので、読みません。"))
        .hint("一つの計画の、一つの年度のブックだけを示してください。")
}

/// That nothing says which year it is.
pub(super) fn no_year() -> Diagnostic {
    Diagnostic::new(Code::NotInWorkbook, "何年度の冊子か、Excel から読み取れませんでした。")
        .hint("--year R5 のように、年度を付けて実行してください。")
}

/// That there is no measure.
pub(super) fn no_measure(workbooks: &[Workbook]) -> Diagnostic {
    let names: Vec<&str> = workbooks.iter().map(|workbook| workbook.name.as_str()).collect();
    Diagnostic::new(Code::NotInWorkbook, format!("事業が、{} に見つかりませんでした。", names.join("、")))
        .hint("「事業名」「担当係」「概要」などの見出しのある、進捗管理シートか一覧表のブックを示してください。")
        .hint(format!("見出しの言葉が違うときは、{MAPPING} の「見出し」に「取組の名前: 事業名」のように書いてから、もう一度実行してください。"))
}

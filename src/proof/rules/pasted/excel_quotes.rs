//! The quotes that Excel puts round a cell of several lines.

use crate::diagnostics::Code;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ExcelQuotes,
    title: "表計算の引用符が残っている",
    explanation: "表計算ソフトで改行のあるセルを写すと、文章の全体が \" で囲まれ、文章の中の \" は二つになります。\
        始めと終わりの \" を消し、中の二つ続く \" は一つにしてください。",
    wrong: &[
        "成果: |-\n  \"サロンを開きました。\n  講座も開きました。\"",
        "成果: |-\n  \"講座\"\"基礎\"\"を開きました。\"",
        "成果: |-\n  \"サロンを開きました。\n  講座も開きました。",
        "成果: |-\n  講座\"\"基礎\"\"を開きました。",
    ],
    right: &[
        "成果: |-\n  講座\"基礎\"を開きました。",
        "成果: |-\n  \"基礎\"の講座と\"応用\"",
        "成果: \"サロンを開きました。\"",
        "成果: |-\n  「基礎」の講座を開きました。\n  講座も開きました。",
    ],
    check: Check::Text(excel_quotes),
};

fn excel_quotes(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str().trim_end();
    let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    let mut findings: Vec<Finding> = text
        .match_indices("\"\"")
        .map(|(at, two)| Finding::new(at..at + two.len(), "引用符が二つ続いています。").propose("\""))
        .collect();
    let [first, .., last] = quotes.as_slice() else {
        // The other end went with the next cell.
        if let [only] = quotes.as_slice()
            && (*only == 0 || *only + 1 == text.len())
        {
            findings.push(around(*only));
        }
        return findings;
    };
    let inner = text.get(first + 1..*last).unwrap_or_default();
    let encloses = *first == 0 && last + 1 == text.len();
    if encloses
        && (inner.contains('\n') || inner.contains("\"\""))
        && !inner.replace("\"\"", "").contains('"')
    {
        // What two quotes at an end are: one of them goes with the whole.
        findings.retain(|finding| finding.range.start > 0 && finding.range.end < text.len());
        findings.extend([around(*first), around(*last)]);
    } else if quotes.len() % 2 == 1 && (*first == 0 || last + 1 == text.len()) {
        findings.push(around(if *first == 0 { *first } else { *last }));
    }
    findings
}

fn around(at: usize) -> Finding {
    Finding::new(at..at + 1, "表計算ソフトが付けた引用符が残っています。").propose("")
}

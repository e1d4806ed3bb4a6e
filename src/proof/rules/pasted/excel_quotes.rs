//! The quotes that Excel puts round a cell of several lines.

use std::ops::Range;

use crate::diagnostics::Code;
use crate::language::script::lines;
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
        "成果: |-\n  サロンを開きました。\n  \"前年度を12人上回りました。\"",
        "成果: |-\n  サロンを開きました。\n  \"講座：5回",
        "成果: |-\n  \"サロンを開きました。\n  \"",
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
    // Cells that were copied into a text of several lines stand in quotes each.
    if text.contains('\n') {
        let lines: Vec<Finding> = lines(text).flat_map(|(start, line)| of_line(start, line)).collect();
        if !lines.is_empty() && text.matches('"').count() <= 2 * lines.len().max(1) {
            return lines;
        }
    }
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

/// The quotes of a cell that is a line of its own: both, or the one that is left.
fn of_line(start: usize, line: &str) -> Vec<Finding> {
    let line = line.trim_end();
    let count = line.matches('"').count();
    let inner = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
    match (count, inner) {
        // With its line, which was a break at the end of the cell, or at its beginning.
        (1, _) if line == "\"" => {
            let with_break = removed(start.saturating_sub(1)..(start + 1).max(2));
            vec![with_break.hint("「\"」だけの行を消してください。")]
        }
        (2, Some(inner))
            if inner.ends_with('。') || inner.contains('：') || inner.chars().count() >= LONG =>
        {
            vec![around(start), around(start + line.len() - 1)]
        }
        (1, _) if line.starts_with('"') => vec![around(start)],
        (1, _) if line.ends_with('"') => vec![around(start + line.len() - 1)],
        _ => Vec::new(),
    }
}

/// From how many characters on a line in quotes is no name.
const LONG: usize = 12;

fn around(at: usize) -> Finding {
    removed(at..at + 1)
}

fn removed(range: Range<usize>) -> Finding {
    Finding::new(range, "表計算ソフトが付けた引用符が残っています。").propose("")
}

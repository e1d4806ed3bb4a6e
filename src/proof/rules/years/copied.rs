//! A text that is word for word last year's.

use std::ops::Range;

use crate::diagnostics::{Code, Severity};
use crate::form::Field;
use crate::model::Text;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::Copied,
    severity: Severity::Warning,
    title: "前年度と一字一句同じ文章",
    explanation: "取組内容や成果が、前年度の記録と一字一句同じです。写したまま直していないことがよくあります。同じでよいときは、記録に校正除外を書きます。",
    wrong: &[
        "成果: サロンを12回開きました。\n前年度:\n  指標目標: 12回\n  成果: サロンを12回開きました。",
        "取組内容: 町内をめぐり、声をかけました。\n前年度:\n  指標目標: 12回\n  取組内容: 町内をめぐり、声をかけました。",
        "今後の方針: 担い手を増やすため、講座を開いて参加を呼びかけます。\n前年度:\n  指標目標: 12回\n  今後の方針: 担い手を増やすため、講座を開いて参加を呼びかけます。",
    ],
    right: &[
        "成果: サロンを12回開きました。\n前年度:\n  指標目標: 12回\n  成果: サロンを10回開きました。",
        "成果: サロンを12回開きました。\n前年度:\n  指標目標: 12回",
        "今後の方針: 見守りを続けます。\n前年度:\n  指標目標: 12回\n  今後の方針: 見守りを続けます。",
    ],
    check: Check::Booklet(copied),
};

/// Short texts say the same every year.
const SHORTEST_COPY: usize = 10;

fn copied(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(last) = reported.last else { continue };
        for prose in facts.texts_of(reported) {
            let before: Option<&Text> = match prose.cell.field {
                Field::Actions => last.text(Field::Actions),
                Field::Results => last.text(Field::Results),
                Field::Next => last.text(Field::Next),
                _ => None,
            };
            let text = prose.as_str();
            if before.is_some_and(|before| before.value.trim() == text.trim())
                && text.chars().count() > SHORTEST_COPY
            {
                findings.slip(prose, Slip::new(first_line(text), "前年度の記録と一字一句同じです。"));
            }
        }
    }
}

fn first_line(text: &str) -> Range<usize> {
    0..text.find('\n').unwrap_or(text.len())
}

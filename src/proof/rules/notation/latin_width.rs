//! A Latin word of both widths.

use std::collections::BTreeMap;

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{is_full_width, runs, to_full_width, to_half_width};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::LatinWidth,
    title: "全角と半角の英字が混ざっている",
    explanation: "同じ英字の語が、全角と半角の両方で書かれています。冊子の中でどちらかにそろえてください。",
    wrong: &[
        "ＰＴＡと協力しました。\n---\nPTAの会合に出ました。PTAの役員と話しました。",
        "SNSで発信し、ＳＮＳの講座も開きました。",
        "ＰTAと協力しました。",
    ],
    right: &[
        "PTAと協力しました。\n---\nPTAの会合に出ました。",
        "ＳＮＳで発信しました。",
        "SNSで発信し、ＰＴＡと協力しました。",
        "ＡＢの２案を https://example.jp/AB/ と ab@example.jp で知らせました。",
        "就労継続支援Ｂ型の利用者が増えました。",
    ],
    check: Check::Booklet(latin_width),
};

/// Whether a text is a mark of 評価基準, which every record has to have as the plan writes it.
fn is_mark(facts: &Facts<'_>, prose: &Prose<'_>) -> bool {
    prose.cell.field == Field::Scale
        && facts.book.scale.iter().any(|grade| std::ptr::eq(grade.mark, prose.text))
}

fn latin_width(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let is_letter = |character: char| to_half_width(character).is_ascii_alphabetic();
    // How often each word is written half-width and full-width.
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let words = |prose: &Prose<'_>| {
        let text = if is_mark(facts, prose) { "" } else { prose.as_str() };
        let runs = runs(text, is_letter).into_iter();
        runs.filter(|run| !prose.is_in_identifier(run)).collect::<Vec<_>>()
    };
    for prose in &facts.texts {
        for run in words(prose) {
            let typed = prose.part(&run);
            let word = typed.chars().map(to_half_width).collect();
            counts.entry(word).or_default()[usize::from(typed.contains(is_full_width))] += 1;
        }
    }
    for prose in &facts.texts {
        for run in words(prose) {
            let typed = prose.part(&run);
            let half: String = typed.chars().map(to_half_width).collect();
            let full: String = half.chars().map(to_full_width).collect();
            let [halves, fulls] = counts.get(&half).copied().unwrap_or_default();
            let right = if halves == 0 || fulls > halves { full } else { half };
            // One that is written in one way only is as the council likes it.
            if right != typed && (halves.min(fulls) > 0 || !typed.chars().all(is_full_width)) {
                let message =
                    format!("英字の全角と半角が混ざっています。ほかでは「{right}」と書かれています。");
                findings.in_text(prose, Finding::new(run, message).propose(right));
            }
        }
    }
}

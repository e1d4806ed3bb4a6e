//! The same words with other brackets, widths or spaces in another cell.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::Code;
use crate::form::Reading;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::OtherSigns,
    title: "同じ言葉で記号の幅が違う",
    explanation: "同じ言葉が、ほかの升では違うかっこや違う幅の字、違う空白で書かれています（年度ごとの指標目標など）。多いほうにそろえてください。",
    wrong: &[
        "指標目標: 研修（初級）12回\n前年度: {指標目標: 研修(初級)12回}",
        "指標目標: 相談会／研修会\n前年度: {指標目標: 相談会/研修会}",
        "事業名: サロン（地域）\n年次計画: [{内容: サロン(地域), 期間: R4-R6}]",
    ],
    right: &[
        "指標目標: 研修（初級）12回\n前年度: {指標目標: 研修（初級）12回}",
        "指標目標: 研修（初級）12回\n前年度: {指標目標: 研修（初級）10回}",
        "指標目標: 研修（初級）12回\n前年度: {指標目標: 研修の開催}",
    ],
    check: Check::Booklet(other_signs),
};

fn other_signs(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let mut alike: BTreeMap<String, Vec<&Prose<'_>>> = BTreeMap::new();
        let texts = facts.texts_of(reported).iter();
        for prose in texts.filter(|prose| prose.cell.field.row().reading == Reading::Words) {
            let folded: String =
                prose.as_str().nfkc().filter(|character| !character.is_whitespace()).collect();
            alike.entry(folded).or_default().push(prose);
        }
        for texts in alike.values().filter(|texts| texts.len() > 1) {
            let count = |text: &str| texts.iter().filter(|other| other.as_str().trim() == text).count();
            // Of as many, the last one is how people write now.
            let Some(usual) = texts.iter().map(|prose| prose.as_str().trim()).max_by_key(|text| count(text))
            else {
                continue;
            };
            for prose in texts.iter().filter(|prose| prose.as_str().trim() != usual) {
                let message = format!("ほかの升では「{usual}」と書かれています。");
                findings.in_text(prose, Finding::new(0..prose.as_str().len(), message).propose(usual));
            }
        }
    }
}

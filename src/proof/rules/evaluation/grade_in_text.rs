//! A grade that the text names otherwise.

use super::mark::typed;
use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{sentences, to_half_width};
use crate::proof::facts::{Facts, ReportedMeasure};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::GradeInText,
    title: "文章の評価がシートの評価と違う",
    explanation: "「評価をＢとしました」のように文章が言う評価が、シートの自己評価とも査定とも違います。\
        前の年度の評価について書いた文は調べません。",
    wrong: &[
        "自己評価: A\n成果: 講座を開きましたが、目標に届かず、評価をＢとしました。",
        "自己評価: B\n査定: B\n備考: 参加者が増えたため、自己評価はAとした。",
        "自己評価: A\n今後の方針: 人手が足りず、評価を「未達成」としました。",
    ],
    right: &[
        "自己評価: B\n成果: 講座を開きましたが、目標に届かず、評価をＢとしました。",
        "自己評価: A\n査定: B\n備考: 参加者が目標を下回ったため、評価をＢとしました。",
        "自己評価: A\n備考: 前年度は評価をＢとしましたが、体制を整えました。",
        "自己評価: A\n備考: 利用者の評価をＢ４判の用紙にまとめました。",
    ],
    check: Check::Booklet(grades),
};

fn grades(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        for prose in facts.texts_of(reported) {
            if prose.cell.field.is_report() || prose.cell.field == Field::Next {
                for finding in named(facts, reported, prose) {
                    findings.in_text(prose, finding);
                }
            }
        }
    }
}

/// What makes a grade another year's, or a part of a change that is told whole.
const OTHERS: &[&str] = &["前年", "昨年", "前回", "令和", "平成", "来年", "次年", "から", "なら", "場合"];

fn named(facts: &Facts<'_>, reported: &ReportedMeasure<'_>, prose: &Prose<'_>) -> Vec<Finding> {
    let scale = &facts.model.plan.scale;
    let marks = [Field::SelfGrade, Field::ReviewedGrade].map(|field| reported.record.mark(field));
    let marks: Vec<_> = marks.into_iter().flatten().map(|mark| mark.value).collect();
    let mut findings = Vec::new();
    for (start, sentence) in sentences(prose.as_str()) {
        if OTHERS.iter().any(|word| sentence.contains(word)) {
            continue;
        }
        for (at, word) in
            ["評価を", "評価は", "査定を", "査定は"].into_iter().flat_map(|word| sentence.match_indices(word))
        {
            let rest = &sentence[at + word.len()..];
            let quoted = rest.strip_prefix('「').and_then(|inside| inside.split_once('」'));
            let (said, after) = quoted.unwrap_or_else(|| {
                let end = rest.find(['と', 'で']).unwrap_or(rest.len());
                rest.split_at(end)
            });
            let says = ["とした", "としま", "とし、", "としている", "です", "でした", "である"];
            let folded: String = said.chars().map(to_half_width).collect();
            let grade = scale.find(&folded).or_else(|| {
                let named = scale.definitions().iter().find(|definition| definition.name.value == said);
                named.and_then(|definition| scale.find(&definition.mark.value))
            });
            let Some(grade) = grade.filter(|_| says.iter().any(|word| after.starts_with(word))) else {
                continue;
            };
            if marks.is_empty() || marks.contains(&grade) {
                continue;
            }
            let begin = start + at + word.len() + if quoted.is_some() { '「'.len_utf8() } else { 0 };
            let own: Vec<&str> = marks.iter().map(|mark| typed(facts, *mark)).collect();
            let message =
                format!("文章では評価が「{said}」ですが、シートの評価は「{}」です。", own.join("・"));
            findings.push(
                Finding::new(begin..begin + said.len(), message)
                    .hint("文章か評価の、誤っているほうを直してください。"),
            );
        }
    }
    findings
}

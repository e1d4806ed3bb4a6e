//! The best mark with a target missed.

use super::mark::{mark, typed};
use super::outcome::{Outcome, indicators, is_countable, is_explained, is_limit};
use super::scale::ranks;
use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::{are_related, fold_noun};
use crate::proof::facts::{Facts, ReportedMeasure};
use crate::proof::rule::{Check, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::GradeTooGood,
    title: "実績が目標に届かないのに最高の評価",
    explanation: "評価が評価基準の一番上（Aなど）なのに、実績の数が目標の数に届いていません。\
        「指標」があればその目標と実績を、なければ指標目標と成果の文章の数を比べます。\
        「以下」「未満」「削減」「ゼロ」などの目標は、少ないほどよいものとして比べます。\
        それでも達成とみなす理由があるときは、備考か今後の方針に「…のため、達成とみなしました。」のように書いてください。\
        現状維持・改善・終了のような、良し悪しの順のない評価基準では調べません。",
    wrong: &[
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 3}]\n成果: 見学会３回開催\n自己評価: A",
        "指標目標: 地域づくり講座の開催（６件）\n成果: 地域づくり講座（５件開催）\n自己評価: A",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40, 実績: 38}]\n成果: 登録者38名\n自己評価: B\n査定: A\n備考: 査定で見直しました。",
        "指標目標: 待機児童数５人以下\n指標: [{名称: 待機児童数, 単位: 人, 目標: 5, 実績: 9}]\n成果: 待機児童数９人\n自己評価: A",
        "指標目標: 苦情３件未満\n指標: [{名称: 苦情件数, 単位: 件未満, 目標: 3, 実績: 3}]\n成果: 苦情は３件でした。\n自己評価: A",
    ],
    right: &[
        "指標目標: 11週以内の届け出率95％\n指標: [{名称: 11週以内の届け出率, 単位: '％', 目標: 95, 実績: 96.1}]\n成果: 届け出率は96.1％でした。\n自己評価: A",
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 4}]\n成果: 見学会４回開催\n自己評価: A",
        "指標目標: 地域づくり講座の開催（６件）\n成果: 地域づくり講座（６件開催）\n自己評価: A",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40, 実績: 38}]\n成果: 登録者38名\n自己評価: B",
        "指標目標: 事故件数10件以下\n指標: [{名称: 事故件数の削減, 単位: 件, 目標: 10, 実績: 7}]\n成果: 事故件数７件\n自己評価: A",
        "指標目標: 待機児童数５人以下\n指標: [{名称: 待機児童数, 単位: 人, 目標: 5, 実績: 0}]\n成果: 待機児童は０人でした。\n自己評価: A",
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 3}]\n成果: 見学会３回開催\n自己評価: A\n備考: 残る１回は資料を配ったため、達成とみなしました。",
        "指標目標: ごみの排出量820g\n指標: [{名称: ごみの排出量, 単位: g, 目標: 820, 実績: 779}]\n成果: 排出量は779gでした。\n自己評価: A",
    ],
    check: Check::Booklet(too_good),
};

/// The numbers of 指標目標 with those of 成果 that count the same.
fn numbers(facts: &Facts<'_>, reported: &ReportedMeasure<'_>) -> Vec<Outcome> {
    let texts = facts.text_of(reported, facts.target()).zip(facts.text_of(reported, Field::Results));
    let Some((target, results)) = texts.filter(|(target, _)| !is_limit(target.as_str())) else {
        return Vec::new();
    };
    let wanted = target.quantities.iter().filter(|quantity| is_countable(target, quantity));
    wanted
        .filter_map(|wanted| {
            let noun = fold_noun(target.part(&wanted.noun));
            let found = results.quantities.iter().find(|found| {
                is_countable(results, found)
                    && results.unit(found) == target.unit(wanted)
                    && are_related(&noun, &fold_noun(results.part(&found.noun)))
            })?;
            Some(Outcome {
                name: target.part(&wanted.noun).to_owned(),
                target: target.part(&wanted.range()).to_owned(),
                actual: results.part(&found.range()).to_owned(),
                reached: found.value >= wanted.value,
            })
        })
        .collect()
}

fn too_good(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    if !ranks(&facts.model.plan.scale) {
        return;
    }
    for reported in facts.finished() {
        let Some(mark) = mark(reported).filter(|mark| facts.model.plan.scale.is_best(mark.grade)) else {
            continue;
        };
        let outcomes = if reported.record.indicators.is_empty() {
            numbers(facts, reported)
        } else {
            indicators(facts, reported)
        };
        let missed = outcomes.iter().find(|outcome| !outcome.reached);
        if let Some(Outcome { name, target, actual, .. }) = missed.filter(|_| !is_explained(facts, reported))
        {
            findings.value(
                reported.sheet.page,
                mark.field,
                mark.place,
                format!(
                    "評価は「{}」ですが、{name}は目標 {target} に対して {actual} です。",
                    typed(facts, mark.grade)
                ),
                "数か評価を直すか、達成とみなす理由を備考に書いてください。",
            );
        }
    }
}

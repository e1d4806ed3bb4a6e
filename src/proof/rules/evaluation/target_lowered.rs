//! A target below last year's without a word.

use super::outcome::{is_countable, is_limit};
use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::sentences;
use crate::language::{Quantity, fold_noun};
use crate::model::Direction;
use crate::proof::facts::{Facts, ReportedMeasure};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TargetLowered,
    title: "理由を書かずに目標を下げている",
    explanation: "指標目標の数が、同じものの前年度の数より小さくなっています。下方修正したときは、\
        指標目標に「※…のため、下方修正しました。」のように書くか、備考に理由を書いてください。",
    wrong: &[
        "指標目標: 閲覧数 年間55,000件\n前年度:\n  指標目標: 閲覧数 年間60,000件",
        "指標目標: 社協会費の増加（5,600,000円）\n前年度:\n  指標目標: 社協会費の増加（5,630,000円）",
        "指標目標: 安否確認事業（安否1,000件）\n前年度:\n  指標目標: 見守り事業（配食300件・安否1,070件）",
    ],
    right: &[
        "指標目標: 補助18団体\n備考: 前年度の申請の数を考え、目標を２団体少なくしています。\n前年度:\n  指標目標: 補助20団体",
        "指標目標: 閲覧数 年間60,000件\n前年度:\n  指標目標: 閲覧数 年間55,000件",
        "指標目標: |-\n  目標額の達成（5,000,000円）\n  ※県の目標額の修正に伴い、下方修正しました。\n前年度:\n  指標目標: 目標額の達成（7,000,000円）",
        "指標目標: 市民向け講座の参加者10名\n前年度:\n  指標目標: 法人向け講座の参加者15名",
        "指標目標: 閲覧数 年間55,000件\n備考: 閲覧数の数え方を改めたため、目標を見直しました。\n前年度:\n  指標目標: 閲覧数 年間60,000件",
        "指標目標: 事故件数８件以下\n前年度:\n  指標目標: 事故件数10件以下",
        "指標目標: 街路灯の更新20基\n備考: 全55基の更新を終えるため\n前年度:\n  指標目標: 街路灯の更新35基",
        "指標目標: 講座４回\n前年度:\n  指標目標: 講座６回\n  今後の方針: 講師が減るため、来年度は目標を見直します。",
    ],
    check: Check::Booklet(lowered),
};

fn lowered(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in facts.finished_by_now() {
        let Some(text) = facts.text_of(reported, facts.target()) else { continue };
        let Some(last) = reported.last.and_then(|last| last.text(Field::Target)) else { continue };
        if is_limit(text.as_str()) || is_explained(facts, reported, text) {
            continue;
        }
        let before = Quantity::all(last);
        let noun_of = |source: &str, quantity: &Quantity| {
            fold_noun(source.get(quantity.noun.clone()).unwrap_or_default())
        };
        for now in text.quantities.iter().filter(|now| is_countable(text, now)) {
            let noun = noun_of(text.as_str(), now);
            let then = before.iter().find(|then| {
                let same_unit = last.value.get(then.unit.clone()) == Some(text.part(&now.unit));
                then.is_amount() && same_unit && noun_of(last, then) == noun
            });
            // Fewer are wanted, or it is a forecast.
            let may_fall = reported.record.indicators.iter().any(|indicator| {
                indicator.direction.is_some_and(|direction| direction != Direction::More)
                    && indicator.target.value == now.value
            });
            if may_fall {
                continue;
            }
            // Where 指標 still has last year's target, the text is what is wrong.
            let kept = |then: &Quantity| {
                reported.record.indicators.iter().any(|indicator| {
                    indicator.target.readings(&indicator.unit).any(|(target, _)| target == then.value)
                })
            };
            if let Some(then) = then.filter(|then| then.value > now.value && !kept(then)) {
                let unit = text.part(&now.unit);
                findings.in_text(
                    text,
                    Finding::new(
                        now.range(),
                        format!("前年度の目標（{}{unit}）より低い目標ですが、理由がありません。", then.value),
                    )
                    .hint("「※…のため、下方修正しました。」のように、指標目標か備考に理由を書いてください。"),
                );
            }
        }
    }
}

/// Words for a lower target.
const LOWERED: &[&str] = &["※", "下方", "修正", "見直", "引き下げ", "引下げ", "変更", "改め"];

/// Words for why.
const REASONS: &[&str] = &[
    "ため",
    "踏まえ",
    "考え",
    "考慮",
    "勘案",
    "合わせ",
    "により",
    "伴",
    "から",
    "影響",
    "ので",
    "中止",
    "縮小",
    "終了",
    "完了",
    "減",
];

/// Whether 指標目標 or 備考 says why the target is lower, or the report or last year's plans speak of it.
fn is_explained(facts: &Facts<'_>, reported: &ReportedMeasure<'_>, target: &Prose<'_>) -> bool {
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let remarks = reported.record.text(Field::Remarks).map_or("", |remarks| remarks.value.as_str());
    let plans = reported.last.and_then(|last| last.text(Field::Next)).map_or("", |next| next.value.as_str());
    let reports = facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report());
    let of_target = |text: &str| {
        sentences(text).any(|(_, sentence)| sentence.contains("目標") && says(sentence, LOWERED))
    };
    says(target.as_str(), LOWERED)
        || says(target.as_str(), REASONS)
        || says(remarks, LOWERED)
        || says(remarks, REASONS)
        || of_target(plans)
        || reports.into_iter().any(|prose| of_target(prose.as_str()))
}

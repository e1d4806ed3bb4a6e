//! A target below last year's without a word.

use super::outcome::{is_countable, is_limit};
use crate::diagnostics::{Code, Severity};
use crate::form::Field;
use crate::language::{Quantity, fold_noun};
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::TargetLowered,
    severity: Severity::Warning,
    title: "理由を書かずに目標を下げている",
    explanation: "指標目標の数が、同じものの前年度の数より小さくなっています。下方修正したときは、\
        指標目標に「※…のため、下方修正しました。」のように書くか、備考に理由を書いてください。",
    wrong: &[
        "指標目標: 閲覧数 年間55,000件\n前年度:\n  指標目標: 閲覧数 年間60,000件",
        "指標目標: 社協会費の増加（5,600,000円）\n前年度:\n  指標目標: 社協会費の増加（5,630,000円）",
        "指標目標: 安否確認事業（安否1,000件）\n前年度:\n  指標目標: 見守り事業（配食300件・安否1,070件）",
    ],
    right: &[
        "指標目標: 閲覧数 年間60,000件\n前年度:\n  指標目標: 閲覧数 年間55,000件",
        "指標目標: |-\n  目標額の達成（5,000,000円）\n  ※県の目標額の修正に伴い、下方修正しました。\n前年度:\n  指標目標: 目標額の達成（7,000,000円）",
        "指標目標: 市民向け講座の参加者10名\n前年度:\n  指標目標: 法人向け講座の参加者15名",
        "指標目標: 閲覧数 年間55,000件\n備考: 閲覧数の数え方を改めたため、目標を見直しました。\n前年度:\n  指標目標: 閲覧数 年間60,000件",
        "指標目標: 事故件数８件以下\n前年度:\n  指標目標: 事故件数10件以下",
    ],
    check: Check::Booklet(lowered),
};

fn lowered(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(text) = facts.text_of(reported, facts.target()) else { continue };
        let Some(last) = reported.last.and_then(|last| last.text(Field::Target)) else { continue };
        let note = ["※", "下方", "修正", "見直", "引き下げ", "変更"];
        let remarks = reported.record.text(Field::Remarks).map_or("", |remarks| remarks.value.as_str());
        if note.iter().any(|word| text.as_str().contains(word) || remarks.contains(word))
            || is_limit(text.as_str())
        {
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
            // Where 指標 still has last year's target, the text is what is wrong.
            let kept = |then: &Quantity| {
                reported.record.indicators.iter().any(|indicator| {
                    indicator.target.readings(&indicator.unit).any(|(target, _)| target == then.value)
                })
            };
            if let Some(then) = then.filter(|then| then.value > now.value && !kept(then)) {
                let unit = text.part(&now.unit);
                findings.slip(
                    text,
                    Slip::new(
                        now.range(),
                        format!("前年度の目標（{}{unit}）より低い目標ですが、理由がありません。", then.value),
                    )
                    .hint("「※…のため、下方修正しました。」のように、指標目標か備考に理由を書いてください。"),
                );
            }
        }
    }
}

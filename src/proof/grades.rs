//! 評価: marks that the rest of the sheet contradicts, or that want a word.

use super::facts::{Facts, Reported};
use super::indicators::printed;
use super::number::Number;
use super::prose::Prose;
use super::quantity::{Quantity, are_related, fold_noun};
use super::rule::{Check, Findings, Rule, Slip};
use crate::diagnostics::{Code, Place, Severity};
use crate::model::{Field, Grade};

/// The best mark with a target missed.
pub static TOO_GOOD: Rule = Rule {
    code: Code::GradeTooGood,
    severity: Severity::Warning,
    title: "実績が目標に届かないのに最高の評価",
    explanation: "評価が評価基準の一番上（Aなど）なのに、実績の数が目標の数に届いていません。\
        「指標」があればその目標と実績を、なければ指標目標と成果の文章の数を比べます。\
        それでも達成と考える理由があるときは、備考か今後の方針に書くか、校正除外に理由を書いてください。",
    wrong: &[
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 3}]\n成果: 見学会３回開催\n自己評価: A",
        "指標目標: 地域づくり講座の開催（６件）\n成果: 地域づくり講座（５件開催）\n自己評価: A",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40, 実績: 38}]\n成果: 登録者38名\n自己評価: B\n査定: A\n備考: 査定で見直しました。",
    ],
    right: &[
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 4}]\n成果: 見学会４回開催\n自己評価: A",
        "指標目標: 地域づくり講座の開催（６件）\n成果: 地域づくり講座（６件開催）\n自己評価: A",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40, 実績: 38}]\n成果: 登録者38名\n自己評価: B",
        "指標目標: 事故件数10件以下\n指標: [{名称: 事故件数の削減, 単位: 件, 目標: 10, 実績: 7}]\n成果: 事故件数７件\n自己評価: A",
    ],
    check: Check::Booklet(too_good),
};

/// Every target reached, and not the best mark.
pub static TOO_BAD: Rule = Rule {
    code: Code::GradeTooBad,
    severity: Severity::Warning,
    title: "目標をすべて達成したのに低い評価",
    explanation: "「指標」の目標をすべて達成しているのに、評価が評価基準の一番上ではありません。\
        数に表れない理由があるときは、備考に書いてください。",
    wrong: &[
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 4}]\n成果: 見学会４回開催\n自己評価: B",
        "指標目標: 講座２件・参加30名\n指標:\n  - {名称: 講座, 単位: 件, 目標: 2, 実績: 2}\n  - {名称: 参加, 単位: 名, 目標: 30, 実績: 41}\n成果: 講座２件（41名参加）\n自己評価: B",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40, 実績: 45}]\n成果: 登録者45名\n自己評価: C\n今後の方針: 人手の不足が課題のため、体制を見直します。",
    ],
    right: &[
        "指標目標: 見学会４回\n指標: [{名称: 見学会, 単位: 回, 目標: 4, 実績: 4}]\n成果: 見学会４回開催\n自己評価: A",
        "指標目標: 講座２件・参加30名\n指標:\n  - {名称: 講座, 単位: 件, 目標: 2, 実績: 2}\n  - {名称: 参加, 単位: 名, 目標: 30, 実績: 29}\n成果: 講座２件（29名参加）\n自己評価: B",
        "指標目標: 登録者40名\n指標: [{名称: 登録者, 単位: 名, 目標: 40, 実績: 45}]\n成果: 登録者45名\n自己評価: B\n備考: 名簿の整備が年度内に終わらなかったため、未達成としました。",
    ],
    check: Check::Booklet(too_bad),
};

/// 査定 that differs without a word.
pub static REVIEW: Rule = Rule {
    code: Code::ReviewWithoutNote,
    severity: Severity::Warning,
    title: "自己評価と違う査定の理由がない",
    explanation: "査定が自己評価と違うときは、その理由を備考に書いてください。読む人には、評価が変わったことしか分かりません。",
    wrong: &[
        "自己評価: A\n査定: B",
        "自己評価: B\n査定: A",
        "自己評価: B\n査定: C\n今後の方針: 人手の不足が課題のため、体制を見直します。",
    ],
    right: &[
        "自己評価: A\n査定: A",
        "自己評価: B",
        "自己評価: A\n査定: B\n備考: 参加者が目標を下回ったため、査定でＢとしました。",
    ],
    check: Check::Booklet(reviews),
};

/// A poor mark without a reason.
pub static REASON: Rule = Rule {
    code: Code::GradeWithoutReason,
    severity: Severity::Warning,
    title: "低い評価の理由がない",
    explanation: "評価が評価基準の下半分（４段階ならＣとＤ）のときは、なぜ進まなかったか、なぜ取りやめたかを、\
        今後の方針か備考に書いてください。",
    wrong: &[
        "自己評価: C\n今後の方針: 引き続き取り組みます。",
        "自己評価: D\n今後の方針: 取組を終えます。",
        "自己評価: C\n今後の方針: 関係機関と連携して事業を進めます。\n備考: 県の補助事業",
    ],
    right: &[
        "自己評価: C\n今後の方針: 担い手の不足により講座を開けなかったため、募集の方法を改めます。",
        "自己評価: D\n今後の方針: 利用者がいなくなったことから、取組を終えます。",
        "自己評価: B\n今後の方針: 引き続き取り組みます。",
        "自己評価: C\n備考: 会場の工事の影響で開催できませんでした。",
    ],
    check: Check::Booklet(reasons),
};

/// A mark two steps below last year's.
pub static FELL: Rule = Rule {
    code: Code::GradeFell,
    severity: Severity::Warning,
    title: "評価が前年度から二段階以上下がった",
    explanation: "前年度の評価から二段階以上下がっています。評価の書き誤りでないか確かめ、正しければ、備考に事情を書いてください。",
    wrong: &[
        "自己評価: C\n今後の方針: 人手の不足が課題です。\n前年度:\n  査定: A",
        "自己評価: D\n今後の方針: 担い手の不足のため取りやめます。\n前年度:\n  指標目標: 見守り\n  自己評価: B",
        "自己評価: D\n今後の方針: 担い手の不足のため取りやめます。\n前年度:\n  査定: A",
    ],
    right: &[
        "自己評価: B\n前年度:\n  査定: A",
        "自己評価: A\n前年度:\n  査定: C",
        "自己評価: C\n今後の方針: 人手の不足が課題です。\n備考: 担当者の欠員が続いたため、進みが遅れました。\n前年度:\n  査定: A",
        "自己評価: C\n今後の方針: 人手の不足が課題です。",
    ],
    check: Check::Booklet(falls),
};

/// A target below last year's without a word.
pub static LOWERED: Rule = Rule {
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

/// A mark with its place and field.
struct Mark<'a> {
    grade: Grade,
    place: &'a Place,
    field: Field,
}

/// The mark that counts.
fn mark<'a>(reported: &Reported<'a>) -> Option<Mark<'a>> {
    let of = |grade: Option<&'a crate::diagnostics::Spanned<Grade>>, field| {
        grade.map(|grade| Mark { grade: grade.value, place: &grade.place, field })
    };
    of(reported.record.reviewed_grade.as_ref(), Field::ReviewedGrade)
        .or_else(|| of(reported.record.self_grade.as_ref(), Field::SelfGrade))
}

fn typed<'a>(facts: &Facts<'a>, grade: Grade) -> &'a str {
    &facts.model.plan.scale.definition(grade).mark.value
}

/// A number that was reached, beside the one that was wanted.
struct Outcome {
    name: String,
    target: String,
    actual: String,
    reached: bool,
}

/// Whether less is better.
fn is_limit(name: &str) -> bool {
    ["減", "以下", "未満", "以内", "抑", "なくす", "ゼロ"].iter().any(|word| name.contains(word))
}

fn indicators(reported: &Reported<'_>) -> Vec<Outcome> {
    let indicators = reported.record.indicators.iter().filter(|indicator| !is_limit(&indicator.name));
    indicators
        .filter_map(|indicator| {
            let (unit, target) = (&indicator.unit.value, indicator.target.value);
            let actual = indicator.actual.as_ref()?.value;
            Some(Outcome {
                name: indicator.name.value.clone(),
                target: format!("{}{unit}", printed(target)),
                actual: format!("{}{unit}", printed(actual)),
                reached: actual >= target,
            })
        })
        .collect()
}

/// The numbers of 指標目標 with those of 成果 that count the same.
fn numbers(facts: &Facts<'_>, reported: &Reported<'_>) -> Vec<Outcome> {
    let texts =
        facts.text_of(reported, Field::Target(facts.year)).zip(facts.text_of(reported, Field::Results));
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

fn is_countable(prose: &Prose<'_>, quantity: &Quantity) -> bool {
    quantity.is_amount() && !quantity.unit.is_empty() && !prose.is_change(quantity)
}

fn too_good(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(mark) = mark(reported).filter(|mark| facts.model.plan.scale.is_best(mark.grade)) else {
            continue;
        };
        let outcomes = if reported.record.indicators.is_empty() {
            numbers(facts, reported)
        } else {
            indicators(reported)
        };
        if let Some(Outcome { name, target, actual, .. }) = outcomes.iter().find(|outcome| !outcome.reached) {
            findings.value(
                reported.sheet.page,
                mark.field,
                mark.place,
                format!(
                    "評価は「{}」ですが、{name}は目標 {target} に対して {actual} です。",
                    typed(facts, mark.grade)
                ),
                "数か評価を直すか、達成と考える理由を備考に書いて校正除外を加えてください。",
            );
        }
    }
}

fn too_bad(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(mark) = mark(reported).filter(|mark| !facts.model.plan.scale.is_best(mark.grade)) else {
            continue;
        };
        let outcomes = indicators(reported);
        let all_known = outcomes.len() == reported.record.indicators.len() && !outcomes.is_empty();
        if all_known && outcomes.iter().all(|outcome| outcome.reached) && reported.record.remarks.is_none() {
            findings.value(
                reported.sheet.page,
                mark.field,
                mark.place,
                format!("指標の目標をすべて達成していますが、評価は「{}」です。", typed(facts, mark.grade)),
                "評価を直すか、その評価にした理由を備考に書いてください。",
            );
        }
    }
}

fn reviews(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let record = reported.record;
        let (Some(own), Some(reviewed)) = (&record.self_grade, &record.reviewed_grade) else { continue };
        if own.value != reviewed.value && record.remarks.is_none() {
            findings.value(
                reported.sheet.page,
                Field::ReviewedGrade,
                &reviewed.place,
                format!(
                    "自己評価は「{}」、査定は「{}」ですが、備考に理由がありません。",
                    typed(facts, own.value),
                    typed(facts, reviewed.value)
                ),
                "評価が変わった理由を備考に書いてください。",
            );
        }
    }
}

/// Words with which a reason is given.
const REASONS: &[&str] = &[
    "ため",
    "ので",
    "により",
    "によって",
    "よる",
    "から",
    "理由",
    "影響",
    "困難",
    "難し",
    "課題",
    "至ら",
    "至って",
    "できな",
    "できず",
    "不足",
    "いない",
    "なかった",
    "伴い",
    "伴う",
    "見送",
    "終了",
    "原因",
    "事情",
];

fn reasons(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(mark) = mark(reported).filter(|mark| facts.model.plan.scale.is_poor(mark.grade)) else {
            continue;
        };
        let texts = [reported.record.next.as_ref(), reported.record.remarks.as_ref()];
        let given = texts.into_iter().flatten().any(|text| REASONS.iter().any(|word| text.contains(word)));
        if !given {
            findings.value(
                reported.sheet.page,
                mark.field,
                mark.place,
                format!("評価は「{}」ですが、今後の方針に理由がありません。", typed(facts, mark.grade)),
                "なぜ進まなかったか、なぜ取りやめたかを今後の方針に書いてください。",
            );
        }
    }
}

fn falls(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let scale = &facts.model.plan.scale;
    for reported in &facts.reported {
        let (Some(mark), Some(last)) = (mark(reported), reported.last.and_then(crate::model::Record::grade))
        else {
            continue;
        };
        if scale.rank(mark.grade) >= scale.rank(last) + 2 && reported.record.remarks.is_none() {
            findings.value(
                reported.sheet.page,
                mark.field,
                mark.place,
                format!(
                    "評価が、前年度の「{}」から「{}」に下がっています。",
                    typed(facts, last),
                    typed(facts, mark.grade)
                ),
                "書き誤りでなければ、備考に事情を書いてください。",
            );
        }
    }
}

fn lowered(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(text) = facts.text_of(reported, Field::Target(facts.year)) else { continue };
        let Some(last) = reported.last.and_then(|last| last.target.as_ref()) else { continue };
        let note = ["※", "下方", "修正", "見直", "引き下げ", "変更"];
        let remarks = reported.record.remarks.as_ref().map_or("", |remarks| remarks.value.as_str());
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
                    Number::from_f64(indicator.target.value).is_some_and(|target| target == then.value)
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

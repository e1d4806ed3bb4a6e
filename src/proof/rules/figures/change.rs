//! 前年比: by how much something changed, against last year's record.

use super::percentage;
use crate::diagnostics::{Code, Severity};
use crate::form::Field;
use crate::language::{Decimal, Quantity, are_related, fold_noun};
use crate::model::Text;
use crate::proof::facts::{Facts, Reported};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Findings, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::Change,
    severity: Severity::Warning,
    title: "前年比が前年度の記録と合わない",
    explanation: "「42か所（前年比５か所増）」や「50件（前年比91.7％）」の前年比を、前年度の記録の実績と比べます。\
        前年度の記録（指標の実績か成果の文章）に同じものの数があるときだけ調べます。\
        合わないときは、今年度の数、前年比、前年度の記録のどれかが誤っています。",
    wrong: &[
        "成果: 設置42か所（前年比５か所増）\n前年度:\n  指標目標: 設置40か所\n  成果: 設置36か所",
        "成果: 閲覧数：年間8,800件（前年比約89％）\n前年度:\n  指標目標: 閲覧数の増加\n  指標: [{名称: 閲覧数, 単位: 件, 目標: 9000, 実績: 10000}]",
        "成果: 登録者26名（前年度比３名増）\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者29名",
    ],
    right: &[
        "成果: 設置42か所（前年比５か所増）\n前年度:\n  指標目標: 設置40か所\n  成果: 設置37か所",
        "成果: 閲覧数：年間8,800件（前年比約88％）\n前年度:\n  指標目標: 閲覧数の増加\n  指標: [{名称: 閲覧数, 単位: 件, 目標: 9000, 実績: 10000}]",
        "成果: 登録者26名（前年度比３名減）\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者29名",
        "成果: 登録者26名（前年度比３名増）\n前年度:\n  指標目標: 登録者の増加",
        "成果: 会費は31千円（前年比１千円増）\n前年度:\n  指標目標: 会費\n  指標: [{名称: 会費, 単位: 千円, 目標: 30, 実績: 30}]",
        "成果: サロン数74（前年比２か所増）\n前年度:\n  指標目標: サロン数の増加\n  指標: [{名称: サロン数の前年比増, 単位: か所, 目標: 1, 実績: 2}]",
    ],
    check: Check::Booklet(check),
};

/// Words in the name of an indicator that say that it tells a change.
const CHANGES: &[&str] = &["前年比", "前年度比", "増", "減", "伸び"];

fn check(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        for prose in facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report()) {
            for pair in prose.quantities.windows(2) {
                let [now, change] = pair else { continue };
                if let Some(slip) = judge(prose, reported, now, change) {
                    findings.slip(prose, slip);
                }
            }
        }
    }
}

fn judge(prose: &Prose<'_>, reported: &Reported<'_>, now: &Quantity, change: &Quantity) -> Option<Slip> {
    let between = prose.part(&(now.range().end..change.number.start));
    let after = prose.part(&change.tail);
    let said_of_now = between.contains(['（', '(']) && !between.contains(['）', ')', '。']);
    let last_year = ["前年", "昨年"].iter().any(|word| between.contains(word));
    if !said_of_now || !last_year || !now.is_amount() || prose.is_change(now) {
        return None;
    }
    let last = last_year_value(prose, reported, now)?;
    let grown = after.trim_start_matches('の').starts_with('増');
    let shrunk = after.trim_start_matches('の').starts_with('減');
    let unit = prose.part(&now.unit);
    let known = format!("前年度の記録では {last}{unit}");
    if prose.unit(change) == "％" {
        let part = match (grown, shrunk) {
            (true, _) => now.value.minus(last)?,
            (_, true) => last.minus(now.value)?,
            _ => now.value,
        };
        let (_, right) = percentage::judge(change.value, part, last)?;
        return Some(Slip::new(
            change.range(),
            format!("前年比が計算と合いません。{known}なので、{right}％です。"),
        ));
    }
    if prose.unit(change) != prose.unit(now) && !now.unit.is_empty() || !grown && !shrunk {
        return None;
    }
    let difference = now.value.minus(last)?;
    let said = if grown { change.value } else { Decimal::whole(0).minus(change.value)? };
    (said != difference).then(|| {
        let right = match difference.cmp(&Decimal::whole(0)) {
            std::cmp::Ordering::Less => format!("{}{unit}減", difference.abs()),
            std::cmp::Ordering::Equal => "増減なし".to_owned(),
            std::cmp::Ordering::Greater => format!("{difference}{unit}増"),
        };
        Slip::new(change.range(), format!("前年比が計算と合いません。{known}なので、{right}です。"))
    })
}

/// How many of the same there were, as far as last year's record says.
fn last_year_value(prose: &Prose<'_>, reported: &Reported<'_>, now: &Quantity) -> Option<Decimal> {
    let last = reported.last?;
    let noun = fold_noun(prose.part(&now.noun));
    let unit = prose.unit(now);
    if noun.is_empty() {
        return None;
    }
    let told = last.indicators.iter().find_map(|indicator| {
        // How much more there were is not how many.
        let is_change = CHANGES.iter().any(|word| indicator.name.value.contains(word));
        if is_change || !are_related(&fold_noun(&indicator.name), &noun) {
            return None;
        }
        let mut readings = indicator.actual.as_ref()?.readings(&indicator.unit);
        readings.find(|(_, other)| unit.is_empty() || *other == unit)
    });
    if let Some((value, _)) = told {
        return Some(value);
    }
    let texts: [Option<&Text>; 2] = [last.text(Field::Results), last.text(Field::Actions)];
    texts.into_iter().flatten().find_map(|text| {
        Quantity::all(text)
            .into_iter()
            .find(|then| {
                let same_unit = text.value.get(then.unit.clone()) == Some(prose.part(&now.unit));
                let then_noun = text.value.get(then.noun.clone()).map(fold_noun);
                then.is_amount() && same_unit && then_noun.as_deref() == Some(noun.as_str())
            })
            .map(|then| then.value)
    })
}

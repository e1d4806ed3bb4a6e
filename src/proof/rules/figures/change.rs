//! 前年比: by how much something changed, against last year's record.

use std::ops::Range;

use super::comparison::{Comparison, comparisons};
use super::direction::is_about;
use super::indicator::is_in_unit_of;
use super::recorded::{Records, contradicted};
use super::verdict::{judge, scaled_like, typed_like};
use crate::diagnostics::Code;
use crate::language::Quantity;
use crate::language::script::{is_kanji, is_katakana};
use crate::proof::facts::{Facts, ReportedMeasure};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Change,
    title: "前年比が前年度の記録と合わない",
    explanation: "「42か所（前年比５か所増）」や「50件（前年比91.7％）」の前年比を、前年度の記録の実績と比べます。\
        前年度の記録（指標の実績か成果の文章）に同じものの数があるときだけ調べます。\
        合わないときは、今年度の数、前年比、前年度の記録のどれかが誤っています。",
    wrong: &[
        "成果: 募金額は5,012千円で、前年度に比べて146千円増加しました。\n前年度:\n  指標目標: 募金の増加\n  成果: 募金額は4,876千円でした。",
        "成果: 利用者は延べ560人（前年度比40人増）でした。\n前年度:\n  指標目標: 利用500人\n  成果: 利用者は28人でした。利用者は延べ530人でした。",
        "指標目標: 団員560人\n指標: [{名称: 消防団員数, 単位: 人, 目標: 560, 実績: 548}]\n成果: 消防団員数：548人\n取組内容: 退団が34人に上り、団員数は前年度より13人増加しました。\n前年度:\n  指標目標: 団員560人\n  指標: [{名称: 消防団員数, 単位: 人, 目標: 560, 実績: 561}]",
        "成果: |-\n  利用者は延べ648人でした。\n  前年度の延べ573人より57人増えました。\n前年度:\n  指標目標: 利用600人\n  成果: 利用者は延べ573人でした。",
        "成果: 産後ケアの利用：74回（訪問31回、日帰り28回、宿泊15回。前年度より32回増）\n前年度:\n  指標目標: 利用60回\n  成果: 産後ケアの利用：52回",
        "成果: 設置42か所（前年比５か所増）\n前年度:\n  指標目標: 設置40か所\n  成果: 設置36か所",
        "成果: 閲覧数：年間8,800件（前年比約89％）\n前年度:\n  指標目標: 閲覧数の増加\n  指標: [{名称: 閲覧数, 単位: 件, 目標: 9000, 実績: 10000}]",
        "成果: 登録者26名（前年度比３名増）\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者29名",
        "成果: 登録者30名（前年比25％増）\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者40名",
        "成果: 登録者は、前年度比34人増の486人でした。\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者520人",
        "成果: |-\n  登録者：486人（新規30人）\n  前年度より34人増えました。\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者520人",
        "成果: 登録者は50名で、前年度より16％減りました。\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者60名",
        "指標目標: 登録者の増加\n指標: [{名称: 登録者, 単位: 人, 目標: 500, 実績: 486}]\n成果: 登録者は486人で、前年度の530人から44人減りました。\n前年度:\n  指標目標: 登録者の増加\n  指標: [{名称: 登録者, 単位: 人, 目標: 500, 実績: 520}]",
    ],
    right: &[
        "成果: 利用者は延べ560人で、前年度より30人増えました。\n前年度:\n  指標目標: 利用500人\n  成果: 利用者は28人（延べ530人）でした。",
        "成果: 募金額は5,012千円で、前年度に比べて136千円増加しました。\n前年度:\n  指標目標: 募金の増加\n  成果: 募金額は4,876千円でした。",
        "指標目標: 団員560人\n指標: [{名称: 消防団員数, 単位: 人, 目標: 560, 実績: 548}]\n成果: 消防団員数：548人\n取組内容: 退団が34人に上り、団員数は前年度より13人減少しました。\n前年度:\n  指標目標: 団員560人\n  指標: [{名称: 消防団員数, 単位: 人, 目標: 560, 実績: 561}]",
        "成果: |-\n  利用者は延べ648人でした。\n  前年度の延べ573人より75人増えました。\n前年度:\n  指標目標: 利用600人\n  成果: 利用者は延べ573人でした。",
        "成果: 参加者：54人（新たに20人。前年度より９人増）\n前年度:\n  指標目標: 参加者50人\n  成果: 参加者：45人",
        "成果: 設置42か所（前年比５か所増）\n前年度:\n  指標目標: 設置40か所\n  成果: 設置37か所",
        "成果: 閲覧数：年間8,800件（前年比約88％）\n前年度:\n  指標目標: 閲覧数の増加\n  指標: [{名称: 閲覧数, 単位: 件, 目標: 9000, 実績: 10000}]",
        "成果: 登録者26名（前年度比３名減）\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者29名",
        "成果: 登録者26名（前年度比３名増）\n前年度:\n  指標目標: 登録者の増加",
        "成果: 登録者30名（前年比25％減）\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者40名",
        "成果: 登録者は50名で、前年度より17％減りました。\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者60名",
        "成果: 登録者は、前年度比34人減の486人でした。\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者520人",
        "成果: 登録者は486人（前年度比△34人）でした。\n前年度:\n  指標目標: 登録者の増加\n  成果: 登録者520人",
        "成果: 会費は31千円（前年比１千円増）\n前年度:\n  指標目標: 会費\n  指標: [{名称: 会費, 単位: 千円, 目標: 30, 実績: 30}]",
        "成果: サロン数74（前年比２か所増）\n前年度:\n  指標目標: サロン数の増加\n  指標: [{名称: サロン数の前年比増, 単位: か所, 目標: 1, 実績: 2}]",
    ],
    check: Check::Booklet(check),
};

fn check(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let Some(records) = Records::of(facts, reported) else { continue };
        for prose in facts.texts_of(reported).iter().filter(|prose| prose.cell.field.is_report()) {
            let mut told: Vec<Finding> = Vec::new();
            let compared = comparisons(prose);
            for comparison in &compared {
                told.extend(match comparison.before {
                    Some(before) => before_is_not_recorded(prose, reported, comparison, before),
                    None => not_as_recorded(prose, &records, comparison),
                });
            }
            // Where the sentence has both numbers, it is judged by them.
            let is_judged = |finding: &Finding| {
                let overlaps =
                    |other: &Range<usize>| other.start < finding.range.end && finding.range.start < other.end;
                told.iter().any(|other| overlaps(&other.range))
                    || compared.iter().any(|comparison| {
                        comparison.before.is_some()
                            && comparison.change.is_some_and(|change| overlaps(&change.number))
                    })
            };
            let more: Vec<Finding> =
                contradicted(prose, &records).into_iter().filter(|finding| !is_judged(finding)).collect();
            for finding in told.into_iter().chain(more) {
                findings.in_text(prose, finding);
            }
        }
    }
}

/// 「前年度比34人増」 beside a number that is not so many more than last year's.
fn not_as_recorded(prose: &Prose<'_>, records: &Records, comparison: &Comparison<'_>) -> Option<Finding> {
    let Comparison { now, change, said, of_last_year, .. } = comparison;
    let change = change.filter(|_| *of_last_year)?;
    // 「登録者は、前年度比34人増の486人」
    let topic = (now.number.start > change.number.start).then(|| topic(prose, change));
    let last = records.last_year(prose, now, topic)?;
    let verdict = judge(prose, comparison, last)?;
    let unit = prose.part(&now.unit);
    let end = said.as_ref().map_or(change.unit.end, |said| said.range.end.max(change.unit.end));
    let start = said.as_ref().map_or(change.number.start, |said| said.range.start.min(change.number.start));
    let last = scaled_like(prose, &now.number, last);
    let message =
        format!("前年比が計算と合いません。前年度の記録では {last}{unit}なので、{}です。", verdict.right);
    let finding = Finding::new(start..end, message);
    Some(match verdict.edit {
        Some((edit, right)) if start <= edit.start && edit.end <= end => {
            let [head, tail] = [prose.part(&(start..edit.start)), prose.part(&(edit.end..end))];
            finding.propose([head, &right, tail].concat())
        }
        _ => finding,
    })
}

/// 「前年度の520人」 where last year's 指標 says another number of what this year's 指標 counts.
fn before_is_not_recorded(
    prose: &Prose<'_>,
    reported: &ReportedMeasure<'_>,
    comparison: &Comparison<'_>,
    before: &Quantity,
) -> Option<Finding> {
    let counted = reported.record.indicators.iter().find(|indicator| {
        let actual = indicator.actual.as_ref().map(|actual| actual.value);
        actual == Some(comparison.now.value) && is_in_unit_of(prose, comparison.now, indicator)
    });
    let counted = counted.filter(|_| comparison.of_last_year && !is_about(prose.as_str(), before))?;
    let last = reported
        .last?
        .indicators
        .iter()
        .find(|last| last.is_named(&counted.name.value) && last.unit.value == counted.unit.value)?;
    let recorded = last.actual.as_ref()?.value;
    (recorded != before.value).then(|| {
        let unit = prose.part(&before.unit);
        let message = format!("前年度の記録では、指標「{}」の実績は {recorded}{unit}です。", last.name.value);
        Finding::new(before.range(), message)
            .hint("前年度の数は、前年度の冊子に載せた数にそろえてください。")
            .propose([&typed_like(prose, &before.number, recorded), unit].concat())
    })
}

/// What the sentence speaks of before 「前年度比34人増」.
fn topic<'t>(prose: &Prose<'t>, change: &Quantity) -> &'t str {
    let text = prose.part(&(0..change.number.start));
    let at = ["前年", "昨年"].iter().filter_map(|word| text.rfind(word)).max().unwrap_or(0);
    let head = text[..at].trim_end_matches(['、', 'は', 'が', 'も']);
    let noun = head
        .char_indices()
        .rev()
        .take_while(|(_, character)| is_kanji(*character) || is_katakana(*character));
    noun.last().map_or("", |(start, _)| &head[start..])
}

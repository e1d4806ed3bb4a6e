//! One thing, two units.

use std::collections::BTreeMap;

use super::counted::{Counted, counted, where_is};
use crate::diagnostics::Code;
use crate::form::{Cell, Field};
use crate::language::{Decimal, are_related, fold_noun};
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TwoUnits,
    title: "同じものを二通りの単位で数えている",
    explanation: "同じものの同じ数が、ある所では「938世帯」、別の所では「938件」のように違う単位で書かれています。\
        人を数える「名」と「人」も、冊子の大半と違うほうを知らせます。どちらかにそろえてください。",
    wrong: &[
        "成果: 一人暮らしの見守り訪問事業938世帯\n---\n成果: 一人暮らしの見守り訪問事業利用世帯数（938件）",
        "取組内容: 朗読ボランティア養成講座を７回開きました。\n成果: 朗読ボランティア養成講座（７件）",
        "申込み10名\n受付11名\n参加12名\n修了13名\n登録14名\n派遣15名\n紹介16名\n退会17名\n休会18名\n復帰19名\n見学20人",
        "成果: 音訳の講座（22名）\n---\n成果: 音訳の講座（22件）",
        "成果: 手話奉仕員養成講座（15名）\n---\n成果: 手話（15か所）",
    ],
    right: &[
        "成果: 公民館の調理室で弁当を作り、3つの公民館で届けました。\n---\n成果: 公民館の調理室を使う会を3回開きました。",
        "成果: 一人暮らしの見守り訪問事業938世帯\n---\n成果: 一人暮らしの見守り訪問事業利用世帯数（938世帯）",
        "取組内容: 朗読ボランティア養成講座を７回開きました。\n成果: 朗読ボランティア養成講座（12名）",
        "申込み10名\n受付11名\n参加12名\n見学20人",
        "申込み10名\n受付11名\n参加12名\n修了13名\n登録14名\n派遣15名\n紹介16名\n退会17名\n休会18名\n復帰19名\n配食20世帯（45人）",
        "成果: 配食事業（20世帯・延べ20名）",
        "成果: 見守り（15名）\n---\n成果: 手話（15か所）",
        "成果: 手話の講座（20名）\n---\n成果: 手話の講座（20回）",
    ],
    check: Check::Booklet(two_units),
};

/// Whether different things are hardly ever as many: not as a few, and not as a round number.
fn is_telling(value: Decimal) -> bool {
    value.to_whole().is_some_and(|value| value >= 13 && value % 10 != 0)
}

/// What is done with many things, and names none of them.
const ACTS: &[&str] =
    &["参加", "開催", "実施", "登録", "利用", "設置", "相談", "講座", "研修", "全体", "合計", "会議", "訪問"];

/// Whether one noun is the beginning of the other: 手話 of 手話奉仕員養成講座.
fn abbreviates(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// How many names of one number are compared with each other; more than a booklet has.
const MOST_NAMES: usize = 64;

fn two_units(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let target = facts.target();
    people(facts, findings);
    let mut by_value: BTreeMap<Decimal, Vec<(Counted<'_>, String)>> = BTreeMap::new();
    for (prose, quantity) in counted(facts, move |cell| cell.field.is_report() || cell == target) {
        let noun = fold_noun(prose.part(&quantity.noun));
        let names = by_value.entry(quantity.value).or_default();
        let unit = prose.unit(quantity);
        let known = names.iter().any(|((other, found), name)| *name == noun && other.unit(found) == unit);
        let enough = if is_telling(quantity.value) { 2 } else { 6 };
        if noun.chars().count() >= enough
            && !ACTS.contains(&noun.as_str())
            && !known
            && names.len() < MOST_NAMES
        {
            names.push(((prose, quantity), noun));
        }
    }
    for names in by_value.values() {
        for (index, ((prose, quantity), noun)) in names.iter().enumerate() {
            let unit = prose.unit(quantity);
            let earlier = names[..index].iter().find(|((other, found), name)| {
                let other_unit = other.unit(found);
                // How many people came to how many meetings are two things, but seldom as many.
                let comparable = is_people(other_unit) == is_people(unit) || is_telling(quantity.value);
                // 「3つの公民館」 has no name for what it counts.
                let is_named = !matches!(unit, "つ") && !matches!(other_unit, "つ");
                other_unit != unit
                    && is_named
                    && comparable
                    && (are_related(name, noun) || abbreviates(name, noun))
            });
            if let Some(((other, found), _)) = earlier {
                findings.in_text(
                    prose,
                    Finding::new(
                        quantity.range(),
                        format!(
                            "同じものが、{}では「{}」と数えられています。",
                            where_is(other),
                            other.part(&found.range())
                        ),
                    )
                    .hint("どちらかの単位にそろえてください。"),
                );
            }
        }
    }
}

fn is_people(unit: &str) -> bool {
    matches!(unit, "名" | "人" | "名分" | "人分")
}

/// 名 and 人: the one that hardly anybody uses.
fn people(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let target = facts.target();
    let is_wanted = move |cell: Cell| cell.field.is_report() || [Field::Next.into(), target].contains(&cell);
    let people: Vec<Counted<'_>> = counted(facts, is_wanted)
        .filter(|(prose, quantity)| {
            // The members of households are 人 everywhere: 「539世帯（1,929人）」.
            let before = prose.part(&(0..quantity.number.start)).trim_end_matches(['（', '(']);
            matches!(prose.unit(quantity), "名" | "人") && !before.ends_with("世帯")
        })
        .collect();
    let count = |unit: &str| people.iter().filter(|(prose, quantity)| prose.unit(quantity) == unit).count();
    let (mei, nin) = (count("名"), count("人"));
    // One in ten is a slip; more is a way of writing.
    let (rare, usual) = match (mei, nin) {
        (mei, nin) if nin > 0 && mei >= nin * 10 => ("人", "名"),
        (mei, nin) if mei > 0 && nin >= mei * 10 => ("名", "人"),
        _ => return,
    };
    for (prose, quantity) in people.iter().filter(|(prose, quantity)| prose.unit(quantity) == rare) {
        findings.in_text(
            prose,
            Finding::new(
                quantity.range(),
                format!("この冊子では人を「{usual}」で数えていますが、ここは「{rare}」です。"),
            )
            .hint(format!("「{}{usual}」にそろえてください。", prose.part(&quantity.number))),
        );
    }
}

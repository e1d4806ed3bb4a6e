//! A name of the plan with a slip.

use std::collections::BTreeMap;
use std::ops::Range;

use super::near_names::{Names, Neighbours, Slip, is_name_part};
use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::runs;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::PlanName,
    title: "計画にある名前と一字違う",
    explanation: "計画、事業、重点的取組、担当係、発行者などの名前にある５字以上の語と、一字だけ違う語が文章に一か所あります。\
        字の抜け、重なり、入れ替わり、打ち誤りを調べます。別の語なら、記録に校正除外を書きます。",
    wrong: &[
        "事業名: 総合相談窓口の充実\n成果: 総合相段窓口を開きました。",
        "事業名: 災害ボランティアセンターの運営\n成果: 災害ボランティアアセンターの訓練を行いました。",
        "事業名: 権利擁護支援の推進\n取組内容: 権利擁護援支の研修を開きました。",
    ],
    right: &[
        "事業名: 総合相談窓口の充実\n成果: 総合相談窓口を開きました。",
        "事業名: 障害者支援事業\n成果: 障害児支援事業も知らせました。",
        "事業名: 第１層協議体の運営\n成果: 第２層協議体の会議を開きました。",
        "事業名: 総合相談窓口の充実\n成果: 総合相談の窓口を開きました。",
    ],
    check: Check::Booklet(plan_names),
};

/// The fewest characters of a part of a name that tells itself apart.
const SHORTEST: usize = 5;

fn plan_names(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut names = Names::default();
    let mut known: Vec<&str> = Vec::new();
    let mut typed: BTreeMap<&str, Vec<(&Prose<'_>, Range<usize>)>> = BTreeMap::new();
    let plan = &facts.model.plan;
    let sections = plan.sections.iter().map(|section| section.value.as_str());
    let own = facts.texts.iter().filter(|prose| is_name(prose)).map(Prose::as_str).chain(sections);
    for text in own {
        known.extend(runs(text, is_name_part).into_iter().map(|run| &text[run]));
    }
    for prose in facts.texts.iter().filter(|prose| !is_name(prose)) {
        for run in runs(prose.as_str(), is_name_part) {
            typed.entry(prose.part(&run)).or_default().push((prose, run));
        }
    }
    for name in known.iter().filter(|name| name.chars().count() >= SHORTEST) {
        names.add(name, typed.get(*name).map_or(0, Vec::len) + 2);
    }
    let neighbours = Neighbours::of(facts);
    for (word, places) in &typed {
        let [(prose, range)] = places.as_slice() else { continue };
        if word.chars().count() + 1 < SHORTEST || known.contains(word) {
            continue;
        }
        let characters: Vec<char> = word.chars().collect();
        let is_told = |_: &[char], _: Slip| true;
        let Some((part, name)) = names.slipped(&characters, &neighbours, is_told) else { continue };
        let bytes =
            |count: usize| range.start + characters[..count].iter().map(|one| one.len_utf8()).sum::<usize>();
        let message = format!("計画にある「{name}」と、一字だけ違います。");
        let hint = format!("同じものなら「{name}」にそろえてください。別の語なら、そのままでかまいません。");
        findings.in_text(
            prose,
            Finding::new(bytes(part.start)..bytes(part.end), message).hint(hint).propose(name),
        );
    }
}

/// Whether a text is one of the plan's names.
fn is_name(prose: &Prose<'_>) -> bool {
    matches!(
        prose.cell.field,
        Field::Name
            | Field::Publisher
            | Field::Strategy
            | Field::Policy
            | Field::Priority
            | Field::Initiative
            | Field::Title
    )
}

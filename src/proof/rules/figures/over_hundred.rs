//! Percentages that are more than a whole has.

use crate::diagnostics::Code;
use crate::language::script::sentences;
use crate::language::{Decimal, Quantity};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::OverHundred,
    title: "割合が100％を超えている",
    explanation: "「内訳は…」や人数の後のかっこの中の割合を足すと、100％を超えています。出席率や受診率のように、\
        100％を超えるはずのない割合も調べます。いくつも選べる問いなら、「複数回答」と書いてください。",
    wrong: &[
        "来場者の内訳は、市内が62％、県内が25％、県外が23％でした。",
        "参加者は160人（男性62％、女性48％）でした。",
        "研修の出席率は108％でした。",
        "利用者の構成比は、10代20％、20代35％、30代以上55％です。",
    ],
    right: &[
        "来場者の内訳は、市内が62％、県内が25％、県外が13％でした。",
        "受診率は、男性62％、女性71％でした。",
        "参加者は160人（満足62％、家族と来た48％。複数回答）でした。",
        "目標に対する達成率は108％でした。",
        "参加の内訳は、市内が33.4％、県内が33.3％、県外が33.4％でした。",
        "受診者は160人（受診率62％、前年48％）でした。",
    ],
    check: Check::Text(over_hundred),
};

/// Rates that no part can lift over 100.
const SHARES: &[&str] = &[
    "出席率",
    "受診率",
    "回収率",
    "回答率",
    "正答率",
    "接種率",
    "受検率",
    "修了率",
    "就職率",
    "進学率",
    "面談率",
    "欠席率",
];

/// What else than a breakdown stands side by side.
const NOT_PARTS: &[&str] =
    &["率", "前年", "昨年", "前回", "年度", "比", "複数", "目標", "うち", "延べ", "重複", "増", "減"];

fn over_hundred(prose: &Prose<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = prose
        .quantities
        .iter()
        .filter(|quantity| prose.unit(quantity) == "％" && quantity.value > Decimal::whole(100))
        .filter(|quantity| {
            let noun = prose.part(&quantity.noun);
            SHARES.iter().any(|share| noun.ends_with(share)) && !prose.is_change(quantity)
        })
        .map(|quantity| {
            let noun = prose.part(&quantity.noun);
            Finding::new(quantity.range(), format!("「{noun}」は100％を超えません。"))
                .hint("元の資料で、割合と、もとの二つの数を確かめてください。")
        })
        .collect();
    for (start, sentence) in sentences(prose.as_str()) {
        let end = start + sentence.len();
        let mut groups = vec![bracketed(prose, start, end)];
        let named = ["内訳は", "内訳が", "内訳：", "構成比は", "構成は", "割合の内訳"];
        let breakdown =
            named.iter().filter_map(|word| sentence.find(word).map(|at| start + at + word.len())).min();
        groups.extend(breakdown.map(|at| vec![(at..end, parts(prose, at, end))]));
        for (range, parts) in groups.into_iter().flatten() {
            findings.extend(judge(prose, &range, &parts));
        }
    }
    findings
}

type Group<'q> = (std::ops::Range<usize>, Vec<&'q Quantity>);

fn parts<'q>(prose: &'q Prose<'_>, start: usize, end: usize) -> Vec<&'q Quantity> {
    let inside = prose.quantities.iter().filter(|quantity| (start..end).contains(&quantity.number.start));
    inside.filter(|quantity| prose.unit(quantity) == "％").collect()
}

/// What stands in brackets right after a number of people or things.
fn bracketed<'q>(prose: &'q Prose<'_>, start: usize, end: usize) -> Vec<Group<'q>> {
    let text = prose.as_str();
    let wholes = prose.quantities.iter().filter(|quantity| (start..end).contains(&quantity.number.start));
    let wholes =
        wholes.filter(|whole| whole.is_amount() && !whole.unit.is_empty() && prose.unit(whole) != "％");
    wholes
        .filter_map(|whole| {
            let rest = text.get(whole.unit.end..end)?;
            let inside = rest.strip_prefix(['（', '('])?;
            let from = end - inside.len();
            let to = from + inside.find(['）', ')'])?;
            Some((from..to, parts(prose, from, to)))
        })
        .collect()
}

fn judge(prose: &Prose<'_>, range: &std::ops::Range<usize>, parts: &[&Quantity]) -> Option<Finding> {
    let (first, last) = (parts.first()?, parts.last()?);
    let text = prose.part(range);
    if parts.len() < 2 || NOT_PARTS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let sum = Decimal::sum(parts.iter().map(|part| part.value))?;
    // Each may have been rounded up by half of its last digit.
    let decimals = parts.iter().map(|part| part.value.decimals()).min().unwrap_or(0);
    let slack = i64::try_from(parts.len()).ok()?;
    let most = Decimal::sum([Decimal::whole(100), Decimal::new(slack * 5, decimals + 1)])?;
    (sum > most).then(|| {
        let addition: Vec<String> = parts.iter().map(|part| part.value.to_string()).collect();
        let message = format!("内訳の割合を足すと {sum}％になります（{}）。", addition.join("＋"));
        Finding::new(first.number.start..last.unit.end, message)
            .hint("元の資料で確かめてください。いくつも選べる問いなら「複数回答」と書いてください。")
    })
}

//! 今年度 beside a year's name.

use super::named_years::NamedYear;
use crate::diagnostics::Code;
use crate::form::Field;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ThisYear,
    title: "「今年度」と年度名の食い違い",
    explanation: "「今年度（令和４年度）」のように、「今年度」「本年度」がほかの年度の名前と並んでいるか、今年度の記録の文章に前の年度のことを言う文があります。\
        今年度がどの年度のことか、読む人に分からなくなります。前の年度や次の年度と比べる言い方はかまいません。",
    wrong: &[
        "本年度は講座を開きました。令和４年度の参加者は12名です。",
        "今年度、令和４年度は講座を開きました。",
        "今年度（令和６年度）の講座は、12回開きました。",
    ],
    right: &[
        "今年度は講座を開きました。",
        "令和５年度は講座を開きました。",
        "今年度（令和５年度）は講座を開きました。",
        "今年度の講座は、令和６年度の準備のために開きました。",
        "今年度の参加者は12名で、令和４年度の10名より増えました。",
        "今後の方針: 今年度の実績を踏まえ、令和６年度は回数を増やします。",
    ],
    check: Check::Booklet(this_year),
};

fn this_year(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let this_year = u32::from(facts.year.starts_in());
    for prose in &facts.texts {
        let text = prose.as_str();
        let relative = ["今年度", "本年度"].iter().find_map(|word| {
            let at = text.find(word)?;
            Some(at..at + word.len())
        });
        let Some(range) = relative else { continue };
        let years = NamedYear::all(text);
        let other = years.iter().filter(|year| year.starts_in != this_year).find(|year| {
            let between = text.get(range.end..year.range.start);
            let apposed = between.is_some_and(|between| {
                between.chars().all(|character| "、，（(・＝= 　「".contains(character))
            });
            apposed
                || is_report(prose)
                    && year.starts_in < this_year
                    && year.starts_in + 2 >= this_year
                    && year.is_own(text, this_year)
        });
        if let Some(other) = other {
            let message =
                format!("同じ文章に{}もあり、どの年度のことか分かりにくくなっています。", other.name);
            let hint = format!("{}と書いてください。", facts.book.year.label);
            findings.in_text(prose, Finding::new(range, message).hint(hint));
        }
    }
}

fn is_report(prose: &Prose<'_>) -> bool {
    matches!(prose.cell.field, Field::Actions | Field::Results)
}

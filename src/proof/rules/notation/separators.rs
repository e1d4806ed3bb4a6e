//! 桁区切り: the separators of large numbers.

use crate::diagnostics::{Code, Severity};
use crate::language::script::digit;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Findings, Rule, Slip};

pub(super) static RULE: Rule = Rule {
    code: Code::Separators,
    severity: Severity::Warning,
    title: "桁区切りの誤り",
    explanation: "数の桁区切りは、半角のコンマで三桁ごとに入れます。位置の違うもの、全角のもの、ほかの数にはあるのに抜けているものをお知らせします。\
        「5,600,00円」のように位置の違うものは、数字が抜けていないか元の資料で確かめてください。",
    wrong: &[
        "会費：5,600,00円",
        "会費：5，600，000円",
        "会費：5,600,000円\n寄附：1200000円",
        "閲覧数：50,178件\n前年の閲覧数：48000件",
    ],
    right: &[
        "会費：5,600,000円\n寄附：1,200,000円",
        "2023年度の会費は1200円でした。",
        "参加者は12，講師は３名でした。",
        "会費：500円\n寄附：1,200円",
    ],
    check: Check::Booklet(separators),
};

fn separators(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let separated = facts
        .texts
        .iter()
        .any(|prose| prose.quantities.iter().any(|number| prose.part(&number.number).contains(',')));
    for prose in &facts.texts {
        for number in &prose.quantities {
            let written = prose.part(&number.number);
            let groups: Vec<&str> = written.split([',', '，']).collect();
            let [first, rest @ ..] = groups.as_slice() else { continue };
            let whole: String = written.chars().filter(|&character| digit(character).is_some()).collect();
            let well_placed = (1..=3).contains(&first.chars().count())
                && rest.iter().all(|group| group.chars().count() == 3);
            let slip = if rest.is_empty() {
                let missing = separated && number.is_amount() && !number.unit.is_empty();
                if !missing || whole.chars().count() < 4 || whole != written {
                    continue;
                }
                Slip::new(number.number.clone(), "桁区切りがありません。ほかの数には付いています。")
                    .propose(number.value.to_string())
            } else if !well_placed {
                // An enumeration is no number.
                if !written.contains(',') && !rest.iter().any(|group| group.chars().count() >= 3) {
                    continue;
                }
                Slip::new(number.number.clone(), "桁区切りの位置が三桁ごとではありません。")
                    .hint("数字が抜けたり余ったりしていないか、元の資料で確かめてください。")
            } else if written.contains('，') {
                Slip::new(number.number.clone(), "桁区切りが全角です。").propose(written.replace('，', ","))
            } else {
                continue;
            };
            findings.slip(prose, slip);
        }
    }
}

//! 桁区切り: the separators of large numbers.

use crate::diagnostics::{Code, Severity};
use crate::language::magnitude;
use crate::language::script::is_digit;
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
        "会費：12万3,456円",
    ],
    check: Check::Booklet(separators),
};

const SEPARATORS: [char; 2] = [',', '，'];

fn separators(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let separated = facts
        .texts
        .iter()
        .any(|prose| prose.quantities.iter().any(|number| prose.part(&number.number).contains(',')));
    for prose in &facts.texts {
        for number in &prose.quantities {
            let written = prose.part(&number.number);
            let slip = if !written.contains(SEPARATORS) {
                let missing = separated && number.is_amount() && !number.unit.is_empty();
                if !missing || written.chars().count() < 4 || !written.chars().all(is_digit) {
                    continue;
                }
                Slip::new(number.number.clone(), "桁区切りがありません。ほかの数には付いています。")
                    .propose(number.value.to_string())
            } else if !is_well_placed(written) {
                // An enumeration is no number.
                let is_short = |group: &str| group.chars().count() < 3;
                if !written.contains(',') && written.split(SEPARATORS).skip(1).all(is_short) {
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

/// Whether separators stand before every three digits; 万 and its like part digits too: 12万3,456.
fn is_well_placed(written: &str) -> bool {
    written.split(|character| magnitude(character).is_some()).all(|digits| {
        let mut groups = digits.split(SEPARATORS).map(|group| group.chars().count());
        let first = groups.next().unwrap_or_default();
        let rest: Vec<usize> = groups.collect();
        rest.is_empty() || (1..=3).contains(&first) && rest.iter().all(|&length| length == 3)
    })
}

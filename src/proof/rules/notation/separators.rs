//! 桁区切り: the separators of large numbers.

use super::digits::torn;
use crate::diagnostics::Code;
use crate::language::magnitude;
use crate::language::script::{is_digit, to_half_width};
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Separators,
    title: "桁区切りの誤り",
    explanation: "数の桁区切りは、半角のコンマで三桁ごとに入れます。位置の違うもの、全角のもの、ほかの数にはあるのに抜けているものをお知らせします。\
        「4.870人」や「17、800円」のように、コンマの所にほかの記号のあるものもお知らせします。「5,600,00円」のように位置の違うものは、数字が抜けていないか元の資料で確かめてください。",
    wrong: &[
        "会費：5,600,00円",
        "会費：5，600，000円",
        "会費：１８，５００円",
        "会費：5,600,000円\n寄附：1200000円",
        "閲覧数：50,178件\n前年の閲覧数：48000件",
        "来場者は4.870人でした。",
        "寄附は17、800円でした。",
        "来場者は５、500人でした。",
        "賛助会員680、500円でした。",
        "売上額：2、460,800円",
        "前年度の54回、2、016人から増えました。",
        "家庭系12、480tでした。",
    ],
    right: &[
        "会費：5,600,000円\n寄附：1,200,000円",
        "2023年度の会費は1200円でした。",
        "参加者は12，講師は３名でした。",
        "会費：500円\n寄附：1,200円",
        "会費：12万3,456円",
        "補助金は12万5,000円、事業費は3億2,000万円でした。",
        "会費は1,200円、2024会計年度の決算です。電話は0495-22-1234、〒367-0052です。",
        "一人当たり2.125時間、重さは1.250kgでした。",
        "会費は300、500円の二通りで、第1、100人目の方に記念品を渡しました。",
        "プラン21、120人、令和4、150人、50、100円、大人500、300円、2、3人、5、10、100回",
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
        for range in torn(prose) {
            let right: String = prose
                .part(&range)
                .chars()
                .map(|character| if is_digit(character) { to_half_width(character) } else { ',' })
                .collect();
            let message = "桁区切りのコンマの所に、別の記号があります。";
            findings.in_text(prose, Finding::new(range, message).propose(right));
        }
        for number in prose.quantities.iter().filter(|number| !prose.is_in_identifier(&number.number)) {
            let written = prose.part(&number.number);
            let finding = if !written.contains(SEPARATORS) {
                let missing = separated && number.is_amount() && !number.unit.is_empty();
                let names_a_year = prose.as_str()[number.number.end..].starts_with("会計");
                if !missing || names_a_year || written.chars().count() < 4 || !written.chars().all(is_digit) {
                    continue;
                }
                Finding::new(number.number.clone(), "桁区切りがありません。ほかの数には付いています。")
                    .propose(number.value.to_string())
            } else if !is_well_placed(written) {
                // An enumeration is no number.
                let is_short = |group: &str| group.chars().count() < 3;
                if !written.contains(',') && written.split(SEPARATORS).skip(1).all(is_short) {
                    continue;
                }
                Finding::new(number.number.clone(), "桁区切りの位置が三桁ごとではありません。")
                    .hint("数字が抜けたり余ったりしていないか、元の資料で確かめてください。")
            } else if written.contains('，') {
                Finding::new(number.number.clone(), "桁区切りが全角です。")
                    .propose(written.chars().map(to_half_width).collect::<String>())
            } else {
                continue;
            };
            findings.in_text(prose, finding);
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

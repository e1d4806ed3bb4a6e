//! 事業名 against what the measure plans and aims at.

use super::near_names::{Slip, is_contrast, is_name_part};
use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{is_kanji, is_katakana};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TitleDiffers,
    title: "事業名と年次計画の食い違い",
    explanation: "事業名と、同じ事業の年次計画や指標目標が、一字か一語だけ違います。\
        「周知と利用の促進」と「利用の促進」のように、どちらかの直し忘れのことがあります。違ってよいときは、そのままでかまいません。",
    wrong: &[
        "事業名: 配食サービスの周知と利用の促進\n年次計画: [{内容: 配食サービスの利用の促進, 期間: R4-R6}]",
        "事業名: 総合相談窓口の充実\n年次計画: [{内容: 総合相段窓口の充実, 期間: R4-R6}]",
        "事業名: 災害ボランティアの養成\n指標目標: 災害ボランテアの養成",
    ],
    right: &[
        "事業名: 配食サービスの周知と利用の促進\n年次計画: [{内容: 配食サービスの周知と利用の促進, 期間: R4-R6}]",
        "事業名: 配食サービスの周知と利用の促進\n年次計画: [{内容: 利用の促進, 期間: R4-R6}]",
        "事業名: 第１層会議の開催\n年次計画: [{内容: 第２層会議の開催, 期間: R4-R6}]",
        "事業名: 総合相談窓口の充実\n年次計画: [{内容: 総合相談窓口の開設, 期間: R4}, {内容: 総合相談窓口の充実, 期間: R5-R6}]",
    ],
    check: Check::Booklet(title_differs),
};

/// Shorter titles are near others by chance.
const SHORTEST: usize = 6;

fn title_differs(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let texts = facts.texts_of(reported);
        let Some(title) = texts.iter().find(|prose| prose.cell.field == Field::Title) else { continue };
        let others: Vec<&Prose<'_>> = texts
            .iter()
            .filter(|prose| matches!(prose.cell.field, Field::Schedule | Field::Target))
            .collect();
        // Where the title stands among the bars, the others are other steps of the work.
        if others.iter().any(|other| other.as_str() == title.as_str()) {
            continue;
        }
        let bars = others.iter().filter(|other| other.cell.field == Field::Schedule).count();
        for other in others {
            let is_alone = bars == 1 || other.cell.field == Field::Target;
            if is_slip(other.as_str(), title.as_str())
                || is_alone && lost_word(other.as_str(), title.as_str())
            {
                let message = format!("事業名の「{}」と、少しだけ違います。", title.as_str());
                let hint = "どちらかの直し忘れでないか確かめてください。";
                let range = 0..other.as_str().len();
                findings.in_text(other, Finding::new(range, message).hint(hint).propose(title.as_str()));
            }
        }
    }
}

/// Whether two texts differ in one kanji or katakana that tells nothing apart.
fn is_slip(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|text| text.chars().collect::<Vec<char>>());
    if other.len() < SHORTEST || one.len() < SHORTEST {
        return false;
    }
    match Slip::between(&one, &other) {
        Some(Slip::Changed(at, wanted)) => {
            at + 1 < one.len()
                && is_name_part(one[at])
                && is_name_part(wanted)
                && !is_contrast(one[at], wanted)
        }
        Some(Slip::Lost(at)) => at > 0 && at < one.len() && is_name_part(other[at]),
        Some(Slip::Added(at)) => at > 0 && at + 1 < one.len() && is_name_part(one[at]),
        Some(Slip::Swapped(_)) => true,
        None => false,
    }
}

/// Whether one text is the other without one word and its 「と」 or 「・」 inside.
fn lost_word(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|text| text.chars().collect::<Vec<char>>());
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let lost = long.len() - short.len();
    if short.len() < 8 || !(2..=6).contains(&lost) {
        return false;
    }
    (1..short.len()).any(|at| {
        let word = &long[at..at + lost];
        let is_word = word.split_last().is_some_and(|(joint, word)| {
            matches!(joint, 'と' | '・') && word.iter().all(|part| is_kanji(*part) || is_katakana(*part))
        });
        is_word && long[..at] == short[..at] && long[at + lost..] == short[at..]
    })
}

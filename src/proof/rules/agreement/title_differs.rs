//! 事業名 against what the measure plans and aims at.

use super::near_names::{Slip, is_contrast, is_name_part};
use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{is_kanji, is_katakana};
use crate::language::words;
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
        "事業名: 学力の向上\n年次計画: [{内容: 学力向上, 期間: R4-R6}]",
        "事業名: 港まつりの開催\n年次計画: [{内容: 港祭りの開催, 期間: R4-R6}]",
        "事業名: 資源化の推進\n年次計画: [{内容: 資源の推進, 期間: R4-R6}]",
        "事業名: 災害ボランティアの養成\n指標目標: 災害ボランテアの養成",
    ],
    right: &[
        "事業名: 配食サービスの周知と利用の促進\n年次計画: [{内容: 配食サービスの周知と利用の促進, 期間: R4-R6}]",
        "事業名: 配食サービスの周知と利用の促進\n年次計画: [{内容: 利用の促進, 期間: R4-R6}]",
        "事業名: 資源化の推進\n年次計画: [{内容: 資源化の実施, 期間: R4-R6}]",
        "事業名: 学力の向上\n年次計画: [{内容: 学力の調査, 期間: R4}, {内容: 学力向上プランの実施, 期間: R5-R6}]",
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
            let (other_text, title_text) = (other.as_str(), title.as_str());
            let shortest = if is_alone { SHORTEST - 1 } else { SHORTEST };
            if is_slip(other_text, title_text, shortest)
                || is_alone && lost_word(other_text, title_text)
                || bars == 1 && is_same_said(other_text, title_text)
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
fn is_slip(one: &str, other: &str, shortest: usize) -> bool {
    let [one, other] = [one, other].map(|text| text.chars().collect::<Vec<char>>());
    if other.len() < shortest || one.len() < shortest {
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

/// Whether two texts are the same but for a の or for kanji and kana: 学力の向上 and 学力向上, 港まつり and 港祭り.
fn is_same_said(one: &str, other: &str) -> bool {
    let reading = |text: &str| -> Option<String> {
        words::cut(text).iter().map(|word| word.reading(text).map(std::borrow::Cow::into_owned)).collect()
    };
    one.replace('の', "") == other.replace('の', "")
        || reading(one).is_some_and(|one| reading(other).is_some_and(|other| one == other))
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

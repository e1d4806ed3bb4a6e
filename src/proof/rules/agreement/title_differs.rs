//! A title that is nearly written in the measure's own 年次計画 or 指標目標.

use std::ops::Range;

use strsim::osa_distance;

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::{before, is_digit, is_hiragana, is_kanji};
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TitleDiffers,
    title: "事業名が一字違う",
    explanation: "その事業の年次計画や指標目標、文章の中に、事業名と一字だけ違う言葉（抜け、余り、入れ替わり）があります。どちらかの打ち誤りです。別の物の名前なら、記録に校正除外を書きます。",
    wrong: &[
        "事業名: 福祉教育の推進\n指標目標: 福祉育教の推進",
        "事業名: 地域見守り活動の支援\n年次計画: [{内容: 地域見守活動の支援, 期間: R4-R6}]",
        "事業名: ふれあい食堂の開設\n成果: ふれい食堂の開設に向けて準備しました。",
    ],
    right: &[
        "事業名: 福祉教育の推進\n指標目標: 福祉教育の推進",
        "事業名: 第１層協議体の設置\n指標目標: 第２層協議体の設置",
        "事業名: 見守り\n成果: 見回りを始めました。",
    ],
    check: Check::Booklet(title_differs),
};

/// Shorter titles are like other words by chance.
const SHORTEST: usize = 6;

fn title_differs(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for reported in &facts.reported {
        let title = &reported.measure.title.value;
        if title.chars().count() < SHORTEST {
            continue;
        }
        for prose in facts.texts_of(reported).iter().filter(|prose| prose.cell.field != Field::Title) {
            if let Some(range) = nearly(prose.as_str(), title) {
                let message = format!("事業名は「{title}」です。");
                let finding = Finding::new(range, message).propose(title.as_str());
                findings
                    .in_text(prose, finding.hint("事業名のほうが誤りなら、事業のファイルを直してください。"));
            }
        }
    }
}

/// Whether a word lost a character, has one too many or two that changed places. A particle left out, 「団体と連携」 for
/// 「団体との連携」, and another word of the kind are how people write.
fn is_slip(part: &str, name: &str) -> bool {
    let mut rest: Vec<char> = part.chars().collect();
    let mut changed: Vec<char> = Vec::new();
    for character in name.chars() {
        match rest.iter().position(|other| *other == character) {
            Some(at) => drop(rest.remove(at)),
            None => changed.push(character),
        }
    }
    let is_replaced = !rest.is_empty() && !changed.is_empty();
    let in_kana_word = |name: &str, character: char| {
        name.char_indices().filter(|&(_, other)| other == character).any(|(at, _)| {
            before(name, at).is_some_and(|beside| is_kanji(beside) || is_hiragana(beside))
                && !"のをにとがはへでもやなど".contains(character)
        })
    };
    let counts = |name: &str, character: char| !is_hiragana(character) || in_kana_word(name, character);
    !is_replaced
        && rest.iter().all(|&character| counts(part, character))
        && changed.iter().all(|&character| counts(name, character))
}

/// Where a text has something that is one character away from a name, and nothing else is meant: the first and last characters
/// are those of the name, and no digit differs.
fn nearly(text: &str, name: &str) -> Option<Range<usize>> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let length = name.chars().count();
    let (first, last) = (name.chars().next()?, name.chars().next_back()?);
    let digits = |text: &str| text.chars().filter(|character| is_digit(*character)).collect::<String>();
    for start in (0..characters.len()).filter(|&start| characters[start].1 == first) {
        for length in [length - 1, length, length + 1] {
            let Some(&(at, end)) = characters.get(start + length - 1).filter(|(_, end)| *end == last) else {
                continue;
            };
            let range = characters[start].0..at + end.len_utf8();
            let part = &text[range.clone()];
            // 「福祉教育の推進」 inside 「福祉教育の推進進」 is right.
            let holds_name = text[range.start..].starts_with(name) || text[..range.end].ends_with(name);
            if !holds_name
                && osa_distance(part, name) == 1
                && digits(part) == digits(name)
                && is_slip(part, name)
            {
                return Some(range);
            }
        }
    }
    None
}

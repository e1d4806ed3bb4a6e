//! A sentence of another measure, word for word.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Code;
use crate::form::Field;
use crate::language::script::sentences;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::CopiedSentence,
    title: "ほかの事業と同じ文",
    explanation: "取組内容か成果に、別の事業のシートと一字一句同じ長い文があります。別のシートを写して書き直すときに残ったものかもしれません。\
        三つ以上の事業にある決まった言い方は知らせません。二つの事業に共通の取組なら、記録に校正除外を書きます。",
    wrong: &[
        "成果: 自治会の皆様と協力して高齢の方のお宅を回り、困りごとを伺いました。\n---\n成果: 自治会の皆様と協力して高齢の方のお宅を回り、困りごとを伺いました。",
        "取組内容: 講座を開きました。小学校の体育館をお借りして、防災の講話と炊き出しの訓練を行いました。\n---\n取組内容: 小学校の体育館をお借りして、防災の講話と炊き出しの訓練を行いました。",
        "取組内容: 新しい担い手を増やすために、公民館の祭りで活動の写真を展示しました。\n---\n成果: 新しい担い手を増やすために、公民館の祭りで活動の写真を展示しました。",
    ],
    right: &[
        "成果: 自治会の皆様と協力して高齢の方のお宅を回りました。\n---\n成果: 学校の皆様と協力して高齢の方のお宅を回りました。",
        "成果: 見守りを続けました。\n---\n成果: 見守りを続けました。",
        "今後の方針: 自治会の皆様と協力して高齢の方のお宅を回り、困りごとを伺います。\n---\n今後の方針: 自治会の皆様と協力して高齢の方のお宅を回り、困りごとを伺います。",
    ],
    check: Check::Booklet(copied_sentence),
};

/// Shorter sentences say the same by chance.
const SHORTEST: usize = 25;

fn copied_sentence(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let texts =
        || facts.texts.iter().filter(|prose| matches!(prose.cell.field, Field::Actions | Field::Results));
    let long = |text: &'_ str| text.trim().chars().count() >= SHORTEST;
    let mut pages: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for prose in texts() {
        for (_, sentence) in sentences(prose.as_str()).filter(|(_, sentence)| long(sentence)) {
            pages.entry(sentence.trim()).or_default().extend(prose.page);
        }
    }
    for prose in texts() {
        for (start, sentence) in sentences(prose.as_str()) {
            let Some([first, second]) = pages
                .get(sentence.trim())
                .map(|pages| pages.iter().copied().collect::<Vec<_>>())
                .and_then(|pages| <[u32; 2]>::try_from(pages).ok())
            else {
                continue;
            };
            // Sheets that share more than one sentence share them on purpose.
            if pages.values().filter(|both| both.iter().eq([&first, &second])).count() > 1 {
                continue;
            }
            // Which of the two was copied, nobody knows; it is told once, at the later.
            if prose.page == Some(second) {
                let message = format!("{first}頁のシートに、一字一句同じ文があります。");
                findings.in_text(
                    prose,
                    Finding::new(start..start + sentence.len(), message)
                        .hint("写したまま残っている文でないか、両方のシートを確かめてください。"),
                );
            }
        }
    }
}

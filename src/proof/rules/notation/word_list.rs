//! A word that the council's list wants otherwise.

use super::spelling::{finder, is_whole_word};
use crate::diagnostics::Code;
use crate::proof::facts::Facts;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::WordList,
    title: "用語集と違う語",
    explanation: "data/用語.yaml に「誤」として挙げた語です。「正」の語に直してください。\
        ほかの語の一部（「包括」に対する「包括的」など）と、動詞の一部（「取り組み」に対する「取り組みました」など）は、知らせません。",
    wrong: &[
        "用語: [{正: 地域包括支援センター, 誤: [包括]}]\n成果: 包括と協力しました。",
        "用語: [{正: 子ども, 誤: [子供, こども]}]\n成果: 子供と遊びました。",
        "用語: [{正: 障がい, 誤: [障害]}]\n成果: 障害のある方",
        "用語: [{正: 取組, 誤: [取り組み]}]\n成果: 福祉の取り組みを進めました。",
        "用語: [{正: ガイド, 誤: [カ\u{3099}ゼット]}]\n成果: ガゼットを配りました。",
    ],
    right: &[
        "用語: [{正: 地域包括支援センター, 誤: [包括]}]\n成果: 地域包括支援センターと協力しました。",
        "用語: [{正: 子ども, 誤: [子供]}]\n成果: 子どもと遊びました。",
        "成果: 子供と遊びました。",
        "用語: [{正: 地域包括支援センター, 誤: [包括]}]\n成果: 包括的な支援を行いました。",
        "用語: [{正: 取組, 誤: [取り組み]}]\n成果: 見守りに取り組みました。取り組みやすい活動です。",
        "用語: [{正: ユーザー, 誤: [ユーザ]}]\n成果: ユーザビリティを高めました。",
        "用語: [{正: 障害, 誤: [障がい]}, {正: 障がい者作品展}]\n成果: 障がい者作品展を開きました。",
    ],
    check: Check::Booklet(word_list),
};

fn word_list(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    // The right words too: a wrong one may be a part of one.
    let words: Vec<(&str, Option<&str>)> = facts
        .model
        .words
        .iter()
        .flat_map(|word| {
            let right = word.right.value.as_str();
            let wrong = word.wrong.iter().map(move |wrong| (wrong.value.as_str(), Some(right)));
            std::iter::once((right, None)).chain(wrong)
        })
        .collect();
    let Some(finder) = finder(words.iter().map(|(word, _)| *word)) else { return };
    for prose in &facts.texts {
        for found in finder.find_iter(prose.as_str()) {
            if let (_, Some(right)) = words[found.pattern()]
                && is_whole_word(prose.as_str(), &found.range())
                && !prose.is_in_identifier(&found.range())
            {
                let message = format!("用語集では「{right}」です。");
                findings.in_text(prose, Finding::new(found.range(), message).propose(right));
            }
        }
    }
}

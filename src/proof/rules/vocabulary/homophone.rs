//! A word that sounds like the one that belongs there, by the words beside it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::diagnostics::Code;
use crate::language::script::is_kanji;
use crate::language::words::{Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::Homophone,
    title: "同音の語の変換の誤り",
    explanation: "「関係機関」を「関係期間」とするように、読みが同じで別の語になっています。前後の語から正しいと思われる語を示します。\
        そのままで正しいときは、校正除外に理由を書いてください。",
    wrong: &[
        "関係期間と連携しました。",
        "会員意外の方も参加しました。",
        "広報は以外に読まれていました。",
        "保護者を対照にした講座です。",
        "年度当所の計画を見直しました。",
        "責任を追求しました。",
        "新制度への意向が進みました。",
        "社会保証の学習会です。",
    ],
    right: &[
        "関係機関と連携し、募集期間を延ばしました。",
        "会員以外の方から、意外に便利だという声がありました。",
        "保護者を対象にした講座で、夜間とは対照的な様子でした。",
        "理想を追求し、責任を追及し、真理を追究しました。",
        "利用者の意向を確かめながら移行しました。",
    ],
    check: Check::Text(|prose| found(prose).collect()),
};

/// A right word with what stands beside it.
#[derive(Debug)]
struct Phrase {
    word: &'static str,
    before: Beside,
    after: &'static str,
}

/// What stands before a word.
#[derive(Debug)]
enum Beside {
    /// These characters.
    Text(&'static str),
    /// A noun, without a particle.
    Noun,
    /// は, が or も, a mark, or nothing.
    Gap,
}

/// By reading, right words with their neighbours. A line of the file is the reading, a right word and its phrases, in which 「～」 stands for
/// the word: `キカン 機関 関係～`. 「名～」 is the word after any noun, 「助～」 after は, が, も or a mark.
static PHRASES: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<_, Vec<Phrase>> = HashMap::new();
    for line in include_str!("homophones.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split_whitespace();
        let (Some(reading), Some(word)) = (fields.next(), fields.next()) else { continue };
        let of_word = phrases.entry(reading).or_default();
        of_word.extend(fields.filter_map(|phrase| phrase.split_once('～')).map(|(before, after)| {
            let before = match before {
                "名" => Beside::Noun,
                "助" => Beside::Gap,
                text => Beside::Text(text),
            };
            Phrase { word, before, after }
        }));
    }
    phrases
});

/// Words of one reading of which each may be right where the other is: which one a council writes, its own texts say.
const EITHER: &[[&str; 2]] = &[
    ["体制", "態勢"],
    ["配布", "配付"],
    ["制作", "製作"],
    ["作成", "作製"],
    ["改定", "改訂"],
    ["世帯", "所帯"],
    ["表示", "標示"],
];

/// What is found in a text.
pub(super) fn found<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Finding> + 'p {
    (0..prose.words.len()).filter_map(|index| {
        let (range, right) = misheard(prose, index)?;
        let wrong = prose.part(&range);
        let message = format!("「{wrong}」は「{right}」の変換の誤りと思われます。");
        Some(Finding::new(range, message).hint(format!("「{right}」に直してください。")).propose(right))
    })
}

/// A word of a text that sounds like the one which belongs there, with that one.
pub(super) fn misheard(prose: &Prose<'_>, index: usize) -> Option<(Range<usize>, &'static str)> {
    let word = prose.words.get(index).filter(|word| word.is_noun())?;
    let surface = prose.surface(word);
    if !surface.chars().all(is_kanji) || surface.chars().count() < 2 {
        return None;
    }
    let reading = word.reading(prose.as_str())?;
    let phrases = PHRASES.get(reading.as_ref())?;
    let mut fits = phrases.iter().filter(|phrase| phrase.fits(prose, index, word)).peekable();
    let right = fits.peek()?.word;
    let is_either = EITHER.iter().any(|pair| pair.contains(&right) && pair.contains(&surface));
    (fits.all(|phrase| phrase.word == right && right != surface) && !is_either)
        .then(|| (word.range.clone(), right))
}

impl Phrase {
    fn fits(&self, prose: &Prose<'_>, index: usize, word: &Word) -> bool {
        let text = prose.as_str();
        let last = index.checked_sub(1).and_then(|last| prose.words.get(last));
        let before = match self.before {
            Beside::Text(before) => text[..word.range.start].ends_with(before),
            // 今回意外に is right, 会員意外に is not.
            Beside::Noun => last.is_some_and(|last| {
                last.is_noun()
                    && last.part != Part::AdverbialNoun
                    && prose.surface(last).chars().any(is_kanji)
            }),
            Beside::Gap => {
                last.is_none_or(|last| ["は", "が", "も", "、", "。", "「"].contains(&prose.surface(last)))
            }
        };
        before && text[word.range.end..].starts_with(self.after)
    }
}

//! A word that sounds like the one that belongs there, by the words beside it.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::usual::usual_words;
use crate::diagnostics::Code;
use crate::language::script::is_kanji;
use crate::language::words::{Conjugation, Part, Word, known};
use crate::proof::corpus::Corpus;
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};
use crate::proof::rules::notation::is_listed;

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
        "医師の講話を聴きました。\n---\n保健師の講和を聴きました。",
        "新しい記事を政策しました。",
        "適性な配置を検討しました。",
        "146人からアンケートの解凍がありました。",
    ],
    right: &[
        "企業が公園を受け持つ制度です。",
        "17円の寄付を受けました。",
        "「ふるさと給食週間」に生産者を招きました。",
        "電子メールでの回答例を載せました。",
        "歌を募り、男声の団体を増やします。",
        "関係機関と連携し、募集期間を延ばしました。",
        "会員以外の方から、意外に便利だという声がありました。",
        "保護者を対象にした講座で、夜間とは対照的な様子でした。",
        "理想を追求し、責任を追及し、真理を追究しました。",
        "利用者の意向を確かめながら移行しました。",
        "地域の住まいへの利用者の移行を支え、本人の意向を尊重しました。",
        "支援期間の初めに、関係機関と話し合いました。",
        "長寿を祝い、敬意と感謝の気持ちを伝えました。経緯を説明しました。",
        "冷凍食品を解凍しました。新しい政策に沿って制作しました。",
        "入浴を介助し、就農した方に伴走しました。",
        "適性検査の後、適正な配置を検討しました。",
        "高齢者の問題なので、早い対応が課題です。",
    ],
    check: Check::Booklet(homophone),
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
    ["世帯", "所帯"],
    ["表示", "標示"],
    ["異常", "異状"],
    ["委譲", "移譲"],
    ["管理", "監理"],
    ["学習", "学修"],
    ["基準", "規準"],
    ["趣旨", "主旨"],
    ["追求", "追究"],
    ["成長", "生長"],
    ["低減", "逓減"],
    ["編成", "編制"],
    ["報償", "報奨"],
    ["検診", "健診"],
    ["探究", "探求"],
    ["食料", "食糧"],
];

/// A word that reports hardly have.
#[derive(Debug)]
struct Misplaced {
    /// Those of the same reading that they do have.
    right: Vec<&'static str>,
    /// What stands in a text where it is right all the same.
    excuses: Vec<&'static str>,
}

static MISPLACED: LazyLock<HashMap<&'static str, Misplaced>> = LazyLock::new(|| {
    let lines = include_str!("misplaced.txt").lines().filter(|line| !line.starts_with('#'));
    let entries = lines.filter_map(|line| {
        let mut fields = line.split(' ');
        let (word, right) = (fields.next()?, fields.next()?);
        Some((word, Misplaced { right: right.split('・').collect(), excuses: fields.collect() }))
    });
    entries.collect()
});

/// By reading, the usual words that する makes verbs of, and those that are stems of な.
static USUAL_STEMS: LazyLock<HashMap<String, Vec<(&'static str, Part)>>> = LazyLock::new(|| {
    let mut stems: HashMap<String, Vec<(&'static str, Part)>> = HashMap::new();
    for usual in usual_words() {
        let Some(word) = known(usual) else { continue };
        if let (Part::VerbalNoun | Part::AdjectivalNoun, Some(reading)) = (word.part, word.reading(usual)) {
            stems.entry(reading.into_owned()).or_default().push((usual, word.part));
        }
    }
    stems
});

/// Nouns that the dictionary takes for others than they are.
const STEMS_ALL_THE_SAME: &[&str] = &[
    "介助", "就農", "伴走", "給餌", "転作", "受章", "修業", "清浄", "適格", "正統", "平衡", "対称", "不要",
    "不用",
];

fn homophone(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for prose in &facts.texts {
        for index in 0..prose.words.len() {
            // Names are as their givers liked them.
            let by_phrase = misheard(prose, index)
                .filter(|(range, _)| !prose.is_quoted(range.start))
                .map(|(range, right)| (range, vec![right]));
            let found =
                by_phrase.or_else(|| misplaced(facts, prose, index)).or_else(|| no_stem(prose, index));
            let Some((range, right)) = found else { continue };
            let Some(right) = likeliest(facts.corpus(), &right) else { continue };
            let wrong = prose.part(&range);
            let message = format!("「{wrong}」は「{right}」の変換の誤りと思われます。");
            let hint = format!("「{right}」に直してください。");
            findings.in_text(prose, Finding::new(range, message).hint(hint).propose(right));
        }
    }
}

/// The one that the council writes most often; of as many, the first.
fn likeliest(corpus: &Corpus, words: &[&'static str]) -> Option<&'static str> {
    let most = words.iter().enumerate().max_by_key(|(at, word)| (corpus.count(word), Reverse(*at)));
    most.map(|(_, word)| *word)
}

/// Whether a word is neither one that the booklet has again nor one that the council calls its own.
fn is_strange(facts: &Facts<'_>, prose: &Prose<'_>, range: &Range<usize>) -> bool {
    facts.corpus().count(prose.part(range)) <= 1 && !is_listed(facts, prose, range)
}

/// A word of a text with those that it may be.
type Suspect = (Range<usize>, Vec<&'static str>);

/// A word that reports hardly have, in a text that says nothing of what it means, where the council's own texts have a usual word of its
/// reading beside the same words.
fn misplaced(facts: &Facts<'_>, prose: &Prose<'_>, index: usize) -> Option<Suspect> {
    let word = prose.words.get(index).filter(|word| word.is_noun())?;
    let Misplaced { right, excuses } = MISPLACED.get(prose.surface(word))?;
    let text = prose.as_str();
    let [before, after] = [&text[..word.range.start], &text[word.range.end..]];
    let is_excused = excuses.iter().any(|excuse| before.contains(excuse) || after.contains(excuse));
    if is_excused || prose.is_quoted(word.range.start) || !is_strange(facts, prose, &word.range) {
        return None;
    }
    let stands = |right: &&&str| facts.corpus().has_in_place(right, text, &prose.words, index);
    let right: Vec<_> = right.iter().filter(stands).copied().collect();
    (!right.is_empty()).then(|| (word.range.clone(), right))
}

/// A noun with する or な behind it that takes neither, where a usual word of its reading does: 政策する, 適性な配置.
fn no_stem(prose: &Prose<'_>, index: usize) -> Option<Suspect> {
    let text = prose.as_str();
    let word = prose.words.get(index).filter(|word| word.is_known)?;
    let surface = prose.surface(word);
    let next = prose.words.get(index + 1).filter(|next| next.range.start == word.range.end)?;
    let wanted = match next.part {
        Part::Verb if next.conjugation == Conjugation::Suru && next.base(text) == "する" => {
            Part::VerbalNoun
        }
        Part::Auxiliary if prose.surface(next) == "な" => {
            // 課題なので and 課題なのに are right.
            prose.words.get(index + 2).filter(|noun| prose.surface(noun).starts_with(is_kanji))?;
            Part::AdjectivalNoun
        }
        _ => return None,
    };
    let is_other = match wanted {
        Part::VerbalNoun => word.part == Part::Noun,
        _ => matches!(word.part, Part::Noun | Part::VerbalNoun),
    };
    let is_of_two = surface.chars().count() == 2 && surface.chars().all(is_kanji);
    if !is_other || !is_of_two || STEMS_ALL_THE_SAME.contains(&surface) {
        return None;
    }
    let stems = USUAL_STEMS.get(word.reading(text)?.as_ref())?;
    let right: Vec<_> = stems.iter().filter(|(_, part)| *part == wanted).map(|(word, _)| *word).collect();
    (!right.is_empty()).then(|| (word.range.clone(), right))
}

/// A word of a text that sounds like the one which belongs there, with that one.
pub(super) fn misheard(prose: &Prose<'_>, index: usize) -> Option<(Range<usize>, &'static str)> {
    let word = prose.words.get(index).filter(|word| word.is_noun())?;
    let surface = prose.surface(word);
    if !surface.chars().all(is_kanji) || surface.chars().count() < 2 {
        return None;
    }
    let reading = match surface {
        // The dictionary reads it おおぜい.
        "大勢" => Cow::Borrowed("タイセイ"),
        _ => word.reading(prose.as_str())?,
    };
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
        let after = &text[word.range.end..];
        // 受け持つ is not 受ける.
        let is_kept = self.after.ends_with(['受', 'け'])
            && after.trim_start_matches(['を', 'の']).starts_with("受け持");
        before && after.starts_with(self.after) && !is_kept
    }
}

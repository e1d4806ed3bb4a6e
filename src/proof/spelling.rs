//! 用字用語: words that the booklet, or the council's list, wants written in one way.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::facts::Facts;
use super::prose::Prose;
use super::rule::{Check, Findings, Rule, Slip};
use crate::diagnostics::{Code, Severity};
use crate::script::{after, before, is_hiragana, is_kanji, is_katakana, runs};

/// A katakana word without one of its long vowels, or without its middle dot.
pub static KATAKANA: Rule = Rule {
    code: Code::Katakana,
    severity: Severity::Warning,
    title: "カタカナ語の書き方が二通り",
    explanation: "同じカタカナ語が、長音の「ー」や中点の「・」のあるなしで二通りに書かれています。少ないほうを多いほうにそろえてください。",
    wrong: &[
        "コーディネーターを置きました。\n---\nコーディネーターと協力しました。コーディネータの研修です。",
        "サポーターが増えました。サポターの研修とサポーターの交流です。",
        "コミュニティ・ソーシャルワークの研修。\n---\nコミュニティソーシャルワークの講座。",
        "ニーズを伺い、ニーズに応え、ニーズを伝えました。新しいニズです。",
        "ソーシャル・ワーカーの研修と、ソシャル・ワークの講座",
    ],
    right: &[
        "コーディネーターを置きました。\n---\nコーディネーターの研修です。",
        "ボランティアとセンターとセンスの話",
        "コミュニティ・カフェの研修。\n---\nコミュニティバスの講座。",
        "バースの話、バースの絵、バースの歌。バスで行きました。",
    ],
    check: Check::Booklet(katakana),
};

/// A word in two spellings.
pub static TWO_SPELLINGS: Rule = Rule {
    code: Code::TwoSpellings,
    severity: Severity::Warning,
    title: "同じ語の書き方が二通り",
    explanation: "「か所」と「箇所」、「寄附」と「寄付」のように、同じ語が二通りに書かれています。少ないほうを多いほうにそろえてください。\
        「障がい者作品展」のような固有の名前は、data/用語.yaml に「正」として挙げるとそのままになります。",
    wrong: &[
        "設置は３か所です。\n---\n設置は４か所です。\n---\n設置は２ヶ所です。",
        "寄附を募りました。\n---\n寄附が増えました。寄付の文化を育みます。",
        "障害への理解を深めます。\n---\n障害のある方と障がいのある方の交流",
        "福祉の取組を進め、取組の輪を広げました。取り組みの成果です。",
        "受入れの準備と受入れの体制。受け入れの研修を行いました。",
        "用語: [{正: 寄付}]\n成果: 寄附を募りました。寄附が増えました。寄付の文化を育みます。",
    ],
    right: &[
        "設置は３か所です。\n---\n設置は４か所です。",
        "福祉の取組に取り組みました。",
        "受け入れます。受入れの体制",
        "申込みの受付を行い、申し込みました。",
        "用語: [{正: 障がい者作品展}]\n成果: 障害への理解を深め、障がい者作品展を開きました。",
    ],
    check: Check::Booklet(two_spellings),
};

/// A word that the council's list wants otherwise.
pub static WORD_LIST: Rule = Rule {
    code: Code::WordList,
    severity: Severity::Warning,
    title: "用語集と違う語",
    explanation: "data/用語.yaml に「誤」として挙げた語です。「正」の語に直してください。",
    wrong: &[
        "用語: [{正: 地域包括支援センター, 誤: [包括]}]\n成果: 包括と協力しました。",
        "用語: [{正: 子ども, 誤: [子供, こども]}]\n成果: 子供と遊びました。",
        "用語: [{正: 障がい, 誤: [障害]}]\n成果: 障害のある方",
    ],
    right: &[
        "用語: [{正: 地域包括支援センター, 誤: [包括]}]\n成果: 地域包括支援センターと協力しました。",
        "用語: [{正: 子ども, 誤: [子供]}]\n成果: 子どもと遊びました。",
        "成果: 子供と遊びました。",
        "用語: [{正: 障害, 誤: [障がい]}, {正: 障がい者作品展}]\n成果: 障がい者作品展を開きました。",
    ],
    check: Check::Booklet(word_list),
};

/// Words that such booklets write in more than one way. The first is that of 公用文作成の考え方, where it has one.
const SPELLINGS: &[&[&str]] = &[
    &["か所", "ヶ所", "カ所", "ヵ所", "ケ所", "箇所", "個所"],
    &["か月", "ヶ月", "カ月", "ヵ月", "ケ月", "箇月"],
    &["寄附", "寄付"],
    &["障害", "障がい", "障碍"],
    &["子ども", "子供"],
    &["一人暮らし", "ひとり暮らし", "独り暮らし"],
    &["一人ひとり", "一人一人", "ひとりひとり"],
    &["及び", "および"],
    &["並びに", "ならびに"],
    &["又は", "または"],
    &["様々", "さまざま"],
    &["皆様", "皆さま", "みなさま"],
    &["食料", "食糧"],
    &["全て", "すべて"],
    &["例えば", "たとえば"],
    &["分かりやすい", "わかりやすい"],
    &["位置付け", "位置づけ"],
    &["身に付け", "身につけ"],
    &["小・中学校", "小中学校"],
    &["新型コロナウイルス", "新型コロナウィルス"],
    &["できる", "出来る"],
    &["ください", "下さい"],
    &["配布", "配付"],
    &["呼びかけ", "呼び掛け"],
    &["働きかけ", "働き掛け"],
    &["まちづくり", "街づくり", "町づくり", "まち作り"],
    &["仕組みづくり", "仕組み作り"],
    &["つながり", "繋がり"],
    &["関わり", "係わり", "かかわり"],
    &["ウェブサイト", "Webサイト", "WEBサイト"],
    &["見直し", "見なおし"],
    &["行って", "行なって"],
    &["行いました", "行ないました"],
    &["引き続き", "引続き"],
    &["取組内容", "取り組み内容"],
];

/// Which of two spellings is meant, a name decides and not the number of times: nothing for a program to mend.
const UNLESS_A_NAME: &str =
    "団体や催しの名称なら data/用語.yaml の「正」に挙げ、そうでなければそろえてください。";

fn katakana(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let is_word = |character| is_katakana(character) || character == '・';
    // Words joined by dots count as a whole and one by one.
    let words = |prose: &Prose<'_>| -> Vec<Range<usize>> {
        let text = prose.as_str();
        let runs =
            runs(text, is_word).into_iter().map(|run| trimmed(text, run)).filter(|run| !run.is_empty());
        runs.flat_map(|run| {
            let joined = text[run.clone()].contains('・');
            let parts = crate::script::runs(&text[run.clone()], is_katakana).into_iter();
            let parts = parts.map(|part| run.start + part.start..run.start + part.end).filter(|_| joined);
            std::iter::once(run.clone()).chain(parts.collect::<Vec<_>>())
        })
        .collect()
    };
    for prose in &facts.texts {
        for run in words(prose) {
            *counts.entry(prose.part(&run)).or_default() += 1;
        }
    }
    // Words that are alike but for marks, most frequent first; of as many, the longest.
    let mut alike: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
    for (word, count) in counts {
        alike.entry(word.replace(['ー', '・'], "")).or_default().push((word, count));
    }
    for words in alike.values_mut() {
        words.sort_by_key(|&(word, count)| (count, word.len()));
    }
    alike.retain(|bare, words| words.len() > 1 && is_one_word(bare, words));
    for prose in &facts.texts {
        let mut told: Option<Range<usize>> = None;
        for run in words(prose) {
            let word = prose.part(&run);
            let Some(&(usual, _)) = alike.get(&word.replace(['ー', '・'], "")).and_then(|words| words.last())
            else {
                continue;
            };
            let inside = told.as_ref().is_some_and(|told| run.end <= told.end);
            if usual != word && !inside && !is_listed(facts, prose, &run) {
                let message = format!("ほかでは「{usual}」と書かれています。");
                findings.slip(prose, Slip::new(run.clone(), message).hint(UNLESS_A_NAME));
                told = Some(run);
            }
        }
    }
}

/// Whether words that are alike are likely one: of two characters, there are pairs that are not (ビル and ビール).
fn is_one_word(bare: &str, words: &[(&str, usize)]) -> bool {
    const OTHER_WORDS: &[&str] = &["ビル", "バス", "パス", "ドル", "カド", "ハト"];
    match bare.chars().count() {
        0 | 1 => false,
        2 => {
            let [.., (_, odd), (_, usual)] = words else { return false };
            odd * 3 <= *usual && !OTHER_WORDS.contains(&bare)
        }
        _ => true,
    }
}

/// A run without the dots that begin items or stand between them.
fn trimmed(text: &str, run: Range<usize>) -> Range<usize> {
    let word = &text[run.clone()];
    let start = run.start + (word.len() - word.trim_start_matches('・').len());
    let end = run.end - (word.len() - word.trim_end_matches('・').len());
    start..end.max(start)
}

fn two_spellings(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    // A word that the council's list knows, as the name of an event, is right as it is.
    let own = facts.model.words.iter().map(|word| word.right.value.as_str());
    let Some(finder) = finder(SPELLINGS.iter().copied().flatten().copied().chain(own.clone())) else {
        return;
    };
    let mut places: Vec<Vec<(&Prose<'_>, Range<usize>)>> = vec![Vec::new(); finder.patterns_len()];
    for prose in &facts.texts {
        for found in finder.find_iter(prose.as_str()) {
            if is_whole(prose.as_str(), &found.range()) {
                places[found.pattern()].push((prose, found.range()));
            }
        }
    }
    let mut rest = places.as_slice();
    for spellings in SPELLINGS {
        let group;
        (group, rest) = rest.split_at(spellings.len());
        if group.iter().filter(|places| !places.is_empty()).count() < 2 {
            continue;
        }
        let forms = || spellings.iter().copied().zip(group);
        // The council's own word; else the one that most write, of as many the first of the list.
        let listed = forms().find(|(spelling, _)| own.clone().any(|right| right == *spelling));
        let most = forms().rev().max_by_key(|(_, places)| places.len());
        let Some((usual, _)) = listed.or(most) else { continue };
        // What the list calls wrong is told by its own rule.
        let is_told = |spelling: &str| facts.model.words.iter().any(|word| word.is_wrong(spelling));
        let others = forms().filter(|(spelling, _)| *spelling != usual && !is_told(spelling));
        for (prose, range) in others.flat_map(|(_, places)| places) {
            let message = format!("ほかでは「{usual}」と書かれています。");
            findings.slip(prose, Slip::new(range.clone(), message).hint(UNLESS_A_NAME));
        }
    }
    kana_endings(facts, findings);
}

/// Whether a word is, or is a part of, one that the council's list calls right.
fn is_listed(facts: &Facts<'_>, prose: &Prose<'_>, range: &Range<usize>) -> bool {
    let mut right = facts.model.words.iter().map(|word| word.right.value.as_str());
    right.any(|right| {
        let mut places = prose.as_str().match_indices(right);
        places.any(|(at, _)| at <= range.start && range.end <= at + right.len())
    })
}

/// Finds any of some words in one pass over a text, the longest where there are several. None without words.
fn finder<'w>(words: impl Iterator<Item = &'w str>) -> Option<AhoCorasick> {
    let mut words = words.peekable();
    words.peek()?;
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()
}

/// Whether a spelling is a word there and not a part of one: 箇所付け is, 三箇所 is not.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let word = &text[range.clone()];
    let begins_with_kana = word.chars().next().is_some_and(is_hiragana);
    !(begins_with_kana
        && before(text, range.start).is_some_and(is_hiragana)
        && word.chars().all(is_hiragana)
        && word.chars().count() <= 3)
}

/// The spellings of a word, each with its places.
type Forms<'f> = BTreeMap<&'f str, Vec<(&'f Prose<'f>, Range<usize>)>>;

/// 送り仮名: nouns of two kanji with more or fewer kana between and after them: 受入れ and 受け入れ.
fn kana_endings(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    let mut alike: BTreeMap<String, Forms<'_>> = BTreeMap::new();
    for prose in &facts.texts {
        for range in nouns(prose.as_str()) {
            let word = prose.part(&range);
            let kanji = word.chars().filter(|&character| is_kanji(character)).collect();
            alike.entry(kanji).or_default().entry(word).or_default().push((prose, range));
        }
    }
    for forms in alike.values().filter(|forms| forms.len() > 1) {
        let usual = forms.iter().max_by_key(|(form, places)| (places.len(), std::cmp::Reverse(form.len())));
        let Some((&usual, _)) = usual else { continue };
        // 進め方 and 進み方 are two words.
        let others = forms
            .iter()
            .filter(|(form, _)| **form != usual && (leaves_out(usual, form) || leaves_out(form, usual)));
        for (form, places) in others {
            for (prose, range) in places.iter().filter(|(prose, range)| !is_listed(facts, prose, range)) {
                let message = format!("「{form}」は、ほかでは「{usual}」と書かれています。");
                findings.slip(prose, Slip::new(range.clone(), message).hint(UNLESS_A_NAME));
            }
        }
    }
}

/// Whether one word is the other without some of its characters.
fn leaves_out(shorter: &str, longer: &str) -> bool {
    let mut rest = longer.chars();
    shorter.len() < longer.len() && shorter.chars().all(|character| rest.any(|other| other == character))
}

/// What follows a noun, and not a verb's stem.
const AFTER_A_NOUN: &[char] = &['を', 'の', 'が', 'は', 'も', 'や', '」', '）', '。'];

/// Nouns of two kanji that come from a verb, with what kana they have.
fn nouns(text: &str) -> Vec<Range<usize>> {
    let is_part = |character| is_kanji(character) || is_hiragana(character);
    let mut nouns = Vec::new();
    for run in runs(text, is_part) {
        let characters: Vec<(usize, char)> =
            text[run.clone()].char_indices().map(|(at, character)| (run.start + at, character)).collect();
        for start in 0..characters.len() {
            let kind = |index: usize| characters.get(index).map(|&(_, character)| character);
            let kanji = |index: usize| kind(index).is_some_and(is_kanji);
            if !kanji(start) || start > 0 && kanji(start - 1) {
                continue;
            }
            let second = if kanji(start + 1) { start + 1 } else { start + 2 };
            let kana_between = kind(start + 1).is_some_and(|character| {
                matches!(
                    character,
                    'り' | 'き' | 'け' | 'み' | 'い' | 'ち' | 'え' | 'せ' | 'れ' | 'め' | 'び'
                )
            });
            if !kanji(second) || second == start + 2 && !kana_between {
                continue;
            }
            let last = match kind(second + 1) {
                Some('み' | 'れ' | 'ぎ' | 'け' | 'せ' | 'え' | 'き' | 'い' | 'り' | 'め') => {
                    second + 1
                }
                _ => second,
            };
            let ends_there = kind(last + 1).is_some_and(|next| AFTER_A_NOUN.contains(&next))
                || kind(last + 1).is_none()
                    && after(text, run.end).is_some_and(|next| AFTER_A_NOUN.contains(&next));
            if ends_there {
                let (at, character) = characters[last];
                nouns.push(characters[start].0..at + character.len_utf8());
            }
        }
    }
    nouns
}

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
            if let (_, Some(right)) = words[found.pattern()] {
                let message = format!("用語集では「{right}」です。");
                findings.slip(prose, Slip::new(found.range(), message).propose(right));
            }
        }
    }
}

//! A word in two spellings.

use std::collections::BTreeMap;
use std::ops::Range;

use super::spelling::{UNLESS_A_NAME, finder, is_listed};
use crate::diagnostics::Code;
use crate::language::script::{after, before, is_digit, is_hiragana, is_kanji, runs};
use crate::proof::facts::Facts;
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::TwoSpellings,
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
        "設置は３か所、改修の必要箇所は17か所です。",
        "行なって、行なって、連れて行って、連れて行きます。",
        "障害者総合支援法と障害者手帳の説明会、障がい者作品展",
        "申込みの受付を行い、申し込みました。",
        "用語: [{正: 障がい者作品展}]\n成果: 障害への理解を深め、障がい者作品展を開きました。",
    ],
    check: Check::Booklet(two_spellings),
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
            findings.in_text(prose, Finding::new(range.clone(), message).hint(UNLESS_A_NAME));
        }
    }
    kana_endings(facts, findings);
}

/// Whether a spelling is a word there and not a part of one: 箇所付け is, 三箇所 is not.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let word = &text[range.clone()];
    // 「必要箇所」 and 「三箇所」 have no other spelling; 「17箇所」 has.
    if matches!(word, "箇所" | "個所" | "箇月") {
        return before(text, range.start).is_some_and(|number| is_digit(number) || "数何".contains(number));
    }
    // 「連れて行って」
    if word.starts_with('行')
        && before(text, range.start).is_some_and(|particle| "てにへでっ".contains(particle))
    {
        return false;
    }
    if word == "障害" && is_of_law(text, range) {
        return false;
    }
    let begins_with_kana = word.chars().next().is_some_and(is_hiragana);
    !(begins_with_kana
        && before(text, range.start).is_some_and(is_hiragana)
        && word.chars().all(is_hiragana)
        && word.chars().count() <= 3)
}

/// What 障害 is called in laws and by authorities, however a council writes it.
const OF_LAW: &[&str] = &[
    "法",
    "手帳",
    "年金",
    "福祉",
    "支援区分",
    "雇用",
    "基本計画",
    "差別",
    "虐待",
    "総合支援",
    "自立支援",
    "児通所",
    "児支援",
    "児入所",
    "手当",
];

/// Whether 障害 stands in a word that a law has: 障害者総合支援法, 障害者手帳, 障害福祉サービス.
fn is_of_law(text: &str, range: &Range<usize>) -> bool {
    let rest = &text[range.end..];
    let end = rest.find(|character| !is_kanji(character)).unwrap_or(rest.len());
    OF_LAW.iter().any(|word| rest[..end].contains(word))
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
                findings.in_text(prose, Finding::new(range.clone(), message).hint(UNLESS_A_NAME));
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

//! A kanji for a kana that looks like it, or the other way round.

use std::ops::Range;

use super::katakana_word::is_well_known;
use crate::diagnostics::Code;
use crate::language::script::{after, before, is_hiragana, is_kanji, is_katakana, runs, sentence_at};
use crate::language::words::{Word, known, strain};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::KanaShape,
    title: "形の似たかなと漢字の誤り",
    explanation: "漢字の「力」とカタカナの「カ」、「一」と長音の「ー」、「口」と「ロ」のように、形の似た別の字が入っています。見た目では分かりにくくても、検索や読み上げで困ります。",
    wrong: &[
        "サ一ビスを続けました。",
        "協カをお願いしました。",
        "へルパーの研修です。",
        "窓ロで配りました。",
        "ー人暮らしの方を訪ねました。",
        "工ネルギーの講座です。",
        "会場ヘ集まりました。",
        "カードの二ーズを聞きました。",
        "渡していただくょう依頼しました。",
        "ホームべージに並ベた写真と、新しいアプりです。",
        "計画がまとまつた後、おむっの配達を始めました。",
    ],
    right: &[
        "サービス一覧を配り、協力をお願いしました。",
        "ヘルパーへ、センターへ、会場へ集まりました。",
        "２カ所、数カ月、三カ国の人口と窓口",
        "らーめんの店と、ア 事業の周知、イ 講座",
        "カヌー八名、テニス二名、カメラ力量",
        "かつて一つであった学校の跡地で、いつでも立ち寄れるつどいを開きました。",
        "おもちゃの修理と、ちょっとした困り事の相談をしょっちゅう受けました。",
    ],
    check: Check::Text(kana_shape),
};

/// Katakana and what looks like them.
const SHAPES: &[(char, char)] = &[
    ('カ', '力'),
    ('ニ', '二'),
    ('ロ', '口'),
    ('エ', '工'),
    ('タ', '夕'),
    ('ハ', '八'),
    ('ト', '卜'),
    ('ー', '一'),
    ('ヘ', 'へ'),
    ('ベ', 'べ'),
    ('ペ', 'ぺ'),
    ('リ', 'り'),
];

fn kana_shape(prose: &Prose<'_>) -> Vec<Finding> {
    let mut findings = small_kana(prose);
    for run in runs(prose.as_str(), |character| is_katakana(character) || to_katakana(character).is_some()) {
        let katakana = prose.part(&run).chars().filter(|character| is_katakana(*character)).count();
        let all = prose.part(&run).chars().count();
        if katakana == 1 && all == 1 {
            findings.extend(lone(prose, &run));
        } else if katakana > 0 && katakana < all {
            findings.extend(mixed(prose, &run));
        }
    }
    findings
}

/// Small kana where only large ones can stand, and the other way round: いただくょう, おむっの, まとまつた.
fn small_kana(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let (last, next) = (before(text, at), after(text, end));
        let right = match character {
            'ゃ' | 'ゅ' | 'ょ'
                if last.is_some_and(|last| is_hiragana(last) && !TAKES_SMALL.contains(last)) =>
            {
                match character {
                    'ゃ' => "や",
                    'ゅ' => "ゆ",
                    _ => "よ",
                }
            }
            'っ' if last.is_some_and(is_hiragana) && next.is_some_and(|next| "のをはが".contains(next)) => {
                "つ"
            }
            'つ' if next.is_some_and(|next| "たて".contains(next)) && is_lighter_small(text, at) => "っ",
            _ => continue,
        };
        if !prose.is_quoted(at) {
            findings.push(told(prose, at..end, right));
        }
    }
    findings
}

/// Kana behind which small ゃ, ゅ and ょ stand.
const TAKES_SMALL: &str = "きしちにひみりぎじぢびぴてでゃゅょー";

/// How much lighter a sentence has to be with a small っ.
const LIGHTER: i32 = 2000;

/// Whether the dictionary minds a sentence much less with っ for つ.
fn is_lighter_small(text: &str, at: usize) -> bool {
    let (start, sentence) = sentence_at(text, at);
    let place = at - start;
    let small = [&sentence[..place], "っ", &sentence[place + 'つ'.len_utf8()..]].concat();
    strain(&small) + LIGHTER < strain(sentence)
}

fn to_katakana(character: char) -> Option<char> {
    SHAPES.iter().find(|(_, other)| *other == character).map(|(katakana, _)| *katakana)
}

fn told(prose: &Prose<'_>, range: Range<usize>, right: &str) -> Finding {
    let wrong = prose.part(&range);
    let message = format!("「{wrong}」に、形の似た別の字が入っています。");
    Finding::new(range, message).hint(format!("「{right}」と打ち直してください。")).propose(right)
}

/// Kanji or hiragana among katakana: サ一ビス, 力ード, へルパー.
fn mixed(prose: &Prose<'_>, run: &Range<usize>) -> Vec<Finding> {
    let text = prose.as_str();
    let whole: String =
        prose.part(run).chars().map(|character| to_katakana(character).unwrap_or(character)).collect();
    // アプリ is younger than the dictionary.
    let is_word = |word: &str| known(word).is_some() || word == "アプリ" || is_well_known(word);
    for right in [whole.clone(), whole.replace('ベ', "ペ")] {
        if is_word(&right) {
            return vec![told(prose, run.clone(), &right)];
        }
    }
    let mut findings = Vec::new();
    for (at, character) in prose.part(run).char_indices() {
        let range = run.start + at..run.start + at + character.len_utf8();
        let Some(katakana) = to_katakana(character) else { continue };
        let is_between = |beside: Option<char>| beside.is_some_and(is_katakana);
        let (last, next) = (before(text, range.start), after(text, range.end));
        // へ and り are hiragana of their own between words of katakana: カフェへサポーターが.
        let stands_alone = is_hiragana(character) && !"べぺ".contains(character) || katakana == 'ハ';
        let fits = match next {
            Some('ー') => character != '一',
            next => is_between(last) && is_between(next),
        };
        if fits && !stands_alone {
            findings.push(told(prose, range, katakana.encode_utf8(&mut [0; 4])));
        }
    }
    findings
}

/// One katakana by itself, where a kanji makes a word with the one beside it: 協カ, 窓ロ; ー人; or ヘ for the particle.
fn lone(prose: &Prose<'_>, run: &Range<usize>) -> Option<Finding> {
    let text = prose.as_str();
    let (last, next) = (before(text, run.start), after(text, run.end));
    let katakana = after(text, run.start)?;
    if katakana == 'ヘ' {
        let is_particle = last.is_some_and(|last| is_kanji(last) || is_hiragana(last))
            && next.is_some_and(|next| is_kanji(next) || is_hiragana(next) || next == 'の' || next == '、');
        return is_particle.then(|| told(prose, run.clone(), "へ"));
    }
    if matches!(katakana, 'ベ' | 'ペ') {
        // 並ベた: the end of a verb.
        let is_ending = last.is_some_and(is_kanji) && next.is_some_and(is_hiragana);
        let right = if katakana == 'ベ' { "べ" } else { "ぺ" };
        return is_ending.then(|| told(prose, run.clone(), right));
    }
    let (_, shape) = SHAPES.iter().find(|(own, _)| *own == katakana)?;
    if is_hiragana(*shape) {
        return None;
    }
    if katakana == 'ー' {
        let begins = last.is_none_or(|last| !is_hiragana(last) || "のをにがはとでもや".contains(last));
        let is_word = next
            .filter(|next| is_kanji(*next))
            .is_some_and(|next| "人部緒定層般度覧環歩番時体員家".contains(next));
        let is_dash =
            last.is_some_and(|last| last.is_alphanumeric() && !is_hiragana(last) && !is_kanji(last));
        return (begins && is_word && !is_dash && !last.is_some_and(is_kanji))
            .then(|| told(prose, run.clone(), "一"));
    }
    let alone = |word: Option<&Word>| word.is_some_and(|word| prose.surface(word).chars().count() == 1);
    let place = prose.words.binary_search_by_key(&run.start, |word| word.range.start).ok()?;
    let word = prose.words.get(place).filter(|word| word.range == *run)?;
    let is_word = |first: Option<char>, second: Option<char>| -> Option<String> {
        let pair: String = [first?, second?].into_iter().collect();
        (pair.chars().all(is_kanji) && known(&pair).is_some()).then_some(pair)
    };
    let beside_last = alone(place.checked_sub(1).and_then(|last| prose.words.get(last)));
    let beside_next = alone(prose.words.get(place + 1));
    let with_last = is_word(last, Some(*shape)).filter(|_| beside_last || word.range.len() == 3);
    let with_next =
        is_word(Some(*shape), next).filter(|_| beside_next && last.is_none_or(|last| !is_kanji(last)));
    let counts = next.is_some_and(|next| "所月年国村条町点件".contains(next)) && katakana == 'カ';
    let found = with_last.or(with_next).filter(|_| !counts);
    found.map(|_| told(prose, run.clone(), shape.encode_utf8(&mut [0; 4])))
}

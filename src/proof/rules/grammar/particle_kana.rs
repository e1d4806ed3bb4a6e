//! A particle, or a word of kana, written as it sounds.

use super::slip::gain;
use crate::diagnostics::Code;
use crate::language::script::is_hiragana;
use crate::language::words::{Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::{Check, Finding, Rule};

pub(super) static RULE: Rule = Rule {
    code: Code::ParticleKana,
    title: "かなづかいの誤り",
    explanation: "助詞の「を」「は」「へ」が「お」「わ」「え」になっているか、「ずつ」「という」などのかなづかいが誤っています。",
    wrong: &[
        "講座お開きました。",
        "今年度わ、参加者が増えました。",
        "自宅え訪問しました。",
        "参加者が少しづつ増えました。",
        "子ども食堂とゆう居場所を作りました。",
        "後見１件お新たに受任しました。",
        "フードドライブわ、毎月行いました。",
        "地図お2,000部作りました。",
        "高台えの避難を呼びかけました。",
    ],
    right: &[
        "きりさわ農業協同組合と、きりさわの逸品を選びました。",
        "お知らせをお届けしました。",
        "参加者お一人お一人の声をお聞きしました。",
        "一人ずつ、間に合わせた講座という形で行いました。",
        "利用者お二人が、絵を描きました。",
        "お忙しい中お集まりいただきました。",
        "申込み、お問合せが増え、窓口を広げました。",
    ],
    check: Check::Text(particle_kana),
};

/// The kana of particles as they sound, what they are, and how much better the dictionary has to like that.
const PARTICLES: &[(&str, &str, i32)] = &[("お", "を", 2000), ("わ", "は", 3000), ("え", "へ", 3000)];

/// Words of kana that are often written as they sound.
const WORDS: &[(&str, &str)] = &[
    ("づつ", "ずつ"),
    ("こんにちわ", "こんにちは"),
    ("こんばんわ", "こんばんは"),
    ("とゆう", "という"),
    ("とゆった", "といった"),
    ("そうゆう", "そういう"),
    ("こうゆう", "こういう"),
    ("どうゆう", "どういう"),
    ("つずけ", "つづけ"),
    ("気ずき", "気づき"),
    ("気ずく", "気づく"),
    ("近ずき", "近づき"),
    ("近ずく", "近づく"),
    ("うなづき", "うなずき"),
    ("ひとつづき", "ひとつづき"),
    ("もとずき", "もとづき"),
    ("基ずき", "基づき"),
    ("基ずく", "基づく"),
    ("あるいわ", "あるいは"),
    ("もしくわ", "もしくは"),
    ("または、または", "または"),
    ("でわ、", "では、"),
    ("にわ、", "には、"),
    ("とわ、", "とは、"),
];

fn particle_kana(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let mut findings = Vec::new();
    for (index, word) in prose.words.iter().enumerate().skip(1) {
        let Some(before) = prose.words.get(index - 1).filter(|before| is_held(before, text)) else {
            continue;
        };
        for (sound, particle, sure) in PARTICLES {
            let Some(rest) = prose.surface(word).strip_prefix(sound) else { continue };
            // A word that only begins with the kana is looked at where the dictionary does not have it.
            if word.range.start != before.range.end || !rest.is_empty() && word.is_known {
                continue;
            }
            // お may be respect behind a particle, and え is in many words of kana.
            let is_noun = before.is_noun()
                || matches!(before.part, Part::DependentNoun | Part::Pronoun)
                || matches!(prose.surface(before), "」" | "）");
            let is_plain = match *sound {
                "お" => is_noun && !is_respect(prose, index),
                "え" => {
                    is_noun
                        && !prose.surface(before).ends_with(is_hiragana)
                        && (!text[word.range.end..].starts_with(is_hiragana)
                            || prose.words.get(index + 1).is_some_and(|next| {
                                matches!(prose.surface(next), "の" | "は" | "も") && next.is_particle()
                            }))
                }
                // きりさわの: a name of kana.
                _ => {
                    before.part == Part::Pronoun
                        || before.is_known && prose.surface(before).chars().count() >= 2
                        || !prose.surface(before).ends_with(is_hiragana)
                }
            };
            if !is_plain {
                continue;
            }
            let range = word.range.start..word.range.start + sound.len();
            if gain(text, &prose.words, index, &range, particle) >= *sure {
                findings.push(
                    Finding::new(range, format!("助詞の「{particle}」が「{sound}」になっています。"))
                        .propose(*particle),
                );
            }
        }
    }
    for (wrong, right) in WORDS.iter().filter(|(wrong, right)| wrong != right) {
        let found = text.match_indices(wrong).filter(|(at, _)| !is_word(prose, *at, wrong));
        findings.extend(found.map(|(at, _)| {
            Finding::new(at..at + wrong.len(), format!("「{wrong}」は「{right}」と書きます。"))
                .propose(*right)
        }));
    }
    findings
}

/// Whether お at a word pays respect: お二人, お集まりいただき, お渡しし.
fn is_respect(prose: &Prose<'_>, index: usize) -> bool {
    let part_of = |nth: usize| prose.words.get(nth).map(|word| word.part);
    let base_of = |nth: usize| prose.words.get(nth).map(|word| word.base(prose.as_str()));
    let is_verb = part_of(index + 1) == Some(Part::Verb);
    // お二人, and not 地図お2,000部.
    let is_people = part_of(index + 1) == Some(Part::Number)
        && prose.words.get(index + 1).is_some_and(|number| prose.surface(number).chars().count() == 1)
        && prose
            .words
            .get(index + 2)
            .is_some_and(|people| prose.surface(people).starts_with(['人', 'つ', '方']));
    is_people
        || is_verb
            && matches!(
                base_of(index + 2),
                Some("する" | "いたす" | "できる" | "に" | "の" | "願う" | "申し上げる")
            )
        || part_of(index + 1) != Some(Part::VerbalNoun)
            && matches!(base_of(index + 2), Some("いただく" | "頂く" | "いただける" | "くださる" | "下さる"))
}

/// Whether a word may have a particle behind it, as it stands.
fn is_held(word: &Word, text: &str) -> bool {
    let is_noun = word.is_noun() || matches!(word.part, Part::DependentNoun | Part::Pronoun);
    is_noun
        || matches!(word.surface(text), "」" | "）")
        || matches!(word.surface(text), "に" | "で" | "と" | "から" | "まで" | "など")
}

/// Whether kana at a place are a word of the dictionary, or parts of longer ones.
fn is_word(prose: &Prose<'_>, at: usize, wrong: &str) -> bool {
    let end = at + wrong.trim_end_matches('、').len();
    prose.words.iter().any(|word| {
        word.is_known
            && word.range.start <= at
            && end <= word.range.end
            && (word.range.start < at || end < word.range.end)
    })
}

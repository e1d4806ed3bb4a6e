//! Words that never stand side by side, whatever the sentence says: 教|た, 結ん|。, 書か|に.

use super::is_one_of;
use crate::language::script::is_kanji;
use crate::language::words::{self, Conjugation, Form, Part, Word};

/// Whether a word cannot stand behind the one before it.
pub(super) fn is_broken(words: &[Word], index: usize, text: &str) -> bool {
    let Some(before) = index.checked_sub(1).and_then(|before| words.get(before)) else { return false };
    let Some(word) = words.get(index) else { return false };
    let leading = index.checked_sub(2).and_then(|leading| words.get(leading));
    before.range.end == word.range.start
        && (is_form_alone(before, word, text)
            || is_ending_of_noun(leading, before, word, text)
            || is_stem_alone(leading, before, word, text)
            || is_past_of_plain(before, word, text)
            || is_of_old(before, word, text))
}

/// 結ん|。, 語っ|もらう, 書か|に: a form that wants a certain ending.
fn is_form_alone(word: &Word, next: &Word, text: &str) -> bool {
    let surface = word.surface(text);
    let is_verb = matches!(word.part, Part::Verb | Part::DependentVerb | Part::VerbSuffix);
    let begins = |kana: &str| next.surface(text).chars().next().is_some_and(|first| kana.contains(first));
    match word.form {
        Form::BeforeTa => {
            let is_stopped = is_verb && matches!(next.surface(text), "。" | "、");
            (is_verb || word.part == Part::Adjective)
                && (surface.contains(is_kanji) || is_stopped)
                && !begins("たてだでちじとっつこ")
                && !is_other_verb(surface)
        }
        Form::Negative => {
            is_verb
                && word.conjugation == Conjugation::Godan
                && surface.contains(is_kanji)
                && !matches!(next.part, Part::Auxiliary | Part::VerbSuffix | Part::Adjective)
                && !begins("なずぬんれせざさしじ")
        }
        // 書け|に: ば is wanted.
        Form::Conditional => is_verb && surface.contains(is_kanji) && next.surface(text) == "に",
        _ => false,
    }
}

/// Whether the kana of a form are those of another verb that goes on: 担い of 担う and of 担ぐ.
fn is_other_verb(surface: &str) -> bool {
    surface
        .strip_suffix('い')
        .is_some_and(|stem| words::known(&[stem, "う"].concat()).is_some_and(|word| word.part == Part::Verb))
}

/// 教|た, 増|て, 用|たい: what stands behind verbs alone, behind a noun.
fn is_ending_of_noun(leading: Option<&Word>, noun: &Word, ending: &Word, text: &str) -> bool {
    let surface = noun.surface(text);
    let is_noun = noun.is_noun() && (surface.ends_with(is_kanji) || surface == "め");
    let is_kana = ending.surface(text);
    match ending.part {
        Part::Auxiliary => {
            let is_object =
                leading.is_some_and(|leading| is_object(leading, text)) && surface.chars().count() == 1;
            is_noun
                && (matches!(ending.base(text), "た" | "たい") && !is_one_of("たろ たっ", is_kana)
                    || is_kana == "だ" && is_object)
        }
        Part::JoiningParticle => is_noun && matches!(is_kana, "て" | "ても"),
        Part::VerbSuffix => {
            is_noun && noun.is_known && matches!(ending.base(text), "れる" | "られる" | "せる" | "させる")
        }
        _ => false,
    }
}

fn is_object(word: &Word, text: &str) -> bool {
    word.part == Part::CaseParticle && word.surface(text) == "を"
}

/// 物件が多|、 and 分かりやす|改め: the stem of an adjective where a sentence goes on.
fn is_stem_alone(leading: Option<&Word>, stem: &Word, next: &Word, text: &str) -> bool {
    let is_said = leading.is_some_and(|leading| {
        matches!(leading.surface(text), "が" | "も" | "は") && leading.is_particle()
            || leading.part == Part::Verb && leading.form == Form::Continuing
    });
    let goes_on = matches!(next.surface(text), "、" | "。")
        || matches!(next.part, Part::Verb) && next.surface(text).starts_with(is_kanji);
    stem.part == Part::Adjective && stem.form == Form::BeforeGaru && is_said && goes_on
}

/// 行う|た, 開いた|いた.
fn is_past_of_plain(before: &Word, word: &Word, text: &str) -> bool {
    let is_past = word.part == Part::Auxiliary && word.surface(text) == "た" && word.base(text) == "た";
    let is_plain = matches!(before.part, Part::Verb | Part::VerbSuffix) && before.form == Form::Plain
        || before.part == Part::Adjective && before.form == Form::BeforeGaru;
    let is_behind_past = before.part == Part::Auxiliary
        && before.surface(text) == "た"
        && matches!(word.part, Part::Verb | Part::DependentVerb)
        && word.surface(text) == "い";
    is_past && is_plain || is_behind_past
}

/// Endings that nobody writes any more: what the dictionary makes of kana that are no word, つながり|り, 選べよう|る.
fn is_of_old(before: &Word, word: &Word, text: &str) -> bool {
    let surface = word.surface(text);
    word.part == Part::Auxiliary
        && (surface == "り" && before.surface(text).ends_with("り")
            || surface == "る" && before.part == Part::Auxiliary && before.surface(text) == "う")
}

/// Particles, and those that cannot stand behind them.
pub(super) const NEVER: &[(&str, &[&str])] = &[
    ("を", &["が", "に", "で", "へ", "は", "の", "と", "から", "より", "や", "のみ"]),
    ("が", &["を", "に", "で", "へ", "は", "の", "と", "のみ"]),
    ("に", &["を", "が", "で", "へ", "の"]),
    ("は", &["を", "が", "に", "で", "へ", "の"]),
    ("も", &["を", "は"]),
    ("で", &["を", "が", "に", "へ"]),
    ("へ", &["を", "が", "に"]),
    ("や", &["を", "が", "に", "の", "は", "も", "で", "へ"]),
];

/// Whether no sentence has two particles one behind the other.
pub(super) fn are_never_joined(first: &Word, second: &Word, text: &str) -> bool {
    first.is_particle()
        && second.is_particle()
        && NEVER.iter().any(|(particle, behind)| {
            *particle == first.surface(text) && behind.contains(&second.surface(text))
        })
}

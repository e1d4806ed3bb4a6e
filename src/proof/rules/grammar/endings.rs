//! Endings that cannot stand where they stand, whatever the hand did.

use super::joints::is_broken;
use super::slip::is_ended_twice;
use crate::language::script::{is_hiragana, is_kanji};
use crate::language::words::{Form, Part, Word};
use crate::proof::prose::Prose;
use crate::proof::rule::Finding;

/// Kana that the dictionary reads as words, and what they are.
const SHORTER: &[((&str, &str), &str)] = &[(("いま", "ます"), "います"), (("いま", "まし"), "いまし")];

/// Endings that cannot stand where they stand: 行うます, 講座ました, 多いですです.
pub(super) fn broken_endings(prose: &Prose<'_>) -> Vec<Finding> {
    let text = prose.as_str();
    let found = prose.words.windows(2).filter_map(|pair| {
        let [before, ending] = pair else { return None };
        // 話し合いいました: いる wants て before it.
        let is_continuing = before.part == Part::Verb
            && before.form == Form::Continuing
            && prose.surface(before).ends_with('い');
        if is_continuing
            && ending.part == Part::DependentVerb
            && prose.surface(ending) == "い"
            && before.range.end == ending.range.start
        {
            let whole = before.range.start..ending.range.end;
            let message = format!("「{}」のかなが重なっているようです。", prose.part(&whole));
            return Some(Finding::new(whole, message).propose(prose.surface(before)));
        }
        if ending.part != Part::Auxiliary
            || before.range.end != ending.range.start
            || prose.is_quoted(before.range.start)
        {
            return None;
        }
        let whole = before.range.start..ending.range.end;
        let (one, other) = (prose.surface(before), prose.surface(ending));
        let rest = prose.part(&(ending.range.end..text.len()));
        // 電話でします, ほめたたえ, and the style called ですます.
        if one == "でし"
            || (one, other) == ("です", "ます")
            || one == "た" && !rest.starts_with(['。', '、', '\n'])
        {
            return None;
        }
        if let Some(right) = SHORTER.iter().find(|(kana, _)| *kana == (one, other)) {
            return Some(Finding::new(whole, format!("「{one}{other}」は続きません。")).propose(right.1));
        }
        if ending.base(text) == "た" && before.part == Part::Auxiliary && one == "ます" {
            return Some(Finding::new(whole, format!("「{one}{other}」は続きません。")).propose("ました"));
        }
        if is_ended_twice(before, ending, text) {
            let finding = Finding::new(whole, format!("「{one}{other}」は続きません。"));
            return Some(if one == other {
                finding.propose(one)
            } else {
                finding.hint("どちらか一つにしてください。")
            });
        }
        let is_verb = matches!(before.part, Part::Verb | Part::DependentVerb | Part::VerbSuffix);
        let is_plain = is_verb && before.form == Form::Plain;
        let is_noun = matches!(before.part, Part::Noun | Part::VerbalNoun | Part::NounSuffix)
            && before.surface(text).contains(is_kanji)
            && !before.surface(text).ends_with(is_hiragana);
        (ending.base(text) == "ます" && (is_plain || is_noun) && before.is_known).then(|| {
            let finding = Finding::new(whole, format!("「{one}{other}」は続きません。"));
            if before.part == Part::VerbalNoun {
                finding.propose([one, "し", other].concat())
            } else {
                finding.hint("動詞の形を確かめてください。")
            }
        })
    });
    let joints = (0..prose.words.len()).filter_map(|index| broken_joint(prose, index));
    let three = prose.words.windows(3).filter_map(|three| broken_three(prose, three));
    let lost = LOST.iter().flat_map(|(wrong, right)| {
        text.match_indices(wrong).map(move |(at, _)| {
            Finding::new(at..at + wrong.len(), format!("「{wrong}」のかなが抜けているようです。"))
                .propose(*right)
        })
    });
    found.chain(joints).chain(three).chain(lost).collect()
}

/// Words of respect that are typed every day, with a kana lost.
const LOST: &[(&str, &str)] = &[
    ("お願し", "お願いし"),
    ("お願た", "お願いた"),
    ("お願申", "お願い申"),
    ("お伺し", "お伺いし"),
    ("お手伝し", "お手伝いし"),
    ("お断し", "お断りし"),
    ("お届し", "お届けし"),
    ("お招し", "お招きし"),
    ("お配し", "お配りし"),
    ("お送し", "お送りし"),
    ("お知せ", "お知らせ"),
    ("お問合せせ", "お問合せ"),
];

/// Two words that cannot stand side by side, where no slip of the hand was found: something is lost.
fn broken_joint(prose: &Prose<'_>, index: usize) -> Option<Finding> {
    let text = prose.as_str();
    let (before, word) = (prose.words.get(index.checked_sub(1)?)?, prose.words.get(index)?);
    // しする is a word for dying that nobody writes in kana.
    if before.part == Part::VerbalNoun && prose.surface(word) == "しする" {
        return Some(Finding::new(word.range.clone(), "「し」と「する」は続きません。").propose("する"));
    }
    if !is_broken(&prose.words, index, text) || prose.is_quoted(word.range.start) {
        return None;
    }
    let whole = before.range.start..word.range.end;
    let (one, other) = (prose.surface(before), prose.surface(word));
    // 開いたいた: the end stands twice.
    if let Some(past) = prose.words.get(index + 1).filter(|past| one == "た" && prose.surface(past) == "た")
    {
        let whole = before.range.start..past.range.end;
        let message = format!("「{}」のかなが重なっているようです。", prose.part(&whole));
        return Some(Finding::new(whole, message).propose("た"));
    }
    let finding = Finding::new(whole.clone(), format!("「{one}」と「{other}」は続きません。"));
    Some(match missing(before, word, text) {
        Some(kana) => finding.propose([one, kana, other].concat()),
        None => {
            finding.hint(format!("「{one}」の後のかなが抜けていないか、余っていないか確かめてください。"))
        }
    })
}

/// The kana that the form of a word wants behind it.
fn missing(before: &Word, word: &Word, text: &str) -> Option<&'static str> {
    let surface = before.surface(text);
    let is_ended = matches!(word.surface(text), "。" | "」");
    match before.form {
        Form::BeforeTa if before.part == Part::Adjective => Some("た"),
        Form::BeforeTa => {
            let is_voiced = surface.ends_with('ん') || before.base(text).ends_with('ぐ');
            let goes_on = matches!(word.part, Part::Verb | Part::DependentVerb) || word.surface(text) == "、";
            Some(match (goes_on, is_voiced) {
                (true, true) => "で",
                (true, false) => "て",
                (false, true) => "だ",
                (false, false) => "た",
            })
        }
        Form::Negative if word.surface(text) == "に" => Some("ず"),
        Form::BeforeGaru => Some(if is_ended { "い" } else { "く" }),
        _ => None,
    }
}

/// ましたです, and られように, where られるように was meant.
fn broken_three(prose: &Prose<'_>, three: &[Word]) -> Option<Finding> {
    let [first, second, third] = three else { return None };
    let text = prose.as_str();
    if prose.is_quoted(first.range.start) {
        return None;
    }
    let whole = first.range.start..third.range.end;
    let kana = prose.part(&whole);
    if first.base(text) == "ます" && (prose.surface(second), prose.surface(third)) == ("た", "です") {
        return Some(Finding::new(whole, "「ました」と「です」は続きません。").propose("ました"));
    }
    let stem = prose.surface(first).strip_suffix('よ').filter(|_| first.form == Form::Negative)?;
    let is_will = second.part == Part::Auxiliary && prose.surface(second) == "う";
    let rest = prose.part(&(third.range.end..text.len()));
    let is_passive = first.part == Part::VerbSuffix && matches!(first.base(text), "れる" | "られる");
    let is_way = match prose.surface(third) {
        "に" => first.part != Part::DependentVerb && !rest.starts_with(['も', 'よ', 'は']),
        "、" => is_passive && !rest.starts_with('と'),
        _ => false,
    };
    (is_will && is_way && stem.contains(|letter| is_kanji(letter) || is_passive)).then(|| {
        Finding::new(whole, format!("「{kana}」のかなが抜けているようです。"))
            .propose([stem, "るよう", prose.surface(third)].concat())
    })
}

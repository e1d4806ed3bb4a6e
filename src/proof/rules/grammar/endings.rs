//! Endings that cannot stand where they stand, whatever the hand did.

use super::slip::is_ended_twice;
use crate::language::script::{is_hiragana, is_kanji};
use crate::language::words::{Form, Part};
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
    found.collect()
}

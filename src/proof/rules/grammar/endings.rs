//! Endings that cannot stand where they stand, whatever the hand did.

use std::ops::Range;

use super::joints::is_broken;
use super::slip::is_ended_twice;
use crate::language::script::{is_hiragana, is_kanji};
use crate::language::words::{self, Conjugation, Form, Part, Word};
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
        if is_stem_before_polite(before, ending, text) {
            let past = rest.strip_prefix('た').map_or(0, |_| "た".len());
            return Some(lost_before_polite(prose, whole.start..whole.end + past));
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
    let polite = prose.words.windows(3).filter_map(|three| broken_polite(prose, three));
    let joints = (0..prose.words.len()).filter_map(|index| broken_joint(prose, index));
    let three = prose.words.windows(3).filter_map(|three| broken_three(prose, three));
    let lost = LOST.iter().flat_map(|(wrong, right)| {
        text.match_indices(wrong).map(move |(at, _)| {
            Finding::new(at..at + wrong.len(), format!("「{wrong}」のかなが抜けているようです。"))
                .propose(*right)
        })
    });
    found.chain(polite).chain(doubled_polite(prose)).chain(joints).chain(three).chain(lost).collect()
}

/// Whether a word before ます is a verb without its kana: 聞ました, まとました. Of verbs that are a kanji alone there are few, and
/// the dictionary may lack them: 看ました.
fn is_stem_before_polite(before: &Word, ending: &Word, text: &str) -> bool {
    let surface = before.surface(text);
    let is_verb = matches!(before.part, Part::Verb | Part::DependentVerb | Part::VerbSuffix);
    let is_stem = if is_verb {
        before.form == Form::Negative && before.conjugation == Conjugation::Godan
    } else {
        let mut letters = surface.chars();
        letters.next().is_some_and(is_kanji) && letters.next().is_none()
    };
    ending.part == Part::Auxiliary
        && ending.base(text) == "ます"
        && before.range.end == ending.range.start
        && is_stem
        && !verbs_of(surface).is_empty()
}

/// The verbs, in the form before ます, that begin with a stem and have one kana more.
fn verbs_of(stem: &str) -> Vec<String> {
    /// What such forms end with.
    const ENDS: &str = "いきぎしちにびみりえけげせてねべめれ";
    let verbs = ENDS.chars().map(|kana| format!("{stem}{kana}"));
    // Alone, 行い is a noun.
    let is_verb = |verb: &String| {
        let polite = [verb, "ます"].concat();
        let [word, ending] = words::cut(&polite).try_into().ok()?;
        let (word, ending): (Word, Word) = (word, ending);
        Some(word.part == Part::Verb && word.is_known && ending.base(&polite) == "ます")
    };
    verbs.filter(|verb| is_verb(verb).unwrap_or_default()).collect()
}

/// Whether a word is of an ending whose kana the dictionary cannot tell: 行ました, 進めまました.
pub(super) fn is_of_broken_polite(prose: &Prose<'_>, index: usize) -> bool {
    let text = prose.as_str();
    let Some(word) = prose.words.get(index) else { return false };
    let before = index.checked_sub(1).and_then(|before| prose.words.get(before));
    before.is_some_and(|before| is_stem_before_polite(before, word, text)) || is_of_doubled(prose, word)
}

/// Whether a word is of まました.
fn is_of_doubled(prose: &Prose<'_>, word: &Word) -> bool {
    let mut places = prose.as_str().match_indices(DOUBLED);
    places.any(|(at, _)| word.range.start < at + DOUBLED.len() && at < word.range.end)
}

/// Tells that a verb has lost its kana; which, only a person knows where there are several.
fn lost_before_polite(prose: &Prose<'_>, whole: Range<usize>) -> Finding {
    let text = prose.part(&whole);
    let at = text.rfind("ま").unwrap_or(text.len());
    let (stem, ending) = text.split_at(at);
    let verbs: Vec<String> = verbs_of(stem).into_iter().map(|verb| verb + ending).collect();
    let finding = Finding::new(whole, format!("「{text}」にかなの抜けがあるようです。"));
    match verbs.as_slice() {
        [verb] => finding.hint(format!("「{verb}」ではありませんか。")).propose(verb),
        verbs => finding.hint(format!("「{}」のどれかに直してください。", verbs.join("」「"))),
    }
}

/// 取り組ました: the dictionary reads する.
fn broken_polite(prose: &Prose<'_>, three: &[Word]) -> Option<Finding> {
    let [verb, kana, past] = three else { return None };
    let is_whole = verb.range.end == kana.range.start && kana.range.end == past.range.start;
    let is_made = verb.part == Part::Verb
        && verb.form == Form::Negative
        && prose.surface(kana) == "し"
        && kana.base(prose.as_str()) == "する"
        && prose.surface(past) == "た";
    let stem = prose.surface(verb).strip_suffix('ま')?;
    (is_whole && is_made && !prose.is_quoted(verb.range.start) && !verbs_of(stem).is_empty())
        .then(|| lost_before_polite(prose, verb.range.start..past.range.end))
}

/// A polite past with ま twice. The dictionary finds all sorts of words in it.
const DOUBLED: &str = "まました";

/// Whether ました has ま once too often: 進めまました. 開けたまました is まま and した.
fn doubled_polite<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = Finding> + 'p {
    let text = prose.as_str();
    text.match_indices(DOUBLED).filter_map(move |(at, _)| {
        let before = text[..at].chars().next_back()?;
        let whole = at..at + DOUBLED.len();
        if matches!(before, 'た' | 'だ' | 'の' | 'な' | 'る' | 'う') || prose.is_quoted(at) {
            return None;
        }
        let finding = Finding::new(whole, format!("「{DOUBLED}」のかなが重なっているようです。"));
        // 集まました has lost り.
        Some(if is_hiragana(before) {
            finding.propose("ました")
        } else {
            finding.hint("「ま」が余っていないか、ほかのかなが抜けていないか確かめてください。")
        })
    })
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
    if !is_broken(&prose.words, index, text)
        || prose.is_quoted(word.range.start)
        || is_of_doubled(prose, word)
    {
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

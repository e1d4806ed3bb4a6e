//! What a hand does to kana: one lost, one twice, two swapped, one for its neighbour.

use std::ops::Range;

use crate::language::script::{is_hiragana, is_kanji};
use crate::language::words::{self, Form, Part, Word};

/// What happened to the kana.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Hand {
    /// One or two of them stand twice.
    Doubled,
    /// Two of them changed places.
    Swapped,
    /// One of them went past two others.
    Moved,
    /// One is too much.
    Extra,
    /// One is lost.
    Lost,
    /// One stands for another that is typed with the same consonant or vowel.
    Wrong,
}

/// A way to read a text with one slip less.
#[derive(Debug, Clone)]
pub(super) struct Slip {
    /// What happened.
    pub hand: Hand,
    /// The kana that are wrong; empty where one is lost.
    pub range: Range<usize>,
    /// What has to stand there.
    pub right: String,
    /// By how much the dictionary likes it better.
    pub gain: i32,
    /// Whether it makes a polite ending, or a noun like こと behind a verb, which nouns of kana do not look like.
    pub makes_ending: bool,
}

/// From which strain on a word may be a slip.
const STRANGE: i32 = 2500;

/// What no rule takes for better.
const LEAST_GAIN: i32 = 2000;

/// What a word that was mended may strain the dictionary.
const USUAL: i32 = 3600;

/// What a word behind one that was mended may strain the dictionary: any usual noun or verb.
const FOLLOWING: i32 = 7500;

/// The kana by consonant; those at one place in their rows have the vowel in common.
const ROWS: [&str; 15] = [
    "あいうえお",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "や　ゆ　よ",
    "らりるれろ",
    "わ　　　を",
    "がぎぐげご",
    "ざじずぜぞ",
    "だぢづでど",
    "ばびぶべぼ",
    "ぱぴぷぺぽ",
];

/// What is typed with the same consonant or the same vowel.
fn neighbours(kana: char) -> Vec<char> {
    let mut all = Vec::new();
    for row in ROWS {
        if let Some(at) = row.chars().position(|other| other == kana) {
            all.extend(row.chars());
            all.extend(ROWS.iter().filter_map(|row| row.chars().nth(at)));
        }
    }
    all.retain(|&other| other != kana && other != '　');
    all
}

/// What endings and particles are made of.
const LOSABLE: &str =
    "たしすまてにをがはとのでいるこれもりきうっけさなくかえらつめんせそどよだおあちみばわげべ";

/// Verbs that are written in kana, with what may stand before them; nothing where anything may.
const KANA_VERBS: &[(&str, &[&str])] = &[
    ("する", &[]),
    ("なる", &["に", "と", "く"]),
    ("ある", &["が", "で", "も", "は"]),
    ("できる", &["が", "も", "は"]),
    ("いる", &["が", "て"]),
    ("いう", &["と"]),
    ("よる", &["に"]),
    ("いただく", &["て", "を"]),
];

/// Whether a word holds a sentence together, or changes behind its kanji, and stands behind what it may stand behind.
fn is_everyday(word: &Word, before: Option<&Word>, text: &str) -> bool {
    let surface = word.surface(text);
    let is_held = before.is_some_and(|before| {
        before.is_known
            && (before.surface(text).contains(|letter| !is_hiragana(letter)) || is_joining(before, text))
    });
    let is_behind_verb = before.is_some_and(|before| {
        before.form == Form::Plain
            && matches!(before.part, Part::Verb | Part::DependentVerb | Part::VerbSuffix | Part::Auxiliary)
    });
    match word.part {
        Part::Auxiliary if !is_behind_its_form(word, before, text) => false,
        Part::Verb if surface.contains(is_kanji) => true,
        Part::Verb => KANA_VERBS.iter().any(|(verb, behind)| {
            *verb == word.base(text)
                && is_held
                && before.is_some_and(|before| {
                    before.part == Part::VerbalNoun
                        || behind.is_empty() && before.is_noun()
                        || behind.iter().any(|end| before.surface(text).ends_with(end))
                })
        }),
        Part::DependentNoun | Part::AdverbialNoun => {
            matches!(surface, "こと" | "もの" | "よう" | "ため" | "とき") && is_behind_verb
        }
        _ => is_joining(word, text) && is_held,
    }
}

/// Whether ます, た and です stand behind a form that wants them.
fn is_behind_its_form(ending: &Word, before: Option<&Word>, text: &str) -> bool {
    let Some(before) = before else { return false };
    let is_verb = matches!(before.part, Part::Verb | Part::DependentVerb | Part::VerbSuffix);
    match ending.base(text) {
        "ます" => is_verb && matches!(before.form, Form::Continuing | Form::Negative),
        "た" => matches!(before.form, Form::Continuing | Form::BeforeTa),
        "です" => !is_verb,
        _ => true,
    }
}

/// Whether a word is a polite ending, or a noun that needs a verb before it.
fn is_ending(word: &Word, text: &str) -> bool {
    match word.part {
        Part::Auxiliary => word.base(text) == "ます",
        Part::DependentNoun => matches!(word.surface(text), "こと" | "よう"),
        _ => false,
    }
}

/// Whether two endings stand together of which one is enough: ましたです, ですです, たた.
pub(super) fn is_ended_twice(one: &Word, other: &Word, text: &str) -> bool {
    let is_both = one.part == Part::Auxiliary && other.part == Part::Auxiliary;
    let polite = |word: &Word| matches!(word.base(text), "ます" | "です");
    is_both && (polite(one) && polite(other) || one.base(text) == "た" && other.base(text) == "た")
}

/// Whether a word is a particle or an ending.
fn is_joining(word: &Word, text: &str) -> bool {
    let base = word.base(text);
    match word.part {
        Part::Auxiliary => matches!(base, "ます" | "た" | "です" | "だ" | "ない" | "たい" | "ん" | "う"),
        Part::DependentVerb => {
            matches!(
                base,
                "いる" | "いく" | "くる" | "おる" | "いただく" | "みる" | "おく" | "しまう" | "くださる"
            ) && word.surface(text) != "て"
        }
        Part::VerbSuffix => matches!(base, "れる" | "られる" | "せる" | "させる"),
        Part::Verb => KANA_VERBS.iter().any(|(verb, _)| *verb == base),
        Part::DependentNoun => matches!(base, "こと" | "もの" | "よう" | "ため" | "とき"),
        Part::OtherParticle => false,
        _ => word.is_particle(),
    }
}

/// The neighbourhood of a word: what the dictionary looks at to judge it.
fn window(words: &[Word], index: usize) -> Range<usize> {
    let is_break = |word: &Word| matches!(word.part, Part::Mark | Part::Name);
    let mut first = index;
    while first > 0 && index - first < 3 && !is_break(&words[first - 1]) {
        first -= 1;
    }
    let mut last = index;
    while last + 1 < words.len() && last - index < 3 {
        last += 1;
        if is_break(&words[last]) {
            break;
        }
    }
    first..last + 1
}

/// Where the last kana of a word begin, or the word.
fn head_of_tail(word: &Word, text: &str, is_before: bool) -> usize {
    let kana = word.surface(text).char_indices().rev().take(3).last();
    kana.filter(|_| is_before).map_or(word.range.start, |(at, _)| word.range.start + at)
}

/// Where the first kana of a word end, or the word.
fn tail_of_head(word: &Word, text: &str, is_behind: bool) -> usize {
    let kana = word.surface(text).char_indices().nth(2);
    kana.filter(|_| is_behind).map_or(word.range.end, |(at, _)| word.range.start + at)
}

/// How much better the dictionary likes the neighbourhood of a word with something else at a range.
pub(super) fn gain(text: &str, all: &[Word], index: usize, range: &Range<usize>, right: &str) -> i32 {
    let seen = all.get(window(all, index)).unwrap_or_default();
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else { return 0 };
    let (Some(part), Some(head), Some(tail)) = (
        text.get(first.range.start..last.range.end),
        text.get(first.range.start..range.start),
        text.get(range.end..last.range.end),
    ) else {
        return 0;
    };
    words::strain(part) - words::strain(&[head, right, tail].concat())
}

/// All ways to read the neighbourhood of a word with one slip less, of which the dictionary minds nothing.
pub(super) fn slips(text: &str, all: &[Word], index: usize) -> Vec<Slip> {
    let window = window(all, index);
    let Some(seen) = all.get(window.clone()) else { return Vec::new() };
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else { return Vec::new() };
    let span = first.range.start..last.range.end;
    let Some(part) = text.get(span.clone()) else { return Vec::new() };
    let base = words::strain(part);
    let near = (index.saturating_sub(1).max(window.start))..=(index + 1).min(window.end - 1);
    let near = head_of_tail(&all[*near.start()], text, *near.start() < index)
        ..tail_of_head(&all[*near.end()], text, index < *near.end());
    let letters: Vec<(usize, char)> =
        text[near.clone()].char_indices().map(|(at, letter)| (near.start + at, letter)).collect();
    let end_of = |nth: usize| letters.get(nth + 1).map_or(near.end, |next| next.0);
    let mut slips = Vec::new();
    let mut attempt = |hand: Hand, range: Range<usize>, right: String| {
        let (from, to) = (range.start - span.start, range.end - span.start);
        let mended = [&part[..from], &right, &part[to..]].concat();
        let gain = base - words::strain(&mended);
        if gain < LEAST_GAIN {
            return;
        }
        let words = words::cut(&mended);
        // The words that hold the mended kana; where kana go, those on both sides.
        let edit = from..from + right.len();
        let is_touched = |word: &Word| {
            if edit.is_empty() {
                word.range.start <= edit.end && edit.start <= word.range.end
            } else {
                word.range.start < edit.end && edit.start < word.range.end
            }
        };
        // です and ます, or た and た, do not follow each other.
        if words.windows(2).any(|pair| is_ended_twice(&pair[0], &pair[1], &mended)) {
            return;
        }
        // A particle that is lost as a whole is another rule's, and nouns often stand without.
        let is_whole_particle = |word: &Word| {
            word.range.start == edit.start && !edit.is_empty() && (word.is_particle() || word.range == edit)
        };
        if matches!(hand, Hand::Lost | Hand::Wrong) && words.iter().any(is_whole_particle) {
            return;
        }
        let makes_ending = {
            let mut endings = words.iter().filter(|word| is_touched(word) && word.part != Part::Mark);
            let is_past = |word: &Word| word.part == Part::Auxiliary && word.base(&mended) == "た";
            endings.clone().any(|word| is_ending(word, &mended))
                && endings.all(|word| is_ending(word, &mended) || is_past(word))
        };
        if hand == Hand::Extra && !words.iter().any(|word| is_touched(word) && is_ending(word, &mended)) {
            return;
        }
        let mut touched = (0..words.len()).filter(|&nth| is_touched(&words[nth])).peekable();
        if touched.peek().is_some()
            && touched.all(|nth| {
                let word = &words[nth];
                let before = nth.checked_sub(1).map(|nth| &words[nth]);
                let is_followed = words.get(nth + 1).is_none_or(|next| next.strain() < FOLLOWING);
                edit.is_empty()
                    && (word.part == Part::Mark
                        || word.surface(&mended).contains(|letter| !is_hiragana(letter)))
                    || is_followed && is_everyday(word, before, &mended) && word.strain() < USUAL
            })
        {
            slips.push(Slip { hand, range, right, gain, makes_ending });
        }
    };
    for (nth, &(at, kana)) in letters.iter().enumerate() {
        let is_kana = is_hiragana(kana);
        let next = letters.get(nth + 1).map(|next| next.1).filter(|next| is_hiragana(*next));
        if is_kana {
            if next == Some(kana) {
                attempt(Hand::Doubled, at..end_of(nth), String::new());
            }
            let pair =
                (letters.get(nth + 2).map(|third| third.1), letters.get(nth + 3).map(|fourth| fourth.1));
            if next.is_some() && pair == (Some(kana), next) {
                attempt(Hand::Doubled, at..end_of(nth + 1), String::new());
            }
            if let Some(next) = next.filter(|next| *next != kana) {
                attempt(Hand::Swapped, at..end_of(nth + 1), [next, kana].iter().collect());
            }
            if let (Some(second), Some(&(_, third))) = (next, letters.get(nth + 2))
                && is_hiragana(third)
            {
                attempt(Hand::Moved, at..end_of(nth + 2), [third, kana, second].iter().collect());
                attempt(Hand::Moved, at..end_of(nth + 2), [second, third, kana].iter().collect());
            }
            if next != Some(kana) && (nth == 0 || letters[nth - 1].1 != kana) {
                attempt(Hand::Extra, at..end_of(nth), String::new());
            }
            // お before a verb is respect, and small kana are of words.
            let is_of_endings = !"おごぁぃぅぇぉゃゅょっ".contains(kana);
            for other in neighbours(kana)
                .into_iter()
                .chain("ましたす".chars())
                .filter(|other| *other != kana && is_of_endings)
            {
                attempt(Hand::Wrong, at..end_of(nth), other.to_string());
            }
        }
        if is_kana || nth > 0 && is_hiragana(letters[nth - 1].1) {
            for lost in LOSABLE.chars() {
                attempt(Hand::Lost, at..at, lost.to_string());
            }
        }
    }
    slips
}

/// Whether a word strains its place so much that it may be a slip. A word of kana that the dictionary has is what it is.
pub(super) fn is_strange(text: &str, words: &[Word], index: usize) -> bool {
    let Some(word) = words.get(index) else { return false };
    let surface = word.surface(text);
    let is_behind_noun = index.checked_sub(1).and_then(|before| words.get(before)).is_some_and(Word::is_noun);
    // Particles cost what they cost, and so does 支援し.
    let is_common = word.is_particle()
        || word.part == Part::Verb && is_behind_noun && matches!(word.base(text), "する" | "できる");
    word.strain() >= if is_common { STRANGE_IF_COMMON } else { STRANGE }
        && word.part != Part::Adnominal
        && surface.contains(is_hiragana)
        && !surface.contains(is_kanji)
        && !(word.is_known && surface.chars().count() >= LONG)
}

/// From which strain on a particle may be a slip.
const STRANGE_IF_COMMON: i32 = 4000;

/// From how many kana on a word is not put together by chance.
const LONG: usize = 4;

//! What a hand does to kana: one lost, one twice, two swapped, one for its neighbour.

use std::ops::Range;

use super::joints::{are_never_joined, is_broken};
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
    /// Whether the words cannot stand as they do.
    pub was_broken: bool,
}

/// From which strain on a word may be a slip.
const STRANGE: i32 = 2500;

/// What no rule takes for better.
const LEAST_GAIN: i32 = 2000;

/// What a word that was mended may strain the dictionary.
const USUAL: i32 = 3600;

/// The same of a verb behind て.
const USUAL_BEHIND_TE: i32 = 5500;

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
    ("いただける", &["て", "を"]),
    ("もらう", &["て", "を"]),
    ("つなげる", &["に", "を"]),
    ("つながる", &["に", "が"]),
    ("まとめる", &["を", "に"]),
    ("まとまる", &["が"]),
    ("つくる", &["を"]),
    ("かける", &["を", "に"]),
    ("かかる", &["が", "に"]),
    ("とどまる", &["に"]),
    ("あたる", &["に"]),
    ("わたる", &["に"]),
    ("めざす", &["を"]),
    ("はかる", &["を"]),
    ("つとめる", &["に"]),
    ("おこなう", &["を"]),
    ("すすめる", &["を"]),
    ("ふまえる", &["を"]),
    ("そろえる", &["を"]),
    ("つける", &["を", "に"]),
    ("わかる", &["が"]),
    ("うかがう", &["を"]),
    ("めぐる", &["を"]),
    ("とらえる", &["を"]),
];

/// Whether a word holds a sentence together, or changes behind its kanji, and stands behind what it may stand behind.
fn is_everyday(word: &Word, before: Option<&Word>, text: &str) -> bool {
    let surface = word.surface(text);
    let is_held = before.is_some_and(|before| {
        let surface = before.surface(text);
        (before.is_known || !surface.contains(is_hiragana))
            && (surface.contains(|letter| !is_hiragana(letter)) || is_joining(before, text))
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
    // Words of two lines have nothing to do with each other.
    let touch = |one: &Word, other: &Word| one.range.end == other.range.start;
    let mut first = index;
    while first > 0
        && index - first < 3
        && !is_break(&words[first - 1])
        && touch(&words[first - 1], &words[first])
    {
        first -= 1;
    }
    let mut last = index;
    while last + 1 < words.len() && last - index < 3 && touch(&words[last], &words[last + 1]) {
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
    let (Some(first), Some(last)) = (all.get(window.start), all.get(window.end - 1)) else {
        return Vec::new();
    };
    let span = first.range.start..last.range.end;
    let Some(part) = text.get(span.clone()) else { return Vec::new() };
    let base = words::strain(part);
    let was_broken = is_broken(all, index, text);
    // 書かに: what is lost is more than a kana of the hand (W0715 proposes ず).
    if was_broken && all[index].surface(text) == "に" {
        return Vec::new();
    }
    let mended = |edit: Edit| {
        let (from, to) = (edit.range.start - span.start, edit.range.end - span.start);
        let mended = [&part[..from], &edit.right, &part[to..]].concat();
        let gain = base - words::strain(&mended);
        if gain < LEAST_GAIN {
            return None;
        }
        let makes_ending = Mended {
            words: words::cut(&mended),
            edit: from..from + edit.right.len(),
            text: &mended,
            was_broken,
        }
        .judge(edit.hand)?;
        Some(Slip { hand: edit.hand, range: edit.range, right: edit.right, gain, makes_ending, was_broken })
    };
    edits(text, near(text, all, index, &window)).into_iter().filter_map(mended).collect()
}

/// Something that the hand may have done, undone.
struct Edit {
    hand: Hand,
    range: Range<usize>,
    right: String,
}

/// The letters in which the slip behind a strange word would be: the word with the nearest kana of its neighbours.
fn near(text: &str, all: &[Word], index: usize, window: &Range<usize>) -> Range<usize> {
    let (first, last) = (index.saturating_sub(1).max(window.start), (index + 1).min(window.end - 1));
    head_of_tail(&all[first], text, first < index)..tail_of_head(&all[last], text, index < last)
}

/// All that may have happened to the kana of a range.
fn edits(text: &str, near: Range<usize>) -> Vec<Edit> {
    let letters: Vec<(usize, char)> = text
        .get(near.clone())
        .unwrap_or_default()
        .char_indices()
        .map(|(at, letter)| (near.start + at, letter))
        .collect();
    let end_of = |nth: usize| letters.get(nth + 1).map_or(near.end, |next| next.0);
    let kana_at = |nth: usize| letters.get(nth).map(|letter| letter.1).filter(|letter| is_hiragana(*letter));
    let mut edits = Vec::new();
    let mut add = |hand: Hand, range: Range<usize>, right: String| edits.push(Edit { hand, range, right });
    for (nth, &(at, _)) in letters.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(kana_at);
        if kana_at(nth).is_some() || before.is_some() {
            for lost in LOSABLE.chars() {
                add(Hand::Lost, at..at, lost.to_string());
            }
        }
        let Some(kana) = kana_at(nth) else { continue };
        let (next, third, fourth) = (kana_at(nth + 1), kana_at(nth + 2), kana_at(nth + 3));
        if next == Some(kana) {
            add(Hand::Doubled, at..end_of(nth), String::new());
        } else if before != Some(kana) {
            add(Hand::Extra, at..end_of(nth), String::new());
        }
        if next.is_some() && (third, fourth) == (Some(kana), next) {
            add(Hand::Doubled, at..end_of(nth + 1), String::new());
        }
        if let Some(next) = next.filter(|next| *next != kana) {
            add(Hand::Swapped, at..end_of(nth + 1), [next, kana].iter().collect());
        }
        if let (Some(second), Some(third)) = (next, third) {
            add(Hand::Moved, at..end_of(nth + 2), [third, kana, second].iter().collect());
            add(Hand::Moved, at..end_of(nth + 2), [second, third, kana].iter().collect());
        }
        // お before a verb is respect, small kana are of words, and を is nothing but the particle.
        if !"おごをぁぃぅぇぉゃゅょっ".contains(kana) {
            // 行うた: っ is typed by two letters of its own.
            let joined = Some('っ').filter(|_| matches!(next, Some('た' | 'て')));
            let mut others = neighbours(kana);
            let endings = "ましたす".chars().chain(joined);
            others.extend(endings.filter(|other| *other != kana));
            others.sort_unstable();
            others.dedup();
            for other in others {
                add(Hand::Wrong, at..end_of(nth), other.to_string());
            }
        }
    }
    edits
}

/// A text with a slip less, and the words that it then has.
struct Mended<'m> {
    text: &'m str,
    words: Vec<Word>,
    edit: Range<usize>,
    was_broken: bool,
}

impl Mended<'_> {
    /// Whether all words at the edit are such that nobody would mind them; and if so, whether they are a polite ending.
    fn judge(&self, hand: Hand) -> Option<bool> {
        let touched: Vec<usize> =
            (0..self.words.len()).filter(|&nth| self.is_touched(&self.words[nth])).collect();
        // です and ます, or た and た, do not follow each other.
        let is_broken = self.words.windows(2).any(|pair| {
            is_ended_twice(&pair[0], &pair[1], self.text) || are_never_joined(&pair[0], &pair[1], self.text)
        }) || (0..self.words.len()).any(|nth| is_broken(&self.words, nth, self.text));
        // A particle that is lost as a whole is another rule's, and nouns often stand without.
        let is_particle = matches!(hand, Hand::Lost | Hand::Wrong)
            && self.words.iter().any(|word| self.is_whole_particle(word));
        let has_ending = touched.iter().any(|&nth| is_ending(&self.words[nth], self.text));
        let is_usual = !touched.is_empty() && touched.iter().all(|&nth| self.is_usual(nth));
        if is_broken || is_particle || !is_usual || hand == Hand::Extra && !has_ending {
            return None;
        }
        let is_past = |word: &Word| word.part == Part::Auxiliary && word.base(self.text) == "た";
        let mut endings = touched.iter().map(|&nth| &self.words[nth]).filter(|word| word.part != Part::Mark);
        Some(has_ending && endings.all(|word| is_ending(word, self.text) || is_past(word)))
    }

    /// Whether a word holds the mended kana; where kana went, it is those on both sides.
    fn is_touched(&self, word: &Word) -> bool {
        if self.edit.is_empty() {
            word.range.start <= self.edit.end && self.edit.start <= word.range.end
        } else {
            word.range.start < self.edit.end && self.edit.start < word.range.end
        }
    }

    fn is_whole_particle(&self, word: &Word) -> bool {
        word.range.start == self.edit.start
            && !self.edit.is_empty()
            && (word.is_particle() || word.range == self.edit)
    }

    /// Whether a word stands as words usually do.
    fn is_usual(&self, nth: usize) -> bool {
        let word = &self.words[nth];
        let is_beside = self.edit.is_empty()
            && (word.part == Part::Mark || word.surface(self.text).contains(|letter| !is_hiragana(letter)));
        let before = nth.checked_sub(1).map(|before| &self.words[before]);
        // いる and いただく behind て are dear to the dictionary, and usual.
        let usual = if word.part == Part::DependentVerb { USUAL_BEHIND_TE } else { USUAL };
        let is_light =
            word.strain() < usual && self.words.get(nth + 1).is_none_or(|next| next.strain() < FOLLOWING);
        is_beside || (is_light || self.was_broken) && is_everyday(word, before, self.text)
    }
}

/// Whether a word strains its place so much that it may be a slip. A word of kana that the dictionary has is what it is.
pub(super) fn is_strange(text: &str, words: &[Word], index: usize) -> bool {
    let Some(word) = words.get(index) else { return false };
    if is_broken(words, index, text) {
        return true;
    }
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

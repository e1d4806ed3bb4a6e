//! The words of a sentence, by a dictionary of Japanese that is in the program (`dictionary/`).

mod part;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

pub use part::{Conjugation, Form, Part};
use vibrato::dictionary::LexType;
use vibrato::tokenizer::worker::Worker;
use vibrato::{Dictionary, Tokenizer};

use super::script::{is_hiragana, is_kanji, sentences};

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Which bytes of the text.
    pub range: Range<usize>,
    /// What it does in the sentence.
    pub part: Part,
    /// Its form, of those that change.
    pub form: Form,
    /// How it changes.
    pub conjugation: Conjugation,
    /// Whether the dictionary has it.
    pub is_known: bool,
    /// How rare the dictionary thinks it is; larger is rarer.
    pub cost: i16,
    /// How rarely such a word stands behind the one before it; larger is rarer.
    pub joint: i32,
    /// 基本形 and reading as the dictionary has them; empty where they are what the text shows.
    base: &'static str,
    reading: &'static str,
}

static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(|| {
    let packed = include_bytes!("../../../dictionary/ipadic.lz4");
    let unpacked = lz4_flex::decompress_size_prepended(packed).expect("packed by dictionary/compile.rs");
    Tokenizer::new(Dictionary::read(&unpacked[..]).expect("compiled by dictionary/compile.rs"))
});

thread_local! {
    static WORKER: RefCell<Worker<'static>> = RefCell::new(TOKENIZER.new_worker());
}

/// Unpacks the dictionary, which takes a moment that another thread can spare.
pub(crate) fn load() {
    LazyLock::force(&TOKENIZER);
}

/// The words of a text in order, all of it.
pub(crate) fn cut(text: &str) -> Vec<Word> {
    WORKER.with_borrow_mut(|worker| {
        let mut words = Vec::new();
        for (start, sentence) in sentences(text) {
            worker.reset_sentence(sentence);
            worker.tokenize();
            let mut total = 0;
            words.extend(worker.token_iter().map(|token| {
                let joint = token.total_cost() - total - i32::from(token.word_cost());
                total = token.total_cost();
                let range = token.range_byte();
                let mut fields = token.feature().splitn(3, ',');
                let mut letters = fields.next().unwrap_or_default().chars();
                Word {
                    range: start + range.start..start + range.end,
                    part: letters.next().and_then(Part::of_letter).unwrap_or(Part::Mark),
                    form: letters.next().and_then(Form::of_letter).unwrap_or(Form::Unchanging),
                    conjugation: letters.next().and_then(Conjugation::of_letter).unwrap_or(Conjugation::None),
                    is_known: token.lex_type() != LexType::Unknown,
                    cost: token.word_cost(),
                    joint,
                    base: fields.next().unwrap_or_default(),
                    reading: fields.next().unwrap_or_default(),
                }
            }));
        }
        words
    })
}

/// How much the dictionary minds a text: what all its words cost, each and behind the one before it.
pub(crate) fn strain(text: &str) -> i32 {
    WORKER.with_borrow_mut(|worker| {
        let of_sentence = |(_, sentence): (usize, &str)| {
            worker.reset_sentence(sentence);
            worker.tokenize();
            worker.num_tokens().checked_sub(1).map_or(0, |last| worker.token(last).total_cost())
        };
        sentences(text).map(of_sentence).sum()
    })
}

/// The word that a text is, if the dictionary has it as a whole.
pub(crate) fn known(text: &str) -> Option<Word> {
    let mut words = cut(text);
    let word = words.pop().filter(|word| word.is_known)?;
    words.is_empty().then_some(word)
}

impl Word {
    /// A name that the dictionary does not have and the council does.
    pub const fn name(range: Range<usize>) -> Self {
        Self {
            range,
            part: Part::Name,
            form: Form::Unchanging,
            conjugation: Conjugation::None,
            is_known: true,
            cost: 0,
            joint: 0,
            base: "",
            reading: "",
        }
    }

    /// The word where it stands in a text that has so many bytes before.
    pub fn moved(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self
    }

    /// How much the dictionary minds it where it stands.
    pub fn strain(&self) -> i32 {
        i32::from(self.cost) + self.joint
    }

    /// What stands in the text.
    pub fn surface<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.clone()).unwrap_or_default()
    }

    /// 基本形: 行う of 行っ.
    pub fn base<'t>(&self, text: &'t str) -> &'t str
    where
        'static: 't,
    {
        if self.base.is_empty() { self.surface(text) } else { self.base }
    }

    /// The reading in katakana; none of a word that the dictionary does not have, and of names in kanji.
    pub fn reading<'t>(&self, text: &'t str) -> Option<Cow<'t, str>>
    where
        'static: 't,
    {
        match self.reading {
            "" => Some(self.surface(text))
                .filter(|surface| self.is_known && !surface.contains(is_kanji))
                .map(to_katakana),
            reading => Some(Cow::Borrowed(reading)),
        }
    }

    /// Whether it is any noun or the end of one.
    pub fn is_noun(&self) -> bool {
        matches!(
            self.part,
            Part::Noun
                | Part::VerbalNoun
                | Part::AdverbialNoun
                | Part::AdjectivalNoun
                | Part::Name
                | Part::NounSuffix
                | Part::Counter
        )
    }

    /// Whether it is any particle.
    pub fn is_particle(&self) -> bool {
        matches!(
            self.part,
            Part::CaseParticle
                | Part::QuotingParticle
                | Part::TopicParticle
                | Part::AdverbialParticle
                | Part::JoiningParticle
                | Part::ListingParticle
                | Part::GenitiveParticle
                | Part::OtherParticle
        )
    }
}

/// The form of a word that has the ending which another spelling has there: 行ない of 行なう makes 行い of 行う.
pub(crate) fn same_form(surface: &str, base: &str, usual: &str) -> Option<String> {
    let same: usize =
        surface.chars().zip(base.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    Some(usual.strip_suffix(&base[same..])?.to_owned() + &surface[same..])
}

/// Hiragana as katakana, all else as it is.
pub(crate) fn to_katakana(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hiragana) {
        return Cow::Borrowed(text);
    }
    let katakana = |character: char| {
        // The blocks run side by side: ぁ is U+3041, ァ U+30A1.
        if is_hiragana(character) {
            char::from_u32(u32::from(character) + 0x60).unwrap_or(character)
        } else {
            character
        }
    };
    Cow::Owned(text.chars().map(katakana).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surfaces(text: &str) -> Vec<&str> {
        cut(text).iter().map(|word| word.surface(text)).collect()
    }

    #[test]
    fn kana_that_look_doubled_are_parts_of_words() {
        for (text, words) in [
            ("対象者ががん検診を受け、", "対象 者 が がん 検診 を 受け 、"),
            ("社協ののぼり旗", "社協 の のぼり 旗"),
            ("地域でできること", "地域 で できる こと"),
            ("一人一人に寄り添い", "一 人 一 人 に 寄り添い"),
            ("地域のの活動", "地域 の の 活動"),
        ] {
            assert_eq!(surfaces(text), words.split(' ').collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn a_word_knows_its_part_form_base_and_reading() {
        let text = "講座を行った。";
        let words = cut(text);
        let [noun, particle, verb, past, stop] = &words[..] else { panic!("{words:?}") };
        assert_eq!((noun.part, noun.reading(text).as_deref()), (Part::Noun, Some("コウザ")));
        assert_eq!((particle.part, particle.reading(text).as_deref()), (Part::CaseParticle, Some("ヲ")));
        assert_eq!((verb.part, verb.form, verb.base(text)), (Part::Verb, Form::BeforeTa, "行う"));
        assert_eq!(verb.conjugation, Conjugation::Godan);
        assert_eq!((past.part, stop.part), (Part::Auxiliary, Part::Mark));
    }

    #[test]
    fn a_slip_strains_the_dictionary() {
        for (right, wrong) in
            [("参加者が増えました。", "参加者が増えしまた。"), ("講座を開く。", "講座をを開く。")]
        {
            assert!(strain(right) + 4000 < strain(wrong), "{right} {wrong}");
            assert_eq!(strain(wrong), cut(wrong).iter().map(Word::strain).sum::<i32>());
        }
    }

    #[test]
    fn what_the_dictionary_does_not_have_is_unknown() {
        assert!(known("シミュレーション").is_some() && known("シュミレーション").is_none());
        assert!(cut("コミュニケション").iter().all(|word| !word.is_known && word.reading("").is_none()));
        assert!(known("").is_none() && cut("").is_empty());
    }
}

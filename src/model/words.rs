//! 用語: the council's own words, in `data/用語.yaml`.

use std::collections::BTreeMap;

use super::mapping::{Mapping, Text, between_wide_commas, hint_at_separator, is_quoted};
use super::yaml::Node;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::script::composed;

/// The key of the words.
pub(super) const WORDS: &str = "用語";

/// The key of a right word.
pub(super) const RIGHT: &str = "正";

/// The key of what is written by mistake.
pub(super) const WRONG: &str = "誤";

/// A word as it should be written, and how it is written by mistake.
#[derive(Debug)]
pub struct Word {
    /// 正: the right word.
    pub right: Text,
    /// 誤: what the proofreader shall find.
    pub wrong: Vec<Text>,
}

impl Word {
    /// Whether a word is one of those that shall be found.
    #[must_use]
    pub fn is_wrong(&self, word: &str) -> bool {
        self.wrong.iter().any(|wrong| wrong.value == word)
    }

    /// Reads the file, whose key 用語 lists the words. They are kept composed, as the texts are.
    pub(super) fn read_all(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Self> {
        let Some(mapping) = Mapping::of(node, diagnostics) else { return Vec::new() };
        let nodes = mapping.list(WORDS, diagnostics);
        let words: Vec<Self> = nodes
            .iter()
            .filter_map(|node| {
                let mapping = Mapping::of(node, diagnostics)?;
                let right = mapping.require_text(RIGHT, diagnostics);
                let wrong = mapping.words(WRONG, diagnostics);
                let wrong = wrong.iter().filter_map(|node| {
                    let typed = super::mapping::text(node, diagnostics)?;
                    diagnostics.take(one_word(typed)).map(in_one_form)
                });
                let wrong = wrong.collect();
                mapping.finish(diagnostics);
                Some(Self { right: in_one_form(right?), wrong })
            })
            .collect();
        mapping.finish(diagnostics);
        refuse_contradictions(&words, diagnostics);
        words
    }
}

/// Takes a text as one word. With a full-width comma it is most likely several, of which none would be found.
fn one_word(typed: Text) -> Result<Text, Diagnostic> {
    if is_quoted(&typed) || between_wide_commas(&typed.value).is_none() {
        return Ok(typed);
    }
    let message = format!("「{WRONG}」の「{}」が、一つの言葉になっています。", typed.value);
    let wrong = Diagnostic::new(Code::BadValue, message).at(&typed.place);
    Err(hint_at_separator(wrong, &typed)
        .hint(format!("「、」のある一つの言葉なら、'…' で囲んでください（'{}'）。", typed.value)))
}

fn in_one_form(mut text: Text) -> Text {
    text.value = composed(&text.value).into_owned();
    text
}

/// Reports words that the list calls right and wrong, and those that it calls wrong twice: nobody could do what it says.
fn refuse_contradictions(words: &[Word], diagnostics: &mut Diagnostics) {
    let right: BTreeMap<&str, &Text> =
        words.iter().map(|word| (word.right.value.as_str(), &word.right)).rev().collect();
    let mut told: BTreeMap<&str, &Text> = BTreeMap::new();
    for wrong in words.iter().flat_map(|word| &word.wrong) {
        let word = wrong.value.as_str();
        let (message, first) = match (right.get(word), told.get(word)) {
            (Some(right), _) => (format!("「{word}」が、「正」にも「誤」にも挙がっています。"), right),
            (None, Some(first)) => (format!("「誤」の「{word}」が二度書かれています。"), first),
            (None, None) => {
                told.insert(word, wrong);
                continue;
            }
        };
        let line = first.place.start().line;
        diagnostics.push(
            Diagnostic::new(Code::Duplicate, message)
                .at(&wrong.place)
                .hint(format!("{line} 行目にもあります。どちらか一方を消してください。")),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::yaml;

    /// The words of a list, and what is said of it.
    fn read(list: &str) -> (Vec<Word>, Vec<String>) {
        let source =
            yaml::decode(Path::new("用語.yaml"), format!("用語: [{list}]\n").into_bytes()).expect("decodes");
        let mut diagnostics = Diagnostics::new();
        let words = Word::read_all(&yaml::parse(&source).expect("parses"), &mut diagnostics);
        (words, diagnostics.iter().map(|found| found.message.to_string()).collect())
    }

    #[test]
    fn a_list_that_contradicts_itself_is_refused() {
        for list in [
            "{正: 皆様, 誤: [皆さん]}, {正: 皆さん, 誤: [皆様]}",
            "{正: 皆様, 誤: [皆様]}",
            "{正: 皆様, 誤: [皆さん]}, {正: みな様, 誤: [皆さん]}",
            "{正: 皆様, 誤: [皆さん, 皆さん]}",
            "{正: ガイド, 誤: [カ\u{3099}イド]}",
        ] {
            assert!(!read(list).1.is_empty(), "{list}");
        }
        assert_eq!(
            read("{正: 皆様, 誤: [皆さん, みなさん]}, {正: 障がい者作品展}, {正: 皆様, 誤: [みな様]}").1,
            [""; 0]
        );
    }

    #[test]
    fn words_have_one_form() {
        let (words, _) = read("{正: カ\u{3099}イド, 誤: [カ\u{3099}ート\u{3099}]}");
        assert_eq!(words[0].right.value, "ガイド");
        assert!(words[0].is_wrong("ガード"));
    }
}

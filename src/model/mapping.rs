//! Reading a mapping key by key, with every slip noted at its place.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::yaml::{Kind, Node, text_in_brackets};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Spanned};
use crate::language::script::composed;

/// A text as it was typed, with its place.
pub type Text = Spanned<String>;

/// The keys of one mapping of a file. A key is known once it is asked for; [`Mapping::finish`] reports the rest.
pub struct Mapping<'a> {
    place: &'a Place,
    entries: &'a [(Spanned<String>, Node)],
    known: RefCell<Vec<Cow<'static, str>>>,
    /// The council's words for keys, which are not keys but typed as such.
    labels: Option<TypedLabels>,
}

/// 呼称: words of the council, each with the key that it stands for on paper.
pub type TypedLabels = Rc<[(String, &'static str)]>;

impl<'a> Mapping<'a> {
    /// Takes a node as a mapping.
    pub fn of(node: &'a Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &node.kind {
            Kind::Mapping(entries) => {
                Some(Self { place: &node.place, entries, known: RefCell::default(), labels: None })
            }
            other => {
                let mut diagnostic = wrong_shape("「項目: 値」の組", other, &node.place);
                if let Kind::Scalar(text) = other
                    && text.contains('：')
                {
                    diagnostic = diagnostic
                        .hint("項目の後のコロンは半角にし、空白を１つ入れてください（例: 査定: A）。");
                }
                diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// Takes a node as a mapping that looks like an example.
    pub fn like(example: &str, node: &'a Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut found = Diagnostics::new();
        let mapping = Self::of(node, &mut found);
        diagnostics.append(found.map(|wrong| wrong.hint(format!("このように書いてください: {example}"))));
        mapping
    }

    /// The same, where the council's words may have been typed for keys.
    pub fn with_labels(self, labels: Option<TypedLabels>) -> Self {
        Self { labels, ..self }
    }

    /// The council's words for keys.
    pub fn labels(&self) -> Option<TypedLabels> {
        self.labels.clone()
    }

    /// All keys with their values, where the keys are the council's own words.
    pub fn entries(&self) -> &'a [(Spanned<String>, Node)] {
        self.entries
    }

    /// The value of a key, if something is typed there.
    pub fn get(&self, key: &'static str) -> Option<&'a Node> {
        self.find(Cow::Borrowed(key))
    }

    /// The value of a key that is the council's own word.
    pub fn named(&self, key: &str) -> Option<&'a Node> {
        self.find(Cow::Owned(key.to_owned()))
    }

    fn find(&self, key: Cow<'static, str>) -> Option<&'a Node> {
        let mut known = self.known.borrow_mut();
        known.push(key);
        let key = known.last()?;
        self.entries
            .iter()
            .find(|(name, _)| name.value == **key)
            .map(|(_, node)| node)
            .filter(|node| !matches!(node.kind, Kind::Null))
    }

    /// Where a key stands after which nothing is written.
    pub fn empty(&self, key: &str) -> Option<&'a Place> {
        let is_empty =
            |(name, node): &&'a (Spanned<String>, Node)| name.value == key && matches!(node.kind, Kind::Null);
        self.entries.iter().find(is_empty).map(|(name, _)| &name.place)
    }

    /// The value of a key that must be there.
    pub fn require(&self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<&'a Node> {
        let found = self.get(key);
        // `finish` tells of a colon that is none.
        let is_told = self.entries.iter().any(|(name, _)| colon_of_key(&name.value, key).is_some());
        if found.is_some() || is_told {
            return found;
        }
        let Some((name, node)) = self.typed_for(key) else {
            diagnostics.push(self.missing(key));
            return None;
        };
        self.named(&name.value);
        diagnostics.push(
            Diagnostic::new(Code::UnknownKey, format!("「{}」という項目はありません。", name.value))
                .at(&name.place)
                .hint(format!("「{key}: …」と書いてください。「呼称」で替わるのは、紙に載る言葉だけです。")),
        );
        Some(node)
    }

    /// What was typed under the council's word for a key.
    fn typed_for(&self, key: &str) -> Option<&'a (Spanned<String>, Node)> {
        let labels = self.labels.as_ref()?;
        let is_word = |name: &str| labels.iter().any(|(word, of)| word == name && *of == key);
        self.entries.iter().find(|(name, _)| is_word(&name.value))
    }

    /// Tells of a key that is not there, or with nothing after it.
    pub fn missing(&self, key: &str) -> Diagnostic {
        match self.entries.iter().find(|(name, _)| name.value == key) {
            Some((name, _)) => {
                Diagnostic::new(Code::MissingKey, format!("「{key}」が空です。")).at(&name.place)
            }
            None => Diagnostic::new(Code::MissingKey, format!("「{key}」がありません。"))
                .at(&self.place.first_line())
                .hint(format!("「{key}: …」の行を加えてください。")),
        }
    }

    /// The text of a key, if there is one.
    pub fn text(&self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Text> {
        self.get(key).and_then(|node| text_under(key, node, diagnostics))
    }

    /// The one of some words that a key chooses, if it is there.
    pub fn one_word(&self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Text> {
        let node = self.get(key)?;
        match &node.kind {
            Kind::Sequence(_) => {
                let several = wrong_shape("文字", &node.kind, &node.place);
                diagnostics.push(several.hint(format!("一つだけを選んで、「{key}: …」と書いてください。")));
                None
            }
            _ => text_under(key, node, diagnostics),
        }
    }

    /// The text of a key that must be there.
    pub fn require_text(&self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Text> {
        self.require(key, diagnostics).and_then(|node| text_under(key, node, diagnostics))
    }

    /// What the text of a key chooses, if it is there.
    pub fn choice<T: Copy>(
        &self,
        key: &'static str,
        choices: &[(&str, T)],
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        let typed = self.text(key, diagnostics)?;
        diagnostics.take(chosen(&typed, choices))
    }

    /// The items of a key's list; none if the key is not there.
    pub fn list(&self, key: &'static str, diagnostics: &mut Diagnostics) -> &'a [Node] {
        self.get(key).and_then(|node| list(node, diagnostics)).unwrap_or_default()
    }

    /// The items of a key's list of words; none if the key is not there.
    pub fn words(&self, key: &'static str, diagnostics: &mut Diagnostics) -> &'a [Node] {
        self.get(key).and_then(|node| words(node, diagnostics)).unwrap_or_default()
    }

    /// The items of a key's list, at least one.
    pub fn require_list(&self, key: &'static str, diagnostics: &mut Diagnostics) -> &'a [Node] {
        let items = self.require(key, diagnostics).and_then(|node| list(node, diagnostics));
        self.at_least_one(key, items, diagnostics)
    }

    fn at_least_one(
        &self,
        key: &'static str,
        items: Option<&'a [Node]>,
        diagnostics: &mut Diagnostics,
    ) -> &'a [Node] {
        if items.is_some_and(<[Node]>::is_empty) {
            diagnostics.push(self.missing(key));
        }
        items.unwrap_or_default()
    }

    /// The names of a key's list, at least one. One that stands there twice is reported.
    pub fn require_names(&self, key: &'static str, diagnostics: &mut Diagnostics) -> Vec<Text> {
        let nodes = self.require(key, diagnostics).and_then(|node| words(node, diagnostics));
        let nodes = self.at_least_one(key, nodes, diagnostics).iter();
        let names: Vec<Text> = nodes.filter_map(|node| text(node, diagnostics)).collect();
        let mut seen = HashSet::new();
        for name in names.iter().filter(|name| !seen.insert(composed(&name.value))) {
            diagnostics.push(
                Diagnostic::new(Code::Duplicate, format!("{key}「{}」が二度書かれています。", name.value))
                    .at(&name.place)
                    .hint("どちらか一方を消してください。"),
            );
        }
        names
    }

    /// The names of a key's list that are keys elsewhere, and so have one form like these.
    pub fn require_keys(&self, key: &'static str, diagnostics: &mut Diagnostics) -> Vec<Text> {
        let names = self.require_several(key, diagnostics).into_iter();
        names.map(|name| Spanned::new(composed(&name.value).into_owned(), name.place)).collect()
    }

    /// The names of a key's list; one that holds 「、」 is most likely meant as several.
    pub fn require_several(&self, key: &'static str, diagnostics: &mut Diagnostics) -> Vec<Text> {
        let names = self.require_names(key, diagnostics);
        if let [one] = &names[..]
            && one.value.contains('、')
        {
            let wrong =
                Diagnostic::new(Code::BadValue, format!("{key}が一つだけです（「{}」）。", one.value))
                    .at(&one.place);
            diagnostics.push(hint_at_separator(wrong, one));
            return Vec::new();
        }
        names
    }

    /// The place of the whole mapping.
    pub fn place(&self) -> &'a Place {
        self.place
    }

    /// The keys that nobody has asked for so far.
    pub fn unknown(&self) -> Vec<&'a Text> {
        let known = self.known.borrow();
        let names = self.entries.iter().map(|(name, _)| name);
        names.filter(|name| !known.iter().any(|key| **key == name.value)).collect()
    }

    /// Whether a key was asked for that is not there.
    pub fn is_unused(&self, key: &str) -> bool {
        let is_known = self.known.borrow().iter().any(|known| **known == *key);
        is_known && self.entries.iter().all(|(name, _)| name.value != key)
    }

    /// Reports the keys that nobody asked for.
    pub fn finish(self, diagnostics: &mut Diagnostics) {
        let known = self.known.into_inner();
        let mut seen = HashSet::new();
        let known: Vec<&str> = known.iter().map(Cow::as_ref).filter(|key| seen.insert(*key)).collect();
        let typed: HashSet<&str> = self.entries.iter().map(|(name, _)| name.value.as_str()).collect();
        let unused: Vec<&str> = known.iter().copied().filter(|key| !typed.contains(key)).collect();
        for (name, node) in self.entries.iter().filter(|(name, _)| !known.contains(&name.value.as_str())) {
            let key = known.iter().find_map(|key| Some((key, colon_of_key(&name.value, key)?)));
            if let Some((key, colon)) = key {
                let message = match colon {
                    '：' => format!("「{key}」の後のコロンが全角です。"),
                    _ => format!("「{key}:」の後に空白がありません。"),
                };
                diagnostics.push(
                    Diagnostic::new(Code::UnknownKey, message)
                        .at(&name.place)
                        .hint(format!("半角のコロンと空白１つにしてください（例: {key}: …）。")),
                );
                continue;
            }
            if name.value.starts_with('\u{3000}') {
                let message = format!("「{}」の前の空白が全角の空白「　」です。", name.value.trim());
                diagnostics.push(
                    Diagnostic::new(Code::UnknownKey, message)
                        .at(&name.place)
                        .hint("半角の空白に直し、同じ段の項目と行の頭をそろえてください。"),
                );
                continue;
            }
            let mut unknown =
                Diagnostic::new(Code::UnknownKey, format!("「{}」という項目はありません。", name.value))
                    .at(&name.place)
                    .hint_nearest(&name.value, unused.iter().copied());
            // What follows a comma inside a value.
            if self.place.text().starts_with('{') && matches!(node.kind, Kind::Null) {
                unknown = unknown.hint(
                    "{ } の中の , は項目の区切りです。数なら桁区切りの , を取り、文章なら全体を '…' で囲んでください。",
                );
            }
            diagnostics.push(unknown.hint(format!("ここに書けるのは: {}", known.join("、"))));
        }
    }
}

/// The colon with which a name goes on after a key, if what was meant as its value stands right behind: 「種類:文章」 in braces.
fn colon_of_key(name: &str, key: &str) -> Option<char> {
    name.strip_prefix(key)?.chars().next().filter(|sign| matches!(sign, '：' | ':'))
}

/// What a text chooses.
pub fn chosen<T: Copy>(typed: &Text, choices: &[(&str, T)]) -> Result<T, Diagnostic> {
    let meant = composed(&typed.value);
    let found = choices.iter().find(|(name, _)| *name == meant);
    found.map(|(_, meant)| *meant).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        Diagnostic::new(Code::UnknownChoice, format!("「{}」とは書けません。", typed.value))
            .at(&typed.place)
            .label(format!("{} のどれか", names.join("・")))
            .hint_nearest(&typed.value, names.iter().copied())
            .hint(format!("{} のどれかに書き直してください。", names.join("・")))
    })
}

/// Takes a node as text.
pub fn text(node: &Node, diagnostics: &mut Diagnostics) -> Option<Text> {
    diagnostics.take(as_text(node))
}

/// Takes a node as the text of a key. Its lines may be meant as text and look like a list to YAML.
fn text_under(key: &str, node: &Node, diagnostics: &mut Diagnostics) -> Option<Text> {
    diagnostics.take(as_text(node).map_err(|wrong| {
        let typed = node.place.text();
        if typed.starts_with(['[', '{']) {
            return match text_in_brackets(key, typed) {
                Some(hint) => wrong.hint(hint),
                None => wrong,
            };
        }
        wrong.hint(format!("文章なら「{key}: |-」とし、次の行から、行の頭を空白２つ下げて書いてください。"))
    }))
}

fn as_text(node: &Node) -> Result<Text, Diagnostic> {
    match &node.kind {
        Kind::Scalar(text) => Ok(Spanned::new(text.clone(), node.place.clone())),
        other => Err(wrong_shape("文字", other, &node.place)),
    }
}

/// What to do with items of a list that are one item to YAML, if that is what a text looks like.
pub fn hint_at_separator(found: Diagnostic, text: &Text) -> Diagnostic {
    if !text.value.contains(['、', '，']) {
        return found;
    }
    let example = between_wide_commas(&text.value).unwrap_or_else(|| vec!["一つ目", "二つ目"]);
    if stands_on_a_line(&text.place) {
        let items: Vec<String> = example.iter().map(|item| format!("「- {item}」")).collect();
        return found
            .hint(format!("いくつか並べるときは、{}と、一つずつ行を分けてください。", items.concat()));
    }
    found.hint(format!("いくつか並べるときは、間を半角の , にしてください（例: [{}]）。", example.join(", ")))
}

/// What stands between the full-width commas of a text, if they part it.
pub(super) fn between_wide_commas(text: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = text.split(['、', '，']).map(str::trim).collect();
    (parts.len() > 1 && parts.iter().all(|part| !part.is_empty())).then_some(parts)
}

/// Whether an item of a list has its own line, after `-`.
fn stands_on_a_line(place: &Place) -> bool {
    let before = &place.source().text()[..place.range().start];
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim() == "-"
}

/// Whether a text was typed in quotes: whoever does so means it as it stands.
pub(super) fn is_quoted(text: &Text) -> bool {
    text.place.text().starts_with(['"', '\''])
}

/// Takes a node as a list.
pub fn list<'a>(node: &'a Node, diagnostics: &mut Diagnostics) -> Option<&'a [Node]> {
    list_or(node, |_| None, diagnostics)
}

/// Takes a node as a list of words, for which a text may be meant that has them one after the other.
fn words<'a>(node: &'a Node, diagnostics: &mut Diagnostics) -> Option<&'a [Node]> {
    list_or(node, in_brackets, diagnostics)
}

/// Takes a node as a list; `instead` says of a text how it is written as one.
fn list_or<'a>(
    node: &'a Node,
    instead: impl FnOnce(&str) -> Option<String>,
    diagnostics: &mut Diagnostics,
) -> Option<&'a [Node]> {
    if let Kind::Sequence(items) = &node.kind {
        return Some(items);
    }
    let wrong = wrong_shape("箇条書き", &node.kind, &node.place);
    let hint = match &node.kind {
        Kind::Scalar(text) if text.starts_with('［') => Some(
            "「［」と「］」が全角です。かっこは半角の [ ] に、区切りは半角の , にしてください。".to_owned(),
        ),
        Kind::Scalar(text) => instead(text),
        _ => None,
    };
    diagnostics.push(
        wrong.hint(hint.unwrap_or_else(|| "「- 」で始まる行を並べるか、[ ] で囲んでください。".to_owned())),
    );
    None
}

/// How a text is written as a list of the words in it, if it can be without quotes.
fn in_brackets(text: &str) -> Option<String> {
    if text.contains(|sign: char| sign.is_control() || r#"[]{}:#"'&*!|>%@`"#.contains(sign)) {
        return None;
    }
    let parted = |signs: &[char]| -> Vec<String> {
        text.split(signs).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
    };
    let (names, shorter) = (parted(&COMMAS), parted(&[&COMMAS[..], &MAY_PART].concat()));
    let whole = format!("「[{}]」と書いてください。", names.join(", "));
    Some(match (names.len(), shorter.len()) {
        (0, _) => return None,
        (1, 2..) => {
            format!("{whole}いくつかの名前なら、間を半角の , で区切ります（例: [{}]）。", shorter.join(", "))
        }
        _ => whole,
    })
}

/// What parts words from one another.
const COMMAS: [char; 3] = ['、', '，', ','];

/// What parts words from one another, or is part of a name.
const MAY_PART: [char; 5] = ['・', '／', '/', ' ', '\u{3000}'];

fn wrong_shape(wanted: &str, found: &Kind, place: &Place) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, format!("ここには{wanted}を書きます（今は{}です）。", found.name()))
        .at(&place.first_line())
}

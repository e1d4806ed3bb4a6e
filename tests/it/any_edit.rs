//! Any file, any edit of it: what is written says what was asked, and every other character stays.
//!
//! Dice make a file in all styles that YAML has and then an edit. The file knows which of its characters belong to which value, so
//! nothing here trusts the writer. The fuzz target `writer` throws the same dice.

use std::fmt::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use shinchoku::diagnostics::{Certainty, Fix, SourceFile, Spanned};
use shinchoku::model::yaml::{self, Kind, Node};
use shinchoku::model::{Change, Edits, Item, Step};

/// Makes a file and an edit of it, and panics where the edit does anything but what was asked.
pub fn check(dice: &[u8]) {
    let mut dice = Dice(dice.iter());
    let file = File::thrown(&mut dice);
    let source = yaml::decode(Path::new("a.yaml"), file.text.clone().into_bytes()).expect("a file");
    let said = Said::of(&yaml::parse(&source).unwrap_or_else(|error| panic!("{error:?}\n{}", file.text)));
    assert_eq!(said, file.said, "{}", file.text);
    if dice.one_in(5) {
        return spoilt(file, &mut dice);
    }
    if dice.one_in(4) {
        return mend(&file, &source, &mut dice);
    }
    let values: Vec<&Value> = file.values.iter().filter(|value| !value.path.is_empty()).collect();
    let value = values[dice.below(values.len())];
    let text = dice.text();
    match &value.said {
        Said::Mapping(entries) if dice.one_in(2) => insert(&file, &source, value, entries, &text, &mut dice),
        Said::List(_) if dice.one_in(2) => append(&file, &source, value, &text, &mut dice),
        Said::Nothing if dice.one_in(4) => append(&file, &source, value, &text, &mut dice),
        Said::Nothing | Said::Text(_) if !dice.one_in(3) => set(&file, &source, value, &text),
        _ if dice.one_in(4) => {
            let root = &file.values[0];
            let Said::Mapping(entries) = &root.said else { unreachable!("a mapping") };
            insert(&file, &source, root, entries, &text, &mut dice);
        }
        _ => remove(&file, &source, value, &text, &mut dice),
    }
}

/// The numbers that decide everything; 0 once they are used up.
struct Dice<'b>(std::slice::Iter<'b, u8>);

impl Dice<'_> {
    fn below(&mut self, count: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or_default()) % count
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[self.below(from.len())]
    }

    /// Something that YAML may stumble over.
    fn piece(&mut self) -> &'static str {
        const PIECES: [&str; 52] = [
            "あ", "12", "回", "。", " ", "　", "\n", "\n", "#", " #", ": ", ":", "- ", "-", "'", "\"", "\\",
            "\t", "\r", "\r\n", "\u{2028}", "\u{0}", "\u{FEFF}", "\u{85}", "\u{7F}", "---", "...", "%", "{",
            "}", "[", "]", ",", ", ", "|", ">", "&x", "*", "!", "?", "? ", "~", "null", "`", "@", "=", "<<",
            "😀", "é", "  ", "\\n", "http://x",
        ];
        self.pick(&PIECES)
    }

    fn text(&mut self) -> String {
        let mut text: String = (0..=self.below(9)).map(|_| self.piece()).collect();
        if self.one_in(60) {
            text = text.repeat(200);
        }
        text
    }

    /// A text that needs no quotes.
    fn plain(&mut self) -> String {
        (0..=self.below(3))
            .map(|_| self.pick(&["あ", "12", "回", "。", "x", "x-y", "（１）", "a:b", "C#"]))
            .collect()
    }
}

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Said {
    Nothing,
    Text(String),
    List(Vec<Said>),
    Mapping(Vec<(String, Said)>),
}

impl Said {
    fn text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Nothing } else { Self::Text(text.to_owned()) }
    }

    fn of(node: &Node) -> Self {
        match &node.kind {
            Kind::Null => Self::Nothing,
            Kind::Scalar(text) => Self::Text(text.clone()),
            Kind::Sequence(items) => Self::List(items.iter().map(Self::of).collect()),
            Kind::Mapping(entries) => Self::Mapping(
                entries.iter().map(|(key, value)| (key.value.clone(), Self::of(value))).collect(),
            ),
        }
    }

    /// What another reader of YAML understands; numbers and truth values are not texts to it.
    fn of_other(value: &serde_yaml::Value) -> Option<Self> {
        Some(match value {
            serde_yaml::Value::Null => Self::Nothing,
            serde_yaml::Value::String(text) => Self::text(text),
            serde_yaml::Value::Sequence(items) => {
                Self::List(items.iter().map(Self::of_other).collect::<Option<_>>()?)
            }
            serde_yaml::Value::Mapping(entries) => Self::Mapping(
                entries
                    .iter()
                    .map(|(key, value)| Some((key.as_str()?.to_owned(), Self::of_other(value)?)))
                    .collect::<Option<_>>()?,
            ),
            _ => return None,
        })
    }

    fn at(&mut self, path: &[OwnedStep]) -> &mut Self {
        path.iter().fold(self, |said, step| match (said, step) {
            (Self::Mapping(entries), OwnedStep::Key(wanted)) => {
                &mut entries.iter_mut().find(|(key, _)| key == wanted).expect("the key").1
            }
            (Self::List(items), OwnedStep::Item(index)) => &mut items[*index],
            _ => panic!("the path leads somewhere"),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum OwnedStep {
    Key(String),
    Item(usize),
}

fn steps(path: &[OwnedStep]) -> Vec<Step<'_>> {
    path.iter()
        .map(|step| match step {
            OwnedStep::Key(key) => Step::Key(key),
            OwnedStep::Item(index) => Step::Item(*index),
        })
        .collect()
}

/// A value of a file and its characters.
#[derive(Debug, Clone)]
struct Value {
    path: Vec<OwnedStep>,
    said: Said,
    /// Where its key begins, or it itself.
    start: usize,
    /// Its characters on the line of its key; those of a list or mapping.
    head: Range<usize>,
    /// Its lines below that, with the line ends before them.
    lines: Range<usize>,
    /// Where the remarks end that belong to it.
    end: usize,
    bracketed: bool,
    /// Whether it is a text after `|` or `>`, which takes deeper remarks for its own lines.
    swallows: bool,
    /// Whether it needs the line end after it, and no empty lines there.
    keeps: bool,
}

/// A file that was made.
struct File {
    text: String,
    said: Said,
    /// The first is that of the whole file.
    values: Vec<Value>,
    line_end: &'static str,
    remarks: usize,
}

impl File {
    fn thrown(dice: &mut Dice<'_>) -> Self {
        let line_end = ["\n", "\n", "\r\n", "\r"][dice.below(4)];
        let mut file =
            Self { text: String::new(), said: Said::Nothing, values: Vec::new(), line_end, remarks: 0 };
        if dice.one_in(4) {
            file.text.push('\u{FEFF}');
        }
        file.between(dice, 0, false);
        let top = Around { column: None, depth: 0, bracketed: false, start: None };
        let root = if dice.one_in(6) {
            file.in_brackets(dice, &mut Vec::new(), top, true)
        } else {
            file.in_lines(dice, &mut Vec::new(), top, true)
        };
        if !root.keeps && dice.one_in(2) {
            file.text.push_str(line_end);
            file.between(dice, 0, root.swallows);
        } else if root.keeps || dice.one_in(2) {
            file.text.push_str(line_end);
        }
        file.said = root.said;
        // A value comes after those in it; the whole is to be the first.
        file.values.reverse();
        file
    }

    fn remark(&mut self) {
        self.remarks += 1;
        write!(self.text, "# 覚え書き{}: |- 'x", self.remarks).expect("a String takes all");
    }

    /// Empty lines and remarks, each with its line end.
    fn between(&mut self, dice: &mut Dice<'_>, column: usize, no_blanks: bool) {
        while dice.one_in(4) {
            if dice.one_in(2) {
                self.text.push_str(&" ".repeat([0, column][dice.below(2)]));
                self.remark();
            } else if no_blanks {
                return;
            }
            self.text.push_str(self.line_end);
        }
    }
}

/// Where a value is made.
#[derive(Clone, Copy)]
struct Around {
    /// The column of the key or `-` that it belongs to.
    column: Option<usize>,
    depth: usize,
    bracketed: bool,
    /// Where the key or `-` begins.
    start: Option<usize>,
}

/// Whether a sign has to be escaped.
fn is_escaped(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\n' | '\t') || matches!(sign, '\u{FEFF}' | '\u{2028}')
}

fn double_quoted(text: &str) -> String {
    let escaped = |sign: char| match sign {
        '"' | '\\' => format!("\\{sign}"),
        sign if is_escaped(sign) || sign == '\n' => format!("\\x{:02X}", u32::from(sign)),
        sign => sign.to_string(),
    };
    let escaped: String = text.chars().map(escaped).collect();
    format!("\"{}\"", escaped.replace("\\xFEFF", "\\uFEFF").replace("\\x2028", "\\u2028"))
}

const KEYS: [&str; 10] = ["成果", "備考", "a", "指標: x", "it's", "12", "a b", "\"q\"", "#n", "概要（１）"];

impl File {
    /// Any value, with what stands between it and its key.
    fn value(&mut self, dice: &mut Dice<'_>, path: &mut Vec<OwnedStep>, around: Around) -> Value {
        let column = around.column.unwrap_or(0);
        match dice.below(if around.depth > 3 { 6 } else { 9 }) {
            0 if around.bracketed => self.nothing_in_brackets(dice, path, around),
            0 => self.nothing(dice, path, around),
            1 => {
                let text = dice.plain();
                self.on_one_line(dice, path, around, &text, &text)
            }
            2 | 3 if !around.bracketed => self.below(dice, path, around, column),
            2 | 3 => {
                let text = dice.text().replace(|sign: char| sign == '\n' || is_escaped(sign), "");
                self.on_one_line(dice, path, around, &format!("'{}'", text.replace('\'', "''")), &text)
            }
            4 if dice.one_in(4) => {
                // Lines in quotes are one.
                let (one, other) = (dice.plain(), dice.plain());
                let line_end = format!("{}{}", self.line_end, " ".repeat(column + 1 + dice.below(3)));
                self.on_one_line(
                    dice,
                    path,
                    around,
                    &format!("'{one}{line_end}{other}'"),
                    &format!("{one} {other}"),
                )
            }
            4 | 5 => {
                let text = dice.text();
                self.on_one_line(dice, path, around, &double_quoted(&text), &text)
            }
            kind if around.bracketed || kind == 6 => {
                let mapping = dice.one_in(2);
                self.in_brackets(dice, path, around, mapping)
            }
            kind => self.in_lines(dice, path, around, kind == 7),
        }
    }

    fn push(&mut self, value: Value) -> Value {
        self.values.push(value.clone());
        value
    }

    /// A remark behind a value, and deeper ones below it.
    fn tail(&mut self, dice: &mut Dice<'_>, around: Around) {
        if around.bracketed || !dice.one_in(4) {
            return;
        }
        self.text.push_str("  ");
        self.remark();
        if dice.one_in(3) {
            self.text.push_str(self.line_end);
            self.text.push_str(&" ".repeat(around.column.unwrap_or(0) + 1 + dice.below(4)));
            self.remark();
        }
    }

    fn on_one_line(
        &mut self,
        dice: &mut Dice<'_>,
        path: &[OwnedStep],
        around: Around,
        typed: &str,
        said: &str,
    ) -> Value {
        self.text.push(' ');
        let start = self.text.len();
        self.text.push_str(typed);
        self.made(dice, path, around, start..self.text.len(), Said::text(said))
    }

    fn made(
        &mut self,
        dice: &mut Dice<'_>,
        path: &[OwnedStep],
        around: Around,
        head: Range<usize>,
        said: Said,
    ) -> Value {
        self.tail(dice, around);
        let line_end =
            head.end + self.text[head.end..].find(['\n', '\r']).unwrap_or(self.text.len() - head.end);
        self.push(Value {
            path: path.to_vec(),
            said,
            start: around.start.unwrap_or(head.start),
            lines: line_end..line_end,
            head,
            end: self.text.len(),
            bracketed: around.bracketed,
            swallows: false,
            keeps: false,
        })
    }

    fn nothing(&mut self, dice: &mut Dice<'_>, path: &[OwnedStep], around: Around) -> Value {
        match dice.pick(&["", "~", "null", "''", "\"  \""]) {
            "" => {
                let at = self.text.len();
                self.made(dice, path, around, at..at, Said::Nothing)
            }
            typed => self.on_one_line(dice, path, around, typed, ""),
        }
    }

    fn nothing_in_brackets(&mut self, dice: &mut Dice<'_>, path: &[OwnedStep], around: Around) -> Value {
        if matches!(path.last(), Some(OwnedStep::Key(_))) {
            let at = self.text.len();
            if dice.one_in(2) {
                self.text.push(' ');
            }
            self.made(dice, path, around, at..at, Said::Nothing)
        } else {
            self.on_one_line(dice, path, around, "~", "")
        }
    }

    /// A text after `|` or `>`.
    fn below(&mut self, dice: &mut Dice<'_>, path: &[OwnedStep], around: Around, column: usize) -> Value {
        let mut text = dice.text().replace(is_escaped, "");
        if text.trim().is_empty() {
            "あ".clone_into(&mut text);
        }
        let folded = dice.one_in(5);
        if folded {
            text = dice.plain();
        }
        let depth = 1 + dice.below(4);
        let deeper = text.trim_start_matches('\n').starts_with(' ') || dice.one_in(8);
        let ends = text.len() - text.trim_end_matches('\n').len();
        let keeps = ends > 1 || ends == 1 && dice.one_in(3);
        self.text.push(' ');
        let start = self.text.len();
        self.text.push(if folded { '>' } else { '|' });
        if deeper {
            self.text.push_str(&depth.to_string());
        }
        self.text.push_str(if keeps {
            "+"
        } else if ends == 1 {
            ""
        } else {
            "-"
        });
        let head = start..self.text.len();
        if dice.one_in(5) {
            self.text.push(' ');
            self.remark();
        }
        let start = self.text.len();
        for line in text.strip_suffix('\n').unwrap_or(&text).split('\n') {
            self.text.push_str(self.line_end);
            // An empty line may have blanks, but no more than the others have before their text.
            let indent = if line.is_empty() { dice.below(column + depth + 1) } else { column + depth };
            self.text.push_str(&" ".repeat(indent));
            self.text.push_str(line);
        }
        self.push(Value {
            path: path.to_vec(),
            said: Said::text(&text),
            start: around.start.unwrap_or(head.start),
            head,
            lines: start..self.text.len(),
            end: self.text.len(),
            bracketed: false,
            swallows: true,
            keeps: ends > 0,
        })
    }

    fn key(&mut self, dice: &mut Dice<'_>, first: usize, index: usize) -> String {
        let key = KEYS[(first + index) % KEYS.len()];
        let is_plain = !key.contains(['#', '"', '\'']) && !key.contains(": ");
        match dice.below(4) {
            0 => self.text.push_str(&double_quoted(key)),
            1 => self.text.extend(["'", &key.replace('\'', "''"), "'"]),
            _ if is_plain => self.text.push_str(key),
            _ => self.text.push_str(&double_quoted(key)),
        }
        key.to_owned()
    }

    /// A list or mapping in `[ ]` or `{ }`.
    fn in_brackets(
        &mut self,
        dice: &mut Dice<'_>,
        path: &mut Vec<OwnedStep>,
        around: Around,
        mapping: bool,
    ) -> Value {
        if around.column.is_some() {
            self.text.push(' ');
        }
        let column = around.column.unwrap_or(0);
        let start = self.text.len();
        self.text.push(if mapping { '{' } else { '[' });
        let (count, first) = (dice.below(4), dice.below(KEYS.len()));
        let count = if around.column.is_none() { count.max(1) } else { count };
        let in_lines = dice.one_in(4);
        let mut said = Vec::new();
        for index in 0..count {
            if in_lines {
                self.text.push_str(self.line_end);
                self.text.push_str(&" ".repeat(column + 1 + dice.below(3)));
                if dice.one_in(4) {
                    self.remark();
                    self.text.push_str(self.line_end);
                    self.text.push_str(&" ".repeat(column + 2));
                }
            } else if index > 0 && !dice.one_in(3) {
                self.text.push(' ');
            }
            let start = self.text.len();
            let (key, step) = if mapping {
                let key = self.key(dice, first, index);
                (key.clone(), OwnedStep::Key(key))
            } else {
                (String::new(), OwnedStep::Item(index))
            };
            if mapping {
                self.text.push(':');
            }
            path.push(step);
            let inner =
                Around { column: Some(column), depth: around.depth + 1, bracketed: true, start: Some(start) };
            said.push((key, self.value(dice, path, inner).said));
            path.pop();
            if index + 1 < count || dice.one_in(4) {
                self.text.push(',');
                if in_lines && dice.one_in(4) {
                    self.text.push(' ');
                    self.remark();
                }
            }
        }
        if in_lines {
            self.text.push_str(self.line_end);
            self.text.push_str(&" ".repeat(column + 1));
        }
        self.text.push(if mapping { '}' } else { ']' });
        let said = if mapping {
            Said::Mapping(said)
        } else {
            Said::List(said.into_iter().map(|(_, said)| said).collect())
        };
        self.made(dice, path, around, start..self.text.len(), said)
    }

    /// A list or mapping whose entries have lines of their own.
    fn in_lines(
        &mut self,
        dice: &mut Dice<'_>,
        path: &mut Vec<OwnedStep>,
        around: Around,
        mapping: bool,
    ) -> Value {
        let in_item = matches!(path.last(), Some(OwnedStep::Item(_)));
        let outer = around.column;
        let column = match outer {
            None => 0,
            // A list may stand as deep as its key.
            Some(outer) if !mapping && !in_item && dice.one_in(2) => outer,
            Some(outer) => outer + 1 + dice.below(3),
        };
        // The first entry may stand on the line of the dash.
        let on_line_of_dash = in_item && dice.one_in(2);
        let column = if on_line_of_dash {
            self.text.push_str(&" ".repeat(1 + dice.below(3)));
            let start = self.text.rfind(['\n', '\r']).map_or(0, |end| end + 1);
            self.text[start..].trim_start_matches('\u{FEFF}').len()
        } else {
            column
        };
        if outer.is_some() && !on_line_of_dash {
            if dice.one_in(5) {
                self.text.push(' ');
                self.remark();
            }
            self.text.push_str(self.line_end);
            self.between(dice, column, false);
        }
        let start = self.text.len();
        let (count, first) = (1 + dice.below(4), dice.below(KEYS.len()));
        let mut said = Vec::new();
        let mut last: Option<Value> = None;
        for index in 0..count {
            if index > 0 {
                self.text.push_str(self.line_end);
                let keeps = last.as_ref().is_some_and(|last| last.keeps);
                self.between(dice, column, keeps);
            }
            if index > 0 || !on_line_of_dash {
                self.text.push_str(&" ".repeat(column));
            }
            let start = self.text.len();
            let key = if mapping {
                let key = self.key(dice, first, index);
                self.text.push(':');
                path.push(OwnedStep::Key(key.clone()));
                key
            } else {
                self.text.push('-');
                path.push(OwnedStep::Item(index));
                String::new()
            };
            let inner = Around {
                column: Some(column),
                depth: around.depth + 1,
                bracketed: false,
                start: Some(start),
            };
            let value = self.value(dice, path, inner);
            path.pop();
            said.push((key, value.said.clone()));
            last = Some(value);
        }
        let last = last.expect("at least one");
        let said = if mapping {
            Said::Mapping(said)
        } else {
            Said::List(said.into_iter().map(|(_, said)| said).collect())
        };
        let end = self.text.len();
        self.push(Value {
            path: path.clone(),
            said,
            start: around.start.unwrap_or(start),
            head: start..end,
            lines: end..end,
            end,
            bracketed: false,
            swallows: last.swallows,
            keeps: last.keeps,
        })
    }
}

/// The order in which new keys are to come.
const ORDER: [&str; 6] = ["a", "成果", "新しい項目", "備考", "a b", "it's"];

/// The file after an edit, which has to be possible.
fn made(file: &File, source: &Arc<SourceFile>, path: &[OwnedStep], change: Change<'_>) -> String {
    let mut edits = Edits::default();
    let result = edits.make(source, &steps(path), change);
    result.unwrap_or_else(|refused| panic!("{path:?} {change:?}: {refused:?}\n{}", file.text));
    let edited = edits.files().next().map(|file| file.edited.contents());
    edited.unwrap_or_else(|| file.text.clone())
}

/// What is written says what is wanted.
fn assert_read(file: &File, edited: &str, wanted: &Said) {
    let source = yaml::decode(Path::new("a.yaml"), edited.as_bytes().to_vec()).expect("a file");
    assert_eq!(Said::of(&yaml::parse(&source).expect("YAML")), *wanted, "{}\n{edited}", file.text);
}

/// What is written says what is wanted, to the program and to another reader that could read the file before.
fn assert_says(file: &File, edited: &str, wanted: &Said) {
    assert_read(file, edited, wanted);
    let other = |text: &str| {
        serde_yaml::from_str(text.trim_start_matches('\u{FEFF}'))
            .ok()
            .and_then(|value| Said::of_other(&value))
    };
    if let Some(said) = other(&file.text)
        && said == file.said
        && let Some(said) = other(edited)
    {
        assert_eq!(said, *wanted, "to another reader: {}\n{edited}", file.text);
    }
}

/// Where the longer text has characters more than the shorter, in one place; the last of the places where that may be.
fn only_addition(shorter: &str, longer: &str) -> Range<usize> {
    let (short, long) = (shorter.as_bytes(), longer.as_bytes());
    let before = short.iter().zip(long).take_while(|(one, other)| one == other).count();
    let behind =
        short[before..].iter().rev().zip(long.iter().rev()).take_while(|(one, other)| one == other).count();
    assert_eq!(before + behind, short.len(), "more than one place differs: {shorter}\n{longer}");
    before..long.len() - behind
}

fn set(file: &File, source: &Arc<SourceFile>, value: &Value, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let edited = made(file, source, &value.path, Change::Set { text, order: &ORDER });
    let mut wanted = file.said.clone();
    *wanted.at(&value.path) = Said::text(text);
    assert_says(file, &edited, &wanted);

    let (before, behind) = (&file.text[..value.head.start], &file.text[value.lines.end..]);
    let line = &file.text[value.head.end..value.lines.start];
    let own = edited.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind));
    let own = own.unwrap_or_else(|| panic!("other characters differ: {}\n{edited}", file.text));
    let (first, more) = own.split_at(own.find(['\n', '\r']).unwrap_or(own.len()));
    assert!(first.ends_with(line), "the line lost something: {}\n{edited}", file.text);
    assert!(!value.bracketed || more.is_empty(), "brackets stay on their line: {}\n{edited}", file.text);
}

fn insert(
    file: &File,
    source: &Arc<SourceFile>,
    mapping: &Value,
    entries: &[(String, Said)],
    text: &str,
    dice: &mut Dice<'_>,
) {
    let key = dice.pick(&["新しい項目", "備考", "a b", "it's", "知らない: 項目", "x\ny"]).to_owned();
    if text.trim().is_empty() || entries.iter().any(|(known, _)| *known == key) {
        return;
    }
    let place = ORDER.iter().position(|known| *known == key);
    let place = place.map_or(entries.len(), |place| {
        let before = entries.iter().rposition(|(known, _)| ORDER[..place].contains(&known.as_str()));
        before.map_or(0, |before| before + 1)
    });
    let mut wanted = file.said.clone();
    let Said::Mapping(said) = wanted.at(&mapping.path) else { unreachable!("a mapping") };
    said.insert(place, (key.clone(), Said::text(text)));
    let path = [&mapping.path[..], &[OwnedStep::Key(key)]].concat();
    let edited = made(file, source, &path, Change::Set { text, order: &ORDER });
    assert_says(file, &edited, &wanted);
    only_addition(&file.text, &edited);
}

fn append(file: &File, source: &Arc<SourceFile>, list: &Value, text: &str, dice: &mut Dice<'_>) {
    if text.trim().is_empty() {
        return;
    }
    let (item, said) = if dice.one_in(2) {
        (Item::Text(text), Said::text(text))
    } else {
        (Item::Entry("名称", text), Said::Mapping(vec![("名称".to_owned(), Said::text(text))]))
    };
    let mut wanted = file.said.clone();
    match wanted.at(&list.path) {
        Said::List(items) => items.push(said),
        nothing => *nothing = Said::List(vec![said]),
    }
    let edited = made(file, source, &list.path, Change::Append { item, order: &ORDER });
    assert_says(file, &edited, &wanted);
    if list.said != Said::Nothing {
        only_addition(&file.text, &edited);
    }
}

fn remove(file: &File, source: &Arc<SourceFile>, value: &Value, text: &str, dice: &mut Dice<'_>) {
    let Some((last, around)) = value.path.split_last() else { return };
    let mut wanted = file.said.clone();
    let parts = match wanted.at(around) {
        Said::Mapping(entries) => entries.len(),
        Said::List(items) => items.len(),
        Said::Nothing | Said::Text(_) => unreachable!("something in it"),
    };
    if parts == 1 && !value.bracketed {
        let refused = Edits::default().make(source, &steps(&value.path), Change::Remove);
        assert!(refused.is_err(), "a mapping or list of nothing: {}", file.text);
        return;
    }
    match (wanted.at(around), last) {
        (Said::Mapping(entries), OwnedStep::Key(key)) => entries.retain(|(known, _)| known != key),
        (Said::List(items), OwnedStep::Item(index)) => drop(items.remove(*index)),
        _ => unreachable!("the path leads somewhere"),
    }
    let is_key = matches!(last, OwnedStep::Key(_));
    let change = if is_key && dice.one_in(2) && text.trim().is_empty() {
        Change::Set { text, order: &ORDER }
    } else {
        Change::Remove
    };
    let edited = made(file, source, &value.path, change);
    assert_says(file, &edited, &wanted);
    only_addition(&edited, &file.text);
    let own = file.text[value.start..value.end].matches("# 覚え書き").count();
    let (before, after) = (file.text.matches("# 覚え書き").count(), edited.matches("# 覚え書き").count());
    assert!(after >= before - own, "a remark of another key went: {}\n{edited}", file.text);
}

/// Fixes of parts of values.
fn mend(file: &File, source: &Arc<SourceFile>, dice: &mut Dice<'_>) {
    let mut texts = Vec::new();
    collect(&yaml::parse(source).expect("YAML"), &mut Vec::new(), &mut texts);
    let mut fixes: Vec<(Fix, Vec<OwnedStep>, Range<usize>)> = Vec::new();
    for _ in 0..=dice.below(3) {
        if texts.is_empty() {
            return;
        }
        let (path, text) = &texts[dice.below(texts.len())];
        let ends: Vec<usize> =
            text.value.char_indices().map(|(at, _)| at).chain([text.value.len()]).collect();
        let start = dice.below(ends.len());
        let end = (start + dice.below(4)).min(ends.len() - 1);
        let part = ends[start]..ends[end];
        let Some(place) = text.part(part.clone()) else { continue };
        assert_eq!(place.text(), &text.value[part.clone()], "{}", file.text);
        // A line break takes the depth of the text, which its own test shows.
        let replacement = if dice.one_in(2) { "漢字".to_owned() } else { dice.text().replace('\n', "") };
        let apart = |(fix, ..): &(Fix, _, _)| {
            let (one, other) = (fix.place.range(), place.range());
            one.end < other.start || other.end < one.start
        };
        if place.text() != replacement && fixes.iter().all(apart) {
            fixes.push((Fix { place, replacement, certainty: Certainty::Certain }, path.clone(), part));
        }
    }
    fixes.sort_by_key(|(fix, ..)| fix.place.range().start);
    let mut edits = Edits::default();
    edits.apply(fixes.iter().map(|(fix, ..)| fix));
    let edited = edits.files().next().map_or_else(|| file.text.clone(), |file| file.edited.contents());
    let mark = file.text.len() - source.text().len();
    // One of the choices of fixes is what was made: it says just that.
    let made = (0..1 << fixes.len()).rev().find_map(|chosen: usize| {
        let (mut text, mut wanted) = (file.text.clone(), file.said.clone());
        for (_, (fix, path, part)) in fixes.iter().enumerate().rev().filter(|(at, _)| chosen & (1 << at) != 0)
        {
            let Range { start, end } = fix.place.range();
            text.replace_range(start + mark..end + mark, &fix.replacement);
            let Said::Text(said) = wanted.at(path) else { unreachable!("a text") };
            said.replace_range(part.clone(), &fix.replacement);
        }
        (text == edited).then_some((chosen, wanted))
    });
    let (chosen, wanted) = made.unwrap_or_else(|| panic!("something else was made: {}\n{edited}", file.text));
    // The style stays, in which the signs of a fix may be something else to another reader.
    assert_read(file, &edited, &wanted);
    for (at, (fix, path, part)) in fixes.iter().enumerate() {
        // What cannot mean anything to YAML is made wherever it is not first.
        assert!(
            chosen & (1 << at) != 0 || fix.replacement != "漢字" || part.start == 0 || part.is_empty(),
            "{path:?} {fix:?} was not made: {}",
            file.text
        );
    }
}

/// The texts of a file with their places.
fn collect(node: &Node, path: &mut Vec<OwnedStep>, texts: &mut Vec<(Vec<OwnedStep>, Spanned<String>)>) {
    let mut inside = |step, node: &Node| {
        path.push(step);
        collect(node, path, texts);
        path.pop();
    };
    match &node.kind {
        Kind::Null => {}
        Kind::Scalar(text) => texts.push((path.clone(), Spanned::new(text.clone(), node.place.clone()))),
        Kind::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                inside(OwnedStep::Item(index), item);
            }
        }
        Kind::Mapping(entries) => {
            for (key, value) in entries {
                inside(OwnedStep::Key(key.value.clone()), value);
            }
        }
    }
}

/// A file that is no longer as it was made. If it is still one, an edit is made whole or refused.
fn spoilt(mut file: File, dice: &mut Dice<'_>) {
    for _ in 0..=dice.below(3) {
        let ends: Vec<usize> = file.text.char_indices().map(|(at, _)| at).collect();
        let at = ends[(dice.below(256) * 256 + dice.below(256)) % ends.len()];
        if dice.one_in(2) {
            file.text.remove(at);
        } else {
            file.text.insert_str(at, dice.piece());
        }
        if file.text.is_empty() {
            return;
        }
    }
    let Ok(source) = yaml::decode(Path::new("a.yaml"), file.text.clone().into_bytes()) else { return };
    let Ok(root) = yaml::parse(&source) else { return };
    file.said = Said::of(&root);
    let mut texts = Vec::new();
    collect(&root, &mut Vec::new(), &mut texts);
    if texts.is_empty() {
        return;
    }
    let which = dice.below(texts.len());
    let (path, value) = &texts[which];
    let text = dice.text();
    let mut edits = Edits::default();
    let mut wanted = file.said.clone();
    let change = if text.trim().is_empty() || dice.one_in(4) {
        let Some((OwnedStep::Key(key), Said::Mapping(entries))) =
            path.split_last().map(|(key, mapping)| (key, wanted.at(mapping)))
        else {
            return;
        };
        entries.retain(|(known, _)| known != key);
        Change::Remove
    } else {
        *wanted.at(path) = Said::text(&text);
        Change::Set { text: &text, order: &ORDER }
    };
    if edits.make(&source, &steps(path), change).is_err() {
        assert_eq!(edits.files().count(), 0);
        return;
    }
    let edited = edits.files().next().map_or(file.text.clone(), |file| file.edited.contents());
    assert_read(&file, &edited, &wanted);
    if let Change::Set { .. } = change {
        // Nothing changes but what is between the texts before and behind it.
        let mark = file.text.len() - source.text().len();
        let before = which.checked_sub(1).map_or(0, |before| texts[before].1.place.range().end + mark);
        let behind = texts.get(which + 1).map_or(file.text.len(), |next| next.1.place.range().start + mark);
        let kept = edited.starts_with(&file.text[..before]) && edited.ends_with(&file.text[behind..]);
        assert!(kept && before <= value.place.range().start + mark, "{}\n{edited}", file.text);
    }
}

//! YAML as a tree in which every node knows its place and every scalar keeps its spelling.
//!
//! The records are forms, not programs: anchors, tags and second documents are refused, so that no
//! file means more than it shows.

mod lines;
mod meant;
mod slip;

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};

use crate::diagnostics::{Code, Diagnostic, Place, SourceFile, Spanned};
use crate::folder::LARGEST_DATA;
use crate::language::script::composed;
use crate::reading::{self, too_large};
use lines::Lines;
pub use meant::{text_in_brackets, without_key};

/// How deep a file may nest. The plan's tree, the deepest of ours, needs nine levels.
const MAX_DEPTH: usize = 32;

/// One value of a YAML file.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub place: Place,
}

/// What a node can be.
#[derive(Debug)]
pub enum Kind {
    /// Nothing typed, or `~`.
    Null,
    /// A text, number or anything else on its own, as typed.
    Scalar(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with values, in file order; no key twice.
    Mapping(Vec<(Spanned<String>, Node)>),
}

impl Kind {
    /// The same, a text with its marks composed.
    fn composed(self) -> Self {
        match self {
            Self::Scalar(text) => Self::Scalar(composed(&text).into_owned()),
            other => other,
        }
    }

    /// The word for it in messages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Null => "空",
            Self::Scalar(_) => "文字",
            Self::Sequence(_) => "箇条書き（- の並び）",
            Self::Mapping(_) => "「項目: 値」の組",
        }
    }
}

/// Takes the bytes of a file as text.
///
/// # Errors
/// A file that is too large, empty, or not UTF-8.
pub fn decode(path: &Path, bytes: Vec<u8>) -> Result<Arc<SourceFile>, Diagnostic> {
    if bytes.len() as u64 > LARGEST_DATA {
        return Err(too_large(path, bytes.len() as u64, LARGEST_DATA));
    }
    let source = SourceFile::new(path, reading::text(path, bytes)?);
    if source.text().trim().is_empty() {
        return Err(Diagnostic::new(Code::EmptyFile, "ファイルが空です。")
            .in_file(path)
            .hint("同じフォルダーのほかのファイルを手本に、項目を書いてください。"));
    }
    Ok(source)
}

/// Reads a file's text as one YAML document.
///
/// # Errors
/// The first place at which the text is not YAML, or is YAML that records do not use.
pub fn parse(source: &Arc<SourceFile>) -> Result<Node, Diagnostic> {
    let parser = Parser::new_from_str(source.text());
    let mut reader = Reader { source, lines: Lines::of(source), parser, brackets: 0 };
    let (event, span) = reader.content_event()?;
    let root = reader.node(event, span, 0)?;
    match reader.next()? {
        (Event::DocumentEnd, _) => {}
        (_, span) => return Err(reader.unsupported(span, "ここから先を読めません")),
    }
    match reader.next()? {
        (Event::StreamEnd, _) => Ok(root),
        (_, span) => {
            Err(reader.unsupported(span, "１つのファイルに書けるのは１件だけです（`---` で区切れません）"))
        }
    }
}

struct Reader<'a> {
    source: &'a Arc<SourceFile>,
    lines: Lines<'a>,
    parser: Parser<'a, StrInput<'a>>,
    /// In how many `[ ]` and `{ }` the node lies that is being read.
    brackets: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Diagnostic> {
        match self.parser.next_event() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => Err(self.syntax_error(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    /// The first event that belongs to a value.
    fn content_event(&mut self) -> Result<(Event<'a>, Span), Diagnostic> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
                (Event::StreamEnd, _) => {
                    return Err(Diagnostic::new(
                        Code::EmptyFile,
                        "ファイルに項目がありません（注釈だけです）。",
                    )
                    .in_file(self.source.path()));
                }
                other => return Ok(other),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Diagnostic> {
        if depth > MAX_DEPTH {
            return Err(self.unsupported(span, "入れ子が深すぎます"));
        }
        match event {
            Event::Alias(_) => Err(self.anchor(span, '*')),
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_decoration(span, anchor, tag.is_some())?;
                let place = self.scalar_place(span, style);
                if style == ScalarStyle::Plain {
                    self.refuse_lost_text(&place)?;
                }
                // A text of nothing but space would leave an empty cell on paper.
                let null =
                    text.trim().is_empty() || style == ScalarStyle::Plain && matches!(&*text, "~" | "null");
                let kind = if null { Kind::Null } else { Kind::Scalar(text.into_owned()) };
                Ok(Node { kind, place })
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_decoration(span, anchor, tag.is_some())?;
                self.bracketed(span, |reader| reader.sequence(span, depth))
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_decoration(span, anchor, tag.is_some())?;
                self.bracketed(span, |reader| reader.mapping(span, depth))
            }
            _ => Err(self.unsupported(span, "値がありません")),
        }
    }

    /// Reads a collection that may begin with a bracket.
    fn bracketed(
        &mut self,
        span: Span,
        read: impl FnOnce(&mut Self) -> Result<Node, Diagnostic>,
    ) -> Result<Node, Diagnostic> {
        let bracket = usize::from(self.source.text()[self.range(span).start..].starts_with(['[', '{']));
        self.brackets += bracket;
        let node = read(self)?;
        self.brackets -= bracket;
        Ok(node)
    }

    fn sequence(&mut self, span: Span, depth: usize) -> Result<Node, Diagnostic> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, end) => {
                    let place = self.place(Span::new(span.start, end.end));
                    return Ok(Node { kind: Kind::Sequence(items), place });
                }
                (event, span) => items.push(self.node(event, span, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, span: Span, depth: usize) -> Result<Node, Diagnostic> {
        let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
        let mut places: HashMap<String, Place> = HashMap::new();
        loop {
            let (event, key_span) = self.next()?;
            if event == Event::MappingEnd {
                let place = self.place(Span::new(span.start, key_span.end));
                return Ok(Node { kind: Kind::Mapping(entries), place });
            }
            let key = self.node(event, key_span, depth + 1)?;
            // Some systems type 「が」 as two characters; a key has one form.
            let Kind::Scalar(name) = key.kind.composed() else {
                return Err(Diagnostic::new(Code::YamlUnsupported, "項目の名前になっていません。")
                    .at(&key.place)
                    .hint("「項目: 値」の形で書いてください。"));
            };
            let stands_bare = self.source.text()[..key.place.range().start].ends_with([' ', '\n']);
            if let Some(wide) =
                self.wide_colon(key.place.start().line).filter(|_| stands_bare && name.contains('：'))
            {
                return Err(wide);
            }
            if let Some(first) = places.insert(name.clone(), key.place.clone()) {
                let line = first.start().line;
                return Err(Diagnostic::new(
                    Code::DuplicateKey,
                    format!("項目「{name}」が二度書かれています。"),
                )
                .at(&key.place)
                .hint(
                    self.item_without_mark(span, &entries, &name, &key.place).unwrap_or_else(|| {
                        format!("{line} 行目にもあります。どちらか一方を消してください。")
                    }),
                ));
            }
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            entries.push((Spanned::new(name, key.place), value));
        }
    }

    /// YAML drops what follows a blank and `#`, and folds the lines of a text that has no `|-`. A remark of the writer's own has a
    /// blank after its `#`; without one it is most likely text.
    fn refuse_lost_text(&self, place: &Place) -> Result<(), Diagnostic> {
        let range = place.range();
        if place.text().contains(['\n', '\r']) {
            return Err(self.slip_across_lines(place).unwrap_or_else(|| {
                Diagnostic::new(Code::YamlUnsupported, "行の分かれた文章の前に |- がありません。")
                    .at(&place.first_line())
                    .hint(
                        "項目の行を「取組内容: |-」のようにし、文章を次の行から、行の頭を下げて書いてください。",
                    )
            }));
        }
        let rest = self.source.text()[range.end..].lines().next().unwrap_or_default();
        // Nothing typed has its place at the colon of its key.
        let lost = rest.trim_start_matches(|sign: char| sign == ' ' || range.is_empty() && sign == ':');
        let text = lost.strip_prefix('#').filter(|text| text.starts_with(|next: char| !next.is_whitespace()));
        if text.is_some() && rest.len() > lost.len() {
            let start = range.end + rest.len() - lost.len();
            return Err(Diagnostic::new(Code::YamlUnsupported, "# から後は紙に載りません。")
                .at(&self.source.place(start..range.end + rest.len()))
                .hint("文字としての # なら、値の全体を '…' で囲んでください。覚え書きなら、# の後に空白を入れてください。"));
        }
        Ok(())
    }

    fn refuse_decoration(&self, span: Span, anchor: usize, tagged: bool) -> Result<(), Diagnostic> {
        if anchor != 0 {
            return Err(self.anchor(span, '&'));
        }
        if tagged {
            return Err(self
                .unsupported(span, "値の先頭の `!` は YAML では特別な意味を持ち、ここでは使えません")
                .hint("文字としての ! なら、値の全体を '…' で囲んでください。"));
        }
        Ok(())
    }

    fn anchor(&self, span: Span, sign: char) -> Diagnostic {
        self.unsupported(
            span,
            &format!("値の先頭の `{sign}` は YAML では特別な意味を持ち、ここでは使えません"),
        )
        .hint(format!("文字としての {sign} なら、値の全体を '…' で囲んでください。"))
    }

    fn unsupported(&self, span: Span, message: &str) -> Diagnostic {
        Diagnostic::new(Code::YamlUnsupported, format!("{message}。")).at(&self.line_end_place(span))
    }

    fn place(&self, span: Span) -> Place {
        self.source.place(self.range(span))
    }

    /// A block text's span ends on the line after it; the place ends with its last line, blanks at whose end are of the value.
    fn scalar_place(&self, span: Span, style: ScalarStyle) -> Place {
        let range = self.range(span);
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let text = &self.source.text()[range.clone()];
                let written = text.trim_end().len();
                let blanks = text[written..].find(['\n', '\r']).unwrap_or(text.len() - written);
                self.source.place(range.start..range.start + written + blanks)
            }
            _ => self.source.place(range),
        }
    }

    fn line_end_place(&self, span: Span) -> Place {
        let range = self.range(span);
        let end = self.lines.range(span.start.line()).end;
        self.source.place(range.start..range.end.min(end).max(range.start))
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.lines.offset(span.start);
        start..self.lines.offset(span.end).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_text(text: &str) -> Result<Node, Diagnostic> {
        parse(&decode(Path::new("a.yaml"), text.as_bytes().to_vec()).expect("decodes"))
    }

    fn scalar<'a>(node: &'a Node, key: &str) -> (&'a str, &'a Place) {
        let Kind::Mapping(entries) = &node.kind else { panic!("a mapping") };
        let (_, value) = entries.iter().find(|(name, _)| name.value == key).expect("the key");
        let Kind::Scalar(text) = &value.kind else { panic!("a scalar") };
        (text, &value.place)
    }

    #[test]
    fn scalars_keep_their_spelling_and_place() {
        let node =
            parse_text("数: 1.50\n日: 2024-04-01\n文: |-\n  一行目\n  二行目\n印: No\n").expect("parses");
        assert_eq!(scalar(&node, "数").0, "1.50");
        assert_eq!(scalar(&node, "日").0, "2024-04-01");
        assert_eq!(scalar(&node, "文").0, "一行目\n二行目");
        let (text, place) = scalar(&node, "印");
        assert_eq!((text, place.start().line, place.start().column), ("No", 6, 4));
    }

    #[test]
    fn a_key_has_one_form() {
        let node = parse_text("か\u{3099}くしゅう: か\u{3099}\n").expect("parses");
        assert_eq!(scalar(&node, "がくしゅう").0, "か\u{3099}", "a value is as it was typed");
        let twice = parse_text("か\u{3099}: 1\nが: 2\n").expect_err("twice");
        assert_eq!(twice.code, Code::DuplicateKey);
    }

    #[test]
    fn a_block_text_ends_with_its_last_character() {
        let node = parse_text("文: |-\n  一\n  二\n\n後: x\n").expect("parses");
        let place = scalar(&node, "文").1;
        assert!(place.text().ends_with('二'));
    }

    #[test]
    fn what_records_do_not_use_is_refused() {
        for text in ["a: &x 1\nb: *x\n", "a: !x 重要\n", "a: 1\n---\nb: 2\n"] {
            assert_eq!(parse_text(text).expect_err(text).code, Code::YamlUnsupported, "{text}");
        }
        for text in ["a: 20件 #うち\n", "a: #1の件\n", "a:\n  一\n  二\n"] {
            assert_eq!(parse_text(text).expect_err(text).code, Code::YamlUnsupported, "{text}");
        }
        assert!(parse_text("a: 20件  # 覚え書き\n").is_ok());
        assert!(parse_text("a: !重要\n").expect_err("a tag").hints[0].contains("'…' で囲んで"));
        assert_eq!(parse_text("a: 1\na: 2\n").expect_err("twice").code, Code::DuplicateKey);
    }

    #[test]
    fn deep_nesting_is_refused_without_overflowing_the_stack() {
        let deep = format!("a: {}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(parse_text(&deep).is_err());
    }
}

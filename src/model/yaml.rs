//! YAML as a tree in which every node knows its place and every scalar keeps its spelling.
//!
//! The records are forms, not programs: anchors, tags and second documents are refused, so that no
//! file means more than it shows.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, StrInput};

use crate::diagnostics::{Code, Diagnostic, Place, SourceFile, Spanned};

/// The largest file that is read, in bytes. The longest record of the real plan has about 3,000.
const MAX_BYTES: usize = 1 << 20;

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
    if bytes.len() > MAX_BYTES {
        #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
        let megabytes = bytes.len() as f64 / 1e6;
        return Err(Diagnostic::error(
            Code::FileTooLarge,
            format!("ファイルが大きすぎます（{megabytes:.1} MB。上限は 1 MB です）。"),
        )
        .in_file(path)
        .hint("別のファイルが紛れ込んでいないか確かめてください。"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].split(|&byte| byte == b'\n').count();
        Diagnostic::error(Code::NotUtf8, format!("文字コードが UTF-8 ではありません（{line} 行目）。"))
            .in_file(path)
            .hint("メモ帳で開き、「名前を付けて保存」で文字コードを「UTF-8」にして保存し直してください。")
    })?;
    let source = SourceFile::new(path, text);
    if source.text().trim().is_empty() {
        return Err(Diagnostic::error(Code::EmptyFile, "ファイルが空です。")
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
    let mut reader =
        Reader { source, lines: Lines::of(source.text()), parser: Parser::new_from_str(source.text()) };
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
                    return Err(Diagnostic::error(
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
            Event::MappingStart(anchor, tag) => {
                self.refuse_decoration(span, anchor, tag.is_some())?;
                self.mapping(span, depth)
            }
            _ => Err(self.unsupported(span, "値がありません")),
        }
    }

    fn mapping(&mut self, span: Span, depth: usize) -> Result<Node, Diagnostic> {
        let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
        loop {
            let (event, key_span) = self.next()?;
            if event == Event::MappingEnd {
                let place = self.place(Span::new(span.start, key_span.end));
                return Ok(Node { kind: Kind::Mapping(entries), place });
            }
            let key = self.node(event, key_span, depth + 1)?;
            let Kind::Scalar(name) = key.kind else {
                return Err(Diagnostic::error(Code::YamlUnsupported, "項目の名前になっていません。")
                    .at(&key.place)
                    .hint("「項目: 値」の形で書いてください。"));
            };
            if let Some((first, _)) = entries.iter().find(|(other, _)| other.value == name) {
                let line = first.place.start().line;
                return Err(Diagnostic::error(
                    Code::DuplicateKey,
                    format!("項目「{name}」が二度書かれています。"),
                )
                .at(&key.place)
                .hint(format!("{line} 行目にもあります。どちらか一方を消してください。")));
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
        if self.source.text()[range.clone()].contains('\n') {
            return Err(Diagnostic::error(Code::YamlUnsupported, "行の分かれた文章の前に |- がありません。")
                .at(&place.first_line())
                .hint(
                    "項目の行を「取組内容: |-」のようにし、文章を次の行から、行の頭を下げて書いてください。",
                ));
        }
        let rest = self.source.text()[range.end..].lines().next().unwrap_or_default();
        // Nothing typed has its place at the colon of its key.
        let lost = rest.trim_start_matches(|sign: char| sign == ' ' || range.is_empty() && sign == ':');
        let text = lost.strip_prefix('#').filter(|text| text.starts_with(|next: char| !next.is_whitespace()));
        if text.is_some() && rest.len() > lost.len() {
            let start = range.end + rest.len() - lost.len();
            return Err(Diagnostic::error(Code::YamlUnsupported, "# から後は紙に載りません。")
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
        Diagnostic::error(Code::YamlUnsupported, format!("{message}。")).at(&self.line_end_place(span))
    }

    /// Tells what is wrong in the words of someone who looks at the line, not in the parser's.
    fn syntax_error(&self, error: &ScanError) -> Diagnostic {
        let number = error.marker().line().clamp(1, self.lines.starts.len());
        let offset = self.lines.offset(*error.marker());
        // The parser may stumble before a tab.
        if let Some(tab) = self.tab(number + 1) {
            return tab;
        }
        if let Some(hint) = self.slip_in_value(number, offset) {
            return self.not_yaml(number, offset).hint(hint);
        }
        self.slip_before(number).unwrap_or_else(|| {
            self.not_yaml(number, offset)
                .hint("この行と前の行の、字下げの深さと「項目: 値」の形を確かめてください。")
        })
    }

    /// What cannot be read begins at an offset, or with the line.
    fn not_yaml(&self, number: usize, offset: usize) -> Diagnostic {
        let range = self.lines.range(number);
        let place = self.source.place(if range.contains(&offset) { offset..range.end } else { range });
        Diagnostic::error(Code::YamlSyntax, format!("YAML として読めません（{number} 行目）。")).at(&place)
    }

    fn tab(&self, number: usize) -> Option<Diagnostic> {
        let range = self.lines.range(number);
        let line = &self.source.text()[range.clone()];
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let at = range.start + line[..indent].find('\t')?;
        Some(
            Diagnostic::error(Code::YamlTab, "行頭にタブがあります。")
                .at(&self.source.place(at..at + 1))
                .label("タブ")
                .hint("字下げは半角の空白で行ってください（１段につき２つ）。"),
        )
    }

    /// What is wrong in the value at which the parser stumbled. Where it stumbled before a value, the slip is before the line.
    fn slip_in_value(&self, number: usize, offset: usize) -> Option<String> {
        let range = self.lines.range(number);
        let line = &self.source.text()[range.clone()];
        let value = value(line);
        if offset < range.end - value.len() {
            return None;
        }
        let count = |signs: &[char]| value.matches(signs).count();
        match value.chars().next()? {
            quote @ ('"' | '\'') if count(&[quote]) % 2 == 1 => {
                Some("引用符（\" や '）が閉じているか確かめてください。".to_owned())
            }
            '[' | '{' if count(&['[', '{']) != count(&[']', '}']) => Some(UNCLOSED.to_owned()),
            '|' | '>' => Some(
                "文章は |- の次の行から、行の頭を下げて書いてください。".to_owned(),
            ),
            '\'' => Some("文字としての ' で始まる値は、全体を \"…\" で囲んでください。".to_owned()),
            sign if "!&*%@`?[]{},\"".contains(sign) => {
                Some(format!("文字としての {sign} で始まる値は、全体を '…' で囲んでください。"))
            }
            _ if value.contains(": ") || value.ends_with(':') => Some(
                "値の中に「: 」（コロンと空白）があるときは、値の全体を '…' で囲むか、`|-` と改行に続けて書いてください。"
                    .to_owned(),
            ),
            _ => None,
        }
    }

    /// The parser may stumble after the line that is wrong. Going back from there to the last key that can be read, the first
    /// line with a slip that office programs and full-width habits bring is the one. What is typed in a text is none.
    fn slip_before(&self, stumbled: usize) -> Option<Diagnostic> {
        let in_text = self.lines.in_text(stumbled);
        for number in (1..=stumbled).rev().filter(|number| !in_text[number - 1]) {
            let range = self.lines.range(number);
            let line = &self.source.text()[range.clone()];
            if line.trim().is_empty() || line.trim_start().starts_with('#') {
                continue;
            }
            if let Some(tab) = self.tab(number) {
                return Some(tab);
            }
            if let Some(hint) = slip(line) {
                return Some(self.not_yaml(number, range.start).hint(hint));
            }
            if number < stumbled && (line.contains(": ") || line.trim_end().ends_with(':')) {
                let since = &self.source.text()[range.start..self.lines.range(stumbled).start];
                let open = value(line).starts_with(['[', '{'])
                    && since.matches(['[', '{']).count() != since.matches([']', '}']).count();
                return open.then(|| self.not_yaml(number, range.end - value(line).len()).hint(UNCLOSED));
            }
        }
        None
    }

    fn place(&self, span: Span) -> Place {
        self.source.place(self.range(span))
    }

    /// A block text's span ends on the line after it; the place ends with its last character.
    fn scalar_place(&self, span: Span, style: ScalarStyle) -> Place {
        let range = self.range(span);
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let trimmed = self.source.text()[range.clone()].trim_end().len();
                self.source.place(range.start..range.start + trimmed)
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

const UNCLOSED: &str = "かっこ（[ ] や { }）が閉じているか、区切りが半角の , か確かめてください。";

/// The value of a line: what follows its key and the marks of a list.
fn value(line: &str) -> &str {
    let rest = line.trim_start_matches([' ', '-']);
    if rest.starts_with(['"', '\'', '[', '{']) {
        return rest;
    }
    rest.split_once(": ").map_or(rest, |(_, value)| value.trim_start())
}

/// A slip of a line's beginning, told as what to do.
fn slip(line: &str) -> Option<&'static str> {
    let rest = line.trim_start_matches(' ');
    let key = rest.trim_start_matches("- ");
    let short_key = |at: usize| key[..at].chars().count() <= 8;
    let half_width = key.find(':').filter(|&at| short_key(at)).map(|at| &key[at + 1..]);
    if rest.starts_with('　') {
        Some("行頭に全角の空白があります。字下げは半角の空白で行ってください。")
    } else if key.find('：').is_some_and(short_key) && !key.contains(": ") && !key.ends_with(':') {
        Some("項目の後のコロンは半角にし、空白を１つ入れてください（例: 査定: A）。")
    } else if half_width.is_some_and(|after| !after.is_empty() && !after.starts_with([' ', '/'])) {
        Some("項目のコロンの後に、半角の空白を１つ入れてください（例: 査定: A）。")
    } else if rest.starts_with(['・', '｛', '［', '－', '−', '―']) {
        Some("箇条書きの印とかっこは半角で書いてください（- と { } と [ ]）。")
    } else {
        None
    }
}

/// Turns the parser's lines and character columns into byte offsets.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let after_newlines =
            text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(index, _)| index + 1);
        Self { text, starts: std::iter::once(0).chain(after_newlines).collect() }
    }

    /// The bytes of a line, counted from 1, without its end.
    fn range(&self, line: usize) -> Range<usize> {
        let index = line.clamp(1, self.starts.len()) - 1;
        let start = self.starts[index];
        let end = self.starts.get(index + 1).copied().unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// Which of the first lines lie in a text that begins after `|` or `>`.
    fn in_text(&self, count: usize) -> Vec<bool> {
        // How deep the text lies: deeper than its key, and then as its first line.
        let mut least: Option<usize> = None;
        let mut begun = false;
        let in_text = |number| {
            let line = &self.text[self.range(number)];
            let rest = line.trim_start_matches(' ');
            let depth = line.len() - rest.len();
            if least.is_some_and(|least| rest.is_empty() || depth >= least) {
                if !begun && !rest.is_empty() {
                    (least, begun) = (Some(depth), true);
                }
                return true;
            }
            let key = rest.trim_start_matches("- ");
            let mark = rest.trim_end().rsplit([' ', ':']).next().unwrap_or_default();
            let begins = mark.starts_with(['|', '>'])
                && mark[1..].chars().all(|sign| sign.is_ascii_digit() || "+-".contains(sign));
            let key_depth = if key.starts_with(mark) { depth } else { depth + rest.len() - key.len() };
            (least, begun) = (begins.then_some(key_depth + 1), false);
            false
        };
        (1..=count).map(in_text).collect()
    }

    fn offset(&self, marker: Marker) -> usize {
        let Some(&start) = marker.line().checked_sub(1).and_then(|index| self.starts.get(index)) else {
            return self.text.len();
        };
        self.text[start..]
            .char_indices()
            .nth(marker.col())
            .map_or(self.text.len(), |(offset, _)| start + offset)
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
    fn a_block_text_ends_with_its_last_character() {
        let node = parse_text("文: |-\n  一\n  二\n\n後: x\n").expect("parses");
        let place = scalar(&node, "文").1;
        assert!(place.source().text()[place.range()].ends_with('二'));
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

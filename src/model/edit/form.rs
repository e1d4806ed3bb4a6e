//! Where the values of a file stand, with the signs that make them values.

use std::ops::Range;
use std::sync::Arc;

use super::Step;
use super::spelling::{Room, Style};
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::model::yaml::{self, Kind, Node};

/// How deep a file without an example types what belongs to a key.
const STEP: usize = 2;

/// A file that was read.
pub(super) struct Form<'s> {
    pub(super) source: &'s Arc<SourceFile>,
    pub(super) root: Node,
    /// How its lines end.
    pub(super) line_end: &'static str,
    /// How much deeper it types what belongs to a key.
    pub(super) step: usize,
}

/// A value with what is known from around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'f> {
    pub(super) node: &'f Node,
    /// The value stands behind this, after nothing but signs of YAML and remarks.
    after: usize,
    /// The column of its key, or of the `-` of an item.
    pub(super) column: usize,
    /// Whether it is inside `{ }` or `[ ]`.
    pub(super) bracketed: bool,
}

/// A key with its value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'f> {
    pub(super) key: &'f str,
    /// Where the key begins.
    pub(super) start: usize,
    pub(super) value: Spot<'f>,
}

/// The characters of a value that is no list and no mapping.
#[derive(Debug)]
pub(super) enum Typed<'f> {
    /// None: where they would stand, and what would have to be before them.
    Nothing(usize, &'static str),
    /// On the line of the key, or below it without a sign.
    Flow(Style<'f>, Range<usize>),
    /// After `|` or `>`: the sign, and the lines with the line ends before them.
    Block(Style<'f>, Range<usize>, Range<usize>),
}

impl<'s> Form<'s> {
    /// # Errors
    /// What [`yaml::parse`] says.
    pub(super) fn read(source: &'s Arc<SourceFile>) -> Result<Self, Diagnostic> {
        let root = yaml::parse(source)?;
        let text = source.text();
        let line_end = match text.find(['\n', '\r']) {
            Some(at) if text[at..].starts_with("\r\n") => "\r\n",
            Some(at) if text[at..].starts_with('\r') => "\r",
            _ => "\n",
        };
        let mut form = Self { source, root, line_end, step: STEP };
        let (mut of_texts, mut of_others) = (None, None);
        form.find_steps(form.at_root(), &mut of_texts, &mut of_others);
        form.step = of_texts.or(of_others).unwrap_or(STEP);
        Ok(form)
    }

    /// How much deeper the first text, and the first list or mapping, stands than its key.
    fn find_steps(&self, spot: Spot<'_>, of_texts: &mut Option<usize>, of_others: &mut Option<usize>) {
        let deeper = |column: usize| column.checked_sub(spot.column).filter(|step| *step > 0);
        if let Typed::Block(Style::Block(_, column), ..) = self.typed(spot) {
            *of_texts = of_texts.or(deeper(column));
        }
        for entry in self.entries(spot).filter(|entry| !entry.value.bracketed) {
            *of_others = of_others.or(deeper(entry.value.column));
            self.find_steps(entry.value, of_texts, of_others);
        }
        for item in self.items(spot).into_iter().filter(|item| !item.bracketed) {
            *of_others = of_others.or(deeper(item.column));
            self.find_steps(item, of_texts, of_others);
        }
    }

    fn text(&self) -> &'s str {
        self.source.text()
    }

    fn at_root(&self) -> Spot<'_> {
        Spot { node: &self.root, after: 0, column: 0, bracketed: false }
    }

    /// The value at a path.
    pub(super) fn spot(&self, path: &[Step<'_>]) -> Option<Spot<'_>> {
        path.iter().try_fold(self.at_root(), |spot, step| match *step {
            Step::Key(key) => self.entries(spot).find(|entry| entry.key == key).map(|entry| entry.value),
            Step::Item(index) => self.items(spot).get(index).copied(),
        })
    }

    /// Whether a list or mapping is typed in brackets. A list without them may begin, to the parser, with its first item.
    pub(super) fn has_brackets(spot: Spot<'_>) -> bool {
        let typed = spot.node.place.text();
        match &spot.node.kind {
            Kind::Mapping(_) => typed.starts_with('{'),
            Kind::Sequence(items) => {
                let start = spot.node.place.range().start;
                typed.starts_with('[') && items.first().is_none_or(|first| first.place.range().start > start)
            }
            _ => false,
        }
    }

    /// The entries of a mapping; none of anything else.
    pub(super) fn entries<'f>(&'f self, spot: Spot<'f>) -> impl DoubleEndedIterator<Item = Entry<'f>> {
        let entries = match &spot.node.kind {
            Kind::Mapping(entries) => entries.as_slice(),
            _ => &[],
        };
        let bracketed = spot.bracketed || Self::has_brackets(spot);
        entries.iter().map(move |(key, node)| {
            let Range { start, end } = key.place.range();
            let after = start + without_what_follows(&self.text()[start..end]).len();
            let value = Spot { node, after, column: self.column(start), bracketed };
            Entry { key: &key.value, start, value }
        })
    }

    /// The items of a list; none of anything else.
    pub(super) fn items<'f>(&'f self, spot: Spot<'f>) -> Vec<Spot<'f>> {
        self.items_and_end(spot).0
    }

    /// The items of a list, each from its `-` on, if it has one.
    pub(super) fn items_as_entries<'f>(&'f self, spot: Spot<'f>) -> Vec<Entry<'f>> {
        let start =
            |item: &Spot<'_>| if item.bracketed { item.node.place.range().start } else { item.after - 1 };
        let items = self.items(spot).into_iter();
        items.map(|item| Entry { key: "", start: start(&item), value: item }).collect()
    }

    /// The items of a list, and where the last of them ends.
    fn items_and_end<'f>(&'f self, spot: Spot<'f>) -> (Vec<Spot<'f>>, usize) {
        let Kind::Sequence(nodes) = &spot.node.kind else { return (Vec::new(), spot.after) };
        let bracketed = spot.bracketed || Self::has_brackets(spot);
        let mut end = if bracketed { spot.node.place.range().start } else { spot.after };
        let mut items = Vec::with_capacity(nodes.len());
        for node in nodes {
            let mut item = Spot { node, after: end, column: 0, bracketed };
            let dash = self.signs(item).find(|(_, sign)| *sign == '-').filter(|_| !bracketed);
            if let Some((dash, _)) = dash {
                item = Spot { after: dash + 1, column: self.column(dash), ..item };
            }
            end = self.end(item);
            items.push(item);
        }
        (items, end)
    }

    /// The signs of YAML before a value.
    fn signs<'f>(&'f self, spot: Spot<'f>) -> impl Iterator<Item = (usize, char)> + 'f {
        self.signs_between(spot.after, spot.node.place.range().start.max(spot.after))
    }

    /// The signs between two offsets, where there is nothing else but remarks.
    fn signs_between(&self, start: usize, end: usize) -> impl Iterator<Item = (usize, char)> + '_ {
        let mut in_remark = false;
        self.text()[start..end].char_indices().filter_map(move |(at, sign)| {
            in_remark = sign == '#' || in_remark && sign != '\n' && sign != '\r';
            (!in_remark && !sign.is_whitespace()).then_some((start + at, sign))
        })
    }

    /// How a value is typed that is no list and no mapping.
    pub(super) fn typed<'f>(&'f self, spot: Spot<'f>) -> Typed<'f> {
        let text = self.text();
        let Range { start, end } = spot.node.place.range();
        let is_scalar = matches!(spot.node.kind, Kind::Scalar(_) | Kind::Null);
        let sign =
            self.signs(spot).find(|(_, sign)| is_scalar && !spot.bracketed && matches!(sign, '|' | '>'));
        if let Some((sign, _)) = sign {
            let rest = &text[sign..];
            let length = rest.find(|sign: char| !"|>+-0123456789".contains(sign)).unwrap_or(rest.len());
            let header = &rest[..length];
            let column = match spot.node.kind {
                Kind::Scalar(_) => self.column(start),
                _ => spot.column + self.step,
            };
            let lines = self.lines_below(sign + length, column, &spot.node.kind, header.contains('+'));
            return Typed::Block(Style::Block(header, column), sign..sign + length, lines);
        }
        let typed = without_what_follows(&text[start..end]);
        let style = match typed.as_bytes().first() {
            Some(b'\'') => Style::Single,
            Some(b'"') => Style::Double,
            _ => Style::Plain,
        };
        if matches!(spot.node.kind, Kind::Null) && style == Style::Plain && !matches!(typed, "~" | "null") {
            let rest = &text[spot.after..];
            let colon = rest.trim_start_matches(' ').strip_prefix(':');
            return match colon {
                Some(behind) => Typed::Nothing(text.len() - behind.len(), " "),
                None => Typed::Nothing(spot.after, if spot.bracketed { ": " } else { " " }),
            };
        }
        Typed::Flow(style, start..start + typed.len())
    }

    /// The lines of a text below its sign, with the line end before each. Empty lines after it are its own if it keeps them.
    fn lines_below(&self, sign_end: usize, column: usize, kind: &Kind, keeps: bool) -> Range<usize> {
        let start = self.line_end_after(sign_end);
        let mut end = start;
        let mut line_end = start;
        while let (Kind::Scalar(_), Some(line_start)) = (kind, self.next_line(line_end)) {
            line_end = self.line_end_after(line_start);
            let line = &self.text()[line_start..line_end];
            let blanks = line.len() - line.trim_start_matches(' ').len();
            if blanks < line.len() && blanks < column {
                break;
            }
            if keeps && line_start < self.text().len() || line.len() > column {
                end = line_end;
            }
        }
        start..end
    }

    /// Where the last character of a value ends, without what follows on its line.
    pub(super) fn end(&self, spot: Spot<'_>) -> usize {
        let brackets = Self::has_brackets(spot);
        let last = match &spot.node.kind {
            Kind::Sequence(items) if !items.is_empty() => Some(self.items_and_end(spot).1),
            _ => self.entries(spot).next_back().map(|last| self.end(last.value)),
        };
        match last {
            // To the parser, a mapping ends before a last comma.
            _ if brackets => return self.bracket_after(last.unwrap_or(spot.node.place.range().start + 1)),
            Some(end) => return end,
            None => {}
        }
        match self.typed(spot) {
            Typed::Nothing(at, _) => at,
            Typed::Flow(_, range) => range.end,
            Typed::Block(_, sign, lines) if lines.is_empty() => sign.end,
            Typed::Block(_, _, lines) => lines.end,
        }
    }

    /// Behind the bracket that closes a list or mapping, after its last value.
    fn bracket_after(&self, end: usize) -> usize {
        self.signs_between(end, self.text().len())
            .find(|(_, sign)| matches!(sign, '}' | ']'))
            .map_or(end, |(at, bracket)| at + bracket.len_utf8())
    }

    /// Where the lines of a value end, without the last line end: with the remarks below it that stand deeper than its key.
    pub(super) fn end_of_lines(&self, spot: Spot<'_>) -> usize {
        let mut end = self.line_end_after(self.end(spot));
        let mut line_end = end;
        while let Some(start) = self.next_line(line_end) {
            line_end = self.line_end_after(start);
            let line = self.text()[start..line_end].trim_end();
            let rest = line.trim_start_matches(' ');
            if rest.starts_with('#') && line.len() - rest.len() > spot.column {
                end = line_end;
            } else if !rest.is_empty() {
                break;
            }
        }
        end
    }

    /// Where the line of an offset ends.
    pub(super) fn line_end_after(&self, offset: usize) -> usize {
        self.text()[offset..].find(['\n', '\r']).map_or(self.text().len(), |length| offset + length)
    }

    /// Where the line begins that follows a line end.
    pub(super) fn next_line(&self, line_end: usize) -> Option<usize> {
        let rest = &self.text()[line_end..];
        let length = if rest.starts_with("\r\n") { 2 } else { 1 };
        (!rest.is_empty()).then_some(line_end + length)
    }

    /// Where the line of an offset begins.
    pub(super) fn line_start(&self, offset: usize) -> usize {
        self.text()[..offset].rfind(['\n', '\r']).map_or(0, |end| end + 1)
    }

    /// What is typed from an offset on.
    pub(super) fn below(&self, offset: usize) -> &'s str {
        &self.text()[offset..]
    }

    /// What is typed between two offsets.
    pub(super) fn between(&self, start: usize, end: usize) -> &'s str {
        &self.text()[start..end.max(start)]
    }

    fn column(&self, offset: usize) -> usize {
        offset - self.line_start(offset)
    }

    /// Where a value is typed again.
    pub(super) fn room_of(&self, spot: Spot<'_>) -> Room<'static> {
        self.room(spot.column, spot.bracketed, self.line_end_after(self.end(spot)))
    }

    /// Where a text of a key or item in a column is to be typed, with its last line before an offset.
    pub(super) fn room(&self, column: usize, bracketed: bool, end: usize) -> Room<'static> {
        let ends_file = end == self.text().len();
        Room { column, step: self.step, line_end: self.line_end, bracketed, ends_file }
    }
}

/// What is typed up to its closing quote, if it begins with one: the parser goes on to the next sign of YAML.
fn without_what_follows(typed: &str) -> &str {
    let mut signs = typed.char_indices();
    let Some((_, quote @ ('\'' | '"'))) = signs.next() else { return typed };
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' && quote == '"'
            || sign == quote && quote == '\'' && typed[at + 1..].starts_with(quote)
        {
            signs.next();
        } else if sign == quote {
            return &typed[..=at];
        }
    }
    typed
}

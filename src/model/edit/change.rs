//! One value of a file set, inserted or removed.

use std::ops::Range;
use std::sync::Arc;

use super::form::{Entry, Form, Spot, Typed};
use super::spelling::{self, Room, Spelling};
use super::value::Value;
use super::{Change, Item, Step, replaced};
use crate::diagnostics::{Code, Diagnostic, SourceFile};
use crate::model::yaml;

/// What comes in the stead of the bytes of a range.
type Splice = (Range<usize>, String);

/// The file with the change; none if it says so already.
///
/// # Errors
/// A file that is not YAML, a path that leads nowhere, a value that is no text, and what cannot be typed so that the file
/// reads back with this change and no other.
pub(super) fn changed(
    source: &Arc<SourceFile>,
    path: &[Step<'_>],
    change: Change<'_>,
) -> Result<Option<Arc<SourceFile>>, Diagnostic> {
    let edit = Edit { form: Form::read(source)?, path };
    match (change, path) {
        (Change::Set { text, .. }, [.., Step::Key(_)]) if text.trim().is_empty() => edit.remove(),
        (Change::Set { text, order }, _) if !text.trim().is_empty() => edit.set(text, order),
        (Change::Append { item, order }, _) => edit.append(item, order),
        (Change::Remove, [.., _]) => edit.remove(),
        (Change::Set { .. } | Change::Remove, _) => {
            Err(edit.refused("消せません").hint("ファイルの全体は消せません。"))
        }
    }
}

/// What begins an item of a list.
const DASH: &str = "- ";

/// What begins a list or mapping of nothing.
const BRACKET: &str = "[";

struct Edit<'e> {
    form: Form<'e>,
    path: &'e [Step<'e>],
}

impl Edit<'_> {
    fn set(&self, text: &str, order: &[&str]) -> Result<Option<Arc<SourceFile>>, Diagnostic> {
        let mut wanted = Value::of(&self.form.root);
        let said = Value::Text(text.to_owned());
        let Some(spot) = self.form.spot(self.path) else { return self.set_new(text, order) };
        if let Some(value) = wanted.at_mut(self.path) {
            match value {
                Value::List(_) | Value::Mapping(_) => return Err(self.another_kind("文章にできません", spot)),
                value if *value == said => return Ok(None),
                value => *value = said,
            }
        }
        let typed = self.form.typed(spot);
        let standing = match typed {
            Typed::Nothing(..) => None,
            Typed::Flow(style, _) | Typed::Block(style, ..) => Some(style),
        };
        let spellings = self.form.room_of(spot).spellings(text, standing);
        self.proved(&wanted, spellings.into_iter().map(|spelling| self.put(spot, spelling)))
    }

    /// A text under a key that is not there, with the mappings around it that are not there either.
    fn set_new(&self, text: &str, order: &[&str]) -> Result<Option<Arc<SourceFile>>, Diagnostic> {
        let (there, missing) = self.split();
        let keys = missing.iter().map(|step| match step {
            Step::Key(key) => Some(*key),
            Step::Item(_) => None,
        });
        let keys: Vec<&str> = keys.collect::<Option<_>>().ok_or_else(|| self.nowhere())?;
        let nested = |keys: &[&str]| {
            let text = Value::Text(text.to_owned());
            keys.iter().rev().fold(text, |said, key| Value::Mapping(vec![((*key).to_owned(), said)]))
        };
        let mut wanted = Value::of(&self.form.root);
        if let (Some(nothing @ Value::Nothing), Some(spot)) = (wanted.at_mut(there), self.form.spot(there)) {
            *nothing = nested(&keys);
            let spellings = spelling::nested(&keys, text, self.form.room_of(spot));
            return self.proved(&wanted, spellings.into_iter().map(|spelling| self.put(spot, spelling)));
        }
        let Some((key, below)) = keys.split_first() else { return Err(self.nowhere()) };
        self.insert((there, key), order, nested(below), |room| spelling::nested(below, text, room))
    }

    /// The part of the path that is there, and the rest.
    fn split(&self) -> (&[Step<'_>], &[Step<'_>]) {
        let lengths = 0..=self.path.len();
        let there = lengths.rev().find(|&length| self.form.spot(&self.path[..length]).is_some());
        self.path.split_at(there.unwrap_or_default())
    }

    /// A spelling in the stead of what is typed.
    fn put(&self, spot: Spot<'_>, Spelling { head, below }: Spelling) -> Vec<Splice> {
        let (range, before, lines) = match self.form.typed(spot) {
            Typed::Block(_, sign, lines) => (sign, "", lines),
            Typed::Nothing(at, before) => {
                (at..at, if head.is_empty() { before.trim_end() } else { before }, self.end_of_line(at))
            }
            Typed::Flow(_, range) => {
                let line_end = self.end_of_line(range.end);
                (range, "", line_end)
            }
        };
        vec![(range, before.to_owned() + &head), (lines, below)]
    }

    fn end_of_line(&self, offset: usize) -> Range<usize> {
        let end = self.form.line_end_after(offset);
        end..end
    }

    /// A new key of the mapping at a path, at its place in the order of keys.
    fn insert(
        &self,
        (parent, key): (&[Step<'_>], &str),
        order: &[&str],
        said: Value,
        spellings: impl Fn(Room<'_>) -> Vec<Spelling>,
    ) -> Result<Option<Arc<SourceFile>>, Diagnostic> {
        let mut wanted = Value::of(&self.form.root);
        let (Some(spot), Some(Value::Mapping(values))) = (self.form.spot(parent), wanted.at_mut(parent))
        else {
            return Err(self.nowhere());
        };
        let entries: Vec<Entry<'_>> = self.form.entries(spot).collect();
        let before = match order.iter().position(|known| *known == key) {
            Some(place) => entries.iter().rposition(|entry| order[..place].contains(&entry.key)),
            None => entries.len().checked_sub(1),
        };
        values.insert(before.map_or(0, |index| index + 1), (key.to_owned(), said));

        let bracketed = spot.bracketed || Form::has_brackets(spot);
        let column = entries.first().map_or(0, |first| first.value.column);
        let at = match (before, entries.first()) {
            (Some(index), _) => self.end(entries[index].value, bracketed),
            (None, Some(first)) => first.start,
            (None, None) => spot.node.place.range().start + BRACKET.len(),
        };
        let spellings = spellings(self.form.room(column, bracketed, at)).into_iter();
        let key = spelling::key(key);
        let (line_end, indent) = (self.form.line_end, " ".repeat(column));
        let splice = |Spelling { head, below }: Spelling| {
            let blank = if head.is_empty() { "" } else { " " };
            let entry = format!("{key}:{blank}{head}{below}");
            let typed = match (before, bracketed) {
                _ if entries.is_empty() => entry,
                (Some(_), true) => format!(", {entry}"),
                (Some(_), false) => format!("{line_end}{indent}{entry}"),
                (None, true) => format!("{entry}, "),
                (None, false) => format!("{entry}{line_end}{indent}"),
            };
            vec![(at..at, typed)]
        };
        self.proved(&wanted, spellings.map(splice))
    }

    /// A new last item of a list, which begins with it if need be.
    fn append(&self, item: Item<'_>, order: &[&str]) -> Result<Option<Arc<SourceFile>>, Diagnostic> {
        let (text, said) = match item {
            Item::Text(text) => (text, Value::Text(text.to_owned())),
            Item::Entry(key, text) => {
                (text, Value::Mapping(vec![(key.to_owned(), Value::Text(text.to_owned()))]))
            }
        };
        if text.trim().is_empty() {
            return Err(self.refused("書き込めません").hint("中身がありません。"));
        }
        // An item as it is typed, and as a list of its own.
        let items = |room: Room<'_>| -> Vec<Spelling> {
            let (key, column) = match item {
                Item::Text(_) => (String::new(), room.column),
                Item::Entry(key, _) => (spelling::key(key) + ": ", room.column + DASH.len()),
            };
            let spellings = Room { column, ..room }.spellings(text, None).into_iter();
            let typed = |Spelling { head, below }| {
                let head = key.clone() + &head;
                let head = if room.bracketed && !key.is_empty() { format!("{{{head}}}") } else { head };
                Spelling { head, below }
            };
            spellings.map(typed).collect()
        };
        let list = |room: Room<'_>| -> Vec<Spelling> {
            let column = room.column + room.step;
            let dash = format!("{}{}{DASH}", room.line_end, " ".repeat(column));
            let typed = |Spelling { head, below }| {
                if room.bracketed {
                    return Spelling { head: format!("[{head}]"), below };
                }
                Spelling { head: String::new(), below: format!("{dash}{head}{below}") }
            };
            items(Room { column, ..room }).into_iter().map(typed).collect()
        };
        let Some(spot) = self.form.spot(self.path) else {
            let [parent @ .., Step::Key(key)] = self.path else { return Err(self.nowhere()) };
            return self.insert((parent, key), order, Value::List(vec![said]), list);
        };
        let mut wanted = Value::of(&self.form.root);
        match wanted.at_mut(self.path) {
            Some(nothing @ Value::Nothing) => {
                *nothing = Value::List(vec![said]);
                let spellings = list(self.form.room_of(spot));
                return self.proved(&wanted, spellings.into_iter().map(|spelling| self.put(spot, spelling)));
            }
            Some(Value::List(items)) => items.push(said),
            _ => return Err(self.another_kind("並べられません", spot)),
        }
        let bracketed = spot.bracketed || Form::has_brackets(spot);
        let last = self.form.items(spot).last().copied();
        let column = last.map_or(0, |last| last.column);
        let at = last
            .map_or_else(|| spot.node.place.range().start + BRACKET.len(), |last| self.end(last, bracketed));
        let dash = format!("{}{}{DASH}", self.form.line_end, " ".repeat(column));
        let splice = |Spelling { head, below }: Spelling| {
            let typed = match (last, bracketed) {
                (None, _) => head,
                (Some(_), true) => format!(", {head}"),
                (Some(_), false) => format!("{dash}{head}{below}"),
            };
            vec![(at..at, typed)]
        };
        self.proved(&wanted, items(self.form.room(column, bracketed, at)).into_iter().map(splice))
    }

    /// Behind a value, where another can follow.
    fn end(&self, spot: Spot<'_>, bracketed: bool) -> usize {
        if bracketed { self.form.end(spot) } else { self.form.end_of_lines(spot) }
    }

    /// A key taken away with its value, or an item of a list.
    fn remove(&self) -> Result<Option<Arc<SourceFile>>, Diagnostic> {
        let [parent @ .., last] = self.path else { return Err(self.nowhere()) };
        let mut wanted = Value::of(&self.form.root);
        let (Some(spot), Some(value)) = (self.form.spot(parent), wanted.at_mut(parent)) else {
            return Ok(None);
        };
        let (entries, index) = match (last, value) {
            (Step::Key(key), Value::Mapping(values)) => {
                let entries: Vec<Entry<'_>> = self.form.entries(spot).collect();
                let Some(index) = entries.iter().position(|entry| entry.key == *key) else { return Ok(None) };
                values.remove(index);
                (entries, index)
            }
            (Step::Item(index), Value::List(values)) if *index < values.len() => {
                values.remove(*index);
                (self.form.items_as_entries(spot), *index)
            }
            _ => return Ok(None),
        };
        let bracketed = spot.bracketed || Form::has_brackets(spot);
        if entries.len() == 1 && !bracketed {
            return Err(self.last_one(spot));
        }
        let ranges =
            if bracketed { self.bracketed(&entries, index) } else { self.lines(&entries, index).into() };
        self.proved(&wanted, ranges.into_iter().map(|range| vec![(range, String::new())]))
    }

    fn last_one(&self, spot: Spot<'_>) -> Diagnostic {
        self.refused("消せません").at(&spot.node.place.first_line()).hint("ここに残った最後の項目です。")
    }

    /// The lines of an entry; with the empty lines below, if a text above would take them for its own. Behind a `-`, the next entry
    /// comes up, unless there are remarks between.
    fn lines(&self, entries: &[Entry<'_>], index: usize) -> [Range<usize>; 2] {
        let entry = &entries[index];
        let end = self.form.end_of_lines(entry.value);
        let line_start = self.form.line_start(entry.start);
        if self.form.between(line_start, entry.start).trim_start_matches(' ').is_empty() {
            let end = self.form.next_line(end).unwrap_or(end);
            let below = self.form.below(end).trim_start_matches(['\n', '\r', ' ']).len();
            let filled = self.form.line_start(self.form.source.text().len() - below);
            return [line_start..end, line_start..filled.max(end)];
        }
        let next = entries.get(index + 1).map(|next| next.start);
        let next = next.filter(|next| self.form.between(end, *next).trim().is_empty());
        [entry.start..next.unwrap_or(end), entry.start..end]
    }

    /// An entry in brackets with one of the commas beside it: the one before it, if it is the last.
    fn bracketed(&self, entries: &[Entry<'_>], index: usize) -> Vec<Range<usize>> {
        let start = entries[index].start;
        let end = self.form.end(entries[index].value);
        let before = index.checked_sub(1).map(|before| self.form.end(entries[before].value));
        let mut ranges = Vec::new();
        match (before, entries.get(index + 1)) {
            (Some(before), None) if !self.form.between(before, start).contains('#') => {
                ranges.push(before..end);
            }
            (_, Some(next)) if !self.form.between(end, next.start).contains(['#', '\n', '\r']) => {
                ranges.push(start..next.start);
            }
            _ => {}
        }
        let behind = self.form.between(end, self.form.line_end_after(end));
        let comma = behind.trim_start_matches(' ').strip_prefix(',');
        ranges.extend(comma.map(|rest| start..end + behind.len() - rest.trim_start_matches(' ').len()));
        ranges.push(start..end);
        ranges
    }

    /// The first of the candidates that, written and read again as the loader reads it, says what is wanted and nothing else.
    fn proved(
        &self,
        wanted: &Value,
        candidates: impl Iterator<Item = Vec<Splice>>,
    ) -> Result<Option<Arc<SourceFile>>, Diagnostic> {
        let source = self.form.source;
        let mut refused = None;
        for splices in candidates {
            let parts = splices.iter().map(|(range, typed)| (range.clone(), typed.as_str()));
            let edited = source.with_text(replaced(source.text(), parts));
            match yaml::decode(source.path(), edited.contents().into_bytes()) {
                Ok(read) if read == edited => {
                    if yaml::parse(&read).is_ok_and(|root| Value::of(&root) == *wanted) {
                        return Ok(Some(read));
                    }
                }
                Ok(_) => {}
                Err(reason) => refused = Some(reason),
            }
        }
        Err(refused.unwrap_or_else(|| {
            self.refused("書き込めません")
                .hint("そこだけを替えることができません。エディターで書いてください。")
        }))
    }

    fn another_kind(&self, what: &str, spot: Spot<'_>) -> Diagnostic {
        let name = spot.node.kind.name();
        self.refused(what)
            .at(&spot.node.place.first_line())
            .hint(format!("ここに書かれているのは{name}です。"))
    }

    fn nowhere(&self) -> Diagnostic {
        self.refused("書き込めません").hint("それを書く所が、このファイルにありません。")
    }

    fn refused(&self, what: &str) -> Diagnostic {
        let name = |step: &Step<'_>| match step {
            Step::Key(key) => format!("「{key}」"),
            Step::Item(index) => format!(" {} 番目", index + 1),
        };
        let name = self.path.iter().map(name).collect::<Vec<_>>().join("の");
        Diagnostic::new(Code::ValueNotWritten, format!("{name}を{what}。")).in_file(self.form.source.path())
    }
}

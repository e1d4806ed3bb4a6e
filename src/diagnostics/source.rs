//! Files as read, and ranges of their text.

use std::fmt::{self, Debug, Formatter};
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

/// A path as it is written on every system.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A text file that was read: YAML, a template, or markup that the program wrote.
pub struct SourceFile {
    path: PathBuf,
    text: String,
    marked: bool,
    /// Where its lines start, once somebody has asked.
    line_starts: OnceLock<Vec<usize>>,
}

impl PartialEq for SourceFile {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.text, self.marked) == (&other.path, &other.text, other.marked)
    }
}

impl Eq for SourceFile {}

impl Hash for SourceFile {
    /// Few files of one name are told apart, and a text is long.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.path.hash(state);
    }
}

/// What some editors put before a text in UTF-8.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

impl SourceFile {
    /// A file with its path relative to the root. A byte order mark is no part of the text.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Arc<Self> {
        let mut text = text.into();
        let marked = text.starts_with(BYTE_ORDER_MARK);
        if marked {
            text.remove(0);
        }
        Arc::new(Self { path: path.into(), text, marked, line_starts: OnceLock::new() })
    }

    /// The path relative to the root, as people see it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The whole text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file with another text: a byte order mark stays.
    #[must_use]
    pub fn with_text(&self, text: String) -> Arc<Self> {
        Arc::new(Self { path: self.path.clone(), text, marked: self.marked, line_starts: OnceLock::new() })
    }

    /// All that is in the file, as it is written to the disk.
    #[must_use]
    pub fn contents(&self) -> String {
        let mark = self.marked.then_some(BYTE_ORDER_MARK);
        mark.into_iter().chain(self.text.chars()).collect()
    }

    /// The place of a byte range; moved onto character boundaries inside the text.
    #[must_use]
    pub fn place(self: &Arc<Self>, range: Range<usize>) -> Place {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end).max(start);
        Place { source: Arc::clone(self), range: start..end }
    }

    /// The place of a whole line, counted from 1, without its end.
    #[must_use]
    pub fn line_place(self: &Arc<Self>, line: usize) -> Place {
        let start = self.line_starts().get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        self.place(start..start + self.text[start..].find(['\n', '\r']).unwrap_or(self.text.len() - start))
    }

    /// Where each line starts; there is always a first. As in YAML, a carriage return alone ends a line too.
    #[must_use]
    pub fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends = bytes.iter().enumerate().filter(|&(index, &byte)| {
                byte == b'\n' || byte == b'\r' && bytes.get(index + 1) != Some(&b'\n')
            });
            std::iter::once(0).chain(ends.map(|(index, _)| index + 1)).collect()
        })
    }
}

impl Debug for SourceFile {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.path, f)
    }
}

/// A range of a file's text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Place {
    source: Arc<SourceFile>,
    range: Range<usize>,
}

/// A position as editors show it: both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The file.
    #[must_use]
    pub fn source(&self) -> &Arc<SourceFile> {
        &self.source
    }

    /// The bytes of the file's text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What is typed there.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.source.text[self.range()]
    }

    /// Where the range begins.
    #[must_use]
    pub fn start(&self) -> LineColumn {
        self.line_column(self.range.start)
    }

    /// Where the range ends (exclusive).
    #[must_use]
    pub fn end(&self) -> LineColumn {
        self.line_column(self.range.end)
    }

    /// The part of the range on its first line; enough to mark a long text.
    #[must_use]
    pub fn first_line(&self) -> Self {
        let length = self.text().find(['\n', '\r']).unwrap_or(self.range.len());
        self.source.place(self.range.start..self.range.start + length)
    }

    /// The range with all of the lines that it begins and ends on.
    #[must_use]
    pub fn whole_lines(&self) -> Self {
        let starts = self.source.line_starts();
        let start = starts[self.start().line - 1];
        let end = starts.get(self.end().line).copied().unwrap_or(self.source.text.len());
        self.source.place(start..end)
    }

    /// The range with a few characters around it, as far as its first line goes: enough to find it on paper.
    #[must_use]
    pub fn excerpt(&self) -> Excerpt {
        let marked = self.first_line();
        let text = &self.source.text;
        let line_start = text[..marked.range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let before = text[line_start..marked.range.start].trim_start();
        // The key is no part of what is printed.
        let before =
            before.rsplit_once(": ").map_or(before, |(_, value)| value).trim_start_matches(['"', '\'']);
        let rest = text[marked.range.end..].lines().next().unwrap_or_default().trim_end();
        let skipped = before.chars().count().saturating_sub(AROUND);
        Excerpt {
            before: (if skipped > 0 { "…" } else { "" }).to_owned()
                + &before.chars().skip(skipped).collect::<String>(),
            marked: match &text[marked.range()] {
                blank if blank.trim().is_empty() => "（空白）".to_owned(),
                marked => shown(marked),
            },
            after: cut(rest, AROUND),
        }
    }

    fn line_column(&self, offset: usize) -> LineColumn {
        let starts = self.source.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        LineColumn { line, column: self.source.text[starts[line - 1]..offset].chars().count() + 1 }
    }
}

impl Debug for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let LineColumn { line, column } = self.start();
        write!(f, "{}:{line}:{column}", self.source.path.display())
    }
}

/// A place with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// What stands before it.
    pub before: String,
    /// What stands at the place.
    pub marked: String,
    /// What stands after it.
    pub after: String,
}

/// How many characters an excerpt has before and after what it marks.
const AROUND: usize = 8;

/// How many characters of a text are shown.
const SHOWN: usize = 30;

/// The beginning of a text that is too long to be shown.
pub(super) fn shown(text: &str) -> String {
    cut(text, SHOWN)
}

/// The beginning of a text that is longer than so many characters.
pub(crate) fn cut(text: &str, length: usize) -> String {
    let mut characters = text.chars();
    let beginning: String = characters.by_ref().take(length).collect();
    let more = if characters.next().is_some() { "…" } else { "" };
    beginning + more
}

/// A value with the place in a file that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Spanned<T> {
    /// The value at its place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A value is shown and templated as itself; the place is for those who ask.
impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_has_a_few_characters_of_the_line_around_it() {
        let excerpt = |text: &str, wanted: &str| {
            let source = SourceFile::new("a.yaml", text);
            let start = text.find(wanted).expect("the words");
            let Excerpt { before, marked, after } = source.place(start..start + wanted.len()).excerpt();
            [before, marked, after].join("|")
        };
        assert_eq!(excerpt("成果: １２回\n備考: あ\n", "１２"), "|１２|回");
        assert_eq!(excerpt("成果: '計１２回'\r\n備考: あ\n", "１２"), "計|１２|回'");
        let long = "成果: |-\n  一二三四五六七八九十１２一二三四五六七八九十\n  あ\n";
        assert_eq!(excerpt(long, "１２"), "…三四五六七八九十|１２|一二三四五六七八…");
        assert_eq!(excerpt("成果: |-\n  あ\n  い\n", "あ\n  い"), "|あ|");
        let marked = excerpt(&format!("成果: {}\n", "あ".repeat(40)), &"あ".repeat(40));
        assert_eq!(marked, format!("|{}…|", "あ".repeat(30)));
    }
}

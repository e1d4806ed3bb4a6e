//! From a part of a value to the characters of the file that made it, and back.

use std::ops::Range;

use super::mapping::Text;
use crate::diagnostics::Place;

impl Text {
    /// The place of a byte range of the value, if the file has it character for character: in a text after `|-`, or on one line with
    /// or without quotes. Lines that YAML folds and signs that it escapes have no such place.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Option<Place> {
        self.parts()(range)
    }

    /// [`part`](Self::part) for who asks for many.
    pub fn parts(&self) -> impl Fn(Range<usize>) -> Option<Place> {
        let pieces: Vec<Piece> = pieces(&self.value, &self.place).collect();
        move |range| {
            self.value.get(range.clone())?;
            let after = pieces.partition_point(|piece| piece.value <= range.start);
            let piece = pieces[..after].last().filter(|piece| range.end <= piece.value + piece.length)?;
            let start = piece.file + (range.start - piece.value);
            Some(self.place.source().place(start..start + range.len()))
        }
    }

    /// Whether the text stands on lines of its own, below its key: a line break in it is one in the file.
    #[must_use]
    pub fn is_below_its_key(&self) -> bool {
        line_end_below(&self.place).is_some()
    }
}

/// What the file has where a line ends in a text that stands below its key: the line end, and how deep the text lies.
pub(super) fn line_end_below(place: &Place) -> Option<String> {
    let text = place.source().text();
    let start = place.range().start;
    let line = text[..start].rfind('\n')? + 1;
    let indent = &text[line..start + text[start..].find(|sign| sign != ' ')?];
    let line_end = if text[..line].ends_with("\r\n") { "\r\n" } else { "\n" };
    (!indent.is_empty() && indent.bytes().all(|byte| byte == b' ')).then(|| [line_end, indent].concat())
}

/// The byte range of a value that made the characters of the file at a place in it: [`Text::part`] the other way round.
pub(super) fn part_of_value(value: &str, place: &Place, typed: Range<usize>) -> Option<Range<usize>> {
    let piece = pieces(value, place)
        .find(|piece| piece.file <= typed.start && typed.end <= piece.file + piece.length)?;
    let start = piece.value + (typed.start - piece.file);
    Some(start..start + typed.len())
}

/// A line of a value that the file has character for character.
struct Piece {
    /// Where it begins in the value.
    value: usize,
    /// Where it begins in the file.
    file: usize,
    /// How many bytes it has.
    length: usize,
}

/// The lines of a value in its order, up to the first that is typed otherwise. The place of a text begins with its first line
/// that is not empty.
fn pieces<'v>(value: &'v str, place: &'v Place) -> impl Iterator<Item = Piece> + 'v {
    let typed = place.text();
    let text = value.trim_start_matches('\n');
    let mut value_start = value.len() - text.len();
    let mut typed_start = place.range().start;
    let on_one_line = quoted(text, typed).map(|quotes| Piece {
        value: value_start,
        file: typed_start + quotes,
        length: text.trim_end_matches('\n').len(),
    });
    let lines = text.split('\n').zip(typed.split('\n')).map_while(move |(line, typed_line)| {
        let indent = typed_line.trim_end_matches('\r').strip_suffix(line)?;
        let piece = Piece { value: value_start, file: typed_start + indent.len(), length: line.len() };
        value_start += line.len() + 1;
        typed_start += typed_line.len() + 1;
        indent.bytes().all(|byte| byte == b' ').then_some(piece)
    });
    let lines = lines.take(if typed.contains('\n') { usize::MAX } else { 0 });
    on_one_line.filter(|_| !typed.contains('\n')).into_iter().chain(lines)
}

/// How many quotes stand before a value on one line; none if it is typed otherwise.
fn quoted(value: &str, typed: &str) -> Option<usize> {
    let inner = typed
        .strip_prefix(['\'', '"'])
        .and_then(|rest| rest.strip_suffix(['\'', '"']))
        .filter(|_| typed != value)
        .unwrap_or(typed);
    (inner == value.trim_end_matches('\n')).then_some(usize::from(inner.len() < typed.len()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::yaml::{self, Kind};

    /// What the file has for a part of the value of the key 文.
    fn part(yaml: &str, wanted: &str) -> Option<(String, usize, usize)> {
        let source = yaml::decode(Path::new("a.yaml"), yaml.as_bytes().to_vec()).expect("decodes");
        let Kind::Mapping(mut entries) = yaml::parse(&source).expect("parses").kind else {
            panic!("a mapping")
        };
        let (_, node) = entries.pop().expect("a key");
        let Kind::Scalar(value) = node.kind else { panic!("a scalar") };
        let text = Text::new(value, node.place);
        let start = text.value.find(wanted).expect("the part");
        let place = text.part(start..start + wanted.len())?;
        let typed = place.text().to_owned();
        Some((typed, place.start().line, place.start().column))
    }

    #[test]
    fn a_part_of_a_value_has_its_place_in_the_file() {
        let found = |typed: &str, line, column| Some((typed.to_owned(), line, column));
        for file in [
            "文: |-\n  一行目\n\n    二行目の３件\n",
            "文: |\n  一行目\n\n    二行目の３件\n",
            "文: |-\r\n  一行目\r\n\r\n    二行目の３件\r\n",
        ] {
            assert_eq!(part(file, "３件"), found("３件", 4, 9), "{file:?}");
            assert_eq!(part(file, "行目の"), found("行目の", 4, 6), "{file:?}");
            assert_eq!(part(file, "行目"), found("行目", 2, 4), "{file:?}");
            assert_eq!(part(file, "行目\n"), None, "a line end is not typed as such");
        }
        for blank in [" ", "   ", "\u{3000}"] {
            assert_eq!(
                part(&format!("文: |-\n  全部で３件{blank}\n"), "３件"),
                found("３件", 2, 6),
                "{blank:?}"
            );
            assert_eq!(
                part(&format!("文: |-\n  全部で\n  ３件{blank}\n\n"), "３件"),
                found("３件", 3, 3),
                "{blank:?}"
            );
        }
        assert_eq!(part("文: 全部で３件  # 覚え書き\n", "３件"), found("３件", 1, 7));
        assert_eq!(part("文: '全部で３件'\n", "３件"), found("３件", 1, 8));
        assert_eq!(part("文: \"全部で３件\"\n", "全部"), found("全部", 1, 5));
    }

    #[test]
    fn what_is_typed_otherwise_has_no_place() {
        assert_eq!(part("文: 'それは''３件'\n", "３件"), None);
        assert_eq!(part("文: \"\\u3042３件\"\n", "３件"), None);
        assert_eq!(part("文: >-\n  一行目\n  ３件\n", "３件"), None);
    }
}

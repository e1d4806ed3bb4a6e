//! From a part of a value to the characters of the file that made it.

use std::ops::Range;

use super::mapping::Text;
use crate::diagnostics::Place;

impl Text {
    /// The place of a byte range of the value, if the file has it character for character: in a text after `|-`, or on one line with
    /// or without quotes. Lines that YAML folds and signs that it escapes have no such place.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Option<Place> {
        let start = self.offset_in_file(range.start)?;
        if self.value.get(range.clone())?.contains('\n') {
            return None;
        }
        let end = start + range.len();
        Some(self.place.source().place(start..end.max(start)))
    }

    fn offset_in_file(&self, offset: usize) -> Option<usize> {
        let range = self.place.range();
        let typed = &self.place.source().text()[range.clone()];
        if !typed.contains('\n') {
            let inner = typed
                .strip_prefix(['\'', '"'])
                .and_then(|rest| rest.strip_suffix(['\'', '"']))
                .filter(|_| typed != self.value)
                .unwrap_or(typed);
            if inner != self.value.trim_end_matches('\n') {
                return None;
            }
            let quote = usize::from(inner.len() < typed.len());
            return Some(range.start + quote + offset);
        }
        let mut value_start = 0;
        let mut typed_start = range.start;
        let mut typed_lines = typed.split('\n');
        for line in self.value.split('\n') {
            let typed_line = typed_lines.next()?;
            let indent = typed_line.trim_end_matches('\r').strip_suffix(line)?;
            if !indent.bytes().all(|byte| byte == b' ') {
                return None;
            }
            if offset <= value_start + line.len() {
                return Some(typed_start + indent.len() + (offset - value_start));
            }
            value_start += line.len() + 1;
            typed_start += typed_line.len() + 1;
        }
        None
    }
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

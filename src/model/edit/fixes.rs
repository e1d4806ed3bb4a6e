//! Fixes made in the characters of a file: a value keeps its spelling, but for the part that is mended.

use std::ops::Range;
use std::sync::Arc;

use super::replaced;
use super::value::Value;
use crate::diagnostics::{Fix, SourceFile};
use crate::model::typed;
use crate::model::yaml::{self, Kind, Node};

/// A fix, and what it is a fix of.
struct Mending<'f> {
    fix: &'f Fix,
    /// The text, counted in the order of the file.
    text: usize,
    /// The part of the text that goes.
    part: Range<usize>,
    /// How the file types what comes: a line break needs the depth of the text.
    typed: String,
}

/// The file with as many of the fixes as leave everything said but the parts that they mend, and how many these are; none if none.
pub(super) fn fixed(source: &Arc<SourceFile>, fixes: Vec<&Fix>) -> Option<(Arc<SourceFile>, usize)> {
    let root = yaml::parse(source).ok()?;
    let mut texts = Vec::new();
    collect(&root, &mut texts);
    let mendings: Vec<Mending<'_>> =
        without_overlaps(fixes).into_iter().filter_map(|fix| mending(fix, &texts)).collect();
    let said = Value::of(&root);
    let mut all: Vec<&Mending<'_>> = mendings.iter().collect();
    if let Some(edited) = proved(source, &said, &all) {
        return (!all.is_empty()).then_some((edited, all.len()));
    }
    all.clear();
    let mut result = None;
    for mending in &mendings {
        all.push(mending);
        match proved(source, &said, &all) {
            Some(edited) => result = Some(edited),
            None => drop(all.pop()),
        }
    }
    result.map(|edited| (edited, all.len()))
}

/// The fixes that change something, in the order of the file, without those that touch what an earlier one changes.
fn without_overlaps(mut fixes: Vec<&Fix>) -> Vec<&Fix> {
    let range = |fix: &Fix| fix.place.range();
    fixes.sort_by_key(|fix| (range(fix).start, range(fix).end));
    let mut kept: Vec<&Fix> = Vec::with_capacity(fixes.len());
    for fix in fixes {
        let apart = kept
            .last()
            .is_none_or(|last| range(last).end <= range(fix).start && range(last).start < range(fix).start);
        if apart && fix.place.text() != fix.replacement {
            kept.push(fix);
        }
    }
    kept
}

/// All texts of a file, in its order.
fn collect<'n>(node: &'n Node, texts: &mut Vec<(&'n str, &'n Node)>) {
    match &node.kind {
        Kind::Null => {}
        Kind::Scalar(text) => texts.push((text, node)),
        Kind::Sequence(items) => items.iter().for_each(|item| collect(item, texts)),
        Kind::Mapping(entries) => entries.iter().for_each(|(_, value)| collect(value, texts)),
    }
}

/// What a fix mends, if it lies in a text.
fn mending<'f>(fix: &'f Fix, texts: &[(&str, &Node)]) -> Option<Mending<'f>> {
    let place = fix.place.range();
    let text = texts.partition_point(|(_, node)| node.place.range().end < place.end);
    let (value, node) = texts.get(text)?;
    let part = typed::part_of_value(value, &node.place, place)?;
    let typed = if fix.replacement.contains('\n') {
        fix.replacement.replace('\n', &typed::line_end_below(&node.place)?)
    } else {
        fix.replacement.clone()
    };
    Some(Mending { fix, text, part, typed })
}

/// The file with the fixes, if it says what it said with their parts replaced.
fn proved(source: &Arc<SourceFile>, said: &Value, mendings: &[&Mending<'_>]) -> Option<Arc<SourceFile>> {
    let mut wanted = said.clone();
    let mut texts = wanted.texts_mut();
    // From the last: the parts before it stay where they are.
    for Mending { fix, text, part, .. } in mendings.iter().rev() {
        texts[*text].replace_range(part.clone(), &fix.replacement);
    }
    let parts = mendings.iter().map(|mending| (mending.fix.place.range(), mending.typed.as_str()));
    let edited = source.with_text(replaced(source.text(), parts));
    yaml::parse(&edited).is_ok_and(|root| Value::of(&root) == wanted).then_some(edited)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::diagnostics::Certainty;
    use crate::model::Edits;

    /// The file with each of the words, where it first stands, replaced.
    fn edited(text: &str, words: &[(&str, &str)]) -> (String, usize) {
        let source = yaml::decode(Path::new("a.yaml"), text.as_bytes().to_vec()).expect("decodes");
        let fixes: Vec<Fix> = words
            .iter()
            .map(|(wrong, right)| {
                let start = source.text().find(wrong).expect("the word");
                Fix {
                    place: source.place(start..start + wrong.len()),
                    replacement: (*right).to_owned(),
                    certainty: Certainty::Certain,
                }
            })
            .collect();
        let mut edits = Edits::default();
        let changed = edits.apply(&fixes);
        assert_eq!(changed.len(), edits.files().count());
        let contents = edits.files().next().map_or(source.contents(), |file| file.edited.contents());
        (contents, edits.places())
    }

    #[test]
    fn only_the_characters_concerned_change() {
        for (before, after) in [
            (
                "# 覚え書き\n成果: １２回  # 確かめた\n\n備考: '１２'\n",
                "# 覚え書き\n成果: 12回  # 確かめた\n\n備考: '１２'\n",
            ),
            (
                "\u{FEFF}成果: |-\r\n  \r\n    計１２回\r\n備考:   あ\r\n",
                "\u{FEFF}成果: |-\r\n  \r\n    計12回\r\n備考:   あ\r\n",
            ),
            ("成果: \"１２回\"", "成果: \"12回\""),
            ("{成果:   １２回, 備考: x}\n", "{成果:   12回, 備考: x}\n"),
        ] {
            assert_eq!(edited(before, &[("１２", "12")]), (after.to_owned(), 1), "{before:?}");
        }
    }

    #[test]
    fn a_line_break_keeps_the_depth_of_the_text() {
        for (before, after) in [
            ("成果: |-\n  一\u{2028}二\n", "成果: |-\n  一\n  二\n"),
            ("{a: 1}\n", "{a: 1}\n"),
            ("成果: |-\r\n    一\u{2028}二\r\n備考: 三\r\n", "成果: |-\r\n    一\r\n    二\r\n備考: 三\r\n"),
            ("成果: 一\u{2028}二\n", "成果: 一\u{2028}二\n"),
        ] {
            let wrong = if before.contains('\u{2028}') { "\u{2028}" } else { "1" };
            assert_eq!(edited(before, &[(wrong, "\n")]).0, after, "{before:?}");
        }
    }

    #[test]
    fn several_places_of_a_file_change_at_once() {
        let text = "成果: １２回と３４名\n備考: ５６\n";
        let words = [("５６", "56"), ("１２", "12"), ("回と", "回・"), ("３４", "34")];
        assert_eq!(edited(text, &words), ("成果: 12回・34名\n備考: 56\n".to_owned(), 4));
        assert_eq!(edited(text, &[("１２", "12"), ("１２", "12")]).1, 1, "found twice, typed once");
    }

    #[test]
    fn of_overlapping_fixes_the_first_is_made() {
        let text = "成果: １２回\n";
        assert_eq!(edited(text, &[("２回", "2件"), ("１２", "12")]), ("成果: 12回\n".to_owned(), 1));
        assert_eq!(edited(text, &[("１２", "12"), ("１", "一")]), ("成果: 一２回\n".to_owned(), 1));
        assert_eq!(edited(text, &[("１２", "１２")]), (text.to_owned(), 0), "nothing would change");
    }

    #[test]
    fn what_would_mean_something_else_to_yaml_stays() {
        for (text, wrong, right) in [
            ("成果: 相談＃12\n", "＃", " #"),
            ("成果: 実績：12\n", "：", ": "),
            ("成果: ［実績］\n", "［実績］", "[実績]"),
            ("成果: －あ\n", "－あ", "- あ"),
            ("成果: ～\n", "～", "~"),
            ("成果: ＊あ\n", "＊", "*"),
            ("成果: 'あ＇い'\n", "＇", "'"),
            ("成果: \"あ￥n\"\n", "￥", "\\"),
            ("{成果: あ、い, 備考: x}\n", "、", ", "),
            ("成果: |-\n  一\n  二\n", "一", "  一"),
        ] {
            assert_eq!(edited(text, &[(wrong, right)]), (text.to_owned(), 0), "{text:?}");
        }
        let (text, places) = edited("成果: 実績：１２\n備考: １\n", &[("：", ": "), ("１２", "12")]);
        assert_eq!((text.as_str(), places), ("成果: 実績：12\n備考: １\n", 1), "the others are made");
    }
}

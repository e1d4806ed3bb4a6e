//! Edits of the files of `data/`: the characters concerned change, and nothing else does.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::yaml::{self, Kind, Node};
use crate::diagnostics::{Fix, SourceFile};

/// Files of `data/` as they would be; those on the disk are as they were.
#[derive(Debug, Clone, Default)]
pub struct Edits(BTreeMap<PathBuf, EditedFile>);

/// A file before and after its edits.
#[derive(Debug, Clone)]
pub struct EditedFile {
    /// As it was read.
    pub original: Arc<SourceFile>,
    /// As it is to be.
    pub edited: Arc<SourceFile>,
    /// How many places differ.
    pub places: usize,
}

impl Edits {
    /// The files in the order of their names.
    pub fn files(&self) -> impl Iterator<Item = &EditedFile> {
        self.0.values()
    }

    /// How many places differ, in all files.
    #[must_use]
    pub fn places(&self) -> usize {
        self.files().map(|file| file.places).sum()
    }

    /// A file that is edited, by its path relative to the root.
    pub(super) fn get(&self, path: &Path) -> Option<&Arc<SourceFile>> {
        self.0.get(path).map(|file| &file.edited)
    }

    /// Makes the fixes, which were found with the edits so far. Returns which files they changed. Of fixes that overlap, the
    /// first is made. One that would make the file say something else to YAML, such as a `#` that begins a remark, is not.
    pub fn apply<'f>(&mut self, fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<PathBuf> {
        let mut of_files: BTreeMap<PathBuf, Vec<&Fix>> = BTreeMap::new();
        for fix in fixes {
            of_files.entry(fix.place.source().path().to_owned()).or_default().push(fix);
        }
        let mut changed = Vec::new();
        for (path, fixes) in of_files {
            let source = fixes[0].place.source();
            let fixes = without_overlaps(fixes);
            let Some((edited, places)) = edit(source, &fixes) else { continue };
            let file = self.0.entry(path.clone()).or_insert_with(|| EditedFile {
                original: Arc::clone(source),
                edited: Arc::clone(source),
                places: 0,
            });
            file.edited = edited;
            file.places += places;
            changed.push(path);
        }
        changed
    }

    /// Leaves files as they were.
    pub fn forget(&mut self, files: &[PathBuf]) {
        self.0.retain(|path, _| !files.contains(path));
    }
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

/// The file with as many of the fixes as leave it the same form with other words, and how many these are; none if none.
fn edit(source: &Arc<SourceFile>, fixes: &[&Fix]) -> Option<(Arc<SourceFile>, usize)> {
    let form = yaml::parse(source).ok()?;
    let sound = |fixes: &[&Fix]| {
        let edited = source.with_text(replaced(source.text(), fixes));
        let sound = yaml::parse(&edited).is_ok_and(|after| keeps_form(&form, &after, fixes));
        sound.then_some(edited)
    };
    if fixes.is_empty() {
        return None;
    }
    if let Some(edited) = sound(fixes) {
        return Some((edited, fixes.len()));
    }
    let mut made: Vec<&Fix> = Vec::new();
    let mut result = None;
    for fix in fixes {
        made.push(fix);
        match sound(&made) {
            Some(edited) => result = Some(edited),
            None => drop(made.pop()),
        }
    }
    result.map(|edited| (edited, made.len()))
}

/// A text with the fixes made, which are in order and apart.
fn replaced(text: &str, fixes: &[&Fix]) -> String {
    let mut edited = String::with_capacity(text.len());
    let mut copied = 0;
    for fix in fixes {
        let Range { start, end } = fix.place.range();
        edited.push_str(&text[copied..start]);
        edited.push_str(&fix.replacement);
        copied = end;
    }
    edited + &text[copied..]
}

/// Whether two trees have the same keys and values, but for the values that the fixes are in: these are longer or shorter
/// by as many characters as the fixes make them.
fn keeps_form(before: &Node, after: &Node, fixes: &[&Fix]) -> bool {
    match (&before.kind, &after.kind) {
        (Kind::Null, Kind::Null) => true,
        (Kind::Scalar(old), Kind::Scalar(new)) => {
            let Range { start, end } = before.place.range();
            let mut inside = fixes
                .iter()
                .filter(|fix| start <= fix.place.range().start && fix.place.range().end <= end)
                .peekable();
            if inside.peek().is_none() {
                return old == new;
            }
            let (gone, come) = inside.fold((0, 0), |(gone, come), fix| {
                (gone + fix.place.text().chars().count(), come + fix.replacement.chars().count())
            });
            old.chars().count() + come == new.chars().count() + gone
        }
        (Kind::Sequence(old), Kind::Sequence(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| keeps_form(old, new, fixes))
        }
        (Kind::Mapping(old), Kind::Mapping(new)) => {
            old.len() == new.len()
                && old.iter().zip(new).all(|((old_key, old), (new_key, new))| {
                    old_key.value == new_key.value && keeps_form(old, new, fixes)
                })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Certainty;

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

//! Two texts, word by word.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// A text that has changed, as a run of pieces.
pub type Words = Vec<(Piece, String)>;

/// What became of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Piece {
    /// It stayed.
    Same,
    /// It is gone.
    Old,
    /// It has come.
    New,
}

/// Pieces that stayed between two changes, up to this many characters, are told as changed too: shreds are hard to read.
const SHRED: usize = 1;

/// The pieces of two texts: those that stayed, are gone and have come.
#[must_use]
pub fn differences(old: &str, new: &str) -> Words {
    let diff = TextDiff::from_unicode_words(old, new);
    let mut groups: Vec<Group> = Vec::new();
    for change in diff.iter_all_changes() {
        let same = change.tag() == ChangeTag::Equal;
        if groups.last().is_none_or(|last| last.same != same) {
            groups.push(Group { same, ..Group::default() });
        }
        let Some(group) = groups.last_mut() else { continue };
        if change.tag() != ChangeTag::Insert {
            group.old.push_str(change.value());
        }
        if change.tag() != ChangeTag::Delete {
            group.new.push_str(change.value());
        }
    }
    let mut words = Words::new();
    for group in joined(groups) {
        if group.same {
            words.push((Piece::Same, group.new));
            continue;
        }
        for (piece, text) in [(Piece::Old, group.old), (Piece::New, group.new)] {
            if !text.is_empty() {
                words.push((piece, seen(text)));
            }
        }
    }
    words
}

/// A piece that has changed as it can be seen: of line ends alone nothing could be underlined.
fn seen(text: String) -> String {
    if text.chars().all(|sign| sign == '\n') { text.replace('\n', "（改行）\n") } else { text }
}

/// A run of words that stayed, or that did not.
#[derive(Default)]
struct Group {
    same: bool,
    old: String,
    new: String,
}

/// Makes one change of two with a shred between them.
fn joined(groups: Vec<Group>) -> Vec<Group> {
    let last = groups.len().saturating_sub(1);
    let mut joined: Vec<Group> = Vec::new();
    for (index, mut group) in groups.into_iter().enumerate() {
        let inside = index > 0 && index < last;
        if group.same && inside && group.new.chars().count() <= SHRED && group.new != "\n" {
            group.same = false;
        }
        match joined.last_mut() {
            Some(before) if before.same == group.same => {
                before.old.push_str(&group.old);
                before.new.push_str(&group.new);
            }
            _ => joined.push(group),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{Piece, differences};

    /// `[-old-]{+new+}` for what changed.
    fn shown(old: &str, new: &str) -> String {
        let piece = |(piece, text): (Piece, String)| match piece {
            Piece::Same => text,
            Piece::Old => format!("[-{text}-]"),
            Piece::New => format!("{{+{text}+}}"),
        };
        differences(old, new).into_iter().map(piece).collect()
    }

    #[test]
    fn what_changed_is_marked_and_nothing_else() {
        assert_eq!(shown("年間50,178件です。", "年間51,200件です。"), "年間[-50,178-]{+51,200+}件です。");
        assert_eq!(shown("", "新しい"), "{+新しい+}");
        assert_eq!(shown("古い", ""), "[-古い-]");
        assert_eq!(shown("同じ", "同じ"), "同じ");
        assert_eq!(shown("一行目\n二行目", "一行目\n三行目"), "一行目\n[-二-]{+三+}行目");
    }

    #[test]
    fn a_change_is_not_torn_into_shreds() {
        assert_eq!(shown("研修を行いました", "講習は催しました"), "[-研修を行い-]{+講習は催し+}ました");
    }

    #[test]
    fn both_texts_can_be_read_back() {
        for (old, new) in
            [("あいう\n12回", "あう\n13回え"), ("コミュニティ・ソーシャル", "ソーシャル"), ("𠮷野\r\n", "")]
        {
            let words = differences(old, new);
            let without = |gone: Piece| -> String {
                words.iter().filter(|(piece, _)| *piece != gone).map(|(_, text)| text.as_str()).collect()
            };
            assert_eq!((without(Piece::New).as_str(), without(Piece::Old).as_str()), (old, new));
        }
    }
}

//! The words that reports of councils and town halls are made of.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words of two kanji or more that such reports use, parted by spaces.
static USUAL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("usual.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// All of them.
pub(super) fn usual_words() -> impl Iterator<Item = &'static str> {
    USUAL.iter().copied()
}

/// Whether a word is one that such reports use.
pub(super) fn is_usual(word: &str) -> bool {
    USUAL.contains(word)
}

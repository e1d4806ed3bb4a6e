//! The words that say what a row or a column holds.

use crate::exchange::forms::MAY_STAY_EMPTY;
use crate::exchange::shortened::shortened;
use crate::language::script::squeezed;

/// Whether two heads are one, however they are spaced, and whether or not they say that their cell may stay empty.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    one == other || squeezed(bare(one)) == squeezed(bare(other))
}

/// A head without what stands under it.
pub(super) fn bare(head: &str) -> &str {
    head.strip_suffix(MAY_STAY_EMPTY).unwrap_or(head)
}

/// Heads and names in a sentence.
pub(super) fn quoted(texts: &[&str]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("「{}」", shortened(bare(text)))).collect();
    quoted.concat()
}

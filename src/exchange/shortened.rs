//! A text in a message.

use crate::diagnostics::cut;

/// As much of a text as tells which it is.
#[must_use]
pub fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    cut(&text.replace('\n', "／"), MOST)
}

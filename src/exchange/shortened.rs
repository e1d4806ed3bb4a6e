//! A text in a message.

/// As much of a text as tells which it is.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.replace('\n', "／");
    if line.chars().count() <= MOST { line } else { line.chars().take(MOST).chain("…".chars()).collect() }
}

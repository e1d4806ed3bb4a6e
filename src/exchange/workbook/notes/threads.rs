//! Comments with answers, as newer versions of Excel have them (`xl/threadedComments/threadedComment1.xml`).

use std::collections::BTreeMap;

use super::xml::{Step, Unreadable, attribute, is_set, name, name_at_end, steps};
use crate::exchange::workbook::place::CellAt;

/// What is said at a cell, one after the other.
#[derive(Debug, Default)]
pub(super) struct Thread {
    pub(super) text: String,
    /// Whether people have noted that nothing is left to be done about it.
    pub(super) is_resolved: bool,
}

/// The threads of a sheet by their cells, as far as these are known. A cell has no more than one.
pub(super) type Threads = BTreeMap<Option<CellAt>, Thread>;

/// Reads threads as far as the part can be read.
pub(super) fn read(xml: &str, found: &mut Threads) -> Result<(), Unreadable> {
    let (mut at, mut in_text) = (None, false);
    for step in steps(xml) {
        let step = step?;
        if let Step::Begins(element) = &step
            && name(element) == "threadedComment"
        {
            at = attribute(element, "ref").and_then(|cell| CellAt::named(&cell));
        }
        let thread = found.entry(at).or_default();
        match step {
            Step::Begins(element) => match name(&element) {
                "threadedComment" => thread.is_resolved |= is_set(&element, "done"),
                "text" => in_text = true,
                _ => {}
            },
            Step::Text(text) if in_text => thread.text.push_str(&text),
            Step::Ends(element) if name_at_end(&element) == "text" => {
                thread.text.push('\n');
                in_text = false;
            }
            Step::Text(_) | Step::Ends(_) => {}
        }
    }
    Ok(())
}

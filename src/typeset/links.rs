//! Links to sheets.
//!
//! A template knows the printed number of every sheet but not how many pages come before them. A link position therefore
//! counts pages from the first sheet, and is moved behind the front matter once that is laid out.

use typst::layout::{Frame, FrameItem};
use typst::model::Destination;
use typst_layout::Page;

/// Moves the links of a page by the number of pages before the first sheet.
pub(super) fn move_links(page: &mut Page, front: usize) {
    if has_links(&page.frame) {
        move_in_frame(&mut page.frame, front);
    }
}

fn move_in_frame(frame: &mut Frame, front: usize) {
    frame.retain(|item| {
        match item {
            FrameItem::Link(Destination::Position(position), _) => {
                position.page = position.page.saturating_add(front);
            }
            FrameItem::Group(group) if has_links(&group.frame) => move_in_frame(&mut group.frame, front),
            _ => {}
        }
        true
    });
}

/// Frames without links are shared with Typst's cache and stay so.
fn has_links(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Link(Destination::Position(_), _) => true,
        FrameItem::Group(group) => has_links(&group.frame),
        _ => false,
    })
}

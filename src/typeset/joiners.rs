//! Takes the word joiners out of finished pages: they have kept lines together, and no reader should find them in the text.

use typst::foundations::Content;
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};
use typst::model::HeadingElem;
use typst::text::{TextElem, TextItem};

use crate::layout::WORD_JOINER;

/// Removes the word joiners from the texts of a frame.
pub(super) fn remove(frame: &mut Frame) {
    if !has_joiners(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => remove(&mut group.frame),
            FrameItem::Text(text) if text.text.contains(WORD_JOINER) => remove_from_text(text),
            FrameItem::Tag(Tag::Start(element, _)) => remove_from_heading(element),
            _ => {}
        }
        true
    });
}

/// Frames without any are shared with Typst's cache and stay so.
fn has_joiners(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_joiners(&group.frame),
        FrameItem::Text(text) => text.text.contains(WORD_JOINER),
        _ => false,
    })
}

/// The bookmarks say what the headings say.
fn remove_from_heading(element: &mut Content) {
    if let Some(heading) = element.to_packed_mut::<HeadingElem>() {
        let text = heading.body.plain_text();
        if text.contains(WORD_JOINER) {
            heading.body = TextElem::packed(text.split(WORD_JOINER).collect::<String>());
        }
    }
}

/// Glyphs know their characters by byte ranges of the text, which move by the joiners before them.
fn remove_from_text(item: &mut TextItem) {
    let joiners: Vec<usize> = item.text.match_indices(WORD_JOINER).map(|(at, _)| at).collect();
    let moved = |at: u16| {
        let before = joiners.partition_point(|&joiner| joiner < usize::from(at));
        at - u16::try_from(before * WORD_JOINER.len_utf8()).unwrap_or(at)
    };
    item.glyphs.retain(|glyph| {
        let range = usize::from(glyph.range.start)..usize::from(glyph.range.end);
        !item
            .text
            .get(range)
            .is_some_and(|text| !text.is_empty() && text.chars().all(|character| character == WORD_JOINER))
    });
    for glyph in &mut item.glyphs {
        glyph.range = moved(glyph.range.start)..moved(glyph.range.end);
    }
    item.text = item.text.chars().filter(|&character| character != WORD_JOINER).collect();
}

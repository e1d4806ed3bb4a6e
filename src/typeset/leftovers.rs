//! Takes out of finished pages what only their layout needed: word joiners, which have kept lines together and which no reader
//! should find in the text; the entries of elements that nobody will look for, which in a large plan are most of what Typst goes
//! through to find the headings; the tags of what is placed where it is written, which say nothing; and what is in the cells of
//! tables, which the page itself shows.

use std::sync::Arc;

use typst::foundations::{Content, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::resolve::{Cell, CellGrid, Entry};
use typst::layout::{Frame, FrameItem, PlaceElem};
use typst::model::{HeadingElem, TableCell, TableElem};
use typst::text::{TextElem, TextItem};

use super::contract::Mark;
use crate::layout::WORD_JOINER;

/// Removes the leftovers from the pages of a part.
#[derive(Default)]
pub(super) struct Leftovers {
    /// The tables of the pages so far, without what is in them: those of one sheet are those of the next.
    tables: Vec<Arc<CellGrid>>,
}

impl Leftovers {
    /// Removes them from a frame.
    pub fn remove(&mut self, frame: &mut Frame) {
        if !has_leftovers(frame) {
            return;
        }
        let mut unsought = Vec::new();
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.remove(&mut group.frame),
                FrameItem::Text(text) if text.text.contains(WORD_JOINER) => remove_from_text(text),
                FrameItem::Tag(tag) => return self.serves(tag, &mut unsought),
                _ => {}
            }
            true
        });
    }

    /// Whether a tag still serves once its element is not looked for; the structure of the PDF needs those of tables and cells.
    /// `unsought` has the elements that have begun in the frame, and whether the PDF can do without them.
    fn serves(&mut self, tag: &mut Tag, unsought: &mut Vec<(Location, bool)>) -> bool {
        let flags = match tag {
            Tag::Start(element, flags) => {
                remove_from_heading(element);
                self.remove_laid_out(element);
                if is_unsought(element) {
                    flags.introspectable = false;
                    let is_idle = is_in_its_place(element);
                    flags.tagged &= !is_idle;
                    unsought.extend(element.location().map(|location| (location, is_idle)));
                }
                flags
            }
            Tag::End(location, _, flags) => {
                if let Some((_, is_idle)) = unsought.iter().find(|(begun, _)| begun == location) {
                    flags.introspectable = false;
                    flags.tagged &= !is_idle;
                }
                flags
            }
        };
        flags.any()
    }

    /// The structure of the PDF needs to know where the cells of a table are and which of them are heads. What is in them, and with
    /// which rules, is on the page.
    fn remove_laid_out(&mut self, element: &mut Content) {
        if let Some(cell) = element.to_packed_mut::<TableCell>() {
            cell.body = Content::empty();
            cell.stroke.unset();
        } else if let Some(table) = element.to_packed_mut::<TableElem>() {
            table.children.clear();
            if let Some(grid) = table.grid.as_ref().and_then(|grid| bare(grid)) {
                table.grid = Some(self.shared(grid));
            }
        }
    }

    /// A table that is like one before is that one.
    fn shared(&mut self, grid: CellGrid) -> Arc<CellGrid> {
        if let Some(same) = self.tables.iter().find(|table| ***table == grid) {
            return Arc::clone(same);
        }
        let grid = Arc::new(grid);
        self.tables.push(Arc::clone(&grid));
        grid
    }
}

/// Frames without any are shared with Typst's cache and stay so.
fn has_leftovers(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_leftovers(&group.frame),
        FrameItem::Text(text) => text.text.contains(WORD_JOINER),
        FrameItem::Tag(Tag::Start(element, flags)) => flags.introspectable && is_unsought(element),
        _ => false,
    })
}

/// Whether nobody looks for an element once its page is laid out. Fields are found by their frames; a link may lead to
/// whatever else has a label.
fn is_unsought(element: &Content) -> bool {
    match element.label() {
        Some(label) => matches!(Mark::of(label), Some(Mark::Cell(_) | Mark::BodyEnd)),
        None => element.is::<TableCell>() || element.is::<TableElem>() || element.is::<PlaceElem>(),
    }
}

/// Whether an element is placed where it is written. What floats is read where it is written, and stands elsewhere.
fn is_in_its_place(element: &Content) -> bool {
    element.to_packed::<PlaceElem>().is_some_and(|place| !place.float.get(StyleChain::default()))
}

/// The empty cells of a table. Nothing if it has a head or foot that repeats: those cannot be made anew.
fn bare(grid: &CellGrid) -> Option<CellGrid> {
    let entries = grid.entries.iter().map(|entry| match *entry {
        Entry::Cell(_) => Entry::Cell(Cell::new(Content::empty())),
        Entry::Merged { parent } => Entry::Merged { parent },
    });
    (grid.headers.is_empty() && grid.footer.is_none()).then(|| CellGrid {
        entries: entries.collect(),
        cols: grid.cols.clone(),
        rows: grid.rows.clone(),
        vlines: Vec::new(),
        hlines: Vec::new(),
        headers: Vec::new(),
        footer: None,
        has_gutter: grid.has_gutter,
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

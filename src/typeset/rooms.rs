//! How much goes into the cells of a sheet.

use std::collections::BTreeMap;

use typst::layout::{Frame, FrameItem, Size};

use super::contract::{Mark, SheetMark};
use super::pages::Pages;
use crate::form::Cell;

/// How many characters go into a cell at the usual size, as far as its row has its usual height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// In a line.
    pub columns: usize,
    /// How many lines.
    pub lines: usize,
}

impl Pages<'_> {
    /// The rooms of the cells of the form, from the pages on which they stand first.
    #[must_use]
    pub fn rooms(&self) -> BTreeMap<Cell, Room> {
        let mut rooms = BTreeMap::new();
        for page in &self.finished {
            visit(&page.frame, &mut None, &mut rooms);
        }
        rooms
    }
}

fn visit(frame: &Frame, sheet: &mut Option<SheetMark>, rooms: &mut BTreeMap<Cell, Room>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let mark = group.label.and_then(Mark::of);
                if let (Some(Mark::Cell(name)), Some(sheet)) = (mark, &*sheet)
                    && let (Some(cell), Some(room)) = (name.known(), Room::of(group.frame.size(), sheet))
                {
                    rooms.entry(cell).or_insert(room);
                }
                visit(&group.frame, sheet, rooms);
            }
            FrameItem::Tag(tag) => {
                if let Some(mark) = SheetMark::of(tag) {
                    *sheet = Some(mark);
                }
            }
            _ => {}
        }
    }
}

impl Room {
    /// The room of a cell at the largest size of its sheet.
    fn of(cell: Size, sheet: &SheetMark) -> Option<Self> {
        let size = *sheet.sizes.first()?;
        let leading = size * (sheet.pitch - 1.0);
        let count = |length: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a page has few lines"
            )]
            let count = length.max(0.0) as usize;
            count
        };
        let columns = count(cell.x.to_pt() / size);
        let lines = count((cell.y.to_pt() + leading) / (size + leading));
        (columns > 0 && lines > 0).then_some(Self { columns, lines })
    }
}

//! How much goes into the cells of a sheet.

use std::collections::BTreeMap;

use typst::layout::{Frame, FrameItem, Size};
use typst_layout::Page;

use super::contract::{Mark, SheetMark};
use super::pages::Pages;
use crate::form::CellName;

/// How many characters go into a cell at the usual size, as far as its row has its usual height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// In a line.
    pub columns: usize,
    /// How many lines.
    pub lines: usize,
    /// Which row of its page it stands in: cells of one row have one height.
    pub row: usize,
}

impl Pages<'_> {
    /// The rooms of the cells of the form, from the pages on which they stand first; rather from those that are set as all are.
    #[must_use]
    pub fn rooms(&self) -> BTreeMap<CellName, Room> {
        let is_unlike = |page: &&Page| {
            let mut found = None;
            find_sheet(&page.frame, &mut found);
            found.is_some_and(|sheet| self.unlike().iter().any(|unlike| unlike.sheet == sheet.number))
        };
        let (unlike, usual): (Vec<_>, Vec<_>) = self.finished.iter().partition(is_unlike);
        let mut rooms = BTreeMap::new();
        for page in usual.into_iter().chain(unlike) {
            visit(&page.frame, &mut None, &mut rooms);
        }
        rooms
    }
}

fn find_sheet(frame: &Frame, found: &mut Option<SheetMark>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) if found.is_none() => find_sheet(&group.frame, found),
            FrameItem::Tag(tag) if found.is_none() => *found = SheetMark::of(tag),
            _ => {}
        }
    }
}

fn visit(frame: &Frame, sheet: &mut Option<SheetMark>, rooms: &mut BTreeMap<CellName, Room>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let mark = group.label.and_then(Mark::of);
                if let (Some(Mark::Cell(name)), Some(sheet)) = (mark, &*sheet)
                    && let Some(room) = Room::of(&name, group.frame.size(), sheet)
                {
                    rooms.entry(name).or_insert(room);
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
    /// The room of a cell at the largest size of its sheet, if it stands in a row that may grow.
    fn of(name: &CellName, cell: Size, sheet: &SheetMark) -> Option<Self> {
        let row = sheet.rows.iter().position(|row| row.fields.contains(name))?;
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
        (columns > 0 && lines > 0).then_some(Self { columns, lines, row })
    }
}

//! Whether the texts of a sheet fit their cells, read from the laid-out page.
//!
//! Most sheets fit at the first of their layout's sizes. Those that do not are laid out again at a smaller one; Typst's
//! `layout()` and `measure()` would instead cost every sheet a second pass.

use std::collections::BTreeMap;

use typst::foundations::Label;
use typst::layout::{Abs, Frame, FrameItem, Point, Size};

use super::contract::{Edges, Mark, SheetMark};
use crate::form::CellName;
use crate::layout::WORD_JOINER;

/// Layouts round; this is no overflow yet.
const TOLERANCE_PT: f64 = 0.5;

/// How many sizes down each sheet is set, by the name that the layout gives it (`fit`). Sheets of one name have one size.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Steps(BTreeMap<String, usize>);

impl Steps {
    pub(super) fn of(&self, sheet: &SheetMark) -> usize {
        self.0.get(&sheet.fit).copied().unwrap_or_default()
    }

    /// Goes down to a step, never up.
    pub(super) fn lower(&mut self, sheet: &SheetMark, step: usize) {
        self.lower_by_name(&sheet.fit, step);
    }

    /// Goes down wherever others do.
    pub(super) fn lower_all(&mut self, others: &Self) {
        others.0.iter().for_each(|(fit, &step)| self.lower_by_name(fit, step));
    }

    fn lower_by_name(&mut self, fit: &str, step: usize) {
        match self.0.get_mut(fit) {
            Some(current) => *current = step.max(*current),
            None => drop(self.0.insert(fit.to_owned(), step)),
        }
    }

    /// The sheets that are set smaller, and how far down.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(fit, &step)| (fit.as_str(), step))
    }
}

/// A cell whose text needs more room than it has.
#[derive(Debug)]
pub(super) struct Overflow {
    /// The cell, as the layout names it.
    pub cell: CellName,
    /// Which of the fields of this name on the page, counted from 0.
    pub nth: usize,
    /// How many characters lie outside.
    pub characters: usize,
    /// The part of the needed height that there is.
    room: f64,
}

/// What is found on a page.
#[derive(Debug, Default)]
pub(super) struct Inspection {
    pub sheet: Option<SheetMark>,
    pub overflows: Vec<Overflow>,
    /// The labels of the fields, in the order of the page.
    fields: Vec<Label>,
}

impl Inspection {
    pub(super) fn of(page: &Frame) -> Self {
        let mut inspection = Self::default();
        inspection.visit(page);
        inspection
    }

    /// The step at which the sheet may fit; none if it is at the last.
    pub(super) fn next_step(&self, sheet: &SheetMark, step: usize) -> Option<usize> {
        let room = self.overflows.iter().map(|overflow| overflow.room).fold(1.0, f64::min);
        // A text of half the size takes a quarter of the area. Rather too large, and once more, than too small.
        let wanted = sheet.sizes.get(step)? * room.sqrt() * 1.03;
        let last = sheet.sizes.len().checked_sub(1).filter(|&last| step < last)?;
        let next = sheet.sizes.iter().position(|&size| size <= wanted).unwrap_or(last);
        Some(next.max(step + 1))
    }

    fn visit(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    if let Some(label) = group.label
                        && let Some(Mark::Cell(cell)) = Mark::of(label)
                    {
                        let nth = self.fields.iter().filter(|&&other| other == label).count();
                        self.fields.push(label);
                        let edges = self.sheet.as_ref().map(|sheet| sheet.edges);
                        self.overflows
                            .extend(edges.and_then(|edges| Overflow::of(cell, nth, &group.frame, edges)));
                    }
                    self.visit(&group.frame);
                }
                FrameItem::Tag(tag) => {
                    if let Some(mark) = SheetMark::of(tag) {
                        self.sheet = Some(mark);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Overflow {
    fn of(cell: CellName, nth: usize, frame: &Frame, edges: Edges) -> Option<Self> {
        let mut runs = Vec::new();
        collect_runs(frame, Point::zero(), edges, &mut runs);
        let tolerance = Abs::pt(TOLERANCE_PT);
        // A text in the middle of its cell runs out on both sides; what is too much is at its end.
        let top = runs.iter().map(|run| run.top).fold(Abs::zero(), Abs::min);
        let left = runs.iter().map(|run| run.left).fold(Abs::zero(), Abs::min);
        let bottom = runs.iter().map(|run| run.bottom).fold(frame.height(), Abs::max);
        let right = runs.iter().map(|run| run.right).fold(frame.width(), Abs::max);
        let needed = Size::new(right - left, bottom - top);
        if needed.x <= frame.width() + tolerance && needed.y <= frame.height() + tolerance {
            return None;
        }
        let end = Point::new(left + frame.width() + tolerance, top + frame.height() + tolerance);
        let characters = runs.iter().map(|run| run.characters_beyond(end)).sum();
        let room = (frame.height() / needed.y).min(frame.width() / needed.x).clamp(0.0, 1.0);
        Some(Self { cell, nth, characters, room })
    }
}

/// A run of text in a cell.
struct Run {
    top: Abs,
    bottom: Abs,
    left: Abs,
    right: Abs,
    characters: usize,
}

impl Run {
    /// How many of its characters lie below a point, or to the right of it.
    fn characters_beyond(&self, end: Point) -> usize {
        if self.bottom > end.y {
            return self.characters;
        }
        let part = ((self.right - end.x) / (self.right - self.left)).clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "a part of the few characters of a line"
        )]
        let beyond = (self.characters as f64 * part).ceil() as usize;
        beyond
    }
}

fn collect_runs(frame: &Frame, origin: Point, edges: Edges, runs: &mut Vec<Run>) {
    for (position, item) in frame.items() {
        let at = origin + *position;
        match item {
            FrameItem::Group(group) => {
                let inner = at + Point::new(group.transform.tx, group.transform.ty);
                collect_runs(&group.frame, inner, edges, runs);
            }
            FrameItem::Text(text) => runs.push(Run {
                top: at.y - text.size * edges.ascent,
                bottom: at.y + text.size * edges.descent,
                left: at.x,
                right: at.x + text.width(),
                characters: text.text.chars().filter(|&character| character != WORD_JOINER).count(),
            }),
            _ => {}
        }
    }
}

//! What the text of a cell takes, read from the laid-out page: its edges, its lines and its paragraphs.

use typst::layout::{Abs, Frame, FrameItem, Point};

use super::contract::Edges;
use crate::layout::WORD_JOINER;

/// The most that a table in a cell leaves free above its first line.
const INNER_INSET_PT: f64 = 3.0;

/// What the text of a cell takes, from the upper left corner of the cell.
pub(super) struct Extent {
    runs: Vec<Run>,
    pub(super) start: Point,
    pub(super) end: Point,
}

impl Extent {
    pub(super) fn of(frame: &Frame, edges: Edges) -> Self {
        let mut runs = Vec::new();
        collect_runs(frame, Point::zero(), edges, &mut runs);
        let edge = |side: fn(&Run) -> Abs, outer: fn(Abs, Abs) -> Abs| {
            runs.iter().map(side).reduce(outer).unwrap_or_default()
        };
        let start = Point::new(edge(|run| run.left, Abs::min), edge(|run| run.top, Abs::min));
        let end = Point::new(edge(|run| run.right, Abs::max), edge(|run| run.bottom, Abs::max));
        Self { runs, start, end }
    }

    /// Its paragraphs in a cell of a width. What ends well before the edge is the last line of one.
    pub(super) fn paragraphs(&self, width: Abs) -> Vec<Paragraph> {
        /// How many characters a line that goes on may be shorter than its cell.
        const RAGGED: f64 = 2.0;
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let (mut bottom, mut goes_on) = (None, false);
        for run in &self.runs {
            let length = (run.right - run.left).to_pt();
            match paragraphs.last_mut() {
                Some(paragraph) if bottom == Some(run.bottom) => paragraph.length += length,
                Some(paragraph) if goes_on => {
                    paragraph.lines += 1.0;
                    paragraph.length += length;
                }
                _ => paragraphs.push(Paragraph { lines: 1.0, length }),
            }
            bottom = Some(run.bottom);
            goes_on = run.right + (run.bottom - run.top) * RAGGED > width;
        }
        paragraphs
    }

    /// How many of its characters lie below a point, or to the right of it.
    pub(super) fn characters_beyond(&self, end: Point) -> usize {
        self.runs.iter().map(|run| run.characters_beyond(end)).sum()
    }

    /// The height that it needs: what a table in the cell leaves free above its first line, it leaves below its last one too.
    pub(super) fn height(&self) -> Abs {
        let inset = self.start.y.clamp(Abs::zero(), Abs::pt(INNER_INSET_PT));
        self.end.y - self.start.y + inset * 2.0
    }
}

/// A paragraph of a text.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// Of how many lines it is.
    pub(super) lines: f64,
    /// How long these lines are together, in points.
    length: f64,
}

impl Paragraph {
    /// Of how many lines it is in a cell of another width. A line may end before a character that has no room.
    pub(super) fn lines_in(&self, width: f64, size: f64) -> f64 {
        (self.length / (width - size).max(size)).ceil().max(1.0)
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

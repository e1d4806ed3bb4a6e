//! Whether the texts of a sheet fit their cells, read from the laid-out page, and what is done where they do not.
//!
//! All sheets begin with the same heights of their rows. Where a text does not fit its row and the page has room, the rows of that
//! sheet share the page anew, each by what it needs; only where the page is full is the sheet set at a smaller size. Typst's
//! `layout()` and `measure()` would instead cost every sheet a second pass.

use std::collections::BTreeMap;

use typst::foundations::Label;
use typst::layout::{Abs, Frame, FrameItem, Point, Size};
use typst::visualize::Curve;

use super::contract::{Edges, Fit, Mark, RowMark, SheetMark, ends_body};
use super::extent::{Extent, Paragraph};
use super::spread;
use crate::form::CellName;

/// Layouts round; this is no overflow yet.
const TOLERANCE_PT: f64 = 0.5;

/// What a row gets beyond what its texts need, in points: less than the next line would take.
const SPARE_PT: f64 = 0.3;

/// A row whose height changes by less stays as it is.
const UNCHANGED_PT: f64 = 0.01;

/// How often the rows of a sheet share the page anew at one size. Once is enough but where a cell does not grow with its row.
const MOST_TRIES: usize = 3;

/// How each sheet is set, by the name that the layout gives it (`fit`). Sheets of one name are set alike.
#[derive(Debug, Clone, Default, PartialEq, Hash)]
pub(super) struct Fits {
    of_names: BTreeMap<String, Fit>,
    /// On how many pages each sheet goes on that does not fit on one, by its number.
    longer: BTreeMap<u32, usize>,
}

impl Fits {
    pub(super) fn of(&self, sheet: &SheetMark) -> Option<&Fit> {
        self.of_names.get(&sheet.fit)
    }

    /// Of these sheets alone, with how far all go on.
    pub(super) fn of_sheets<'a>(&self, sheets: impl Iterator<Item = &'a SheetMark>) -> Self {
        let of_names =
            sheets.filter_map(|sheet| Some((sheet.fit.clone(), self.of(sheet)?.clone()))).collect();
        Self { of_names, longer: self.longer.clone() }
    }

    /// Goes on to another fit, never back.
    pub(super) fn advance(&mut self, name: &str, fit: &Fit) {
        let known = self.of_names.entry(name.to_owned()).or_default();
        let stage = |fit: &Fit| (!fit.breaks.is_empty(), fit.step, fit.tries);
        if stage(fit) > stage(known) {
            known.clone_from(fit);
        }
    }

    /// Goes on wherever others do.
    pub(super) fn advance_all(&mut self, others: &Self) {
        others.of_names.iter().for_each(|(name, fit)| self.advance(name, fit));
    }

    /// Counts the pages on which sheets go on.
    pub(super) fn count_pages<'a>(&mut self, sheets: impl Iterator<Item = &'a SheetMark>) {
        let longer = sheets.filter_map(|sheet| Some((sheet.number, self.of(sheet)?.breaks.len())));
        self.longer = longer.filter(|(_, pages)| *pages > 0).collect();
    }

    /// On how many pages each sheet goes on that does not fit on one.
    pub(super) fn longer(&self) -> &BTreeMap<u32, usize> {
        &self.longer
    }

    /// Whether a sheet stands where its layout believes it to stand.
    pub(super) fn is_in_place(&self, sheet: &SheetMark) -> bool {
        let before = self.longer.range(..sheet.number).map(|(_, pages)| *pages).sum::<usize>();
        sheet.before.is_none_or(|believed| believed == before)
    }

    /// The sheets that are not set as all are.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Fit)> {
        self.of_names.iter().map(|(name, fit)| (name.as_str(), fit))
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
    /// The part of the needed height, or width, that there is.
    room: f64,
    /// Whether it needs more width.
    pub too_wide: bool,
}

/// What is found on a page.
#[derive(Debug, Default)]
pub(super) struct Inspection {
    pub sheet: Option<SheetMark>,
    /// The size of the paper.
    pub paper: Size,
    /// Where what a page of a sheet has between its margins begins.
    pub body_begin: Option<Point>,
    /// Where it ends.
    pub body_end: Option<Point>,
    pub overflows: Vec<Overflow>,
    /// The labels of the fields, in the order of the page.
    fields: Vec<Label>,
    wants: Vec<Want>,
}

/// What the text of a cell takes, in points.
#[derive(Debug)]
struct Want {
    cell: CellName,
    /// How much more height it needs than it has; less than nothing where it has room.
    more: f64,
    paragraphs: Vec<Paragraph>,
}

impl Inspection {
    pub(super) fn of(page: &Frame) -> Self {
        let mut inspection = Self { paper: page.size(), ..Self::default() };
        inspection.visit(page, Point::zero());
        inspection
    }

    /// How the sheet may fit, if it can be set otherwise than it is.
    pub(super) fn next_fit(&self, sheet: &SheetMark, now: Option<&Fit>) -> Option<Fit> {
        let usual = Fit::default();
        let now = now.unwrap_or(&usual);
        let rows: Vec<RowNeed<'_>> = sheet.rows.iter().map(|row| self.need(row, now)).collect();
        let room = sheet.room.max(rows.iter().map(|row| row.height).sum());
        let needed: f64 = rows.iter().map(|row| row.needed).sum();
        let grows = |overflow: &Overflow| {
            !overflow.too_wide && sheet.rows.iter().any(|row| row.fields.contains(&overflow.cell))
        };
        let all_grow = self.overflows.iter().all(grows);
        let is_full = needed > room;
        let last = sheet.sizes.len().saturating_sub(1);
        if is_full && all_grow && now.breaks.is_empty() {
            let needs = rows.iter().map(|row| (row.name, row.needed)).collect();
            if let Some(breaks) = spread::breaks(sheet, now.step, &needs) {
                return Some(Fit { breaks, ..Fit::default() });
            }
        }
        if all_grow && now.tries < MOST_TRIES && (!is_full || now.step >= last) {
            // At the least size the last try shows how far the text goes.
            let tries = if is_full { MOST_TRIES } else { now.tries + 1 };
            let mut heights = shared(&rows, room);
            // What Typst is told anew, it lays out anew.
            heights.retain(|name, height| {
                !rows.iter().any(|row| row.name == name && (row.usual - *height).abs() < UNCHANGED_PT)
            });
            return Some(Fit { heights, tries, ..now.clone() });
        }
        // A text of half the size takes a quarter of the area. Rather too large, and once more, than too small.
        let others = self.overflows.iter().filter(|overflow| !grows(overflow)).map(|overflow| overflow.room);
        let part = others.fold(if all_grow || is_full { room / needed } else { 1.0 }, f64::min).min(1.0);
        let size = sheet.sizes.get(now.step)?;
        let wanted = size * part.sqrt() * 1.03;
        let last = Some(last).filter(|&last| now.step < last)?;
        let next = sheet.sizes.iter().position(|&size| size <= wanted).unwrap_or(last).max(now.step + 1);
        Some(Fit { step: next, breaks: now.breaks.clone(), ..Fit::default() })
    }

    /// Cuts off what runs out of its cell, so that it covers nothing else: such a text is shown from its beginning, as far as it goes.
    pub(super) fn cut_off(&self, page: &mut Frame) {
        if let Some(sheet) = self.sheet.as_ref().filter(|_| !self.overflows.is_empty()) {
            self.cut_off_in(page, sheet.edges, &mut Vec::new());
        }
    }

    fn cut_off_in(&self, frame: &mut Frame, edges: Edges, fields: &mut Vec<Label>) {
        frame.retain(|item| {
            let FrameItem::Group(group) = item else { return true };
            if let Some(label) = group.label
                && let Some(Mark::Cell(cell)) = Mark::of(label)
            {
                let nth = fields.iter().filter(|&&other| other == label).count();
                fields.push(label);
                if self.overflows.iter().any(|overflow| overflow.cell == cell && overflow.nth == nth) {
                    let start = Extent::of(&group.frame, edges).start;
                    group
                        .frame
                        .translate(Point::new(start.x.min(Abs::zero()), start.y.min(Abs::zero())) * -1.0);
                    group.clip = Some(Curve::rect(group.frame.size()));
                }
            }
            self.cut_off_in(&mut group.frame, edges, fields);
            true
        });
    }

    /// What a row needs, as far as its cells tell.
    fn need<'a>(&self, row: &'a RowMark, now: &Fit) -> RowNeed<'a> {
        let height = now.heights.get(&row.name).copied().unwrap_or(row.height);
        let wants = self.wants.iter().filter(|want| row.fields.contains(&want.cell)).map(|want| want.more);
        let want = wants.reduce(f64::max).unwrap_or_default();
        let needed = (height + row.parts * (want + SPARE_PT)).max(row.least.min(row.height));
        RowNeed { name: &row.name, height, usual: row.height, needed }
    }

    /// The heights that the rows of a sheet need as it is set, by their names.
    pub(super) fn needs<'a>(&self, sheet: &'a SheetMark, now: &Fit) -> BTreeMap<&'a str, f64> {
        sheet.rows.iter().map(|row| (row.name.as_str(), self.need(row, now).needed)).collect()
    }

    /// The heights that the cells of a row would need in rows of their own, which are so wide.
    pub(super) fn needs_apart(&self, sheet: &SheetMark, row: &RowMark, now: &Fit, width: f64) -> Vec<f64> {
        let height = now.heights.get(&row.name).copied().unwrap_or(row.height);
        let least = row.least.min(row.height);
        let size = sheet.sizes.get(now.step).copied().unwrap_or_default();
        let more_lines = |paragraph: &Paragraph| paragraph.lines_in(width, size) - paragraph.lines;
        let need = |field: &CellName| {
            let want = self.wants.iter().find(|want| want.cell == *field);
            want.map_or(least, |want| {
                let lines: f64 = want.paragraphs.iter().map(more_lines).sum();
                (height + want.more + lines * size * sheet.pitch).max(least)
            })
        };
        row.fields.iter().map(need).collect()
    }

    fn visit(&mut self, frame: &Frame, origin: Point) {
        for (position, item) in frame.items() {
            let at = origin + *position;
            match item {
                FrameItem::Group(group) => {
                    if let Some(label) = group.label
                        && let Some(Mark::Cell(cell)) = Mark::of(label)
                    {
                        let nth = self.fields.iter().filter(|&&other| other == label).count();
                        self.fields.push(label);
                        if let Some(sheet) = &self.sheet {
                            let text = Extent::of(&group.frame, sheet.edges);
                            self.wants.push(Want {
                                cell: cell.clone(),
                                more: (text.height() - group.frame.height()).to_pt(),
                                paragraphs: text.paragraphs(group.frame.width()),
                            });
                            self.overflows.extend(Overflow::of(cell, nth, &text, &group.frame));
                        }
                    }
                    self.visit(&group.frame, at + Point::new(group.transform.tx, group.transform.ty));
                }
                FrameItem::Tag(tag) => {
                    if let Some(mark) = SheetMark::of(tag) {
                        self.sheet = Some(mark);
                        self.body_begin = Some(at);
                    } else if ends_body(tag) {
                        self.body_end = Some(at);
                    }
                }
                _ => {}
            }
        }
    }
}

/// What a row of a sheet has and needs, in points.
struct RowNeed<'a> {
    name: &'a str,
    height: f64,
    /// Its height on all sheets.
    usual: f64,
    needed: f64,
}

/// The room of a page, shared by what each row needs. Where the page is full, rows that need more than they usually have are cut short
/// alike.
fn shared(rows: &[RowNeed<'_>], room: f64) -> BTreeMap<String, f64> {
    let needed: f64 = rows.iter().map(|row| row.needed).sum();
    let named = |height: &dyn Fn(&RowNeed<'_>) -> f64| {
        rows.iter().map(|row| (row.name.to_owned(), height(row))).collect::<BTreeMap<_, _>>()
    };
    let sum = |part: &dyn Fn(&RowNeed<'_>) -> f64| rows.iter().map(part).sum::<f64>();
    if needed <= room {
        return spared(rows, room);
    }
    let is_long = |row: &RowNeed<'_>| row.needed > row.usual;
    let short = sum(&|row| if is_long(row) { 0.0 } else { row.needed });
    let long = sum(&|row| if is_long(row) { row.needed } else { 0.0 });
    let part = ((room - short) / long.max(f64::EPSILON)).max(0.0);
    named(&|row| if is_long(row) { part * row.needed } else { row.needed })
}

/// Heights at which every row has what it needs. What some lack, the rows with the most to spare give, so that the others stay as they
/// are on all sheets.
fn spared(rows: &[RowNeed<'_>], room: f64) -> BTreeMap<String, f64> {
    let mut heights: Vec<f64> = rows.iter().map(|row| row.usual.max(row.needed)).collect();
    let mut lacking = heights.iter().sum::<f64>() - room;
    let spare = |index: usize| (rows[index].usual - rows[index].needed).max(0.0);
    let mut givers: Vec<usize> = (0..rows.len()).collect();
    givers.sort_by(|&one, &other| spare(other).total_cmp(&spare(one)));
    for giver in givers {
        let given = spare(giver).min(lacking.max(0.0));
        heights[giver] -= given;
        lacking -= given;
    }
    rows.iter().zip(heights).map(|(row, height)| (row.name.to_owned(), height)).collect()
}

impl Overflow {
    fn of(cell: CellName, nth: usize, text: &Extent, frame: &Frame) -> Option<Self> {
        let tolerance = Abs::pt(TOLERANCE_PT);
        // A text in the middle of its cell runs out on both sides; what is too much is at its end.
        let (top, left) = (text.start.y.min(Abs::zero()), text.start.x.min(Abs::zero()));
        let (bottom, right) = (text.end.y.max(frame.height()), text.end.x.max(frame.width()));
        let needed = Size::new(right - left, bottom - top);
        let too_wide = needed.x > frame.width() + tolerance;
        if !too_wide && needed.y <= frame.height() + tolerance {
            return None;
        }
        let end = Point::new(left + frame.width() + tolerance, top + frame.height() + tolerance);
        let characters = text.characters_beyond(end);
        let room = (frame.height() / needed.y).min(frame.width() / needed.x).clamp(0.0, 1.0);
        Some(Self { cell, nth, characters, room, too_wide })
    }
}

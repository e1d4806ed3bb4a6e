//! Links within the booklet.
//!
//! A template knows the printed number of every sheet, but not how many pages come before them, nor where the index has the
//! sheet's row. Its links say the number ([`Link`]), and are put right once all pages are laid out.

use std::collections::{BTreeMap, HashMap};

use typst::introspection::{Location, PagedPosition};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::Destination;
use typst_layout::Page;

use super::contract::Link;

/// Where links lead.
#[derive(Debug, Default)]
pub(super) struct Targets {
    /// The pages of the sheets, counted from 1 at the cover, by the printed number.
    sheets: BTreeMap<u32, usize>,
    /// The rows of the sheets in the index.
    rows: BTreeMap<u32, PagedPosition>,
}

impl Targets {
    /// Adds a page as it was laid out; `sheet` is the number of the sheet on it.
    pub(super) fn add(&mut self, page: &Page, number: usize, sheet: Option<u32>) {
        match sheet {
            // A sheet of several pages begins at the first.
            Some(sheet) => drop(self.sheets.entry(sheet).or_insert(number)),
            // The link to a sheet stands in its row.
            None => self.add_rows(&page.frame, Transform::identity(), number),
        }
    }

    /// The pages on which the sheets begin, counted from 1 at the cover, by the printed number.
    pub(super) fn into_sheets(self) -> BTreeMap<u32, usize> {
        self.sheets
    }

    fn add_rows(&mut self, frame: &Frame, transform: Transform, number: usize) {
        for (point, item) in frame.items() {
            match item {
                FrameItem::Link(destination, _) => {
                    let (Some(Link::Sheet(sheet, _)), Ok(page)) = (Link::to(destination), number.try_into())
                    else {
                        continue;
                    };
                    let point = Point::with_y(point.transform(transform).y);
                    self.rows.entry(sheet).or_insert(PagedPosition { page, point });
                }
                FrameItem::Group(group) if has_links(&group.frame) => {
                    let inner = Transform::translate(point.x, point.y).pre_concat(group.transform);
                    self.add_rows(&group.frame, transform.pre_concat(inner), number);
                }
                _ => {}
            }
        }
    }

    /// Puts the links of a page right. One that leads nowhere is no link.
    pub(super) fn resolve(&self, page: &mut Page) {
        retain(&mut page.frame, &|destination| self.leads_somewhere(destination));
    }

    /// Puts a destination within the booklet right, if there is such a place.
    fn leads_somewhere(&self, destination: &mut Destination) -> bool {
        let target = match Link::to(destination) {
            Some(Link::Sheet(sheet, point)) => {
                let page = self.sheets.get(&sheet).and_then(|&page| page.try_into().ok());
                page.map(|page| PagedPosition { page, point })
            }
            Some(Link::Row(sheet)) => self.rows.get(&sheet).copied(),
            None => return true,
        };
        if let Some(target) = target {
            *destination = Destination::Position(target);
        }
        target.is_some()
    }
}

/// Frames without links are shared with Typst's cache and stay so.
fn has_links(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Link(..) => true,
        FrameItem::Group(group) => has_links(&group.frame),
        _ => false,
    })
}

/// Changes where the links of a frame lead, and takes out those that lead nowhere.
fn retain(frame: &mut Frame, change: &impl Fn(&mut Destination) -> bool) {
    if !has_links(frame) {
        return;
    }
    frame.retain(|item| match item {
        FrameItem::Link(destination, _) => change(destination),
        FrameItem::Group(group) => {
            retain(&mut group.frame, change);
            true
        }
        _ => true,
    });
}

/// Has links that lead to something by its name lead to its place.
pub(super) fn pin(frame: &mut Frame, places: &HashMap<Location, PagedPosition>) {
    retain(frame, &|destination| {
        if let Destination::Location(location) = destination
            && let Some(place) = places.get(location)
        {
            *destination = Destination::Position(*place);
        }
        true
    });
}

/// Moves the places to which links lead, on pages that grow.
pub(super) fn enlarge(frame: &mut Frame, factor: f64) {
    retain(frame, &|destination| {
        if let Destination::Position(position) = destination {
            position.point = Point::new(position.point.x * factor, position.point.y * factor);
        }
        true
    });
}

//! A large booklet in runs of pages, each of which is a document of its own to typst-pdf, whose tags take more memory than the
//! pages.
//!
//! The document of a run has all pages of the booklet, so that links, bookmarks and page numbers are those of the booklet, but on
//! those of other runs there is nothing to see. `join.rs` makes one PDF of what comes of them.

use std::collections::HashMap;
use std::ops::Range;

use typst::foundations::{Content, NativeElement, Smart, StyleChain};
use typst::introspection::{Introspector, Location, PagedPosition, Tag, TagFlags};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::{DocumentInfo, HeadingElem};
use typst_layout::{Page, PagedDocument};

use super::links;

/// How many items a run has at most, if it can be parted: two hundred sheets. Each run comes with the fonts that it needs.
pub(super) const ITEMS: usize = 70_000;

/// The runs of a booklet.
pub(super) struct Runs<'a> {
    pages: &'a [Page],
    info: &'a DocumentInfo,
    headings: Vec<Heading>,
    /// Where the places are to which links lead by name.
    places: HashMap<Location, PagedPosition>,
    ranges: Vec<Range<usize>>,
}

/// A heading of the booklet, and on which page it is, counted from 0.
struct Heading {
    page: usize,
    level: usize,
    element: Content,
}

/// A run, and how many headings of others stand before its pages, so that the levels of its own follow one another.
pub(super) struct Run {
    pub document: PagedDocument,
    pub headings_before: usize,
}

impl<'a> Runs<'a> {
    /// The runs of a booklet, of which the document knows where everything is, with at most so many items each. None if it is all
    /// one.
    pub fn of(
        pages: &'a [Page],
        info: &'a DocumentInfo,
        document: &PagedDocument,
        most: usize,
    ) -> Option<Self> {
        let ranges = ranges(pages, most);
        if ranges.len() < 2 {
            return None;
        }
        let introspector = document.introspector();
        let headings = introspector.query(&HeadingElem::ELEM.select());
        let headings = headings.iter().filter_map(|element| {
            let page = introspector.page(element.location()?)?.get() - 1;
            let level = element.to_packed::<HeadingElem>()?.resolve_level(StyleChain::default()).get();
            Some(Heading { page, level, element: element.clone() })
        });
        let places = introspector.frame_link_targets().iter();
        let places = places.filter_map(|&target| Some((target, introspector.position(target)?)));
        Some(Self { pages, info, headings: headings.collect(), places: places.collect(), ranges })
    }

    /// The pages of each, counted from 0.
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// The run of these pages.
    pub fn run(&self, pages: Range<usize>) -> Run {
        let before = self.open_headings(pages.start);
        let headings_before = before.len();
        let mut before = Some(before);
        let all = self.pages.iter().enumerate().map(|(nth, page)| {
            if pages.contains(&nth) {
                let mut page = page.clone();
                if !self.places.is_empty() {
                    links::pin(&mut page.frame, &self.places);
                }
                return page;
            }
            let mut frame = Frame::hard(page.frame.size());
            if pages.start == 0 {
                // It speaks for the whole booklet.
                push_found(&mut frame, &page.frame, Transform::identity());
            } else if let Some(before) = before.take() {
                for heading in before {
                    push_heading(&mut frame, heading);
                }
            }
            Page { frame, fill: Smart::Custom(None), ..page.clone() }
        });
        let document = PagedDocument::new(all.collect(), self.info.clone());
        Run { document, headings_before }
    }

    /// The headings under which a page begins, from the first level.
    fn open_headings(&self, page: usize) -> Vec<&Content> {
        let mut open: Vec<&Heading> = Vec::new();
        for heading in self.headings.iter().filter(|heading| heading.page < page) {
            open.retain(|above| above.level < heading.level);
            open.push(heading);
        }
        open.into_iter().map(|heading| &heading.element).collect()
    }
}

/// Parts pages into runs, where nothing that has a tag goes on from one page to the next.
fn ranges(pages: &[Page], most: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut end, mut items) = (0, 0, 0);
    let mut since_end = Items::default();
    for (nth, page) in pages.iter().enumerate() {
        since_end.add(&page.frame);
        if since_end.open > 0 {
            continue;
        }
        if items + since_end.count > most && end > start {
            ranges.push(start..end);
            (start, items) = (end, 0);
        }
        end = nth + 1;
        items += std::mem::take(&mut since_end).count;
    }
    ranges.push(start..pages.len());
    ranges
}

/// What there is on some pages.
#[derive(Default)]
struct Items {
    count: usize,
    /// How many elements that have a tag go on after them.
    open: usize,
}

impl Items {
    fn add(&mut self, frame: &Frame) {
        self.count += frame.items().len();
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.add(&group.frame),
                FrameItem::Tag(Tag::Start(_, flags)) if flags.tagged => self.open += 1,
                FrameItem::Tag(Tag::End(_, _, flags)) if flags.tagged => {
                    self.open = self.open.saturating_sub(1);
                }
                _ => {}
            }
        }
    }
}

/// Adds what is to be found in a part of a page, in its place, without anything to see.
fn push_found(page: &mut Frame, part: &Frame, place: Transform) {
    for (point, item) in part.items() {
        match item {
            FrameItem::Group(group) => {
                let inner = Transform::translate(point.x, point.y).pre_concat(group.transform);
                push_found(page, &group.frame, place.pre_concat(inner));
            }
            FrameItem::Tag(tag) => {
                let mut tag = tag.clone();
                let (Tag::Start(_, flags) | Tag::End(_, _, flags)) = &mut tag;
                flags.tagged = false;
                if flags.introspectable {
                    page.push(point.transform(place), FrameItem::Tag(tag));
                }
            }
            _ => {}
        }
    }
}

/// Adds a heading of which there is nothing to see.
fn push_heading(frame: &mut Frame, heading: &Content) {
    let Some(location) = heading.location() else { return };
    let flags = TagFlags { introspectable: true, tagged: true };
    frame.push(Point::zero(), FrameItem::Tag(Tag::Start(heading.clone(), flags)));
    // The key would tell apart what comes of one element in several layouts.
    frame.push(Point::zero(), FrameItem::Tag(Tag::End(location, 0, flags)));
}

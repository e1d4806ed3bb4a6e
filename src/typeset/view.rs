//! Pages for a screen: each as a picture, with the fields on it.

use std::hash::{Hash, Hasher};
use std::num::NonZeroU16;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use rayon::prelude::*;
use serde::Serialize;
use typst::layout::{Frame, FrameItem, GroupItem, Point};
use typst::utils::hash128;
use typst_layout::Page;
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use super::contract::{Mark, SheetMark};
use super::pages::Pages;
use crate::form::CellName;

/// A page, apart from the booklet that it is of.
pub struct View {
    page: Page,
    hash: u128,
    /// The printed number of the sheet, if it is one.
    pub sheet: Option<u32>,
    /// The fields in the order of the page.
    pub fields: Vec<FieldArea>,
    /// All words in the order of the page, each cell or paragraph on a line.
    pub text: String,
}

/// Where a field stands on its page; lengths are parts of the page's width and height.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldArea {
    /// The cell, as the layout names it.
    #[serde(rename = "field")]
    pub cell: CellName,
    /// From the left edge of the page.
    pub left: f64,
    /// From its upper edge.
    pub top: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// Whether its text is cut off, because it does not fit.
    pub too_long: bool,
}

impl Pages<'_> {
    /// The pages for a screen.
    #[must_use]
    pub fn views(&self) -> Vec<View> {
        self.finished.par_iter().map(View::new).collect()
    }
}

impl View {
    fn new(page: &Page) -> Self {
        let mut view = Self {
            page: page.clone(),
            hash: hash128(&Looks(page)),
            sheet: None,
            fields: Vec::new(),
            text: String::new(),
        };
        view.visit(&page.frame, Point::zero());
        view
    }

    /// The width of the page, in points.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.page.frame.width().to_pt()
    }

    /// The height of the page, in points.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.page.frame.height().to_pt()
    }

    /// The name of its picture, which no page has that looks different. Where its markup stands does not count: one more line in a sheet
    /// moves the markup of all that follow.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{:032x}", self.hash)
    }

    /// The page as a picture that is sharp at any size.
    #[must_use]
    pub fn svg(&self) -> String {
        typst_svg::svg(&self.page, &SvgOptions::default())
    }

    /// The page as PNG, so many pixels wide: a browser shows it in a fourth of the time that it takes over the drawing. `None` if
    /// the page is so long that there is no such picture.
    #[must_use]
    pub fn png(&self, width: NonZeroU16) -> Option<Vec<u8>> {
        let scale = f64::from(width.get()) / self.width();
        let pixels = typst_render::render(
            &self.page,
            &RenderOptions { pixel_per_pt: scale.into(), render_bleed: false },
        );
        // A page covers all that is below it.
        let mut opaque = Vec::with_capacity(pixels.data().len() / 4 * 3);
        pixels.data().chunks_exact(4).for_each(|pixel| opaque.extend_from_slice(&pixel[..3]));
        let mut png = Vec::new();
        PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Up)
            .write_image(&opaque, pixels.width(), pixels.height(), ExtendedColorType::Rgb8)
            .ok()?;
        Some(png)
    }

    fn visit(&mut self, frame: &Frame, origin: Point) {
        for (position, item) in frame.items() {
            let at = origin + *position;
            match item {
                FrameItem::Group(group) => self.visit_group(group, at),
                FrameItem::Text(text) => self.text.push_str(&text.text),
                FrameItem::Tag(tag) => {
                    self.sheet = self.sheet.or_else(|| SheetMark::of(tag).map(|sheet| sheet.number));
                }
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => {}
            }
        }
    }

    fn visit_group(&mut self, group: &GroupItem, at: Point) {
        let at = at + Point::new(group.transform.tx, group.transform.ty);
        if let Some(Mark::Cell(cell)) = group.label.and_then(Mark::of) {
            let page = self.page.frame.size();
            self.fields.push(FieldArea {
                cell,
                left: at.x / page.x,
                top: at.y / page.y,
                width: group.frame.width() / page.x,
                height: group.frame.height() / page.y,
                too_long: group.clip.is_some(),
            });
        }
        self.visit(&group.frame, at);
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// A page as far as it shows.
struct Looks<'a>(&'a Page);

impl Hash for Looks<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.fill.hash(state);
        hash_frame(&self.0.frame, state);
    }
}

fn hash_frame<H: Hasher>(frame: &Frame, state: &mut H) {
    frame.size().hash(state);
    for (position, item) in frame.items() {
        if let FrameItem::Tag(_) = item {
            continue;
        }
        position.hash(state);
        std::mem::discriminant(item).hash(state);
        match item {
            FrameItem::Group(group) => {
                (group.transform, &group.clip, group.label).hash(state);
                hash_frame(&group.frame, state);
            }
            FrameItem::Text(text) => {
                (&text.font, text.size, &text.fill, &text.stroke, &text.text).hash(state);
                for glyph in &text.glyphs {
                    (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_offset).hash(state);
                }
            }
            FrameItem::Shape(shape, _) => shape.hash(state),
            FrameItem::Image(image, size, _) => (image, size).hash(state),
            FrameItem::Link(destination, size) => (destination, size).hash(state),
            FrameItem::Tag(_) => {}
        }
    }
}

//! Markup as pages.

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use typst::layout::{Frame, FrameItem, GroupItem, Point, Ratio, Transform};
use typst::model::{DocumentInfo, Numbering};
use typst_layout::Page;

use super::fit::Fits;
use super::fonts::Fonts;
use super::forgetting::Forgetting;
use super::kept::{Kept, Key};
use super::laid_out::LaidOut;
use super::links::{self, Targets};
use super::paper::of_its_paper;
use super::too_long::{of_one_page, one_page_each, too_long};
use super::world::Setting;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::layout::{LayoutFiles, Markup, Part};

/// A laid-out booklet.
pub struct Pages<'a> {
    pub(super) finished: Vec<Page>,
    pub(super) info: DocumentInfo,
    pub(super) markup: &'a Markup,
    pub(super) setting: Setting<'a>,
    unlike: Vec<UnlikeSheet>,
    sheets: BTreeMap<u32, usize>,
    found: Diagnostics,
}

/// A sheet that did not fit as all others are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnlikeSheet {
    /// The printed page number.
    pub sheet: u32,
    /// The size at which it was set, in points, if that is smaller than the layout's first.
    pub size: Option<f64>,
    /// Whether its rows share the page in a way of their own.
    pub own_heights: bool,
    /// On how many pages it goes on.
    pub more_pages: usize,
}

/// The longest side that a page of a PDF may have, in points (ISO 32000-1, annex C).
const LONGEST_SIDE: f64 = 14_400.0;

#[expect(clippy::cast_precision_loss, reason = "nobody sees more than a few places")]
fn share(done: usize, all: usize) -> f64 {
    done as f64 / all.max(1) as f64
}

/// Refuses a page that no paper and no picture can have.
fn of_some_size(page: &Page) -> Result<(), Diagnostic> {
    let sides = [page.frame.width().to_pt(), page.frame.height().to_pt()];
    if sides.iter().all(|side| *side <= LONGEST_SIDE) {
        return Ok(());
    }
    let message = format!("紙が大きすぎます（{:.0} × {:.0} ポイント）。", sides[0], sides[1]);
    Err(Diagnostic::new(Code::Export, message)
        .hint("layouts のひな形の #set page の大きさを、一辺 5 メートルまでにしてください。"))
}

impl<'a> Pages<'a> {
    /// Lays out the markup of a booklet.
    ///
    /// The parts are documents of their own to Typst, so that the memory of one is free for the next. Their pages make
    /// one document in the end; elements of different parts are told apart by the file of the markup that made them.
    ///
    /// A sheet whose texts do not fit is laid out again, its rows sharing the page anew or at the next smaller size of its layout,
    /// until all fit.
    ///
    /// # Errors
    /// Markup that does not compile, at the template lines that wrote it; a sheet that takes more than a page; a field
    /// that does not fit at the smallest size, with `sheet` and `field` of the diagnostic set; what Typst itself breaks down over.
    ///
    /// `tell` hears how much of it is done, from 0 to 1.
    pub fn lay_out(
        markup: &'a Markup,
        fonts: &'a Fonts,
        tell: &(dyn Fn(f64) + Sync),
    ) -> Result<Self, Diagnostics> {
        let pages = Self::lay_out_as_it_stands(markup, fonts, tell)?;
        if pages.found.has_errors() { Err(pages.found) } else { Ok(pages) }
    }

    /// Lays out the markup of a booklet that is not finished: a sheet that does not fit is there as far as it goes, and is told.
    ///
    /// # Errors
    /// Those of [`lay_out`](Self::lay_out) but for what does not fit.
    pub fn lay_out_as_it_stands(
        markup: &'a Markup,
        fonts: &'a Fonts,
        tell: &(dyn Fn(f64) + Sync),
    ) -> Result<Self, Diagnostics> {
        Self::lay_out_or_break_down(markup, fonts, None, tell)
    }

    /// The same for the next state of a booklet, for somebody who is writing it: without the parts that are as they were in the
    /// state before.
    ///
    /// # Errors
    /// Those of [`lay_out_as_it_stands`](Self::lay_out_as_it_stands).
    pub fn lay_out_again(markup: &'a Markup, fonts: &'a Fonts, kept: &mut Kept) -> Result<Self, Diagnostics> {
        let pages = Self::lay_out_or_break_down(markup, fonts, Some(&mut *kept), &|_| {});
        kept.forget_the_old();
        pages
    }

    fn lay_out_or_break_down(
        markup: &'a Markup,
        fonts: &'a Fonts,
        kept: Option<&mut Kept>,
        tell: &(dyn Fn(f64) + Sync),
    ) -> Result<Self, Diagnostics> {
        // Of what it was doing only parts that are finished are used afterwards.
        let laid_out = panic::catch_unwind(AssertUnwindSafe(|| Self::lay_out_all(markup, fonts, kept, tell)));
        laid_out.unwrap_or_else(|_| {
            let message = "ひな形のとおりに組むと、大きすぎるものができます。";
            Err(Diagnostic::new(Code::Markup, message)
                .hint("layouts のひな形から、けた違いに大きな数や繰り返しを探してください。")
                .into())
        })
    }

    fn lay_out_all(
        markup: &'a Markup,
        fonts: &'a Fonts,
        mut kept: Option<&mut Kept>,
        tell: &(dyn Fn(f64) + Sync),
    ) -> Result<Self, Diagnostics> {
        let known = kept.as_deref().map(|kept| kept.sources.clone()).unwrap_or_default();
        let setting = Setting::new(fonts, markup.files(), known);
        let mut making: Vec<Making<'_>> = markup.parts().iter().map(Making::new).collect();
        let mut fits = Fits::default();
        let mut forgetting = None;
        loop {
            if let Some(kept) = kept.as_deref_mut() {
                for part in &mut making {
                    part.look_in(kept, &setting);
                }
            }
            let all = making.len();
            let missing: Vec<_> = making.iter_mut().filter(|part| part.done.is_none()).collect();
            let count = AtomicUsize::new(all - missing.len());
            let forgetting = forgetting.get_or_insert_with(|| Forgetting::new(missing.len()));
            missing.into_par_iter().with_max_len(1).for_each(|part| {
                part.done = Some(Arc::new(LaidOut::fitted(part.part, &setting, part.fits.clone())));
                forgetting.part_is_done();
                tell(share(count.fetch_add(1, Ordering::Relaxed) + 1, all));
            });
            forgetting.all_are_done();
            if let Some(kept) = kept.as_deref_mut() {
                for part in &making {
                    part.put_into(kept, &setting);
                }
            }
            let done = || making.iter().filter_map(|part| part.done.as_deref());
            done().for_each(|done| fits.advance_all(&done.fits));
            fits.count_pages(done().flat_map(LaidOut::sheets));
            let errors: Diagnostics = done().flat_map(|done| done.errors.iter().cloned()).collect();
            if errors.has_errors() {
                return Err(errors.and(warnings(done())));
            }
            // A sheet of one part may have to be set as its 再掲 in another.
            let unlike: Vec<_> = making.iter_mut().filter(|part| part.differs_from(&fits)).collect();
            if unlike.is_empty() {
                break;
            }
            for part in unlike {
                part.begin_again(&fits);
            }
        }
        if let Some(kept) = kept {
            kept.sources = setting.sources();
        }
        let parts: Vec<Arc<LaidOut>> = making.into_iter().filter_map(|part| part.done).collect();
        let sheets = parts.iter().flat_map(|done| done.sheets());
        let high: Diagnostics = sheets.filter_map(|sheet| of_one_page(sheet).err()).collect();
        // Of what has the wrong paper, nothing else is certain, and all sheets have it.
        let unfit = if let Some(wrong) = of_other_paper(&parts, markup.files()) {
            wrong.into()
        } else if high.has_errors() {
            high
        } else {
            too_long(&parts, &fits)
        };
        Self::assemble(markup, setting, parts, &fits, unfit)
    }

    /// Makes one document of the parts.
    fn assemble(
        markup: &'a Markup,
        setting: Setting<'a>,
        parts: Vec<Arc<LaidOut>>,
        fits: &Fits,
        mut unfit: Diagnostics,
    ) -> Result<Self, Diagnostics> {
        let mut pages: Vec<Page> = Vec::new();
        let mut targets = Targets::default();
        let mut info = DocumentInfo::default();
        let mut unlike = Vec::new();
        let mut cut_off: Vec<Diagnostic> = Vec::new();
        let (mut last, mut side) = (None, 0);
        let warnings = warnings(parts.iter().map(|done| &**done));
        for (part, done) in markup.parts().iter().zip(parts) {
            unlike.extend(done.sheets().filter_map(|sheet| {
                let fit = fits.of(sheet)?;
                let size = sheet.sizes.get(fit.step).copied().filter(|_| fit.step > 0);
                let own_heights = !fit.heights.is_empty();
                Some(UnlikeSheet { sheet: sheet.number, size, own_heights, more_pages: fit.breaks.len() })
            }));
            let spilled = done.inspections.iter().try_for_each(one_page_each(part)).err();
            if let Some(spilled) = spilled.filter(|_| !unfit.has_errors()) {
                unfit.push(spilled);
            }
            cut_off.extend(done.cut_off.iter().cloned());
            if let Err(large) = done.pages.iter().flatten().try_for_each(of_some_size) {
                return Err(unfit.and(large.into()).and(warnings));
            }
            // The parts say the same of the booklet.
            info.clone_from(&done.info);
            let sheets = done.inspections.iter().map(|page| page.sheet.as_ref().map(|sheet| sheet.number));
            let sheets: Vec<Option<u32>> = sheets.collect();
            let of_part = Arc::try_unwrap(done).map_or_else(|kept| kept.pages.clone(), |done| done.pages);
            // What a sheet has spilled is not shown.
            let shown = of_part.into_iter().flatten().zip(sheets);
            for (mut page, sheet) in shown.filter(|(_, sheet)| part.is_front() || sheet.is_some()) {
                side = if sheet == last { side + 1 } else { 1 };
                last = sheet;
                if let Some(sheet) = sheet.filter(|_| side > 1) {
                    number_as_side(&mut page, sheet, side);
                }
                targets.add(&page, pages.len() + 1, sheet);
                pages.push(page);
            }
        }
        if !unfit.has_errors() {
            // One line of a layout says it of all sheets.
            cut_off.dedup_by(|found, first| found.location == first.location);
            unfit = cut_off.into_iter().collect();
        }
        // A sheet may have several pages.
        unlike.dedup_by(|page: &mut UnlikeSheet, first| {
            if page.sheet != first.sheet {
                return false;
            }
            first.size = first.size.into_iter().chain(page.size).reduce(f64::min);
            first.own_heights |= page.own_heights;
            first.more_pages += page.more_pages;
            true
        });
        pages.par_iter_mut().for_each(|page| targets.resolve(page));
        let sheets = targets.into_sheets();
        Ok(Self { finished: pages, info, markup, setting, unlike, sheets, found: unfit.and(warnings) })
    }

    /// Makes the pages larger by a factor: the same pages on larger paper.
    pub fn enlarge(&mut self, factor: f64) {
        let ratio = Ratio::new(factor);
        self.finished.par_iter_mut().for_each(|page| {
            links::enlarge(&mut page.frame, factor);
            let mut group = GroupItem::new(std::mem::take(&mut page.frame));
            group.transform = Transform::scale(ratio, ratio);
            page.frame = Frame::hard(group.frame.size() * factor);
            page.frame.push(Point::zero(), FrameItem::Group(group));
        });
    }

    /// How many pages there are, front matter included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.finished.len()
    }

    /// The pages on which the sheets begin, counted from 1 at the cover, by the printed number.
    #[must_use]
    pub fn sheets(&self) -> &BTreeMap<u32, usize> {
        &self.sheets
    }

    /// What was found on the way: what Typst warned of, and what does not fit, of pages that are [shown](Self::lay_out_again)
    /// nevertheless. Told once.
    pub fn take_findings(&mut self) -> Diagnostics {
        std::mem::take(&mut self.found)
    }

    /// The weights that the fonts of the theme have not.
    #[must_use]
    pub fn missing_weights(&self) -> Diagnostics {
        self.setting.fonts().missing_weights(self.markup.files())
    }

    /// The layouts that they are made with.
    #[must_use]
    pub fn layouts(&self) -> &LayoutFiles {
        self.markup.files()
    }

    /// The sheets that were set otherwise than the rest.
    #[must_use]
    pub fn unlike(&self) -> &[UnlikeSheet] {
        &self.unlike
    }
}

/// Has viewers call a page of a sheet as its foot does: 12-2.
fn number_as_side(page: &mut Page, sheet: u32, side: u64) {
    let Some(Numbering::Pattern(pattern)) = &mut page.numbering else { return };
    if let Some((before, _)) = pattern.pieces.make_mut().first_mut() {
        *before = format!("{sheet}-").into();
        page.number = side;
    }
}

/// What Typst warned of while it laid out the parts.
fn warnings<'p>(parts: impl Iterator<Item = &'p LaidOut>) -> Diagnostics {
    parts.flat_map(|done| done.warnings.iter().cloned()).collect()
}

/// The first sheet that is laid out for other paper than it is on.
fn of_other_paper(parts: &[Arc<LaidOut>], layouts: &LayoutFiles) -> Option<Diagnostic> {
    let mut pages = parts.iter().flat_map(|done| &done.inspections);
    pages.find_map(|page| of_its_paper(page, page.sheet.as_ref()?, layouts).err())
}

/// A part on its way.
struct Making<'a> {
    part: &'a Part,
    /// How its sheets are to be set, as far as is known.
    fits: Fits,
    done: Option<Arc<LaidOut>>,
}

impl<'a> Making<'a> {
    fn new(part: &'a Part) -> Self {
        Self { part, fits: Fits::default(), done: None }
    }

    /// Takes it as it was laid out in the state before.
    fn look_in(&mut self, kept: &mut Kept, setting: &Setting<'_>) {
        if self.done.is_none() {
            self.done = kept.get(Key::new(setting, self.part, &self.fits));
        }
    }

    /// Keeps it for the next state.
    fn put_into(&self, kept: &mut Kept, setting: &Setting<'_>) {
        if let Some(done) = self.done.as_ref().filter(|done| done.pages.is_some()) {
            kept.add(Key::new(setting, self.part, &self.fits), done);
        }
    }

    /// Whether a sheet is set otherwise than it should be.
    fn differs_from(&self, fits: &Fits) -> bool {
        self.done.as_ref().is_some_and(|done| done.differs_from(fits))
    }

    /// Has it laid out again, its sheets set as they should be.
    fn begin_again(&mut self, fits: &Fits) {
        if let Some(done) = self.done.take() {
            self.fits = fits.of_sheets(done.sheets());
        }
    }
}

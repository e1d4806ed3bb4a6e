//! Markup as pages.

use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use rayon::prelude::*;
use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic, Warned};
use typst::layout::{Frame, FrameItem, GroupItem, Point, Ratio, Transform};
use typst::model::{Document, DocumentInfo};
use typst_layout::{Page, PagedDocument};

use super::contract::{RowMark, SheetMark};
use super::fit::{Fits, Inspection, Overflow};
use super::fonts::Fonts;
use super::forgetting::Forgetting;
use super::leftovers;
use super::links::{self, Targets};
use super::world::{PartWorld, Setting};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::folder::LAYOUTS;
use crate::layout::{Markup, Part};

/// A laid-out booklet.
pub struct Pages<'a> {
    pub(super) finished: Vec<Page>,
    pub(super) info: DocumentInfo,
    pub(super) markup: &'a Markup,
    pub(super) setting: Setting<'a>,
    unlike: Vec<UnlikeSheet>,
    warnings: Diagnostics,
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
    pub fn lay_out(markup: &'a Markup, fonts: &'a Fonts) -> Result<Self, Diagnostics> {
        // Nothing that it was doing is used afterwards.
        panic::catch_unwind(AssertUnwindSafe(|| Self::lay_out_all(markup, fonts))).unwrap_or_else(|_| {
            let message = "ひな形のとおりに組むと、大きすぎるものができます。";
            Err(Diagnostic::new(Code::Markup, message)
                .hint("layouts のひな形から、けた違いに大きな数や繰り返しを探してください。")
                .into())
        })
    }

    fn lay_out_all(markup: &'a Markup, fonts: &'a Fonts) -> Result<Self, Diagnostics> {
        let setting = Setting::new(fonts, markup.files());
        let mut parts: Vec<LaidOut> = markup.parts().iter().map(|_| LaidOut::default()).collect();
        let mut fits = Fits::default();
        let forgetting = Forgetting::new(parts.len());
        loop {
            parts
                .par_iter_mut()
                .zip(markup.parts())
                .with_max_len(1)
                .filter(|(done, _)| done.pages.is_none())
                .for_each(|(done, part)| {
                    *done = LaidOut::fitted(part, &setting, fits.clone());
                    forgetting.part_is_done();
                });
            forgetting.all_are_done();
            let mut errors = Diagnostics::new();
            for done in &mut parts {
                errors.append(std::mem::take(&mut done.errors));
                fits.advance_all(&done.fits);
            }
            fits.count_pages(parts.iter().flat_map(LaidOut::sheets));
            if errors.has_errors() {
                return Err(errors.and(take_warnings(&mut parts)));
            }
            // A sheet of one part may have to be set as its 再掲 in another.
            let unlike: Vec<_> = parts.iter_mut().filter(|done| done.differs_from(&fits)).collect();
            if unlike.is_empty() {
                break;
            }
            for done in unlike {
                done.pages = None;
            }
        }
        let high = parts.iter().flat_map(LaidOut::sheets).filter_map(|sheet| of_one_page(sheet).err());
        let high: Diagnostics = high.collect();
        if high.has_errors() {
            return Err(high.and(take_warnings(&mut parts)));
        }
        let too_long = too_long(&parts, &fits);
        if too_long.has_errors() {
            return Err(too_long.and(take_warnings(&mut parts)));
        }
        Self::assemble(markup, setting, parts, &fits)
    }

    /// Makes one document of the parts.
    fn assemble(
        markup: &'a Markup,
        setting: Setting<'a>,
        mut parts: Vec<LaidOut>,
        fits: &Fits,
    ) -> Result<Self, Diagnostics> {
        let mut pages: Vec<Page> = Vec::new();
        let mut targets = Targets::default();
        let mut info = DocumentInfo::default();
        let mut unlike = Vec::new();
        let warnings = take_warnings(&mut parts);
        for (part, done) in markup.parts().iter().zip(parts) {
            unlike.extend(done.sheets().filter_map(|sheet| {
                let fit = fits.of(sheet)?;
                let size = sheet.sizes.get(fit.step).copied().filter(|_| fit.step > 0);
                let own_heights = !fit.heights.is_empty();
                Some(UnlikeSheet { sheet: sheet.number, size, own_heights, more_pages: fit.breaks.len() })
            }));
            if let Err(spilled) = done.inspections.iter().try_for_each(one_page_each(part)) {
                return Err(Diagnostics::from(spilled).and(warnings));
            }
            if let Err(large) = done.pages.iter().flatten().try_for_each(of_some_size) {
                return Err(Diagnostics::from(large).and(warnings));
            }
            for (page, inspection) in done.pages.into_iter().flatten().zip(&done.inspections) {
                targets.add(&page, pages.len() + 1, inspection.sheet.as_ref().map(|sheet| sheet.number));
                pages.push(page);
            }
            // The parts say the same of the booklet.
            info = done.info;
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
        Ok(Self { finished: pages, info, markup, setting, unlike, warnings })
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

    /// What Typst warned of; told once.
    pub fn take_warnings(&mut self) -> Diagnostics {
        std::mem::take(&mut self.warnings)
    }

    /// The sheets that were set otherwise than the rest.
    #[must_use]
    pub fn unlike(&self) -> &[UnlikeSheet] {
        &self.unlike
    }
}

/// What Typst warned of while it laid out the parts.
fn take_warnings(parts: &mut [LaidOut]) -> Diagnostics {
    parts.iter_mut().fold(Diagnostics::new(), |all, done| all.and(std::mem::take(&mut done.warnings)))
}

/// One part as it came out of Typst.
#[derive(Default)]
struct LaidOut {
    pages: Option<Vec<Page>>,
    info: DocumentInfo,
    inspections: Vec<Inspection>,
    fits: Fits,
    warnings: Diagnostics,
    errors: Diagnostics,
}

impl LaidOut {
    /// Lays a part out until all sheets fit or are at their least size. Typst still knows those that fitted before.
    fn fitted(part: &Part, setting: &Setting<'_>, mut fits: Fits) -> Self {
        let mut world = PartWorld::new(part, setting, &fits);
        loop {
            let mut done = Self::new(&world);
            let before = fits.clone();
            for (inspection, sheet) in done.overflowing() {
                if let Some(next) = inspection.next_fit(sheet, before.of(sheet)) {
                    fits.advance(&sheet.fit, &next);
                }
            }
            if fits == before {
                done.pages.iter_mut().flatten().for_each(|page| leftovers::remove(&mut page.frame));
                return Self { fits, ..done };
            }
            world.set_fits(&fits);
        }
    }

    fn new(world: &PartWorld<'_>) -> Self {
        let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
        let mut errors = Diagnostics::new();
        let mut passed = Diagnostics::new();
        for warning in warnings.iter().map(|warning| diagnostic(warning, world)) {
            if warning.is_error() { &mut errors } else { &mut passed }.push(warning);
        }
        match output {
            Ok(document) => {
                let pages = document.pages().to_vec();
                let inspections = pages.iter().map(|page| Inspection::of(&page.frame)).collect();
                let info = document.info().clone();
                Self { pages: Some(pages), info, inspections, warnings: passed, errors, ..Self::default() }
            }
            Err(found) => {
                errors.append(collect(&found, world));
                Self { warnings: passed, errors, ..Self::default() }
            }
        }
    }

    /// Whether a sheet is set otherwise than it should be.
    fn differs_from(&self, fits: &Fits) -> bool {
        self.sheets().any(|sheet| self.fits.of(sheet) != fits.of(sheet) || !fits.is_in_place(sheet))
    }

    fn sheets(&self) -> impl Iterator<Item = &SheetMark> {
        self.inspections.iter().filter_map(|inspection| inspection.sheet.as_ref())
    }

    fn overflowing(&self) -> impl Iterator<Item = (&Inspection, &SheetMark)> {
        self.inspections
            .iter()
            .filter(|inspection| !inspection.overflows.is_empty())
            .filter_map(|inspection| Some((inspection, inspection.sheet.as_ref()?)))
    }
}

/// What does not fit at the smallest size. Of sheets that have to be alike, the first speaks for all.
fn too_long(parts: &[LaidOut], fits: &Fits) -> Diagnostics {
    let mut reported = BTreeSet::new();
    let mut errors = Diagnostics::new();
    for (inspection, sheet) in parts.iter().flat_map(LaidOut::overflowing) {
        if !reported.insert(&sheet.fit) {
            continue;
        }
        let heights = fits.of(sheet).map(|fit| &fit.heights);
        let is_squeezed = |row: &RowMark| {
            let height = heights.and_then(|heights| heights.get(&row.name));
            height.is_some_and(|height| *height < row.least - SQUEEZED)
        };
        if sheet.rows.iter().any(is_squeezed) {
            errors.push(too_many(sheet));
        } else {
            inspection.overflows.iter().for_each(|overflow| errors.push(field_too_long(sheet, overflow)));
        }
    }
    errors
}

/// A row that is so many points lower than its head has had to give what it does not have: there are too many rows.
const SQUEEZED: f64 = 1.0;

fn too_many(sheet: &SheetMark) -> Diagnostic {
    let message = format!("シート {}: 項目が多すぎて、１ページに入りません。", sheet.number);
    let found = Diagnostic::new(Code::SheetOverflow, message)
        .about_sheet(sheet.number)
        .hint("様式の紙面に「- --- 裏 ---」の行を入れて二ページに分けるか、図や項目を減らしてください。");
    with_more_pages(found, sheet)
}

/// Says how a sheet gets more pages, where its layout lets it.
fn with_more_pages(found: Diagnostic, sheet: &SheetMark) -> Diagnostic {
    /// What the form allows at most.
    const MOST: usize = 4;
    if !(1..MOST).contains(&sheet.pages) {
        return found;
    }
    found.hint(format!(
        "入りきらないシートだけページを増やすときは、plan.yaml の「様式」に「紙面の頁数: {}」と書いてください。",
        sheet.pages + 1
    ))
}

fn field_too_long(sheet: &SheetMark, overflow: &Overflow) -> Diagnostic {
    let size = sheet.sizes.last().copied().unwrap_or_default();
    let Overflow { cell, nth, characters, too_wide, .. } = overflow;
    let name = cell.shown();
    let found = Diagnostic::new(
        Code::SheetOverflow,
        format!(
            "シート {}: 「{name}」があと約 {characters} 字入りません（{size} ポイントの文字で）。",
            sheet.number
        ),
    )
    .about(sheet.number, cell.clone())
    .nth(*nth)
    .hint(format!("約 {characters} 字短くしてください。"));
    // Its row has all that the others can spare.
    if !too_wide && sheet.rows.iter().any(|row| row.fields.contains(cell)) {
        let found = found.hint("ページがいっぱいなので、同じシートのほかの項目を短くしても入ります。");
        return with_more_pages(found, sheet);
    }
    found
}

/// Refuses a sheet whose rows, as low as they may be, are together higher than its page.
fn of_one_page(sheet: &SheetMark) -> Result<(), Diagnostic> {
    /// Layouts round.
    const TOLERANCE: f64 = 1.0;
    const POINTS_PER_MILLIMETRE: f64 = 72.0 / 25.4;
    let excess = sheet.rows.iter().map(|row| row.height).sum::<f64>() - sheet.room;
    if excess <= TOLERANCE {
        return Ok(());
    }
    let excess = (excess / POINTS_PER_MILLIMETRE).ceil();
    let message =
        format!("シート {}: 枠の高さの合計が、ページより {excess} ミリ高くなります。", sheet.number);
    Err(Diagnostic::new(Code::SheetOverflow, message)
        .about_sheet(sheet.number)
        .hint("様式の紙面に「- --- 裏 ---」の行を入れて二ページに分けるか、図や項目を減らしてください。")
        .hint("layouts の theme.typ を直したときは、heights の高さを合わせてその分だけ低くしてください。"))
}

/// A page after the front matter without a sheet of its own is what another has spilled.
fn one_page_each(part: &Part) -> impl FnMut(&Inspection) -> Result<(), Diagnostic> {
    let front = part.is_front();
    let mut last = 0;
    move |inspection| {
        match &inspection.sheet {
            Some(sheet) => last = sheet.number,
            None if front => {}
            None if last == 0 => {
                return Err(Diagnostic::new(Code::Markup, "シートの前に、シートのないページがあります。")
                    .in_file(Path::new(LAYOUTS).join("sheet.typ.j2"))
                    .hint(
                        "layouts を直したときは、シートの block の前で改ページしていないか確かめてください。",
                    ));
            }
            None => {
                return Err(Diagnostic::new(
                    Code::SheetOverflow,
                    format!("シート {last} が１ページに収まりません。"),
                )
                .about_sheet(last)
                .hint("layouts を直したときは、枠の高さの合計を確かめてください。"));
            }
        }
        Ok(())
    }
}

fn collect(found: &[SourceDiagnostic], world: &PartWorld<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for one in found {
        diagnostics.push(diagnostic(one, world));
    }
    diagnostics
}

/// Whether Typst says that it cannot unpack a picture whose header is sound.
fn is_of_picture(said: &str) -> bool {
    ["failed to decode image", "failed to parse SVG", "failed to load PDF", "file is too large"]
        .iter()
        .any(|beginning| said.starts_with(beginning))
}

/// A finding of Typst, at the template line behind it.
pub(super) fn diagnostic(found: &SourceDiagnostic, world: &PartWorld<'_>) -> Diagnostic {
    if let Some(refused) = world.refused(&found.message) {
        return refused;
    }
    let mut diagnostic = match (found.severity, found.message.strip_prefix("unknown font family: ")) {
        // Without the font there would be other shapes, or none, on paper.
        (_, Some(family)) => Diagnostic::new(Code::Font, format!("書体「{family}」がありません。")).hint(
            "この書体のファイルを fonts フォルダーに置くか、layouts の theme.typ の font を直してください。",
        ),
        (Severity::Error, None) if is_of_picture(&found.message) => {
            Diagnostic::new(Code::Picture, "画像として読めません。")
                .label(found.message.as_str())
                .hint("画像のソフトで開けるか確かめ、PNG か JPEG で保存し直してください。")
        }
        (Severity::Error, None) => {
            Diagnostic::new(Code::Markup, "ひな形が作った組版の指示に誤りがあります。")
                .label(found.message.as_str())
        }
        (Severity::Warning, None) => {
            Diagnostic::new(Code::MarkupWarning, "組版の指示に注意があります。").label(found.message.as_str())
        }
    };
    // Where a function of the layouts fails, the call that led there is in the trace.
    let spans = std::iter::once(found.span).chain(found.trace.iter().map(|point| point.span.into()));
    for span in spans {
        let Some((id, range)) = span.id().zip(world.range(span)) else { continue };
        if world.is_part(id) {
            let origin = world.part().origin(range, world.layouts());
            diagnostic = diagnostic.at(&origin.place);
            if let Some(value) = origin.value {
                diagnostic = diagnostic.inserted(value);
            }
            break;
        }
        if let Some(file) = world.layout_file(id) {
            diagnostic = diagnostic.at(&file.place(range));
            break;
        }
    }
    for hint in &found.hints {
        diagnostic = diagnostic.hint(hint.v.as_str());
    }
    diagnostic
}

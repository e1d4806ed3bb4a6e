//! Typesetting: markup as pages, and pages as PDF or images. Knows nothing of 事業.

mod export;
mod fonts;
mod links;
mod world;

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic, Warned};
use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::model::Document;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

pub use export::{Image, PIXELS_PER_INCH};
pub use fonts::Fonts;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::layout::Markup;
use world::{PartWorld, Setting};

/// The label that the layouts put on a sheet, before its page number: `<sheet-12>`.
const SHEET_LABEL: &str = "sheet-";

/// After how many parts Typst forgets what it knows: a large plan then needs no more memory than its finished pages.
const PARTS_IN_MEMORY: usize = 8;

/// A laid-out booklet.
pub struct Pages<'a> {
    document: PagedDocument,
    markup: &'a Markup,
    setting: Setting<'a>,
}

impl<'a> Pages<'a> {
    /// Lays out the markup of a booklet with `sheets` sheets. Warnings are added to `diagnostics`.
    ///
    /// The parts are documents of their own to Typst, so that the memory of one is free for the next. Their pages make
    /// one document in the end; elements of different parts are told apart by the file of the markup that made them.
    ///
    /// # Errors
    /// Markup that does not compile, at the template lines that wrote it; a sheet that takes more than a page.
    pub fn lay_out(
        markup: &'a Markup,
        fonts: &'a Fonts,
        sheets: u32,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Diagnostics> {
        let setting = Setting::new(fonts, markup.files());
        let mut pages: Vec<Page> = Vec::new();
        let mut front = 0;
        let mut info = None;
        let finished = AtomicUsize::new(0);
        let laid_out: Vec<_> = markup
            .parts()
            .par_iter()
            .map(|part| {
                let world = PartWorld::new(part, &setting);
                let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
                if (finished.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(PARTS_IN_MEMORY) {
                    comemo::evict(0);
                }
                (output.map_err(|errors| collect(&errors, &world)), collect(&warnings, &world))
            })
            .collect();
        for (part, (document, warnings)) in markup.parts().iter().zip(laid_out) {
            diagnostics.append(warnings);
            let document = document?;
            pages.extend_from_slice(document.pages());
            if part.is_front() {
                front = pages.len();
            }
            info.get_or_insert_with(|| document.info().clone());
        }
        for page in &mut pages {
            links::move_links(page, front);
        }
        let document = PagedDocument::new(pages.into(), info.unwrap_or_default());
        let pages = Self { document, markup, setting };
        pages.check_sheets(sheets)?;
        Ok(pages)
    }

    /// How many pages there are, front matter included.
    #[must_use]
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The page of a sheet, counted from 1 at the cover.
    fn page_of_sheet(&self, sheet: u32) -> Option<usize> {
        let label = Label::new(PicoStr::intern(&format!("{SHEET_LABEL}{sheet}")))?;
        let introspector = self.document.introspector();
        let location = introspector.query_label(label).ok()?.location()?;
        introspector.page(location).map(usize::from)
    }

    /// Each sheet has to end on the page on which it begins.
    fn check_sheets(&self, sheets: u32) -> Result<(), Diagnostics> {
        let overflowing: Vec<String> = (1..=sheets)
            .filter(|&sheet| {
                let next =
                    if sheet == sheets { Some(self.count() + 1) } else { self.page_of_sheet(sheet + 1) };
                self.page_of_sheet(sheet).zip(next).is_some_and(|(page, next)| next != page + 1)
            })
            .map(|sheet| sheet.to_string())
            .collect();
        if overflowing.is_empty() {
            return Ok(());
        }
        let named = overflowing.iter().take(10).map(String::as_str).collect::<Vec<_>>().join("、");
        let more = if overflowing.len() > 10 {
            format!("ほか、全部で {} 枚", overflowing.len())
        } else {
            String::new()
        };
        Err(Diagnostic::error(
            Code::SheetOverflow,
            format!("１ページに収まらないシートがあります（{named}{more}）。"),
        )
        .hint("シートの文章を短くするか、layouts を直したときは枠の高さの合計を確かめてください。")
        .into())
    }
}

fn collect(found: &[SourceDiagnostic], world: &PartWorld<'_>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for one in found {
        diagnostics.push(diagnostic(one, world));
    }
    diagnostics
}

/// A finding of Typst, at the template line behind it.
fn diagnostic(found: &SourceDiagnostic, world: &PartWorld<'_>) -> Diagnostic {
    let base = match found.severity {
        Severity::Error => Diagnostic::error(Code::Markup, "ひな形が作った組版の指示に誤りがあります。"),
        Severity::Warning => Diagnostic::warning(Code::MarkupWarning, "組版の指示に注意があります。"),
    };
    let mut diagnostic = base.label(found.message.as_str());
    // Where a function of style.typ fails, the call that led there is in the trace.
    let spans = std::iter::once(found.span).chain(found.trace.iter().map(|point| point.span.into()));
    for span in spans {
        let Some((id, range)) = span.id().zip(world.range(span)) else { continue };
        if world.is_part(id) {
            diagnostic = diagnostic.at(&world.part().origin(range, world.layouts()));
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

//! Pages as files.

use rayon::prelude::*;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst::layout::{Frame, FrameItem};
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use super::compact::compact;
use super::fit::Fits;
use super::join::Joined;
use super::messages::diagnostic;
use super::pages::Pages;
use super::runs::{self, Runs};
use super::world::PartWorld;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// The resolution of the images: fine enough to proofread the smallest type on a screen.
const PIXELS_PER_INCH: f64 = 144.0;

/// How many runs of a large booklet are made at the same time, so that their tags take little memory on whatever machine.
const RUNS_SIDE_BY_SIDE: usize = 2;

/// A page by what is printed on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageName {
    /// One of the front matter, counted from 1 at the cover.
    Front(usize),
    /// One of a sheet: its printed number, and which of its pages, counted from 1.
    Sheet(u32, usize),
}

/// A page as an image.
pub struct Image {
    /// Which page it is of.
    pub page: PageName,
    /// The file's bytes.
    pub png: Vec<u8>,
}

impl Pages<'_> {
    /// The booklet as an accessible and archivable PDF (PDF/UA-1 and PDF/A-2a). `identity` names the booklet
    /// among all others; the same pages and identity give the same bytes.
    ///
    /// # Errors
    /// What the standards forbid, such as a character that no font has.
    pub fn pdf(&self, identity: &str) -> Result<Vec<u8>, Diagnostics> {
        self.pdf_in_runs(identity, runs::ITEMS)
    }

    /// The same, in runs of at most so many items.
    pub(super) fn pdf_in_runs(&self, identity: &str, most: usize) -> Result<Vec<u8>, Diagnostics> {
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| Diagnostic::new(Code::Export, error.message().as_str()))?;
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_owned()),
            creator: Smart::Custom(Some(concat!("shinchoku ", env!("CARGO_PKG_VERSION")).to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let whole = |document| {
            let pdf = self.exported(&document, &self.finished, &options)?;
            Ok(compact(&pdf).unwrap_or(pdf))
        };
        let document = self.document();
        let Some(runs) = Runs::of(&self.finished, &self.info, &document, most) else {
            return whole(document);
        };
        drop(document);
        match self.joined(&runs, &options)? {
            Some(pdf) => Ok(pdf),
            None => whole(self.document()),
        }
    }

    /// The booklet joined of its runs. None if they are not of the form in which they can be joined.
    fn joined(&self, runs: &Runs<'_>, options: &PdfOptions) -> Result<Option<Vec<u8>>, Diagnostics> {
        let mut joined: Option<Joined> = None;
        let mut errors = Diagnostics::new();
        for side_by_side in runs.ranges().chunks(RUNS_SIDE_BY_SIDE) {
            let exported = side_by_side.par_iter().map(|pages| {
                let run = runs.run(pages.clone());
                let pdf = self.exported(&run.document, &self.finished[pages.clone()], options);
                (pages.clone(), run.headings_before, pdf)
            });
            for (pages, headings_before, pdf) in exported.collect::<Vec<_>>() {
                match pdf {
                    Err(found) => errors.append(found),
                    // It tells what else is wrong, and comes to nothing.
                    Ok(_) if errors.has_errors() => {}
                    Ok(pdf) => {
                        joined = match joined {
                            None => Joined::new(&pdf, pages.end),
                            Some(joined) => joined.and(&pdf, pages, headings_before),
                        };
                        if joined.is_none() {
                            return Ok(None);
                        }
                    }
                }
            }
            comemo::evict(0);
        }
        if errors.has_errors() { Err(errors) } else { Ok(joined.and_then(Joined::finish)) }
    }

    /// A document as typst-pdf writes it, with what it has to measure on the pages that are not empty.
    fn exported(
        &self,
        document: &PagedDocument,
        pages: &[Page],
        options: &PdfOptions,
    ) -> Result<Vec<u8>, Diagnostics> {
        let (pdf, ()) = rayon::join(|| typst_pdf::pdf(document, options), || measure_ahead(pages));
        pdf.map_err(|errors| self.export_errors(&errors))
    }

    /// The pages as a document, in which Typst has found the headings and all else that it is still asked for.
    fn document(&self) -> PagedDocument {
        PagedDocument::new(self.finished.iter().cloned().collect(), self.info.clone())
    }

    /// Findings of the export, each in the part that its span leads to.
    fn export_errors(&self, errors: &[SourceDiagnostic]) -> Diagnostics {
        let fits = Fits::default();
        let worlds: Vec<PartWorld<'_>> =
            self.markup.parts().iter().map(|part| PartWorld::new(part, &self.setting, &fits)).collect();
        let mut diagnostics = Diagnostics::new();
        for error in errors {
            let id = error.span.id();
            let world = worlds.iter().find(|world| id.is_some_and(|id| world.is_part(id))).or(worlds.first());
            if let Some(world) = world {
                diagnostics.push(diagnostic(error, world));
            }
        }
        diagnostics
    }

    /// Each page as a PNG image.
    ///
    /// # Errors
    /// A page that cannot be encoded.
    pub fn images(&self) -> impl Iterator<Item = Result<Image, Diagnostic>> {
        let options = RenderOptions { pixel_per_pt: (PIXELS_PER_INCH / 72.0).into(), render_bleed: false };
        self.finished.iter().zip(1..).map(move |(page, number)| {
            let name = self.page_name(number);
            typst_render::render(page, &options).encode_png().map(|png| Image { page: name, png }).map_err(
                |error| {
                    Diagnostic::new(Code::Export, format!("{number} ページ目を画像にできません（{error}）。"))
                },
            )
        })
    }

    /// The name of a page, counted from 1 at the cover.
    fn page_name(&self, number: usize) -> PageName {
        let begun = self.sheets().iter().filter(|(_, first)| **first <= number);
        let sheet = begun.max_by_key(|(_, first)| **first);
        sheet.map_or(PageName::Front(number), |(sheet, first)| PageName::Sheet(*sheet, number - first + 1))
    }
}

/// The tag of a table says which area its texts cover. Typst measures them page after page, a fourth of the time of an
/// export, but remembers a text that was measured: this runs ahead of it, while it makes the tags and then draws.
fn measure_ahead(pages: &[Page]) {
    pages.par_iter().for_each(|page| measure_texts(&page.frame));
}

/// Measures all texts of a page.
fn measure_texts(frame: &Frame) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => measure_texts(&group.frame),
            FrameItem::Text(text) => {
                text.bbox();
            }
            _ => {}
        }
    }
}

//! A part of a booklet, laid out.

use typst::diag::Warned;
use typst::model::{Document, DocumentInfo};
use typst_layout::{Page, PagedDocument};

use super::contract::SheetMark;
use super::fit::{Fits, Inspection};
use super::leftovers::Leftovers;
use super::messages::{collect, diagnostic};
use super::paper::cut_off;
use super::world::{PartWorld, Setting};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::layout::Part;

/// One part as it came out of Typst.
pub(super) struct LaidOut {
    /// None where the markup does not compile.
    pub pages: Option<Vec<Page>>,
    pub info: DocumentInfo,
    /// What is found on each page.
    pub inspections: Vec<Inspection>,
    /// How its sheets are set.
    pub fits: Fits,
    /// What is cut off at the edges of the paper, as far as it is not told otherwise.
    pub cut_off: Vec<Diagnostic>,
    pub warnings: Diagnostics,
    pub errors: Diagnostics,
}

impl LaidOut {
    /// Lays a part out until all sheets fit or are at their least size. Typst still knows those that fitted before.
    pub fn fitted(part: &Part, setting: &Setting<'_>, mut fits: Fits) -> Self {
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
                let mut leftovers = Leftovers::default();
                let pages = done.pages.iter_mut().flatten().zip(&done.inspections).enumerate();
                for (index, (page, inspection)) in pages {
                    inspection.cut_off(&mut page.frame);
                    done.cut_off.extend(cut_off(&page.frame, index + 1, inspection.sheet.as_ref(), &world));
                    leftovers.remove(&mut page.frame);
                }
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
                Self {
                    pages: Some(pages),
                    info,
                    inspections,
                    fits: Fits::default(),
                    cut_off: Vec::new(),
                    warnings: passed,
                    errors,
                }
            }
            Err(found) => {
                errors.append(collect(&found, world));
                Self {
                    pages: None,
                    info: DocumentInfo::default(),
                    inspections: Vec::new(),
                    fits: Fits::default(),
                    cut_off: Vec::new(),
                    warnings: passed,
                    errors,
                }
            }
        }
    }

    /// Whether a sheet is set otherwise than it should be.
    pub fn differs_from(&self, fits: &Fits) -> bool {
        self.sheets().any(|sheet| self.fits.of(sheet) != fits.of(sheet) || !fits.is_in_place(sheet))
    }

    pub fn sheets(&self) -> impl Iterator<Item = &SheetMark> {
        self.inspections.iter().filter_map(|inspection| inspection.sheet.as_ref())
    }

    pub fn overflowing(&self) -> impl Iterator<Item = (&Inspection, &SheetMark)> {
        self.inspections
            .iter()
            .filter(|inspection| !inspection.overflows.is_empty())
            .filter_map(|inspection| Some((inspection, inspection.sheet.as_ref()?)))
    }
}

//! From a council's folder to the pages of a year: the way that all commands share.

use std::path::Path;
use std::sync::Arc;

use shinchoku::book::Book;
use shinchoku::changes::Change;
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::layout::{self, LayoutFiles, Markup, Printing};
use shinchoku::model::{self, FiscalYear, Model};
use shinchoku::proof::{self, Checklist};
use shinchoku::typeset::{Fonts, Pages};

/// What printers set where they have no type for a character.
const NO_SUCH_TYPE: char = '〓';

/// What a year's booklet is made of.
pub struct Edition {
    pub model: Model,
    pub year: FiscalYear,
    pub layouts: Arc<LayoutFiles>,
    fonts: Fonts,
}

impl Edition {
    /// Reads the folder. Without a year, the newest that a section has finished.
    pub fn open(root: &Path, year: Option<FiscalYear>) -> Result<Self, Diagnostics> {
        let (model, fonts) = rayon::join(|| model::load(root), || Fonts::new(root));
        let (model, fonts) = match (model, fonts) {
            (Ok(model), Ok(fonts)) => (model, fonts),
            (Err(wrong), Err(also)) => return Err(wrong.and(also)),
            (Err(wrong), Ok(_)) | (Ok(_), Err(wrong)) => return Err(wrong),
        };
        let year = year.map_or_else(|| newest_year(&model), Ok)?;
        Ok(Self { model, year, layouts: Arc::new(LayoutFiles::new(root)), fonts })
    }

    /// The booklet of the year.
    pub fn book(&self) -> Result<Book<'_>, Diagnostics> {
        Book::new(&self.model, self.year)
    }

    /// The booklet as markup, if all of its characters can be printed.
    pub fn markup(&self, book: &Book<'_>, printing: &Printing) -> Result<Markup, Diagnostics> {
        let findings = proof::characters(book, |character| self.fonts.has(character));
        if findings.has_errors() {
            return Err(findings);
        }
        Ok(layout::render(book, printing, &self.layouts)?)
    }

    /// 新旧対照表 as markup. The old text may have characters that cannot be printed, which is why it was changed.
    pub fn changes_markup(&self, book: &Book<'_>, mut changes: Vec<Change>) -> Result<Markup, Diagnostics> {
        for (_, words) in changes.iter_mut().flat_map(|change| &mut change.words) {
            let printed = |character| if self.fonts.has(character) { character } else { NO_SUCH_TYPE };
            *words = words
                .chars()
                .map(|character| if character == '\n' { '\n' } else { printed(character) })
                .collect();
        }
        Ok(layout::render_changes(book, &changes, &self.layouts)?)
    }

    /// The pages; findings are at the places where the fields were written.
    pub fn pages<'a>(&'a self, book: &Book<'_>, markup: &'a Markup) -> Result<Pages<'a>, Diagnostics> {
        Pages::lay_out(markup, &self.fonts).map_err(|found| locate(book, found))
    }

    /// 校正一覧 as markup. What it tells of may be a character that cannot be printed.
    pub fn checklist_markup(&self, book: &Book<'_>, mut checklist: Checklist) -> Result<Markup, Diagnostics> {
        let printed = |character| {
            if character == '\n' || self.fonts.has(character) { character } else { NO_SUCH_TYPE }
        };
        for text in checklist.texts_mut() {
            *text = text.chars().map(printed).collect();
        }
        Ok(layout::render_checklist(book, &checklist, &self.layouts)?)
    }
}

/// The pages as a PDF, and what Typst warned of. `name` tells the booklet from the plan's others.
pub fn pdf(
    book: &Book<'_>,
    pages: &mut Pages<'_>,
    name: &str,
) -> Result<(Vec<u8>, Diagnostics), Diagnostics> {
    let identity = format!("{}/{name}", book.plan.value);
    export(book, pages, |pages| pages.pdf(&identity))
}

/// What `export` makes of the pages, and what Typst warned of; a failure has the warnings too.
pub fn export<'a, T>(
    book: &Book<'_>,
    pages: &mut Pages<'a>,
    export: impl FnOnce(&Pages<'a>) -> Result<T, Diagnostics>,
) -> Result<(T, Diagnostics), Diagnostics> {
    let warnings = locate(book, pages.take_warnings());
    match export(pages) {
        Ok(exported) => Ok((exported, warnings)),
        Err(errors) => Err(locate(book, errors).and(warnings)),
    }
}

fn locate(book: &Book<'_>, found: Diagnostics) -> Diagnostics {
    found.map(|diagnostic| book.locate(diagnostic))
}

fn newest_year(model: &Model) -> Result<FiscalYear, Diagnostics> {
    model.newest_reported_year().ok_or_else(|| {
        Diagnostic::error(Code::NoYear, "取組内容から今後の方針までそろった記録が、どの年度にもありません。")
            .in_file("data/records")
            .hint(format!(
                "足りない項目を知るには、年度を指定してください（例: shinchoku build {}）。",
                model.plan.period.first()
            ))
            .into()
    })
}

//! From a council's folder to the pages of a year: the way that all commands share.

use std::path::Path;
use std::sync::Arc;

use shinchoku::book::Book;
use shinchoku::changes::Change;
use shinchoku::diagnostics::{Code, Diagnostic, Diagnostics};
use shinchoku::layout::{self, LayoutFiles, Markup, Printing};
use shinchoku::model::{self, FiscalYear, Model};
use shinchoku::output::write_all;
use shinchoku::proof::{self, Checklist};
use shinchoku::typeset::{Fonts, Pages};

use super::build::FOLDER;

/// What printers set where they have no type for a character.
const NO_SUCH_TYPE: char = '〓';

/// What a year's booklet is made of.
pub struct Edition {
    pub model: Model,
    pub year: FiscalYear,
    pub layouts: Arc<LayoutFiles>,
    fonts: Fonts,
}

/// What came of a root's edition, with the files of `layouts/` that are read as nothing: whatever comes of it, they may be why.
pub fn with_strays<T>(
    root: &Path,
    outcome: Result<(T, Diagnostics), Diagnostics>,
) -> Result<(T, Diagnostics), Diagnostics> {
    let strays = LayoutFiles::strays(root);
    match outcome {
        Ok((done, found)) => Ok((done, found.and(strays))),
        Err(found) => Err(found.and(strays)),
    }
}

impl Edition {
    /// Reads the folder. Without a year, the newest that a section has finished.
    pub fn open(root: &Path, year: Option<FiscalYear>) -> Result<Self, Diagnostics> {
        let layouts = Arc::new(LayoutFiles::open(root)?);
        let (model, fonts) = rayon::join(|| model::load(root), || Fonts::new(root));
        let (model, fonts) = match (model, fonts) {
            (Ok(model), Ok(fonts)) => (model, fonts),
            (Err(wrong), Err(also)) => return Err(wrong.and(also)),
            (Err(wrong), Ok(_)) | (Ok(_), Err(wrong)) => return Err(wrong),
        };
        let year = year.map_or_else(|| newest_year(&model), Ok)?;
        Ok(Self { model, year, layouts, fonts })
    }

    /// The booklet of the year.
    pub fn book(&self) -> Result<Book<'_>, Diagnostics> {
        Book::new(&self.model, self.year)
    }

    /// The booklet as markup, if all of its characters can be printed.
    pub fn markup(&self, book: &Book<'_>, printing: &Printing) -> Result<Markup, Diagnostics> {
        self.check_characters(book)?;
        Ok(layout::render(book, printing, &self.layouts)?)
    }

    /// The same in one piece.
    pub fn whole_markup(&self, book: &Book<'_>, printing: &Printing) -> Result<Markup, Diagnostics> {
        self.check_characters(book)?;
        Ok(layout::render_whole(book, printing, &self.layouts)?)
    }

    fn check_characters(&self, book: &Book<'_>) -> Result<(), Diagnostics> {
        let findings = proof::characters(book, |character| self.fonts.has(character));
        if findings.has_errors() { Err(findings) } else { Ok(()) }
    }

    /// 新旧対照表 as markup. The old text may have characters that cannot be printed, which is why it was changed.
    pub fn changes_markup(&self, book: &Book<'_>, mut changes: Vec<Change>) -> Result<Markup, Diagnostics> {
        for (_, words) in changes.iter_mut().flat_map(|change| &mut change.words) {
            *words = self.printable(words);
        }
        Ok(layout::render_changes(book, &changes, &self.layouts)?)
    }

    /// 校正一覧 as markup. What it tells of may be a character that cannot be printed.
    pub fn checklist_markup(&self, book: &Book<'_>, mut checklist: Checklist) -> Result<Markup, Diagnostics> {
        for text in checklist.texts_mut() {
            *text = self.printable(text);
        }
        Ok(layout::render_checklist(book, &checklist, &self.layouts)?)
    }

    /// A text with a sign in place of what no font has.
    fn printable(&self, text: &str) -> String {
        let printed = |character| {
            if character == '\n' || self.fonts.has(character) { character } else { NO_SUCH_TYPE }
        };
        text.chars().map(printed).collect()
    }

    /// What `export` makes of the pages, and what is to be warned of; a failure has the warnings too.
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

    /// The pages as a PDF, and what is to be warned of. `name` tells the booklet from the plan's others.
    pub fn pdf(
        book: &Book<'_>,
        pages: &mut Pages<'_>,
        name: &str,
    ) -> Result<(Vec<u8>, Diagnostics), Diagnostics> {
        let identity = format!("{}/{name}", book.plan.value);
        Self::export(book, pages, |pages| pages.pdf(&identity))
    }

    /// The pages; findings are at the places where the fields were written.
    pub fn pages<'a>(&'a self, book: &Book<'_>, markup: &'a Markup) -> Result<Pages<'a>, Diagnostics> {
        Pages::lay_out(markup, &self.fonts).map_err(|found| locate(book, found))
    }
}

/// A table that goes with the booklet, as it was written.
pub struct WrittenTable {
    /// Its file, as people see it.
    pub shown: String,
    pub pages: usize,
    /// What is to be warned of.
    pub warnings: Diagnostics,
}

impl WrittenTable {
    /// Writes a table as a PDF: into `output`, or among what is made under the root. `name` is what it is called.
    pub fn write(
        edition: &Edition,
        book: &Book<'_>,
        markup: &Markup,
        name: &str,
        output: Option<&Path>,
        root: &Path,
    ) -> Result<Self, Diagnostics> {
        let mut pages = edition.pages(book, markup)?;
        let name = format!("{}-{name}", edition.year);
        let (bytes, warnings) = Edition::pdf(book, &mut pages, &name)?;
        let target = output.map_or_else(|| root.join(FOLDER).join(format!("{name}.pdf")), Path::to_path_buf);
        let shown = target.strip_prefix(".").unwrap_or(&target).display().to_string();
        match write_all(&[(target, bytes)]) {
            Ok(()) => Ok(Self { shown, pages: pages.count(), warnings }),
            Err(failure) => Err(Diagnostics::from(failure).and(warnings)),
        }
    }
}

fn locate(book: &Book<'_>, found: Diagnostics) -> Diagnostics {
    book.locate_all(found)
}

/// The newest year that a section has finished.
pub fn newest_year(model: &Model) -> Result<FiscalYear, Diagnostics> {
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

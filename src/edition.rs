//! From a council's folder to the pages of a year: the one way through the stages, which whoever wants a booklet takes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::book::{self, Book, PageList, Progress, Selection, Sheet, Wanted};
use crate::changes::Change;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::folder;
use crate::form::{Cell, Field, Stage};
use crate::language::script::is_variation_selector;
use crate::layout::{self, LayoutFiles, Markup, Printing};
use crate::model::{self, Edits, Model, Parsed, due};
use crate::proof;
use crate::publish::PublishedFile;
use crate::publish::data::{self, DataFile};
use crate::publish::web::{self, Links};
use crate::reports::Checklist;
use crate::typeset::{Fonts, Kept, Pages, Room};
use crate::year::FiscalYear;

/// What printers set where they have no type for a character.
const NO_SUCH_TYPE: char = '〓';

/// What came of making something: the thing with what there is to say about it, or why there is none.
pub type Made<T> = Result<(T, Diagnostics), Diagnostics>;

/// What a year's booklet is made of: the records, the year, what is wanted of it, the layouts and the fonts.
///
/// Each stage is a method that takes what the one before it made. All findings are at the places where people wrote.
///
/// ```no_run
/// use shinchoku::book::Wanted;
/// use shinchoku::edition::Edition;
/// use shinchoku::layout::Printing;
///
/// # fn main() -> Result<(), shinchoku::diagnostics::Diagnostics> {
/// let edition = Edition::open(".".as_ref(), None, Wanted::default())?;
/// let book = edition.book()?;
/// let markup = edition.markup(&book, &Printing::default())?;
/// let mut pages = edition.pages(&book, &markup)?;
/// let (pdf, warnings) = Edition::pdf(&book, &mut pages, "R5")?;
/// # Ok(())
/// # }
/// ```
pub struct Edition {
    /// What the files of `data/` say.
    pub model: Model,
    /// The year of the booklet.
    pub year: FiscalYear,
    /// Which booklet of the year.
    pub wanted: Wanted,
    /// The council's layouts, and ours.
    pub layouts: Arc<LayoutFiles>,
    fonts: Fonts,
    watcher: Option<Box<Watcher>>,
}

/// Hears how much of the pages is laid out, from 0 to 1.
pub type Watcher = dyn Fn(f64) + Send + Sync;

impl Edition {
    /// Reads the folder. Without a year, the newest of which a section has finished what the booklet requires.
    ///
    /// # Errors
    /// Everything that is wrong in `data/`, a font file that is none, and no year that could be printed.
    pub fn open(root: &Path, year: Option<FiscalYear>, wanted: Wanted) -> Result<Self, Diagnostics> {
        Self::read(root, wanted, model::load, |model, wanted| {
            year.map_or_else(|| newest_year(model, wanted), Ok)
        })
    }

    /// The same for the next state of a folder, as far as it has changed since the state before.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_again(
        root: &Path,
        year: Option<FiscalYear>,
        wanted: Wanted,
        parsed: &mut Parsed,
    ) -> Result<Self, Diagnostics> {
        let load = |root: &Path| model::load_again(root, parsed);
        Self::read(root, wanted, load, |model, wanted| year.map_or_else(|| newest_year(model, wanted), Ok))
    }

    /// The same; without a year, the newest of which there is any record: the year that is being written about.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_begun(root: &Path, year: Option<FiscalYear>, wanted: Wanted) -> Result<Self, Diagnostics> {
        Self::read(root, wanted, model::load, |model, wanted| {
            year.or_else(|| model.newest_begun_year()).map_or_else(|| newest_year(model, wanted), Ok)
        })
    }

    fn read(
        root: &Path,
        wanted: Wanted,
        load: impl FnOnce(&Path) -> Result<Model, Diagnostics> + Send,
        year: impl FnOnce(&Model, &Wanted) -> Result<FiscalYear, Diagnostics>,
    ) -> Result<Self, Diagnostics> {
        let layouts = Arc::new(LayoutFiles::open(root)?);
        let (model, fonts) = rayon::join(|| load(root), || Fonts::new(root));
        let (model, fonts) = match (model, fonts) {
            (Ok(model), Ok(fonts)) => (model, fonts),
            (Err(wrong), Err(also)) => return Err(wrong.and(also)),
            (Err(wrong), Ok(_)) | (Ok(_), Err(wrong)) => return Err(wrong),
        };
        let year = year(&model, &wanted)?;
        Ok(Self { model, year, wanted, layouts, fonts, watcher: None })
    }

    /// The same, with somebody who hears how far its pages are.
    #[must_use]
    pub fn watched(self, watcher: Box<Watcher>) -> Self {
        Self { watcher: Some(watcher), ..self }
    }

    /// The edits that mend all that has exactly one right answer in a year's booklet. The files stay as they are.
    ///
    /// # Errors
    /// As [`open`](Self::open) and [`book`](Self::book), apart from the fonts, which it does not need.
    pub fn mend(root: &Path, year: Option<FiscalYear>, wanted: &Wanted) -> Result<Edits, Diagnostics> {
        proof::mend(Self::reader(root, year, wanted)?)
    }

    /// Edits, and with them what is proposed for the findings that a person has read. The files stay as they are.
    ///
    /// # Errors
    /// As [`mend`](Self::mend).
    pub fn accept(
        edits: Edits,
        root: &Path,
        year: Option<FiscalYear>,
        wanted: &Wanted,
        is_read: impl Fn(&Diagnostic) -> bool,
    ) -> Result<Edits, Diagnostics> {
        proof::accept(edits, Self::reader(root, year, wanted)?, is_read)
    }

    /// What the proofreader finds in a folder with edits.
    fn reader(
        root: &Path,
        year: Option<FiscalYear>,
        wanted: &Wanted,
    ) -> Result<impl Fn(&Edits) -> Result<Diagnostics, Diagnostics>, Diagnostics> {
        let year = year.map_or_else(|| newest_year(&model::load(root)?, wanted), Ok)?;
        Ok(move |edits: &Edits| {
            let model = model::load_edited(root, edits)?;
            let book = Book::new(&model, year, wanted)?;
            Ok(proof::proofread(&model, &book))
        })
    }

    /// Who has reported in a year; without one, in the newest of which there is any record, or in the plan's first. Nothing is
    /// laid out for it.
    ///
    /// # Errors
    /// As [`open`](Self::open) and [`book`](Self::book), apart from the fonts, and from the year, which is always there.
    pub fn progress(root: &Path, year: Option<FiscalYear>, stage: Stage) -> Result<Progress, Diagnostics> {
        let model = model::load(root)?;
        let year = year.or_else(|| model.newest_begun_year()).unwrap_or_else(|| model.plan.period.first());
        let book = Book::new(&model, year, &Wanted::as_it_stands(stage))?;
        let found = proof::proofread(&model, &book);
        Ok(Progress::new(&model, &book, stage, &found))
    }

    /// Prepares what proofreading needs besides the files, while these are read.
    pub fn get_ready() {
        proof::get_ready();
    }

    /// The booklet of the year.
    ///
    /// # Errors
    /// As [`Book::new`].
    pub fn book(&self) -> Result<Book<'_>, Diagnostics> {
        Book::new(&self.model, self.year, &self.wanted)
    }

    /// All that is found in the booklet and on the way to its PDF.
    #[must_use]
    pub fn findings(&self, book: &Book<'_>) -> Diagnostics {
        let pdf = || {
            let markup = self.markup(book, &Printing::default())?;
            let mut pages = self.pages(book, &markup)?;
            Self::pdf(book, &mut pages, &self.year.to_string())
        };
        let (Ok((_, found)) | Err(found)) = self.while_proofreading(book, pdf);
        found
    }

    /// The same, with what is wrong in a council's own layout of the web edition, which no booklet shows. In ours nothing is.
    #[must_use]
    pub fn findings_with_web(&self, book: &Book<'_>) -> Diagnostics {
        if !self.layouts.has_own_web() {
            return self.findings(book);
        }
        let (found, of_web) = rayon::join(|| self.findings(book), || self.findings_of_web(book));
        found.and(of_web)
    }

    /// What the pages of the web edition cannot be made for. They are made for nobody: whatever they say of the files beside them.
    fn findings_of_web(&self, book: &Book<'_>) -> Diagnostics {
        let booklet = PublishedFile { path: format!("{}.pdf", self.year), bytes: Vec::new() };
        let pages = book.sheets.iter().map(|sheet| (sheet.page, 1)).collect();
        // Why there are no data, the booklet tells.
        let Ok(data) = self.data_files(book) else { return Diagnostics::new() };
        let (links, _) = Links::new(&booklet, pages).with_data(data, &self.model.plan.publication);
        web::files(book, &links, &self.layouts).err().unwrap_or_default()
    }

    /// What `make` makes of the book while the proofreader reads it. The findings of both come together, those of `make` first,
    /// with what is missing in a book as it stands.
    ///
    /// # Errors
    /// Those of `make`.
    fn while_proofreading<T: Send>(&self, book: &Book<'_>, make: impl FnOnce() -> Made<T> + Send) -> Made<T> {
        let (of_rules, made) = rayon::join(|| self.proofread(book), make);
        and_also(made, missing_in(book).and(of_rules))
    }

    /// The same for somebody who waits for what was made of the book: the proofreader reads it afterwards.
    ///
    /// # Errors
    /// Those with which it was not made.
    pub fn then_proofreading<T>(&self, book: &Book<'_>, made: Made<T>) -> Made<T> {
        and_also(made, missing_in(book).and(self.proofread(book)))
    }

    /// What a careful reader notices.
    #[must_use]
    pub fn proofread(&self, book: &Book<'_>) -> Diagnostics {
        proof::proofread(&self.model, book).counted()
    }

    /// The characters of the book that cannot be printed.
    #[must_use]
    pub fn unprintable(&self, book: &Book<'_>) -> Diagnostics {
        let has_shape = |character, selector: Option<char>| {
            selector.map_or_else(
                || self.fonts.has(character),
                |selector| self.fonts.has_variant(character, selector),
            )
        };
        book::characters(book, has_shape).counted()
    }

    /// The booklet as markup, if all of its characters can be printed.
    ///
    /// # Errors
    /// Those characters, or else what [`layout::render`] says of the templates.
    pub fn markup(&self, book: &Book<'_>, printing: &Printing) -> Result<Markup, Diagnostics> {
        self.require_printable(book)?;
        Ok(layout::render(book, printing, &self.layouts)?)
    }

    /// The same for somebody who looks at a booklet that is being written, with the characters that cannot be printed: a page shows
    /// a box in their place.
    ///
    /// # Errors
    /// What [`layout::render`] says of the templates.
    pub fn markup_as_it_stands(&self, book: &Book<'_>, printing: &Printing) -> Made<Markup> {
        Ok((layout::render(book, printing, &self.layouts)?, self.unprintable(book)))
    }

    /// The sheets of an excerpt, as they stand in the whole book.
    ///
    /// # Errors
    /// As [`markup_as_it_stands`](Self::markup_as_it_stands).
    pub fn sheets_markup(&self, whole: &Book<'_>, excerpt: &Book<'_>) -> Made<Markup> {
        let pages: BTreeSet<u32> = excerpt.sheets.iter().map(|sheet| sheet.page).collect();
        let is_wanted = |sheet: &Sheet<'_>| pages.contains(&sheet.page);
        let markup = layout::render_sheets(whole, is_wanted, &Printing::default(), &self.layouts)?;
        Ok((markup, self.unprintable(excerpt)))
    }

    /// The same in one piece, for people to read.
    ///
    /// # Errors
    /// As [`markup`](Self::markup).
    pub fn whole_markup(&self, book: &Book<'_>, printing: &Printing) -> Result<Markup, Diagnostics> {
        self.require_printable(book)?;
        Ok(layout::render_whole(book, printing, &self.layouts)?)
    }

    /// 公開データ of the booklet, a file a table, if all of its characters can be printed: what is published is one state of the
    /// data, and the booklet is part of it.
    ///
    /// # Errors
    /// Those characters.
    pub fn data_files(&self, book: &Book<'_>) -> Result<Vec<DataFile>, Diagnostics> {
        self.require_printable(book)?;
        Ok(data::files(&self.model, book))
    }

    /// The same as one JSON document.
    ///
    /// # Errors
    /// As [`data_files`](Self::data_files).
    pub fn data_document(&self, book: &Book<'_>) -> Result<Vec<u8>, Diagnostics> {
        self.require_printable(book)?;
        Ok(data::document(&self.model, book))
    }

    fn require_printable(&self, book: &Book<'_>) -> Result<(), Diagnostics> {
        let found = self.unprintable(book);
        if found.has_errors() { Err(found) } else { Ok(()) }
    }

    /// 新旧対照表 as markup. The old text may have characters that cannot be printed, which is why it was changed.
    ///
    /// # Errors
    /// What the templates have wrong.
    pub fn changes_markup(&self, book: &Book<'_>, mut changes: Vec<Change>) -> Result<Markup, Diagnostics> {
        for change in &mut changes {
            // A name that is gone may have them as well as a text.
            let words = change.words.iter_mut().map(|(_, words)| words);
            for text in words.chain([&mut change.title, &mut change.label]) {
                *text = self.printable(text);
            }
        }
        Ok(layout::render_changes(book, &changes, &self.layouts)?)
    }

    /// 校正一覧 of what was found, as markup. What it tells of may be a character that cannot be printed.
    ///
    /// # Errors
    /// What the templates have wrong.
    pub fn checklist_markup(&self, book: &Book<'_>, found: &Diagnostics) -> Result<Markup, Diagnostics> {
        let sections = self.model.plan.sections.iter().map(|section| section.value.as_str());
        let mut checklist = Checklist::new(book, found, sections);
        for text in checklist.texts_mut() {
            *text = self.printable(text);
        }
        Ok(layout::render_checklist(book, &checklist, &self.layouts)?)
    }

    /// A text with a sign in place of what no font has, and every character in its usual shape.
    fn printable(&self, text: &str) -> String {
        let printed = |character| {
            if character == '\n' || self.fonts.has(character) { character } else { NO_SUCH_TYPE }
        };
        text.chars().filter(|&character| !is_variation_selector(character)).map(printed).collect()
    }

    /// The pages that markup makes.
    ///
    /// # Errors
    /// Markup that does not compile, and texts that do not fit.
    pub fn pages<'a>(&'a self, book: &Book<'_>, markup: &'a Markup) -> Result<Pages<'a>, Diagnostics> {
        let pages = Pages::lay_out(markup, &self.fonts, &|share| self.tell(share));
        pages.map_err(|found| book.locate_all(found))
    }

    /// The pages of a booklet that is not finished. What does not fit is there as far as it goes, and told with what else
    /// [`export`](Self::export) tells.
    ///
    /// # Errors
    /// Those of [`pages`](Self::pages) but for texts that do not fit.
    pub fn pages_as_they_stand<'a>(
        &'a self,
        book: &Book<'_>,
        markup: &'a Markup,
    ) -> Result<Pages<'a>, Diagnostics> {
        let pages = Pages::lay_out_as_it_stands(markup, &self.fonts, &|share| self.tell(share));
        pages.map_err(|found| book.locate_all(found))
    }

    fn tell(&self, share: f64) {
        self.watcher.iter().for_each(|watcher| watcher(share));
    }

    /// The same for the next state of a booklet that is being written: without the parts that are as they were in the state
    /// before.
    ///
    /// # Errors
    /// Those of [`pages_as_they_stand`](Self::pages_as_they_stand).
    pub fn pages_again<'a>(
        &'a self,
        book: &Book<'_>,
        markup: &'a Markup,
        kept: &mut Kept,
    ) -> Result<Pages<'a>, Diagnostics> {
        Pages::lay_out_again(markup, &self.fonts, kept).map_err(|found| book.locate_all(found))
    }

    /// How much goes into the cells of a sheet. Where a text of the book does not fit, the first sheet tells, without what is
    /// written at the end of the year.
    #[must_use]
    pub fn rooms(&self, book: &Book<'_>) -> BTreeMap<Cell, Room> {
        let of_book = |book: &Book<'_>| {
            let markup = self.markup(book, &Printing::default())?;
            Ok::<_, Diagnostics>(Self::rooms_on(book, &self.pages(book, &markup)?))
        };
        let of_first = || {
            let selection = Selection::new(None, Some(PageList::first()));
            let wanted = Wanted { stage: Stage::Targets, as_it_stands: true, selection };
            of_book(&Book::new(&self.model, self.year, &wanted)?)
        };
        of_book(book).or_else(|_| of_first()).unwrap_or_default()
    }

    /// How much goes into the cells of the form on the pages of a book.
    #[must_use]
    pub fn rooms_on(book: &Book<'_>, pages: &Pages<'_>) -> BTreeMap<Cell, Room> {
        pages.rooms().into_iter().filter_map(|(name, room)| Some((book.cell(&name)?, room))).collect()
    }

    /// What `export` makes of the pages.
    ///
    /// # Errors
    /// Those of `export`, with what there is to be warned of.
    pub fn export<'a, T>(
        book: &Book<'_>,
        pages: &mut Pages<'a>,
        export: impl FnOnce(&Pages<'a>) -> Result<T, Diagnostics>,
    ) -> Made<T> {
        let heights = pages.layouts().heights_of_no_field(book.form);
        let warnings = book.locate_all(pages.take_findings()).and(heights).and(pages.missing_weights());
        match export(pages) {
            Ok(exported) => Ok((exported, warnings)),
            Err(errors) => Err(book.locate_all(errors).and(warnings)),
        }
    }

    /// The pages as a PDF. `name` tells the booklet from the plan's others.
    ///
    /// # Errors
    /// What the PDF's standards forbid.
    pub fn pdf(book: &Book<'_>, pages: &mut Pages<'_>, name: &str) -> Made<Vec<u8>> {
        let identity = format!("{}/{name}", book.plan.value);
        Self::export(book, pages, |pages| pages.pdf(&identity))
    }
}

/// What came of a folder's edition, with the files of `layouts/` that are read as nothing: whatever comes of it, they may be why.
///
/// # Errors
/// As it came.
pub fn with_strays<T>(root: &Path, made: Made<T>) -> Made<T> {
    and_also(made, LayoutFiles::strays(root))
}

/// What a book as it stands has not.
fn missing_in(book: &Book<'_>) -> Diagnostics {
    book.missing.iter().cloned().collect()
}

fn and_also<T>(made: Made<T>, also: Diagnostics) -> Made<T> {
    match made {
        Ok((made, found)) => Ok((made, found.and(also))),
        Err(found) => Err(found.and(also)),
    }
}

/// The newest year of which a section has finished what the booklet requires; as it stands, one of which there is any record
/// will do, and in a plan without records its first.
fn newest_year(model: &Model, wanted: &Wanted) -> Result<FiscalYear, Diagnostics> {
    let begun = model.newest_begun_year();
    let first = model.plan.period.value.first();
    let reported = model.newest_reported_year(wanted.stage);
    reported.or_else(|| wanted.as_it_stands.then(|| begun.unwrap_or(first))).ok_or_else(|| {
        let fields: Vec<_> = due(&model.plan.form, wanted.stage).map(Field::key).collect();
        let message = format!("{}のそろった記録が、どの年度にもありません。", fields.join("・"));
        let none = Diagnostic::new(Code::NoYear, message).in_file(folder::in_data(folder::RECORDS));
        if begun.is_none() {
            return none.hint("記録を書くファイルは、shinchoku new-year で作れます。").into();
        }
        none.hint(format!("足りない項目を知るには、年度を指定してください（例: shinchoku build {first}）。"))
            .into()
    })
}

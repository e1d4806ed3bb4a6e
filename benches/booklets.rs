//! Each stage of the flow, on the real booklet of 60 sheets and on plans of 600 and 3,000 sheets made from it.
//!
//! Every run starts cold: what Typst remembers of the last one is dropped before it.

mod enlarge;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::Bencher;
use shinchoku::book::{Book, Wanted};
use shinchoku::edition::Edition;
use shinchoku::layout::{self, Markup, Printing};
use shinchoku::model;
use shinchoku::typeset::Pages;
use tempfile::TempDir;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The sizes, in sheets.
const SHEETS: [u32; 3] = [60, 600, 3000];

/// The folders of the enlarged plans.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().expect("a temporary folder");
    for sheets in SHEETS {
        let factor = usize::try_from(sheets / SHEETS[0]).expect("small");
        enlarge::enlarge(
            env!("CARGO_MANIFEST_DIR").as_ref(),
            &folder.path().join(sheets.to_string()),
            factor,
        );
    }
    folder
});

fn main() {
    LazyLock::force(&FOLDER);
    divan::main();
}

fn root(sheets: u32) -> PathBuf {
    FOLDER.path().join(sheets.to_string())
}

fn open(root: &Path) -> Edition {
    let year = "R5".parse().expect("a year");
    Edition::open(root, Some(year), Wanted::default()).expect("the data and the fonts are sound")
}

fn book_of(edition: &Edition) -> Book<'_> {
    edition.book().expect("the year is complete")
}

fn markup_of(edition: &Edition, book: &Book<'_>) -> Markup {
    edition.markup(book, &Printing::default()).expect("the templates are sound")
}

fn lay_out<'a>(edition: &'a Edition, book: &Book<'_>, markup: &'a Markup) -> Pages<'a> {
    edition.pages(book, markup).expect("the markup is sound")
}

fn export_of(book: &Book<'_>, pages: &mut Pages<'_>) -> usize {
    let (pdf, _) = Edition::pdf(book, pages, "bench").expect("exports");
    pdf.len()
}

fn forget_last_run() {
    comemo::evict(0);
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn load(bencher: Bencher<'_, '_>, sheets: u32) {
    let root = root(sheets);
    bencher.bench(|| model::load(&root).expect("the data is sound"));
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn book(bencher: Bencher<'_, '_>, sheets: u32) {
    let edition = open(&root(sheets));
    bencher.bench(|| book_of(&edition).sheets.len());
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn markup(bencher: Bencher<'_, '_>, sheets: u32) {
    let edition = open(&root(sheets));
    let book = book_of(&edition);
    // The templates alone, without the look at each character.
    bencher.bench(|| layout::render(&book, &Printing::default(), &edition.layouts).expect("renders"));
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn layout_pages(bencher: Bencher<'_, '_>, sheets: u32) {
    let edition = open(&root(sheets));
    let book = book_of(&edition);
    let markup = markup_of(&edition, &book);
    bencher.with_inputs(forget_last_run).bench_values(|()| lay_out(&edition, &book, &markup).count());
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn export(bencher: Bencher<'_, '_>, sheets: u32) {
    let edition = open(&root(sheets));
    let book = book_of(&edition);
    let markup = markup_of(&edition, &book);
    let mut pages = lay_out(&edition, &book, &markup);
    bencher.with_inputs(forget_last_run).bench_local_values(|()| export_of(&book, &mut pages));
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn whole(bencher: Bencher<'_, '_>, sheets: u32) {
    let root = root(sheets);
    bencher.with_inputs(forget_last_run).bench_values(|()| {
        let edition = open(&root);
        let book = book_of(&edition);
        let markup = markup_of(&edition, &book);
        export_of(&book, &mut lay_out(&edition, &book, &markup))
    });
}

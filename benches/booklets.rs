//! Each stage of the flow, on the real booklet of 60 sheets and on plans of 600 and 3,000 sheets made from it.
//!
//! Every run starts cold: what Typst remembers of the last one is dropped before it.

mod enlarge;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use shinchoku::book::Book;
use shinchoku::layout::{self, LayoutFiles, Markup, Printing};
use shinchoku::model::{self, FiscalYear, Model};
use shinchoku::typeset::{Fonts, Pages};
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

fn year() -> FiscalYear {
    "R5".parse().expect("a year")
}

fn load_model(root: &Path) -> Model {
    model::load(root).expect("the data is sound")
}

fn book_of(model: &Model) -> Book<'_> {
    Book::new(model, year()).expect("the year is complete")
}

fn markup_of(root: &Path) -> Markup {
    render(&book_of(&load_model(root)), root)
}

fn render(book: &Book<'_>, root: &Path) -> Markup {
    let layouts = LayoutFiles::open(root).expect("the layouts are ours");
    layout::render(book, &Printing::default(), &Arc::new(layouts)).expect("the templates are sound")
}

fn lay_out<'a>(markup: &'a Markup, fonts: &'a Fonts) -> Pages<'a> {
    Pages::lay_out(markup, fonts).expect("the markup is sound")
}

fn forget_last_run() {
    comemo::evict(0);
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn load(bencher: Bencher<'_, '_>, sheets: u32) {
    let root = root(sheets);
    bencher.bench(|| load_model(&root));
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn book(bencher: Bencher<'_, '_>, sheets: u32) {
    let model = load_model(&root(sheets));
    bencher.bench(|| book_of(&model).sheets.len());
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn markup(bencher: Bencher<'_, '_>, sheets: u32) {
    let root = root(sheets);
    let model = load_model(&root);
    let book = book_of(&model);
    bencher.bench(|| render(&book, &root));
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn layout_pages(bencher: Bencher<'_, '_>, sheets: u32) {
    let root = root(sheets);
    let (markup, fonts) = (markup_of(&root), Fonts::new(&root).expect("the fonts are sound"));
    bencher.with_inputs(forget_last_run).bench_values(|()| lay_out(&markup, &fonts).count());
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn export(bencher: Bencher<'_, '_>, sheets: u32) {
    let root = root(sheets);
    let (markup, fonts) = (markup_of(&root), Fonts::new(&root).expect("the fonts are sound"));
    let pages = lay_out(&markup, &fonts);
    bencher.with_inputs(forget_last_run).bench_values(|()| pages.pdf("bench").expect("exports").len());
}

#[divan::bench(args = SHEETS, sample_count = 5, sample_size = 1)]
fn whole(bencher: Bencher<'_, '_>, sheets: u32) {
    let root = root(sheets);
    bencher.with_inputs(forget_last_run).bench_values(|()| {
        let (markup, fonts) = (markup_of(&root), Fonts::new(&root).expect("the fonts are sound"));
        lay_out(&markup, &fonts).pdf("bench").expect("exports").len()
    });
}

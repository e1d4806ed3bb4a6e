//! The files of the web edition.

use std::sync::Arc;

use minijinja::context;
use minijinja::value::{Serde, Value};
use rayon::prelude::*;

use super::links::Links;
use super::views::MeasureView;
use super::{figures, texts};
use crate::book::{Book, measure_page};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::layout::{LayoutFileError, LayoutFiles, WebTemplates};
use crate::publish::PublishedFile;

/// The front page.
const FRONT: &str = "index.html";

/// The pages that are there once, each with its template and what the template knows it by.
const SINGLE: [(&str, &str, &str); 3] = [
    (FRONT, "web/front.html.j2", "front"),
    ("search.html", "web/search.html.j2", "search"),
    ("accessibility.html", "web/accessibility.html.j2", "accessibility"),
];

/// The files of the layout that go into the folder as they are.
const AS_THEY_ARE: [(&str, &str); 2] = [("style.css", "web/style.css"), ("search.js", "web/search.js")];

/// The template of a measure's page.
const MEASURE: &str = "web/measure.html.j2";

/// The pages of a book with all that they need but what they link to.
///
/// # Errors
/// A template that is not one, or that asks for something the book does not have; a picture that is no longer there.
pub fn files(
    book: &Book<'_>,
    links: &Links,
    layouts: &Arc<LayoutFiles>,
) -> Result<Vec<PublishedFile>, Diagnostics> {
    let templates = WebTemplates::new(layouts);
    let figures = figures::files(book, layouts)?;
    let shared = Shared::of(book, links, layouts, !figures.is_empty());
    let single = SINGLE.par_iter().map(|&(path, template, current)| {
        let page = context! { root => Value::from_safe_string(String::new()), current };
        html(path.to_owned(), templates.render(template, &context! { ..page, ..shared.context() }))
    });
    let measures = MeasureView::all(book).into_par_iter().map(|(sheet, measure)| {
        let page = context! {
            root => Value::from_safe_string("../".to_owned()), current => "measure", sheet => Serde(sheet), measure => Serde(&measure),
        };
        html(measure_page(sheet.id), templates.render(MEASURE, &context! { ..page, ..shared.context() }))
    });
    // Of several errors the first page's is told, whichever came first in time.
    let pages: Vec<Result<PublishedFile, Diagnostic>> = single.chain(measures).collect();
    let mut files = pages.into_iter().collect::<Result<Vec<_>, _>>()?;
    for (path, name) in AS_THEY_ARE {
        let bytes = layouts.bytes(name).map_err(|error| unreadable(name, error))?;
        files.push(PublishedFile { path: path.to_owned(), bytes });
    }
    files.push(PublishedFile { path: "texts.js".to_owned(), bytes: texts::script(book, FRONT).into_bytes() });
    files.extend(figures);
    Ok(files)
}

fn html(path: String, page: Result<String, Diagnostic>) -> Result<PublishedFile, Diagnostic> {
    page.map(|page| PublishedFile { path, bytes: page.into_bytes() })
}

fn unreadable(name: &str, error: LayoutFileError) -> Diagnostic {
    match error {
        LayoutFileError::NotText(reason) => reason,
        LayoutFileError::NotFound | LayoutFileError::Denied => {
            Diagnostic::new(Code::Template, format!("{}。", LayoutFileError::denied(name)))
        }
    }
}

/// What all pages are told.
struct Shared {
    book: Value,
    links: Value,
    own: bool,
    has_charts: bool,
    has_pictures: bool,
}

impl Shared {
    fn of(book: &Book<'_>, links: &Links, layouts: &LayoutFiles, has_pictures: bool) -> Self {
        let mut series = book.sheets.iter().flat_map(|sheet| &sheet.series);
        Self {
            book: Value::from(Serde(book)),
            links: Value::from(Serde(links)),
            own: layouts.has_own_web(),
            has_charts: book.overview.is_some() || series.any(|line| line.trend.is_some()),
            has_pictures,
        }
    }

    fn context(&self) -> Value {
        context! {
            book => self.book.clone(),
            links => self.links.clone(),
            own => self.own,
            has_charts => self.has_charts,
            has_pictures => self.has_pictures,
            program => env!("CARGO_PKG_VERSION"),
        }
    }
}

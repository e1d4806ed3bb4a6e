//! The manual as files that a browser opens: from a server, or from a disk.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::markdown::{Rendered, page};
use super::texts::{APPENDICES, CHAPTERS, PICTURES};

/// The look is that of the web edition, with what a book has besides.
const STYLE: &str = concat!(include_str!("../../layouts/web/style.css"), include_str!("manual.css"));

/// A file of the manual. All of them lie beside each other.
#[derive(Debug)]
pub struct ManualFile {
    /// What it is called.
    pub name: Cow<'static, str>,
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
}

static FILES: LazyLock<Vec<ManualFile>> = LazyLock::new(|| {
    let style = ManualFile { name: "style.css".into(), bytes: STYLE.as_bytes().into() };
    let pictures =
        PICTURES.iter().map(|(name, bytes)| ManualFile { name: (*name).into(), bytes: (*bytes).into() });
    pages().into_iter().chain([style]).chain(pictures).collect()
});

/// The pages, their style and their pictures.
#[must_use]
pub fn files() -> &'static [ManualFile] {
    &FILES
}

/// The file of a name.
#[must_use]
pub fn file(name: &str) -> Option<&'static ManualFile> {
    files().iter().find(|file| file.name == name)
}

fn pages() -> Vec<ManualFile> {
    let texts = CHAPTERS.iter().chain(APPENDICES);
    let pages: Vec<(String, Rendered)> =
        texts.map(|(source, text)| (page(source), Rendered::of(text))).collect();
    // The list and what stands in no order have no neighbours.
    let in_order = 1..CHAPTERS.len();
    let link = |word: &str, from: usize, to: Option<usize>| {
        let to = to.filter(|to| in_order.contains(&from) && in_order.contains(to))?;
        let (page, Rendered { title, .. }) = &pages[to];
        Some(format!("<li>{word}: <a href=\"{page}\">{title}</a></li>\n"))
    };
    let written = pages.iter().enumerate().map(|(at, (name, Rendered { title, content }))| {
        let links = [link("前", at, at.checked_sub(1)), link("次", at, Some(at + 1))];
        let links: String = links.into_iter().flatten().collect();
        let turn = if links.is_empty() {
            String::new()
        } else {
            format!("<nav class=\"turn\" aria-label=\"前と次の章\">\n<ul>\n{links}</ul>\n</nav>\n")
        };
        let page = format!(
            include_str!("page.html"),
            title = title,
            version = env!("CARGO_PKG_VERSION"),
            content = content,
            turn = turn
        );
        ManualFile { name: name.clone().into(), bytes: page.into_bytes().into() }
    });
    written.collect()
}

//! The page itself: the files of `page/`, which are in the program, each at its own address; and the manual.

use std::path::Path;

use crate::manual;

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const PICTURE: &str = "image/svg+xml";
const PNG: &str = "image/png";

/// The kind and the content of what has an address.
pub(super) fn file(address: &str) -> Option<(&'static str, &'static [u8])> {
    let (kind, text) = match address {
        "/" => (HTML, include_str!("page/index.html")),
        "/icon.svg" => (PICTURE, include_str!("page/icon.svg")),
        "/preview.css" => (STYLE, include_str!("page/preview.css")),
        "/preview.js" => (SCRIPT, include_str!("page/preview.js")),
        "/changes.js" => (SCRIPT, include_str!("page/changes.js")),
        "/conflict.js" => (SCRIPT, include_str!("page/conflict.js")),
        "/controls.js" => (SCRIPT, include_str!("page/controls.js")),
        "/desk.js" => (SCRIPT, include_str!("page/desk.js")),
        "/drafts.js" => (SCRIPT, include_str!("page/drafts.js")),
        "/elements.js" => (SCRIPT, include_str!("page/elements.js")),
        "/entries.js" => (SCRIPT, include_str!("page/entries.js")),
        "/excuse.js" => (SCRIPT, include_str!("page/excuse.js")),
        "/fields.js" => (SCRIPT, include_str!("page/fields.js")),
        "/filters.js" => (SCRIPT, include_str!("page/filters.js")),
        "/findings.js" => (SCRIPT, include_str!("page/findings.js")),
        "/form.js" => (SCRIPT, include_str!("page/form.js")),
        "/journal.js" => (SCRIPT, include_str!("page/journal.js")),
        "/keyboard.js" => (SCRIPT, include_str!("page/keyboard.js")),
        "/list.js" => (SCRIPT, include_str!("page/list.js")),
        "/news.js" => (SCRIPT, include_str!("page/news.js")),
        "/panels.js" => (SCRIPT, include_str!("page/panels.js")),
        "/papers.js" => (SCRIPT, include_str!("page/papers.js")),
        "/places.js" => (SCRIPT, include_str!("page/places.js")),
        "/print.js" => (SCRIPT, include_str!("page/print.js")),
        "/proposals.js" => (SCRIPT, include_str!("page/proposals.js")),
        "/remarks.js" => (SCRIPT, include_str!("page/remarks.js")),
        "/row.js" => (SCRIPT, include_str!("page/row.js")),
        "/search.js" => (SCRIPT, include_str!("page/search.js")),
        "/selected.js" => (SCRIPT, include_str!("page/selected.js")),
        "/size.js" => (SCRIPT, include_str!("page/size.js")),
        "/standing.js" => (SCRIPT, include_str!("page/standing.js")),
        "/state.js" => (SCRIPT, include_str!("page/state.js")),
        "/status.js" => (SCRIPT, include_str!("page/status.js")),
        "/told.js" => (SCRIPT, include_str!("page/told.js")),
        "/undo.js" => (SCRIPT, include_str!("page/undo.js")),
        "/values.js" => (SCRIPT, include_str!("page/values.js")),
        "/written.js" => (SCRIPT, include_str!("page/written.js")),
        "/home" => (HTML, include_str!("page/home/home.html")),
        "/home/home.css" => (STYLE, include_str!("page/home/home.css")),
        "/home/beginning.js" => (SCRIPT, include_str!("page/home/beginning.js")),
        "/home/changes.js" => (SCRIPT, include_str!("page/home/changes.js")),
        "/home/collecting.js" => (SCRIPT, include_str!("page/home/collecting.js")),
        "/home/files.js" => (SCRIPT, include_str!("page/home/files.js")),
        "/home/handing.js" => (SCRIPT, include_str!("page/home/handing.js")),
        "/home/home.js" => (SCRIPT, include_str!("page/home/home.js")),
        "/home/jobs.js" => (SCRIPT, include_str!("page/home/jobs.js")),
        "/home/outcome.js" => (SCRIPT, include_str!("page/home/outcome.js")),
        "/home/progress.js" => (SCRIPT, include_str!("page/home/progress.js")),
        "/home/publishing.js" => (SCRIPT, include_str!("page/home/publishing.js")),
        "/home/review.js" => (SCRIPT, include_str!("page/home/review.js")),
        "/home/versions.js" => (SCRIPT, include_str!("page/home/versions.js")),
        _ => return of_manual(address),
    };
    Some((kind, text.as_bytes()))
}

fn of_manual(address: &str) -> Option<(&'static str, &'static [u8])> {
    let name = address.strip_prefix("/manual/")?;
    let file = manual::file(if name.is_empty() { manual::FIRST_PAGE } else { name })?;
    let kind = match Path::new(&*file.name).extension()?.to_str()? {
        "html" => HTML,
        "css" => STYLE,
        _ => PNG,
    };
    Some((kind, &file.bytes))
}

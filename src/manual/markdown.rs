//! A text of the manual as HTML.

use std::fmt::Write as _;
use std::path::Path;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

use super::texts::SUMMARY;

/// The page with the list of the chapters.
pub const FIRST_PAGE: &str = "index.html";

/// A text as a page shows it.
pub struct Rendered {
    /// Its first heading, as HTML.
    pub title: String,
    pub content: String,
}

impl Rendered {
    /// Of a text in Markdown.
    pub fn of(text: &str) -> Self {
        let mut title = String::new();
        let mut events: Vec<Event<'_>> = Vec::new();
        let mut heading: Option<(usize, String)> = None;
        let mut anchors: Vec<String> = Vec::new();
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            let event = match event {
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    Event::Start(Tag::Link { link_type, dest_url: address(&dest_url).into(), title, id })
                }
                Event::Html(html) => Event::Html(with_pictures(&html)),
                Event::InlineHtml(html) => Event::InlineHtml(with_pictures(&html)),
                event => event,
            };
            match &event {
                Event::Start(Tag::Heading { .. }) => heading = Some((events.len(), String::new())),
                Event::Text(words) | Event::Code(words) => {
                    if let Some((_, said)) = &mut heading {
                        said.push_str(words);
                    }
                }
                Event::End(TagEnd::Heading(level)) => {
                    if let Some((at, said)) = heading.take() {
                        if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
                            let anchor = anchor(&said);
                            // As those sites number what is said again.
                            let said_before = anchors.iter().filter(|other| **other == anchor).count();
                            *id = Some(match said_before {
                                0 => anchor.clone().into(),
                                again => format!("{anchor}-{again}").into(),
                            });
                            anchors.push(anchor);
                        }
                        if *level == HeadingLevel::H1 && title.is_empty() {
                            title = html([Event::Text(said.into())]);
                        }
                    }
                }
                _ => {}
            }
            events.push(event);
        }
        Self { title, content: html(events) }
    }
}

fn html<'t>(events: impl IntoIterator<Item = Event<'t>>) -> String {
    let mut written = String::new();
    push_html(&mut written, events.into_iter());
    written
}

/// A piece of HTML, where the pictures lie beside the page.
fn with_pictures(html: &str) -> CowStr<'static> {
    let mut written = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("src=\"") {
        let Some((picture, after)) = after.split_once('"') else { break };
        let _ = write!(written, "{before}src=\"{}\"", file_name(picture));
        rest = after;
    }
    written.push_str(rest);
    written.into()
}

/// An address of a text as that of its page; others stay.
fn address(link: &str) -> String {
    let (file, place) = link.split_once('#').map_or((link, None), |(file, place)| (file, Some(place)));
    let is_text = Path::new(file).extension().is_some_and(|end| end == "md");
    if file.contains("://") || !(file.is_empty() || is_text) {
        return link.to_owned();
    }
    let page = if file.is_empty() { String::new() } else { page(file) };
    place.map_or(page.clone(), |place| format!("{page}#{place}"))
}

/// The file of a text: `year.md` is made `year.html`.
pub fn page(source: &str) -> String {
    if source == SUMMARY {
        return FIRST_PAGE.to_owned();
    }
    format!("{}.html", file_name(source).trim_end_matches(".md"))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The place of a heading, as sites that show Markdown name it: in small letters, without marks, hyphens for spaces.
#[must_use]
pub fn anchor(heading: &str) -> String {
    let is_kept = |sign: &char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
    heading.to_lowercase().replace(' ', "-").chars().filter(is_kept).collect()
}

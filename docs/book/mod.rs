//! The manual as pages that a browser opens from a disk: for the package, and for offices without a network.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use minijinja::value::Serde;
use minijinja::{Environment, context};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};
use serde::Serialize;

/// The chapters, relative to the repository.
const MANUAL: &str = "docs/manual";

/// Their list, as mdBook reads it; the first page.
const SUMMARY: &str = "SUMMARY.md";

/// What the chapters lead to besides.
const APPENDICES: [&str; 3] = ["../forms.md", "../open-data.md", "../templates.md"];

/// The look is that of the web edition, with what a book has besides.
const STYLE: &str = concat!(include_str!("../../layouts/web/style.css"), include_str!("book.css"));

/// A page of the book.
#[derive(Debug, Serialize)]
struct Chapter {
    /// Its text, relative to the chapters.
    source: String,
    /// The file that it is made.
    page: String,
    title: String,
    content: String,
}

/// Makes the book in a folder, with the pictures that it shows.
///
/// # Errors
/// A text or picture that is not there, and a folder that cannot be written to.
pub fn make(repository: &Path, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let manual = repository.join(MANUAL);
    let summary = fs::read_to_string(manual.join(SUMMARY))?;
    let mut sources = vec![SUMMARY.to_owned()];
    sources.extend(linked(&summary));
    let chapters = sources.len();
    sources.extend(APPENDICES.map(str::to_owned));
    let mut pages = Vec::new();
    for source in sources {
        let text = fs::read_to_string(manual.join(&source))?;
        let (title, content, pictures) = rendered(&text);
        for picture in pictures {
            let from = manual.join(&source).with_file_name("").join(&picture);
            fs::copy(from, folder.join(file_name(&picture)))?;
        }
        pages.push(Chapter { page: page(&source), source, title, content });
    }
    let mut environment = Environment::new();
    environment
        .add_template("page.html", include_str!("page.html.j2"))
        .map_err(|error| io::Error::other(error.to_string()))?;
    for (index, chapter) in pages.iter().enumerate() {
        // The list and what stands outside of it have no neighbours.
        let is_read_in_order = (1..chapters).contains(&index);
        let neighbour = |at: Option<usize>| {
            at.filter(|at| is_read_in_order && (1..chapters).contains(at)).map(|at| &pages[at])
        };
        let page = environment.get_template("page.html").and_then(|template| {
            template.render(context! {
                title => chapter.title.as_str(), content => chapter.content.as_str(),
                before => neighbour(index.checked_sub(1)).map(Serde), after => neighbour(Some(index + 1)).map(Serde),
            })
        });
        let page = page.map_err(|error| io::Error::other(format!("{}: {error}", chapter.source)))?;
        fs::write(folder.join(&chapter.page), page)?;
    }
    fs::write(folder.join("style.css"), STYLE)
}

/// The chapters that the list names, in its order.
fn linked(summary: &str) -> Vec<String> {
    let links = Parser::new(summary).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    links.collect()
}

/// A text as HTML, with its title and the pictures in it.
fn rendered(text: &str) -> (String, String, Vec<String>) {
    let mut pictures = Vec::new();
    let mut title = String::new();
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut heading: Option<(usize, String)> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        let event = match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                Event::Start(Tag::Link { link_type, dest_url: address(&dest_url).into(), title, id })
            }
            Event::Html(html) => Event::Html(with_pictures(&html, &mut pictures)),
            Event::InlineHtml(html) => Event::InlineHtml(with_pictures(&html, &mut pictures)),
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
                    if *level == HeadingLevel::H1 && title.is_empty() {
                        title.clone_from(&said);
                    }
                    if let Event::Start(Tag::Heading { id, .. }) = &mut events[at] {
                        *id = Some(anchor(&said).into());
                    }
                }
            }
            _ => {}
        }
        events.push(event);
    }
    let mut content = String::new();
    push_html(&mut content, events.into_iter());
    (title, content, pictures)
}

/// Of a piece of HTML the pictures; beside the page is where they come to lie.
fn with_pictures(html: &str, pictures: &mut Vec<String>) -> CowStr<'static> {
    let mut written = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("src=\"") {
        let Some((picture, after)) = after.split_once('"') else { break };
        let _ = write!(written, "{before}src=\"{}\"", file_name(picture));
        pictures.push(picture.to_owned());
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
fn page(source: &str) -> String {
    match file_name(source).strip_suffix(".md") {
        Some("SUMMARY") => "index.html".to_owned(),
        Some(name) => format!("{name}.html"),
        None => source.to_owned(),
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The place of a heading, as sites that show Markdown name it: in small letters, without marks, hyphens for spaces.
pub fn anchor(heading: &str) -> String {
    let is_kept = |sign: &char| sign.is_alphanumeric() || matches!(sign, '-' | '_');
    heading.to_lowercase().replace(' ', "-").chars().filter(is_kept).collect()
}

//! The manual as pages: in a browser of whoever has the program, and in a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use percent_encoding::percent_decode_str;

use crate::preview::Preview;
use crate::serving::get;
use crate::support::{Project, repository};

/// The chapters and the appendices in the order of the list, each with its title.
fn listed() -> Vec<(String, String)> {
    let folder = repository().join("docs/manual");
    let list = fs::read_to_string(folder.join("SUMMARY.md")).unwrap();
    let sources = list.split("](").skip(1).map(|rest| rest.split_once(')').unwrap().0);
    let chapter = |source: &str| {
        let text = fs::read_to_string(folder.join(source)).unwrap();
        let title = text.lines().next().unwrap().trim_start_matches("# ").to_owned();
        (source.trim_start_matches("../").replace(".md", ".html"), title)
    };
    sources.map(chapter).collect()
}

/// Those that are not turned to.
const APPENDICES: [&str; 3] = ["forms.html", "open-data.html", "templates.html"];

/// A file as the server gives it.
struct Given {
    kind: String,
    bytes: Vec<u8>,
}

impl Given {
    /// # Panics
    /// There is none.
    fn at(preview: &Preview, path: &str) -> Self {
        let answer = ureq::get(format!("{}{path}", preview.url)).call();
        let mut answer = answer.unwrap_or_else(|error| panic!("{path}: {error}"));
        let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
        Self { kind, bytes: answer.body_mut().read_to_vec().unwrap() }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }
}

/// What stands in an attribute, wherever it stands.
fn values(page: &str, attribute: &str) -> Vec<String> {
    let mark = format!(" {attribute}=\"");
    let values = page.split(&mark).skip(1).map(|rest| rest.split_once('"').unwrap().0);
    values.map(|value| percent_decode_str(value).decode_utf8().unwrap().into_owned()).collect()
}

/// Where a page leads to within the manual: files with the places in them.
fn links(page: &str) -> Vec<(String, Option<String>)> {
    let links = [values(page, "href"), values(page, "src")].concat().into_iter();
    let links = links.filter(|link| !link.starts_with("https://"));
    let parts = links.map(|link| match link.split_once('#') {
        Some((file, place)) => (file.to_owned(), Some(place.to_owned())),
        None => (link, None),
    });
    parts.collect()
}

/// All that is reached from the first page.
fn all(preview: &Preview) -> BTreeMap<String, Given> {
    let mut reached = BTreeMap::new();
    let mut waiting = vec!["index.html".to_owned()];
    while let Some(name) = waiting.pop() {
        if reached.contains_key(&name) {
            continue;
        }
        let given = Given::at(preview, &format!("manual/{name}"));
        if given.kind.starts_with("text/html") {
            let files = links(given.text()).into_iter().map(|(file, _)| file);
            waiting.extend(files.filter(|file| !file.is_empty()));
        }
        reached.insert(name, given);
    }
    reached
}

#[test]
fn the_preview_serves_the_manual_and_each_link_in_it_leads_somewhere() {
    let preview = Preview::of(Project::small(), &[]);
    let all = all(&preview);
    let index = all["index.html"].text();
    for (page, title) in listed() {
        assert!(index.contains(&format!("<a href=\"{page}\">{title}</a>")), "{page}: {index}");
        let shown = all[&page].text();
        assert!(shown.contains(&format!("<title>{title} - shinchoku の手引き</title>")), "{shown}");
        assert!(shown.contains(&format!(">{title}</h1>")), "{shown}");
    }
    let mut pictures = 0;
    for (name, given) in &all {
        match name.rsplit_once('.').unwrap().1 {
            "html" => {
                assert_eq!(given.kind, "text/html; charset=utf-8", "{name}");
                let page = given.text();
                let ids = values(page, "id");
                assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: {ids:?}");
                for (file, place) in links(page) {
                    let file = if file.is_empty() { name } else { &file };
                    let there =
                        place.as_ref().is_none_or(|place| values(all[file].text(), "id").contains(place));
                    assert!(there, "{name}: {file} has no place {place:?}");
                }
                // The server has browsers take neither from the page itself.
                assert!(!page.contains(" style=\"") && !page.contains("<script"), "{name}");
            }
            "css" => assert_eq!(given.kind, "text/css; charset=utf-8", "{name}"),
            "png" => {
                assert_eq!(given.kind, "image/png", "{name}");
                assert!(given.bytes.starts_with(b"\x89PNG"), "{name}");
                pictures += 1;
            }
            _ => panic!("{name}"),
        }
    }
    assert!(pictures > 5, "{pictures}");
    assert!(Given::at(&preview, "manual/").bytes == all["index.html"].bytes);
    for path in ["/manual/nothing.html", "/manual/year.md", "/manual/../data/plan.yaml", "/manual/page.html"]
    {
        let answer = get(&preview, path, "localhost");
        assert!(
            answer.starts_with("HTTP/1.1 404") && answer.contains("ここには何もありません。"),
            "{answer}"
        );
    }
    let page = get(&preview, "/manual/year.html", "localhost");
    for header in ["content-security-policy: default-src 'none'", "cache-control: no-store"] {
        assert!(page.contains(header), "{page}");
    }
    let page = get(&preview, "/manual/year.html", "evil.example");
    assert!(page.starts_with("HTTP/1.1 403"), "{page}");
}

#[test]
fn both_pages_lead_to_the_manual() {
    let preview = Preview::of(Project::small(), &[]);
    for path in ["home", ""] {
        let page = Given::at(&preview, path);
        let link = page.text().split("<a ").find(|link| link.contains(">手引き</a>"));
        let link = link.unwrap_or_else(|| panic!("{}", page.text()));
        // What is being written stays open.
        assert!(link.contains("target=\"_blank\""), "{link}");
        let address = &values(&format!(" {link}"), "href")[0];
        let first = Given::at(&preview, address.trim_start_matches('/'));
        assert!(first.text().contains("<title>手引き - "), "{}", first.text());
    }
}

#[test]
fn the_manual_is_made_as_files_chapter_after_chapter() {
    let project = Project::small();
    let run = project.run(&["manual"]);
    assert_eq!((run.status, run.stdout.contains("out/手引き を作りました")), (0, true), "{}", run.stderr);
    let (appendices, chapters): (Vec<_>, Vec<_>) =
        listed().into_iter().partition(|(name, _)| APPENDICES.contains(&name.as_str()));
    let page = |name: &str| fs::read_to_string(project.path(&format!("out/手引き/{name}"))).unwrap();
    for (at, (name, _)) in chapters.iter().enumerate() {
        let page = page(name);
        let turned = |word: &str| {
            let link = page.split_once(&format!("<li>{word}: <a href=\""))?.1.split_once("</a>")?.0;
            let (page, title) = link.split_once("\">")?;
            Some((page.to_owned(), title.to_owned()))
        };
        let before = at.checked_sub(1).map(|before| chapters[before].clone());
        assert_eq!((turned("前"), turned("次")), (before, chapters.get(at + 1).cloned()), "{name}");
    }
    assert_eq!(appendices.len(), APPENDICES.len());
    for name in APPENDICES.into_iter().chain(["index.html"]) {
        assert!(!page(name).contains("<li>前: ") && !page(name).contains("<li>次: "), "{name}");
    }
    assert!(page("index.html").contains(&format!("版 {}", env!("CARGO_PKG_VERSION"))));
    // They are those of the preview, and each is reached.
    let preview = Preview::of(project, &[]);
    let served: BTreeMap<String, Vec<u8>> =
        all(&preview).into_iter().map(|(name, given)| (name, given.bytes)).collect();
    let made = fs::read_dir(preview.project.path("out/手引き")).unwrap().map(|file| file.unwrap());
    let made: BTreeMap<String, Vec<u8>> =
        made.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect();
    assert_eq!(made.keys().collect::<Vec<_>>(), served.keys().collect::<Vec<_>>());
    assert!(made == served);
}

#[test]
fn what_is_not_of_the_manual_is_not_written_over() {
    let project = Project::empty();
    let make = || project.run(&["manual", "-o", "手引き"]);
    assert_eq!(make().status, 0);
    // Nothing is lost.
    assert_eq!(make().status, 0);
    let refused = |what: &str| {
        let run = make();
        assert_eq!(run.status, 2, "{what}: {}", run.stdout);
        assert!(
            run.stderr.contains("ほかのものがあります") && run.stderr.contains("手引き"),
            "{}",
            run.stderr
        );
    };
    project.write("手引き/メモ.txt", "大事");
    refused("a file of others");
    assert_eq!(fs::read(project.path("手引き/メモ.txt")).unwrap(), "大事".as_bytes());
    project.remove("手引き/メモ.txt");
    project.write("手引き/index.html", "書き直した目次");
    refused("a page that was changed");
    assert_eq!(fs::read(project.path("手引き/index.html")).unwrap(), "書き直した目次".as_bytes());
    fs::remove_dir_all(project.path("手引き")).unwrap();
    project.write("手引き", "ファイル");
    refused("a file");
    assert_eq!(fs::read(project.path("手引き")).unwrap(), "ファイル".as_bytes());
}

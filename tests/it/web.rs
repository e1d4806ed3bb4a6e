//! An edition in a folder, as whoever opens its pages reads them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files of a folder, by their paths in it.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(folder, folder, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.insert(name, fs::read(path).unwrap());
        }
    }
}

/// The pages of a folder, each as it is written.
pub fn pages(folder: &Path) -> BTreeMap<String, String> {
    let pages = files(folder)
        .into_iter()
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "html"));
    pages.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// What a page says: its text without the tags, and what stands in place of pictures.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(&unescaped(before));
        let (tag, after) = after.split_once('>').unwrap();
        for attribute in ["alt", "content", "aria-label"] {
            text.extend(value(tag, attribute).map(|value| format!(" {value} ")));
        }
        rest = after;
    }
    text + &unescaped(rest)
}

/// The texts of the elements that show a text as it was typed.
pub fn typed(html: &str) -> Vec<String> {
    let parts = html.split("class=\"typed\">").skip(1);
    parts.map(|part| unescaped(part.split_once('<').unwrap().0)).collect()
}

/// The values of an attribute, wherever it stands.
pub fn values(html: &str, attribute: &str) -> Vec<String> {
    let tags = html.split('<').skip(1).map(|tag| tag.split_once('>').unwrap().0);
    tags.filter_map(|tag| value(tag, attribute)).collect()
}

fn value(tag: &str, attribute: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!(" {attribute}=\""))?;
    Some(unescaped(after.split_once('"').unwrap().0))
}

fn unescaped(text: &str) -> String {
    let signs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2f;", "/"), ("&amp;", "&")];
    let plain = signs.iter().fold(text.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign));
    let left = text.matches('&').count();
    let known: usize = signs.iter().map(|(escaped, _)| text.matches(escaped).count()).sum();
    assert_eq!(left, known, "a sign that is not escaped: {text}");
    plain
}

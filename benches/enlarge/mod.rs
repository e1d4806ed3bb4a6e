//! Larger plans made from the real one, for measuring growth.

use std::fs;
use std::path::Path;

use serde_yaml::{Mapping, Value};

/// Texts of the records and measures that are turned, so that no two sheets have the same.
const TEXTS: [&str; 7] = ["事業名", "概要", "取組内容", "成果", "今後の方針", "指標目標", "内容"];

/// Writes the data of `from` to `to`, `factor` times over: the tree with all its measures and records is repeated, and
/// every text of a repetition is turned by a few characters. Typst lays equal text out only once.
pub fn enlarge(from: &Path, to: &Path, factor: usize) {
    let data = from.join("data");
    let mut plan = read(&data.join("plan.yaml"));
    let strategies = plan["基本戦略"].as_sequence().expect("a list").clone();
    plan["基本戦略"] =
        (0..factor).flat_map(|copy| strategies.iter().map(move |one| renamed(one, copy))).collect();
    write(&to.join("data/plan.yaml"), &plan);
    copy_folder(&data.join("measures"), &to.join("data/measures"), factor);
    for year in
        fs::read_dir(data.join("records")).expect("records").map(|entry| entry.expect("an entry").file_name())
    {
        copy_folder(&data.join("records").join(&year), &to.join("data/records").join(&year), factor);
    }
}

fn copy_folder(from: &Path, to: &Path, factor: usize) {
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let value = read(&path);
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        for copy in 0..factor {
            write(&to.join(format!("{}.yaml", id(&stem, copy))), &turned(&value, copy));
        }
    }
}

fn id(stem: &str, copy: usize) -> String {
    if copy == 0 { stem.to_owned() } else { format!("{stem}-x{copy}") }
}

/// A part of the tree whose measures have the ids of a repetition.
fn renamed(value: &Value, copy: usize) -> Value {
    match value {
        Value::Sequence(items) => items.iter().map(|item| renamed(item, copy)).collect(),
        Value::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| match (key.as_str(), value) {
                (Some("事業"), Value::Sequence(ids)) => (
                    key.clone(),
                    ids.iter().map(|stem| Value::from(id(stem.as_str().expect("an id"), copy))).collect(),
                ),
                // The numbers of a repetition begin again.
                (Some("番号"), _) => (key.clone(), value.clone()),
                _ => (key.clone(), renamed(value, copy)),
            })
            .collect::<Mapping>()
            .into(),
        other => other.clone(),
    }
}

fn turned(value: &Value, copy: usize) -> Value {
    match value {
        Value::Sequence(items) => items.iter().map(|item| turned(item, copy)).collect(),
        Value::Mapping(entries) => entries
            .iter()
            .map(|(key, value)| match value {
                Value::String(text) if TEXTS.contains(&key.as_str().unwrap_or_default()) => {
                    (key.clone(), turn(text, copy).into())
                }
                _ => (key.clone(), turned(value, copy)),
            })
            .collect::<Mapping>()
            .into(),
        other => other.clone(),
    }
}

/// Each line begins some characters later and ends with what it began with; another sign sets repetitions apart for good.
fn turn(text: &str, copy: usize) -> String {
    if copy == 0 {
        return text.to_owned();
    }
    let line = |line: &str| {
        let characters: Vec<char> = line.chars().collect();
        let start = (copy * 3) % characters.len().max(1);
        characters[start..].iter().chain(&characters[..start]).collect::<String>()
    };
    format!("{}{copy}", text.lines().map(line).collect::<Vec<_>>().join("\n"))
}

fn read(path: &Path) -> Value {
    serde_yaml::from_str(&fs::read_to_string(path).expect("readable")).expect("YAML")
}

fn write(path: &Path, value: &Value) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
    fs::write(path, serde_yaml::to_string(value).expect("YAML")).expect("writable");
}

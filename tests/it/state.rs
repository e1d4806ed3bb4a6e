//! What the program tells the page of the preview is what `state.schema.json` says: all of it, and nothing else. That the page
//! reads nothing else is seen by `.ci/page`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader};

use serde_json::{Value, json};

use crate::preview::Preview;
use crate::support::{Project, repository};

fn schema() -> Value {
    let path = repository().join("src/preview/page/state.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// What a preview answers, by address.
fn answers(preview: &Preview) -> Value {
    let ask = |address| ureq::get(format!("{}{address}", preview.url)).call().unwrap().into_body();
    let mut news = String::new();
    BufReader::new(ask("news").into_reader()).read_line(&mut news).unwrap();
    let news: Value = serde_json::from_str(news.strip_prefix("data: ").unwrap()).unwrap();
    let state: Value = ask("state").read_json().unwrap();
    json!({ "/state": state, "/news": news })
}

/// Notes each place of a value, and whether anything stands there: null and an empty list are nothing.
fn note(value: &Value, place: &str, seen: &mut BTreeMap<String, bool>) {
    let there = !(value.is_null() || value.as_array().is_some_and(Vec::is_empty));
    *seen.entry(place.to_owned()).or_default() |= there;
    match value {
        Value::Array(items) => items.iter().for_each(|item| note(item, &format!("{place}[]"), seen)),
        Value::Object(parts) => {
            parts.iter().for_each(|(name, part)| note(part, &format!("{place}.{name}"), seen));
        }
        _ => {}
    }
}

#[test]
fn the_page_is_told_what_the_schema_says() {
    const RECORD: &str = "data/records/R5/hp-etsuran.yaml";
    // A booklet with all that there can be: changes in the plan and in a record, and something found.
    let (earlier, now) = (Project::real(), Project::real());
    now.edit("data/plan.yaml", "標語: ", "標語: 新しい");
    now.edit(RECORD, "50,178", "５１,234");
    let whole = Preview::of(now, &["--since", earlier.path("").to_str().unwrap()]);
    // And none, because of a record.
    let broken = Project::small();
    broken.edit("data/records/R7/koekake.yaml", "自己評価: 4", "自己評価: 9");
    let broken = Preview::of(broken, &[]);

    let validator = jsonschema::validator_for(&schema()).unwrap();
    let mut seen = BTreeMap::new();
    for preview in [whole, broken] {
        let answers = answers(&preview);
        let errors: Vec<String> = validator
            .iter_errors(&answers)
            .map(|error| format!("{}: {error}", error.instance_path()).chars().take(300).collect())
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        note(&answers, "", &mut seen);
    }
    // What is nothing in one answer is something in another; else nobody saw that it is what the schema says.
    let never: Vec<_> = seen.iter().filter(|&(_, there)| !there).map(|(place, _)| place).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn the_schema_leaves_nothing_open() {
    let schema = schema();
    let definitions = schema["definitions"].as_object().unwrap();
    for (name, part) in definitions.iter().chain([(&"the whole".to_owned(), &schema)]) {
        let Some(properties) = part["properties"].as_object() else { continue };
        let properties: BTreeSet<_> = properties.keys().map(String::as_str).collect();
        let required = part["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
        assert_eq!(required.collect::<BTreeSet<_>>(), properties, "{name}");
        assert_eq!(part["additionalProperties"], json!(false), "{name}");
    }
}

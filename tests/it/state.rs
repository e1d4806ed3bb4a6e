//! What the program tells the page of the preview is what `state.schema.json` says: all of it, and nothing else. That the page
//! reads nothing else is seen by `.ci/page`.

use std::cell::Cell;
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

/// The answer to a question, by its address in the schema.
fn asked(preview: &Preview, address: &str, named: &str) -> Value {
    let answer =
        ureq::get(format!("{}{address}", preview.url)).call().unwrap().into_body().read_json::<Value>();
    json!({ named: answer.unwrap() })
}

/// What a preview tells whoever looks.
fn shown(preview: &Preview) -> Vec<Value> {
    let news = ureq::get(format!("{}news", preview.url)).call().unwrap().into_body();
    let mut line = String::new();
    BufReader::new(news.into_reader()).read_line(&mut line).unwrap();
    let news: Value = serde_json::from_str(line.strip_prefix("data: ").unwrap()).unwrap();
    vec![asked(preview, "state", "/state"), asked(preview, "desk", "/desk"), json!({ "/news": news })]
}

/// What it tells whoever writes: about the results of a measure, which have a slip.
fn written(preview: &Preview, measure: &str) -> Vec<Value> {
    let form = asked(preview, &format!("forms/{measure}"), "/forms/MEASURE");
    let rows = form["/forms/MEASURE"]["rows"].as_array().unwrap();
    let results = rows.iter().find(|row| row["keys"] == json!(["成果"])).unwrap()["value"].clone();
    let token = asked(preview, "desk", "/desk")["/desk"]["token"].as_str().unwrap().to_owned();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let file = format!("data/records/R5/{measure}.yaml");
    // What is written over has another name each time, which is told.
    let names = Cell::new(0);
    let post = |address: &str, question: Value| {
        names.set(names.get() + 1);
        let other = preview.project.path(&format!("控え-{}", names.get()));
        fs::hard_link(preview.project.path(&file), other).unwrap();
        let sent = agent
            .post(format!("http://{}{address}", preview.address()))
            .header("Origin", format!("http://{}", preview.address()))
            .header("X-Token", &token)
            .send_json(question);
        let answer: Value = sent.unwrap().into_body().read_json().unwrap();
        json!({ address: answer })
    };
    let try_out = |keys: &[&str], text: &Value| {
        post("/draft", json!({ "measure": measure, "keys": keys, "text": text }))
    };
    let save = |keys: &[&str], before: &Value, after: &str| {
        post("/save", json!({ "measure": measure, "keys": keys, "before": before, "after": after }))
    };
    let excuse = |code: &str| {
        let words = "５１,234";
        let reason = "表のとおり";
        post(
            "/excuse",
            json!({ "measure": measure, "code": code, "words": words, "file": file, "reason": reason }),
        )
    };
    let (refused, done) = (excuse("W0612"), excuse("W0611"));
    let excused = asked(preview, &format!("forms/{measure}"), "/forms/MEASURE");
    let withdraw = |reason: &str| {
        let (code, words) = ("W0611", "５１,234");
        post(
            "/withdraw",
            json!({ "measure": measure, "code": code, "words": words, "file": file, "reason": reason }),
        )
    };
    let withdrawn = ["別の理由", "表のとおり"].map(withdraw);
    let mut answers = vec![
        refused,
        done,
        excused,
        try_out(&["成果"], &results),
        try_out(&["自己評価"], &json!("Q")),
        save(&["成果"], &results, "一つ。"),
        save(&["成果"], &results, "二つ。"),
        save(&["自己評価"], &json!("B"), "Q"),
        post("/undo", json!({})),
        post("/redo", json!({})),
        asked(preview, "journal", "/journal"),
        form,
    ];
    answers.extend(withdrawn);
    answers
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

    // And one that sections write in from elsewhere.
    let shared = Preview::of(Project::small(), &["--edit"]);

    let mut schema = schema();
    // Each answer is for itself.
    schema.as_object_mut().unwrap().remove("required");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut seen = BTreeMap::new();
    let all = [shown(&whole), shown(&broken), shown(&shared), written(&whole, "hp-etsuran")];
    for answer in all.iter().flatten() {
        let errors: Vec<String> = validator
            .iter_errors(answer)
            .map(|error| format!("{}: {error}", error.instance_path()).chars().take(300).collect())
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        note(answer, "", &mut seen);
    }
    let addresses: BTreeSet<&str> =
        schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    let asked =
        all.iter().flatten().flat_map(|answer| answer.as_object().unwrap().keys().map(String::as_str));
    assert_eq!(asked.collect::<BTreeSet<_>>(), addresses);
    // A finding is described once, and a refusal.
    seen.retain(|place, _| !place.starts_with("./draft.findings[]") && place != "./excuse.hints");
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

#[test]
fn what_a_council_has_of_its_own_is_told_with_what_it_says() {
    let preview = Preview::of(Project::of_council("sakura"), &[]);
    let state = asked(&preview, "state", "/state");
    let page = &state["/state"]["booklet"]["pages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|page| page["sheet"] == 1)
        .unwrap();
    let field = |name: &str| {
        let fields = page["fields"].as_array().unwrap().iter();
        fields.into_iter().find(|field| field["field"] == name).unwrap()
    };
    for (name, said) in [
        ("予算額", "12,000千円"),
        ("方向性", "拡充"),
        ("前年度の改善策", "はがきの文面を年代別に"),
        ("財源", "国　予算（千円） 2,400"),
    ] {
        let field = field(name);
        assert!(field["text"].as_str().unwrap().starts_with(said), "{field}");
        assert!(field["line"].is_u64(), "{field}");
    }
    // A field of the booklet that is none of the sheet says nothing, and is not told as empty.
    assert_eq!(field("名称")["text"], Value::Null);
    assert_eq!(field("評価-R8")["text"], "");
}

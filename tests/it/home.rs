//! はじめに: what the secretariat does from the page, as the program answers it; and how the program begins by itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::desk::{Page, parts};
use crate::filled::Form;
use crate::preview::Preview;
use crate::serving::get;
use crate::support::{Project, copy_folder, repository};

const RECORD: &str = "data/records/R7/koekake.yaml";

/// How long something may take on the slowest machine.
const PATIENCE: Duration = Duration::from_mins(3);

/// The answer of the office to who only asks.
fn asked(preview: &Preview, what: &str) -> Value {
    let (status, body) = parts(&get(preview, &format!("/office/{what}"), preview.address()));
    assert_eq!(status, 200, "{what}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// Has something done, and waits for what comes of it.
fn done(page: &Page<'_>, preview: &Preview, task: &str, content: &Value) -> Value {
    let (status, begun) = page.ask(&format!("/office/{task}"), content);
    assert_eq!(status, 200, "{task}: {begun}");
    let started = Instant::now();
    loop {
        let job = asked(preview, "job");
        if job["number"] == begun["job"] && !job["outcome"].is_null() {
            return job["outcome"].clone();
        }
        assert!(started.elapsed() < PATIENCE, "{job}");
    }
}

/// A file in letters, as a page sends it.
fn letters(name: &str, bytes: &[u8]) -> Value {
    json!({ "name": name, "content": STANDARD.encode(bytes) })
}

fn read(preview: &Preview, file: &str) -> Vec<u8> {
    fs::read(preview.project.path(file)).unwrap()
}

#[test]
fn what_is_published_is_what_the_commands_make() {
    let by_command = Project::small();
    let project = Project::small();
    copy_folder(&project.path("data"), &project.path("前/data"));
    project.edit(RECORD, "12回行いました。", "13回行いました。");
    by_command.edit(RECORD, "12回行いました。", "13回行いました。");
    assert_eq!(by_command.run(&["build"]).status, 0);
    let preview = Preview::of(project, &[]);
    let page = Page::of(&preview);

    let progress = asked(&preview, "progress");
    assert_eq!(progress["sections"][0]["name"], "福祉課", "{progress}");
    assert_eq!(progress["sections"][0]["measures"][0]["title"], "声かけ運動", "{progress}");
    assert_eq!(progress["sections"][0]["measures"][0]["state"], "済", "{progress}");

    let versions = asked(&preview, "versions");
    let version = versions.as_array().unwrap().iter().find(|version| version[1] == "フォルダー「前」");
    let since = version.unwrap_or_else(|| panic!("{versions}"))[0].clone();
    let compared = done(&page, &preview, "compare", &json!({ "since": since }));
    assert_eq!(compared["changes"].as_array().unwrap().len(), 1, "{compared}");
    assert_eq!(compared["changes"][0]["new"], "13回行いました。", "{compared}");

    let content = json!({ "booklet": "whole", "checklist": false, "site": true, "since": since });
    let outcome = done(&page, &preview, "publish", &content);
    assert_eq!(outcome["done"], true, "{outcome}");
    let made = asked(&preview, "made");
    assert_eq!(made["files"], json!(["R7-新旧対照表.pdf", "R7.pdf"]));
    let site = preview.project.path("out/R7-公開");
    assert_eq!(made["sites"], json!([site.canonicalize().unwrap()]));
    assert!(site.join("index.html").is_file() && site.join("R7-新旧対照表.pdf").is_file());
    assert!(read(&preview, "out/R7.pdf") == fs::read(by_command.path("out/R7.pdf")).unwrap());
    let mut given = ureq::get(format!("{}office/made/R7.pdf", preview.url)).call().unwrap();
    assert_eq!(given.headers()["content-type"], "application/pdf");
    assert!(given.body_mut().read_to_vec().unwrap() == read(&preview, "out/R7.pdf"));

    // With an error nothing is written, and it is told.
    let before = read(&preview, "out/R7.pdf");
    preview.project.edit(RECORD, "自己評価: 4", "自己評価: 9");
    let outcome = done(
        &page,
        &preview,
        "publish",
        &json!({ "booklet": "whole", "checklist": false, "site": false, "since": null }),
    );
    assert_eq!(outcome["done"], false, "{outcome}");
    assert!(outcome["said"][0].as_str().unwrap().contains("エラーが 1 件"), "{outcome}");
    assert_eq!(outcome["findings"][0]["file"], RECORD, "{outcome}");
    assert!(read(&preview, "out/R7.pdf") == before);
}

#[test]
fn forms_are_handed_out_and_taken_back() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let outcome = done(&page, &preview, "hand-out", &json!({ "stage": "whole", "review": false }));
    assert_eq!(outcome["files"], json!(["R7-記入様式-福祉課.xlsx"]), "{outcome}");
    let mut form = Form::open(&preview.project.path("out/R7-記入様式-福祉課.xlsx"));
    let results = form.input(&["koekake", "成果"]);
    form.fill(&results, "14回行いました。");
    let returned = preview.project.path("返却.xlsx");
    form.save(&returned);
    // The sheets of April are others.
    let outcome = done(&page, &preview, "hand-out", &json!({ "stage": "targets", "review": false }));
    assert_eq!(outcome["files"], json!(["R7-目標設定-記入様式-福祉課.xlsx"]), "{outcome}");
    // Beside a file that is none.
    let files = json!([letters("返却.xlsx", &fs::read(returned).unwrap()), letters("写真.xlsx", b"JFIF")]);
    let outcome = done(&page, &preview, "collect", &json!({ "files": files, "theirs": false }));
    assert!(outcome["said"].to_string().contains("「返却.xlsx」: 1 か所を取り込みました。"), "{outcome}");
    assert_eq!(outcome["findings"][0]["file"], "写真.xlsx", "{outcome}");
    let record = String::from_utf8(read(&preview, RECORD)).unwrap();
    assert!(record.contains("成果: 14回行いました。"), "{record}");
}

#[test]
fn the_table_for_review_is_gone_through() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let review = asked(&preview, "review");
    assert_eq!(review["title"], "令和７年度　査定", "{review}");
    let row = &review["rows"][0];
    assert_eq!((&row["measure"], &row["title"]), (&json!("koekake"), &json!("声かけ運動")), "{row}");
    let facts = row["facts"].as_array().unwrap();
    assert!(facts.contains(&json!(["成果", "12回行いました。"])), "{row}");
    let asked = &row["asked"][0];
    assert_eq!((&asked["label"], &asked["choices"][0]), (&json!("査定"), &json!(["5", "大変よい"])), "{row}");
    let save = json!({
        "measure": row["measure"], "keys": asked["keys"], "before": asked["value"], "after": "5",
    });
    assert_eq!(page.ask("/save", &save), (200, json!({ "value": "5", "told": [] })));
    let record = String::from_utf8(read(&preview, RECORD)).unwrap();
    assert!(record.contains("査定: 5\n"), "{record}");
}

#[test]
fn the_page_is_told_what_the_schema_says() {
    let page = |name| fs::read_to_string(repository().join("src/preview/page").join(name)).unwrap();
    let mut schema: Value =
        serde_json::from_str(&page("home/office.schema.json").replace("../state.schema.json#", "#")).unwrap();
    let state: Value = serde_json::from_str(&page("state.schema.json")).unwrap();
    for (name, definition) in state["definitions"].as_object().unwrap() {
        schema["definitions"].as_object_mut().unwrap().entry(name).or_insert(definition.clone());
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let project = Project::real();
    project.edit("data/records/R5/hp-etsuran.yaml", "50,178", "５１,234");
    let preview = Preview::of(project, &[]);
    let content = json!({ "booklet": null, "checklist": true, "site": false, "since": null });
    done(&Page::of(&preview), &preview, "publish", &content);
    let all = ["place", "progress", "review", "versions", "made", "job"];
    let answers: Value = all.into_iter().map(|what| (what.to_owned(), asked(&preview, what))).collect();
    let errors: Vec<String> = validator
        .iter_errors(&answers)
        .map(|error| format!("{}: {error}", error.instance_path()).chars().take(300).collect())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(answers["made"]["files"], json!(["R5-校正一覧.pdf"]));
}

/// All files of a folder with what is in them.
fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                files.push((path, bytes));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn nothing_forged_is_done() {
    let project = Project::small();
    project.write("out/R7.pdf", "%PDF");
    project.write("out/秘密.txt", "秘密");
    let preview = Preview::of(project, &[]);
    let page = Page::of(&preview);
    let before = everything(&preview.project.path(""));
    let content = json!({ "stage": "whole", "review": false }).to_string();
    let own = page.headers();
    let with = |name: &str, value: &str| {
        let mut headers = own.clone();
        headers.iter_mut().filter(|(known, _)| *known == name).for_each(|(_, had)| value.clone_into(had));
        headers
    };
    let refused = |method: &str, path: &str, headers: &[(&str, String)], body: &str| {
        let (status, said) = page.send(method, path, headers, body);
        assert!((400..500).contains(&status), "{method} {path} {headers:?}: {status} {said}");
        assert!(asked(&preview, "job").is_null(), "{method} {path} {headers:?}: begun");
    };
    for (name, value) in [
        ("Origin", "null"),
        ("Origin", "http://evil.example"),
        ("Origin", "http://127.0.0.1"),
        ("X-Token", ""),
        ("X-Token", &page.token[1..]),
        ("Content-Type", "text/plain"),
        ("Content-Type", "multipart/form-data"),
        ("Host", "evil.example"),
    ] {
        refused("POST", "/office/hand-out", &with(name, value), &content);
    }
    for name in ["Origin", "X-Token", "Content-Type", "Host"] {
        let headers: Vec<_> = own.iter().filter(|(known, _)| *known != name).cloned().collect();
        refused("POST", "/office/hand-out", &headers, &content);
    }
    for method in ["GET", "PUT", "DELETE"] {
        refused(method, "/office/hand-out", &own, &content);
    }
    for path in ["/office/", "/office/hand-out/", "/office/progress", "/office/../office/hand-out"] {
        refused("POST", path, &own, &content);
    }
    for name in ["../a.xlsx", "..", "", "a/b.xlsx", "a\\b.xlsx", "C:a.xlsx", "a\nb.xlsx"] {
        let body = json!({ "files": [letters(name, b"PK")], "theirs": false }).to_string();
        refused("POST", "/office/collect", &own, &body);
    }
    let body = json!({ "files": [{ "name": "a.xlsx", "content": "字" }], "theirs": false }).to_string();
    refused("POST", "/office/collect", &own, &body);
    // Only what was made is given, and only to who asks for it here.
    for path in
        ["秘密.txt", "../data/plan.yaml", "..%2fdata%2fplan.yaml", "%2fetc%2fpasswd", ".", "R7.pdf%00"]
    {
        let (status, said) = parts(&get(&preview, &format!("/office/made/{path}"), preview.address()));
        assert!((400..500).contains(&status) && !said.contains("計画期間"), "{path}: {said}");
    }
    let (status, _) = parts(&get(&preview, "/office/made/R7.pdf", "evil.example"));
    assert_eq!(status, 403);
    assert_eq!(everything(&preview.project.path("")), before);
    // The same question of the page itself is answered.
    let content: Value = serde_json::from_str(&content).unwrap();
    assert_eq!(done(&page, &preview, "hand-out", &content)["files"], json!(["R7-記入様式-福祉課.xlsx"]));

    // A version that is not offered is none, whatever lies there.
    let elsewhere = Project::small();
    let since = elsewhere.path("data/..").display().to_string();
    let outcome = done(&page, &preview, "compare", &json!({ "since": since }));
    assert_eq!((&outcome["done"], &outcome["changes"]), (&json!(false), &json!([])), "{outcome}");
}

#[test]
fn only_the_secretariat_does_it() {
    let preview = Preview::of(Project::small(), &["--edit"]);
    let secret = |author: Value| Some(preview.secret(&author));
    for (author, secret, wanted) in [
        ("福祉課", secret(json!({ "section": "福祉課" })), 403),
        ("nobody", None, 403),
        ("事務局", secret(json!("secretariat")), 200),
    ] {
        let mut request = ureq::get(format!("{}office/progress", preview.url));
        if let Some(secret) = secret {
            request = request.header("Authorization", format!("Bearer {secret}"));
        }
        let answer = request.config().http_status_as_error(false).build().call().unwrap();
        assert_eq!(answer.status(), wanted, "{author:?}");
    }
}

/// The program as it is started by a click: alone, with settings of its own, where no browser can be opened.
fn alone(settings: &TempDir) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
    let nothing = settings.path().join("nothing");
    program
        .env("XDG_CONFIG_HOME", settings.path())
        .env("HOME", settings.path())
        .env("APPDATA", settings.path());
    program.env("PATH", nothing);
    program
}

#[test]
fn the_program_alone_opens_the_plan_of_its_folder_or_the_last_one() {
    /// What is said where there is a plan, and where there is none.
    const SAID: &[&str] = &[" で見られます。", "home で計画を始められます。"];
    let settings = TempDir::new().unwrap();
    let preview = Preview::greeted(alone(&settings), Project::small(), SAID);
    let place = asked(&preview, "place");
    let root = preview.project.path("").canonicalize().unwrap();
    assert_eq!(place, json!({ "begun": true, "folder": root.to_str().unwrap() }));
    // Elsewhere, where there is none: the last one.
    let mut program = alone(&settings);
    program.args(["home", "--port", "0", "--quiet"]);
    let elsewhere = Preview::greeted(program, Project::empty(), SAID);
    assert_eq!(asked(&elsewhere, "place"), place);
    assert!(get(&elsewhere, "/home", elsewhere.address()).contains("はじめに"));
}

#[test]
fn without_a_plan_there_is_a_page_to_begin_with() {
    let settings = TempDir::new().unwrap();
    let begin = |settings: &TempDir| {
        let mut program = alone(settings);
        program.args(["home", "--port", "0", "--quiet"]);
        Preview::greeted(program, Project::empty(), &["home で計画を始められます。"])
    };
    let preview = begin(&settings);
    let place = asked(&preview, "place");
    assert_eq!(place["begun"], false, "{place}");
    let page = Page::of(&preview);
    // What is said wrongly is told by its name, and nothing is written.
    let folder = preview.project.path("計画").display().to_string();
    let mut content = json!({
        "folder": folder, "name": "あおば市地域福祉計画", "publisher": "あおば市", "period": "いつか",
        "grades": "A 達成、B 未達成", "sections": "総務係、福祉係",
    });
    let outcome = done(&page, &preview, "begin-new", &content);
    assert_eq!(outcome["done"], false, "{outcome}");
    assert!(outcome["findings"][0]["message"].as_str().unwrap().contains("「計画期間」"), "{outcome}");
    assert!(!preview.project.path("計画").exists());
    content["period"] = json!("R6-R10");
    let (status, _) = page.ask("/office/begin-new", &content);
    assert_eq!(status, 200);
    followed(&preview, &folder);
    let plan = String::from_utf8(read(&preview, "計画/data/plan.yaml")).unwrap();
    assert!(plan.contains("あおば市地域福祉計画"), "{plan}");

    // And with the example.
    let other = TempDir::new().unwrap();
    let preview = begin(&other);
    let folder = preview.project.path("見本").display().to_string();
    let (status, _) = Page::of(&preview).ask("/office/begin-sample", &json!({ "folder": folder }));
    assert_eq!(status, 200);
    followed(&preview, &folder);
}

/// Waits until the plan is shown at the address of the page that it was begun on.
fn followed(preview: &Preview, folder: &str) {
    let started = Instant::now();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    loop {
        assert!(started.elapsed() < PATIENCE, "the plan is not shown");
        // In between there is nobody at the address.
        let Ok(mut place) = agent.get(format!("{}office/place", preview.url)).call() else { continue };
        let Ok(place) = place.body_mut().read_json::<Value>() else { continue };
        if place["begun"] == true {
            let folder = Path::new(folder).canonicalize().unwrap();
            assert_eq!(place["folder"], folder.to_str().unwrap());
            break;
        }
    }
    loop {
        let state: Value =
            agent.get(format!("{}state", preview.url)).call().unwrap().body_mut().read_json().unwrap();
        if !state.is_null() {
            assert!(state["booklet"].is_object(), "{state}");
            break;
        }
        assert!(started.elapsed() < PATIENCE, "{state}");
    }
}

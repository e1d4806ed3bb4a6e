//! Writing in the browser, as the program answers it: what is saved and what is not, and who may.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::{Value, json};
use shinchoku::diagnostics::{Code, SourceFile};
use shinchoku::output::replace_all;
use unicode_normalization::UnicodeNormalization;

use crate::preview::Preview;
use crate::serving::{answer, get};
use crate::support::Project;

const RECORD: &str = "data/records/R7/koekake.yaml";

/// A page that writes.
struct Page<'p> {
    preview: &'p Preview,
    token: String,
}

/// The status and the body of an answer.
fn parts(answer: &str) -> (u16, String) {
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
}

impl<'p> Page<'p> {
    fn of(preview: &'p Preview) -> Self {
        let (status, desk) = parts(&get(preview, "/desk", preview.address()));
        assert_eq!(status, 200, "{desk}");
        let desk: Value = serde_json::from_str(&desk).unwrap();
        assert_eq!(desk["author"], "事務局");
        Self { preview, token: desk["token"].as_str().unwrap().to_owned() }
    }

    /// The headers of a question of this page.
    fn headers(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Host", self.preview.address().to_owned()),
            ("Origin", format!("http://{}", self.preview.address())),
            ("X-Token", self.token.clone()),
            ("Content-Type", "application/json".to_owned()),
        ]
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, String)], body: &str) -> (u16, String) {
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        parts(&answer(
            self.preview,
            &format!(
                "{method} {path} HTTP/1.1\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            ),
        ))
    }

    fn ask(&self, path: &str, question: &Value) -> (u16, Value) {
        let (status, body) = self.send("POST", path, &self.headers(), &question.to_string());
        (status, serde_json::from_str(&body).unwrap_or(Value::String(body)))
    }

    fn save(&self, key: &str, before: &str, after: &str) -> (u16, Value) {
        let question = json!({ "measure": "koekake", "keys": [key], "before": before, "after": after });
        self.ask("/save", &question)
    }
}

fn record(preview: &Preview) -> String {
    fs::read_to_string(preview.project.path(RECORD)).unwrap()
}

#[test]
fn what_is_saved_replaces_what_was_shown_and_nothing_else() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let (status, form) = parts(&get(&preview, "/forms/koekake", preview.address()));
    let form: Value = serde_json::from_str(&form).unwrap();
    assert_eq!((status, &form["writable"], &form["sheets"]), (200, &json!(true), &json!([1, 4])), "{form}");
    let row = |key: &str| {
        form["rows"].as_array().unwrap().iter().find(|row| row["keys"] == json!([key])).unwrap().clone()
    };
    assert_eq!(row("成果")["value"], "12回行いました。");
    assert_eq!(row("自己評価")["choices"][1], json!(["4", "よい"]));
    assert!(row("成果")["left"].as_i64().unwrap() > 100, "{form}");

    let before = record(&preview);
    let (status, said) = page.save("成果", "12回行いました。", "13回行い、\n延べ30人が来ました。");
    assert_eq!((status, &said["value"]), (200, &json!("13回行い、\n延べ30人が来ました。")), "{said}");
    assert_eq!(
        record(&preview),
        before.replace("12回行いました。", "|-\n  13回行い、\n  延べ30人が来ました。")
    );

    // Somebody else was quicker.
    preview.project.edit(RECORD, "延べ30人", "延べ31人");
    let theirs = record(&preview);
    let (status, said) = page.save("成果", "13回行い、\n延べ30人が来ました。", "14回行いました。");
    assert_eq!((status, &said["now"]), (409, &json!("13回行い、\n延べ31人が来ました。")), "{said}");
    assert_eq!(record(&preview), theirs);

    // What may not be there is refused in words.
    let (status, said) = page.save("自己評価", "4", "9");
    assert_eq!(status, 422, "{said}");
    assert!(
        said["message"].as_str().unwrap().contains('9') && !said["hints"].as_array().unwrap().is_empty(),
        "{said}"
    );
    assert_eq!(record(&preview), theirs);
    // A mark in another width is that mark.
    let (status, said) = page.save("自己評価", "4", "５");
    assert_eq!((status, &said["value"]), (200, &json!("5")), "{said}");
}

#[test]
fn a_text_that_is_not_saved_is_shown_and_not_written() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let before = record(&preview);
    let draft = |text: &str| {
        let (status, said) =
            page.ask("/draft", &json!({ "measure": "koekake", "keys": ["成果"], "text": text }));
        assert_eq!(status, 200, "{said}");
        said
    };
    let said = draft("カタカナの成果です。");
    let pages = said["pages"].as_array().unwrap();
    assert_eq!((&pages[0][0], &pages[1][0]), (&json!("sheet-1"), &json!("sheet-4")), "{said}");
    let picture = |said: &Value| {
        let name = said["pages"][0][1].as_str().unwrap().to_owned();
        parts(&get(&preview, &format!("/pages/{name}.svg"), preview.address())).1
    };
    let drawn = picture(&said);
    assert!(drawn.contains("<svg"), "{drawn}");
    assert_ne!(drawn, picture(&draft("別の成果です。")));
    // What a careful reader would notice, with the value as it would be.
    let said = draft("延べ5１,234人が来ました。");
    assert_eq!(said["proposals"][0]["after"], "延べ51,234人が来ました。", "{said}");
    assert_eq!(said["findings"][0]["field"], "成果", "{said}");
    let said = page.ask("/draft", &json!({ "measure": "koekake", "keys": ["自己評価"], "text": "9" })).1;
    assert!(said["refused"]["message"].as_str().unwrap().contains('9'), "{said}");
    assert_eq!(record(&preview), before);
}

#[test]
fn what_was_written_is_taken_back_and_written_again_even_after_a_crash() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let before = record(&preview);
    assert_eq!(page.save("成果", "12回行いました。", "13回行いました。").0, 200);
    assert_eq!(page.save("備考", "", "雨の日が多かった。").0, 200);
    let after = record(&preview);
    let project = preview.project_after_kill();
    let preview = Preview::of(project, &[]);
    let page = Page::of(&preview);
    let step = |path| page.ask(path, &json!({}));
    let (status, said) = step("/undo");
    assert_eq!((status, &said["label"], &said["sheet"]), (200, &json!("備考"), &json!(1)), "{said}");
    assert_eq!(step("/undo").1["value"], "12回行いました。");
    assert_eq!(record(&preview), before);
    assert_eq!(step("/undo").0, 204);
    assert_eq!(step("/redo").0, 200);
    assert_eq!(step("/redo").0, 200);
    assert_eq!(record(&preview), after);
    // What has changed since is not taken back.
    preview.project.edit(RECORD, "雨の日が多かった。", "雪の日が多かった。");
    let (status, said) = step("/undo");
    assert_eq!((status, &said["now"]), (409, &json!("雪の日が多かった。")), "{said}");
    let journal: Value =
        serde_json::from_str(&parts(&get(&preview, "/journal", preview.address())).1).unwrap();
    let labels: Vec<&str> =
        journal["entries"].as_array().unwrap().iter().map(|entry| entry["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["備考", "成果"]);
}

#[test]
fn what_is_right_as_it_stands_is_excused() {
    let project = Project::small();
    project.edit(RECORD, "成果: 12回行いました。", "成果: 12回、参加者は30人のうち20人（50％）でした。");
    let preview = Preview::of(project, &[]);
    let page = Page::of(&preview);
    let question = |reason| json!({ "measure": "koekake", "code": "W0642", "reason": reason });
    let (status, said) = page.ask("/excuse", &question(" "));
    assert_eq!(status, 422, "{said}");
    let (status, said) = page.ask("/excuse", &question("資料のとおり。"));
    assert_eq!(status, 200, "{said}");
    assert!(
        record(&preview).ends_with("校正除外:\n  - 符号: W0642\n    理由: 資料のとおり。\n"),
        "{}",
        record(&preview)
    );
    // It is not there any more.
    assert_eq!(page.ask("/excuse", &question("資料のとおり。")).0, 422);
}

#[test]
fn nothing_forged_is_written() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let before = record(&preview);
    let question = json!({
        "measure": "koekake", "keys": ["成果"], "before": "12回行いました。", "after": "消された。"
    })
    .to_string();
    let own = page.headers();
    let port: u16 = preview.address().split_once(':').unwrap().1.parse().unwrap();
    let with = |name: &'static str, value: String| {
        let mut headers: Vec<_> = own.iter().filter(|(other, _)| *other != name).cloned().collect();
        headers.push((name, value));
        headers
    };
    let without = |name: &str| own.iter().filter(|(other, _)| *other != name).cloned().collect::<Vec<_>>();
    let twice = |name: &'static str, value: &str| {
        let mut headers = own.clone();
        headers.push((name, value.to_owned()));
        headers
    };
    let mut tried = 0;
    let mut refused = |method: &str, path: &str, headers: &[(&str, String)], body: &str| {
        let (status, said) = page.send(method, path, headers, body);
        assert!((400..500).contains(&status), "{method} {path} {headers:?}: {status} {said}");
        assert_eq!(record(&preview), before, "{method} {path} {headers:?}");
        tried += 1;
    };
    for origin in [
        "null".to_owned(),
        String::new(),
        "http://evil.example".to_owned(),
        format!("http://evil.example:{port}"),
        format!("http://127.0.0.1:{}", port.wrapping_add(1)),
        "http://127.0.0.1".to_owned(),
        format!("https://127.0.0.1:{port}"),
        format!("http://localhost:{port}"),
        format!("http://127.0.0.1:{port}/"),
        format!("http://127.0.0.1:{port}.evil.example"),
        format!("http://user@127.0.0.1:{port}"),
        format!("file://127.0.0.1:{port}"),
    ] {
        refused("POST", "/save", &with("Origin", origin), &question);
    }
    refused("POST", "/save", &without("Origin"), &question);
    refused("POST", "/save", &twice("Origin", "http://evil.example"), &question);
    for host in ["evil.example", "127.0.0.1.evil.example", "192.168.1.1", ""] {
        let mut headers = with("Host", host.to_owned());
        headers.retain(|(name, _)| *name != "Origin");
        headers.push(("Origin", format!("http://{host}")));
        refused("POST", "/save", &headers, &question);
    }
    refused("POST", "/save", &without("Host"), &question);
    refused("POST", "/save", &twice("Host", "evil.example"), &question);
    for token in [
        "",
        "0",
        "undefined",
        &page.token[1..],
        &format!("{}0", page.token),
        &page.token.to_uppercase().replace(char::is_numeric, "A"),
    ] {
        refused("POST", "/save", &with("X-Token", token.to_owned()), &question);
    }
    refused("POST", "/save", &without("X-Token"), &question);
    refused("POST", "/save", &twice("X-Token", &page.token), &question);
    for kind in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""]
    {
        refused("POST", "/save", &with("Content-Type", kind.to_owned()), &question);
    }
    refused("POST", "/save", &without("Content-Type"), &question);
    for site in ["cross-site", "same-site", "none"] {
        refused("POST", "/save", &twice("Sec-Fetch-Site", site), &question);
    }
    for method in ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"] {
        refused(method, "/save", &own, &question);
    }
    for path in [
        "/Save",
        "/save/",
        "//save",
        "/save%2f",
        "/save/../save",
        "/data/records/R7/koekake.yaml",
        "/state",
        "/",
    ] {
        refused("POST", path, &own, &question);
    }
    let huge = format!(
        "{{\"measure\":\"koekake\",\"keys\":[\"成果\"],\"before\":\"\",\"after\":\"{}\"}}",
        "長".repeat(600_000)
    );
    for body in [
        "",
        "null",
        "[]",
        "{}",
        "{\"measure\":\"koekake\"}",
        &question[1..],
        &question.replace("after", "path"),
        &huge,
    ] {
        refused("POST", "/save", &own, body);
    }
    for (measure, key) in [
        ("../plan", "名称"),
        ("", "成果"),
        ("koekake", "名称"),
        ("koekake", "校正除外"),
        ("koekake", "../成果"),
        ("nai", "成果"),
    ] {
        let question = json!({ "measure": measure, "keys": [key], "before": "", "after": "消された。" });
        refused("POST", "/save", &own, &question.to_string());
    }
    assert!(tried >= 40, "{tried}");
    // The same question of the page itself is answered.
    assert_eq!(page.send("POST", "/save", &own, &question).0, 200);
    assert_ne!(record(&preview), before);
}

/// How many times each of those writes who write at once.
const ROUNDS: usize = 125;

#[test]
fn nothing_is_lost_where_many_write_at_once() {
    let project = Project::small();
    project.edit(RECORD, "取組内容: 声かけ運動に取り組みました。", "取組内容: |-\n  始まり");
    project.write(RECORD, fs::read_to_string(project.path(RECORD)).unwrap() + "備考: 0件\n");
    let preview = Preview::of(project, &[]);
    let conflicts = AtomicUsize::new(0);
    let writers = AtomicUsize::new(3);
    thread::scope(|scope| {
        // Two tabs that add lines to the same field, in figures of a width that is mended meanwhile.
        for tab in ["甲", "乙"] {
            let (preview, conflicts, writers) = (&preview, &conflicts, &writers);
            scope.spawn(move || {
                let page = Page::of(preview);
                let mut before = "始まり".to_owned();
                for round in 0..ROUNDS {
                    loop {
                        let after = format!("{before}\n{tab}{}", full_width(round));
                        match page.save("取組内容", &before, &after) {
                            (200, said) => break before = said["value"].as_str().unwrap().to_owned(),
                            (409, said) => before = said["now"].as_str().unwrap().to_owned(),
                            // The file was being replaced all the time: told, and tried again.
                            (422, said) => {
                                assert!(said["message"].as_str().unwrap().contains("保存しました"), "{said}")
                            }
                            other => panic!("{other:?}"),
                        }
                        conflicts.fetch_add(1, Ordering::Relaxed);
                    }
                }
                writers.fetch_sub(1, Ordering::Relaxed);
            });
        }
        // An editor that counts in the same file, and does not write over what it has not read.
        let (root, path) = (preview.project.path(""), Path::new(RECORD));
        let writers = &writers;
        scope.spawn(move || {
            for count in 0..ROUNDS {
                loop {
                    let text = fs::read_to_string(root.join(path)).unwrap();
                    let edited = text.replace(&format!("備考: {count}件"), &format!("備考: {}件", count + 1));
                    assert_ne!(text, edited);
                    let files = [SourceFile::new(path, text), SourceFile::new(path, edited)];
                    match replace_all(&root, [(Some(&files[0]), &files[1])]) {
                        Ok(_) => break,
                        Err(reason) => assert_eq!(reason.code, Code::SavedElsewhere, "{reason:?}"),
                    }
                }
            }
            writers.fetch_sub(1, Ordering::Relaxed);
        });
        // And somebody who lets the program mend what it can.
        let project = &preview.project;
        scope.spawn(move || {
            while writers.load(Ordering::Relaxed) > 0 {
                project.run(&["check", "--fix"]);
            }
        });
    });
    let said = record(&preview);
    assert!(said.contains(&format!("備考: {ROUNDS}件")), "{said}");
    let lines: Vec<String> = said.lines().map(|line| line.trim().nfkc().collect()).collect();
    for tab in ["甲", "乙"] {
        for round in 0..ROUNDS {
            let wanted = format!("{tab}{round}回");
            assert_eq!(lines.iter().filter(|line| **line == wanted).count(), 1, "{wanted}: {said}");
        }
    }
    assert!(conflicts.load(Ordering::Relaxed) > 0, "nobody was in anybody's way");
}

/// 「１２回」.
fn full_width(number: usize) -> String {
    let digits = number.to_string();
    let wide = digits.bytes().map(|digit| char::from_u32('０' as u32 + u32::from(digit - b'0')).unwrap());
    wide.collect::<String>() + "回"
}

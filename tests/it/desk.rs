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
pub struct Page<'p> {
    preview: &'p Preview,
    pub token: String,
}

/// The status and the body of an answer.
pub fn parts(answer: &str) -> (u16, String) {
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
}

impl<'p> Page<'p> {
    pub fn of(preview: &'p Preview) -> Self {
        let (status, desk) = parts(&get(preview, "/desk", preview.address()));
        assert_eq!(status, 200, "{desk}");
        let desk: Value = serde_json::from_str(&desk).unwrap();
        assert_eq!(desk["author"], "事務局");
        Self { preview, token: desk["token"].as_str().unwrap().to_owned() }
    }

    /// The headers of a question of this page.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Host", self.preview.address().to_owned()),
            ("Origin", format!("http://{}", self.preview.address())),
            ("X-Token", self.token.clone()),
            ("Content-Type", "application/json".to_owned()),
        ]
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, String)], body: &str) -> (u16, String) {
        let headers: Vec<String> =
            headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let headers = headers.concat();
        let length = body.len();
        parts(&answer(
            self.preview,
            &format!(
                "{method} {path} HTTP/1.1\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            ),
        ))
    }

    pub fn ask(&self, path: &str, question: &Value) -> (u16, Value) {
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
fn what_is_typed_in_one_entry_is_one_entry_of_the_record() {
    let preview = Preview::of(Project::of_council("sakura"), &[]);
    let page = Page::of(&preview);
    let record = || fs::read_to_string(preview.project.path("data/records/R7/kenshin.yaml")).unwrap();
    let before = record();
    let offered = || {
        let form: Value =
            serde_json::from_str(&parts(&get(&preview, "/forms/kenshin", preview.address())).1).unwrap();
        let rows = form["rows"].as_array().unwrap();
        let entries = rows.iter().filter(|row| row["keys"][0] == "委員の意見" && row["value"] == "");
        entries.map(|row| row["keys"][1].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let save = |entry: &str, column: &str, text: &str| {
        let keys = ["委員の意見", entry, column];
        page.ask("/save", &json!({ "measure": "kenshin", "keys": keys, "before": "", "after": text }))
    };
    // One entry more than there are; the next is there once it is filled.
    assert_eq!(offered(), ["3", "3"]);
    assert_eq!(save("3", "市の考え方", "検討します。").0, 200);
    assert_eq!(offered(), ["3", "4", "4"]);
    assert_eq!(save("3", "意見", "三つ目です。").0, 200);
    let filled = before + "  - 意見: 三つ目です。\n    市の考え方: 検討します。\n";
    assert_eq!(record(), filled);
    // Of a page that is older than the file, nothing is torn apart.
    let (status, said) = save("5", "意見", "五つ目です。");
    assert_eq!(status, 422, "{said}");
    assert!(said["message"].as_str().unwrap().contains("委員の意見"), "{said}");
    assert_eq!(record(), filled);
}

#[test]
fn a_target_has_the_room_of_its_own_year() {
    let project = Project::small();
    let long = "一人暮らしの高齢者への声かけを12回".repeat(12);
    project.edit("data/records/R6/koekake.yaml", "指標目標: 10回", &format!("指標目標: {long}"));
    let preview = Preview::of(project, &[]);
    let form = parts(&get(&preview, "/forms/koekake", preview.address())).1;
    let form: Value = serde_json::from_str(&form).unwrap();
    let rows = form["rows"].as_array().unwrap();
    let target = rows.iter().find(|row| row["keys"] == json!(["指標目標"])).unwrap();
    assert!(target["left"].as_i64().unwrap() > 0, "{target}");
}

#[test]
fn while_another_file_is_wrong_it_is_named() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let before = record(&preview);
    preview.project.edit("data/records/R7/ibasho.yaml", "自己評価: ", "自己評価: X");
    let (status, said) = page.save("成果", "12回行いました。", "13回行いました。");
    assert_eq!(status, 422, "{said}");
    assert!(said["message"].as_str().unwrap().contains("直るまで書けません"), "{said}");
    assert!(
        said["hints"][0].as_str().unwrap().starts_with("data/records/R7/ibasho.yaml の 4 行目: "),
        "{said}"
    );
    assert_eq!(record(&preview), before);
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
    // What does not fit is shown as far as it goes, and told.
    let said = draft(&"長い成果です。".repeat(400));
    assert_eq!((&said["findings"][0]["code"], said["pages"].as_array().unwrap().len()), (&json!("E0502"), 2));
    assert!(picture(&said).contains("<svg"));
    // One number, wherever it is told.
    let excess = -said["left"].as_i64().unwrap();
    let message = said["findings"][0]["message"].as_str().unwrap();
    assert!(excess > 0 && message.contains(&format!("約 {excess} 字")), "{excess}: {message}");
    let said = page.ask("/draft", &json!({ "measure": "koekake", "keys": ["自己評価"], "text": "9" })).1;
    assert!(said["refused"]["message"].as_str().unwrap().contains('9'), "{said}");
    assert_eq!(record(&preview), before);
}

/// Between two keys the folder is not read again; what others write in between is on the page all the same.
#[test]
fn a_text_that_is_not_saved_stands_among_what_is_in_the_files_now() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let drawn = || {
        let about = json!({ "measure": "koekake", "keys": ["成果"], "text": "書きかけの成果です。" });
        let (status, said) = page.ask("/draft", &about);
        assert_eq!(status, 200, "{said}");
        said["pages"][0][1].as_str().unwrap().to_owned()
    };
    let first = drawn();
    assert_eq!(drawn(), first, "the draft itself changes nothing");
    assert_eq!(page.save("今後の方針", "声かけ運動を続けます。", "声かけ運動を広げます。").0, 200);
    let saved = drawn();
    assert_ne!(saved, first);
    // An editor's save is seen when the system tells of it.
    preview.project.edit(RECORD, "声かけ運動に取り組みました。", "声かけに取り組みました。");
    assert!((0..2_000).any(|_| drawn() != saved), "what an editor has saved is not seen");
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
    // What has changed since is not taken back, and does not keep what stands from being taken back.
    preview.project.edit(RECORD, "雨の日が多かった。", "雪の日が多かった。");
    let (status, said) = step("/undo");
    assert_eq!((status, &said["label"]), (200, &json!("成果")), "{said}");
    let (status, said) = step("/undo");
    assert_eq!((status, &said["now"]), (409, &json!("雪の日が多かった。")), "{said}");
    assert_eq!(step("/redo").1["value"], "13回行いました。");
    assert_eq!(record(&preview), after.replace("雨", "雪"));
    let journal: Value =
        serde_json::from_str(&parts(&get(&preview, "/journal", preview.address())).1).unwrap();
    let labels: Vec<&str> =
        journal["entries"].as_array().unwrap().iter().map(|entry| entry["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["備考", "成果"]);
}

#[test]
fn what_somebody_else_has_written_again_does_not_keep_the_rest_from_being_written_again() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let step = |path| page.ask(path, &json!({}));
    assert_eq!(page.save("成果", "12回行いました。", "13回行いました。").0, 200);
    assert_eq!(page.save("備考", "", "雨の日が多かった。").0, 200);
    assert_eq!(page.save("今後の方針", "声かけ運動を続けます。", "声かけ運動をやめます。").0, 200);
    for _ in 0..3 {
        assert_eq!(step("/undo").0, 200);
    }
    preview.project.edit(RECORD, "12回行いました。", "13回行いました。");
    preview.project.edit(RECORD, "声かけ運動を続けます。", "声かけ運動を広げます。");
    let (status, said) = step("/redo");
    assert_eq!((status, &said["label"]), (200, &json!("備考")), "{said}");
    let (status, said) = step("/redo");
    assert_eq!((status, &said["now"]), (409, &json!("声かけ運動を広げます。")), "{said}");
}

/// Saves a value of the record of 特定健康診査の受診促進.
fn save_of_kenshin(page: &Page<'_>, keys: &[&str], before: &str, after: &str) -> (u16, Value) {
    page.ask("/save", &json!({ "measure": "kenshin", "keys": keys, "before": before, "after": after }))
}

#[test]
fn what_was_written_first_in_an_entry_or_a_table_is_taken_back() {
    let file = "data/records/R7/kenshin.yaml";
    let project = Project::of_council("sakura");
    let whole = fs::read_to_string(project.path(file)).unwrap();
    let table = whole.find("財源:").unwrap()..whole.find("予算額:").unwrap();
    let mut before = whole.clone();
    before.replace_range(table, "");
    project.write(file, &before);
    let preview = Preview::of(project, &[]);
    let page = Page::of(&preview);
    let said = || fs::read_to_string(preview.project.path(file)).unwrap();
    let written = [
        (["委員の意見", "3", "意見"], "夜も受け付けてほしい。"),
        (["委員の意見", "3", "市の考え方"], "検討します。"),
        (["財源", "県", "決算"], "3500"),
    ];
    for (keys, text) in &written {
        let (status, answer) = save_of_kenshin(&page, keys, "", text);
        assert_eq!(status, 200, "{answer}");
    }
    let after = said();
    for path in ["/undo", "/redo", "/undo"] {
        for _ in &written {
            let (status, answer) = page.ask(path, &json!({}));
            assert_eq!(status, 200, "{path}: {answer}");
        }
        assert_eq!(said(), if path == "/undo" { before.as_str() } else { after.as_str() }, "{path}");
    }
    assert_eq!(page.ask("/undo", &json!({})).0, 204);
}

#[test]
fn an_entry_above_others_is_not_emptied_and_does_not_keep_the_rest_from_being_taken_back() {
    let preview = Preview::of(Project::of_council("sakura"), &[]);
    let page = Page::of(&preview);
    let file = "data/records/R7/kenshin.yaml";
    assert_eq!(save_of_kenshin(&page, &["備考"], "", "雨の日が多かった。").0, 200);
    let third = ["委員の意見", "3", "意見"];
    assert_eq!(save_of_kenshin(&page, &third, "", "夜も受け付けてほしい。").0, 200);
    // Somebody else has written one below it, which would become the third.
    let said = fs::read_to_string(preview.project.path(file)).unwrap();
    preview.project.write(file, said.trim_end().to_owned() + "\n  - 意見: 駅前でも行ってほしい。\n");
    let (status, answer) = page.ask("/undo", &json!({}));
    assert_eq!((status, &answer["label"]), (200, &json!("備考")), "{answer}");
    let (status, answer) = save_of_kenshin(&page, &third, "夜も受け付けてほしい。", "");
    assert_eq!(status, 422, "{answer}");
    assert_eq!(
        answer["hints"],
        json!(["4 番目から後の文を一つずつ前に移し、最後の 4 番目を空にしてください。"])
    );
    // As the hint has it.
    let fourth = ["委員の意見", "4", "意見"];
    assert_eq!(save_of_kenshin(&page, &third, "夜も受け付けてほしい。", "駅前でも行ってほしい。").0, 200);
    assert_eq!(save_of_kenshin(&page, &fourth, "駅前でも行ってほしい。", "").0, 200);
    let said = fs::read_to_string(preview.project.path(file)).unwrap();
    assert!(said.ends_with("\n  - 意見: 駅前でも行ってほしい。\n"), "{said}");
}

#[test]
fn that_a_file_has_another_name_is_told_whoever_writes_it_and_once() {
    let project = Project::small();
    project.edit(RECORD, "成果: 12回行いました。", "成果: 12回、参加者は30人のうち20人（50％）でした。");
    let preview = Preview::of(project, &[]);
    let page = Page::of(&preview);
    let link = |name: &str| fs::hard_link(preview.project.path(RECORD), preview.project.path(name)).unwrap();
    let notes = |(status, answer): (u16, Value)| {
        assert_eq!(status, 200, "{answer}");
        let told = answer["told"].as_array().unwrap().iter();
        told.map(|note| (note["code"].clone(), note["file"].clone())).collect::<Vec<_>>()
    };
    let told = [(json!("W0907"), json!(RECORD))];
    link("控え-1");
    assert_eq!(notes(page.save("備考", "", "雨の日が多かった。")), told);
    assert!(notes(page.save("備考", "雨の日が多かった。", "雪の日が多かった。")).is_empty());
    for (name, path) in [("控え-2", "/undo"), ("控え-3", "/redo")] {
        link(name);
        assert_eq!(notes(page.ask(path, &json!({}))), told, "{path}");
    }
    link("控え-4");
    let excuse = json!({ "measure": "koekake", "code": "W0642", "file": RECORD, "reason": "資料のとおり。" });
    assert_eq!(notes(page.ask("/excuse", &excuse)), told);
}

#[test]
fn what_takes_the_room_of_the_others_is_too_long_and_they_are_not() {
    let preview = Preview::real();
    let ask = || -> Value {
        serde_json::from_str(&parts(&get(&preview, "/forms/hp-etsuran", preview.address())).1).unwrap()
    };
    let form = ask();
    let rows = form["rows"].as_array().unwrap();
    let before = &rows.iter().find(|row| row["keys"] == json!(["取組内容"])).unwrap()["value"];
    let long = "記事を載せました。".repeat(400);
    let question = json!({ "measure": "hp-etsuran", "keys": ["取組内容"], "before": before, "after": long });
    assert_eq!(Page::of(&preview).ask("/save", &question).0, 200);
    let form = ask();
    let left = form["rows"].as_array().unwrap().iter().filter_map(|row| Some((row, row["left"].as_i64()?)));
    let over: Vec<&Value> = left.filter(|(_, left)| *left < 0).map(|(row, _)| &row["keys"]).collect();
    assert_eq!(over, [&json!(["取組内容"])]);
}

#[test]
fn what_was_written_of_another_year_is_told_of_that_year() {
    let project = Project::small();
    let measure = "data/measures/koekake.yaml";
    project.edit(
        measure,
        "事業名: 声かけ運動",
        "事業名: 声かけ運動\n旧事業名: [{期間: R6, 名称: あいさつ運動}]",
    );
    let preview = Preview::of(project, &["R6"]);
    let before =
        json!({ "measure": "koekake", "keys": ["備考"], "before": "", "after": "雨の日が多かった。" });
    let (status, said) = Page::of(&preview).ask("/save", &before);
    assert_eq!(status, 200, "{said}");
    let preview = Preview::of(preview.project_after_kill(), &["R7"]);
    let journal = parts(&get(&preview, "/journal", preview.address())).1;
    let journal: Value = serde_json::from_str(&journal).unwrap();
    let entry = &journal["entries"][0];
    assert_eq!((&entry["title"], &entry["sheet"]), (&json!("あいさつ運動"), &Value::Null), "{journal}");
}

#[test]
fn a_record_that_is_gone_does_not_keep_what_stands_from_being_taken_back() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    assert_eq!(page.save("成果", "12回行いました。", "13回行いました。").0, 200);
    let other =
        json!({ "measure": "haishoku", "keys": ["備考"], "before": "", "after": "雨の日が多かった。" });
    assert_eq!(page.ask("/save", &other).0, 200);
    preview.project.remove("data/records/R7/haishoku.yaml");
    let (status, said) = page.ask("/undo", &json!({}));
    assert_eq!((status, &said["label"]), (200, &json!("成果")), "{said}");
    assert_eq!(page.ask("/undo", &json!({})).0, 422, "what is left has no record");
}

#[test]
fn what_is_right_as_it_stands_is_excused() {
    let project = Project::small();
    project.edit(RECORD, "成果: 12回行いました。", "成果: 12回、参加者は30人のうち20人（50％）でした。");
    let preview = Preview::of(project, &[]);
    let page = Page::of(&preview);
    let question =
        |reason| json!({ "measure": "koekake", "code": "W0642", "file": RECORD, "reason": reason });
    let before = record(&preview);
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
    // Who said so can be seen, and it is taken back and done again as what is written.
    let journal = parts(&get(&preview, "/journal", preview.address())).1;
    let journal: Value = serde_json::from_str(&journal).unwrap();
    let entries = journal["entries"].as_array().unwrap();
    let said = ["author", "label", "after"].map(|key| entries[0][key].as_str().unwrap());
    assert_eq!((entries.len(), said), (1, ["事務局", "校正除外 W0642", "資料のとおり。"]));
    let excused = record(&preview);
    let (status, said) = page.ask("/undo", &json!({}));
    assert_eq!((status, &said["label"]), (200, &json!("校正除外 W0642")), "{said}");
    assert_eq!(record(&preview), before);
    assert_eq!(page.ask("/redo", &json!({})).0, 200);
    assert_eq!(record(&preview), excused);
}

#[test]
fn what_is_excused_in_the_browser_is_that_which_was_found_alone() {
    let project = Project::small();
    project.edit(
        RECORD,
        "成果: 12回行いました。",
        "成果: 30人のうち20人（50％）、40人のうち10人（60％）でした。",
    );
    let preview = Preview::of(project, &[]);
    let page = Page::of(&preview);
    let question = |words: &str| {
        let reason = "資料のとおり。";
        json!({ "measure": "koekake", "code": "W0642", "words": words, "file": RECORD, "reason": reason })
    };
    let state: Value = serde_json::from_str(&parts(&get(&preview, "/state", preview.address())).1).unwrap();
    let findings = state["findings"].as_array().unwrap();
    let words: Vec<&str> = findings.iter().map(|finding| finding["words"].as_str().unwrap()).collect();
    assert_eq!(words, ["50％", "60％"]);
    assert_eq!(page.ask("/excuse", &question("70％")).0, 422, "there is none");
    for (done, words) in words.iter().enumerate() {
        let (status, said) = page.ask("/excuse", &question(words));
        assert_eq!(status, 200, "{said}");
        let told = preview.project.run(&["check"]).stdout;
        assert_eq!(told.matches("注意[W0642]").count(), 1 - done, "{told}");
    }
    assert!(
        record(&preview).ends_with(
            "校正除外:\n  - 符号: W0642\n    箇所: 50％\n    理由: 資料のとおり。\n  \
             - 符号: W0642\n    箇所: 60％\n    理由: 資料のとおり。\n"
        ),
        "{}",
        record(&preview)
    );
    // Each is withdrawn by itself.
    assert_eq!(page.ask("/withdraw", &question("50％")).0, 200);
    let left = record(&preview);
    assert!(!left.contains("箇所: 50％") && left.contains("箇所: 60％"), "{left}");
    let (status, said) = page.ask("/undo", &json!({}));
    assert_eq!((status, &said["label"]), (200, &json!("校正除外 W0642「50％」")), "{said}");
}

#[test]
fn the_secretariat_withdraws_an_excuse_and_takes_that_back() {
    let project = Project::small();
    let others = "校正除外:\n  - {符号: W0611, 理由: 表のとおり。}\n";
    let both = format!("{others}  - 符号: W0642\n    理由: 資料のとおり。\n");
    let bare = fs::read_to_string(project.path(RECORD)).unwrap();
    project.write(RECORD, bare.clone() + &both);
    let preview = Preview::of(project, &["--edit"]);
    let secret = |author: Value| format!("Bearer {}", preview.secret(&author));
    let (office, section) = (secret(json!("secretariat")), secret(json!({ "section": "福祉課" })));
    let host = ("Host", preview.address().to_owned());
    let mut page = Page { preview: &preview, token: String::new() };
    let desk = page.send("GET", "/desk", &[host, ("Authorization", office.clone())], "").1;
    page.token = serde_json::from_str::<Value>(&desk).unwrap()["token"].as_str().unwrap().to_owned();
    let [office, section] = [office, section].map(|secret| with(&page.headers(), "Authorization", secret));
    let ask = |headers: &Headers, path: &str, question: &Value| {
        let (status, said) = page.send("POST", path, headers, &question.to_string());
        (status, serde_json::from_str::<Value>(&said).unwrap_or(Value::String(said)))
    };
    let form = parts(&get(&preview, "/forms/koekake", preview.address())).1;
    let form: Value = serde_json::from_str(&form).unwrap();
    assert_eq!(
        form["excused"][1],
        json!({
            "code": "W0642", "name": "割合が計算と合わない", "words": null, "file": RECORD, "reason": "資料のとおり。"
        })
    );
    let question =
        |reason: &str| json!({ "measure": "koekake", "code": "W0642", "file": RECORD, "reason": reason });
    assert_eq!(ask(&section, "/withdraw", &question("資料のとおり。")).0, 403);
    assert_eq!(ask(&office, "/withdraw", &question("別の理由")).0, 409);
    assert_eq!(record(&preview), bare.clone() + &both);
    let (status, said) = ask(&office, "/withdraw", &question("資料のとおり。"));
    assert_eq!(status, 200, "{said}");
    assert_eq!(record(&preview), bare.clone() + others);
    assert_eq!(ask(&office, "/undo", &json!({})).0, 200);
    assert_eq!(record(&preview), bare.clone() + &both);
    assert_eq!(ask(&office, "/redo", &json!({})).0, 200);
    // With the last one goes the key.
    let last = json!({ "measure": "koekake", "code": "W0611", "file": RECORD, "reason": "表のとおり。" });
    assert_eq!(ask(&office, "/withdraw", &last).0, 200);
    assert_eq!(record(&preview), bare);
}

#[test]
fn it_is_excused_in_the_file_in_which_it_was_found() {
    let project = Project::small();
    let measure = "data/measures/koekake.yaml";
    project.edit(measure, "声かけ運動の概要です。", "ﾁﾗｼを配ります。");
    project.edit(RECORD, "12回行いました。", "ﾁﾗｼを12回配りました。");
    let preview = Preview::of(project, &[]);
    let page = Page::of(&preview);
    for file in [RECORD, measure] {
        let question =
            json!({ "measure": "koekake", "code": "W0613", "file": file, "reason": "資料のとおり。" });
        let (status, said) = page.ask("/excuse", &question);
        assert_eq!(status, 200, "{said}");
        let written = fs::read_to_string(preview.project.path(file)).unwrap();
        assert!(written.contains("符号: W0613"), "{file}: {written}");
    }
}

#[test]
fn what_two_sheets_say_together_is_excused_on_one() {
    let project = Project::small();
    project.edit(RECORD, "成果: 12回行いました。", "成果: 一人暮らしの見守り訪問事業938世帯");
    let other = "data/records/R7/haishoku.yaml";
    project.edit(other, "成果: 12回行いました。", "成果: 一人暮らしの見守り訪問事業利用世帯数（938件）");
    let preview = Preview::of(project, &[]);
    let question =
        json!({ "measure": "haishoku", "code": "W0645", "file": other, "reason": "資料のとおり。" });
    let (status, said) = Page::of(&preview).ask("/excuse", &question);
    assert_eq!(status, 200, "{said}");
    let written = fs::read_to_string(preview.project.path(other)).unwrap();
    assert!(written.ends_with("校正除外:\n  - 符号: W0645\n    理由: 資料のとおり。\n"), "{written}");
}

/// What would wipe out a result.
fn question() -> String {
    json!({ "measure": "koekake", "keys": ["成果"], "before": "12回行いました。", "after": "消された。" })
        .to_string()
}

type Headers = Vec<(&'static str, String)>;

/// Headers with another in the stead of one of them.
fn with(own: &Headers, name: &'static str, value: String) -> Headers {
    let mut headers = without(own, name);
    headers.push((name, value));
    headers
}

/// Headers without one of them.
fn without(own: &Headers, name: &str) -> Headers {
    own.iter().filter(|(other, _)| *other != name).cloned().collect()
}

/// Headers with one more.
fn twice(own: &Headers, name: &'static str, value: &str) -> Headers {
    let mut headers = own.clone();
    headers.push((name, value.to_owned()));
    headers
}

/// What a page from elsewhere, or none, could send in the name of the user.
fn forged(page: &Page<'_>) -> Vec<Headers> {
    let own = page.headers();
    let port: u16 = page.preview.address().split_once(':').unwrap().1.parse().unwrap();
    let origins = [
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
    ];
    let mut forged: Vec<_> = origins.into_iter().map(|origin| with(&own, "Origin", origin)).collect();
    for host in ["evil.example", "127.0.0.1.evil.example", "192.168.1.1", ""] {
        let named = with(&own, "Host", host.to_owned());
        forged.push(with(&named, "Origin", format!("http://{host}")));
    }
    let nearly = page.token.to_uppercase().replace(char::is_numeric, "A");
    for token in ["", "0", "undefined", &page.token[1..], &format!("{}0", page.token), &nearly] {
        forged.push(with(&own, "X-Token", token.to_owned()));
    }
    for kind in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""]
    {
        forged.push(with(&own, "Content-Type", kind.to_owned()));
    }
    for name in ["Origin", "Host", "X-Token", "Content-Type"] {
        forged.push(without(&own, name));
    }
    forged.push(twice(&own, "Origin", "http://evil.example"));
    forged.push(twice(&own, "Host", "evil.example"));
    forged.push(twice(&own, "X-Token", &page.token));
    for site in ["cross-site", "same-site", "none"] {
        forged.push(twice(&own, "Sec-Fetch-Site", site));
    }
    forged
}

#[test]
fn nothing_forged_is_written() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let before = record(&preview);
    let forged = forged(&page);
    assert!(forged.len() >= 36, "{}", forged.len());
    for headers in forged {
        for path in ["/save", "/draft", "/undo", "/excuse"] {
            let (status, said) = page.send("POST", path, &headers, &question());
            assert!((400..500).contains(&status), "{path} {headers:?}: {status} {said}");
            assert_eq!(record(&preview), before, "{path} {headers:?}");
        }
    }
    // The same question of the page itself is answered.
    assert_eq!(page.send("POST", "/save", &page.headers(), &question()).0, 200);
    assert_ne!(record(&preview), before);
}

#[test]
fn what_is_asked_otherwise_is_refused() {
    let preview = Preview::of(Project::small(), &[]);
    let page = Page::of(&preview);
    let before = record(&preview);
    let refused = |method: &str, path: &str, body: &str| {
        let (status, said) = page.send(method, path, &page.headers(), body);
        assert!((400..500).contains(&status), "{method} {path}: {status} {said}");
        assert_eq!(record(&preview), before, "{method} {path}");
    };
    for method in ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"] {
        refused(method, "/save", &question());
    }
    for path in ["/Save", "/save/", "//save", "/save%2f", "/save/../save", "/data/plan.yaml", "/state", "/"] {
        refused("POST", path, &question());
    }
    let (half, other) = (question()[1..].to_owned(), question().replace("after", "path"));
    let huge = question().replace("消された", &"長".repeat(600_000));
    for body in ["", "null", "[]", "{}", "{\"measure\":\"koekake\"}", &half, &other, &huge] {
        refused("POST", "/save", body);
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
        refused("POST", "/save", &question.to_string());
    }
}

#[test]
fn an_address_of_a_section_writes_its_own_sheets() {
    let preview = Preview::of(Project::real(), &["--edit"]);
    let desk = |secret: Option<&str>| {
        let mut headers = vec![("Host", preview.address().to_owned())];
        headers.extend(secret.map(|secret| ("Authorization", format!("Bearer {secret}"))));
        let page = Page { preview: &preview, token: String::new() };
        let (status, said) = page.send("GET", "/desk", &headers, "");
        assert_eq!(status, 200, "{said}");
        serde_json::from_str::<Value>(&said).unwrap()
    };
    assert_eq!(desk(None)["token"], Value::Null);
    assert_eq!(desk(Some("0123456789abcdef0123456789abcdef"))["author"], Value::Null);
    let secret = &*preview.secret(&json!({ "section": "庶務係" }));
    let known = desk(Some(secret));
    assert_eq!(
        (&known["author"], known["sections"].as_array().unwrap().len()),
        (&json!("庶務係"), 4),
        "{known}"
    );
    let page = Page { preview: &preview, token: known["token"].as_str().unwrap().to_owned() };
    let save = |secret: Option<&str>, measure: &str, key: &str, before: &str| {
        let mut headers = page.headers();
        headers.extend(secret.map(|secret| ("Authorization", format!("Bearer {secret}"))));
        let question =
            json!({ "measure": measure, "keys": [key], "before": before, "after": "書きました。" });
        page.send("POST", "/save", &headers, &question.to_string())
    };
    let results = |measure: &str| {
        let (_, form) = parts(&get(&preview, &format!("/forms/{measure}"), preview.address()));
        let form: Value = serde_json::from_str(&form).unwrap();
        let mut rows = form["rows"].as_array().unwrap().iter();
        rows.find(|row| row["keys"] == json!(["成果"])).unwrap()["value"].as_str().unwrap().to_owned()
    };
    // 庶務係 answers for the first, another section for the second; nobody without an address for either.
    let (own, other) = ("hp-etsuran", "gakkou-fukushi");
    assert_eq!(save(None, own, "成果", &results(own)).0, 403);
    assert_eq!(save(Some(secret), other, "成果", &results(other)).0, 403);
    assert_eq!(save(Some(secret), own, "査定", "").0, 403);
    let (status, said) = save(Some(secret), own, "成果", &results(own));
    assert_eq!(status, 200, "{said}");
    assert_eq!(results(own), "書きました。");
}

#[test]
fn a_section_that_is_called_as_the_secretariat_is_has_its_own_address() {
    let project = Project::small();
    project.edit("data/plan.yaml", "担当係: [福祉課]", "担当係: [福祉課, 事務局]");
    let preview = Preview::of(project, &["--edit"]);
    // They stay from run to run.
    let secrets = |preview: &Preview| {
        [json!("secretariat"), json!({ "section": "事務局" })].map(|author| preview.secret(&author))
    };
    let first = secrets(&preview);
    let preview = Preview::of(preview.project_after_kill(), &["--edit"]);
    assert_eq!(secrets(&preview), first);
    let [secretariat, section] = first;
    for (secret, is_secretariat, status) in [(secretariat, true, 200), (section, false, 403)] {
        let asked = |path: &str| {
            let headers = format!("Host: {}\r\nAuthorization: Bearer {secret}", preview.address());
            parts(&answer(
                &preview,
                &format!("GET {path} HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n"),
            ))
        };
        let desk: Value = serde_json::from_str(&asked("/desk").1).unwrap();
        assert_eq!((&desk["author"], &desk["secretariat"]), (&json!("事務局"), &json!(is_secretariat)));
        assert_eq!(asked("/office/progress").0, status);
    }
}

#[test]
fn damaged_addresses_are_told_and_left_as_they_are() {
    let project = Project::small();
    project.write(".shinchoku/addresses.json", "[{\"author\":\"secretariat\",\"secret\":\"0123");
    let run = project.run(&["serve", "--edit", "--port", "0"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("書く人のアドレスのファイルが壊れています。"), "{}", run.stderr);
    let kept = fs::read_to_string(project.path(".shinchoku/addresses.json")).unwrap();
    assert!(kept.ends_with("0123"), "{kept}");
}

/// How often each of those who write at once does.
const ROUNDS: usize = 170;

#[test]
fn nothing_is_lost_where_many_write_at_once() {
    let project = Project::small();
    project.edit(RECORD, "取組内容: 声かけ運動に取り組みました。", "取組内容: |-\n  始まり");
    project.write(RECORD, fs::read_to_string(project.path(RECORD)).unwrap() + "備考: 0件\n");
    let preview = Preview::of(project, &[]);
    let conflicts = AtomicUsize::new(0);
    let writers = AtomicUsize::new(3);
    thread::scope(|scope| {
        // Two tabs that add lines to the same field, in letters of a width that is mended meanwhile.
        for tab in ["甲", "乙"] {
            let (preview, conflicts, writers) = (&preview, &conflicts, &writers);
            scope.spawn(move || {
                let page = Page::of(preview);
                let mut before = "始まり".to_owned();
                for round in 0..ROUNDS {
                    loop {
                        let after = format!("{before}\n{tab}ﾐﾝﾅで{round}回");
                        match page.save("取組内容", &before, &after) {
                            (200, said) => break before = said["value"].as_str().unwrap().to_owned(),
                            (409, said) => before = said["now"].as_str().unwrap().to_owned(),
                            // The file was being replaced all the time: told, and tried again.
                            (422, said) => {
                                assert!(said["message"].as_str().unwrap().contains("保存"), "{said}");
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
    // What was typed can be mended, however long it has become.
    let run = preview.project.run(&["check", "--fix"]);
    assert!(!record(&preview).contains('ﾐ'), "{}{}", run.stdout, run.stderr);
    let said = record(&preview);
    assert!(said.contains(&format!("備考: {ROUNDS}件")), "{said}");
    let lines: Vec<String> = said.lines().map(|line| line.trim().nfkc().collect()).collect();
    for tab in ["甲", "乙"] {
        for round in 0..ROUNDS {
            let wanted = format!("{tab}ミンナで{round}回");
            assert_eq!(lines.iter().filter(|line| **line == wanted).count(), 1, "{wanted}: {said}");
        }
    }
    assert!(conflicts.load(Ordering::Relaxed) > 0, "nobody was in anybody's way");
}

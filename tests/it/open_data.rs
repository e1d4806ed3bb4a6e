//! 公開データ: the tables say what the booklet says, and no more; nothing in them runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use shinchoku::book::Wanted;
use shinchoku::edition::Edition;
use shinchoku::form::Stage;

use crate::support::{Project, Random};

/// A table as its readers have it: a row is its values by the names of the columns.
type Rows = Vec<BTreeMap<String, String>>;

/// Builds the tables, which has to succeed, and gives their folder.
fn tables(project: &Project, arguments: &[&str]) -> std::path::PathBuf {
    let run = project.run(&[&["build", "--format", "csv", "-o", "open"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("open に公開データのファイル 15 個を作りました"), "{}", run.stdout);
    project.path("open")
}

/// The records of a file, the names of the columns first.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn named(bytes: &[u8]) -> Rows {
    let mut records = records(bytes).into_iter();
    let names = records.next().unwrap();
    records.map(|record| names.iter().cloned().zip(record).collect()).collect()
}

fn table(folder: &Path, name: &str) -> Rows {
    named(&fs::read(folder.join(name)).unwrap())
}

fn json(folder: &Path, name: &str) -> Value {
    serde_json::from_slice(&fs::read(folder.join(name)).unwrap()).unwrap()
}

/// How many rows have all of these values.
fn count(rows: &Rows, wanted: &[(&str, &str)]) -> usize {
    rows.iter().filter(|row| wanted.iter().all(|(name, value)| row[*name] == *value)).count()
}

/// Counted by hand in `data/`: a measure under the 基本戦略 in which the plan lists it first.
#[test]
fn the_marks_of_the_sample_can_be_counted() {
    let project = Project::real();
    let folder = tables(&project, &["R5"]);
    let rows = table(&folder, "evaluations.csv");
    assert_eq!(rows.len(), 49 * 5);
    for (strategy, marks, [fell, rose, same]) in [
        ("S1", [19, 9], [3, 2, 23]),
        ("S2", [6, 1], [0, 1, 6]),
        ("S3", [5, 1], [0, 1, 5]),
        ("S4", [5, 3], [1, 0, 7]),
    ] {
        let of = |name, value| {
            count(&rows, &[("strategy_code", strategy), ("fiscal_year", "2023"), (name, value)])
        };
        assert_eq!([of("grade", "A"), of("grade", "B")], marks, "{strategy}");
        assert_eq!([of("change", "fell"), of("change", "rose"), of("change", "same")], [fell, rose, same]);
    }
    assert_eq!(
        count(&rows, &[("strategy_code", "S2"), ("fiscal_year_japanese", "令和２年度"), ("change", "fell")]),
        3
    );
    assert_eq!(
        count(&rows, &[("fiscal_year", "2019"), ("change", "")]),
        49,
        "nothing is known of the year before"
    );

    let placements = table(&folder, "placements.csv");
    assert_eq!((placements.len(), count(&placements, &[("is_reprint", "true")])), (60, 11));
    let plan = &table(&folder, "plan.csv")[0];
    assert_eq!([&plan["municipality_code"], &plan["municipality_name"]], ["112119", "埼玉県本庄市"]);
    assert_eq!([&plan["measure_count"], &plan["issued"]], ["49", ""], "the sample has no 発行日");
    let sections = table(&folder, "measure_sections.csv");
    assert!(sections.len() >= 49);
    assert!(
        sections.iter().all(|row| !row["section_code"].is_empty() && !row["section_name"].contains('・'))
    );
}

#[test]
fn a_file_is_one_table_that_offices_and_programs_open() {
    for council in ["sakura", "minato", "yama"] {
        let project = Project::of_council(council);
        let folder = tables(&project, &[]);
        let definitions = table(&folder, "definitions.csv");
        let package = json(&folder, "datapackage.json");
        let mut files = BTreeSet::from(["datapackage.json".to_owned()]);
        for resource in package["resources"].as_array().unwrap() {
            let file = resource["path"].as_str().unwrap();
            files.insert(file.to_owned());
            let defined: Vec<&str> = definitions
                .iter()
                .filter(|row| row["file"] == file)
                .map(|row| row["column"].as_str())
                .collect();
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let fields: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
            assert_eq!(defined, fields, "{file}");
            assert_eq!(fields.iter().collect::<BTreeSet<_>>().len(), fields.len(), "{file}");
            let plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
            assert!(fields.iter().all(|name| name.chars().all(plain)), "{fields:?}");
            if file == "texts.json" {
                continue;
            }
            let bytes = fs::read(folder.join(file)).unwrap();
            let records = records(&bytes);
            assert_eq!(records[0], fields, "the first line of {file}");
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!(text.matches("\r\n").count(), records.len(), "a record of {file} is a line");
            assert_eq!(text.replace("\r\n", "").find(['\r', '\n']), None, "{file}");
        }
        let there: BTreeSet<String> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(files, there);
        assert!(definitions.iter().all(|row| !row["meaning"].is_empty() && !row["column_title"].is_empty()));
    }
}

#[test]
fn the_same_data_make_the_same_bytes() {
    let project = Project::of_council("sakura");
    let read = |folder: &Path| -> BTreeMap<_, _> {
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files.map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
    };
    let first = read(&tables(&project, &[]));
    assert_eq!(first, read(&tables(&project, &[])));
    let document = |name: &str| {
        let run = project.run(&["build", "--format", "json", "-o", name]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        fs::read(project.path(name)).unwrap()
    };
    assert_eq!(document("one.json"), document("other.json"));
}

#[test]
fn without_a_target_they_go_beside_the_booklet() {
    let project = Project::small();
    assert_eq!(project.run(&["build", "--format", "csv"]).status, 0);
    assert!(project.path("out/R7-公開データ/evaluations.csv").is_file());
    assert_eq!(project.run(&["build", "--format", "json", "--draft"]).status, 0);
    assert!(project.path("out/R7-校正用.json").is_file());
}

#[test]
fn what_the_booklet_of_a_year_does_not_know_is_not_in_its_data() {
    let project = Project::of_council("sakura");
    let folder = tables(&project, &["R6", "--draft"]);
    let rows = table(&folder, "evaluations.csv");
    assert!(!rows.is_empty() && rows.iter().all(|row| row["fiscal_year"].as_str() <= "2024"));
    let values = table(&folder, "indicator_values.csv");
    let later = values.iter().filter(|row| row["fiscal_year"].as_str() > "2024");
    assert!(later.clone().next().is_some() && later.clone().all(|row| row["actual_value"].is_empty()));

    let folder = tables(&project, &["R7", "--targets"]);
    let rows = table(&folder, "evaluations.csv");
    let this_year =
        [("fiscal_year", "2025"), ("evaluation_state", "not_graded"), ("grade", ""), ("self_grade", "")];
    assert_eq!(count(&rows, &this_year), 12);
    let texts = fs::read_to_string(folder.join("texts.json")).unwrap();
    assert!(texts.contains("\"target\"") && !texts.contains("\"results\""));
}

#[test]
fn what_has_no_mark_and_what_is_not_done_are_told_apart() {
    let project = Project::small();
    project.edit("data/measures/ibasho.yaml", "概要:", "休止: [R6]\n概要:");
    project.remove("data/records/R6/ibasho.yaml");
    project.edit("data/measures/haishoku.yaml", "概要:", "終了年度: R6\n概要:");
    project.remove("data/records/R7/haishoku.yaml");
    project.edit("data/records/R7/koekake.yaml", "自己評価: 4\n", "");
    let folder = tables(&project, &["R7", "--draft"]);
    let rows = table(&folder, "evaluations.csv");
    let state = |measure, year| {
        let row = rows.iter().find(|row| row["measure_id"] == measure && row["fiscal_year"] == year).unwrap();
        (row["evaluation_state"].as_str(), row["grade"].as_str(), row["change"].as_str())
    };
    assert_eq!(state("koekake", "2024"), ("graded", "3", ""));
    assert_eq!(state("koekake", "2025"), ("not_graded", "", ""));
    assert_eq!(state("ibasho", "2024"), ("paused", "", ""));
    assert_eq!(state("haishoku", "2025"), ("ended", "", ""));
    let measures = table(&folder, "measures.csv");
    let haishoku = measures.iter().find(|row| row["measure_id"] == "haishoku").unwrap();
    assert_eq!([&haishoku["last_fiscal_year"], &haishoku["sheet_page"]], ["2024", ""]);
}

#[test]
fn indicators_are_numbers_with_their_units() {
    let project = Project::of_council("sakura");
    project.edit(
        "data/records/R7/kenshin.yaml",
        "{名称: 勧奨通知の送付数, 目標: 4800, 実績: 4835}",
        "{名称: 勧奨通知の送付数, 目標: 増加, 実績: 0}",
    );
    let folder = tables(&project, &[]);
    let rows = table(&folder, "indicator_values.csv");
    let row = |name: &str, year: &str| {
        rows.iter().find(|row| row["indicator_name"] == name && row["fiscal_year"] == year).unwrap()
    };
    let rate = row("特定健診受診率", "2025");
    assert_eq!(
        [&rate["target_value"], &rate["actual_value"], &rate["achievement_rate"]],
        ["46.5", "45.2", "97.2"]
    );
    assert_eq!([&rate["unit"], &rate["direction"], &rate["strategy_code"]], ["％", "more", "S1"]);
    let definitions = table(&folder, "definitions.csv");
    let percent = [("column", "achievement_rate"), ("unit", "％")];
    assert_eq!(count(&definitions, &percent), 1, "one sign for one unit");
    let sent = row("勧奨通知の送付数", "2025");
    assert_eq!([&sent["target_value"], &sent["target_words"], &sent["actual_value"]], ["", "増加", "0"]);
    assert_eq!(sent["achievement_rate"], "");
    assert_eq!(count(&rows, &[("indicator_name", "勧奨通知の送付数"), ("fiscal_year", "2026")]), 0);
    let bases = table(&folder, "indicators.csv");
    let base = bases.iter().find(|row| row["indicator_name"] == "特定健診受診率").unwrap();
    assert_eq!([&base["base"], &base["base_fiscal_year"]], ["38.2", "2021"]);
}

#[test]
fn fields_of_its_own_have_the_names_that_the_council_gives() {
    let project = Project::of_council("sakura");
    let folder = tables(&project, &[]);
    let values = table(&folder, "own_values.csv");
    let kenshin = |wanted: &[(&str, &str)]| -> BTreeMap<String, String> {
        let mut found = values.iter().filter(|row| row["measure_id"] == "kenshin");
        found.find(|row| wanted.iter().all(|(name, value)| row[*name] == *value)).unwrap().clone()
    };
    let budget = kenshin(&[("field", "budget")]);
    assert_eq!([&budget["field_name"], &budget["value"], &budget["unit"]], ["予算額", "12000", "千円"]);
    let national = kenshin(&[("field_name", "財源"), ("row_name", "国"), ("column_name", "決算")]);
    assert_eq!([&national["field"], &national["value"]], ["own_8", "2310"]);
    let choice = kenshin(&[("field_name", "方向性")]);
    let codes = table(&folder, "codes.csv");
    let fields = table(&folder, "fields.csv");
    let declared = fields.iter().find(|row| row["field"] == choice["field"]).unwrap();
    assert_eq!(count(&codes, &[("code_list", &declared["code_list"]), ("code", &choice["code"])]), 1);
    assert_eq!(
        count(&fields, &[("field_name", "委員の意見"), ("column_name", "市の考え方"), ("kind", "文章")]),
        1
    );
    let texts = json(&folder, "texts.json");
    let opinion =
        texts.as_array().unwrap().iter().find(|row| {
            row["measure_id"] == "kenshin" && row["row_number"] == 2 && row["column_name"] == "意見"
        });
    assert_eq!(opinion.unwrap()["text"], "予約専用の電話は好評なので、受付時間を広げてほしい。");
    assert!(
        !texts.as_array().unwrap().iter().any(|row| row["field_name"] == "前年度の改善策"),
        "told last year"
    );

    let project = Project::of_council("minato");
    let folder = tables(&project, &[]);
    let texts = json(&folder, "texts.json");
    let review = texts.as_array().unwrap().iter().find(|row| row["node_code"] == "S2").unwrap();
    assert!(review["measure_id"].is_null() && review["text"].as_str().unwrap().starts_with("港の音楽祭は"));
}

#[test]
fn a_name_in_data_is_plain_and_nobody_elses() {
    for (name, said) in [
        ("Budget", "「Budget」は英語名になりません。"),
        ("予算", "「予算」は英語名になりません。"),
        ("1st", "「1st」は英語名になりません。"),
        ("own_3", "「own_」で始まる英語名は、英語名のない項目に付きます。"),
        ("results", "英語名「results」は、「成果」の英語名です。"),
        ("settlement", "英語名「settlement」は、「予算額」の英語名です。"),
    ] {
        let project = Project::of_council("sakura");
        project.edit("data/plan.yaml", "英語名: budget", &format!("英語名: {name}"));
        let run = project.run(&["build", "--format", "csv"]);
        assert!(run.status == 1 && run.stderr.contains(said), "{name}: {}", run.stderr);
        assert!(run.stderr.contains("data/plan.yaml:"), "{}", run.stderr);
    }
}

#[test]
fn what_is_said_of_the_publication_is_told() {
    let project = Project::small();
    let publication = "公開: {利用条件: CC BY 4.0, 団体コード: 09214, 団体名: 栃木県さくら市, 場所: https://example.jp/plan/}\n";
    project.edit("data/plan.yaml", "基本戦略:\n", &format!("{publication}基本戦略:\n"));
    let package = json(&tables(&project, &[]), "datapackage.json");
    assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
    assert_eq!(package["municipality"], serde_json::json!({"code": "092142", "name": "栃木県さくら市"}));
    assert_eq!(package["homepage"], "https://example.jp/plan/");
    assert_eq!(package["title"], "みどり町地域福祉推進計画 令和７年度 進捗管理報告書 データ");
    assert!(package["description"].as_str().unwrap().starts_with("進捗管理報告書のデータです。CSV は"));
    project.edit("data/plan.yaml", "呼称: {", "呼称: {報告書: 実績報告書, ");
    let package = json(&tables(&project, &[]), "datapackage.json");
    assert!(package["description"].as_str().unwrap().starts_with("実績報告書のデータです。CSV は"));
    project.edit("data/plan.yaml", "報告書: 実績報告書, ", "");
    assert_eq!((&package["modified"], &package["version"]), (&Value::Null, &"R7".into()));
    project.write("data/years/R7.yaml", "発行日: 2026-07-01\n");
    let folder = tables(&project, &[]);
    assert_eq!(json(&folder, "datapackage.json")["modified"], "2026-07-01");
    assert_eq!(table(&folder, "plan.csv")[0]["issued"], "2026-07-01");
    for (right, wrong, said) in [
        ("09214,", "092143,", "検査数字"),
        ("09214,", "０９２１４,", "「092142」と書いてください。"),
        ("09214,", "9214,", "半角の数字 6 桁で"),
        ("https://example.jp/plan/", "javascript:alert(1)", "https://www.example.jp/plan/ の形で"),
        ("https://example.jp/plan/", "https://example.jp/a\"b", "URL"),
        ("利用条件", "利用条項", "利用条件"),
    ] {
        let project = Project::small();
        project.edit("data/plan.yaml", "基本戦略:\n", &format!("{publication}基本戦略:\n"));
        project.edit("data/plan.yaml", right, wrong);
        let run = project.run(&["build", "--format", "csv"]);
        assert!(run.status == 1 && run.stderr.contains(said), "{wrong}: {}", run.stderr);
        assert!(run.stderr.contains("data/plan.yaml:12:"), "{}", run.stderr);
    }
}

#[test]
fn the_form_of_pages_goes_with_pages_alone() {
    let project = Project::small();
    for arguments in
        [["--format", "csv", "--duplex"], ["--format", "json", "--large"], ["--format", "csv", "-odata/open"]]
    {
        let run = project.run(&[&["build"], &arguments[..]].concat());
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(project.run(&["build", "--format", "typ", "--duplex"]).status, 0);
}

/// With what a spreadsheet takes a cell for a formula: also with what cannot be seen before it, and in full width.
fn is_run(cell: &str) -> bool {
    let seen: Vec<char> = cell.chars().filter(|sign| !sign.is_whitespace() && !sign.is_control()).collect();
    seen.len() > 1 && "=+-@＝＋－＠".contains(seen[0])
}

/// What of the plan of さくら市 stands in the tables as it was typed: names, units, marks and choices.
const TYPED: [(&str, &str); 15] = [
    ("名称: ", "さくら市健やか福祉プラン\n"),
    ("発行者: ", "さくら市\n"),
    ("名称: ", "達成, 説明"),
    ("説明: ", "その年度の指標の目標をすべて達成した。"),
    ("利用条件: ", "CC BY 4.0"),
    ("名称: ", "いきいきと暮らす健康づくり"),
    ("名称: ", "生活習慣病の予防"),
    ("名称: ", "健診と保健指導の充実"),
    ("事業名: ", "特定健康診査の受診促進"),
    ("内容: ", "個別健診と集団健診の実施"),
    ("単位: ", "千円"),
    ("単位: ", "％"),
    ("区分: ", "活動"),
    ("[", "拡充, 継続"),
    ("方向性: ", "拡充"),
];

/// Replaces a text in all files of `data/`.
fn replace(folder: &Path, from: &str, to: &str) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            replace(&path, from, to);
        } else if path.extension().is_some_and(|end| end == "yaml") {
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, text.replace(from, to)).unwrap();
        }
    }
}

#[test]
fn no_cell_is_run_by_a_spreadsheet() {
    for attack in ["=cmd|'/C calc'!A0", "@SUM(1+1)*cmd|'/C calc'!A0", "＋cmd", "\"=1+1\"", "-2+3"] {
        let project = Project::of_council("sakura");
        let typed = format!("'{}'", attack.replace('\'', "''"));
        for (key, text) in TYPED {
            let end = text.find(['\n', ',']).unwrap_or(text.len());
            let to = [key, &typed, &text[end..]].concat();
            replace(&project.path("data"), &[key, text].concat(), &to);
        }
        replace(&project.path("data"), "福祉総務係", &typed);
        project.edit("data/records/R7/kenshin.yaml", "目標: 46.5", "目標: '=増やす()'");
        let folder = tables(&project, &["R7"]);
        let mut seen = 0;
        let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
        for file in files.filter(|file| file.extension().is_some_and(|end| end == "csv")) {
            for cell in records(&fs::read(&file).unwrap()).iter().flatten() {
                assert!(!is_run(cell) || cell.parse::<f64>().is_ok(), "{cell:?} in {}", file.display());
                seen += usize::from(cell.strip_prefix('\'').unwrap_or(cell) == attack);
            }
        }
        assert!(seen > 100, "{attack} stands in {seen} cells");
        let target =
            table(&folder, "indicator_values.csv").into_iter().find(|row| !row["target_words"].is_empty());
        assert_eq!(target.unwrap()["target_words"], "'=増やす()");

        let run = project.run(&["build", "R7", "--format", "json", "-o", "all.json"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let all = json(&project.path(""), "all.json");
        assert_eq!(all["measures"][0]["measure_name"], attack, "in JSON as it was typed");
    }
}

/// Whatever marks are given, the table has those of the index, each measure once.
#[test]
fn marks_by_lot_are_counted_as_the_index_has_them() {
    let mut random = Random(22);
    for _ in 0..6 {
        let project = Project::small();
        for (year, keys) in [("R6", &["査定"][..]), ("R7", &["自己評価", "査定"])] {
            for measure in ["koekake", "haishoku", "ibasho"] {
                let path = format!("data/records/{year}/{measure}.yaml");
                let text = fs::read_to_string(project.path(&path)).unwrap();
                let kept =
                    text.lines().filter(|line| !line.starts_with("自己評価") && !line.starts_with("査定"));
                let mut lines: Vec<String> = kept.map(str::to_owned).collect();
                // 0 is no mark.
                let drawn = keys.iter().map(|key| (key, random.below(6)));
                lines.extend(drawn.filter(|(_, mark)| *mark > 0).map(|(key, mark)| format!("{key}: {mark}")));
                project.write(&path, lines.join("\n"));
            }
        }
        let wanted = Wanted::as_it_stands(Stage::Whole);
        let edition = Edition::open(&project.path(""), Some("R7".parse().unwrap()), wanted).unwrap();
        let book = edition.book().unwrap();
        let files = edition.data_files(&book).unwrap();
        let rows = named(&files.iter().find(|data| data.file.path == "evaluations.csv").unwrap().file.bytes);
        let policies = book.index.iter().flat_map(|strategy| &strategy.policies);
        let initiatives = policies.flat_map(|policy| &policy.groups).flat_map(|group| &group.initiatives);
        let mut told = BTreeSet::new();
        for row in initiatives.flat_map(|initiative| &initiative.rows) {
            for (year, grade) in
                book.years.iter().zip(&row.grades).filter(|(year, _)| year.short <= book.year.short)
            {
                let (id, year) = (row.id.as_str(), year.short.starts_in().to_string());
                let mark = grade.mark.map_or("", |mark| mark.value.as_str());
                assert_eq!(count(&rows, &[("measure_id", id), ("fiscal_year", &year), ("grade", mark)]), 1);
                told.insert((id.to_owned(), year));
            }
        }
        assert_eq!(rows.len(), told.len());
        for id in ["koekake", "haishoku", "ibasho"] {
            let of = |year: &str| {
                rows.iter().find(|row| row["measure_id"] == id && row["fiscal_year"] == year).unwrap()
            };
            let change = match (of("2024")["grade"].parse::<u8>(), of("2025")["grade"].parse::<u8>()) {
                (Ok(before), Ok(now)) if now > before => "rose",
                (Ok(before), Ok(now)) if now < before => "fell",
                (Ok(_), Ok(_)) => "same",
                _ => "",
            };
            assert_eq!(of("2025")["change"], change);
        }
    }
}

#[test]
fn one_document_is_told_of_itself_and_not_of_files_that_it_does_not_have() {
    let project = Project::small();
    let run = project.run(&["build", "--format", "json", "-o", "all.json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let about = &json(&project.path(""), "all.json")["about"];
    let description = about["description"].as_str().unwrap();
    for of_files in ["「'」", "BOM", ".csv", ".json"] {
        assert!(!description.contains(of_files), "{of_files}: {description}");
    }
    assert!(description.contains("definitions") && about["profile"].is_null(), "{about}");
    let package = json(&tables(&project, &[]), "datapackage.json");
    assert!(package["description"].as_str().unwrap().contains("BOM"), "{package}");
}

#[test]
fn whatever_is_one_of_some_words_stands_in_the_table_of_codes() {
    for council in ["sakura", "minato", "yama"] {
        let project = Project::of_council(council);
        let folder = tables(&project, &[]);
        let codes = table(&folder, "codes.csv");
        let definitions = table(&folder, "definitions.csv");
        let of = |file: &str, column: &str| {
            let row = definitions.iter().find(|row| row["file"] == file && row["column"] == column);
            row.unwrap()["code_list"].clone()
        };
        for (file, column) in [("fields.csv", "kind"), ("indicators.csv", "category")] {
            let list = of(file, column);
            assert!(!list.is_empty(), "{file} {column}");
            for row in table(&folder, file).iter().filter(|row| !row[column].is_empty()) {
                let wanted = [("code_list", list.as_str()), ("code", &row[column])];
                assert_eq!(count(&codes, &wanted), 1, "{council} {file}: {wanted:?}");
            }
        }
        if council == "sakura" {
            assert!(count(&codes, &[("code_list", &of("indicators.csv", "category"))]) > 0);
        }
    }
}

#[test]
fn every_list_of_codes_has_a_name_of_its_own_whatever_the_council_calls_its_fields() {
    let choices = "種類: 選択, 選択肢: [拡充, 継続, 見直し, 縮小]";
    let called = |names: &[&str]| {
        let project = Project::of_council("sakura");
        for (index, name) in names.iter().enumerate() {
            let field = format!(
                "    会議{index}: {{種類: 一覧, 列: {{形: {{種類: 選択, 選択肢: [対面, 書面]}}, 内容: 文章}}, 英語名: {name}_of, 必須: しない}}\n    会議の形{index}: {{{choices}, 英語名: {name}, 必須: しない}}\n    会議の数{index}: {{{choices}, 英語名: {name}_of_1, 必須: しない}}\n"
            );
            project.edit("data/plan.yaml", "    方向性:", &format!("{field}    方向性:"));
        }
        project
    };
    let names =
        ["direction", "category", "level", "field_kind", "belongs_to", "grade_change", "evaluation_state"];
    let projects = ["sakura", "minato", "yama"].map(Project::of_council).into_iter().chain([called(&names)]);
    for project in projects {
        let folder = tables(&project, &[]);
        let codes = table(&folder, "codes.csv");
        for column in ["code_order", "code"] {
            let of_lists: BTreeSet<_> = codes.iter().map(|row| (&row["code_list"], &row[column])).collect();
            assert_eq!(of_lists.len(), codes.len(), "{column}");
        }
        let has = |list: &str, code: &str| count(&codes, &[("code_list", list), ("code", code)]) == 1;
        for column in table(&folder, "definitions.csv").iter().filter(|row| !row["code_list"].is_empty()) {
            for row in table(&folder, &column["file"]) {
                let code = &row[&column["column"]];
                assert!(code.is_empty() || has(&column["code_list"], code), "{column:?}: {code}");
            }
        }
        let fields = table(&folder, "fields.csv");
        for value in table(&folder, "own_values.csv").iter().filter(|row| !row["code"].is_empty()) {
            let of = ["field", "column_name"];
            let field = fields.iter().find(|row| of.iter().all(|name| row[*name] == value[*name])).unwrap();
            assert!(has(&field["code_list"], &value["code"]), "{value:?}");
        }
    }
}

#[test]
fn the_key_of_a_table_tells_each_row_from_all_others() {
    let projects = ["sakura", "minato", "yama"].map(Project::of_council);
    let mut keys = BTreeMap::new();
    for project in projects {
        let folder = tables(&project, &[]);
        let package = json(&folder, "datapackage.json");
        let words = |value: &Value| -> Vec<String> {
            value.as_array().into_iter().flatten().map(|word| word.as_str().unwrap().to_owned()).collect()
        };
        let of = |row: &BTreeMap<String, String>, columns: &[String]| -> Vec<String> {
            columns.iter().map(|column| row[column].clone()).collect()
        };
        let resources = package["resources"].as_array().unwrap();
        for resource in resources.iter().filter(|resource| resource["format"] == "csv") {
            let rows = table(&folder, resource["path"].as_str().unwrap());
            let key = words(&resource["schema"]["primaryKey"]);
            if key.is_empty() {
                continue;
            }
            let values: BTreeSet<Vec<String>> = rows.iter().map(|row| of(row, &key)).collect();
            assert!(values.len() == rows.len(), "{}: {key:?}", resource["name"]);
            assert!(!values.iter().flatten().any(String::is_empty), "{}: {key:?}", resource["name"]);
            keys.insert(resource["name"].as_str().unwrap().to_owned(), key);
            for foreign in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
                let to = &foreign["reference"];
                let name = match to["resource"].as_str().unwrap() {
                    "" => resource["name"].as_str().unwrap(),
                    name => name,
                };
                let there = table(&folder, &format!("{name}.csv"));
                let there: BTreeSet<_> = there.iter().map(|row| of(row, &words(&to["fields"]))).collect();
                let fields = words(&foreign["fields"]);
                for value in rows.iter().map(|row| of(row, &fields)).filter(|value| value.concat() != "") {
                    assert!(there.contains(&value), "{}: {fields:?} {value:?}", resource["name"]);
                }
            }
        }
    }
    let wanted: [(&str, &[&str]); 7] = [
        ("codes", &["code_list", "code"]),
        ("definitions", &["file", "column"]),
        ("evaluations", &["measure_id", "fiscal_year"]),
        ("indicator_values", &["measure_id", "indicator_number", "fiscal_year"]),
        ("indicators", &["measure_id", "indicator_number"]),
        ("measures", &["measure_id"]),
        ("plan_tree", &["node_code"]),
    ];
    let wanted: BTreeMap<String, Vec<String>> = wanted
        .iter()
        .map(|(name, key)| ((*name).to_owned(), key.iter().map(|column| (*column).to_owned()).collect()))
        .collect();
    assert_eq!(keys, wanted);
}

#[test]
fn what_is_easily_read_wrongly_is_said_where_the_column_is_explained() {
    let project = Project::small();
    let folder = tables(&project, &[]);
    let definitions = table(&folder, "definitions.csv");
    for (column, said) in [("measure_number", "文字として読む"), ("section_code", "名称で結ぶ")] {
        let row = definitions.iter().find(|row| row["column"] == column).unwrap();
        assert!(row["meaning"].contains(said), "{}", row["meaning"]);
    }
}

//! What an editor is told of the files: all that the program reads, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{Project, repository};

/// A plan that has every key that there is, in some place.
const PLAN: &str = "\
名称: みどり町地域福祉推進計画
標語: 支えあう町
発行者: みどり町社会福祉協議会
計画期間: R6-R8
評価基準: [{記号: '2', 名称: 達成, 説明: 達した。}, {記号: '1', 名称: 未達成, 説明: 達しなかった。}]
担当係: [総務係, 地域係]
呼称: {基本戦略: 基本目標}
全体の評価: {事業名: する}
全体の状況: しない
公開: {利用条件: CC BY 4.0, 団体コード: \"112119\", 団体名: 本庄市, 場所: \"https://www.example.jp/\"}
校正: {数字: 半角, しない: [{符号: W0652, 理由: 進め方も見ている。}]}
校正除外: [{符号: W0656, 理由: 目標を下げた。}]
前文: [{見出し: はじめに, 本文: 本文。}]
注記: 注記。
様式:
  項目:
    課題: {種類: 文章, 必須: しない, 場所: 記録, 記入: 担当係, 英語名: issue}
    予算額: {種類: 金額, 単位: 千円, 必須: しない}
    方向性: {種類: 選択, 選択肢: [拡充, 継続], 必須: しない}
    外部評価: {種類: 評価, 評価基準: [順調, 遅れ], 必須: しない}
    対応: {種類: 評価, 評価基準: [{記号: 済, 名称: 済, 説明: した。}, {記号: 未, 名称: 未, 説明: まだ。}], 必須: しない}
    評価日: {種類: 日付, 必須: しない}
    写真: {種類: 図, 必須: しない}
    前の課題: {引用: 課題, 年度: 前}
    意見: {種類: 一覧, 列: {意見の文: 文章, 扱い: {種類: 選択, 選択肢: [採る, 見送る]}, 費用: {種類: 金額, 単位: 円}}, 必須: しない}
    財源: {種類: 表, 行: [国, 県], 列: {予算: 金額}, 単位: 千円, 計: 行, 必須: しない}
    地区別: {種類: 表, 行: 事業ごと, 列: {人数: 数}, 必須: しない}
    講評: {種類: 文章, 場所: 基本戦略}
    細目の講評: {種類: 文章, 場所: 施策細目}
    施策の講評: {種類: 文章, 場所: 重点施策}
  紙面: [事業の欄, [概要], 年度の表, {見出し: 実施結果}, [取組内容 2, 成果], 課題]
  紙面の頁数: 2
  事業番号: しない
基本戦略:
  - 名称: 柱
    番号: 1
    注記: 注記。
    施策細目:
      - 名称: 細目
        番号: 1
        重点施策:
          - {名称: 施策, 番号: 1, 重点的取組: [{名称: 取組, 番号: 1, 事業: [salon]}]}
          - {名称: 施策二, 事業: [kayoi]}
      - {名称: 細目二, 重点的取組: [{名称: 取組二, 事業: [salon]}]}
      - {名称: 細目三, 事業: [salon]}
";

const MEASURE: &str = "\
事業名: サロン
事業番号: 1-1
担当係: [総務係]
概要: 概要。
年次計画: [{内容: 実施, 期間: R6-R7}]
開始年度: R6
終了年度: R7
休止: []
旧事業名: [{名称: 集い, 期間: R6}]
引継ぎ先: kayoi
地区別: [北部, 南部]
指標: [{名称: 回数, 単位: 回, 区分: 活動, 向き: 多いほどよい, 基準値: {年度: R5, 値: 8}}]
校正除外: [{符号: W0656, 理由: 理由。}]
";

const RECORD: &str = "\
指標目標: 12回
取組内容: した。
成果: 12回
自己評価: 2
査定: 2
今後の方針: 続ける。
備考: なし。
指標: [{名称: 回数, 単位: 回, 目標: 12, 実績: 12}]
課題: 人手。
予算額: 1200
方向性: 継続
外部評価: 順調
対応: 済
評価日: 2025-02-10
写真: {ファイル: salon.png, 説明: 体操。}
意見: [{意見の文: よい。, 扱い: 採る, 費用: 100}]
財源: {国: {予算: 100}, 県: {予算: 50}}
地区別: {北部: {人数: 3}, 南部: {人数: 4}}
校正除外: [{符号: W0656, 理由: 理由。}]
";

const YEAR: &str = "\
発行日: 2025-07-31
締切: {目標設定: 2024-04-30, 中間報告: 2024-10-31, 報告書: 2025-04-30}
前文: [{見出し: はじめに, 本文: 本文。}]
基本戦略: [{番号: 1, 講評: 講評。, 施策細目: [{番号: 1, 細目の講評: 講評。, 重点施策: [{番号: 1, 施策の講評: 講評。}]}]}]
校正除外: [{符号: W0656, 理由: 理由。}]
";

const WORDS: &str = "用語: [{正: 皆様, 誤: [皆さん]}]\n";

/// The files of that plan, by the names of their schemas.
const FILES: [(&str, &str, &str); 5] = [
    ("plan", "data/plan.yaml", PLAN),
    ("measure", "data/measures/salon.yaml", MEASURE),
    ("record", "data/records/R6/salon.yaml", RECORD),
    ("year", "data/years/R6.yaml", YEAR),
    ("words", "data/用語.yaml", WORDS),
];

fn whole_plan() -> Project {
    let project = Project::empty();
    for (_, file, text) in FILES {
        project.write(file, text);
    }
    // It begins when R6 is over, of which it has no record.
    project.write("data/measures/kayoi.yaml", "事業名: 通い\n担当係: [地域係]\n概要: 概要。\n開始年度: R8\n");
    let picture = fs::read(repository().join("tests/plans/minato/data/figures/ehon.png")).unwrap();
    project.write("data/figures/salon.png", picture);
    project
}

/// The schemas of a plan, by their names.
fn schemas(project: &Project) -> BTreeMap<String, Value> {
    let run = project.run(&["schema"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let files = fs::read_dir(project.path(".vscode")).unwrap().map(|entry| entry.unwrap().path());
    let named = files.filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix(".schema.json")?.to_owned();
        Some((name, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()))
    });
    named.collect()
}

fn validators(project: &Project) -> BTreeMap<String, Validator> {
    schemas(project)
        .into_iter()
        .map(|(name, schema)| (name, jsonschema::validator_for(&schema).unwrap()))
        .collect()
}

/// A file as an editor reads it.
fn typed(text: &str) -> Value {
    serde_json::to_value(serde_yaml::from_str::<serde_yaml::Value>(text).unwrap()).unwrap()
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { yaml_files(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect()
}

/// The schema that is told to be of a file.
fn name_of(file: &Path) -> &'static str {
    let parts: Vec<&str> = file.iter().filter_map(|part| part.to_str()).collect();
    match parts[..] {
        [.., "data", "plan.yaml"] => "plan",
        [.., "measures", _] => "measure",
        [.., "records", _, _] => "record",
        [.., "years", _] => "year",
        _ => "words",
    }
}

#[test]
fn what_the_program_reads_is_right_to_an_editor_too() {
    let councils = ["sakura", "yama", "minato"].map(Project::of_council);
    for project in councils.into_iter().chain([Project::real(), Project::small(), whole_plan()]) {
        let validators = validators(&project);
        let settings: Value =
            serde_json::from_str(&fs::read_to_string(project.path(".vscode/settings.json")).unwrap())
                .unwrap();
        assert_eq!(settings["yaml.schemas"]["./.vscode/record.schema.json"], "data/records/*/*.yaml");
        let files = yaml_files(&project.path("data"));
        assert!(files.len() > 4);
        for file in files {
            let text = typed(&fs::read_to_string(&file).unwrap());
            if let Err(wrong) = validators[name_of(&file)].validate(&text) {
                panic!("{}: {} at {}", file.display(), wrong, wrong.instance_path());
            }
        }
    }
    // A record that is still empty is no error yet.
    let project = Project::small();
    let run = project.run(&["new-year", "R8"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let validator = &validators(&project)["record"];
    let files = yaml_files(&project.path("data/records/R8"));
    assert_eq!(files.len(), 3);
    for file in files {
        assert!(validator.is_valid(&typed(&fs::read_to_string(file).unwrap())));
    }
}

#[test]
fn what_an_editor_can_know_to_be_wrong_it_marks() {
    let project = whole_plan();
    let run = project.run(&["check", "R6"]);
    assert_eq!(run.status, 0, "nothing is wrong with it before\n{}", run.stdout);
    let validators = validators(&project);
    for (name, right, wrong) in [
        ("record", "成果: 12回", "成果物: 12回"),
        ("record", "自己評価: 2", "自己評価: 3"),
        ("record", "自己評価: 2", "自己評価: [2]"),
        ("record", "方向性: 継続", "方向性: 続ける"),
        ("record", "外部評価: 順調", "外部評価: 2"),
        ("record", "予算額: 1200", "予算額: 1,200"),
        ("record", "予算額: 1200", "予算額: 1200千円"),
        ("record", "評価日: 2025-02-10", "評価日: 令和7年2月10日"),
        ("record", "{ファイル: salon.png, 説明: 体操。}", "salon.png"),
        ("record", "{ファイル: salon.png, 説明: 体操。}", "{ファイル: salon.png}"),
        ("record", "扱い: 採る", "扱い: 保留"),
        ("record", "県: {予算: 50}", "市: {予算: 50}"),
        ("record", "人数: 3", "人数: 三人"),
        ("record", "{名称: 回数, 単位: 回, 目標: 12, 実績: 12}", "{目標: 12}"),
        ("record", "符号: W0656", "符号: E0205"),
        ("measure", "事業名: サロン\n", ""),
        ("measure", "担当係: [総務係]", "担当係: 総務係"),
        ("measure", "担当係: [総務係]", "担当係: [総務課]"),
        ("measure", "期間: R6-R7", "期間: R6～R7"),
        ("measure", "開始年度: R6", "開始年度: R9"),
        ("measure", "引継ぎ先: kayoi", "引継ぎ先: 通い"),
        ("measure", "向き: 多いほどよい", "向き: 上"),
        ("plan", "計画期間: R6-R8", "計画期間: 令和6年度から"),
        ("plan", "発行者: みどり町社会福祉協議会\n", ""),
        ("plan", "数字: 半角", "数字: 半分"),
        ("plan", "種類: 金額, 単位: 千円, 必須", "種類: お金, 単位: 千円, 必須"),
        ("plan", "引用: 課題", "引用: 自己評価"),
        ("plan", "場所: 基本戦略", "場所: 柱"),
        ("plan", "全体の状況: しない", "全体の状況: いいえ"),
        ("plan", "事業: [kayoi]", "事業: [通い]"),
        ("plan", "{名称: 施策二, 事業: [kayoi]}", "{名称: 施策二}"),
        ("plan", "紙面の頁数: 2", "紙面の頁数: 9"),
        ("year", "発行日: 2025-07-31", "発行日: 2025/7/31"),
        ("year", "番号: 1, 講評", "講評"),
        ("words", "正: 皆様, ", ""),
    ] {
        let (_, _, text) = FILES.iter().find(|(other, ..)| *other == name).unwrap();
        assert!(text.contains(right), "{right}");
        assert!(!validators[name].is_valid(&typed(&text.replacen(right, wrong, 1))), "{name}: {wrong}");
        // And so does the program.
        let (_, file, _) = FILES.iter().find(|(other, ..)| *other == name).unwrap();
        let project = whole_plan();
        project.edit(file, right, wrong);
        let run = project.run(&["check", "R6"]);
        assert_eq!(run.status, 1, "{wrong}\n{}", run.stdout);
    }
}

/// A step into a schema and the same into a value.
type Steps = Vec<Value>;

/// The closed mappings of a schema at a value, by where they are in the schema, with the steps to the value.
fn mappings(
    schema: &Value,
    value: &Value,
    at: &str,
    steps: &Steps,
    found: &mut Vec<(String, BTreeSet<String>, Steps)>,
) {
    for (index, one) in schema["anyOf"].as_array().into_iter().flatten().enumerate() {
        let is_shape = one.get("required").is_none() || one.get("type").is_some();
        if is_shape && jsonschema::is_valid(one, value) {
            mappings(one, value, &format!("{at}|{index}"), steps, found);
        }
    }
    let step = |step: Value| steps.iter().cloned().chain([step]).collect::<Steps>();
    match value {
        Value::Object(entries) => {
            if let Some(properties) = schema["properties"].as_object() {
                found.push((at.to_owned(), properties.keys().cloned().collect(), steps.clone()));
                for (key, value) in entries {
                    mappings(&properties[key], value, &format!("{at}/{key}"), &step(json!(key)), found);
                }
            } else if schema["additionalProperties"].is_object() {
                for (key, value) in entries {
                    mappings(
                        &schema["additionalProperties"],
                        value,
                        &format!("{at}/*"),
                        &step(json!(key)),
                        found,
                    );
                }
            }
        }
        Value::Array(items) if schema["items"].is_object() => {
            for (index, item) in items.iter().enumerate() {
                mappings(&schema["items"], item, &format!("{at}[]"), &step(json!(index)), found);
            }
        }
        _ => {}
    }
}

/// All closed mappings of a schema, wherever.
fn all_mappings(schema: &Value, at: &str, found: &mut BTreeSet<String>) {
    for (index, one) in schema["anyOf"].as_array().into_iter().flatten().enumerate() {
        all_mappings(one, &format!("{at}|{index}"), found);
    }
    if let Some(properties) = schema["properties"].as_object() {
        found.insert(at.to_owned());
        for (key, one) in properties {
            all_mappings(one, &format!("{at}/{key}"), found);
        }
    }
    if schema["additionalProperties"].is_object() {
        all_mappings(&schema["additionalProperties"], &format!("{at}/*"), found);
    }
    if schema["items"].is_object() {
        all_mappings(&schema["items"], &format!("{at}[]"), found);
    }
}

#[test]
fn the_keys_that_are_offered_are_those_that_are_read() {
    const NO_KEY: &str = "ない項目";
    const OFFER: &str = "ここに書けるのは: ";
    let schemas = schemas(&whole_plan());
    for (name, file, text) in FILES {
        let (schema, value) = (&schemas[name], typed(text));
        let mut there = Vec::new();
        mappings(schema, &value, "", &Vec::new(), &mut there);
        let mut all = BTreeSet::new();
        all_mappings(schema, "", &mut all);
        let seen: BTreeSet<String> = there.iter().map(|(at, ..)| at.clone()).collect();
        assert_eq!(
            all.difference(&seen).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{name}: not in the plan above"
        );
        // Which keys are read may hang on others: of several mappings in one place all count.
        let mut read: BTreeMap<&str, (&BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
        for (at, offered, steps) in &there {
            let mut wrong = value.clone();
            let place = steps.iter().fold(&mut wrong, |place, step| match step {
                Value::String(key) => &mut place[key.as_str()],
                step => &mut place[usize::try_from(step.as_u64().unwrap()).unwrap()],
            });
            place[NO_KEY] = json!("値");
            let project = whole_plan();
            project.write(file, serde_yaml::to_string(&wrong).unwrap());
            let run = project.run(&["check", "R6"]);
            let told = run
                .stdout
                .split("エラー[")
                .find(|told| told.contains(&format!("「{NO_KEY}」という項目はありません。")));
            let told = told.unwrap_or_else(|| panic!("{name} {at}\n{}{}", run.stdout, run.stderr));
            let keys = told.lines().find_map(|line| Some(line.split_once(OFFER)?.1)).unwrap();
            let (_, all) = read.entry(at).or_insert((offered, BTreeSet::new()));
            all.extend(keys.split('、').map(str::to_owned));
        }
        for (at, (offered, read)) in read {
            assert_eq!(offered, &read, "{name} {at}");
        }
    }
}

#[test]
fn what_an_editor_is_told_follows_the_plan_and_leaves_what_others_wrote() {
    let project = Project::small();
    // Who has no such editor gets no files for it.
    assert_eq!(project.run(&["new-year", "R8"]).status, 0);
    assert!(!project.path(".vscode").exists());
    project.write(
        ".vscode/settings.json",
        r#"{"editor.fontSize": 18, "yaml.schemas": {"own.json": "own.yaml"}}"#,
    );
    let grades = |project: &Project| schemas(project)["record"]["properties"]["自己評価"]["enum"].clone();
    assert_eq!(grades(&project), json!(["5", 5, "4", 4, "3", 3, "2", 2, "1", 1, null]));
    let settings = || -> Value {
        serde_json::from_str(&fs::read_to_string(project.path(".vscode/settings.json")).unwrap()).unwrap()
    };
    assert_eq!(settings()["editor.fontSize"], 18);
    assert_eq!(settings()["yaml.schemas"]["own.json"], "own.yaml");
    assert!(project.run(&["schema"]).stdout.contains("もう新しい"), "nothing is written twice");
    // A year that begins brings it up to date.
    let plan = fs::read_to_string(project.path("data/plan.yaml")).unwrap();
    project.write("data/plan.yaml", plan + "様式: {項目: {課題: {種類: 文章, 必須: しない}}}\n");
    assert_eq!(project.run(&["new-year", "R9"]).status, 0);
    let record = fs::read_to_string(project.path(".vscode/record.schema.json")).unwrap();
    assert!(record.contains("課題"));
    // Remarks in the settings would be lost: a person adds the line.
    let remarked = "{\n  // 大きく\n  \"editor.fontSize\": 18\n}\n";
    project.write(".vscode/settings.json", remarked);
    let run = project.run(&["schema"]);
    assert!(
        run.stderr.contains("W0306") && run.stderr.contains("./.vscode/plan.schema.json"),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read_to_string(project.path(".vscode/settings.json")).unwrap(), remarked);
}

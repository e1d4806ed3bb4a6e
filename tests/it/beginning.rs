//! How a plan and a year begin.

use std::fs;

use rust_xlsxwriter::Workbook as Writer;

use crate::support::{Project, Run, pdf_pages, repository};

/// The options of a plan of its own.
const OPTIONS: [&str; 10] = [
    "--name",
    "みどり町地区推進計画",
    "--publisher",
    "みどり町社協: 本所",
    "--period",
    "R6-R10",
    "--grades",
    "◎ 達成、○ ほぼ達成、△ 未達成",
    "--sections",
    "総務係、地域福祉係",
];

/// Begins a plan from another of `tests/plans`.
fn begun_from(project: &Project, other: &str, arguments: &[&str]) -> Run {
    let other = repository().join(other);
    let from = ["init", "--from", other.to_str().unwrap(), "--name", "次の計画"];
    project.run(&[&from[..], arguments].concat())
}

/// The records of a year, by their ids.
fn records(project: &Project, year: &str) -> Vec<String> {
    let entries = fs::read_dir(project.path("data/records").join(year)).unwrap();
    let mut ids: Vec<String> = entries
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    ids.sort();
    ids
}

fn read(project: &Project, path: &str) -> String {
    fs::read_to_string(project.path(path)).unwrap()
}

fn assert_silent(run: &Run) {
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.contains("誤りは見つかりませんでした"), "{}", run.stdout);
}

#[test]
fn a_new_plan_is_right_and_prints() {
    let project = Project::empty();
    let run =
        project.run(&[&["init", "新しい計画", "--slogan", "𠮟らず支え合うまち"], &OPTIONS[..]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("data/plan.yaml"), "{}", run.stdout);
    assert!(run.stderr.contains("shinchoku build --root 新しい計画"), "{}", run.stderr);
    assert_silent(&project.run(&["check", "--root", "新しい計画"]));
    let pages = project.build(&["--root", "新しい計画"]);
    assert_eq!(pages.len(), 4 + 1);
    assert!(pages[0].contains("𠮟らず支え合うまちみどり町地区推進計画令和６年度"), "{}", pages[0]);
    assert!(pages[1].contains("◎達成「達成」と認めたもの。"), "{}", pages[1]);
    assert!(pages[4].contains("総務係"), "{}", pages[4]);

    let plan = read(&project, "新しい計画/data/plan.yaml");
    for line in [
        "標語: 𠮟らず支え合うまち\n",
        "発行者: 'みどり町社協: 本所'\n",
        "  - {記号: ○, 名称: ほぼ達成, 説明: 「ほぼ達成」と認めたもの。}\n",
        "    本文: |-\n",
    ] {
        assert!(plan.contains(line), "{line}\n{plan}");
    }
    // Every key of the plan has a remark above it.
    let lines: Vec<&str> = plan.lines().collect();
    for (above, line) in lines.iter().zip(&lines[1..]) {
        let is_key = !line.starts_with(['#', ' ']) && !line.is_empty();
        assert!(!is_key || above.starts_with("# "), "{line}");
    }
    let settings: serde_json::Value =
        serde_json::from_str(&read(&project, "新しい計画/.vscode/settings.json")).unwrap();
    assert_eq!(settings["[yaml]"]["editor.tabSize"], 2);
}

#[test]
fn what_is_missing_is_told_where_nobody_can_be_asked() {
    let project = Project::empty();
    let run = project.run(&["init", "--name", "計画", "--sections", "総務係"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(
        run.stderr
            .contains("--publisher（発行者）、--period（計画期間）、--grades（評価の段階）が足りません。"),
        "{}",
        run.stderr
    );
    for (option, wrong, reason) in [
        ("--period", "R10-R6", "R6-R10 のように"),
        ("--grades", "A 達成", "「A 達成、B 未達成」のように"),
        ("--sections", "、", "「総務係、地域福祉係」のように"),
        ("--name", " ", "一行で書いてください。"),
    ] {
        let mut options = OPTIONS.to_vec();
        let place = options.iter().position(|given| *given == option).unwrap();
        options[place + 1] = wrong;
        let run = project.run(&[&["init"], &options[..]].concat());
        assert_eq!(run.status, 2, "{option}");
        assert!(run.stderr.contains(reason), "{option}\n{}", run.stderr);
    }
    assert_eq!(fs::read_dir(project.path(".")).unwrap().count(), 0, "nothing is written");
}

#[test]
fn answers_that_make_no_plan_are_told_and_nothing_is_written() {
    let project = Project::empty();
    for (option, answer, wanted) in [
        ("--period", "R6-R20", "計画期間 R6-R20 は 15 年度あります。"),
        ("--grades", "A 達成、A 未達成", "記号「A」が二度出てきます。"),
        ("--sections", "総務係、総務係", "担当係「総務係」が二度書かれています。"),
    ] {
        let mut options = OPTIONS.to_vec();
        let place = options.iter().position(|given| *given == option).unwrap();
        options[place + 1] = answer;
        let run = project.run(&[&["init"], &options[..]].concat());
        assert_eq!(run.status, 2, "{answer}");
        for wanted in [wanted, "何も書き込んでいません。"] {
            assert!(run.stderr.contains(wanted), "{answer}\n{}", run.stderr);
        }
    }
    assert_eq!(fs::read_dir(project.path(".")).unwrap().count(), 0);
}

#[test]
fn a_folder_with_a_plan_is_left_alone() {
    let project = Project::small();
    let before = read(&project, "data/plan.yaml");
    let run = project.run(&[&["init"], &OPTIONS[..]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("もう data があります。"), "{}", run.stderr);
    assert_eq!(read(&project, "data/plan.yaml"), before);
    assert!(!project.path(".vscode").exists());
    // Nor are the settings of an editor replaced.
    let project = Project::empty();
    project.write(".vscode/settings.json", r#"{"editor.tabSize": 8}"#);
    assert_eq!(project.run(&[&["init"], &OPTIONS[..]].concat()).status, 0);
    let settings: serde_json::Value = serde_json::from_str(&read(&project, ".vscode/settings.json")).unwrap();
    assert_eq!(settings["editor.tabSize"], 8);
    assert!(settings.get("editor.wordWrap").is_none(), "{settings}");
}

#[test]
fn a_plan_takes_what_another_has() {
    for other in ["tests/plans/sakura", "tests/plans/yama", "tests/midori", "."] {
        let project = Project::empty();
        let run = begun_from(&project, other, &["--period", "R8-R12"]);
        assert_eq!(run.status, 0, "{other}\n{}", run.stderr);
        assert_silent(&project.run(&["check"]));
        let mentions = |page: &String| page.matches("集いの場の開催").count();
        assert_eq!(project.build(&[]).iter().map(mentions).max(), Some(2 + 1), "{other}");
    }
    let project = Project::empty();
    begun_from(&project, "tests/plans/sakura", &["--period", "R8-R12"]);
    // The form of the other plan asks for what its records have.
    let record = read(&project, "data/records/R8/tsudoi.yaml");
    assert!(record.contains("課題: |-\n  ここに課題を書きます。\n"), "{record}");
    let project = Project::empty();
    begun_from(&project, ".", &["--period", "R8-R12"]);
    let words = fs::read_to_string(repository().join("data/用語.yaml")).unwrap();
    assert_eq!(read(&project, "data/用語.yaml"), words);
    let plan = read(&project, "data/plan.yaml");
    assert!(plan.contains("発行者: 社会福祉法人 本庄市社会福祉協議会\n"), "{plan}");
    assert!(!plan.contains("標語: みんなで"), "that of the other plan\n{plan}");
    for given in ["--grades", "--sections"] {
        let run = begun_from(&project, ".", &[given, "A、B"]);
        assert!(run.stderr.contains("一緒に書けません"), "{}", run.stderr);
    }
}

#[test]
fn the_measures_of_the_real_plan_go_on() {
    let project = Project::empty();
    let run = begun_from(&project, ".", &["--period", "R6-R10", "--measures"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("shinchoku new-year"), "{}", run.stderr);
    // Nothing is wrong but that there are no records.
    let run = project.run(&["check"]);
    assert!(run.stdout.contains("エラー 1 件、注意 0 件。"), "{}", run.stdout);
    assert!(run.stdout.contains("shinchoku new-year R6 で作れます。"), "{}", run.stdout);
    let run = project.run(&["new-year"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("令和６年度の記録を 49 件作りました（data/records/R6）。"), "{}", run.stdout);
    let run = project.run(&["build", "--targets", "--draft"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let pages = pdf_pages(&project.path("out/R6-目標設定-校正用.pdf"));
    assert_eq!(pages.len(), 4 + 60);
    // What was typed is as it was, but for the years that are past.
    let path = "data/measures/hp-etsuran.yaml";
    let typed = fs::read_to_string(repository().join(path)).unwrap();
    let (kept, _) = typed.split_once("年次計画:").unwrap();
    assert_eq!(read(&project, path).trim_end(), kept.trim_end());
}

#[test]
fn measures_come_along_as_far_as_they_fit() {
    let other = Project::small();
    other.edit("data/measures/haishoku.yaml", "概要:", "終了年度: R8\n引継ぎ先: ibasho\n概要:");
    other.edit(
        "data/measures/koekake.yaml",
        "概要:",
        "開始年度: R7  # 二年目から\n休止: [R8, R10]\n旧事業名: [{名称: ひと声, 期間: R7-R9}]\n概要:",
    );
    other.edit("data/plan.yaml", "- 名称: 居場所\n", "- 番号: 3\n            名称: 居場所\n");
    let form = "様式: {項目: {地図: {種類: 図, 場所: 事業, 必須: しない}}}\n担当係:";
    other.edit("data/plan.yaml", "担当係:", form);
    other.edit("data/measures/koekake.yaml", "概要:", "地図: {ファイル: map.svg, 説明: 町の地図}\n概要:");
    other.write("data/figures/map.svg", r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#);
    other.remove("data/records");
    let from = other.path(".");
    let project = Project::empty();
    let begin = |period: &str| {
        let from = from.to_str().unwrap();
        project.run(&["init", period, "--from", from, "--name", "次", "--period", period, "--measures"])
    };
    let file = |period: &str, file: &str| read(&project, &format!("{period}/data/{file}.yaml"));
    let loads = |period: &str| {
        let run = project.run(&["build", "--draft", "--root", period]);
        assert_eq!(run.status, 0, "{period}\n{}", run.stderr);
    };

    let run = begin("R9-R13");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("data/figures から、要るものを写す"), "{}", run.stderr);
    loads("R9-R13");
    assert!(!project.path("R9-R13/data/measures/haishoku.yaml").exists(), "it ended in R8");
    let plan = file("R9-R13", "plan");
    assert!(plan.contains("事業: [koekake]") && !plan.contains("haishoku"), "{plan}");
    assert!(plan.contains("番号: 3"), "{plan}");
    let koekake = file("R9-R13", "measures/koekake");
    for wanted in ["休止:\n  - R10\n", "- 名称: ひと声\n    期間: R9\n", "期間: R9-R11\n"] {
        assert!(koekake.contains(wanted), "{wanted}\n{koekake}");
    }
    assert!(!koekake.contains("開始年度") && !koekake.contains("地図"), "{koekake}");

    // What still lies ahead stays as it was typed.
    assert_eq!(begin("R7-R12").status, 0);
    loads("R7-R12");
    let haishoku = file("R7-R12", "measures/haishoku");
    assert!(haishoku.contains("終了年度: R8\n引継ぎ先: ibasho\n"), "{haishoku}");
    let koekake = file("R7-R12", "measures/koekake");
    assert!(koekake.contains("開始年度: R7  # 二年目から\n休止: [R8, R10]\n旧事業名: [{"), "{koekake}");

    // Nothing is left of a plan whose measures have all ended.
    for id in ["koekake", "ibasho"] {
        other.edit(&format!("data/measures/{id}.yaml"), "概要:", "終了年度: R9\n概要:");
    }
    let run = begin("R12-R16");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("どれも R12 より前に終わっています。"), "{}", run.stderr);
    assert!(!project.path("R12-R16").exists());
}

#[test]
fn what_is_wrong_in_the_other_plan_is_told_as_its_own() {
    let project = Project::empty();
    let run = begun_from(&project, "tests/nowhere", &["--period", "R8-R12"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("tests/nowhere」がありません。"), "{}", run.stderr);
    let other = Project::small();
    other.edit("data/plan.yaml", "担当係:", "担当者:");
    let from = other.path(".");
    let run = project.run(&["init", "--from", from.to_str().unwrap(), "--name", "次", "--period", "R8"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("この版の記録にあります。"), "{}", run.stderr);
    assert!(!project.path("data").exists());
}

#[test]
fn a_new_year_has_a_record_for_each_measure_that_runs() {
    let project = Project::small();
    project.edit("data/measures/haishoku.yaml", "概要:", "休止: [R8]\n概要:");
    project.edit(
        "data/records/R7/koekake.yaml",
        "取組内容:",
        "指標:\n  - {名称: 声かけの回数, 単位: 回, 目標: 12, 実績: 12}\n取組内容:",
    );
    let before = project.run(&["check"]);
    let run = project.run(&["new-year"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stdout, "令和８年度の記録を 2 件作りました（data/records/R8）。\n");
    for next in ["shinchoku build R8 --targets --draft", "shinchoku forms R8"] {
        assert!(run.stderr.contains(next), "{}", run.stderr);
    }
    assert_eq!(records(&project, "R8"), ["ibasho", "koekake"], "one rests");
    assert_eq!(
        read(&project, "data/records/R8/koekake.yaml"),
        "指標目標:\n指標:\n  - 名称: 声かけの回数\n    単位: 回\n    目標:\n    実績:\n取組内容:\n成果:\n自己評価:\n\
         今後の方針:\n備考:\n"
    );
    // They change nothing of the report on the year before.
    assert_eq!(project.run(&["check"]).stdout, before.stdout);
    let run = project.run(&["check", "R8"]);
    let errors: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("エラー[")).collect();
    assert_eq!(
        errors,
        [
            "エラー[E0302]: 福祉課: 令和８年度の記録の 10 項目が未記入です（「声かけ運動」5、「居場所づくり」5）。"
        ]
    );
    let run = project.run(&["build", "R8", "--targets", "--draft"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let pages = pdf_pages(&project.path("out/R8-目標設定-校正用.pdf"));
    assert!(pages[3].contains("未記入"), "{}", pages[3]);
}

#[test]
fn a_new_year_twice_changes_nothing_and_no_record_is_touched() {
    let project = Project::small();
    project.write("data/records/R8/koekake.yaml", "指標目標: 15回  # 決まり\n");
    let run = project.run(&["new-year"]);
    assert!(run.stdout.starts_with("令和８年度の記録を 2 件作りました"), "{}", run.stdout);
    assert_eq!(read(&project, "data/records/R8/koekake.yaml"), "指標目標: 15回  # 決まり\n");
    for arguments in [&["new-year"][..], &["new-year", "R8"]] {
        let run = project.run(arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert_eq!(run.stdout, "令和８年度の記録は、もうそろっています。何も書き込んでいません。\n");
    }
    assert!(!project.path("data/records/R9").exists());
    // Once it is reported on, the next one follows.
    project.edit("data/records/R8/koekake.yaml", "指標目標", "自己評価: 4\n指標目標");
    let run = project.run(&["new-year"]);
    assert!(run.stdout.starts_with("令和９年度の記録を 3 件作りました"), "{}", run.stdout);
}

#[test]
fn a_year_that_is_not_begun_for_all_is_begun_first() {
    let project = Project::small();
    project.remove("data/records/R7/koekake.yaml");
    let run = project.run(&["new-year"]);
    assert_eq!(run.stdout, "令和７年度の記録を 1 件作りました（data/records/R7）。\n", "{}", run.stderr);
}

#[test]
fn a_plan_without_records_begins_with_its_first_year() {
    let project = Project::small();
    project.remove("data/records");
    project.edit("data/measures/haishoku.yaml", "概要:", "開始年度: R7\n概要:");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("shinchoku new-year で作れます。"), "{}", run.stderr);
    let run = project.run(&["new-year"]);
    assert!(run.stdout.starts_with("令和６年度の記録を 2 件作りました"), "{}", run.stdout);
    assert_eq!(records(&project, "R6"), ["ibasho", "koekake"]);
}

#[test]
fn a_year_beyond_the_plan_is_told() {
    let project = Project::real();
    for arguments in [&["new-year"][..], &["new-year", "R6"]] {
        let run = project.run(arguments);
        assert_eq!((run.status, run.stdout.as_str()), (1, ""));
        assert!(run.stderr.contains("R6 は計画期間 R1-R5 の外です。"), "{}", run.stderr);
        assert!(run.stderr.contains("shinchoku init 新しいフォルダー --from"), "{}", run.stderr);
    }
    assert!(!project.path("data/records/R6").exists());
    let run = project.run(&["new-year", "H30"]);
    assert!(run.stderr.contains("計画期間の年度を書いてください。"), "{}", run.stderr);
    assert!(!run.stderr.contains("init"), "{}", run.stderr);
}

#[test]
fn an_ended_measure_has_no_new_record() {
    let project = Project::of_council("yama");
    project.remove("data/records/R6");
    let run = project.run(&["new-year", "R6"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let ids = records(&project, "R6");
    assert!(!ids.contains(&"wakamono".to_owned()) && ids.contains(&"kyoudou".to_owned()), "{ids:?}");
}

#[test]
fn a_new_record_has_the_councils_own_fields_and_the_indicators_of_the_measure() {
    let project = Project::of_council("sakura");
    let run = project.run(&["new-year"]);
    assert!(run.stdout.contains("（data/records/R8）"), "{}", run.stdout);
    let record = read(&project, "data/records/R8/kenshin.yaml");
    let keys: Vec<&str> = record.lines().filter(|line| !line.starts_with(' ')).collect();
    assert!(keys.starts_with(&["指標目標:", "指標:", "取組内容:", "成果:"]), "{record}");
    assert!(keys.contains(&"課題:"), "{record}");
    for absent in ["査定", "校正除外", "前年度の改善策", "単位"] {
        assert!(!record.contains(absent), "{absent}\n{record}");
    }
    assert!(
        record
            .contains("指標:\n  - 名称: 特定健診受診率\n    目標:\n    実績:\n  - 名称: 勧奨通知の送付数\n"),
        "{record}"
    );
}

#[test]
fn an_indicator_may_wait_for_its_target_but_not_with_a_result() {
    let project = Project::small();
    let indicator =
        |figures: &str| format!("指標:\n  - {{名称: 声かけの回数, 単位: 回{figures}}}\n取組内容:");
    project.edit("data/records/R7/koekake.yaml", "取組内容:", &indicator(""));
    assert_silent(&project.run(&["check"]));
    project.build(&[]);
    project.edit("data/records/R7/koekake.yaml", &indicator(""), &indicator(", 実績: 12"));
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("「目標」がありません。"), "{}", run.stderr);
}

/// A table in Excel, row by row from the cell A1.
fn table(project: &Project, name: &str, rows: &[&[&str]]) {
    let mut workbook = Writer::new();
    let sheet = workbook.add_worksheet().set_name("R8目標").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            sheet.write(row, column, *cell).unwrap();
        }
    }
    project.write(name, workbook.save_to_buffer().unwrap());
}

#[test]
fn a_year_begins_with_the_targets_of_a_table() {
    let project = Project::small();
    let measure = "data/measures/haishoku.yaml";
    project.edit(measure, "事業名: 配食\n", "事業名: 配食\n旧事業名: [{名称: お弁当, 期間: R6}]\n");
    table(
        &project,
        "目標.xlsx",
        &[
            &["令和８年度の目標"],
            &["番号", "事　業", "", "指標\n目標"],
            &["１", "声かけ 運動", "", " 年１２回\n延べ 80 人 "],
            &["２", "お弁当", "", "週2回"],
            &["番号", "事　業", "", "指標\n目標"],
            &["３", "居場所づくり", "", ""],
        ],
    );
    let run = project.run(&["new-year", "--targets", "目標.xlsx"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "令和８年度の記録を 3 件作りました（data/records/R8）。\n指標目標を 2 件、表から書き入れました。\n"
    );
    assert!(run.stderr.starts_with("次にすること"), "nothing is told: {}", run.stderr);
    let target = |id: &str| {
        let record = read(&project, &format!("data/records/R8/{id}.yaml"));
        record.split_once("取組内容:").unwrap().0.to_owned()
    };
    assert_eq!(target("koekake"), "指標目標: |-\n  年１２回\n  延べ 80 人\n");
    assert_eq!(target("haishoku"), "指標目標: 週2回\n", "by its former name");
    assert_eq!(target("ibasho"), "指標目標:\n");
    // Once more, with what has been decided since: the records that are there get it.
    table(
        &project,
        "目標.xlsx",
        &[&["事業のID", "指標目標"], &["ＩＢＡＳＨＯ", "月1回"], &["haishoku", "週2回"]],
    );
    let run = project.run(&["new-year", "R8", "--targets", "目標.xlsx"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(
        run.stdout,
        "令和８年度の記録は、もうそろっています。\n指標目標を 1 件、表から書き入れました。\n"
    );
    assert_eq!(target("ibasho"), "指標目標: 月1回\n");
    let run = project.run(&["new-year", "R8", "--targets", "目標.xlsx"]);
    assert!(run.stdout.ends_with("表から新しく書き入れた指標目標はありません。\n"), "{}", run.stdout);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn what_a_table_cannot_set_is_told_with_its_cell_and_the_rest_is_set() {
    let project = Project::small();
    project.edit("data/measures/ibasho.yaml", "概要:", "休止: [R8]\n概要:");
    project.write("data/records/R8/haishoku.yaml", "指標目標: 週1回  # 決まり\n");
    project.edit("data/plan.yaml", "呼称: {", "呼称: {指標目標: 目標値, ");
    table(
        &project,
        "目標.xlsx",
        &[
            &["事業名", "ID", "目標値"],
            &["声掛け運動", "", "年10回"],
            &["声かけ運動", "", "年12回"],
            &["声かけ運動", "koekake", "年15回"],
            &["配食", "", "週3回"],
            &["居場所づくり", "", "月1回"],
            &["", "", "月2回"],
            &["配食", "koekake", "月3回"],
            &["まったく知らない催し", "", "月4回"],
        ],
    );
    let run = project.run(&["new-year", "R8", "--targets", "目標.xlsx"]);
    assert_eq!(run.status, 1, "{}", run.stdout);
    assert!(run.stdout.contains("目標値を 1 件、表から書き入れました。"), "{}", run.stdout);
    for (cell, told) in [
        ("A2", "「声掛け運動」という事業は、計画にありません。"),
        ("C4", "二通りに書かれています。"),
        ("C5", "記録には、表と違う目標値がもう書かれています。"),
        ("C6", "事業「居場所づくり」は、令和８年度には行われていません。"),
        ("C7", "どの事業の目標か分かりません。"),
        ("B8", "隣の事業名と違います。"),
        ("A9", "「まったく知らない催し」という事業は、計画にありません。"),
    ] {
        let found = run.stderr.split("\n\n").find(|found| found.contains(told));
        let found = found.unwrap_or_else(|| panic!("{told}\n{}", run.stderr));
        assert!(found.contains(&format!("目標.xlsx「R8目標」 {cell}\n")), "{told}\n{found}");
    }
    for wanted in [
        "「声かけ運動」ではありませんか。",
        "目標.xlsx「R8目標」 C3: 年12回",
        "表: 週3回",
        "今の記録（data/records/R8/haishoku.yaml）: 週1回",
    ] {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
    assert_eq!(run.stderr.matches("エラー[").count(), 7, "{}", run.stderr);
    assert!(read(&project, "data/records/R8/koekake.yaml").starts_with("指標目標: 年12回\n"));
    assert_eq!(read(&project, "data/records/R8/haishoku.yaml"), "指標目標: 週1回  # 決まり\n");
    assert_eq!(records(&project, "R8"), ["haishoku", "koekake"]);
}

#[test]
fn a_workbook_without_a_table_of_targets_makes_no_record() {
    let project = Project::small();
    for (rows, told) in [
        (&[&["事業名", "内容"][..]][..], "「目標.xlsx」に、事業と指標目標の表がありません。"),
        (&[&["指標目標"], &["事業名"]], "「事業名」（または「事業のID」）と「指標目標」の見出し"),
        (&[&["事業名", "指標目標", "指標目標"]], "「R8目標」 C1"),
    ] {
        table(&project, "目標.xlsx", rows);
        let run = project.run(&["new-year", "--targets", "目標.xlsx"]);
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{rows:?}");
        assert!(run.stderr.contains(told), "{rows:?}\n{}", run.stderr);
    }
    let run = project.run(&["new-year", "--targets", "ない.xlsx"]);
    assert_ne!(run.status, 0);
    assert!(run.stderr.contains("ない.xlsx"), "{}", run.stderr);
    assert!(!project.path("data/records/R8").exists());
}

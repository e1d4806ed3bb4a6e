//! `status`: who has reported and who has not.

use std::fs::{self, File};
use std::io::Read;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::{Value, json};
use zip::ZipArchive;

use crate::support::{Project, Run};

const KOEKAKE: &str = "data/records/R7/koekake.yaml";
const HAISHOKU: &str = "data/records/R7/haishoku.yaml";
const IBASHO: &str = "data/records/R7/ibasho.yaml";

/// A finished record, but for a name in half-width katakana; one that is begun; one that is not there, of two sections.
fn half_reported() -> Project {
    let project = Project::small();
    project.edit("data/plan.yaml", "担当係: [福祉課]", "担当係: [総務課, 福祉課, 会計課]");
    project.edit("data/measures/haishoku.yaml", "担当係: [福祉課]", "担当係: [福祉課, 総務課]");
    project.write(KOEKAKE, "指標目標: 12回\n取組内容: 声をかけました。\n");
    project.remove(HAISHOKU);
    project.edit(IBASHO, "12回行いました。", "ｻﾛﾝを12回行いました。");
    project
}

/// The small plan, in which 査定 is not known of any year.
fn never_reviewed() -> Project {
    let project = Project::small();
    for id in ["koekake", "haishoku", "ibasho"] {
        project.write(&format!("data/records/R6/{id}.yaml"), "指標目標: 10回\n自己評価: 3\n");
    }
    project
}

/// What a run says that can tell.
#[track_caller]
fn told(project: &Project, arguments: &[&str]) -> String {
    let run = project.run(&[&["status"], arguments].concat());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run.stdout
}

#[track_caller]
fn told_as_json(project: &Project, arguments: &[&str]) -> Value {
    let told = told(project, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&told).unwrap_or_else(|error| panic!("{error}\n{told}"))
}

/// The line of a measure.
#[track_caller]
fn line<'t>(told: &'t str, measure: &str) -> &'t str {
    told.lines().find(|line| line.contains(measure)).unwrap_or_else(|| panic!("{measure}\n{told}"))
}

#[test]
fn every_section_sees_how_far_its_measures_have_come() {
    let project = half_reported();
    project.write("data/years/R7.yaml", "締切: 2026-04-30\n");
    // A section that answers for nothing is not there.
    assert_eq!(
        told(&project, &["--today", "2026-04-18"]),
        "令和７年度　進捗管理報告書
締切: 令和８年４月30日（木）　あと 12 日
事業 3: 未着手 1、途中 1、済 1（うち指摘のあるもの 1、査定待ち 1）

■ 総務課　事業 1: 未着手 1
状況    頁  事業          足りない項目など
未着手   2  配食

■ 福祉課　事業 3: 未着手 1、途中 1、済 1（うち指摘のあるもの 1、査定待ち 1）
状況    頁  事業          足りない項目など
途中     1  声かけ運動    成果、自己評価、今後の方針
未着手   2  配食
済       3  居場所づくり  指摘 1 件、査定待ち
"
    );
    assert!(!project.path("out").exists());
}

#[test]
fn the_words_are_those_of_the_councils_form() {
    let project = half_reported();
    project.edit("data/plan.yaml", "呼称: {", "呼称: {成果: 実績, 査定: 二次評価, 報告書: 進行管理票, ");
    let told = told(&project, &[]);
    assert!(told.starts_with("令和７年度　進行管理票\n"), "{told}");
    assert!(line(&told, "声かけ運動").ends_with("  実績、自己評価、今後の方針"), "{told}");
    assert!(line(&told, "居場所づくり").ends_with("  指摘 1 件、二次評価待ち"), "{told}");
}

#[test]
fn a_record_of_which_nothing_is_written_is_not_begun() {
    let project = half_reported();
    for empty in ["備考: まだです。\n", "指標目標:\n取組内容:\n成果:\n"] {
        project.write(HAISHOKU, empty);
        assert!(line(&told(&project, &[]), "配食").starts_with("未着手"), "{empty}");
    }
    project.write(HAISHOKU, "自己評価: 4\n");
    assert!(line(&told(&project, &[]), "配食").starts_with("途中"));
}

#[test]
fn each_booklet_of_the_year_asks_for_what_is_due_by_then() {
    let project = half_reported();
    let targets = told(&project, &["--targets"]);
    assert!(targets.starts_with("令和７年度　目標設定シート\n事業 3: 未着手 1、済 2\n"), "{targets}");
    let interim = told(&project, &["R7", "--interim"]);
    assert!(interim.starts_with("令和７年度　進捗管理中間報告書\n事業 3: 未着手 1、済 2（"), "{interim}");
    assert!(!interim.contains("待ち"), "the review comes at the end of the year\n{interim}");
}

#[test]
fn the_real_booklet_is_finished_and_a_reprint_is_counted_once() {
    let told = told(&Project::real(), &[]);
    assert!(told.starts_with("令和５年度　進捗管理報告書\n事業 49: 済 49\n"), "{told}");
    let lines = |section: &str| {
        let table = told.split("■ ").find(|table| table.starts_with(section)).unwrap();
        table.lines().filter(|line| line.starts_with("済 ")).count()
    };
    // Two measures are of both.
    let sections = ["庶務係", "地域福祉係", "社会福祉係", "地域包括支援センター係"];
    assert_eq!(sections.map(lines), [8, 23, 18, 2]);
}

/// Writes 査定 into a finished record, with a reason.
fn review(project: &Project, id: &str, mark: &str) {
    let review = format!("査定: {mark}\n備考: 見直しました。\n今後の方針:");
    project.edit(&format!("data/records/R7/{id}.yaml"), "今後の方針:", &review);
}

#[test]
fn review_is_awaited_only_where_every_record_gets_one() {
    let waits = |project: &Project| told(project, &[]).contains("待ち");
    let project = never_reviewed();
    assert!(!waits(&project), "a council that has no review");
    review(&project, "koekake", "3");
    assert!(!waits(&project), "one that writes it where it differs");
    review(&project, "haishoku", "4");
    let some = told(&project, &[]);
    assert!(line(&some, "居場所づくり").ends_with("  査定待ち"), "{some}");
    assert!(some.contains("済 3（うち査定待ち 1）") && !line(&some, "配食").contains("待ち"), "{some}");
    review(&project, "ibasho", "4");
    assert!(!waits(&project), "all have theirs");
    assert!(waits(&Project::small()), "last year had it");
}

#[test]
fn a_finding_is_told_once_and_of_finished_records_alone() {
    let project = never_reviewed();
    // In the file of a measure that is printed twice.
    project.edit("data/measures/koekake.yaml", "声かけ運動の概要です。", "ｻﾛﾝの概要です。");
    for id in ["koekake", "haishoku"] {
        review(&project, id, "4");
    }
    // That 査定 is missing, the state says.
    let check = project.run(&["check"]).stdout;
    assert!(check.contains("W0657") && check.contains("W0613"), "{check}");
    let told = told(&project, &[]);
    assert!(line(&told, "声かけ運動").ends_with("声かけ運動    指摘 1 件"), "{told}");
    assert!(line(&told, "居場所づくり").ends_with("居場所づくり  査定待ち"), "{told}");
    project.write(KOEKAKE, "指標目標: 12回\n");
    assert!(!self::told(&project, &[]).contains("指摘"));
}

#[test]
fn the_newest_year_of_which_there_is_any_record() {
    let project = Project::small();
    project.write("data/records/R8/koekake.yaml", "指標目標:\n");
    let told = told(&project, &[]);
    assert!(told.starts_with("令和８年度　進捗管理報告書\n事業 3: 未着手 3\n"), "{told}");
}

#[test]
fn a_year_without_records_is_begun_by_new_year() {
    let project = Project::small();
    let expect = |run: &Run, year: &str, label: &str| {
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(
            run.stdout.starts_with(&format!("{label}　進捗管理報告書\n事業 3: 未着手 3\n")),
            "{}",
            run.stdout
        );
        assert_eq!(
            run.stderr,
            format!(
                "{label}の記録は、まだ一つもありません。shinchoku new-year {year} と打つと、事業ごとの記録のファイルができます。\n"
            )
        );
    };
    expect(&project.run(&["status", "R8"]), "R8", "令和８年度");
    project.remove("data/records");
    expect(&project.run(&["status"]), "R6", "令和６年度");
}

#[test]
fn the_deadline_is_that_of_the_booklet() {
    let project = half_reported();
    let notes = "締切: {目標設定: 2025-04-30, 報告書: 2026-04-30}\n";
    project.write("data/years/R7.yaml", notes);
    let deadline = |arguments: &[&str]| {
        let told = told(&project, arguments);
        told.lines().nth(1).filter(|line| line.starts_with("締切")).map(str::to_owned)
    };
    for (today, left) in
        [("2026-04-29", "あと 1 日"), ("2026-04-30", "今日まで"), ("2026-05-02", "2 日過ぎています")]
    {
        let wanted = format!("締切: 令和８年４月30日（木）　{left}");
        assert_eq!(deadline(&["--today", today]), Some(wanted));
    }
    let wanted = "締切: 令和７年４月30日（水）　あと 29 日";
    assert_eq!(deadline(&["--targets", "--today", "2025-04-01"]).as_deref(), Some(wanted));
    assert_eq!(deadline(&["--interim"]), None);
    // The days are counted to today.
    project.write("data/years/R6.yaml", "締切: 2024-05-01\n");
    let past = deadline(&["R6"]).unwrap();
    assert!(
        past.starts_with("締切: 令和６年５月１日（水）　") && past.ends_with(" 日過ぎています"),
        "{past}"
    );
}

#[test]
fn the_deadline_changes_nothing_in_the_booklet() {
    let project = Project::small();
    let before = project.build(&[]);
    project.write("data/years/R7.yaml", "締切: 2026-04-30\n");
    assert_eq!(project.build(&[]), before);
}

#[test]
fn what_is_no_deadline_is_told_at_its_place() {
    let project = Project::small();
    let refuse = |notes: &str, wanted: &[&str]| {
        project.write("data/years/R7.yaml", notes);
        let run = project.run(&["status"]);
        assert_eq!(run.status, 1, "{}", run.stdout);
        assert_eq!(run.stdout, project.run(&["check"]).stdout, "as `check` shows it");
        for wanted in wanted {
            assert!(run.stdout.contains(wanted), "{wanted}\n{}", run.stdout);
        }
    };
    refuse("締切: 令和8年4月30日\n", &["E0204", "years/R7.yaml:1:5", "2024-07-31 の形で"]);
    refuse(
        "締切: 2016-04-30\n",
        &["E0204", "「2016-04-30」は、令和７年度から離れすぎています", "2025-04-01 から 2026-03-31 まで"],
    );
    refuse(
        "締切:\n  中間報告: 2025-10-31\n  報告書: 2025-04-30\n",
        &[
            "E0204",
            "years/R7.yaml:3:",
            "「報告書」の締切（2025-04-30）が、「中間報告」の締切（2025-10-31）より前です",
        ],
    );
    refuse("締切: {年度末: 2026-04-30}\n", &["E0202", "目標設定、中間報告、報告書"]);
    let example = "締切: {目標設定: 2025-04-30, 中間報告: 2025-10-31, 報告書: 2026-04-30}";
    refuse("締切: [2026-04-30]\n", &["E0201", "years/R7.yaml:1:5", example]);
    // What is shown is right.
    project.write("data/years/R7.yaml", example);
    told(&project, &[]);
}

#[test]
fn what_cannot_be_read_is_told_as_by_check() {
    let project = half_reported();
    project.edit(IBASHO, "自己評価: 4", "自己評価: 9");
    let run = project.run(&["status"]);
    assert_eq!((run.status, &run.stdout), (1, &project.run(&["check"]).stdout));
    assert!(run.stdout.contains("E0205"), "{}", run.stdout);
    for format in ["json", "markdown"] {
        let run = project.run(&["status", "--format", format]);
        let check = project.run(&["check", "--format", format]);
        assert_eq!((run.status, run.stdout), (1, check.stdout));
    }
    // What is sent on has no errors in it.
    for arguments in [&["status", "--reminder"][..], &["status", "--format", "xlsx"]] {
        let run = project.run(arguments);
        assert_eq!((run.status, run.stdout.as_str()), (1, ""));
        assert!(run.stderr.contains("E0205"), "{}", run.stderr);
    }
    let run = Project::small().run(&["status", "H30"]);
    assert!(run.status == 1 && run.stdout.contains("E0209"), "{}", run.stdout);
}

#[test]
fn nothing_is_laid_out_for_it() {
    let project = Project::small();
    project.write("layouts/sheet.typ", "#panic()");
    project.write("fonts/a.ttf", "no font");
    assert_eq!(project.run(&["check"]).status, 1);
    told(&project, &[]);
}

#[test]
fn programs_get_every_measure_once() {
    let project = half_reported();
    project.write("data/years/R7.yaml", "締切: 2026-04-30\n");
    let told = told_as_json(&project, &["--today", "2026-05-03"]);
    assert_eq!(
        (&told["plan"], &told["year"], &told["stage"]),
        (&json!("みどり町地域福祉推進計画"), &json!("R7"), &json!("whole"))
    );
    assert_eq!((&told["deadline"], &told["days_left"]), (&json!("2026-04-30"), &json!(-3)));
    assert_eq!(
        told["counts"],
        json!({"measures": 3, "not_begun": 1, "begun": 1, "done": 1, "with_findings": 1, "awaiting_review": 1})
    );
    let sections: Vec<_> = told["sections"].as_array().unwrap().iter().collect();
    let of = |section: &Value| (section["name"].clone(), section["counts"]["measures"].clone());
    assert_eq!(
        sections.into_iter().map(of).collect::<Vec<_>>(),
        [(json!("総務課"), json!(1)), (json!("福祉課"), json!(3))]
    );
    assert_eq!(
        told["measures"],
        json!([
            {
                "id": "koekake", "page": 1, "title": "声かけ運動", "sections": ["福祉課"], "file": KOEKAKE,
                "state": "begun", "missing": ["成果", "自己評価", "今後の方針"],
                "findings": null, "awaits_review": false
            },
            {
                "id": "haishoku", "page": 2, "title": "配食", "sections": ["福祉課", "総務課"], "file": HAISHOKU,
                "state": "not_begun", "missing": ["指標目標", "取組内容", "成果", "自己評価", "今後の方針"],
                "findings": null, "awaits_review": false
            },
            {
                "id": "ibasho", "page": 3, "title": "居場所づくり", "sections": ["福祉課"], "file": IBASHO,
                "state": "done", "missing": [], "findings": 1, "awaits_review": true
            }
        ])
    );
    let without = told_as_json(&Project::small(), &["--targets"]);
    assert_eq!((&without["deadline"], &without["days_left"]), (&Value::Null, &Value::Null));
    assert_eq!(without["stage"], "targets");
}

#[test]
fn a_chat_gets_a_table_of_each_section() {
    let project = half_reported();
    project.edit("data/measures/koekake.yaml", "声かけ運動", "声かけ|運動");
    let told = told(&project, &["--format", "markdown"]);
    for wanted in [
        "# 令和７年度　進捗管理報告書\n",
        "\n## 総務課（事業 1: 未着手 1）\n\n| 状況 | 頁 | 事業 | 足りない項目など |\n| --- | ---: | --- | --- |\n| 未着手 | 2 | 配食 |  |\n",
        "\n| 途中 | 1 | 声かけ\\|運動 | 成果、自己評価、今後の方針 |\n",
    ] {
        assert!(told.contains(wanted), "{wanted}\n{told}");
    }
}

/// The rows of a sheet, each cell as it shows.
fn rows(project: &Project, file: &str, sheet: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(project.path(file)).unwrap();
    let cells = workbook.worksheet_range(sheet).unwrap();
    cells.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn excel_gets_a_row_of_each_measure_and_section() {
    let project = half_reported();
    project.write("data/years/R7.yaml", "締切: 2026-04-30\n");
    let file = "out/R7-進捗状況.xlsx";
    assert_eq!(told(&project, &["--format", "xlsx"]), format!("{file} を作りました（事業 3 件）\n"));
    let all = "指標目標、具体的な取組内容、成果、自己評価、今後の方針";
    assert_eq!(
        rows(&project, file, "事業ごと"),
        [
            ["令和７年度　進捗管理報告書　締切: 令和８年４月30日（木）", "", "", "", "", "", ""],
            ["担当係", "頁", "事業", "状況", "足りない項目", "指摘", "査定待ち"],
            ["総務課", "2", "配食", "未着手", all, "", ""],
            ["福祉課", "1", "声かけ運動", "途中", "成果、自己評価、今後の方針", "", ""],
            ["福祉課", "2", "配食", "未着手", all, "", ""],
            ["福祉課", "3", "居場所づくり", "済", "", "1", "査定待ち"],
        ]
    );
    let counts = rows(&project, file, "担当係ごと");
    assert_eq!(
        counts[2..],
        [
            ["総務課", "1", "1", "0", "0", "0", "0"],
            ["福祉課", "3", "1", "1", "1", "1", "1"],
            ["全体", "3", "1", "1", "1", "1", "1"],
        ]
    );
    assert!(counts[0][0].contains("一度だけ数えています"), "{counts:?}");

    let mut archive = ZipArchive::new(File::open(project.path(file)).unwrap()).unwrap();
    let mut part = |name: &str| {
        let mut xml = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
        xml
    };
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        let xml = part(sheet);
        for wanted in ["ySplit=\"2\"", "state=\"frozen\"", "paperSize=\"9\"", "fitToHeight=\"0\""] {
            assert!(xml.contains(wanted), "{sheet}: {wanted}\n{xml}");
        }
    }
    let properties = part("docProps/core.xml");
    assert!(properties.contains(">2026-03-31T00:00:00Z<"), "not the time of the run\n{properties}");
}

#[test]
fn the_same_records_make_the_same_workbook_whatever_the_day() {
    let project = half_reported();
    project.write("data/years/R7.yaml", "締切: 2026-04-30\n");
    for (file, today) in [("a.xlsx", "2026-04-01"), ("b.xlsx", "2026-06-01")] {
        told(&project, &["--format", "xlsx", "--today", today, "-o", file]);
    }
    let [one, other] = ["a.xlsx", "b.xlsx"].map(|file| fs::read(project.path(file)).unwrap());
    assert!(one == other);
    told(&project, &["--targets", "--format", "xlsx"]);
    assert!(project.path("out/R7-目標設定-進捗状況.xlsx").is_file());
    for arguments in
        [&["--format", "xlsx", "-o", "a.pdf"][..], &["-o", "a.xlsx"], &["--reminder", "--format", "json"]]
    {
        let run = project.run(&[&["status"], arguments].concat());
        assert!(run.status == 2 && run.stderr.contains("E0901"), "{}", run.stderr);
    }
}

#[test]
fn a_title_that_looks_like_a_formula_is_a_text() {
    let project = half_reported();
    project.edit("data/measures/koekake.yaml", "事業名: 声かけ運動", "事業名: '=1+1'");
    told(&project, &["--format", "xlsx"]);
    assert_eq!(rows(&project, "out/R7-進捗状況.xlsx", "事業ごと")[3][2], "=1+1");
}

#[test]
fn a_section_is_reminded_of_what_it_owes_and_of_nothing_else() {
    let project = half_reported();
    project.write("data/years/R7.yaml", "締切: 2026-04-30\n");
    let told = told(&project, &["--reminder", "--today", "2026-04-18"]);
    let mails = told.lines().filter(|line| line.starts_with("―――――"));
    assert_eq!(mails.collect::<Vec<_>>(), ["―――――　総務課あて　―――――", "―――――　福祉課あて　―――――"]);
    let (of_general, of_welfare) = told.split_once("―――――　福祉課あて").unwrap();
    assert!(of_general.contains("・配食") && !of_general.contains("声かけ運動"), "{of_general}");
    assert_eq!(
        of_welfare,
        "　―――――
件名: 令和７年度の進捗管理報告書への記入のお願い

福祉課
　ご担当者様

お疲れさまです。
令和７年度の進捗管理報告書に載せる次の事業に、まだ書かれていない項目があります。
令和８年４月30日（木）までに記入をお願いします。

・声かけ運動（1 ページ）
　　足りない項目: 成果、自己評価、今後の方針
・配食（2 ページ、総務課と一緒に受け持つもの）
　　まだ何も書かれていません（指標目標、具体的な取組内容、成果、自己評価、今後の方針）

ほかの担当と一緒に受け持つものは、どちらで書くかを相談して決めてください。

記入様式（Excel）をお配りしているときは、そこに書いて、ファイルを事務局へ返してください。

もう書いた項目がここに載っているときや、分からないことがあるときは、事務局へお知らせください。
"
    );
    for (today, wanted) in [
        ("2026-04-30", "\n締切は今日、令和８年４月30日（木）です。今日のうちに記入をお願いします。\n"),
        (
            "2026-05-02",
            "\n締切の令和８年４月30日（木）を 2 日過ぎています。できるだけ早く記入をお願いします。\n",
        ),
    ] {
        let told = self::told(&project, &["--reminder", "--today", today]);
        assert!(told.contains(wanted), "{told}");
    }
    project.remove("data/years");
    assert!(self::told(&project, &["--reminder"]).contains("があります。\n記入をお願いします。\n"));
}

#[test]
fn who_has_written_all_gets_no_mail() {
    let run = Project::small().run(&["status", "--reminder"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    assert_eq!(run.stderr, "どの担当係にも、書かれていない項目はありません。\n");
}

#[test]
fn what_others_write_is_not_asked_of_the_section() {
    let project = Project::small();
    let form =
        "様式:\n  項目:\n    課題: {種類: 文章}\n    外部評価: {種類: 評価, 記入: 評価委員会}\n基本戦略:\n";
    project.edit("data/plan.yaml", "基本戦略:\n", form);
    project.edit(KOEKAKE, "成果:", "課題: 担い手が足りません。\n成果:");
    let told = told(&project, &[]);
    assert!(line(&told, "声かけ運動").ends_with("  外部評価（評価委員会）"), "{told}");
    let mail = self::told(&project, &["--reminder"]);
    assert!(mail.contains("足りない項目: 課題\n") && !mail.contains("声かけ運動"), "{mail}");
    assert!(!mail.contains("外部評価"), "{mail}");
}

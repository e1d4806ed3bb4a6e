//! What goes wrong is said at its place, in Japanese, and leaves the last good booklet alone.

use std::fs;
use std::time::{Duration, Instant};

use crate::support::{Project, Run};

/// Breaks a small plan that was built before, and expects one error there.
#[track_caller]
fn refuse(breaking: impl FnOnce(&Project), arguments: &[&str], status: i32, expected: &[&str]) -> Run {
    let project = Project::small();
    project.build(&[]);
    let target = project.path("out/R7.pdf");
    let before = fs::read(&target).unwrap();
    breaking(&project);
    let run = project.run(&[&["build"], arguments].concat());
    assert_eq!(run.status, status, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.stdout, "");
    for wanted in expected {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(fs::read(&target).unwrap() == before, "the booklet was touched");
    let left = fs::read_dir(project.path("out")).unwrap().count();
    assert_eq!(left, 1, "something is left beside the booklet");
    run
}

const RECORD: &str = "data/records/R7/koekake.yaml";

#[test]
fn a_grade_outside_the_scale() {
    refuse(
        |project| project.edit(RECORD, "自己評価: 4", "自己評価: E"),
        &[],
        1,
        &[
            "E0205",
            "data/records/R7/koekake.yaml:4:7",
            "「E」は評価基準にない評価です。",
            "5・4・3・2・1 のどれか",
        ],
    );
}

#[test]
fn a_full_width_grade_is_told_its_half_width_form() {
    refuse(
        |project| project.edit(RECORD, "自己評価: 4", "自己評価: ４"),
        &[],
        1,
        &["E0205", "「4」ではありませんか。"],
    );
}

#[test]
fn a_misspelt_key_is_told_the_right_one() {
    refuse(
        |project| project.edit(RECORD, "今後の方針:", "今後の方向:"),
        &["R7"],
        1,
        &[
            "E0202",
            "data/records/R7/koekake.yaml:5:1",
            "「今後の方向」という項目はありません。",
            "「今後の方針」ではありませんか。",
        ],
    );
}

#[test]
fn a_missing_record() {
    refuse(
        |project| project.remove(RECORD),
        &[],
        1,
        &["E0301", "data/records/R7/koekake.yaml", "事業「声かけ運動」の令和７年度の記録がありません。"],
    );
}

#[test]
fn a_missing_record_of_an_earlier_year() {
    refuse(
        |project| project.remove("data/records/R6/koekake.yaml"),
        &[],
        1,
        &["E0301", "data/records/R6/koekake.yaml", "開始年度"],
    );
}

#[test]
fn an_incomplete_record_names_what_it_lacks() {
    refuse(
        |project| project.write(RECORD, "指標目標: 12回\n成果: 12回\n自己評価: 4\n"),
        &[],
        1,
        &["E0302", "data/records/R7/koekake.yaml:1:1", "「取組内容」「今後の方針」がありません。"],
    );
}

#[test]
fn an_id_that_no_measure_has() {
    let run = refuse(
        |project| project.edit("data/plan.yaml", "[koekake, haishoku]", "[koekake, haisyoku]"),
        &[],
        1,
        &[
            "E0207",
            "data/plan.yaml:18:27",
            "事業「haisyoku」のファイルがありません。",
            "「haishoku」ではありませんか。",
        ],
    );
    // The files of the measure that was meant are not errors of their own.
    assert!(!run.stderr.contains("E0208"), "{}", run.stderr);
}

#[test]
fn a_record_for_a_measure_that_the_plan_does_not_mention() {
    refuse(
        |project| project.write("data/records/R7/koekakeru.yaml", "指標目標: 1回\n"),
        &[],
        1,
        &["E0208", "data/records/R7/koekakeru.yaml", "「koekake」ではありませんか。"],
    );
}

#[test]
fn a_tab() {
    refuse(
        |project| project.edit("data/measures/ibasho.yaml", "  - {", "\t- {"),
        &[],
        1,
        &["E0106", "data/measures/ibasho.yaml:5:1", "行頭にタブがあります。"],
    );
}

#[test]
fn a_file_that_is_not_utf8() {
    refuse(
        |project| project.write(RECORD, b"\x8e\x77\x95\x57\x96\xda\x95\x57: 10\n"),
        &[],
        1,
        &["E0102", "data/records/R7/koekake.yaml", "UTF-8"],
    );
}

#[test]
fn an_empty_file() {
    refuse(
        |project| project.write(RECORD, ""),
        &[],
        1,
        &["E0103", "data/records/R7/koekake.yaml", "空です。"],
    );
}

#[test]
fn a_file_of_ten_megabytes() {
    refuse(
        |project| project.write(RECORD, format!("備考: {}\n", "あ".repeat(3_500_000))),
        &[],
        1,
        &["E0104", "data/records/R7/koekake.yaml", "10.5 MB"],
    );
}

#[test]
fn a_year_outside_the_period() {
    refuse(|_| (), &["R12"], 1, &["E0209", "data/plan.yaml:3:7", "R12 は計画期間 R6-R11 の外です。"]);
    refuse(
        |project| project.write("data/records/R5/koekake.yaml", "指標目標: 1回\n"),
        &[],
        1,
        &["E0209", "data/records/R5", "計画期間を延ばすか、名前を正しい年度に"],
    );
    refuse(
        |project| project.edit("data/measures/koekake.yaml", "期間: R6-R11", "期間: R5-R11"),
        &[],
        1,
        &["E0209", "data/measures/koekake.yaml:5:24"],
    );
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_printed_is_told_and_a_reader_who_leaves_is_not() {
    use std::process::{Command, Output, Stdio};

    let project = Project::small();
    let run = |arguments: &[&str], stdout: Stdio| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
        command.args(arguments).current_dir(project.path("")).stdout(stdout).output().unwrap()
    };
    for arguments in [
        &["build"][..],
        &["build", "--format", "typ"],
        &["check"],
        &["check", "--format", "json"],
        &["check", "--format", "pdf"],
        &["diff", "data/.."],
        &["explain"],
        &["explain", "E0205"],
        &["serve", "--port", "0"],
        &["--help"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = run(arguments, full.into());
        let stderr = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert_eq!(stderr.matches("エラー[E0903]: 画面か、> の先のファイルに").count(), 1, "{stderr}");
        assert!(!stderr.contains("panicked") && !stderr.contains("何も書き込んでいません"), "{stderr}");
    }
    assert!(project.path("out/R7.pdf").is_file(), "the booklet is there all the same");
    for arguments in [&["check"][..], &["explain"], &["--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run = run(arguments, writer.into());
        assert_eq!((run.status.code(), run.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
fn what_is_no_year_is_wrong_usage() {
    refuse(|_| (), &["昭和60年"], 2, &["E0901", "R5 や H30 のように"]);
}

#[test]
fn no_data_folder() {
    let project = Project::empty();
    let run = project.run(&["build"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("E0902") && run.stderr.contains("data フォルダーがありません。"),
        "{}",
        run.stderr
    );
    assert!(fs::read_dir(project.path("")).unwrap().next().is_none(), "something was written");
}

#[test]
fn a_target_that_cannot_be_written() {
    let project = Project::small();
    fs::create_dir_all(project.path("booklet.pdf")).unwrap();
    let run = project.run(&["build", "-o", "booklet.pdf"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("E0903") && run.stderr.contains("booklet.pdf"), "{}", run.stderr);
}

#[test]
fn a_file_where_the_folder_should_be() {
    let project = Project::small();
    project.write("made", "");
    let run = project.run(&["build", "-o", "made/new/R7.pdf"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    for wanted in ["E0903", "--> made\n", "同じ名前のファイルがあります。"] {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
}

#[test]
fn all_errors_of_a_run_are_told_together() {
    let run = refuse(
        |project| {
            project.edit(RECORD, "自己評価: 4", "自己評価: E");
            project.edit("data/records/R7/ibasho.yaml", "成果:", "成課:");
            project.edit("data/measures/haishoku.yaml", "[福祉課]", "[福祉科]");
            project.edit("data/plan.yaml", "発行者:", "発行人:");
            project.edit("data/plan.yaml", "施策細目: 施策,", "施策細目: [施策],");
        },
        &[],
        1,
        &[
            "E0201",
            "E0205",
            "「福祉課」ではありませんか。",
            "「成果」ではありませんか。",
            "「発行者」がありません。",
            "「発行者」ではありませんか。",
        ],
    );
    assert!(run.stderr.contains("エラーが 6 件あります。"), "{}", run.stderr);
}

#[test]
fn the_two_names_of_one_year_must_not_both_be_there() {
    let project = Project::small();
    project.edit("data/plan.yaml", "計画期間: R6-R11", "計画期間: H30-R7");
    project.write("data/records/H31/koekake.yaml", "指標目標: 1回\n");
    project.write("data/records/R1/koekake.yaml", "指標目標: 1回\n");
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("E0210") && run.stderr.contains("data/records/H31"), "{}", run.stderr);
}

#[test]
fn wrong_arguments_are_explained_in_japanese() {
    let project = Project::empty();
    for (arguments, wanted) in [
        (&["bild"][..], "「bild」というコマンドはありません。"),
        (&["build", "--formt", "png"], "「--formt」という引数はありません。"),
        (&["build", "--format", "jpg"], "書けるのは: pdf, png, csv, json, typ"),
        (&["build", "-o"], "に値がありません。"),
    ] {
        let run = project.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.stderr.contains("E0901") && run.stderr.contains(wanted), "{arguments:?}\n{}", run.stderr);
    }
}

#[test]
fn help_is_in_japanese() {
    let project = Project::empty();
    for arguments in [&["--help"][..], &["build", "--help"]] {
        let run = project.run(arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(run.stdout.contains("使い方: shinchoku"), "{}", run.stdout);
        let help = run.stdout.to_lowercase();
        for english in ["usage", "option", "argument", "command", "possible", "default", "print"] {
            assert!(!help.contains(english), "{english}\n{}", run.stdout);
        }
    }
}

#[test]
fn text_that_yaml_would_drop_is_not_dropped_silently() {
    for (from, to, wanted) in [
        ("指標目標: 12回", "指標目標: 12回 #うち新規3回", "data/records/R7/koekake.yaml:1:11"),
        ("成果: 12回行いました。", "成果:\n  12回\n  行いました。", "|- "),
        ("成果: 12回行いました。", "成果: 12回\r  行いました。", "|- "),
        ("成果: 12回行いました。", "成果: ''", "「成果」がありません。"),
    ] {
        refuse(|project| project.edit(RECORD, from, to), &["R7"], 1, &[wanted]);
    }
}

#[test]
fn the_slip_itself_is_shown_and_not_the_line_after_it() {
    for (from, to, wanted) in [
        ("指標目標: 12回", "指標目標：12回", ":1:5"),
        ("取組内容: ", "取組内容:", ":2:1"),
        ("成果: 12回行いました。", "成果: |-\n　12回行いました。", ":4:1"),
        ("成果: 12回行いました。", "成果: |-\n\t12回行いました。", ":4:1"),
        ("成果: ", "成果: [", ":3:5"),
    ] {
        let place = format!("data/records/R7/koekake.yaml{wanted}");
        refuse(|project| project.edit(RECORD, from, to), &["R7"], 1, &[&place]);
    }
}

#[test]
fn what_stands_in_a_text_is_not_taken_for_a_slip() {
    const TEXT: &str = "取組内容: |-\n  声をかけました。\n\n    閲覧数：年間50,178件\n  ・延べ:12回\n成果: ";
    for (next, place, hint) in [
        ("\"続けます。\n備考: なし", ":9:8", "引用符"),
        ("【実績】延べ: 12回: 3\n備考: なし", ":9:", "全体を '…' で囲むか"),
        ("|-\n    続けます。\n  進めます。\n備考: なし", ":11:", "行の頭を文章とそろえて"),
        ("続けます。\n備考：なし", ":10:3", "コロンは半角"),
    ] {
        let run = refuse(
            |project| {
                let record = format!("指標目標: 12回\n{TEXT}12回\n自己評価: 4\n今後の方針: {next}\n");
                project.write(RECORD, record);
            },
            &["R7"],
            1,
            &["E0105", &format!("{RECORD}{place}"), hint],
        );
        assert!(run.stderr.contains("エラーが 1 件あります。"), "{}", run.stderr);
    }
}

#[test]
fn what_looks_like_another_thing_to_yaml_is_told_as_what_was_meant() {
    const RESULTS: &str = "成果: 12回行いました。";
    const MEASURE: &str = "data/measures/koekake.yaml";
    const PLAN: &str = "data/plan.yaml";
    const BAR: &str = "  - {内容: 声かけ運動の実施, 期間: R6-R11}";
    for (file, from, to, place, hint) in [
        // A text that goes on at the head of the line, whatever it looks like there.
        (RECORD, RESULTS, "成果: |-\n  行いました。\n参加者：30名", ":5:1", "行の頭を文章とそろえて"),
        (RECORD, RESULTS, "成果: |-\n  行いました。\n参加者は30名", ":5:1", "行の頭を文章とそろえて"),
        (RECORD, RESULTS, "成果: |-\n  行いました。\n・講座", ":5:1", "行の頭を文章とそろえて"),
        // Lines of a text that YAML reads as a form.
        (RECORD, RESULTS, "成果:\n  - 講座\n  - 訪問", ":4:3", "「成果: |-」とし"),
        (RECORD, RESULTS, "成果:\n  回数: 12回", ":4:3", "「成果: |-」とし"),
        // Commas.
        (MEASURE, "[福祉課]", "[福祉課、総務課]", ":2:7", "間を半角の , に"),
        (PLAN, "[koekake, haishoku]", "[koekake、haishoku]", ":18:18", "間を半角の , に"),
        (RECORD, RESULTS, "指標:\n  - {名称: 配布, 単位: 件, 目標: 1,200}", ":4:27", "桁区切りの , を取り"),
        // A bracket that is not closed, and a head that is too deep.
        (MEASURE, BAR, "  - {内容: 声かけ, 期間: R6-R11\n終了年度: R9", ":5:19", "閉じているか"),
        (PLAN, "            事業: [ibasho]", "             事業: [ibasho]", ":22:14", "行の頭をそろえて"),
        (RECORD, RESULTS, " 成果: 12回行いました。", ":3:2", "行の頭をそろえて"),
        (RECORD, RESULTS, "成果", ":3:1", "名前の後に、半角の"),
        (RECORD, "指標目標: 12回", "指標目標", ":1:1", "名前の後に、半角の"),
        (MEASURE, "[福祉課]", "\n  - 福祉課\n   - 総務課", ":4:4", "行の頭をそろえて"),
    ] {
        let place = format!("{file}{place}\n");
        refuse(|project| project.edit(file, from, to), &["R7"], 1, &[&place, hint]);
    }
}

#[test]
fn a_slip_in_the_plan_does_not_bury_itself() {
    let run = refuse(
        |project| project.edit("data/plan.yaml", "名称: 見守りの輪", "名前: 見守りの輪"),
        &[],
        1,
        &["「名称」がありません。", "「名称」ではありませんか。"],
    );
    assert!(run.stderr.contains("エラーが 2 件あります。"), "{}", run.stderr);
}

#[test]
fn a_record_of_twenty_thousand_unknown_keys_is_told_in_a_moment() {
    let keys = |end: &str| {
        let keys: Vec<String> = (0..20_000).map(|key| format!("k{key}: 1{end}")).collect();
        keys.concat()
    };
    for record in [keys("\n"), format!("{{{}}}\n", keys(", "))] {
        let started = Instant::now();
        let project = Project::small();
        project.write(RECORD, record);
        let run = project.run(&["check", "--format", "json"]);
        assert_eq!(run.status, 1);
        for wanted in ["「k99」という項目はありません。", "ほかに 19900 か所あります。"]
        {
            assert!(run.stdout.contains(wanted), "{wanted}: {}", run.stderr);
        }
        assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
    }
}

#[test]
fn a_carriage_return_alone_ends_a_line() {
    let project = Project::small();
    project.edit(RECORD, "指標目標", "# memo\r# memo2\n指標目標");
    let run = project.run(&["check", "R7"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    project.edit(RECORD, "自己評価: 4", "自己評価: E");
    let run = project.run(&["check", "R7"]);
    assert!(run.stdout.contains(&format!("{RECORD}:6:7")), "{}", run.stdout);
}

#[test]
fn the_explanation_of_text_that_would_be_lost_speaks_of_it() {
    let run = Project::empty().run(&["explain", "E0107"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for wanted in ["|-", "#", "---", "'…'"] {
        assert!(run.stdout.contains(wanted), "{wanted}\n{}", run.stdout);
    }
}

#[test]
fn doubles_are_refused() {
    const PLAN: &str = "data/plan.yaml";
    for (file, from, to) in [
        (PLAN, "[koekake, haishoku]", "[koekake, haishoku, koekake]"),
        (PLAN, "担当係: [福祉課]", "担当係: [福祉課, 福祉課]"),
        (PLAN, "      - 名称: 集いの場", "      - 番号: 1\n        名称: 集いの場"),
        ("data/measures/ibasho.yaml", "担当係: [福祉課]", "担当係: [福祉課, 福祉課]"),
        (RECORD, "成果:", "指標: [{名称: 食事, 単位: 食, 目標: 1}, {名称: 食事, 単位: 食, 目標: 2}]\n成果:"),
    ] {
        refuse(|project| project.edit(file, from, to), &[], 1, &["E0210", &format!("{file}:")]);
    }
}

#[test]
fn levels_side_by_side_are_told_as_such() {
    const LEVEL: &str =
        "        重点的取組:\n          - 名称: 声かけ\n            事業: [koekake, haishoku]\n";
    const PRIORITY: &str = "        重点施策:\n          - 名称: 策\n            事業: [koekake, haishoku]\n";
    let measures = "        事業: [koekake]\n";
    for (levels, message, hint) in [
        (PRIORITY.to_owned() + measures, "重点施策と事業が並んでいます。", "事業は重点施策の中に書くか"),
        (PRIORITY.to_owned() + LEVEL, "重点施策と重点的取組が並んでいます。", "重点的取組は重点施策の中に"),
        (LEVEL.to_owned() + measures, "重点的取組と事業が並んでいます。", "事業は重点的取組の中に書くか"),
    ] {
        let run = refuse(
            |project| project.edit("data/plan.yaml", LEVEL, &levels),
            &[],
            1,
            &["E0201", message, hint],
        );
        assert!(!run.stderr.contains("E0202"), "{}", run.stderr);
    }
}

#[test]
fn a_day_on_the_cover_is_near_its_year() {
    for (day, is_right) in
        [("1999-07-31", false), ("2015-07-31", false), ("2026-07-31", true), ("2025-03-31", true)]
    {
        let project = Project::small();
        project.write("data/years/R7.yaml", format!("発行日: {day}\n"));
        let run = project.run(&["build"]);
        assert_eq!(run.status == 0, is_right, "{day}\n{}", run.stderr);
        let wanted = format!("発行日「{day}」は、令和７年度から離れすぎています。");
        assert_eq!(run.stderr.contains(&wanted), !is_right, "{}", run.stderr);
    }
}

#[test]
fn what_is_typed_for_years_is_told_as_years() {
    const MEASURE: &str = "data/measures/koekake.yaml";
    for (file, from, to, hint) in [
        ("data/plan.yaml", "R6-R11", "2024～29", "「R6-R11」と書いてください。"),
        ("data/plan.yaml", "R6-R11", "H36-H41", "「R6-R11」と書いてください。"),
        ("data/plan.yaml", "R6-R11", "平成36～41年度", "「R6-R11」と書いてください。"),
        (MEASURE, "概要:", "開始年度: H37\n概要:", "「R7」と書いてください。"),
        (MEASURE, "概要:", "休止: [R6-R7]\n概要:", "「[R6, R7]」のように書いてください。"),
    ] {
        refuse(|project| project.edit(file, from, to), &[], 1, &["E0204", hint]);
    }
}

#[test]
fn files_that_look_like_records_and_are_none() {
    for name in ["koekake.yaml.txt", "koekake.yml", "koekake.YAML"] {
        let path = format!("data/records/R7/{name}");
        refuse(
            |project| {
                project.remove(RECORD);
                project.write(&path, "指標目標: 1回\n");
            },
            &["R7"],
            1,
            &["E0109", &path],
        );
    }
}

#[test]
fn a_measure_whose_file_is_not_read_does_not_vanish() {
    const MEASURE: &str = "data/measures/haishoku.yaml";
    for name in ["haishoku.txt", "haishoku.md"] {
        let path = format!("data/measures/{name}");
        let hint = format!("「{path}」がそのファイルなら、ファイル名の終わりを .yaml に");
        let run = refuse(
            |project| fs::rename(project.path(MEASURE), project.path(&path)).unwrap(),
            &["R7"],
            1,
            &["E0207", "data/plan.yaml:18:27", "事業「haishoku」のファイルがありません。", &hint],
        );
        assert!(run.stderr.contains("エラーが 1 件あります。"), "{}", run.stderr);
    }
    refuse(
        |project| {
            project.remove(MEASURE);
            fs::create_dir(project.path("data/measures/haishoku")).unwrap();
        },
        &["R7"],
        1,
        &["E0207", "事業「haishoku」のファイルがありません。", "「haishoku.yaml」を作るか"],
    );
    // What is told by its own name is not told by the plan's mention once more.
    let run = refuse(
        |project| fs::rename(project.path(MEASURE), project.path("data/measures/haishoku.yml")).unwrap(),
        &["R7"],
        1,
        &["E0109", "data/measures/haishoku.yml"],
    );
    assert!(run.stderr.contains("エラーが 1 件あります。"), "{}", run.stderr);
}

#[test]
fn what_is_read_nowhere_is_not_passed_over() {
    for (path, wanted) in [
        ("data/用語.yml", "「用語.yaml」ではありませんか。"),
        ("data/用語.yaml.txt", "data/用語.yaml.txt"),
        ("data/record/R8/koekake.yaml", "「records」ではありませんか。"),
        ("data/year/R7.yaml", "「years」ではありませんか。"),
        ("data/R8/koekake.yaml", "--> data/R8\n"),
        ("data/records/R8.yaml", "years/R5.yaml"),
        ("data/records/R7/old/koekake.yaml", "--> data/records/R7/old\n"),
        ("data/measures/old/R5/koekake.yml", "--> data/measures/old\n"),
    ] {
        let run = refuse(|project| project.write(path, "a: 1\n"), &["R7"], 1, &["E0109", wanted]);
        assert!(run.stderr.contains("エラーが 1 件あります。"), "{}", run.stderr);
    }
    refuse(
        |project| fs::rename(project.path("data/plan.yaml"), project.path("data/plan.yml")).unwrap(),
        &[],
        1,
        &["E0101", "E0109", "data/plan.yml", "「plan.yaml」ではありませんか。"],
    );
}

#[test]
fn what_is_plainly_something_else_is_passed_over() {
    let project = Project::small();
    for path in [
        "data/README.md",
        "data/Thumbs.db",
        "data/desktop.ini",
        "data/.git/config.yaml",
        "data/~$plan.yaml",
        "data/写真/夏.jpg",
        "data/集計.xlsx",
        "data/records/メモ.txt",
        "data/records/.DS_Store",
        "data/records/R7/写真/夏.jpg",
        "data/records/R7/.swp/koekake.yaml",
    ] {
        project.write(path, "a: 1\n");
    }
    let run = project.run(&["check", "R7"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert_eq!(run.stdout, "誤りは見つかりませんでした（シート 4 枚）。\n");
}

#[test]
fn a_year_without_any_record() {
    refuse(
        |project| {
            project.remove("data/records/R7");
            std::fs::create_dir_all(project.path("data/records/R7")).unwrap();
        },
        &["R7"],
        1,
        &["E0301", "data/records/R7", "令和７年度の記録がありません。"],
    );
}

#[test]
fn a_year_in_which_no_measure_runs() {
    let run = refuse(
        |project| {
            project.remove("data/records/R7");
            for measure in ["koekake", "haishoku", "ibasho"] {
                project.edit(&format!("data/measures/{measure}.yaml"), "概要:", "終了年度: R6\n概要:");
            }
        },
        &["R7"],
        1,
        &["E0209", "data/measures", "令和７年度に行われている事業がありません。"],
    );
    assert!(!run.stderr.contains("フォルダーを作り"), "a folder would not help\n{}", run.stderr);
}

#[test]
fn a_record_after_the_end_of_its_measure() {
    refuse(
        |project| project.edit("data/measures/ibasho.yaml", "概要:", "終了年度: R6\n概要:"),
        &[],
        1,
        &["data/records/R7/ibasho.yaml:1:1", "事業「居場所づくり」は令和７年度には行われていません。"],
    );
}

#[test]
fn an_empty_record_after_the_end_of_its_measure_is_no_error() {
    let project = Project::small();
    let run = project.run(&["new-year", "R8"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    project.edit("data/measures/ibasho.yaml", "概要:", "終了年度: R7\n概要:");
    assert!(project.path("data/records/R8/ibasho.yaml").exists());
    for arguments in [&["check", "R7"][..], &["build", "R7"], &["status", "R8"]] {
        let run = project.run(arguments);
        assert_eq!((run.status, run.stderr.contains("E0209")), (0, false), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_target_among_the_councils_own_files() {
    for target in [
        "data/plan.yaml",
        "data/R7.pdf",
        "data/sasshi/R7.pdf",
        "out/../data/R7.pdf",
        "layouts/R7.pdf",
        "out/R7.xlsx",
        "out/R7",
    ] {
        let project = Project::small();
        let before = fs::read(project.path("data/plan.yaml")).unwrap();
        let run = project.run(&["build", "-o", target]);
        assert!(run.status == 2 && run.stderr.contains("E0901"), "{target}\n{}", run.stderr);
        assert!(fs::read(project.path("data/plan.yaml")).unwrap() == before);
        let left = ["out", "layouts", "data/sasshi", "data/R7.pdf"].map(|path| project.path(path).exists());
        assert_eq!(left, [false; 4], "{target}");
    }
}

#[test]
fn json_says_the_same_for_programs() {
    let project = Project::small();
    let clean = project.run(&["check", "--format", "json"]);
    assert_eq!((clean.status, clean.stdout.as_str(), clean.stderr.as_str()), (0, "[]\n", ""));
    assert!(!project.path("out").exists(), "nothing is written");

    project.edit(RECORD, "自己評価: 4", "自己評価: E");
    let run = project.run(&["check", "--format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let entry = &found[0];
    assert_eq!(entry["severity"], "error");
    assert_eq!(entry["code"], "E0205");
    assert_eq!(entry["file"], "data/records/R7/koekake.yaml");
    assert_eq!([&entry["line"], &entry["column"], &entry["end_line"], &entry["end_column"]], [4, 7, 4, 8]);
    assert!(entry["hints"][0].as_str().unwrap().contains("plan.yaml"));

    project.edit(RECORD, "自己評価: E", "自己評価: 4");
    project.edit(RECORD, "12回行いました。", &"長い文章です。".repeat(300));
    let run = project.run(&["check", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&found[0]["sheet"], &found[0]["field"]), (&1.into(), &"成果".into()));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half() {
    use std::process::{Child, Command, Stdio};

    let project = Project::small();
    project.build(&[]);
    let whole = fs::read(project.path("out/R7.pdf")).unwrap();
    let begin = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
        command.arg("build").current_dir(project.path("")).stdout(Stdio::null()).spawn().unwrap()
    };
    let interrupt = |mut child: Child| {
        // It may have ended by then.
        crate::support::interrupt(child.id());
        let status = child.wait().unwrap().code();
        assert!(matches!(status, Some(0 | 130)), "{status:?}");
        assert!(fs::read(project.path("out/R7.pdf")).unwrap() == whole);
        assert_eq!(fs::read_dir(project.path("out")).unwrap().count(), 1);
    };
    // While it writes: its file stands beside the target.
    for _ in 0..20 {
        let mut child = begin();
        while fs::read_dir(project.path("out")).unwrap().count() == 1 && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        interrupt(child);
    }
}

#[test]
fn why_there_is_no_preview_is_said_of_what_was_tried() {
    let project = Project::small();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = project.run(&["serve", "--port", &port]);
    let wanted = format!("番号 {port} は、ほかのプログラムか");
    assert!(run.status == 2 && run.stderr.contains(&wanted), "{}", run.stderr);
    assert!(!run.stderr.contains("os error"), "{}", run.stderr);
    let run = project.run(&["serve", "--host", "203.0.113.7"]);
    let wanted = "「203.0.113.7」は、このパソコンのアドレスではありません。";
    assert!(run.status == 2 && run.stderr.contains(wanted), "{}", run.stderr);
    assert!(!run.stderr.contains("--port") && !run.stderr.contains("os error"), "{}", run.stderr);
}

//! 様式: tables of the council's own, whose rows the form or each measure names, and what they sum up.

use crate::support::{Project, covered, pdf_rows};

const RECORD: &str = "data/records/R7/koekake.yaml";
const MEASURE: &str = "data/measures/koekake.yaml";

/// The small plan with a table; one measure names its rows, and its record has them.
fn project(table: &str) -> Project {
    let project = Project::small();
    let form = format!("様式:\n  項目:\n    地区別: {{種類: 表, {table}}}\n基本戦略:\n");
    project.edit("data/plan.yaml", "基本戦略:\n", &form);
    project.edit(MEASURE, "概要:", "地区別: [北部, 南部]\n概要:");
    project.edit(RECORD, "成果:", "地区別:\n  北部: {春: 1200, 秋: 30}\n  南部: {春: 8, 秋: 4}\n成果:");
    project
}

const OF_MEASURE: &str = "行: 事業ごと, 列: {春: 数, 秋: 数}, 単位: 人, 計: 両方";

#[test]
fn a_measure_names_the_rows_of_its_table() {
    let project = project(OF_MEASURE);
    let pages = project.build(&[]);
    assert!(
        pages[3].contains("地区別春（人）秋（人）計（人）北部1,200301,230南部8412計1,208341,242"),
        "{}",
        pages[3]
    );
    assert!(!pages[4].contains("地区別"), "a measure that names no rows has no such table\n{}", pages[4]);
    let explained = project.run(&["explain", "地区別"]).stdout;
    assert!(explained.contains("行: 事業ごと。事業のファイルに「地区別: [北部, 南部]」"), "{explained}");
}

#[test]
fn a_table_that_a_measure_has_not_is_not_missed_of_it() {
    let project = project(OF_MEASURE);
    project.write("data/records/R7/haishoku.yaml", "指標目標:\n");
    project.remove("data/records/R7/ibasho.yaml");
    let told = project.run(&["status"]).stdout;
    for measure in ["配食", "居場所づくり"] {
        let line = told.lines().find(|line| line.contains(measure)).unwrap_or_default();
        assert!(line.starts_with("未着手"), "{told}");
    }
    let mails = project.run(&["status", "--reminder"]).stdout;
    let due = "まだ何も書かれていません（指標目標、具体的な取組内容、成果、自己評価、今後の方針）";
    assert_eq!(mails.matches(due).count(), 2, "{mails}");
}

#[test]
fn sums_go_down_across_or_both_ways() {
    for (sums, wanted) in [
        ("行", "北部1,20030南部84計1,20834"),
        ("列", "秋（人）計（人）北部1,200301,230南部8412"),
        ("しない", "北部1,20030南部84"),
    ] {
        let project = project(&OF_MEASURE.replace("両方", sums));
        let sheet = &project.build(&[])[3];
        assert!(sheet.contains(wanted), "{sums}\n{sheet}");
    }
}

#[test]
fn a_sum_that_is_typed_is_not_added_once_more() {
    for (table, wanted) in [
        (
            "行: [北部, 南部, 計], 列: {春: 数, 秋: 数}, 計: 行",
            ["「計」の行が、「計: 行」", "計: 行」を消して"],
        ),
        (
            "行: [北部, 南部, 合計], 列: {春: 数, 秋: 数}, 計: 両方",
            ["「合計」の行が、「計: 両方」", "「計: 列」にして"],
        ),
        (
            "行: [北部, 南部], 列: {春: 数, 秋: 数, 合計: 数}, 計: 列",
            ["「合計」の列が、「計: 列」", "計: 列」を消して"],
        ),
    ] {
        let run = project(table).run(&["build"]);
        for part in ["E0204", "data/plan.yaml:", wanted[0], wanted[1]] {
            assert!(run.stderr.contains(part), "{table}: {part}\n{}", run.stderr);
        }
    }
    let project = project(OF_MEASURE);
    project.edit(MEASURE, "[北部, 南部]", "[北部, 南部, 合　計]");
    let run = project.run(&["build"]);
    assert!(
        run.stderr.contains("「合　計」の行が") && run.stderr.contains(&format!("{MEASURE}:")),
        "{}",
        run.stderr
    );
}

#[test]
fn a_sum_that_nothing_adds_up_again_is_a_row_like_any_other() {
    for (table, record) in [
        ("行: [北部, 計], 列: {春: 数, 秋: 数}, 計: 列", "計: {春: 8, 秋: 4}"),
        ("行: [北部, 南部], 列: {春: 数, 秋: 数, 合計: 数}, 計: 行", "南部: {春: 8, 秋: 4, 合計: 12}"),
        ("行: [北部, 南部], 列: {春: 数, 合計: 語句}, 計: 列", "南部: {春: 8, 合計: 多い}"),
    ] {
        let project = Project::small();
        let form = format!("様式:\n  項目:\n    地区別: {{種類: 表, 必須: しない, {table}}}\n基本戦略:\n");
        project.edit("data/plan.yaml", "基本戦略:\n", &form);
        project.edit(RECORD, "成果:", &format!("地区別:\n  {record}\n成果:"));
        assert!(project.build(&[])[3].contains("地区別"), "{table}");
    }
}

/// The small plan with a table of large amounts beside 備考, that has so much of the width.
fn with_amounts(share: &str) -> Project {
    let project = Project::small();
    let form = format!(
        "様式:\n  項目:\n    財源: {{種類: 表, 行: [国庫支出金, 県支出金], 列: {{当初予算: 金額, 決算: 金額}}, 単位: 円, 必須: しない}}\n  \
         紙面:\n    - [財源 {share}, 備考 5]\n基本戦略:\n"
    );
    project.edit("data/plan.yaml", "基本戦略:\n", &form);
    let amounts = "{当初予算: 12345678, 決算: 87654321}";
    project.edit(RECORD, "成果:", &format!("財源:\n  国庫支出金: {amounts}\n  県支出金: {amounts}\n成果:"));
    project
}

#[test]
fn figures_of_a_table_stand_beside_each_other_or_its_row_is_told() {
    let project = with_amounts("2");
    project.build(&[]);
    assert!(covered(&project.path("out/R7.pdf")).is_empty());
    let rows = pdf_rows(&project.path("out/R7.pdf"), 4);
    assert!(rows.iter().any(|row| row.contains("12,345,678") && row.contains("87,654,321")), "{rows:#?}");
    let run = with_amounts("0.5").run(&["build"]);
    for part in ["「財源」があと約", "[財源 0.5, 備考 5]", "この行を二つの行に分けるか、「財源 3」"]
    {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
}

#[test]
fn what_is_wrong_with_the_rows_is_told_where_it_is() {
    for (file, from, to, wanted) in [
        (RECORD, "南部:", "南都:", [RECORD, "「南部」ではありませんか。", "事業のファイルの「地区別」"]),
        (MEASURE, "地区別: [北部, 南部]\n", "", [RECORD, "E0203", "「地区別: [北部, 南部]」のように"]),
        (MEASURE, "[北部, 南部]", "[北部、南部]", [MEASURE, "E0204", "間を半角の , に"]),
        (MEASURE, "[北部, 南部]", "北部", [MEASURE, "E0201", "箇条書き"]),
    ] {
        let project = project(OF_MEASURE);
        project.edit(file, from, to);
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{to}");
        for part in wanted {
            assert!(run.stderr.contains(part), "{to}: {part}\n{}", run.stderr);
        }
    }
}

#[test]
fn a_table_that_cannot_be_is_told_in_the_plan() {
    for (table, wanted) in [
        ("行: 事業毎, 列: {春: 数}", "「行: 事業ごと」"),
        ("行: 事業ごと, 列: {春: 数}, 場所: 事業", "年度の記録に書く表にだけ"),
        ("行: [北部, 南部], 列: {春: 数, 秋: 金額}, 計: 列", "種類か単位の違う列"),
        ("行: [北部, 南部], 列: {春: 語句}, 計: 行", "数や金額の列がない"),
        ("行: [北部, 南部], 列: {春: 数}, 計: 縦", "行・列・両方・しない"),
    ] {
        let run = project(table).run(&["build"]);
        assert!(
            run.stderr.contains(wanted) && run.stderr.contains("data/plan.yaml:"),
            "{table}\n{}",
            run.stderr
        );
    }
}

#[test]
fn a_table_that_is_due_has_every_cell_and_no_sum_hides_a_gap() {
    let project = project(OF_MEASURE);
    project.edit(RECORD, "北部: {春: 1200, 秋: 30}", "北部: {春: 1200}");
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1);
    for part in ["E0302", "「地区別（北部の秋）」がありません。", "ない数は 0 と書いてください。"]
    {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
    // One that may be left out may be written in part.
    project.edit("data/plan.yaml", "計: 両方", "計: 両方, 必須: しない");
    let sheet = &project.build(&[])[3];
    assert!(sheet.contains("計（一部）（人）北部1,200…1,200南部8412計（一部）1,20841,212"), "{sheet}");
    project.edit(RECORD, "北部: {春: 1200}", "北部: {春: 1200, 秋: 0}");
    let sheet = &project.build(&[])[3];
    assert!(sheet.contains("北部1,20001,200南部8412計1,20841,212"), "{sheet}");
    assert!(!sheet.contains("一部"), "{sheet}");
}

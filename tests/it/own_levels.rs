//! 様式: what the council says of the levels of the tree; who writes a field; and where a field is to be written.

use std::fs;

use crate::support::{Project, squeeze};

const NOTES: &str = "基本戦略:\n  - 番号: 1\n    施策細目:\n      - {番号: 1, 所見: 見守りの輪が広がりました。, 施策の評価: 順調}\n      \
                     - {番号: 2, 所見: 集いの場が定着しました。}\n";

/// The small plan, of whose 施策細目 the committee says something.
fn project() -> Project {
    let project = Project::small();
    let form = "様式:\n  項目:\n    所見: {種類: 文章, 場所: 施策細目, 必須: 中間, 記入: 推進委員会}\n    \
                施策の評価: {種類: 評価, 評価基準: [順調, 遅れ], 場所: 施策細目}\n    \
                対象: {種類: 語句, 場所: 事業, 必須: しない}\n    改善策: {種類: 文章, 必須: しない}\n    \
                前年度の改善策: {引用: 改善策, 年度: 前}\n    評価日: {種類: 日付, 必須: しない}\n    \
                外部評価: {種類: 選択, 選択肢: [妥当, 要改善], 記入: 評価委員会, 必須: しない}\n基本戦略:\n";
    project.edit("data/plan.yaml", "基本戦略:\n", form);
    project.write("data/years/R7.yaml", NOTES);
    project
}

#[test]
fn a_policy_may_have_words_of_its_own_under_its_heading() {
    let project = project();
    let index = &project.build(&[])[2];
    for wanted in [
        "施策（１）見守りの輪所見（推進委員会）見守りの輪が広がりました。施策の評価順調341①声かけ",
        "施策（２）集いの場所見（推進委員会）集いの場が定着しました。①居場所",
    ] {
        assert!(index.contains(wanted), "{wanted}\n{index}");
    }
    project.edit("data/years/R7.yaml", "所見: 集いの場が", "所見: 集いの場がが");
    assert!(project.run(&["check"]).stdout.contains("data/years/R7.yaml:5:"), "they are proofread");
}

#[test]
fn what_is_due_of_a_level_is_missed_from_its_stage_on() {
    let project = project();
    project.edit("data/years/R7.yaml", "      - {番号: 2, 所見: 集いの場が定着しました。}\n", "");
    assert_eq!(project.run(&["build", "--targets"]).status, 0);
    for stage in [&["build"][..], &["build", "--interim"]] {
        let run = project.run(stage);
        assert_eq!(run.status, 1, "{stage:?}");
        for part in [
            "施策細目2「集いの場」の「所見」がありません。",
            "「施策細目: [{番号: 2, 所見: …}]」",
            "data/years/R7.yaml",
        ] {
            assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
        }
    }
    assert_eq!(project.run(&["build", "--sheets", "1"]).status, 0, "a part of the booklet does not need it");
}

#[test]
fn what_is_missing_of_2019_is_named_by_the_file_that_is_there() {
    let project = project();
    project.edit("data/plan.yaml", "計画期間: R6-R11", "計画期間: H31-R7");
    project.remove("data/years/R7.yaml");
    for id in ["koekake", "haishoku", "ibasho"] {
        let record = fs::read_to_string(project.path(&format!("data/records/R7/{id}.yaml"))).unwrap();
        project.write(&format!("data/records/H31/{id}.yaml"), record);
        project.edit(&format!("data/measures/{id}.yaml"), "R6-R11", "H31-R7");
    }
    for (file, notes) in [(None, "R1.yaml"), (Some("H31.yaml"), "H31.yaml"), (Some("R1.yaml"), "R1.yaml")] {
        let _ = fs::remove_dir_all(project.path("data/years"));
        if let Some(file) = file {
            project.write(&format!("data/years/{file}"), "発行日: 2020-07-01\n");
        }
        let run = project.run(&["build", "R1"]);
        assert_eq!(run.status, 1);
        let other = if notes == "R1.yaml" { "H31.yaml" } else { "R1.yaml" };
        assert!(run.stderr.contains(&format!("data/years/{notes}")), "{file:?}\n{}", run.stderr);
        assert!(!run.stderr.contains(&format!("data/years/{other}")), "{file:?}\n{}", run.stderr);
    }
    project.remove("data/records/H31/ibasho.yaml");
    let run = project.run(&["build", "H31"]);
    assert!(run.stderr.contains("data/records/H31/ibasho.yaml"), "{}", run.stderr);
}

#[test]
fn a_level_that_the_plan_has_not_is_told() {
    for (from, to, wanted) in [
        ("番号: 2, 所見", "番号: 3, 所見", "施策細目 3 は plan.yaml にありません。"),
        ("番号: 2, 所見", "番号: 1, 所見", "施策細目1 が二度出てきます。"),
        ("番号: 2, 所見", "番号: 2, 書見", "「所見」ではありませんか。"),
        ("  - 番号: 1\n", "  - 番号: 1\n    所見: 進んだ。\n", "「施策細目」の中に書いてください。"),
    ] {
        let project = project();
        project.edit("data/years/R7.yaml", from, to);
        let run = project.run(&["build"]);
        assert!(run.status == 1 && run.stderr.contains(wanted), "{to}\n{}", run.stderr);
    }
    let project = project();
    project.edit("data/plan.yaml", "所見: {種類: 文章,", "所見: {種類: 図,");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("施策細目の項目は、「種類: 図」にはできません。"), "{}", run.stderr);
}

#[test]
fn a_field_of_a_level_has_no_name_that_its_file_needs() {
    for tier in ["基本戦略", "施策細目"] {
        let project = Project::small();
        let form = format!("様式:\n  項目:\n    番号: {{種類: 語句, 場所: {tier}}}\n基本戦略:\n");
        project.edit("data/plan.yaml", "基本戦略:\n", &form);
        let run = project.run(&["build"]);
        let wanted = format!("{tier}の項目は、「番号」という名前にできません。");
        assert!(run.status == 1 && run.stderr.contains(&wanted), "{}", run.stderr);
    }
}

#[test]
fn what_is_said_of_a_level_is_compared() {
    let (old, new) = (project(), project());
    new.edit("data/years/R7.yaml", "定着しました。", "根付きました。");
    let run = new.run(&["diff", old.path("").to_str().unwrap(), "-o", "changes.pdf"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = squeeze(&pdf_extract::extract_text(new.path("changes.pdf")).unwrap());
    assert!(text.contains("施策2の所見") && text.contains("根付きました。"), "{text}");
}

#[test]
fn who_writes_a_field_stands_under_its_label() {
    let project = project();
    project.edit("data/records/R7/koekake.yaml", "成果:", "外部評価: 妥当\n評価日: 2026-02-10\n成果:");
    let sheet = &project.build(&[])[3];
    assert!(sheet.contains("評価日外部評価（評価委員会）令和８年２月10日妥当"), "{sheet}");
}

#[test]
fn a_field_in_the_wrong_file_is_told_where_it_belongs() {
    for (file, typed, wanted) in [
        (
            "data/records/R7/koekake.yaml",
            "対象: 町民\n",
            "事業のファイル（measures フォルダー）に「対象: …」",
        ),
        (
            "data/records/R7/koekake.yaml",
            "概要: 町の事業\n",
            "事業のファイル（measures フォルダー）に「概要: …」",
        ),
        ("data/records/R7/koekake.yaml", "前年度の改善策: 増やす。\n", "前の年度の記録の「改善策」が載る"),
        (
            "data/records/R7/koekake.yaml",
            "所見: 進んだ。\n",
            "年度のファイル（years フォルダー）の「施策細目」",
        ),
        (
            "data/measures/koekake.yaml",
            "改善策: 増やす。\n",
            "年度の記録（records フォルダー）に「改善策: …」",
        ),
    ] {
        let project = project();
        let text = std::fs::read_to_string(project.path(file)).unwrap();
        project.write(file, format!("{typed}{text}"));
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{typed}");
        assert!(run.stderr.contains(wanted) && run.stderr.contains(&format!("{file}:1:1")), "{}", run.stderr);
        assert_eq!(run.stderr.matches("エラー[").count(), 1, "{}", run.stderr);
    }
}

#[test]
fn keys_of_another_kind_are_told() {
    for (from, to, wanted) in [
        (
            "改善策: {種類: 文章,",
            "改善策: {種類: 文章, 評価基準: [A],",
            "「評価基準」は、「文章」の項目には書けません。",
        ),
        (
            "評価日: {種類: 日付,",
            "評価日: {種類: 日付, 単位: 日,",
            "「単位」は、種類が 数・金額・表 の項目に書きます。",
        ),
        ("年度: 前}", "年度: 前, 必須: しない}", "「必須」を消してください。"),
        (
            "改善策: {種類: 文章,",
            "改善策: {種類: 一覧, 列: {評: {種類: 評価, 評価基準: [良, 否]}},",
            "列に「評価基準」は書けません。消してください。",
        ),
        (
            "改善策: {種類: 文章,",
            "改善策: {種類: 一覧, 列: {評: {種類: 評価, 単位: 人}},",
            "「単位」は、種類が 数・金額 の項目に書きます。",
        ),
    ] {
        let project = project();
        project.edit("data/plan.yaml", from, to);
        let run = project.run(&["build"]);
        assert!(
            run.stderr.contains(wanted) && run.stderr.contains("data/plan.yaml:"),
            "{to}\n{}",
            run.stderr
        );
        assert_eq!(run.stderr.matches("エラー[").count(), 1, "{}", run.stderr);
    }
}

#[test]
fn a_day_that_is_typed_otherwise_is_told_as_it_is_to_be_typed() {
    for typed in ["令和8年2月10日", "2026/2/10", "R8.2.10", "２０２６年２月１０日"] {
        let project = project();
        project.edit("data/records/R7/koekake.yaml", "成果:", &format!("評価日: {typed}\n成果:"));
        let run = project.run(&["build"]);
        assert!(run.stderr.contains("「2026-02-10」と書いてください。"), "{typed}\n{}", run.stderr);
    }
}

#[test]
fn the_parts_of_the_form_are_explained_with_examples() {
    let project = project();
    let face = project.run(&["explain", "紙面"]).stdout;
    assert!(face.contains("指標の表") && face.contains("- [取組内容 4, 成果 3]"), "{face}");
    let form = project.run(&["explain", "様式"]).stdout;
    assert!(form.contains("紙面の頁数: 2") && form.contains("課題: {種類: 文章}"), "{form}");
}

#[test]
fn a_wide_space_after_the_mark_of_a_list_is_told_at_its_line() {
    let project = Project::small();
    project.edit(
        "data/plan.yaml",
        "基本戦略:\n",
        "様式:\n  紙面:\n    - [概要]\n    -　[成果]\n    - [備考]\n基本戦略:\n",
    );
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("「-」の後の空白が全角の空白「　」です。"), "{}", run.stderr);
    assert!(run.stderr.contains("-　[成果]"), "{}", run.stderr);
}

#[test]
fn in_april_the_index_has_its_own_title_and_a_lower_target_is_told() {
    let project = Project::small();
    project.edit("data/records/R7/koekake.yaml", "指標目標: 12回", "指標目標: 8回");
    let text = std::fs::read_to_string(project.path("data/records/R7/koekake.yaml")).unwrap();
    let target = text.lines().find(|line| line.starts_with("指標目標")).unwrap();
    project.write("data/records/R7/koekake.yaml", format!("{target}\n"));
    let pages = project.build(&["--targets"]);
    assert!(pages[2].contains("事業の一覧") && !pages[2].contains("全体の評価"), "{}", pages[2]);
    let found = project.run(&["check", "--targets"]).stdout;
    assert!(found.contains("W0656"), "{found}");
}

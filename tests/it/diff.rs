//! 新旧対照表.

use std::fs;
use std::process::Command;

use page_validation::ValidationProfile;

use crate::publishing::failures;
use crate::support::{Project, copy_folder, pdf_pages, squeeze};

/// The folder of an earlier version, as an argument.
fn folder(project: &Project) -> String {
    project.path("").display().to_string()
}

/// Writes the table, and reads it without white space.
fn table(project: &Project, old: &str) -> String {
    let run = project.run(&["diff", old, "-o", "out/changes.pdf"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    pdf_pages(&project.path("out/changes.pdf")).concat()
}

#[test]
fn what_changed_stands_old_beside_new() {
    let old = Project::small();
    let new = Project::small();
    new.edit("data/records/R7/haishoku.yaml", "成果: 12回行いました。", "成果: 15回行いました。");
    new.edit("data/records/R6/ibasho.yaml", "査定: 3", "査定: 2");
    new.edit("data/plan.yaml", "名称: 見守りの輪", "名称: 見守りと支えの輪");
    let run = new.run(&["diff", &folder(&old)]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(
        run.stdout.contains("R7-新旧対照表.pdf") && run.stdout.contains("変わった項目 3 件"),
        "{}",
        run.stdout
    );
    let table = pdf_pages(&new.path("out/R7-新旧対照表.pdf")).concat();
    for wanted in [
        "新旧対照表",
        "頁",
        "項目",
        "12回行いました。",
        "15回行いました。",
        "評価（R6）",
        "見守りの輪",
        "見守りと支えの輪",
    ] {
        assert!(table.contains(&squeeze(wanted)), "{wanted}: {table}");
    }
    // What is on several sheets is told once, and what did not change not at all.
    assert_eq!(table.matches("見守りと支えの輪").count(), 1, "{table}");
    assert!(!table.contains("を続けます"), "{table}");
    let bytes = fs::read(new.path("out/R7-新旧対照表.pdf")).unwrap();
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        assert_eq!(failures(&bytes, profile), [""; 0], "{profile:?}");
    }
}

#[test]
fn a_reprint_does_not_differ_from_its_first_print() {
    let old = Project::real();
    let new = Project::real();
    new.edit("data/records/R5/kaji-enjo.yaml", "99名", "102名");
    let table = table(&new, &folder(&old));
    assert_eq!(table.matches("102名").count(), 1, "{table}");
    let run = new.run(&["diff", &folder(&new)]);
    assert!(run.status == 0 && run.stdout.contains("変わった所はありません"), "{}", run.stdout);
}

#[test]
fn sheets_come_and_go() {
    let old = Project::small();
    let new = Project::small();
    new.write("data/measures/haishoku.yaml", "事業名: 配食\n担当係: [福祉課]\n概要: 配食の概要です。\n年次計画:\n  - {内容: 配食の実施, 期間: R6-R6}\n終了年度: R6\n");
    new.remove("data/records/R7/haishoku.yaml");
    let gone = table(&new, &folder(&old));
    assert!(gone.contains("－配食進捗管理シート配食（なし）"), "{gone}");
    let come = table(&old, &folder(&new));
    assert!(come.contains("2配食進捗管理シート（なし）配食"), "{come}");
}

#[test]
fn a_bar_that_ends_earlier_is_a_change() {
    let (old, new) = (Project::small(), Project::small());
    new.edit("data/measures/haishoku.yaml", "期間: R6-R11", "期間: R6-R8");
    let table = table(&new, &folder(&old));
    assert!(table.contains("年次計画（予定）配食の実施（R6-R11）配食の実施（R6-R8）"), "{table}");
}

#[test]
fn names_numbers_and_notes_of_the_tree_are_compared() {
    let (old, new) = (Project::small(), Project::small());
    new.edit("data/plan.yaml", "名称: 居場所", "名称: 居場所と見守り");
    new.edit("data/plan.yaml", "- 名称: 集いの場", "- 番号: 4\n        名称: 集いの場");
    new.edit(
        "data/plan.yaml",
        "- 名称: 支えあう町",
        "- 名称: 支えあう町\n    注記: 評価は年度末のものです。",
    );
    let table = table(&new, &folder(&old));
    for wanted in [
        "全体の評価取組1居場所1居場所と見守り",
        "全体の評価施策2集いの場4集いの場",
        "全体の評価基本目標1の注記（なし）評価は年度末のものです。",
    ] {
        assert!(table.contains(wanted), "{wanted}: {table}");
    }
    assert_eq!(table.matches("4集いの場").count(), 1, "{table}");
}

#[test]
fn what_comes_between_does_not_rename_the_rest() {
    let (old, new) = (Project::small(), Project::small());
    // With a new name, a 重点的取組 is known by its measures.
    new.edit(
        "data/plan.yaml",
        "- 名称: 居場所\n            事業: [ibasho]",
        "- 名称: 見回り\n            事業: [haishoku]\n          - 名称: 居場所づくり\n            事業: [ibasho]",
    );
    let table = table(&new, &folder(&old));
    for wanted in ["取組（なし）1見回り", "取組1居場所2居場所づくり", "取組2声かけ3声かけ"]
    {
        assert!(table.contains(wanted), "{wanted}: {table}");
    }
}

#[test]
fn reprints_come_and_go() {
    let (old, new) = (Project::small(), Project::small());
    new.edit("data/plan.yaml", "事業: [ibasho]", "事業: [ibasho, haishoku]");
    let come = table(&new, &folder(&old));
    assert!(come.contains("4配食（再掲）進捗管理シート（なし）施策2集いの場"), "{come}");
    let gone = table(&old, &folder(&new));
    assert!(gone.contains("－配食（再掲）進捗管理シート施策2集いの場（なし）"), "{gone}");
    // Only the sheet is told: what it says stands on the other too.
    let run = new.run(&["diff", &folder(&old)]);
    assert!(run.stdout.contains("変わった項目 1 件"), "{}", run.stdout);
}

#[test]
fn a_reprint_may_become_the_first_print() {
    let (old, new) = (Project::small(), Project::small());
    new.edit("data/plan.yaml", "事業: [koekake, haishoku]", "事業: [haishoku]");
    let table = table(&new, &folder(&old));
    assert!(table.contains("3声かけ運動再掲あり（なし）"), "{table}");
    assert!(table.contains("－声かけ運動進捗管理シート施策1見守りの輪（なし）"), "{table}");
}

#[test]
fn sheets_that_change_places_are_told() {
    let (old, new) = (Project::small(), Project::small());
    new.edit("data/plan.yaml", "事業: [koekake, haishoku]", "事業: [haishoku, koekake]");
    let swapped = table(&new, &folder(&old));
    assert!(swapped.contains("声かけ運動頁12") || swapped.contains("配食頁21"), "{swapped}");
    new.edit("data/plan.yaml", "事業: [haishoku, koekake]", "事業: [koekake]");
    new.edit("data/plan.yaml", "事業: [ibasho]", "事業: [haishoku, ibasho]");
    // The page stays the second; what stands above it does not.
    let moved = table(&new, &folder(&old));
    assert!(moved.contains("2配食施策1見守りの輪2集いの場"), "{moved}");
    assert!(moved.contains("2配食取組1声かけ1居場所"), "{moved}");
}

#[test]
fn the_words_of_the_form_are_compared() {
    let (old, new) = (Project::small(), Project::small());
    new.edit("data/plan.yaml", "重点的取組: 取組}", "重点的取組: 取組, 担当係: 担当課}");
    let table = table(&new, &folder(&old));
    assert!(table.contains("呼称担当係担当係担当課"), "{table}");
}

#[test]
fn marks_that_only_the_index_prints_are_compared() {
    let (old, new) = (Project::small(), Project::small());
    for project in [&old, &new] {
        project.edit("data/measures/ibasho.yaml", "年次計画:", "終了年度: R6\n年次計画:");
        project.remove("data/records/R7/ibasho.yaml");
    }
    new.edit("data/records/R6/ibasho.yaml", "査定: 3", "査定: 2");
    new.edit("data/measures/koekake.yaml", "年次計画:", "終了年度: R10\n年次計画:");
    let table = table(&new, &folder(&old));
    assert!(table.contains("－居場所づくり評価（R6）32"), "{table}");
    // A 再掲 has the same row.
    assert_eq!(table.matches("声かけ運動評価（R11）（なし）－").count(), 1, "{table}");
}

#[test]
fn a_longer_plan_has_more_columns() {
    let (old, new) = (Project::small(), Project::small());
    new.edit("data/plan.yaml", "計画期間: R6-R11", "計画期間: R6-R12");
    let table = table(&new, &folder(&old));
    assert!(table.contains("全体の評価計画期間R6-R11R6-R12"), "{table}");
}

#[test]
fn what_could_not_be_printed_is_why_it_changed() {
    let old = Project::small();
    let new = Project::small();
    old.edit("data/records/R7/haishoku.yaml", "12回", "𠮷野さん");
    let table = table(&new, &folder(&old));
    assert!(table.contains("〓野さん12回"), "{table}");
}

#[test]
fn what_is_wrong_in_a_version_is_not_told_of_the_files_of_today() {
    const RECORD: &str = "data/records/R7/koekake.yaml";
    let (sound, lacking) = (Project::small(), Project::small());
    lacking.write(RECORD, "指標目標: 12回\n");
    let folder = folder(&lacking);
    for arguments in [&["diff", &folder][..], &["diff", "data/..", &folder]] {
        let run = sound.run(arguments);
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
        let blame = run.stderr.find(&format!("版「{folder}」から冊子を作れません。"));
        let finding = run.stderr.find("E0302");
        assert!(blame.is_some() && blame < finding, "{}", run.stderr);
        assert!(run.stderr.contains("今の記録ではなく、この版の記録"), "{}", run.stderr);
    }
    // Those of today are told as ever.
    let run = lacking.run(&["diff", "data/.."]);
    assert!(run.status == 1 && run.stderr.starts_with("エラー[E0302]"), "{}", run.stderr);
}

#[test]
fn git_keeps_versions_and_nothing_of_them_is_touched() {
    let project = Project::empty();
    let git = |arguments: &[&str]| {
        let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        let output = Command::new("git")
            .arg("-C")
            .arg(project.path(""))
            .args(author)
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    // A council's folder may lie inside a repository.
    let council = Project::small();
    copy_folder(&council.path("data"), &project.path("council/data"));
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "first"]);
    project.edit("council/data/records/R7/haishoku.yaml", "12回行いました", "15回行いました");
    let before = git(&["status", "--porcelain"]);
    let run = project.run(&["diff", "HEAD", "--root", "council", "-o", "changes.pdf"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let table = pdf_pages(&project.path("changes.pdf")).concat();
    assert!(table.contains("12回行いました") && table.contains("15回行いました"), "{table}");
    fs::remove_file(project.path("changes.pdf")).unwrap();
    assert_eq!(git(&["status", "--porcelain"]), before);
    for (version, told) in [("HEAD~7", "git の版"), ("--help", "E0901"), ("nowhere", "git の版")] {
        let run = project.run(&["diff", "--root", "council", "--", version]);
        assert!(run.status == 2 && run.stderr.contains(told), "{version}: {}", run.stderr);
    }
}

#[test]
fn a_section_of_the_foreword_that_comes_first_does_not_rewrite_the_rest() {
    let (old, new) = (Project::real(), Project::real());
    new.edit("data/plan.yaml", "前文:\n", "前文:\n  - 見出し: はじめのことば\n    本文: ようこそ。\n");
    new.edit("data/plan.yaml", "進捗管理の目的\n", "進捗管理のねらい\n");
    let run = new.run(&["diff", &folder(&old)]);
    // Heading and body of the new one, and the heading that changed.
    assert!(run.stdout.contains("変わった項目 3 件"), "{}", run.stdout);
    let table = table(&new, &folder(&old));
    assert!(table.contains("はじめのことば") && table.contains("進捗管理のねらい"), "{table}");
}

#[test]
fn what_moves_past_a_level_leaves_the_level_where_it_is() {
    const MOVED: &str =
        "              - 名称: 生活困窮者等への支援事業の実施\n                事業: [seikatsu-konkyu]\n";
    let (old, new) = (Project::real(), Project::real());
    new.edit("data/plan.yaml", MOVED, "");
    let first = "              - 名称: 相談支援機能の強化と相談体制の整備\n";
    new.edit("data/plan.yaml", first, &format!("{MOVED}{first}"));
    let table = table(&new, &folder(&old));
    for level in ["施策細目", "重点施策"] {
        assert!(!table.contains(&format!("全体の評価{level}")), "{table}");
    }
}

#[test]
fn an_old_version_that_ends_earlier_is_told_the_year_to_compare() {
    let (old, new) = (Project::small(), Project::small());
    old.edit("data/plan.yaml", "計画期間: R6-R11", "計画期間: R6-R6");
    old.remove("data/records/R7");
    for measure in ["haishoku", "ibasho", "koekake"] {
        let name = format!("data/measures/{measure}.yaml");
        let text = fs::read_to_string(old.path(&name)).unwrap().replace("-R11", "-R6");
        old.write(&name, text);
    }
    let run = new.run(&["diff", &folder(&old)]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("E0209") && run.stderr.contains("--year R6"), "{}", run.stderr);
}

#[test]
fn an_old_version_of_an_earlier_year_is_told_the_year_to_compare() {
    let (old, new) = (Project::small(), Project::small());
    old.remove("data/records/R7");
    old.write("data/records/R6/ibasho.yaml", "指標目標: 10回\n査定: 3\n");
    let run = new.run(&["diff", &folder(&old)]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("には、令和７年度の記録がありません。"), "{}", run.stderr);
    assert!(run.stderr.contains("--year R6"), "{}", run.stderr);
    assert!(!run.stderr.contains("new-year"), "{}", run.stderr);
}

#[test]
fn the_data_folder_itself_is_told_the_one_above() {
    let (old, new) = (Project::small(), Project::small());
    let data = old.path("data");
    let run = new.run(&["diff", &data.display().to_string()]);
    let above = format!("「{}」を指定してください。", data.parent().unwrap().display());
    assert!(run.status == 2 && run.stderr.contains(&above), "{}", run.stderr);
}

#[test]
fn a_change_that_is_hard_to_see_is_named() {
    let (old, new) = (Project::small(), Project::small());
    // 査定 is told under its own name, beside 自己評価, whose cell it shares.
    old.edit("data/records/R7/ibasho.yaml", "自己評価: 4\n", "自己評価: 4\n査定: 3\n");
    new.edit("data/records/R7/ibasho.yaml", "自己評価: 4\n", "自己評価: 4\n査定: 2\n");
    // Line ends alone cannot be underlined.
    old.edit("data/records/R7/koekake.yaml", "成果: 12回行いました。", "成果: |-\n  12回\n  行いました。");
    // A name that is gone may have characters that cannot be printed.
    old.edit("data/measures/haishoku.yaml", "事業名: ", "事業名: 𠮷野の");
    new.edit("data/measures/haishoku.yaml", "年次計画:", "終了年度: R6\n年次計画:");
    new.remove("data/records/R7/haishoku.yaml");
    let table = table(&new, &folder(&old));
    assert!(table.contains("査定") && !table.contains("自己評価"), "{table}");
    assert!(table.contains("12回（改行）行いました。"), "{table}");
    assert!(table.contains("〓野の配食"), "{table}");
}

#[test]
fn a_review_is_told_as_the_records_have_it_whether_it_differs_from_the_sections_own_mark_or_not() {
    const RECORD: &str = "data/records/R7/ibasho.yaml";
    let marks = |own: u8, reviewed: &str| {
        let project = Project::small();
        project.edit(RECORD, "自己評価: 4\n", &format!("自己評価: {own}\n{reviewed}"));
        project
    };
    let told = table(&marks(4, "査定: 4\n"), &folder(&marks(4, "査定: 3\n")));
    assert!(told.contains("査定3ふつう4よい") && !told.contains("（なし）"), "{told}");
    let told = table(&marks(4, "査定: 4\n"), &folder(&marks(3, "査定: 4\n")));
    assert!(told.contains("自己評価3ふつう4よい") && !told.contains("査定"), "{told}");
    // One that says what the section said is not printed.
    let run = marks(4, "査定: 4\n").run(&["diff", &folder(&marks(4, ""))]);
    assert!(run.status == 0 && run.stdout.contains("変わった所はありません"), "{}", run.stdout);
}

/// A measure without a sheet: it begins next year.
const TOMORROW: &str = "事業名: 移動の支援\n担当係: [福祉課]\n概要: 移動を支えます。\n開始年度: R8\n年次計画:\n  - {内容: 移動の支援, 期間: R8-R11}\n";

#[test]
fn a_measure_without_a_sheet_comes_and_goes_in_one_row() {
    let (old, new) = (Project::small(), Project::small());
    for project in [&old, &new] {
        project.edit("data/plan.yaml", "呼称:", "様式: {事業番号: 通し}\n呼称:");
    }
    new.edit("data/plan.yaml", "事業: [ibasho]", "事業: [ibasho, idou]");
    new.write("data/measures/idou.yaml", TOMORROW);
    let come = table(&new, &folder(&old));
    assert!(come.contains("－移動の支援全体の評価（なし）４移動の支援"), "{come}");
    let gone = table(&old, &folder(&new));
    assert!(gone.contains("－移動の支援全体の評価４移動の支援（なし）"), "{gone}");
    for (project, other) in [(&new, &old), (&old, &new)] {
        let run = project.run(&["diff", &folder(other)]);
        assert!(run.stdout.contains("変わった項目 1 件"), "{}", run.stdout);
    }
}

#[test]
fn years_in_which_a_measure_is_no_longer_under_way_are_one_row() {
    let (old, new) = (Project::small(), Project::small());
    new.edit("data/measures/ibasho.yaml", "年次計画:", "終了年度: R8\n年次計画:");
    let table = table(&new, &folder(&old));
    assert!(table.contains("評価（R9-R11）（なし）－"), "{table}");
}

#[test]
fn numbers_that_move_together_are_one_row() {
    let (old, new) = (Project::small(), Project::small());
    for project in [&old, &new] {
        project.edit("data/plan.yaml", "呼称:", "様式: {事業番号: 通し}\n呼称:");
    }
    new.edit("data/plan.yaml", "事業: [koekake, haishoku]", "事業: [idou, koekake, haishoku]");
    new.write("data/measures/idou.yaml", TOMORROW);
    let come = table(&new, &folder(&old));
    assert!(
        come.contains("－全体の評価事業番号１～３２～４（3事業の番号が1ずつ後ろに移りました）"),
        "{come}"
    );
    let gone = table(&old, &folder(&new));
    assert!(gone.contains("－全体の評価事業番号２～４１～３（3事業の番号が1ずつ前に移りました）"), "{gone}");
    // That one was put behind the others, is told of it and of the others.
    new.edit("data/plan.yaml", "事業: [idou, koekake, haishoku]", "事業: [haishoku]");
    new.edit("data/plan.yaml", "事業: [ibasho]", "事業: [ibasho, koekake]");
    new.remove("data/measures/idou.yaml");
    let moved = table(&new, &folder(&old));
    assert!(
        moved.contains("声かけ運動事業番号１３")
            && moved.contains("事業番号２～３１～２（2事業の番号が1ずつ前に移りました）"),
        "{moved}"
    );
}

//! 新旧対照表.

use std::fs;
use std::process::Command;

use page_validation::ValidationProfile;

use crate::publishing::failures;
use crate::support::{Project, pdf_pages, squeeze};

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
    let source = council.path("data");
    fs::create_dir(project.path("council")).unwrap();
    assert!(
        Command::new("cp").arg("-r").arg(source).arg(project.path("council")).status().unwrap().success()
    );
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

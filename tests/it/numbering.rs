//! 事業番号: measures that are numbered through, or that have numbers of their own.

use crate::filled::Form;
use crate::publishing::Pdf;
use crate::support::{Project, pdf_pages};

/// The small plan, whose measures are numbered through.
fn project() -> Project {
    let project = Project::small();
    let through = "様式: {事業番号: 通し}\n全体の評価: {事業名: する}\n基本戦略:\n";
    project.edit("data/plan.yaml", "基本戦略:\n", through);
    project
}

#[test]
fn measures_are_numbered_through_in_the_order_of_the_tree() {
    let project = project();
    let pdf = Pdf::build(&project, &[]);
    assert!(pdf.text[2].contains("①声かけ１声かけ運動341２配食342"), "{}", pdf.text[2]);
    for (page, wanted) in [
        (3, "事業１声かけ運動"),
        (4, "事業２配食"),
        (5, "事業３居場所づくり"),
        (6, "事業１声かけ運動【再掲】"),
    ] {
        assert!(pdf.text[page].contains(wanted), "{wanted}\n{}", pdf.text[page]);
    }
    let bookmarks = pdf.sheet_bookmarks();
    let titles: Vec<&str> = bookmarks.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["１　声かけ運動", "２　配食", "３　居場所づくり", "１　声かけ運動【再掲】"]);
    let status = project.run(&["status"]).stdout;
    assert!(status.contains("２　配食"), "{status}");
    // The sheets of one section, and a measure that has ended, leave the others their numbers.
    let part = project.build(&["--sheets", "3"]);
    assert!(part[3].contains("事業３居場所づくり"), "{}", part[3]);
    project.edit("data/measures/haishoku.yaml", "概要:", "終了年度: R6\n概要:");
    project.remove("data/records/R7/haishoku.yaml");
    let pages = project.build(&[]);
    assert!(
        pages[2].contains("２配食") && pages[4].contains("事業３居場所づくり"),
        "{}\n{}",
        pages[2],
        pages[4]
    );
}

#[test]
fn a_measure_without_a_level_above_has_its_number_in_the_index() {
    let project = project();
    project.edit(
        "data/plan.yaml",
        "        重点的取組:\n          - 名称: 声かけ\n            事業: [koekake, haishoku]\n",
        "        事業: [koekake, haishoku]\n",
    );
    let index = &project.build(&[])[2];
    assert!(index.contains("１声かけ運動341２配食342"), "{index}");
}

#[test]
fn a_measure_may_have_a_number_of_its_own() {
    let project = Project::small();
    project.edit("data/plan.yaml", "基本戦略:\n", "全体の評価: {事業名: する}\n基本戦略:\n");
    let plain = project.build(&[]);
    project.edit("data/measures/koekake.yaml", "事業名:", "事業番号: 1-2-3\n事業名:");
    let pages = project.build(&[]);
    assert!(pages[2].contains("1-2-3声かけ運動341配食342"), "{}", pages[2]);
    assert!(
        pages[3].contains("事業1-2-3声かけ運動") && pages[6].contains("事業1-2-3声かけ運動"),
        "{}",
        pages[3]
    );
    assert_eq!(pages[4], plain[4], "another may have none");
    let old = Project::small();
    let change = project.run(&["diff", old.path("").to_str().unwrap(), "-o", "diff.pdf"]);
    assert_eq!((change.status, change.stderr.as_str()), (0, ""));
    let told = pdf_pages(&project.path("diff.pdf")).concat();
    assert!(told.contains("事業番号（なし）1-2-3"), "{told}");
    // A sign that no font has is told as in any other field.
    project.edit("data/measures/koekake.yaml", "事業番号: 1-2-3", "事業番号: 1-\u{1F600}");
    let run = project.run(&["build"]);
    assert!(run.status == 1 && run.stderr.contains("data/measures/koekake.yaml:"), "{}", run.stderr);
}

#[test]
fn a_number_of_its_own_and_one_of_the_plan_exclude_each_other() {
    let project = project();
    project.edit("data/measures/koekake.yaml", "事業名:", "事業番号: 1-2-3\n事業名:");
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1);
    for part in ["「事業番号: 通し」", "data/measures/koekake.yaml:1:", "この行を消すか"] {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
    project.edit("data/plan.yaml", "事業番号: 通し", "事業番号: とおし");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("通し・しない のどれか"), "{}", run.stderr);
}

#[test]
fn entry_forms_have_the_numbers_and_come_back() {
    let project = project();
    assert_eq!(project.run(&["forms"]).status, 0);
    let form = "out/R7-記入様式-福祉課.xlsx";
    let mut filled = Form::open(&project.path(form));
    assert!(filled.part("xl/sharedStrings.xml").contains(">２　配食<"));
    let run = project.run(&["collect", form]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("新しく取り込むものはありません。"), "{}", run.stdout);
}

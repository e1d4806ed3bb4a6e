//! 校正除外: what a file excuses is not told again.

use crate::support::Project;

const TOLD: &str = "W0613";

/// The list of what is found, which holds no errors.
fn found(project: &Project) -> String {
    let run = project.run(&["check"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    run.stdout
}

#[test]
fn the_target_of_a_past_year_is_excused_in_its_own_record() {
    let project = Project::small();
    let record = "data/records/R6/ibasho.yaml";
    let target = "指標目標: ｻﾛﾝ10回\n査定: 3\n";
    project.write(record, target);
    assert!(found(&project).contains(TOLD));
    // Whether the other is needed, only the booklet of its own year can tell.
    project.write(
        record,
        format!("{target}校正除外:\n  - {{符号: W0613, 理由: 様式の名前}}\n  - {{符号: W0656, 理由: 会場の改修}}\n"),
    );
    assert_eq!(found(&project), "誤りは見つかりませんでした（シート 4 枚）。\n");
}

#[test]
fn a_foreword_of_one_year_is_excused_in_its_own_file() {
    let project = Project::small();
    let plan = "前文:\n  - 本文: ｻﾛﾝを続けます。\n校正除外: [{符号: W0613, 理由: 様式の名前}]\n";
    let text = std::fs::read_to_string(project.path("data/plan.yaml")).unwrap();
    project.write("data/plan.yaml", format!("{text}{plan}"));
    assert_eq!(found(&project), "誤りは見つかりませんでした（シート 4 枚）。\n");

    // The plan's own foreword is that of other years now, and so is its excuse.
    let notes = "data/years/R7.yaml";
    project.write(notes, "前文:\n  - 本文: ｻﾛﾝを開きました。\n");
    let told = found(&project);
    assert!(
        told.contains("years/R7.yaml:2:")
            && told.ends_with("注意 1 件。うち 1 件は、shinchoku check --fix で直せます。\n"),
        "{told}"
    );
    project.edit(notes, "前文:", "校正除外: [{符号: W0613, 理由: 様式の名前}]\n前文:");
    assert_eq!(found(&project), "誤りは見つかりませんでした（シート 4 枚）。\n");
    project.edit(notes, "ｻﾛﾝ", "サロン");
    let told = found(&project);
    assert!(told.contains("W0690") && told.contains("years/R7.yaml:1:"), "{told}");
}

#[test]
fn what_the_council_does_not_go_by_is_told_nowhere() {
    let project = Project::small();
    project.edit("data/records/R7/ibasho.yaml", "12回", "ｻﾛﾝ12回");
    project.edit("data/records/R7/koekake.yaml", "12回", "ｻﾛﾝ12回");
    assert!(found(&project).contains(TOLD));
    project.edit(
        "data/plan.yaml",
        "名称: みどり町",
        "校正:\n  しない: [{符号: W0613, 理由: 様式の名前に合わせる。}]\n名称: みどり町",
    );
    assert_eq!(found(&project), "誤りは見つかりませんでした（シート 4 枚）。\n");
    // A reason is for those who read the plan next year.
    project.edit("data/plan.yaml", "[{符号: W0613, 理由: 様式の名前に合わせる。}]", "[W0613]");
    let run = project.run(&["check"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("{符号: W0613, 理由: …}"), "{}", run.stdout);
}

#[test]
fn what_is_excused_of_certain_words_is_told_of_all_others() {
    let project = Project::small();
    let record = "data/records/R7/ibasho.yaml";
    let excuse = "校正除外:\n  - {符号: W0613, 箇所: ｻﾛﾝ, 理由: 団体の名前}\n";
    project.edit(
        record,
        "成果: 12回行いました。",
        &format!("{excuse}成果: ﾁﾗｼを配り、ｻﾛﾝを12回行いました。"),
    );
    let told = found(&project);
    assert!(told.contains("ibasho.yaml:5:5") && told.contains("注意 1 件。"), "{told}");
    assert_eq!(project.run(&["check", "--fix"]).status, 0);
    let mended = std::fs::read_to_string(project.path(record)).unwrap();
    assert!(mended.contains("成果: チラシを配り、ｻﾛﾝを12回行いました。"), "{mended}");
    assert_eq!(found(&project), "誤りは見つかりませんでした（シート 4 枚）。\n");
    // Once the words are gone, the next slip of the kind would be told, but the excuse says what is not so.
    project.edit(record, "ｻﾛﾝを12回", "ｶﾌｪを12回");
    let told = found(&project);
    assert!(
        told.contains("W0613") && told.contains("この校正除外（W0613、箇所「ｻﾛﾝ」）は、もう要りません。"),
        "{told}"
    );
}

#[test]
fn the_council_excuses_certain_words_wherever_they_stand() {
    let project = Project::small();
    project.edit("data/records/R7/ibasho.yaml", "12回", "ｻﾛﾝ12回");
    project.edit("data/records/R7/koekake.yaml", "12回", "ｻﾛﾝとｶﾌｪ12回");
    project.edit(
        "data/plan.yaml",
        "名称: みどり町",
        "校正:\n  しない: [{符号: W0613, 箇所: ｻﾛﾝ, 理由: 様式の名前に合わせる。}]\n名称: みどり町",
    );
    let told = found(&project);
    assert!(told.contains("koekake.yaml") && told.contains("注意 1 件。"), "{told}");
}

#[test]
fn two_excuses_of_one_kind_are_each_kept_or_told() {
    let project = Project::small();
    let record = "data/records/R7/ibasho.yaml";
    project.edit(
        record,
        "成果: 12回行いました。",
        "校正除外:\n  - {符号: W0613, 理由: 様式の名前}\n  - {符号: W0613, 理由: 団体の名前}\n成果: 12回行いました。",
    );
    let told = found(&project);
    assert!(told.contains("ibasho.yaml:4:") && told.contains("ibasho.yaml:5:"), "{told}");
    project.edit(record, "12回行いました。", "ｻﾛﾝを12回行いました。");
    assert_eq!(found(&project), "誤りは見つかりませんでした（シート 4 枚）。\n");
}

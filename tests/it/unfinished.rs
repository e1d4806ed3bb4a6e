//! A booklet before its end: while sections are still writing, in the middle of the year, and when it begins.

use std::fs;
use std::io::{BufRead, BufReader};

use serde_json::Value;

use crate::preview::Preview;
use crate::support::{Project, Run, pdf_pages, squeeze};

const KOEKAKE: &str = "data/records/R7/koekake.yaml";
const HAISHOKU: &str = "data/records/R7/haishoku.yaml";
const IBASHO: &str = "data/records/R7/ibasho.yaml";

/// One record is begun, one is not there, and only one is finished.
fn half_written() -> Project {
    let project = Project::small();
    project.write(KOEKAKE, "指標目標: 12回\n取組内容: 声をかけました。\n");
    project.remove(HAISHOKU);
    project
}

/// The same, and the finished one is of a section of its own.
fn of_two_sections() -> Project {
    let project = half_written();
    project.edit("data/plan.yaml", "担当係: [福祉課]", "担当係: [福祉課, 総務課]");
    project.edit("data/measures/ibasho.yaml", "担当係: [福祉課]", "担当係: [総務課]");
    project
}

/// What a run that wrote a PDF says, and the pages.
fn printed(project: &Project, arguments: &[&str]) -> (Run, Vec<String>) {
    let run = project.run(&[&["build"], arguments].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let written = run.stdout.split(' ').next().unwrap();
    let pages = pdf_pages(&project.path(written));
    (run, pages)
}

#[test]
fn a_draft_prints_what_is_there_and_says_what_is_not() {
    let project = half_written();
    let (run, pages) = printed(&project, &["--draft"]);
    // Cover, foreword, index, and a sheet for each mention, whether there is a record or not.
    assert_eq!(pages.len(), 3 + 4);
    // The mark of R6, that of R7 where there is one, and the page.
    for row in ["31①声かけ32", "①居場所343", "②声かけ（再掲）34"] {
        assert!(pages[2].contains(row), "{row}\n{}", pages[2]);
    }
    let unwritten = |page: &str| page.matches("未記入").count();
    assert_eq!(pages[3..].iter().map(|page| unwritten(page)).collect::<Vec<_>>(), [3, 5, 0, 3]);
    // The lines of the cells are numbered.
    let begun = pages[3].replace("12345678910", "").replace("123456", "");
    for wanted in ["具体的な取組内容成果声をかけました。未記入", "自己評価今後の方針未記入未記入", "備考"]
    {
        assert!(begun.contains(wanted), "{wanted}\n{begun}");
    }
    let missing = pages[4].replace("12345678910", "").replace("123456", "");
    for wanted in ["進捗管理シート2令和７年度", "事業配食", "10回未記入", "具体的な取組内容成果未記入未記入"]
    {
        assert!(missing.contains(wanted), "{wanted}\n{missing}");
    }
    assert_eq!(
        run.stderr,
        "まだ書かれていない項目があります。\n  福祉課: 令和７年度の記録の 8 項目が未記入です（「声かけ運動」3、「配食」5）。\n"
    );
}

#[test]
fn what_is_missing_in_a_whole_booklet_is_one_line_a_section() {
    let project = half_written();
    project.edit("data/plan.yaml", "担当係: [福祉課]", "担当係: [福祉課, 総務課]");
    project.edit("data/measures/haishoku.yaml", "担当係: [福祉課]", "担当係: [福祉課, 総務課]");
    project.remove(IBASHO);
    project.edit("data/measures/ibasho.yaml", "担当係: [福祉課]", "担当係: [総務課]");
    let run = project.run(&["build"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "no year has a finished record\n{}", run.stderr);
    let run = project.run(&["build", "R7"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    let errors: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("エラー[")).collect();
    assert_eq!(
        errors,
        [
            "エラー[E0302]: 福祉課: 令和７年度の記録の 8 項目が未記入です（「声かけ運動」3、「配食」5）。",
            "エラー[E0302]: 総務課: 令和７年度の記録の 10 項目が未記入です（「配食」5、「居場所づくり」5）。",
        ]
    );
    assert!(run.stderr.contains("エラーが 2 件あります。何も書き込んでいません。"), "{}", run.stderr);
    for next in ["build R7 --draft", "check R7 --format markdown", "「shinchoku new-year 令和７年度」"]
    {
        assert!(run.stderr.contains(next), "{next}\n{}", run.stderr);
    }
    assert!(!project.path("out").exists());
    let run = project.run(&["build", "R7", "--targets"]);
    for next in ["build R7 --targets --draft", "check R7 --targets --format markdown"] {
        assert!(run.status == 1 && run.stderr.contains(next), "{next}\n{}", run.stderr);
    }
}

#[test]
fn what_somebody_else_writes_is_not_missed_of_the_section() {
    let project = Project::of_council("sakura");
    for (measure, mark) in [("kenshin", "妥当"), ("volunteer", "妥当"), ("mimamori", "期待以上")] {
        project.edit(&format!("data/records/R7/{measure}.yaml"), &format!("外部評価: {mark}\n"), "");
    }
    let run = project.run(&["build", "R7"]);
    let errors: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("エラー[")).collect();
    assert_eq!(errors.len(), 1, "{}", run.stderr);
    assert!(
        errors[0].starts_with("エラー[E0302]: 評価委員会: 令和７年度の記録の 3 項目が未記入です（"),
        "{errors:?}"
    );
    assert!(run.stderr.contains("「shinchoku forms --review」"), "{}", run.stderr);
}

#[test]
fn a_draft_prints_what_does_not_fit_as_far_as_it_goes() {
    let project = Project::small();
    let long = format!("取組内容: 初めの文。{}終わりの文。\n", "長い文章を続けます。".repeat(200));
    project.edit(KOEKAKE, "取組内容: 声かけ運動に取り組みました。\n", &long);
    let refused = project.run(&["build"]);
    assert!(refused.status == 1 && refused.stderr.contains("E0502"), "{}", refused.stderr);
    let (run, pages) = printed(&project, &["--draft"]);
    assert_eq!(pages.len(), 3 + 4, "no page is spilled");
    assert!(pages[3].contains("初めの文。") && pages[4].contains("進捗管理シート2"), "{}", pages[3]);
    let told = "枠に入りきらないものがあります。入る所までを載せました。\n  シート 1: 「取組内容」があと約 ";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    assert!(!run.stderr.contains("エラー"), "{}", run.stderr);
}

#[test]
fn missing_records_of_an_earlier_year_are_one_line_too() {
    let project = Project::small();
    project.remove("data/records/R6/koekake.yaml");
    project.remove("data/records/R6/haishoku.yaml");
    let run = project.run(&["build"]);
    let wanted = "エラー[E0301]: 福祉課: 令和６年度の記録がありません（「声かけ運動」、「配食」）。";
    assert!(run.status == 1 && run.stderr.starts_with(wanted), "{}", run.stderr);
}

#[test]
fn a_part_needs_its_own_records_only() {
    let project = of_two_sections();
    project.remove("data/records/R6/koekake.yaml");
    for arguments in [["--section", "総務課"], ["--sheets", "3"]] {
        let pages = project.build(&arguments);
        assert_eq!(pages.len(), 3 + 1, "{arguments:?}");
        assert!(pages[3].contains("進捗管理シート3") && pages[3].contains("居場所づくり"), "{}", pages[3]);
    }
    let run = project.run(&["build", "--sheets", "1"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains(KOEKAKE) && !run.stderr.contains("haishoku"), "{}", run.stderr);
    // A part may be a draft, which tells of itself alone.
    let (run, pages) = printed(&project, &["--draft", "--sheets", "2"]);
    assert_eq!(pages.len(), 3 + 1);
    assert!(run.stderr.contains("「配食」") && !run.stderr.contains("声かけ運動"), "{}", run.stderr);
}

#[test]
fn a_report_in_the_middle_of_the_year_has_its_name_and_needs_what_is_due_by_then() {
    let project = half_written();
    let run = project.run(&["build", "R7", "--interim"]);
    assert!(run.status == 1 && run.stderr.contains(HAISHOKU), "{}", run.stderr);
    project.write(HAISHOKU, "指標目標: 12回\n");
    let (run, pages) = printed(&project, &["R7", "--interim"]);
    assert!(run.stdout.starts_with("out/R7-中間報告.pdf "), "{}", run.stdout);
    assert!(pages[0].contains("令和７年度進捗管理中間報告書みどり町"), "{}", pages[0]);
    assert!(pages[3].contains("進捗管理シート（中間報告）1令和７年度"), "{}", pages[3]);
    assert!(pages[3].contains("声をかけました。"), "what is there is printed\n{}", pages[3]);
    assert!(pages[5].contains("自己評価今後の方針4よい"), "{}", pages[5]);
    assert!(pages.iter().all(|page| !page.contains("未記入")), "what is not due yet is left empty");
    // In a draft of it, only what is due by then is marked.
    project.remove(HAISHOKU);
    let (run, pages) = printed(&project, &["R7", "--interim", "--draft"]);
    assert!(run.stdout.starts_with("out/R7-中間報告-校正用.pdf "), "{}", run.stdout);
    assert_eq!(pages.concat().matches("未記入").count(), 1, "{}", pages[4]);
}

#[test]
fn the_sheets_of_april_need_the_targets_alone() {
    let project = Project::small();
    for id in ["koekake", "haishoku"] {
        project.write(&format!("data/records/R8/{id}.yaml"), "指標目標: 15回\n");
    }
    // The newest year of which there is a target.
    let run = project.run(&["build", "--targets"]);
    assert!(run.status == 1 && run.stderr.contains("data/records/R8/ibasho.yaml"), "{}", run.stderr);
    project.write("data/records/R8/ibasho.yaml", "指標目標: 18回\n");
    let (run, pages) = printed(&project, &["--targets"]);
    assert!(run.stdout.starts_with("out/R8-目標設定.pdf "), "{}", run.stdout);
    assert!(pages[0].contains("令和８年度目標設定シートみどり町"), "{}", pages[0]);
    let sheet = &pages[5];
    for wanted in ["進捗管理シート（目標設定）3令和８年度", "18回", "自己評価今後の方針5大変よい4よい"]
    {
        assert!(sheet.contains(wanted), "{wanted}\n{sheet}");
    }
    assert!(!sheet.contains("未記入"), "there is room to write\n{sheet}");
    // A council has its own words.
    project.edit("data/plan.yaml", "呼称: {", "呼称: {目標設定: 年度目標書, 中間報告: 上半期報告書, ");
    assert!(project.build(&["--targets"])[0].contains("令和８年度年度目標書"));
    assert!(project.build(&["--interim"])[0].contains("令和８年度上半期報告書"));
    let run = project.run(&["build", "--targets", "--interim"]);
    assert!(run.status == 2 && run.stderr.contains("一緒に書けません"), "{}", run.stderr);
}

#[test]
fn check_reads_what_is_there_and_tells_what_is_not() {
    let project = half_written();
    project.edit(IBASHO, "12回行いました。", "１２回、13件行いました。");
    let run = project.run(&["check"]);
    assert_eq!(run.status, 1);
    let order = [
        "エラー[E0302]: 福祉課: 令和７年度の記録の 8 項目が未記入です（「声かけ運動」3、「配食」5）。",
        "■ シート 3　居場所づくり（福祉課）",
        "W0611",
        "エラー 1 件、",
    ];
    let places: Vec<usize> = order.iter().map(|text| run.stdout.find(text).expect(text)).collect();
    assert!(places.is_sorted(), "{}", run.stdout);

    // Programs are told of each record.
    let run = project.run(&["check", "--format", "json"]);
    let found: Vec<Value> = serde_json::from_str(&run.stdout).unwrap();
    let missing: Vec<_> = found
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| ["code", "file", "sheet"].map(|key| finding[key].to_string()).join(" "))
        .collect();
    assert_eq!(missing, [format!("\"E0302\" \"{KOEKAKE}\" 1"), format!("\"E0301\" \"{HAISHOKU}\" 2")]);
    let run = project.run(&["check", "--format", "sarif"]);
    assert!(run.stdout.contains(KOEKAKE) && run.stdout.contains(HAISHOKU), "{}", run.stdout);
    let run = project.run(&["check", "--format", "markdown"]);
    assert!(run.stdout.contains("## シート 2　配食（福祉課）\n\n- [ ] 事業「配食」"), "{}", run.stdout);

    // 校正一覧 has them for the sections to tick.
    let run = project.run(&["check", "--format", "pdf"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{}", run.stdout);
    let list = pdf_pages(&project.path("out/R7-校正一覧.pdf")).concat();
    for wanted in [
        "令和７年度校正一覧福祉課",
        "事業「配食」の令和７年度の記録がありません。",
        "全角・半角がそろっていません。",
    ] {
        assert!(list.contains(&squeeze(wanted)), "{wanted}\n{list}");
    }

    let run = project.run(&["check", "--fix"]);
    assert!(run.status == 1 && run.stderr.contains(IBASHO), "{}", run.stderr);
    assert!(fs::read_to_string(project.path(IBASHO)).unwrap().contains("12回、13件"));
}

#[test]
fn nothing_is_said_of_texts_that_are_not_there() {
    let project = Project::small();
    // What explains a mark, a number or a target is still to be written; so is what an excuse is for.
    project.write(
        KOEKAKE,
        "指標目標: 8回\n指標: [{名称: 声かけ, 単位: 回, 目標: 8, 実績: 5}]\n自己評価: 1\n査定: 2\n校正除外: [{符号: W0661, 理由: 毎年同じことをする。}]\n",
    );
    project.edit(
        "data/measures/haishoku.yaml",
        "概要:",
        "校正除外: [{符号: W0720, 理由: 通称による。}]\n概要:",
    );
    project.remove(HAISHOKU);
    let run = project.run(&["check"]);
    assert!(run.stdout.ends_with("エラー 1 件、注意 0 件。\n"), "{}", run.stdout);
    // Once it is finished, all of it is.
    project.write(
        KOEKAKE,
        "指標目標: 8回\n指標: [{名称: 声かけ, 単位: 回, 目標: 8, 実績: 5}]\n取組内容: 見守りに努めました。\n成果: 見守りが続いています。\n自己評価: 1\n査定: 2\n今後の方針: 見守りを続けます。\n校正除外: [{符号: W0661, 理由: 毎年同じことをする。}]\n",
    );
    let run = project.run(&["check"]);
    for code in ["W0647", "W0653", "W0654", "W0656", "W0690"] {
        assert!(run.stdout.contains(code), "{code}\n{}", run.stdout);
    }
}

#[test]
fn the_preview_shows_what_is_there() {
    let preview = Preview::of(half_written(), &[]);
    let ask = |address| ureq::get(format!("{}{address}", preview.url)).call().unwrap().into_body();
    BufReader::new(ask("news").into_reader()).read_line(&mut String::new()).unwrap();
    let state: Value = ask("state").read_json().unwrap();
    assert_eq!(state["stale"], false);
    let sheets = state["booklet"]["sheets"].as_array().unwrap();
    let grades: Vec<_> = sheets.iter().map(|sheet| sheet["grade"].as_str().unwrap()).collect();
    assert_eq!(grades, ["未記入", "未記入", "4", "未記入"]);
    let findings = state["findings"].as_array().unwrap();
    let found: Vec<_> = findings.iter().map(|finding| (&finding["code"], &finding["sheet"])).collect();
    assert_eq!(found, [(&Value::from("E0302"), &Value::from(1)), (&Value::from("E0301"), &Value::from(2))]);
}

#[test]
fn a_year_that_nobody_has_finished_can_be_looked_at() {
    let project = half_written();
    project.remove(IBASHO);
    let run = project.run(&["build"]);
    assert!(run.status == 1 && run.stderr.contains("E0303"), "{}", run.stderr);
    let (run, pages) = printed(&project, &["--draft"]);
    assert!(run.stdout.starts_with("out/R7-校正用.pdf ") && pages.len() == 3 + 4, "{}", run.stdout);
}

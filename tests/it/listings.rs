//! `check --format sarif`, `markdown` and `pdf`: findings for editors, chats and paper.

use std::fs;

use page_validation::ValidationProfile;
use serde_json::Value;
use serde_sarif::sarif::Sarif;

use crate::publishing::failures;
use crate::support::{Project, pdf_pages, squeeze};

/// A plan with errors and warnings, on sheets and elsewhere, and a sheet of two sections.
fn project() -> Project {
    let project = Project::small();
    project.edit("data/plan.yaml", "担当係: [福祉課]", "担当係: [総務課, 福祉課, 庶務課]");
    project.edit("data/measures/ibasho.yaml", "[福祉課]", "[福祉課, 総務課]");
    project.edit("data/records/R7/ibasho.yaml", "12回行いました。", "ｻﾛﾝを12回行いました。");
    project.edit("data/records/R7/ibasho.yaml", "居場所づくりを続けます。", "居場所づくりを 続けます。");
    project.edit("data/records/R7/koekake.yaml", "12回行いました。", "12回𠮷*行いました*。");
    project.edit("data/plan.yaml", "名称: みどり町地域", "名称: みどり町😀地域");
    project
}

fn sarif(project: &Project) -> Value {
    let run = project.run(&["check", "--format", "sarif"]);
    assert_eq!(run.stderr, "");
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{}", run.stdout))
}

#[test]
fn sarif_is_read_by_others_without_loss() {
    for project in [project(), Project::small(), Project::empty()] {
        let log = sarif(&project);
        let read: Sarif = serde_json::from_value(log.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), log);
    }
}

#[test]
fn sarif_tells_what_is_wrong_where_and_how_to_mend_it() {
    let log = sarif(&project());
    let run = &log["runs"][0];
    assert_eq!((&log["version"], &run["columnKind"]), (&"2.1.0".into(), &"unicodeCodePoints".into()));
    let results = run["results"].as_array().unwrap();
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
        for text in [&rule["shortDescription"], &rule["fullDescription"], &result["message"]] {
            assert!(!text["text"].as_str().unwrap().is_empty(), "{result}");
        }
    }
    let of = |code: &str| results.iter().find(|result| result["ruleId"] == code).unwrap();
    let at = |result: &Value| result["locations"][0]["physicalLocation"].clone();

    let kana = of("W0613");
    assert_eq!(kana["level"], "warning");
    assert_eq!(at(kana)["artifactLocation"]["uri"], "data/records/R7/ibasho.yaml");
    let region = serde_json::json!({"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 8});
    assert_eq!(at(kana)["region"], region);
    assert_eq!(kana["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "シート 3/成果");
    let change = &kana["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"], at(kana)["artifactLocation"]);
    assert_eq!(change["replacements"][0]["deletedRegion"], region);
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "サロン");

    // A character that has two units of UTF-16 is one.
    let missing = results.iter().find(|result| result.to_string().contains("koekake")).unwrap();
    assert_eq!((&missing["level"], &missing["fixes"]), (&"error".into(), &Value::Null));
    let columns = &at(missing)["region"];
    assert_eq!((&columns["startColumn"], &columns["endColumn"]), (&8.into(), &9.into()));
    assert!(missing["message"]["text"].as_str().unwrap().lines().count() > 1, "with what to do");
}

#[test]
fn addresses_have_no_signs_of_their_own() {
    let project = Project::small();
    project.write("data/records/R7/a b#1.yaml", "成果: 1\n");
    let log = sarif(&project);
    let addresses = log["runs"][0]["results"].to_string();
    assert!(addresses.contains("data/records/R7/a%20b%231.yaml"), "{addresses}");
}

#[test]
fn every_list_names_a_field_as_the_form_does() {
    let project = project();
    project.edit("data/plan.yaml", "重点的取組: 取組}", "重点的取組: 取組, 成果: 実績の記述}");
    let markdown = project.run(&["check", "--format", "markdown"]).stdout;
    assert!(markdown.contains("- [ ] 実績の記述 「") && !markdown.contains("成果"), "{markdown}");
    project.run(&["check", "--format", "pdf"]);
    let pages = pdf_pages(&project.path("out/R7-校正一覧.pdf")).concat();
    assert!(pages.contains("居場所づくり実績の記述") && !pages.contains("成果"), "{pages}");
}

#[test]
fn markdown_is_a_list_to_tick_by_sheet() {
    let project = project();
    let run = project.run(&["check", "--format", "markdown"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    let lines: Vec<&str> = run.stdout.lines().collect();
    let headings: Vec<&str> = lines.iter().copied().filter(|line| line.starts_with('#')).collect();
    assert_eq!(
        headings,
        [
            "## data/plan.yaml",
            "## シート 1　声かけ運動（福祉課）",
            "## シート 3　居場所づくり（福祉課・総務課）"
        ]
    );
    assert_eq!(lines.iter().filter(|line| line.starts_with("- [ ] ")).count(), 4, "{}", run.stdout);
    for line in [
        "- [ ] 成果 「\\[ｻﾛﾝ]を12回行いまし…」 半角の文字です。全角では「サロン」です。（W0613 data/records/R7/ibasho.yaml 3 行目）",
        "  - 「ｻﾛﾝ」を「サロン」に直す。",
        "  - 空白を消す。",
    ] {
        assert!(lines.contains(&line), "{line}\n{}", run.stdout);
    }
    assert!(
        run.stdout.contains("12回\\[𠮷]\\*行いました\\*。"),
        "what is typed is no markup: {}",
        run.stdout
    );
}

#[test]
fn the_checklist_has_a_list_for_each_section_and_is_accessible() {
    let project = project();
    let run = project.run(&["check", "--format", "pdf"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""), "as the booklet has errors");
    assert_eq!(run.stdout, "out/R7-校正一覧.pdf を作りました（3 ページ、指摘 4 件）\n");
    let path = project.path("out/R7-校正一覧.pdf");
    let pages = pdf_pages(&path);
    // 庶務課 has nothing to look at.
    for (page, list) in pages.iter().zip(["総務課", "福祉課", "冊子全体"]) {
        assert!(page.contains(&squeeze(&format!("校正一覧 {list}"))), "{list}: {page}");
        for head in ["済", "頁", "事業", "項目", "指摘", "対処"] {
            assert!(page.contains(head), "{head}: {page}");
        }
    }
    let boxes = |page: &str| page.matches('□').count();
    assert_eq!([boxes(&pages[0]), boxes(&pages[1]), boxes(&pages[2])], [2, 3, 1]);
    let row = "□3居場所づくり成果半角の文字です。全角では「サロン」です。「ｻﾛﾝを12回行いまし…」W0613data/records/R7/ibasho.yaml3行目「ｻﾛﾝ」を「サロン」に直す。";
    assert!(pages[0].contains(row) && pages[1].contains(row), "{pages:?}");
    assert!(pages[1].contains("□1声かけ運動") && pages[2].contains("□－data/plan.yaml"), "{pages:?}");
    // What it tells of cannot be printed.
    assert!(pages[1].contains("12回〓*行いました*。") && pages[2].contains("みどり町〓地域"), "{pages:?}");
    let bytes = fs::read(path).unwrap();
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        assert_eq!(failures(&bytes, profile), [""; 0], "{profile:?}");
    }
}

#[test]
fn a_long_checklist_repeats_its_head_and_keeps_rows_whole() {
    let project = Project::small();
    let title = "事業名: 誰もが気軽に立ち寄り、語り合い、支え合うことのできる、身近な地域の居場所づくり";
    project.edit("data/measures/ibasho.yaml", "事業名: 居場所づくり", title);
    let lines = "  12回と１３回の あいだで、ｻﾛﾝを開きました。\n".repeat(12);
    let record = fs::read_to_string(project.path("data/records/R7/ibasho.yaml")).unwrap();
    project.write(
        "data/records/R7/ibasho.yaml",
        record.replace("成果: 12回行いました。\n", &format!("成果: |-\n{lines}")),
    );
    let run = project.run(&["check", "--format", "pdf", "-o", "list.pdf"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(!project.path("out").exists());
    let pages = pdf_pages(&project.path("list.pdf"));
    assert!(pages.len() > 2);
    for page in &pages {
        assert!(page.contains("指摘対処") && page.contains('□'), "{page}");
        for end in ["居場所づくり", "行目"] {
            assert_eq!(page.matches('□').count(), page.matches(end).count(), "{end}: {page}");
        }
    }
    let bytes = fs::read(project.path("list.pdf")).unwrap();
    assert_eq!(failures(&bytes, ValidationProfile::PdfUa1), [""; 0]);
}

#[test]
fn nothing_found_is_no_checklist() {
    let project = Project::small();
    let run = project.run(&["check", "--format", "pdf"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("作りませんでした") && !project.path("out").exists(), "{}", run.stdout);
    assert_eq!(project.run(&["check", "--format", "markdown"]).stdout, "見直す所はありません。\n");
    for (arguments, told) in [
        (&["-o", "list.pdf"][..], "「--format pdf」と一緒に書きます。"),
        (&["--format", "pdf", "-o", "data/list.pdf"], "記録やひな形のフォルダーの中です。"),
        (&["--format", "pdf", "-o", "list.txt"], ".pdf のファイルではありません。"),
    ] {
        let run = project.run(&[&["check"], arguments].concat());
        assert!(run.status == 2 && run.stderr.contains(told), "{arguments:?}: {}", run.stderr);
    }
    project.edit("data/records/R7/ibasho.yaml", "自己評価: 4", "自己評価: E");
    let run = project.run(&["check", "--format", "pdf"]);
    assert!(run.status == 1 && run.stderr.contains("E0205"), "{}", run.stderr);
}

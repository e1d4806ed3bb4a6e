//! Texts that are too long are set smaller, and below the least size named; lines end where they may.

use crate::support::{Project, pdf_lines, pdf_rows, squeeze};

const RECORD: &str = "data/records/R7/koekake.yaml";

/// A small plan whose first measure has 成果 of some length.
fn with_results(characters: usize) -> Project {
    let project = Project::small();
    let text: String = "町内をめぐり声をかけました。".chars().cycle().take(characters).collect();
    project.edit(RECORD, "成果: 12回行いました。", &format!("成果: {text}"));
    project
}

#[test]
fn a_sheet_that_is_too_full_is_set_smaller_and_its_reprint_with_it() {
    let project = with_results(260);
    let run = project.run(&["build", "--verbose"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines[0].contains("シート 4 枚（うち 2 枚は小さい文字）"), "{}", run.stdout);
    assert!(lines[1].starts_with("  シート 1: "), "{}", run.stdout);
    assert_eq!(lines[1].replace("シート 1", ""), lines[2].replace("シート 4", ""), "the 再掲 is alike");
    assert_eq!(lines.len(), 3);
}

#[test]
fn below_the_least_size_the_field_is_named_and_how_much_is_too_much() {
    let project = with_results(900);
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("data/records/R7/koekake.yaml:3:5"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("[E0502]").count(), 1, "the 再掲 says nothing new\n{}", run.stderr);
    let (_, rest) = run.stderr.split_once("シート 1: 「成果」があと約 ").unwrap();
    let excess: usize = rest.split(' ').next().unwrap().parse().unwrap();
    assert_eq!(
        with_results(900 - excess * 11 / 10).run(&["build"]).status,
        0,
        "{excess} characters less fit"
    );
    assert_eq!(
        with_results(900 - excess * 8 / 10).run(&["build"]).status,
        1,
        "much fewer than {excess} do not"
    );
}

#[test]
fn what_every_sheet_shows_is_looked_at_too() {
    let project = Project::small();
    project.edit(
        "data/plan.yaml",
        "名称: みどり町地域福祉推進計画",
        &format!("名称: {}", "長い計画の".repeat(20)),
    );
    project.edit("data/plan.yaml", "記号: 3", "記号: 目標に近づいたもの");
    for record in ["R6/koekake", "R6/haishoku", "R6/ibasho"] {
        project.edit(&format!("data/records/{record}.yaml"), "査定: 3", "査定: 目標に近づいたもの");
    }
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("シート 1: 「名称」があと約 "), "{}", run.stderr);
    assert!(run.stderr.contains("data/plan.yaml:1:5"), "{}", run.stderr);
    assert!(run.stderr.contains("シート 1: 「評価（R6）」があと約 "), "{}", run.stderr);
}

#[test]
fn every_field_that_is_too_long_is_named() {
    let project = Project::small();
    let long = "長い文章です。".repeat(200);
    project.edit(RECORD, "声かけ運動に取り組みました。", &long);
    project.edit(RECORD, "声かけ運動を続けます。", &long);
    project.edit(RECORD, "指標目標: 12回", &format!("指標目標: {long}"));
    project.edit("data/measures/koekake.yaml", "声かけ運動の概要です。", &long);
    project.edit("data/measures/koekake.yaml", "事業名: 声かけ運動", &format!("事業名: {long}"));
    let run = project.run(&["build"]);
    for field in ["取組内容", "今後の方針", "指標目標（R7）", "概要", "事業名"] {
        assert!(run.stderr.contains(&format!("「{field}」があと約")), "{field}\n{}", run.stderr);
    }
}

#[test]
fn no_line_ends_inside_a_figure_or_before_its_unit() {
    let project = Project::small();
    for (figure, shortest) in [("1,154,000円", 12), ("1,234食", 14), ("12通", 16), ("8店舗", 15)] {
        // Whatever stands before it, the figure is whole.
        let paragraphs: Vec<String> =
            (shortest..shortest + 9).map(|width| format!("{}{figure}です。", "あ".repeat(width))).collect();
        let text = paragraphs.join("\n  ");
        project.write(
            RECORD,
            format!("指標目標: 1回\n取組内容: a\n成果: |-\n  {text}\n自己評価: 4\n今後の方針: b\n"),
        );
        project.build(&[]);
        let rows = pdf_rows(&project.path("out/R7.pdf"), 4);
        let whole = rows.iter().filter(|row| row.contains(figure)).count();
        assert_eq!(whole, 9, "in one piece\n{rows:#?}");
        let page = &pdf_lines(&project.path("out/R7.pdf"))[3];
        assert_eq!(page.matches(figure).count(), 9, "as typed\n{page}");
        assert!(!page.contains('\u{2060}') && !squeeze(page).contains('\u{2060}'));
    }
}

#[test]
fn a_long_figure_with_its_words_stays_in_the_narrowest_cell() {
    let project = Project::small();
    project.edit(RECORD, "指標目標: 12回", "指標目標: 延べ12,345事業所を訪問");
    let run = project.run(&["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(!run.stdout.contains("うち "), "nothing has to be set smaller: {}", run.stdout);
}

/// Changes the texts of a YAML file.
fn change(project: &Project, file: &str, change: impl Fn(&str, &str) -> String) {
    let text = std::fs::read_to_string(project.path(file)).unwrap();
    let mut mapping: serde_yaml::Mapping = serde_yaml::from_str(&text).unwrap();
    for key in ["概要", "取組内容", "成果", "今後の方針"] {
        if let Some(serde_yaml::Value::String(text)) = mapping.get_mut(key) {
            *text = change(key, text);
        }
    }
    project.write(file, serde_yaml::to_string(&mapping).unwrap());
}

#[test]
fn the_real_plan_with_every_text_doubled_fits_once_what_is_told_is_cut() {
    let project = Project::real();
    for folder in ["data/measures", "data/records/R5"] {
        for entry in std::fs::read_dir(project.path(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            change(&project, &format!("{folder}/{name}"), |_, text| text.repeat(2));
        }
    }
    let findings = || -> Vec<serde_json::Value> {
        let found = project.run(&["check", "--format", "json"]).stdout;
        let found: Vec<serde_json::Value> = serde_json::from_str(&found).unwrap();
        // That everything is said twice is told too.
        found.into_iter().filter(|finding| finding["severity"] == "error").collect()
    };
    let too_long = findings();
    assert!(!too_long.is_empty());
    for finding in too_long {
        let (_, rest) = finding["message"].as_str().unwrap().split_once("あと約 ").unwrap();
        let excess: usize = rest.split(' ').next().unwrap().parse().unwrap();
        change(&project, finding["file"].as_str().unwrap(), |key, text| {
            let length = text.chars().count();
            let cut = if key == finding["field"] { excess * 11 / 10 } else { 0 };
            text.chars().take(length - cut).collect()
        });
    }
    assert_eq!(findings(), Vec::<serde_json::Value>::new());
    let run = project.run(&["build"]);
    assert!(run.stdout.contains("（64 ページ、シート 60 枚（うち "), "{}", run.stdout);
}

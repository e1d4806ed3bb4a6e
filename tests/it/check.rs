//! `check` finds what `build` would, and `explain` says what it means.

use std::fs;

use shinchoku::diagnostics::Code;
use shinchoku::form::Field;
use shinchoku::proof::Rule;
use shinchoku::reports::visible;

use crate::support::Project;

#[test]
fn check_writes_nothing_and_says_that_all_is_well() {
    let project = Project::real();
    let run = project.run(&["check"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert_eq!(run.stdout, "誤りは見つかりませんでした（シート 60 枚）。\n");
    assert!(!project.path("out").exists());
}

#[test]
fn check_groups_what_it_finds_by_sheet() {
    let project = Project::small();
    project.edit("data/plan.yaml", "名称: みどり町地域福祉推進計画", "名称: みどり町😀地域福祉推進計画");
    project.edit("data/records/R7/ibasho.yaml", "12回行いました。", "12回𠮷行いました。");
    project.edit("data/records/R7/koekake.yaml", "12回行いました。", "12回𠮷行いました。");
    let run = project.run(&["check"]);
    assert_eq!(run.status, 1);
    let order = [
        "■ data/plan.yaml\n",
        "plan.yaml:1:",
        "■ シート 1　声かけ運動（福祉課）",
        "koekake.yaml:3:",
        "■ シート 3　居場所づくり",
        "ibasho.yaml:3:",
    ];
    let places: Vec<usize> = order.iter().map(|text| run.stdout.find(text).expect(text)).collect();
    assert!(places.is_sorted(), "{}", run.stdout);
    assert!(run.stdout.ends_with("エラー 3 件、注意 0 件。\n"), "{}", run.stdout);
    assert!(run.stderr.contains("shinchoku explain E0601"), "{}", run.stderr);
}

#[test]
fn what_is_explained_of_the_plan_can_be_written_as_the_example_says() {
    for topic in ["様式", "紙面", "全体の状況", "全体の評価", "呼称", "公開", "校正"] {
        let project = Project::small();
        let run = project.run(&["explain", topic]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{topic}");
        let example = run.stdout.split("例:\n").nth(1).unwrap();
        let lines: Vec<&str> = example.lines().map(|line| line.strip_prefix("    ").unwrap()).collect();
        let example = lines.join("\n");
        let key = example.split(':').next().unwrap();
        // In the place of what the plan has under that key.
        let plan = fs::read_to_string(project.path("data/plan.yaml")).unwrap();
        let mut is_other = true;
        let kept = plan.lines().filter(|line| {
            is_other = if line.starts_with(' ') { is_other } else { !line.starts_with(&format!("{key}:")) };
            is_other
        });
        let lines: Vec<&str> = kept.chain(lines).collect();
        project.write("data/plan.yaml", lines.join("\n") + "\n");
        let run = project.run(&["check", "--format", "json"]);
        let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        // How the council writes is for the proofreader to judge.
        let errors = found
            .as_array()
            .unwrap()
            .iter()
            .filter(|found| found["severity"] == "error" && found["file"] == "data/plan.yaml");
        assert_eq!(errors.count(), 0, "{topic}\n{}", run.stdout);
    }
}

#[test]
fn a_mark_that_looks_like_a_number_is_none() {
    let project = Project::small();
    project.edit("data/plan.yaml", "呼称:", "校正: {数字: 一桁全角}\n呼称:");
    let run = project.run(&["check", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let of_plan = found.as_array().unwrap().iter().filter(|found| found["file"] == "data/plan.yaml");
    assert_eq!(of_plan.count(), 0, "{}", run.stdout);
}

#[test]
fn a_section_is_told_of_its_own_sheets() {
    let project = Project::real();
    project.edit("data/records/R5/hp-etsuran.yaml", "50,178", "50,178😀");
    project.edit("data/records/R5/kaji-enjo.yaml", "99名", "99名😀");
    project.edit("data/plan.yaml", "発行者: ", "発行者: 😀");
    let section = |file: &str| {
        let measure = fs::read_to_string(project.path(&format!("data/measures/{file}.yaml"))).unwrap();
        measure
            .lines()
            .find_map(|line| Some(line.strip_prefix("担当係: [")?.trim_end_matches(']').to_owned()))
            .unwrap()
    };
    let (one, other) = (section("hp-etsuran"), section("kaji-enjo"));
    assert_ne!(one, other);
    let run = project.run(&["check", "--section", &one]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stdout.contains("hp-etsuran.yaml") && run.stdout.ends_with("エラー 1 件、注意 0 件。\n"),
        "{}",
        run.stdout
    );
    // Whose sheets are right is told so, and which they are.
    project.edit("data/records/R5/hp-etsuran.yaml", "😀", "");
    let run = project.run(&["check", "--section", &one]);
    let sheets = project.run(&["check", "--section", &one, "--format", "json"]);
    assert_eq!((run.status, sheets.status), (0, 0), "{}", run.stdout);
    assert!(
        run.stdout.starts_with("誤りは見つかりませんでした") && !run.stdout.contains("60 枚"),
        "{}",
        run.stdout
    );
    let run = project.run(&["check", "--section", &other, "--format", "markdown"]);
    assert!(run.stdout.contains("kaji-enjo.yaml") && !run.stdout.contains("plan.yaml"), "{}", run.stdout);
    let run = project.run(&["check", "--section", "庶務課"]);
    assert!(
        run.status == 2 && run.stdout.contains("「庶務係」ではありませんか"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    let run = project.run(&["check", "--section", &one, "--fix"]);
    assert!(run.status == 2 && run.stderr.contains("一緒に書けません"), "{}", run.stderr);
}

#[test]
fn a_file_is_not_taken_for_that_of_a_measure_of_the_same_name() {
    let project = Project::small();
    for file in ["data/measures", "data/records/R6", "data/records/R7"] {
        let from = project.path(&format!("{file}/koekake.yaml"));
        fs::rename(from, project.path(&format!("{file}/plan.yaml"))).unwrap();
    }
    project.edit("data/plan.yaml", "[koekake, haishoku]", "[plan, haishoku]");
    project.edit("data/plan.yaml", "[koekake]", "[plan]");
    project.edit("data/plan.yaml", "発行者: みどり町", "発行者: みどり町😀");
    project.edit("data/records/R7/plan.yaml", "12回行いました。", "12回𠮷行いました。");
    let run = project.run(&["check"]);
    let order =
        ["■ data/plan.yaml\n", "data/plan.yaml:2:", "■ シート 1　声かけ運動", "data/records/R7/plan.yaml:3:"];
    let places: Vec<usize> = order.iter().map(|text| run.stdout.find(text).expect(text)).collect();
    assert!(places.is_sorted(), "{}", run.stdout);
}

#[test]
fn without_a_booklet_findings_are_listed_by_file() {
    let project = Project::small();
    project.edit("data/records/R7/ibasho.yaml", "自己評価: 4", "自己評価: E");
    project.edit("data/measures/koekake.yaml", "[福祉課]", "[福祉科]");
    project.edit("data/records/R7/ibasho.yaml", "成果:", "成課:");
    let run = project.run(&["check"]);
    assert_eq!(run.status, 1);
    let order =
        ["■ data/measures/koekake.yaml\n", "E0206", "■ data/records/R7/ibasho.yaml\n", "E0205", "E0202"];
    let places: Vec<usize> = order.iter().map(|text| run.stdout.find(text).expect(text)).collect();
    assert!(places.is_sorted(), "{}", run.stdout);
    assert_eq!(run.stdout.matches('■').count(), 2, "{}", run.stdout);
    assert!(run.stdout.ends_with("エラー 3 件、注意 0 件。\n"), "{}", run.stdout);
    assert_eq!(run.stderr.matches("shinchoku explain").count(), 1, "{}", run.stderr);
}

#[test]
fn warnings_alone_are_no_failure() {
    let project = Project::small();
    project.write_layout("cover.typ.j2", "**\n");
    let run = project.run(&["check"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert!(run.stdout.starts_with("■ layouts/cover.typ.j2\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("エラー 0 件、注意 1 件。\n"), "{}", run.stdout);
    assert_eq!(project.run(&["check", "--root", "nai"]).status, 2);
}

#[test]
fn every_code_is_explained() {
    let project = Project::empty();
    for &code in Code::ALL {
        let run = project.run(&["explain", code.as_str()]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{code}");
        let (title, meaning, wrong, right) = match (Rule::find(code), code.explanation()) {
            (Some(rule), None) => (rule.title, rule.explanation, rule.wrong, rule.right),
            (None, Some(of_code)) => (of_code.title, of_code.meaning, of_code.wrong, of_code.right),
            _ => panic!("{code} is explained once"),
        };
        let texts = [title, meaning].into_iter().chain(wrong.iter().copied()).chain(right.iter().copied());
        for text in texts {
            assert!(!text.trim().is_empty(), "{code}");
            for line in text.lines() {
                // A terminal obeys nothing of it.
                assert!(run.stdout.contains(&*visible(line)), "{code}: {line}\n{}", run.stdout);
            }
        }
    }
}

#[test]
fn a_code_is_explained_however_it_is_typed() {
    let project = Project::empty();
    for typed in ["E0205", "e0205", "Ｅ０２０５"] {
        let run = project.run(&["explain", typed]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        for wanted in ["E0205  評価基準にない評価", "    自己評価: E", "    自己評価: B"] {
            assert!(run.stdout.contains(wanted), "{wanted}\n{}", run.stdout);
        }
    }
    let run = project.run(&["explain", "E0295"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("「E0205」ではありませんか。"), "{}", run.stderr);
    let all = project.run(&["explain"]).stdout;
    assert!(all.lines().any(|line| line == "E0903  書き込めない"), "{all}");
}

#[test]
fn every_field_of_the_form_is_explained() {
    let project = Project::empty();
    let all = project.run(&["explain", "項目"]).stdout;
    assert_eq!(all.lines().count(), Field::ALL.len(), "{all}");
    for field in Field::ALL {
        let run = project.run(&["explain", field.key()]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stdout.starts_with(&format!("{}  ", field.key())), "{}", run.stdout);
        assert!(all.lines().any(|line| line.starts_with(&format!("{}  ", field.key()))), "{all}");
    }
    let results = project.run(&["explain", "取組内容"]).stdout;
    for wanted in ["文章", "records/", "担当係", "年度の終わり", "具体的な取組内容", "シートごとに比べます。"]
    {
        assert!(results.contains(wanted), "{wanted}\n{results}");
    }
    let run = project.run(&["explain", "取組内用"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("「取組内容」ではありませんか。"), "{}", run.stderr);
}

#[test]
fn images_of_a_longer_booklet_do_not_stay_behind_and_what_is_the_councils_own_does() {
    let project = Project::small();
    let kept = ["R7-9.png", "sheet-a.png", "会場-01.png", "notes.txt"];
    for name in ["front-09.png", "sheet-5.png", "sheet-01.png", "sheet-4-2.png"].into_iter().chain(kept) {
        project.write(&format!("out/R7-画像/{name}"), "old");
    }
    let run = project.run(&["build", "--format", "png"]);
    assert!(
        run.status == 0 && run.stdout.starts_with("out/R7-画像 に画像 7 枚を作りました"),
        "{}",
        run.stdout
    );
    let mut names: Vec<String> = fs::read_dir(project.path("out/R7-画像"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let pages = (1..=3)
        .map(|page| format!("front-{page:02}.png"))
        .chain((1..=4).map(|sheet| format!("sheet-{sheet}.png")));
    let mut expected: Vec<String> = kept.into_iter().map(str::to_owned).chain(pages).collect();
    expected.sort();
    assert_eq!(names, expected);
    for name in kept {
        assert_eq!(fs::read(project.path(&format!("out/R7-画像/{name}"))).unwrap(), b"old", "{name}");
    }
}

#[test]
fn the_pages_of_a_longer_sheet_have_its_number() {
    let project = Project::of_council("sakura");
    assert_eq!(project.run(&["build", "--format", "png", "--sheets", "12"]).status, 0);
    let images = project.path("out/R7-シート12-画像");
    assert!(images.join("sheet-12.png").is_file() && images.join("sheet-12-2.png").is_file());
    let run = project.run(&["build", "--format", "png", "-o", "pages.png"]);
    assert!(run.status == 2 && run.stderr.contains("フォルダーの名前にしてください"), "{}", run.stderr);
}

#[test]
fn what_the_program_would_mend_is_told_on_the_terminal() {
    let project = Project::small();
    project.edit("data/records/R7/koekake.yaml", "12回行いました。", "１２回、13件行いました。");
    let run = project.run(&["check"]);
    assert!(run.stdout.contains("」に直す。"), "{}", run.stdout);
}

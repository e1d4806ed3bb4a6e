//! Texts that are too long are set smaller, and below the least size named; lines end where they may.

use crate::support::{Project, covered, pdf_glyphs, pdf_lines, pdf_rows, squeeze};

const RECORD: &str = "data/records/R7/koekake.yaml";

/// 年次計画 of that measure.
const SCHEDULE: &str = "  - {内容: 声かけ運動の実施, 期間: R6-R11}";

/// A small plan whose five marks are words, each with a name of its own.
fn with_words(marks: [&str; 5], names: [&str; 5]) -> Project {
    let project = Project::small();
    let old_names = ["大変よい", "よい", "ふつう", "やや不十分", "不十分"];
    for (((digit, old_name), mark), name) in
        ["5", "4", "3", "2", "1"].iter().zip(old_names).zip(marks).zip(names)
    {
        let typed = format!("{{記号: {digit}, 名称: {old_name},");
        project.edit("data/plan.yaml", &typed, &format!("{{記号: {mark}, 名称: {name},"));
    }
    for id in ["koekake", "haishoku", "ibasho"] {
        project.edit(&format!("data/records/R6/{id}.yaml"), "査定: 3", &format!("査定: {}", marks[2]));
        project.edit(
            &format!("data/records/R7/{id}.yaml"),
            "自己評価: 4",
            &format!("自己評価: {}", marks[1]),
        );
    }
    project
}

const LONG_MARKS: [&str; 5] =
    ["目標を大きく上回った", "目標どおり順調", "目標に近づいたもの", "やや遅れている", "着手できなかった"];
const LONG_NAMES: [&str; 5] = [
    "大変よい成果があがった",
    "よい成果があがっている",
    "ふつうの成果",
    "やや不十分な成果にとどまる",
    "不十分な成果しかない",
];

#[test]
fn marks_that_are_words_are_set_as_large_as_fits() {
    let sizes = |project: &Project, word: &str, page: u32| -> Vec<f64> {
        let glyphs = pdf_glyphs(&project.path("out/R7.pdf"), page);
        let characters: Vec<&str> = word.split("").filter(|part| !part.is_empty()).collect();
        let all = glyphs.windows(characters.len());
        let found =
            all.filter(|run| run.iter().map(|glyph| glyph.character.as_str()).eq(characters.iter().copied()));
        found.map(|run| run[0].size).collect()
    };
    for period in ["R6-R11", "R1-R10"] {
        let project = with_words(LONG_MARKS, LONG_NAMES);
        project.edit("data/plan.yaml", "計画期間: R6-R11", &format!("計画期間: {period}"));
        for id in ["koekake", "haishoku", "ibasho"] {
            project.edit(&format!("data/measures/{id}.yaml"), "R6-R11", "R6-R10");
        }
        let run = project.run(&["build"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(!run.stdout.contains("うち "), "the sheets stay as they are: {}", run.stdout);
        assert!(covered(&project.path("out/R7.pdf")).is_empty(), "{period}");
        let pages: Vec<String> =
            pdf_lines(&project.path("out/R7.pdf")).iter().map(|page| squeeze(page)).collect();
        for page in &pages[2..4] {
            for (mark, name) in LONG_MARKS.iter().zip(LONG_NAMES) {
                assert!(page.contains(&format!("{mark}：{name}")), "{mark} in the legend\n{page}");
            }
        }
        for (word, page) in [("目標に近づいたもの", 3), ("目標どおり順調", 3), ("目標に近づいたもの", 4)]
        {
            let sizes = sizes(&project, word, page);
            assert!(sizes.len() >= 2 && sizes.iter().all(|size| *size > 6.4), "{word} on {page}: {sizes:?}");
        }
    }
    let project = with_words(["順調", "概ね順調", "100%", "やや遅れ", "遅れ"], LONG_NAMES);
    project.build(&[]);
    assert!(sizes(&project, "概ね順調", 4).iter().any(|size| *size > 14.0), "the mark of the sheet is large");
    assert!(sizes(&project, "100%", 4).iter().any(|size| *size > 10.4), "no narrower than it has to be");
    assert!(
        sizes(&project, "概ね順調", 3).iter().filter(|size| **size > 10.0).count() >= 4,
        "in the index too"
    );
}

#[test]
fn the_legend_of_the_index_never_stands_on_its_title() {
    for name in
        ["よい", "よい成果", "よい成果です", "よい成果がありました", "よい成果があり、目標に達しました"]
    {
        let project = with_words(["順調", "概ね順調", "普通", "やや遅れ", "遅れ"], [name; 5]);
        project.build(&[]);
        let covered = covered(&project.path("out/R7.pdf"));
        assert!(covered.is_empty(), "{name}: {covered:?}");
    }
}

#[test]
fn a_mark_that_is_its_own_name_is_printed_once() {
    let words = ["順調", "概ね順調", "普通", "やや遅れ", "遅れ"];
    let pages = with_words(words, words).build(&[]);
    for page in &pages[2..4] {
        assert!(page.contains("順調概ね順調普通やや遅れ遅れ"), "{page}");
    }
    assert!(pages[3].contains("今後の方針概ね順調声かけ運動を続けます。"), "{}", pages[3]);
}

/// A small plan whose first measure has 成果 of some length.
fn with_results(characters: usize) -> Project {
    let project = Project::small();
    let text: String = "町内をめぐり声をかけました。".chars().cycle().take(characters).collect();
    project.edit(RECORD, "成果: 12回行いました。", &format!("成果: {text}"));
    project
}

#[test]
fn a_sheet_whose_row_is_full_shares_its_page_and_is_set_smaller_when_that_is_full() {
    for (characters, summary, sheet) in [
        (260, "（うち 2 枚は枠の高さを分け直し）", ": 枠の高さを分け直し"),
        (620, "（うち 2 枚は枠の高さを分け直し、2 枚は小さい文字）", " ポイント、枠の高さを分け直し"),
    ] {
        let run = with_results(characters).run(&["build", "--verbose"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let lines: Vec<&str> = run.stdout.lines().collect();
        assert!(lines[0].contains(&format!("シート 4 枚{summary}")), "{}", run.stdout);
        assert!(lines[1].starts_with("  シート 1: ") && lines[1].ends_with(sheet), "{}", run.stdout);
        assert_eq!(lines[1].replace("シート 1", ""), lines[2].replace("シート 4", ""), "the 再掲 is alike");
        assert_eq!(lines.len(), 3);
    }
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
    let mark = "目標に近づいたものの、まだ多くのことが残っている".repeat(2);
    project.edit("data/plan.yaml", "記号: 3", &format!("記号: {mark}"));
    for record in ["R6/koekake", "R6/haishoku", "R6/ibasho"] {
        project.edit(&format!("data/records/{record}.yaml"), "査定: 3", &format!("査定: {mark}"));
    }
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("シート 1: 「名称」があと約 "), "{}", run.stderr);
    assert!(run.stderr.contains("data/plan.yaml:1:5"), "{}", run.stderr);
    assert!(run.stderr.contains("シート 1: 「評価（R6）」があと約 "), "{}", run.stderr);
    assert!(run.stderr.contains("data/plan.yaml:7:"), "where the mark is explained\n{}", run.stderr);
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
fn the_real_plan_with_every_text_three_times_fits_once_what_is_told_is_cut() {
    let project = Project::real();
    for folder in ["data/measures", "data/records/R5"] {
        for entry in std::fs::read_dir(project.path(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            change(&project, &format!("{folder}/{name}"), |_, text| text.repeat(3));
        }
    }
    let findings = || -> Vec<serde_json::Value> {
        let found = project.run(&["check", "--format", "json"]).stdout;
        let found: Vec<serde_json::Value> = serde_json::from_str(&found).unwrap();
        // That everything is said again is told too.
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
    assert!(run.stdout.contains("（65 ページ、シート 60 枚（うち "), "{}", run.stdout);
}

#[test]
fn a_long_word_turns_where_its_column_is_narrow() {
    let words = [
        "ボランティアセンターの設置",
        "総合相談窓口の準備",
        "地域包括支援センターとの協議",
        "実態調査アンケート",
    ];
    for (period, bar) in [("R6-R11", "R6"), ("R6-R13", "R6"), ("R6-R15", "R6-R7")] {
        for word in words {
            let project = Project::small();
            project.edit("data/plan.yaml", "計画期間: R6-R11", &format!("計画期間: {period}"));
            project.edit(
                "data/measures/koekake.yaml",
                SCHEDULE,
                &format!("  - {{内容: {word}, 期間: {bar}}}"),
            );
            let run = project.run(&["build"]);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{word} in {period}");
        }
    }
}

#[test]
fn what_is_too_long_is_told_once_where_it_is_and_by_how_much() {
    let project = Project::small();
    // The second bar has the least room, the first the longer text.
    let bars = "  - {内容: LONG, 期間: R6-R10}\n  - {内容: NARROW, 期間: R11}"
        .replace("LONG", &"町内会と一緒に話し合い、新しい計画の下で少しずつ広げていきます。".repeat(9))
        .replace("NARROW", &"次の計画を作るために、見直します。".repeat(40));
    project.edit("data/measures/koekake.yaml", SCHEDULE, &bars);
    project.edit(
        "data/plan.yaml",
        "名称: 見守りの輪",
        &format!("名称: {}", "見守りの輪をひろげる".repeat(3)),
    );
    let run = project.run(&["build"]);
    assert_eq!(run.stderr.matches("[E0502]").count(), 2, "{}", run.stderr);
    assert!(run.stderr.contains("data/measures/koekake.yaml:6:"), "{}", run.stderr);
    // 28 characters fit at the least size.
    let (_, rest) = run.stderr.split_once("「施策細目」があと約 ").unwrap();
    let excess: usize = rest.split(' ').next().unwrap().parse().unwrap();
    assert!((1..=6).contains(&excess), "{}", run.stderr);
}

#[test]
fn words_of_the_form_shrink_to_their_cells_or_are_too_long() {
    let words = |words: &str| {
        let project = Project::small();
        project.edit(
            "data/plan.yaml",
            "呼称: {基本戦略: 基本目標, 施策細目: 施策, 重点的取組: 取組}",
            &format!("呼称: {{{words}}}"),
        );
        project
    };
    let fitting = words("施策細目: 施策の方向性, 自己評価: 担当の自己評価, 担当係: 担当部署・関係団体");
    fitting.build(&[]);
    let rows = pdf_rows(&fitting.path("out/R7.pdf"), 4);
    assert!(rows.iter().any(|row| row.contains("施策の方向性")), "on one line\n{rows:#?}");
    let run = words("自己評価: 担当する係による自己評価").run(&["build"]);
    assert_eq!(run.stderr.matches("[E0502]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("「呼称（自己評価）」があと約"), "{}", run.stderr);
    assert!(run.stderr.contains("--> data/plan.yaml"), "{}", run.stderr);
}

/// A plan of another council whose measure has a title on both pages of its sheet.
fn with_title(characters: usize) -> Project {
    let project = Project::of_council("minato");
    let whole =
        "子どもたちが地域の海と港の文化にふれながら遊びと学びを深める居場所づくり推進事業の拡充に向けた調査";
    let title: String = whole.chars().take(characters).collect();
    let path = "data/measures/asobiba.yaml";
    let measure = std::fs::read_to_string(project.path(path)).unwrap();
    let old = measure.lines().find(|line| line.starts_with("事業名: ")).unwrap();
    project.edit(path, old, &format!("事業名: {title}"));
    project
}

#[test]
fn a_long_title_stands_on_nothing_at_the_head_of_the_second_page() {
    for characters in [24, 32, 36, 40, 43] {
        let project = with_title(characters);
        let run = project.run(&["build", "R6"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{characters}");
        let file = project.path("out/R6.pdf");
        assert!(covered(&file).is_empty(), "{characters}: {:?}", covered(&file));
        let head = pdf_lines(&file).into_iter().map(|page| squeeze(&page));
        let head = head.filter(|page| page.contains("-2子どもたちが地域の海と港の文化")).count();
        assert_eq!(head, 1, "{characters}");
    }
}

/// The words of the form that stand on the sheets.
const WORDS: [&str; 21] = [
    "進捗管理シート",
    "基本戦略",
    "施策細目",
    "重点施策",
    "事業",
    "担当係",
    "概要",
    "年度",
    "年次計画",
    "指標目標",
    "指標目標の注記",
    "実施結果",
    "取組内容",
    "成果",
    "評価",
    "自己評価",
    "査定",
    "今後の方針",
    "備考",
    "再掲",
    "頁",
];

#[test]
fn a_word_of_the_form_stands_on_no_other_or_is_too_long() {
    let long = "各年度における数値目標または到達目標（計画書の本文に掲げたもの）を書くところであり、年度の初めに担当係が定めたもの";
    for (plan, year) in [("midori", "R7"), ("minato", "R6")] {
        for word in WORDS {
            for characters in [12, 33, 55] {
                let project = if plan == "midori" { Project::small() } else { Project::of_council(plan) };
                let text = std::fs::read_to_string(project.path("data/plan.yaml")).unwrap();
                let mut plan: serde_yaml::Mapping = serde_yaml::from_str(&text).unwrap();
                let words = plan.entry("呼称".into()).or_insert_with(|| serde_yaml::Mapping::new().into());
                let council: String = long.chars().take(characters).collect();
                words.as_mapping_mut().unwrap().insert(word.into(), council.into());
                project.write("data/plan.yaml", serde_yaml::to_string(&plan).unwrap());
                let run = project.run(&["build", year]);
                if run.status == 0 {
                    let covered = covered(&project.path(&format!("out/{year}.pdf")));
                    assert!(covered.is_empty(), "{word}, {characters}: {covered:?}");
                } else {
                    assert!(
                        run.stderr.contains(&format!("「呼称（{word}）」があと約 ")),
                        "{word}, {characters}: {}",
                        run.stderr
                    );
                }
            }
        }
    }
}

#[test]
fn three_sections_stand_beside_each_other() {
    let project = Project::small();
    project.edit("data/plan.yaml", "担当係: [福祉課]", "担当係: [福祉課, 総務課, 町民課]");
    project.edit("data/measures/koekake.yaml", "担当係: [福祉課]", "担当係: [福祉課, 総務課, 町民課]");
    project.build(&[]);
    let rows = pdf_rows(&project.path("out/R7.pdf"), 4);
    assert!(rows.iter().any(|row| row.contains("福祉課・総務課・町民課")), "{rows:#?}");
}

#[test]
fn a_long_text_is_told_as_such_on_a_page_where_others_have_little_room() {
    let project = Project::of_council("sakura");
    let path = "data/records/R7/hinan.yaml";
    let record = std::fs::read_to_string(project.path(path)).unwrap();
    let (before, after) = record.split_once("取組内容: |-\n").unwrap();
    let long = "避難所を開きました。".repeat(150);
    project.write(path, format!("{before}取組内容: |-\n  {long}\n{after}"));
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("シート 12: 「取組内容」があと約 "), "{}", run.stderr);
    assert!(!run.stderr.contains("項目が多すぎて"), "{}", run.stderr);
}

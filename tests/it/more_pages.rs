//! 紙面の頁数: a sheet that does not fit on one page goes on to the next.

use std::collections::BTreeSet;

use page_validation::ValidationProfile;

use crate::publishing::{Pdf, failures};
use crate::support::{Glyph, Project, covered, pdf_glyphs};

const RECORD: &str = "data/records/R7/koekake.yaml";

/// The small plan, whose first measure (printed as sheets 1 and 4) says far more than a page holds.
fn project(pages: &str) -> Project {
    let project = Project::small();
    project.edit(
        "data/plan.yaml",
        "基本戦略:\n",
        &format!("様式:\n  項目: {{課題: {{種類: 文章, 必須: しない}}}}\n{pages}基本戦略:\n"),
    );
    let long = |words: &str| words.repeat(60);
    project.edit(
        RECORD,
        "声かけ運動に取り組みました。",
        &long("町内をめぐり、一人暮らしの方に声をかけました。"),
    );
    project.edit(RECORD, "声かけ運動を続けます。", &long("次の年度も、町内をめぐって声をかけます。"));
    project
}

#[test]
fn only_what_does_not_fit_on_one_page_takes_another() {
    let project = project("  紙面の頁数: 2\n");
    let run = project.run(&["build", "--verbose"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(
        run.stdout.contains("シート 4 枚（うち 2 枚は二ページ以上")
            && run.stdout.contains("シート 1: 2 ページ"),
        "{}",
        run.stdout
    );
    let pdf = Pdf::build(&project, &[]);
    assert_eq!(pdf.text.len(), 3 + 2 + 1 + 1 + 2);
    let (first, second, next) = (&pdf.text[3], &pdf.text[4], &pdf.text[5]);
    assert!(
        first.starts_with("進捗管理シート1令和７年度基本目標")
            && first.contains("一人暮らしの方に声をかけました。"),
        "{first}"
    );
    assert!(
        second.starts_with(
            "進捗管理シート1-2令和７年度事業声かけ運動担当係福祉課自己評価今後の方針4よい次の年度も、"
        ),
        "{second}"
    );
    assert!(
        second.contains("5大変よい") && !first.contains("5大変よい"),
        "the legend stays with the marks\n{second}"
    );
    assert!(next.starts_with("進捗管理シート2令和７年度"), "{next}");
    assert!(covered(&project.path("booklet.pdf")).is_empty());
    // Links and bookmarks lead to the first page of a sheet, wherever that is.
    let targets: Vec<usize> = pdf.links(2).into_iter().map(|(_, (page, _))| page).collect();
    for page in [3, 5, 6, 7] {
        assert!(targets.contains(&page), "{targets:?}");
    }
    assert!(!targets.contains(&4), "{targets:?}");
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
        assert_eq!(failures(&pdf.bytes, profile), [""; 0], "{profile:?}");
    }
}

/// A second 基本戦略 for the later sheets.
fn with_two_strategies(project: &Project) {
    let policy = "      - 名称: 集いの場\n";
    project.edit("data/plan.yaml", policy, &format!("  - 名称: 集う町\n    施策細目:\n{policy}"));
}

/// The numbers that a reader sees in an area of a page.
fn numbers_in(glyphs: &[Glyph], [left, bottom, right, top]: [f32; 4]) -> String {
    let inside = glyphs.iter().filter(|glyph| {
        (f64::from(left) - 1.0..f64::from(right)).contains(&glyph.x)
            && (f64::from(bottom) - 1.0..f64::from(top)).contains(&glyph.y)
    });
    inside.map(|glyph| glyph.character.as_str()).collect()
}

/// Two forms by which sheets take more pages than one: the first and the last if they are full, or each; with the pages on which
/// the sheets begin, counted from 0.
const LONGER: [(&str, [usize; 4], usize); 2] = [
    ("  紙面の頁数: 2\n", [3, 5, 6, 7], 9),
    ("  紙面: [[取組内容], --- 裏 ---, [今後の方針]]\n", [3, 5, 7, 9], 11),
];

#[test]
fn bookmarks_and_links_lead_to_the_first_page_of_a_sheet() {
    for (form, firsts, pages) in LONGER {
        let project = project(form);
        with_two_strategies(&project);
        let pdf = Pdf::build(&project, &[]);
        assert_eq!(pdf.text.len(), pages, "{form}");
        let bookmarks: Vec<usize> = pdf.sheet_bookmarks().into_iter().map(|(_, page)| page).collect();
        assert_eq!(bookmarks, firsts, "{form}");
        // Each number of the index leads to the sheet that has it.
        let index = pdf_glyphs(&project.path("booklet.pdf"), 3);
        let mut seen = Vec::new();
        for (area, (page, _)) in pdf.link_areas(2) {
            let place = firsts.iter().position(|first| *first == page);
            let sheet = place.unwrap_or_else(|| panic!("{form}: page {page} begins no sheet")) + 1;
            if area[0] > 500.0 {
                assert_eq!(numbers_in(&index, area), sheet.to_string(), "{form}");
                seen.push(sheet);
            }
        }
        assert_eq!(seen, [1, 2, 3, 4], "{form}");
        // Every page of a sheet leads back to its one row, and a 再掲 and its first print to each other.
        let back = |page: usize| -> Vec<f32> {
            let to_index = pdf.links(page).into_iter().filter(|(_, (target, _))| *target == 2);
            to_index.map(|(_, (_, top))| top).collect()
        };
        for page in 3..pages {
            let sheet = firsts.iter().rposition(|first| *first <= page).unwrap();
            assert_eq!(back(page).len(), 1, "{form}: page {page}");
            assert_eq!(back(page), back(firsts[sheet]), "{form}: page {page}");
            assert!(
                pdf.text[page].starts_with(&format!("進捗管理シート{}", sheet + 1)),
                "{}",
                pdf.text[page]
            );
            let side = page - firsts[sheet] + 1;
            let number = if side > 1 { format!("{}-{side}", sheet + 1) } else { (sheet + 1).to_string() };
            assert_eq!(pdf.labels()[page], number, "what a viewer shows");
        }
        for (from, to) in [(0, 3), (3, 0)] {
            let targets: Vec<usize> =
                pdf.links(firsts[from]).into_iter().map(|(_, (page, _))| page).collect();
            assert!(targets.contains(&firsts[to]), "{form}: {targets:?}");
        }
        // A part of the booklet.
        let part = Pdf::build(&project, &["--sheets", "3,4"]);
        let second = 3 + firsts[3] - firsts[2];
        assert_eq!(part.sheet_bookmarks().into_iter().map(|(_, page)| page).collect::<Vec<_>>(), [3, second]);
        let targets: BTreeSet<usize> = part.links(2).into_iter().map(|(_, (page, _))| page).collect();
        assert_eq!(targets, BTreeSet::from([3, second]), "{form}");
    }
}

#[test]
fn every_page_of_a_sheet_has_its_tab_at_the_outer_edge() {
    for (form, firsts, pages) in LONGER {
        let project = project(form);
        with_two_strategies(&project);
        for (arguments, file) in [(&[][..], "out/R7.pdf"), (&["--duplex"], "out/R7-両面.pdf")] {
            let all = project.build(arguments).len();
            let front = all + 3 - pages;
            let mut heights: [Option<f64>; 2] = [None; 2];
            for page in front..all {
                let number = u32::try_from(page).unwrap() + 1;
                let glyphs = pdf_glyphs(&project.path(file), number);
                let is_left = !arguments.is_empty() && number % 2 == 0;
                let edge = if is_left { [0.0, 60.0, 28.0, 780.0] } else { [567.0, 60.0, 600.0, 780.0] };
                let other = if is_left { [567.0, 60.0, 600.0, 780.0] } else { [0.0, 60.0, 28.0, 780.0] };
                let strategy = usize::from(page + 3 - front >= firsts[2]);
                assert_eq!(
                    numbers_in(&glyphs, edge),
                    ["１", "２"][strategy],
                    "{form}{arguments:?} page {number}"
                );
                assert_eq!(numbers_in(&glyphs, other), "", "{form}{arguments:?} page {number}");
                let tab = glyphs
                    .iter()
                    .find(|glyph| !(28.0..567.0).contains(&glyph.x) && (60.0..780.0).contains(&glyph.y));
                let height = tab.unwrap().y;
                assert!(
                    heights[strategy].replace(height).is_none_or(|known| (known - height).abs() < 0.1),
                    "{form}{arguments:?} page {number}"
                );
            }
            assert!(heights[0] > heights[1], "{form}: a tab lower for the second");
        }
    }
}

#[test]
fn without_it_the_hint_leads_there() {
    let project = project("");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("シート 1: ") && run.stderr.contains("「紙面の頁数: 2」"), "{}", run.stderr);
    project.edit("data/plan.yaml", "様式:\n", "様式:\n  紙面の頁数: 2\n");
    assert_eq!(project.build(&[]).len(), 3 + 4 + 2);
}

/// Does what the hint says of the plan, if it says more than to write less.
fn follow(project: &Project, told: &str) -> bool {
    let pages = told.split_once("「紙面の頁数: ").map(|(_, rest)| &rest[..1]);
    let apart = told.contains("「- [取組内容]」「- [成果]」");
    if pages.is_none() && !apart {
        assert!(told.contains("字短くしてください"), "{told}");
        return false;
    }
    let face = if apart { "  紙面: [[取組内容], [成果]]\n" } else { "" };
    let most = pages.map(|pages| format!("  紙面の頁数: {pages}\n")).unwrap_or_default();
    project.edit("data/plan.yaml", "基本戦略:\n", &format!("様式:\n{face}{most}基本戦略:\n"));
    true
}

#[test]
fn where_one_row_is_longer_than_a_page_the_hint_is_what_really_helps() {
    for (characters, rows_apart) in [(900, false), (1540, true), (2200, true), (3500, false), (9000, false)] {
        let project = Project::small();
        let text: String = "町内をめぐり声をかけました。".chars().cycle().take(characters).collect();
        project.edit(RECORD, "成果: 12回行いました。", &format!("成果: {text}"));
        let told = project.run(&["build"]).stderr;
        let apart = told.contains("「- [取組内容]」「- [成果]」");
        assert_eq!(apart, rows_apart, "{characters}: {told}");
        assert!(!told.contains("ほかの項目を短くしても"), "the others are short already\n{told}");
        if follow(&project, &told) {
            let run = project.run(&["build"]);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{characters}: {told}");
        }
    }
}

/// A text of so many characters, in paragraphs of at most so many.
fn in_paragraphs(words: &str, characters: usize, most: usize) -> String {
    let text: Vec<char> = words.chars().cycle().take(characters).collect();
    let paragraphs = text.chunks(most).map(|paragraph| paragraph.iter().collect::<String>());
    paragraphs.collect::<Vec<_>>().join("\n  ")
}

#[test]
fn the_hint_is_enough_for_texts_of_short_paragraphs() {
    let cases =
        [(800, 800, 30), (250, 950, 30), (800, 800, 80), (750, 1300, 60), (1300, 1000, 30), (1800, 50, 60)];
    let mut helped = 0;
    for (actions, results, paragraph) in cases {
        let project = Project::small();
        for (old, words, characters) in [
            ("取組内容: 声かけ運動に取り組みました。", "町内をめぐり、声をかけました。", actions),
            ("成果: 12回行いました。", "困りごとを早く受け止められました。", results),
            ("今後の方針: 声かけ運動を続けます。", "次の年度も町内をめぐります。", 400),
        ] {
            let (key, _) = old.split_once(':').unwrap();
            let text = in_paragraphs(words, characters, paragraph);
            project.edit(RECORD, old, &format!("{key}: |-\n  {text}"));
        }
        let told = project.run(&["build"]).stderr;
        if follow(&project, &told) {
            helped += 1;
            let run = project.run(&["build"]);
            assert_eq!(
                (run.status, run.stderr.as_str()),
                (0, ""),
                "{actions}, {results}, {paragraph}: {told}"
            );
        }
    }
    assert!(helped >= 4, "{helped}");
}

#[test]
fn pages_end_where_all_rows_fit_at_the_least_size() {
    let project = Project::real();
    let words = "地域の見守りと居場所づくりについて、民生委員や自治会と話し合い、困りごとを早く受け止められるよう、学習会を三回行いました。";
    let path = project.path("data/records/R5/hp-etsuran.yaml");
    let record = std::fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = record.lines().map(str::to_owned).collect();
    for (key, characters) in [("取組内容", 800), ("成果", 800), ("今後の方針", 400)] {
        let at = lines.iter().position(|line| *line == format!("{key}: |-")).unwrap();
        lines[at + 1] = format!("  {}。", in_paragraphs(words, characters - 1, 80));
    }
    std::fs::write(&path, lines.join("\n") + "\n").unwrap();
    let told = project.run(&["build", "--sheets", "7"]).stderr;
    assert!(told.contains("「紙面の頁数: 2」"), "{told}");
    let plan = std::fs::read_to_string(project.path("data/plan.yaml")).unwrap();
    std::fs::write(project.path("data/plan.yaml"), plan + "\n様式: {紙面の頁数: 2}\n").unwrap();
    let run = project.run(&["build", "--sheets", "7"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}

#[test]
fn it_is_one_to_four_and_not_with_a_back() {
    for (pages, wanted) in [
        ("  紙面の頁数: 二\n", "1 から 4 の半角の数で"),
        ("  紙面の頁数: 5\n", "1 から 4 の半角の数で"),
        ("  紙面: [[取組内容], --- 裏 ---, [成果]]\n  紙面の頁数: 2\n", "一緒に使えません"),
    ] {
        let run = project(pages).run(&["build"]);
        assert_eq!(run.status, 1);
        assert!(run.stderr.contains(wanted) && run.stderr.contains("data/plan.yaml:"), "{}", run.stderr);
    }
}

#[test]
fn printed_on_both_sides_the_numbers_stay_at_the_outer_edge() {
    let project = project("  紙面の頁数: 2\n");
    let pages = project.build(&["--duplex"]).len();
    // Cover and index on right pages, and empty ones behind them; then 1, 1-2, 2, 3, 4, 4-2.
    let first = u32::try_from(pages).unwrap() - 5;
    assert_eq!(first % 2, 1, "the first sheet is on a right page");
    for page in first..first + 6 {
        let glyphs = pdf_glyphs(&project.path("out/R7-両面.pdf"), page);
        let number = glyphs.iter().filter(|glyph| glyph.y < 40.0).map(|glyph| glyph.x).fold(0.0, f64::max);
        assert_eq!(number > 300.0, page % 2 == 1, "page {page}: {number}");
    }
}

//! 紙面の頁数: a sheet that does not fit on one page goes on to the next.

use page_validation::ValidationProfile;

use crate::publishing::{Pdf, failures};
use crate::support::{Project, covered, pdf_glyphs};

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

#[test]
fn without_it_the_hint_leads_there() {
    let project = project("");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("シート 1: ") && run.stderr.contains("「紙面の頁数: 2」"), "{}", run.stderr);
    project.edit("data/plan.yaml", "様式:\n", "様式:\n  紙面の頁数: 2\n");
    assert_eq!(project.build(&[]).len(), 3 + 4 + 2);
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

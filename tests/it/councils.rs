//! Plans of other councils, unlike the real one and each other (`tests/plans`).

use std::fs;

use page_validation::ValidationProfile;

use crate::publishing::failures;
use crate::support::{Project, pdf_pages};

const COUNCILS: &[(&str, &str)] = &[("sakura", "R7"), ("yama", "R6"), ("minato", "R6")];

/// The booklet of a council, page by page, and the file.
fn booklet(name: &str, year: &str) -> (Vec<String>, Vec<u8>) {
    let project = Project::of_council(name);
    let run = project.run(&["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{name}");
    let path = project.path(&format!("out/{year}.pdf"));
    (pdf_pages(&path), fs::read(path).unwrap())
}

#[test]
fn their_booklets_are_accessible_and_archivable() {
    for (name, year) in COUNCILS {
        let (_, bytes) = booklet(name, year);
        for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a] {
            assert_eq!(failures(&bytes, profile), [""; 0], "{name} {profile:?}");
        }
    }
}

#[test]
fn what_is_right_in_them_stays_silent() {
    for (name, _) in COUNCILS {
        let run = Project::of_council(name).run(&["check"]);
        assert_eq!(run.status, 0, "{name}\n{}", run.stdout);
        assert!(run.stdout.starts_with("誤りは見つかりませんでした"), "{name}\n{}", run.stdout);
    }
}

#[test]
fn budgets_indicators_and_two_evaluators_stand_on_one_sheet() {
    let (pages, _) = booklet("sakura", "R7");
    assert_eq!(pages.len(), 4 + 2 * 12);
    let sheet = &pages[4];
    for wanted in [
        "財源委員の意見（評価委員会）予算（千円）決算（千円）",
        "計12,00011,550",
        "予算額決算額方向性外部評価（評価委員会）12,000千円11,550千円拡充妥当",
        "目標40.542.544.546.5【成果】特定健診受診率（％）38.2R397.2％実績39.141.644.945.2",
    ] {
        assert!(sheet.contains(wanted), "{wanted}\n{sheet}");
    }
    // One indicator of the plan is the better the less there is: so say the overview, its table and its picture.
    let fewer: Vec<usize> = (0..pages.len()).filter(|page| pages[*page].contains("少ないほどよい")).collect();
    assert_eq!(fewer, [3, 8, 9]);
    let trends = &pages[5];
    assert!(trends.contains("特定健診受診率（％）"), "{trends}");
    for figure in ["40.5", "39.1", "46.5", "45.2", "4,835", "R8"] {
        assert!(trends.contains(figure), "{figure}\n{trends}");
    }
}

#[test]
fn ten_years_with_grades_in_words_tell_what_became_of_each_measure() {
    let (pages, _) = booklet("yama", "R6");
    assert_eq!(pages.len(), 4 + 9, "ten measures, of which one has ended");
    assert!(pages[2].contains('→'), "{}", pages[2]);
    assert!(pages[2].contains("概ね順調"), "{}", pages[2]);
    assert!(pages[4].contains("R1") || pages[4].contains("元年度"), "{}", pages[4]);
}

#[test]
fn a_picture_stands_on_the_back_and_the_committees_words_under_the_index() {
    let (pages, bytes) = booklet("minato", "R6");
    assert_eq!(pages.len(), 4 + 2 * 6);
    assert!(pages[2].contains("講評遊び場と読み聞かせはいずれも目標に達し、"), "{}", pages[2]);
    assert!(
        pages[5].starts_with("進捗管理シート1-2海の見える遊び場の開放令和６年度活動の様子参加者の声"),
        "{}",
        pages[5]
    );
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let figures = document.objects.values().filter_map(|object| object.as_dict().ok());
    let described = figures.filter(|figure| {
        figure.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Figure")
            && figure.has(b"Alt")
    });
    assert_eq!(
        described.count(),
        4 + 5,
        "each picture and each bar of the overview is described for those who cannot see it"
    );
}

#[test]
fn a_picture_that_is_not_there_or_none_is_told() {
    let project = Project::of_council("minato");
    let record = fs::read_dir(project.path("data/records/R6"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| fs::read_to_string(path).unwrap().contains("活動の様子:"))
        .unwrap();
    let text = fs::read_to_string(&record).unwrap();
    fs::write(&record, text.replacen(".png", ".pmg", 1)).unwrap();
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("E0211") && run.stderr.contains("ではありませんか。"), "{}", run.stderr);
    fs::write(&record, &text).unwrap();
    let picture = fs::read_dir(project.path("data/figures")).unwrap().next().unwrap().unwrap().path();
    fs::write(&picture, "no picture").unwrap();
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("data/figures/"), "{}", run.stderr);
}

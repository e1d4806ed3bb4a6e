//! The real plan, from its files to the pages. The files are read here by another YAML reader than the program's.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use lopdf::{Document, Object, ObjectId};
use serde_yaml::Value;

use crate::support::{Glyph, Project, pdf_glyphs, pdf_lines, pdf_pages, repository, squeeze};

const YEARS: [&str; 5] = ["R1", "R2", "R3", "R4", "R5"];
/// The pages before the sheets; the index ends before the overview.
const FRONT: usize = 5;
const INDEX_END: usize = 4;

/// The booklet, built once.
struct Booklet {
    bytes: Vec<u8>,
    lines: Vec<String>,
    pages: Vec<String>,
}

static BOOKLET: LazyLock<Booklet> = LazyLock::new(|| {
    let project = Project::real();
    let run = project.run(&["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("out/R5.pdf を作りました（65 ページ、シート 60 枚、"), "{}", run.stdout);
    let path = project.path("out/R5.pdf");
    let lines = pdf_lines(&path);
    let pages = lines.iter().map(|page| squeeze(page)).collect();
    Booklet { bytes: fs::read(path).unwrap(), lines, pages }
});

/// A measure where the tree mentions it.
struct Mention {
    id: String,
    strategy: String,
    policy: String,
    priority: Option<String>,
    initiative: String,
}

fn yaml(path: &str) -> Value {
    let path = repository().join("data").join(path);
    serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} in {value:?}"))
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_sequence().map_or(&[], Vec::as_slice)
}

/// The tree of plan.yaml, flat, in printed order.
fn mentions() -> Vec<Mention> {
    let plan = yaml("plan.yaml");
    let mut mentions = Vec::new();
    for strategy in items(&plan, "基本戦略") {
        for policy in items(strategy, "施策細目") {
            let priorities = items(policy, "重点施策");
            let groups: Vec<(Option<&Value>, &Value)> = if priorities.is_empty() {
                vec![(None, policy)]
            } else {
                priorities.iter().map(|priority| (Some(priority), priority)).collect()
            };
            for (priority, group) in groups {
                for initiative in items(group, "重点的取組") {
                    for id in items(initiative, "事業") {
                        mentions.push(Mention {
                            id: id.as_str().unwrap().into(),
                            strategy: text(strategy, "名称").into(),
                            policy: text(policy, "名称").into(),
                            priority: priority.map(|priority| text(priority, "名称").into()),
                            initiative: text(initiative, "名称").into(),
                        });
                    }
                }
            }
        }
    }
    mentions
}

#[test]
fn each_sheet_stands_on_the_page_of_its_number_with_all_of_its_fields() {
    let mentions = mentions();
    assert_eq!((mentions.len(), BOOKLET.pages.len()), (60, FRONT + 60));
    for (index, mention) in mentions.iter().enumerate() {
        let page = &BOOKLET.pages[FRONT + index];
        let number = format!("進捗管理シート{}令和５年度基本戦略", index + 1);
        let measure = yaml(&format!("measures/{}.yaml", mention.id));
        let record = yaml(&format!("records/R5/{}.yaml", mention.id));
        let grade = text(&record, "自己評価");
        let mut expected = vec![
            number,
            mention.strategy.clone(),
            mention.policy.clone(),
            format!("自己評価今後の方針{grade}"),
        ];
        expected.extend(mention.priority.clone());
        expected.extend(["事業名", "概要"].map(|key| text(&measure, key).to_owned()));
        expected.extend(["取組内容", "成果", "今後の方針"].map(|key| text(&record, key).to_owned()));
        expected.extend(items(&measure, "担当係").iter().map(|section| section.as_str().unwrap().to_owned()));
        expected.extend(items(&measure, "年次計画").iter().map(|bar| text(bar, "内容").to_owned()));
        expected.extend(
            YEARS.map(|year| {
                text(&yaml(&format!("records/{year}/{}.yaml", mention.id)), "指標目標").to_owned()
            }),
        );
        for wanted in expected {
            assert!(page.contains(&squeeze(&wanted)), "sheet {}: {wanted}\n{page}", index + 1);
        }
    }
}

#[test]
fn the_index_has_the_grades_of_the_records_and_the_pages_of_the_sheets() {
    let printed: Vec<String> = BOOKLET.lines[2..INDEX_END]
        .iter()
        .flat_map(|page| page.lines())
        .filter_map(|line| {
            let cells: Vec<&str> = line.split_whitespace().rev().take(6).collect();
            let page = cells.first()?.parse::<u32>().is_ok();
            (page && cells.len() == 6).then(|| cells.into_iter().rev().collect::<Vec<_>>().join(" "))
        })
        .collect();
    let expected: Vec<String> = mentions()
        .iter()
        .zip(1..)
        .map(|(mention, page)| {
            let marks = YEARS
                .map(|year| text(&yaml(&format!("records/{year}/{}.yaml", mention.id)), "査定").to_owned());
            format!("{} {page}", marks.join(" "))
        })
        .collect();
    assert_eq!(printed, expected);
}

#[test]
fn the_index_numbers_and_marks_initiatives_as_the_form_does() {
    let index = BOOKLET.pages[2..INDEX_END].concat();
    for wanted in [
        "令和５年度全体の評価",
        "基本戦略４計画推進体制の発展・強化",
        "施策細目（２）社会福祉協議会の機能強化",
        "重点施策②福祉窓口の多チャンネル化",
        "①福祉窓口としての周知と利用の促進",
        "②相談支援機能の強化と相談体制の整備（再掲）",
        "⑤共同募金運動の推進",
        "※「基本戦略４（１）市の計画推進体制の強化」は、本庄市地域福祉活動計画に掲載していません。",
    ] {
        assert!(index.contains(wanted), "{wanted}\n{index}");
    }
    // An initiative of two measures has one title.
    assert_eq!(index.matches("①障害への理解を深めるための市民向け研修会等の開催").count(), 1);
}

#[test]
fn a_reprint_shows_the_same_record_and_says_so() {
    let body = |page: usize| {
        let page = &BOOKLET.pages[FRONT + page];
        // What stands in the margin comes after the form.
        page[page.find("概要").unwrap()..page.rfind("ふくしの杜ほんじょうプラン２１令和５年度").unwrap()]
            .to_owned()
    };
    let mut first_prints: BTreeMap<String, usize> = BTreeMap::new();
    let mut reprints = 0;
    for (index, mention) in mentions().into_iter().enumerate() {
        let marked = BOOKLET.pages[FRONT + index].contains("【再掲】");
        let first = *first_prints.entry(mention.id).or_insert(index);
        assert_eq!(marked, first != index, "sheet {} of {}", index + 1, mention.initiative);
        assert_eq!(body(index), body(first), "sheets {} and {}", index + 1, first + 1);
        reprints += usize::from(marked);
    }
    assert_eq!(reprints, 11);
}

#[test]
fn cover_and_foreword_come_first() {
    let plan = yaml("plan.yaml");
    for wanted in ["名称", "標語", "発行者"] {
        assert!(BOOKLET.pages[0].contains(&squeeze(text(&plan, wanted))), "{wanted}\n{}", BOOKLET.pages[0]);
    }
    assert!(BOOKLET.pages[0].contains("令和５年度進捗管理報告書"));
    for section in items(&plan, "前文") {
        assert!(BOOKLET.pages[1].contains(&squeeze(text(section, "本文"))));
    }
    for grade in items(&plan, "評価基準") {
        let row = ["記号", "名称", "説明"].map(|key| text(grade, key)).concat();
        assert!(BOOKLET.pages[1].contains(&row), "{row}");
    }
}

#[test]
fn the_links_of_the_index_land_on_their_sheets() {
    let document = Document::load_mem(&BOOKLET.bytes).unwrap();
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let mut targets = Vec::new();
    for page in &pages[2..INDEX_END] {
        for annotation in document.get_page_annotations(*page).unwrap() {
            let destination = annotation.get(b"Dest").or_else(|_| {
                let action = annotation.get_deref(b"A", &document).and_then(Object::as_dict)?;
                action.get(b"D")
            });
            let (_, destination) = document.dereference(destination.unwrap()).unwrap();
            let target = destination.as_array().unwrap()[0].as_reference().unwrap();
            targets.push(pages.iter().position(|page| *page == target).unwrap() + 1 - FRONT);
        }
    }
    // Each sheet by its number, each initiative by its title.
    let place =
        |mention: &Mention| (mention.policy.clone(), mention.priority.clone(), mention.initiative.clone());
    let titles = mentions().chunk_by(|one, next| place(one) == place(next)).count();
    assert_eq!(targets.len(), 60 + titles);
    targets.sort_unstable();
    targets.dedup();
    assert_eq!(targets, (1..=60).collect::<Vec<_>>());
}

#[test]
fn two_builds_give_the_same_bytes() {
    let project = Project::real();
    project.run(&["build"]);
    assert!(fs::read(project.path("out/R5.pdf")).unwrap() == BOOKLET.bytes);
}

/// A small plan whose first 重点的取組 has many measures.
fn with_measures(count: usize) -> Project {
    let project = Project::small();
    let read = |path: &str| fs::read_to_string(project.path(path)).unwrap();
    let files = ["data/measures", "data/records/R6", "data/records/R7"];
    let ids: Vec<String> = (1..=count).map(|number| format!("m{number}")).collect();
    for (folder, text) in files.map(|folder| (folder, read(&format!("{folder}/koekake.yaml")))) {
        for id in &ids {
            let named = text.replace("事業名: 声かけ運動", &format!("事業名: 声かけ運動の{id}"));
            project.write(&format!("{folder}/{id}.yaml"), named);
        }
    }
    let named = format!("事業: [{}, haishoku]", ids.join(", "));
    project.edit("data/plan.yaml", "事業: [koekake, haishoku]", &named);
    project
}

#[test]
fn every_sheet_is_in_the_index_however_many_measures_an_initiative_has() {
    for count in [44, 45, 48, 49, 51, 52, 55, 60, 72, 120] {
        let project = with_measures(count);
        let pages = project.build(&[]);
        let file = project.path("out/R7.pdf");
        let first = pages.iter().position(|page| page.starts_with("進捗管理シート1令和")).unwrap();
        let mut numbers = Vec::new();
        for page in 3..=first {
            let glyphs = pdf_glyphs(&file, page.try_into().unwrap());
            let is_number = |glyph: &&Glyph| glyph.x > 510.0 && (50.0..770.0).contains(&glyph.y);
            let digits =
                glyphs.iter().filter(is_number).filter(|glyph| glyph.character.parse::<u32>().is_ok());
            let mut rows: BTreeMap<i32, String> = BTreeMap::new();
            for digit in digits {
                #[expect(clippy::cast_possible_truncation, reason = "a page is not so high")]
                rows.entry(-(digit.y as i32)).or_default().push_str(&digit.character);
            }
            assert!(rows.len() > 1, "{count}: page {page} has nothing but headings");
            numbers.extend(rows.into_values().map(|number| number.parse::<usize>().unwrap()));
        }
        assert_eq!(numbers, (1..=count + 3).collect::<Vec<_>>(), "{count}");
    }
}

#[test]
fn a_row_that_is_higher_than_a_page_of_the_list_goes_on() {
    let project = Project::small();
    let titles: Vec<String> = (1..60).map(|number| format!("声かけ運動をひろげる第{number}の取組")).collect();
    let title = titles.concat();
    project.edit("data/measures/koekake.yaml", "事業名: 声かけ運動", &format!("事業名: {title}"));
    let run = project.run(&["check", "--format", "pdf", "-o", "list.pdf"]);
    assert!(!run.stderr.contains("[E0506]"), "{}", run.stderr);
    let list = pdf_pages(&project.path("list.pdf")).concat();
    // A page may end within one of them.
    let cut = (1..60).filter(|number| !list.contains(&format!("第{number}の取"))).count();
    assert!(cut <= 2 && list.contains("第59の取組"), "{list}");
}

//! Forms whose sheets, rows and columns were changed in spite of their protection: what is written goes where it belongs, or nowhere.

use std::fs;

use shinchoku::exchange::workbook::CellAt;

use crate::filled::{Form, Input};
use crate::support::{Project, Run};

/// The forms of さくら市: of 健康推進係, and of its reviewers.
const SECTION: &str = "out/R7-記入様式-健康推進係.xlsx";
const REVIEW: &str = "out/R7-査定.xlsx";

/// A council whose forms are handed out.
fn sakura() -> Project {
    let project = Project::of_council("sakura");
    for arguments in [&["forms"][..], &["forms", "--review"]] {
        assert_eq!(project.run(arguments).status, 0);
    }
    project
}

fn record(project: &Project, id: &str) -> String {
    fs::read_to_string(project.path(&format!("data/records/R7/{id}.yaml"))).unwrap()
}

/// What comes of a form that is changed.
fn sent_back(project: &Project, form: &str, change: impl FnOnce(&mut Form)) -> Run {
    let mut form = Form::open(&project.path(form));
    change(&mut form);
    form.save(&project.path("返却/様式.xlsx"));
    project.run(&["collect", "返却"])
}

/// The cell of a value of さくら市's 特定健康診査 or another measure.
fn cell(form: &Form, keys: &[&str]) -> Input {
    form.input(keys)
}

/// Writes what a sheet is to say by itself.
fn fill_results(form: &mut Form, ids: &[&str]) {
    for id in ids {
        let input = cell(form, &[id, "成果"]);
        form.fill(&input, &format!("{id}の成果"));
    }
}

fn sheet_of(form: &Form, id: &str) -> String {
    cell(form, &[id, "成果"]).sheet
}

fn edit_tabs(form: &mut Form, from: &str, to: &str) {
    let names = form.part("xl/workbook.xml");
    assert!(names.contains(from), "{from} {names}");
    *names = names.replace(from, to);
}

/// The tag of a tab.
fn tab(form: &mut Form, name: &str) -> String {
    let names = form.part("xl/workbook.xml");
    let start = names.find(&format!("<sheet name=\"{name}\"")).unwrap();
    names[start..=start + names[start..].find("/>").unwrap() + 1].to_owned()
}

#[test]
fn texts_go_where_the_title_of_their_sheet_says_whatever_the_tabs_are_called() {
    let project = sakura();
    let run = sent_back(&project, SECTION, |form| {
        fill_results(form, &["kenshin", "shidou"]);
        let [one, other] = ["kenshin", "shidou"].map(|id| sheet_of(form, id));
        edit_tabs(form, &format!("name=\"{one}\""), "name=\"仮\"");
        edit_tabs(form, &format!("name=\"{other}\""), &format!("name=\"{one}\""));
        edit_tabs(form, "name=\"仮\"", &format!("name=\"{other}\""));
    });
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    for id in ["kenshin", "shidou"] {
        assert!(record(&project, id).contains(&format!("{id}の成果")), "{}", run.stdout);
    }
}

#[test]
fn a_sheet_renamed_beside_one_that_is_gone_and_a_copy_fill_no_other_measure() {
    let (project, copies) = (sakura(), sakura());
    let untouched = record(&project, "shokuiku");
    let run = sent_back(&project, SECTION, |form| {
        fill_results(form, &["kinen"]);
        let [renamed, gone] = ["kinen", "shokuiku"].map(|id| sheet_of(form, id));
        edit_tabs(form, &format!("name=\"{renamed}\""), "name=\"禁煙（済）\"");
        let gone = tab(form, &gone);
        edit_tabs(form, &gone, "");
    });
    assert!(run.stderr.matches("W0133").count() == 1 && run.stderr.contains("食育"), "{}", run.stderr);
    assert!(record(&project, "kinen").contains("kinenの成果"), "{}", run.stdout);
    assert_eq!(record(&project, "shokuiku"), untouched);
    let run = sent_back(&copies, SECTION, |form| {
        fill_results(form, &["kenshin"]);
        let [own, gone] = ["kenshin", "shokuiku"].map(|id| {
            let name = sheet_of(form, id);
            tab(form, &name)
        });
        let part = |tag: &str| tag.split("r:id=").nth(1).unwrap().to_owned();
        let copy = gone.replace(&part(&gone), &part(&own));
        let name = copy.split('"').nth(1).unwrap().to_owned();
        edit_tabs(form, &gone, &copy.replace(&name, "下書き"));
    });
    assert!(run.stderr.contains("の写しです") && run.stderr.contains("「下書き」"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("W0133").count(), 2, "{}", run.stderr);
    assert_eq!(record(&copies, "shokuiku"), untouched);
}

#[test]
fn a_sheet_with_the_title_of_another_is_not_taken_and_told_once() {
    let project = sakura();
    let before = ["kenshin", "shidou"].map(|id| record(&project, id));
    let run = sent_back(&project, SECTION, |form| {
        fill_results(form, &["kenshin"]);
        let [own, other] = ["kenshin", "shidou"].map(|id| sheet_of(form, id));
        let title = form.handed_out.sheets.iter().find(|sheet| sheet.name == other).unwrap();
        let title = title.text(CellAt::new(1, 0)).to_owned();
        form.write(&own, CellAt::new(1, 0), &title);
    });
    assert!(run.stderr.contains("どちらのことか分かりません"), "{}", run.stderr);
    assert_eq!(["kenshin", "shidou"].map(|id| record(&project, id)), before, "{}", run.stdout);
}

/// What the cells of a row say.
fn row_of(form: &Form, sheet: &str, row: u32, columns: std::ops::Range<u32>) -> Vec<String> {
    let sheet = form.handed_out.sheets.iter().find(|other| other.name == sheet).unwrap();
    columns.map(|column| sheet.text(CellAt::new(row, column)).to_owned()).collect()
}

fn write_row(form: &mut Form, sheet: &str, row: u32, column: u32, texts: &[String]) {
    for (column, text) in (column..).zip(texts) {
        form.write(sheet, CellAt::new(row, column), text);
    }
}

#[test]
fn a_column_of_a_table_is_what_its_head_says() {
    let project = sakura();
    let run = sent_back(&project, REVIEW, |form| {
        let grade = cell(form, &["shidou", "外部評価"]);
        let opinion = cell(form, &["shidou", "委員の意見", "1", "意見"]);
        let heads = CellAt::new(3, grade.at.column);
        let other = CellAt::new(3, opinion.at.column);
        let head = |at: CellAt| row_of(form, &grade.sheet, at.row, at.column..at.column + 1).remove(0);
        let (one, two) = (head(heads), head(other));
        form.write(&grade.sheet, heads, &two);
        form.write(&grade.sheet, other, &one);
        for id in ["kenshin", "kinen", "walk", "shokuiku", "kokoro"] {
            let at = cell(form, &[id, "外部評価"]).at;
            for column in [grade.at.column, opinion.at.column] {
                form.write(&grade.sheet, CellAt { column, ..at }, "");
            }
        }
        form.fill(&grade, "続けてください。");
        form.fill(&opinion, "要改善");
    });
    let record = record(&project, "shidou");
    assert!(
        record.contains("外部評価: 要改善") && record.contains("意見: 続けてください。"),
        "{record}{}",
        run.stderr
    );
    // A head that is gone is told once.
    let run = sent_back(&project, REVIEW, |form| {
        let opinion = cell(form, &["kinen", "委員の意見", "1", "意見"]);
        form.write(&opinion.sheet, CellAt { row: 3, ..opinion.at }, "メモ");
        form.fill(&opinion, "これは意見です。");
    });
    assert!(run.stderr.contains("見出し「委員の意見1：意見」の列がない"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("W0133").count(), 1, "{}", run.stderr);
}

#[test]
fn a_row_of_a_table_is_of_the_measure_that_it_names() {
    let project = sakura();
    let before = ["kenshin", "shidou"].map(|id| record(&project, id));
    let exchanged = |form: &mut Form, first: u32| {
        let [one, other] = ["kenshin", "shidou"].map(|id| cell(form, &[id, "外部評価"]));
        form.fill(&one, "妥当");
        form.fill(&other, "要改善");
        form.save(&project.path("仮.xlsx"));
        let filled = Form::open(&project.path("仮.xlsx"));
        let [upper, lower] =
            [one.at.row, other.at.row].map(|row| row_of(&filled, &one.sheet, row, first..20));
        write_row(form, &one.sheet, one.at.row, first, &lower);
        write_row(form, &one.sheet, other.at.row, first, &upper);
    };
    // All but the page: which measure is meant is not known.
    let run = sent_back(&project, REVIEW, |form| exchanged(form, 1));
    assert!(run.stderr.contains("2 つの行で") && run.stderr.matches("W0133").count() == 1, "{}", run.stderr);
    assert_eq!(["kenshin", "shidou"].map(|id| record(&project, id)), before);
    // The whole rows.
    let run = sent_back(&project, REVIEW, |form| exchanged(form, 0));
    assert_eq!(run.stderr, "");
    assert!(record(&project, "kenshin").contains("外部評価: 妥当"), "{}", run.stdout);
    assert!(record(&project, "shidou").contains("外部評価: 要改善"), "{}", run.stdout);
    // One that was taken out is named.
    let run = sent_back(&project, REVIEW, |form| {
        let input = cell(form, &["kinen", "外部評価"]);
        write_row(form, &input.sheet, input.at.row, 0, &vec![String::new(); 20]);
    });
    assert!(run.stderr.contains("禁煙の支援と受動喫煙の防止」の行がない"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("W0133").count(), 1, "{}", run.stderr);
}

#[test]
fn a_row_without_its_head_is_told_with_the_head_that_it_had() {
    let project = sakura();
    let run = sent_back(&project, SECTION, |form| {
        let input = cell(form, &["kenshin", "改善策"]);
        form.fill(&input, "来年の改善策");
        form.write(&input.sheet, CellAt { column: 0, ..input.at }, "対策");
    });
    assert!(run.stderr.contains("A16 を「改善策」に戻して"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("W0133").count(), 1, "{}", run.stderr);
    // Done to the letter, nothing is told any more.
    let run = sent_back(&project, SECTION, |form| {
        let input = cell(form, &["kenshin", "改善策"]);
        form.fill(&input, "来年の改善策");
        form.write(&input.sheet, CellAt { column: 0, ..input.at }, "改善策");
    });
    assert!(
        run.stderr.is_empty() && record(&project, "kenshin").contains("改善策: 来年の改善策"),
        "{}",
        run.stderr
    );
    // The row is gone, and those below have moved up.
    let before = record(&project, "kenshin");
    let run = sent_back(&project, SECTION, |form| {
        let input = cell(form, &["kenshin", "課題"]);
        move_rows(form, &input.sheet, input.at.row + 1);
    });
    assert!(
        run.stderr.contains("行「課題」が消されている") && !run.stderr.contains("戻して"),
        "{}",
        run.stderr
    );
    assert_eq!(record(&project, "kenshin"), before, "{}", run.stdout);
}

fn xml<'f>(form: &'f mut Form, sheet: &str) -> &'f mut String {
    let index = form.handed_out.sheets.iter().position(|other| other.name == sheet).unwrap();
    form.part(&format!("xl/worksheets/sheet{}.xml", index + 1))
}

/// Takes out a row, counted from 1; those below move up.
fn move_rows(form: &mut Form, sheet: &str, row: u32) {
    let xml = xml(form, sheet);
    let start = xml.find(&format!("<row r=\"{row}\"")).unwrap();
    let end = start + xml[start..].find("</row>").unwrap() + "</row>".len();
    xml.replace_range(start..end, "");
    for below in row + 1..60 {
        *xml = xml.replace(&format!("<row r=\"{below}\""), &format!("<row r=\"{}\"", below - 1));
        for column in 'A'..='H' {
            *xml =
                xml.replace(&format!("<c r=\"{column}{below}\""), &format!("<c r=\"{column}{}\"", below - 1));
        }
    }
}

#[test]
fn what_is_written_is_read_where_its_column_has_moved_to() {
    let project = sakura();
    let run = sent_back(&project, SECTION, |form| {
        fill_results(form, &["kenshin"]);
        let sheet = sheet_of(form, "kenshin");
        let xml = xml(form, &sheet);
        for (column, next) in [('F', 'G'), ('E', 'F'), ('D', 'E'), ('C', 'D'), ('B', 'C')] {
            *xml = xml.replace(&format!("<c r=\"{column}"), &format!("<c r=\"{next}"));
        }
    });
    assert_eq!(run.stderr, "");
    assert!(record(&project, "kenshin").contains("kenshinの成果"), "{}", run.stdout);
}

#[test]
fn frames_that_were_joined_are_told_and_take_nothing_away() {
    let project = sakura();
    let before = record(&project, "kenshin");
    let run = sent_back(&project, SECTION, |form| {
        let [one, other] = ["取組内容", "成果"].map(|key| cell(form, &["kenshin", key]));
        form.fill(&one, "二つの枠にまたがる文");
        form.fill(&other, "");
        let xml = xml(form, &one.sheet);
        *xml = xml
            .replace("</mergeCells>", &format!("<mergeCell ref=\"{}:{}\"/></mergeCells>", one.at, other.at));
    });
    assert!(run.stderr.contains("B13 から B14 までの枠が一つに結合"), "{}", run.stderr);
    assert_eq!(record(&project, "kenshin"), before, "{}", run.stdout);
}

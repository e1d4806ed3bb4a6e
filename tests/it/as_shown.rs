//! What a cell of a form holds and what it shows: a person gets what he sees, or is told.

use std::fs;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Writer};

use crate::filled::Form;
use crate::support::{Project, Run};

/// 4-5, as Excel keeps it in 2026, and 令和8年3月9日.
const FIFTH_OF_APRIL: &str = "46117";
const NINTH_OF_MARCH: &str = "46090";

/// 「4月5日」 and 「令和8年3月9日」, as Japanese Excel numbers them.
const MONTH_AND_DAY: u32 = 56;
const WITH_ERA: u32 = 58;

fn handed_out(council: &str) -> Project {
    let project = Project::of_council(council);
    assert_eq!(project.run(&["forms"]).status, 0);
    project
}

fn sent_back(project: &Project, form: &str, change: impl FnOnce(&mut Form)) -> Run {
    let mut form = Form::open(&project.path(form));
    change(&mut form);
    form.save(&project.path("返却/様式.xlsx"));
    project.run(&["collect", "返却"])
}

const SAKURA: &str = "out/R7-記入様式-健康推進係.xlsx";

#[test]
fn a_date_in_a_text_is_as_its_cell_shows_it_and_one_for_a_number_or_a_target_is_told() {
    let project = handed_out("sakura");
    let run = sent_back(&project, SAKURA, |form| {
        for (key, number, format) in
            [("成果", NINTH_OF_MARCH, WITH_ERA), ("課題", FIFTH_OF_APRIL, MONTH_AND_DAY)]
        {
            form.fill_number(&form.input(&["kenshin", key]), number, format);
        }
        let figure = form.input(&["kenshin", "指標", "特定健診受診率", "実績"]);
        form.fill_number(&figure, FIFTH_OF_APRIL, MONTH_AND_DAY);
        form.fill_number(&form.input(&["kenshin", "予算額"]), FIFTH_OF_APRIL, MONTH_AND_DAY);
        // How an English month is shown in Japanese is not known.
        form.fill_number(&form.input(&["kenshin", "改善策"]), FIFTH_OF_APRIL, 16);
    });
    let record = fs::read_to_string(project.path("data/records/R7/kenshin.yaml")).unwrap();
    assert!(record.contains("令和8年3月9日") && record.contains("課題: 4月5日"), "{record}{}", run.stderr);
    assert_eq!(run.stderr.matches("エラー[E0204]").count(), 3, "{}", run.stderr);
    assert!(run.stderr.contains("「4月5日」") && run.stderr.contains("「文字列」"), "{}", run.stderr);
    assert!(!record.contains("2026-0"), "{record}");
}

#[test]
fn a_target_that_became_a_date_is_told_and_not_written() {
    let project = Project::small();
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    for (row, (name, target)) in (0..).zip([("事業名", "指標目標"), ("声かけ運動", ""), ("配食", "週2回")])
    {
        sheet.write(row, 0, name).unwrap();
        sheet.write(row, 1, target).unwrap();
    }
    let date = ExcelDateTime::from_ymd(2026, 4, 5).unwrap();
    sheet.write_with_format(1, 1, date, &Format::new().set_num_format("m\"月\"d\"日\"")).unwrap();
    writer.save(project.path("目標.xlsx")).unwrap();
    let run = project.run(&["new-year", "--targets", "目標.xlsx"]);
    assert!(run.status == 1 && run.stderr.contains("「4月5日」"), "{}", run.stderr);
    assert!(run.stderr.contains("B2") && run.stderr.contains("「文字列」"), "{}", run.stderr);
    let target = |id: &str| fs::read_to_string(project.path(&format!("data/records/R8/{id}.yaml"))).unwrap();
    assert!(target("koekake").starts_with("指標目標:\n"), "{}", target("koekake"));
    assert!(target("haishoku").starts_with("指標目標: 週2回\n"));
}

#[test]
fn days_and_choices_are_taken_as_people_type_them() {
    let project = handed_out("minato");
    let form = "out/R6-記入様式-子育て支援係.xlsx";
    for (typed, wanted) in
        [("令和７年３月９日", "2025-03-09"), ("2025/3/10", "2025-03-10"), ("R7.3.11", "2025-03-11")]
    {
        let run = sent_back(&project, form, |form| {
            let input = form.inputs().into_iter().find(|input| input.keys[1..] == ["実施日"]).unwrap();
            form.fill(&input, typed);
        });
        assert_eq!(run.status, 0, "{}", run.stderr);
        let said = fs::read_dir(project.path("data/records/R6")).unwrap();
        let said = said.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect::<String>();
        assert!(said.contains(&format!("実施日: {wanted}")), "{typed}: {said}");
        fs::remove_dir_all(project.path("data/records/R6")).unwrap();
        crate::support::copy_folder(
            &crate::support::repository().join("tests/plans/minato/data/records/R6"),
            &project.path("data/records/R6"),
        );
    }
    let project = handed_out("sakura");
    let run = sent_back(&project, SAKURA, |form| form.fill(&form.input(&["kenshin", "方向性"]), "縮小 \n"));
    assert_eq!(run.stderr, "");
    let record = fs::read_to_string(project.path("data/records/R7/kenshin.yaml")).unwrap();
    assert!(record.contains("方向性: 縮小\n"), "{record}");
}

#[test]
fn what_was_erased_is_called_so() {
    let project = handed_out("sakura");
    let run = sent_back(&project, SAKURA, |form| {
        form.fill(&form.input(&["kenshin", "成果"]), "");
        form.fill(&form.input(&["kenshin", "課題"]), "新しい課題");
    });
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(
        lines.contains(&"  特定健康診査の受診促進　成果（書かれていた文を消しました）"),
        "{}",
        run.stdout
    );
    assert!(lines.contains(&"  特定健康診査の受診促進　課題"), "{}", run.stdout);
}

#[test]
fn the_front_sheet_counts_the_cells_of_a_table_that_has_to_be_there() {
    let project = Project::of_council("sakura");
    assert_eq!(project.run(&["new-year", "R8"]).status, 0);
    assert_eq!(project.run(&["forms", "R8"]).status, 0);
    let form = Form::open(&project.path("out/R8-記入様式-健康推進係.xlsx"));
    let front = &form.handed_out.sheets[0];
    let row = front.cells.iter().find(|(_, cell)| cell.text == "特定健康診査の受診促進").unwrap().0;
    let count: usize =
        front.text(shinchoku::exchange::workbook::CellAt { column: 2, ..*row }).parse().unwrap();
    let of_measure = form.inputs().into_iter().filter(|input| input.keys[0] == "kenshin");
    // All but 指標, 改善策 and 備考, which may stay empty.
    let asked = of_measure.filter(|input| !["指標", "改善策", "備考"].contains(&input.keys[1].as_str()));
    assert_eq!(count, asked.count());
}

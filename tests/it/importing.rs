//! A booklet that an office keeps in Excel, made from the real plan and read back: one sheet a measure, and one row a measure.

use std::path::Path;

use rust_xlsxwriter::{Format, Workbook as Writer, Worksheet};
use shinchoku::form::Field;
use shinchoku::model::{Initiative, Measure, MeasureId, Model, PolicyBody, Record, load};
use shinchoku::year::FiscalYear;

use crate::support::{Project, repository};

/// One mention of a measure in the tree, with all that a sheet prints.
struct Sheet<'m> {
    strategy: String,
    policy: String,
    priority: String,
    initiative: String,
    id: &'m MeasureId,
    measure: &'m Measure,
    is_reprint: bool,
}

/// The sheets of a plan in their order.
fn sheets(model: &Model) -> Vec<Sheet<'_>> {
    let mut sheets: Vec<Sheet<'_>> = Vec::new();
    let plan = &model.plan;
    for strategy in &plan.strategies {
        for policy in &strategy.policies {
            for (priority, initiatives) in policy.body.groups() {
                for (initiative, mention) in
                    initiatives.iter().flat_map(|one| one.measures.iter().map(move |id| (one, id)))
                {
                    sheets.push(Sheet {
                        strategy: format!("{}　{}", wide(strategy.number), strategy.name.value),
                        policy: format!("（{}）{}", wide(policy.number), policy.name.value),
                        priority: priority
                            .map(|priority| format!("{}{}", circled(priority.number), priority.name.value))
                            .unwrap_or_default(),
                        initiative: format!("{}{}", circled(initiative.number), name(initiative, model)),
                        id: &mention.value,
                        measure: &model.measures[&mention.value],
                        is_reprint: sheets.iter().any(|sheet| *sheet.id == mention.value),
                    });
                }
            }
        }
    }
    sheets
}

fn name<'m>(initiative: &'m Initiative, model: &'m Model) -> &'m str {
    let title = || model.measures[&initiative.measures[0].value].current_title();
    &initiative.name.as_ref().unwrap_or_else(title).value
}

fn wide(number: u32) -> char {
    char::from_u32(u32::from('０') + number).unwrap()
}

fn circled(number: u32) -> char {
    char::from_u32(u32::from('①') + number - 1).unwrap()
}

fn year() -> FiscalYear {
    "R5".parse().unwrap()
}

fn sections(model: &Model, measure: &Measure) -> String {
    let names = measure.sections.iter().map(|section| model.plan.section_name(section.value).value.as_str());
    names.collect::<Vec<_>>().join("・")
}

fn mark(model: &Model, record: Option<&Record>, field: Field) -> String {
    let mark = record.and_then(|record| record.mark(field));
    mark.map(|mark| model.plan.scale.definition(mark.value).mark.value.clone()).unwrap_or_default()
}

fn text(record: Option<&Record>, field: Field) -> &str {
    record.and_then(|record| record.text(field)).map_or("", |text| text.value.as_str())
}

/// Writes a text over joined cells, or into one.
fn put(sheet: &mut Worksheet, (row, column): (u32, u16), (to_row, to_column): (u32, u16), text: &str) {
    let format = Format::new().set_text_wrap();
    if (row, column) == (to_row, to_column) {
        sheet.write_with_format(row, column, text, &format).unwrap();
    } else {
        sheet.merge_range(row, column, to_row, to_column, text, &format).unwrap();
    }
}

/// One sheet a measure, as the printed form: years in columns B to K (two each), marks of 自己評価 spread over A to D.
fn as_forms(model: &Model) -> Writer {
    let mut writer = Writer::new();
    let cover = writer.add_worksheet().set_name("表紙").unwrap();
    cover.write(4, 1, &*model.plan.name.value).unwrap();
    cover.write(9, 1, "発行者").unwrap();
    cover.write(9, 2, &*model.plan.publisher.value).unwrap();
    cover.write(12, 1, "この冊子は内部資料です").unwrap();
    for (index, sheet) in sheets(model).iter().enumerate() {
        let page = writer.add_worksheet().set_name(format!("{}", index + 1)).unwrap();
        form(page, model, sheet, index + 1);
    }
    writer
}

fn form(page: &mut Worksheet, model: &Model, sheet: &Sheet<'_>, number: usize) {
    let years: Vec<FiscalYear> = model.plan.period.value.years().collect();
    let record = |year: FiscalYear| model.records.get(&year).and_then(|records| records.get(sheet.id));
    let this = record(year());
    put(page, (0, 0), (0, 4), &format!("{}　令和５年度", model.plan.name.value));
    put(page, (1, 0), (1, 2), &format!("進捗管理シート　{number}"));
    put(page, (1, 9), (1, 10), "令和５年度");
    put(page, (2, 0), (2, 0), "基本戦略");
    put(page, (2, 1), (2, 6), &sheet.strategy);
    put(page, (2, 7), (3, 8), "担当係");
    put(page, (2, 9), (3, 10), &sections(model, sheet.measure));
    put(page, (3, 0), (3, 0), "施策細目");
    put(page, (3, 1), (3, 6), &sheet.policy);
    put(page, (4, 0), (4, 0), "重点施策");
    put(page, (4, 1), (4, 10), &sheet.priority);
    put(page, (5, 0), (5, 0), "事　業");
    let reprint = if sheet.is_reprint { "【再掲】" } else { "" };
    put(page, (5, 1), (5, 10), &format!("{}{reprint}", sheet.measure.current_title().value));
    put(page, (6, 0), (6, 0), "概要");
    put(page, (6, 1), (6, 10), &sheet.measure.text(Field::Overview).unwrap().value);
    put(page, (7, 0), (7, 0), "年度");
    put(page, (8, 0), (9, 0), "年次計画\n（予定）");
    put(page, (10, 0), (10, 0), "指標目標\n※年度初めに設定");
    put(page, (11, 0), (11, 0), "評価");
    let column =
        |year: FiscalYear| 1 + 2 * u16::try_from(model.plan.period.value.index_of(year).unwrap()).unwrap();
    for &of in &years {
        let (from, to) = (column(of), column(of) + 1);
        put(page, (7, from), (7, to), &of.label());
        put(page, (10, from), (10, to), text(record(of), Field::Target));
        put(page, (11, from), (11, to), &mark(model, record(of), Field::ReviewedGrade));
    }
    for (row, bar) in (8..).zip(&sheet.measure.schedule) {
        put(page, (row, column(bar.period.first())), (row, column(bar.period.last()) + 1), &bar.text.value);
    }
    put(page, (12, 0), (12, 10), "＜令和５年度実施結果＞");
    put(page, (13, 0), (13, 5), "具体的な取組内容");
    put(page, (13, 6), (13, 10), "成果");
    put(page, (14, 0), (14, 5), text(this, Field::Actions));
    put(page, (14, 6), (14, 10), text(this, Field::Results));
    put(page, (15, 0), (15, 3), "自己評価");
    put(page, (15, 4), (15, 10), "今後の方針");
    let grade = mark(model, this, Field::SelfGrade);
    for (at, definition) in (0..).zip(model.plan.scale.definitions()) {
        put(page, (16, at), (16, at), &definition.mark.value);
        put(page, (17, at), (17, at), if definition.mark.value == grade { "○" } else { "" });
    }
    put(page, (16, 4), (17, 10), text(this, Field::Next));
    put(page, (18, 4), (18, 10), "A 達成　B 未達成　C 検討中　D 中止");
    put(page, (19, 0), (19, 0), "備考");
    put(page, (19, 1), (19, 10), text(this, Field::Remarks));
    put(page, (21, 10), (21, 10), &number.to_string());
}

/// One row a measure, levels joined downwards, two rows of headings.
fn as_table(model: &Model) -> Writer {
    let mut writer = Writer::new();
    let page = writer.add_worksheet().set_name("一覧表").unwrap();
    let years: Vec<FiscalYear> = model.plan.period.value.years().collect();
    put(page, (0, 0), (0, 5), "令和５年度　進捗管理一覧表");
    let marks = model.plan.scale.definitions();
    let heads = ["基本戦略", "施策細目", "重点施策", "重点的取組", "事業名", "担当課", "事業の概要"];
    for (at, head) in (0..).zip(heads) {
        put(page, (2, at), (3, at), head);
    }
    let wide = u16::try_from(years.len()).unwrap();
    for (index, head) in (0..).zip(["年次計画", "目標／指標", "評　価"]) {
        put(page, (2, 7 + index * wide), (2, 6 + (index + 1) * wide), head);
        for (at, of) in (0..).zip(&years) {
            put(page, (3, 7 + index * wide + at), (3, 7 + index * wide + at), &of.to_string());
        }
    }
    let rest = 7 + 3 * wide;
    for (at, head) in (0..).zip(["実施内容", "成果"]) {
        put(page, (2, rest + at), (3, rest + at), head);
    }
    let spread = u16::try_from(marks.len()).unwrap();
    put(page, (2, rest + 2), (2, rest + 1 + spread), "自己評価");
    for (at, definition) in (0..).zip(marks) {
        put(page, (3, rest + 2 + at), (3, rest + 2 + at), &definition.mark.value);
    }
    for (at, head) in (0..).zip(["次年度の方針", "備考"]) {
        put(page, (2, rest + 2 + spread + at), (3, rest + 2 + spread + at), head);
    }
    let sheets = sheets(model);
    let level = |sheet: &Sheet<'_>, at: usize| {
        [&sheet.strategy, &sheet.policy, &sheet.priority, &sheet.initiative][..=at]
            .iter()
            .map(|level| level.as_str())
            .collect::<Vec<_>>()
            .join("/")
    };
    // A measure has a row for each bar that begins in its busiest year.
    let height = |sheet: &Sheet<'_>| {
        let begin = |year: &FiscalYear| {
            sheet.measure.schedule.iter().filter(|bar| bar.period.first() == *year).count()
        };
        u32::try_from(years.iter().map(begin).max().unwrap().max(1)).unwrap()
    };
    for at in 0..4 {
        let mut row = 4;
        for run in sheets.chunk_by(|one, next| level(one, at) == level(next, at)) {
            let last = row + run.iter().map(height).sum::<u32>() - 1;
            let text = [&run[0].strategy, &run[0].policy, &run[0].priority, &run[0].initiative][at];
            put(page, (row, u16::try_from(at).unwrap()), (last, u16::try_from(at).unwrap()), text);
            row = last + 1;
        }
    }
    let mut row = 4;
    for sheet in &sheets {
        let record = |year: FiscalYear| model.records.get(&year).and_then(|records| records.get(sheet.id));
        let (this, last) = (record(year()), row + height(sheet) - 1);
        for (at, &of) in (0..).zip(&years) {
            let bars = &sheet.measure.schedule;
            let begin: Vec<&str> = bars
                .iter()
                .filter(|bar| bar.period.first() == of)
                .map(|bar| bar.text.value.as_str())
                .collect();
            for (index, line) in (0..).zip(row..=last) {
                let goes_on = bars.iter().filter(|bar| bar.period.contains(of)).count() > index;
                let arrow = if goes_on && begin.is_empty() { "→" } else { "" };
                page.write(line, 7 + at, begin.get(index).copied().unwrap_or(arrow)).unwrap();
            }
        }
        let mut cell = |column: u16, text: &str| put(page, (row, column), (last, column), text);
        let reprint = if sheet.is_reprint { "（再掲）" } else { "" };
        cell(4, &format!("{}{reprint}", sheet.measure.current_title().value));
        cell(5, &sections(model, sheet.measure).replace('・', "\n"));
        cell(6, &sheet.measure.text(Field::Overview).unwrap().value);
        for (at, &of) in (0..).zip(&years) {
            cell(7 + wide + at, text(record(of), Field::Target));
            cell(7 + 2 * wide + at, &mark(model, record(of), Field::ReviewedGrade));
        }
        cell(rest, text(this, Field::Actions));
        cell(rest + 1, text(this, Field::Results));
        let grade = mark(model, this, Field::SelfGrade);
        for (at, definition) in (0..).zip(marks) {
            cell(rest + 2 + at, if definition.mark.value == grade { "○" } else { "" });
        }
        cell(rest + 2 + spread, text(this, Field::Next));
        cell(rest + 3 + spread, text(this, Field::Remarks));
        row = last + 1;
    }
    put(page, (90, 4), (90, 6), "※評価は、Ａ：達成、Ｂ：未達成、Ｃ：検討中、Ｄ：中止");
    put(page, (92, 4), (92, 6), "印刷するときは A3 横にすること");
    writer
}

/// Runs the import of a workbook in an empty folder.
fn imported(mut writer: Writer) -> (Project, crate::support::Run) {
    let project = Project::empty();
    writer.save(project.path("冊子.xlsx")).unwrap();
    let run = project.run(&["import", "冊子.xlsx"]);
    (project, run)
}

fn model(root: &Path) -> Model {
    load(root).unwrap_or_else(|found| panic!("{:#?}", found.iter().collect::<Vec<_>>()))
}

/// Everything that a plan says, measure by measure in the order of the tree.
fn all(model: &Model) -> Vec<String> {
    let mut said = Vec::new();
    for sheet in sheets(model) {
        let mut line = vec![
            sheet.strategy.clone(),
            sheet.policy.clone(),
            sheet.priority.clone(),
            sheet.initiative.clone(),
        ];
        line.push(sheet.measure.current_title().value.clone());
        line.push(sections(model, sheet.measure));
        line.push(sheet.measure.text(Field::Overview).unwrap().value.clone());
        line.extend(sheet.measure.schedule.iter().map(|bar| format!("{} {}", bar.text.value, bar.period)));
        for (year, records) in &model.records {
            let record = records.get(sheet.id);
            for field in [Field::Target, Field::Actions, Field::Results, Field::Next, Field::Remarks] {
                line.push(format!("{year} {}: {}", field.key(), text(record, field)));
            }
            for field in [Field::SelfGrade, Field::ReviewedGrade] {
                line.push(format!("{year} {}: {}", field.key(), mark(model, record, field)));
            }
        }
        said.push(line.join("\n"));
    }
    said
}

#[track_caller]
fn assert_same(imported: &Model) {
    let real = load(repository()).unwrap();
    for (mine, theirs) in all(imported).iter().zip(&all(&real)) {
        assert_eq!(mine, theirs);
    }
    assert_eq!((imported.measures.len(), sheets(imported).len()), (49, 60));
    assert_eq!(imported.plan.period.value, real.plan.period.value);
    let sorted = |model: &Model| {
        let mut names: Vec<String> =
            model.plan.sections.iter().map(|section| section.value.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(sorted(imported), sorted(&real));
    let scale = |model: &Model| -> Vec<String> {
        model
            .plan
            .scale
            .definitions()
            .iter()
            .map(|one| format!("{} {}", one.mark.value, one.name.value))
            .collect()
    };
    assert_eq!(scale(imported), scale(&real));
    assert!(
        imported
            .plan
            .strategies
            .iter()
            .any(|strategy| matches!(strategy.policies[0].body, PolicyBody::Initiatives(_)))
    );
}

#[test]
fn the_real_booklet_comes_back_from_one_sheet_a_measure() {
    let real = load(repository()).unwrap();
    let (project, run) = imported(as_forms(&real));
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.contains("事業 49、シート 60（うち再掲 11）、記録 245"), "{}", run.stdout);
    let back = model(project.path("").as_path());
    assert_same(&back);
    assert_eq!(back.plan.name.value, real.plan.name.value);
    assert_eq!(back.plan.publisher.value, real.plan.publisher.value);
    let mapping = std::fs::read_to_string(project.path("取り込みの対応.yaml")).unwrap();
    assert!(mapping.contains("文字: この冊子は内部資料です"), "{mapping}");
    assert!(
        mapping.contains("  具体的な取組内容: 取組内容\n") && mapping.contains("  事業: 事業名\n"),
        "{mapping}"
    );
    // It is a booklet.
    assert_eq!(project.build(&["R5"]).len(), 65);
}

#[test]
fn the_real_booklet_comes_back_from_one_row_a_measure() {
    let real = load(repository()).unwrap();
    let (project, run) = imported(as_table(&real));
    assert_eq!(run.status, 0, "{}\n{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("事業 49、シート 60（うち再掲 11）、記録 245"), "{}", run.stdout);
    let back = model(project.path("").as_path());
    assert_same(&back);
    let mapping = std::fs::read_to_string(project.path("取り込みの対応.yaml")).unwrap();
    assert!(
        mapping.contains("セル: E93") && mapping.contains("文字: 印刷するときは A3 横にすること"),
        "{mapping}"
    );
}

/// A sheet of cells that nobody has joined.
fn plain(sheet: &mut Worksheet, cells: &[(&str, &str)]) {
    for (at, text) in cells {
        let letters = at.trim_end_matches(|character: char| character.is_ascii_digit());
        let column = letters.bytes().fold(0, |column, letter| 26 * column + u16::from(letter - b'A') + 1) - 1;
        sheet.write(at[letters.len()..].parse::<u32>().unwrap() - 1, column, *text).unwrap();
    }
}

/// A form without joined cells, of a measure with its title, sections, target and what became of it.
fn small(sheet: &mut Worksheet, title: &str, cells: &[(&str, &str)]) {
    plain(sheet, &[("A1", "基本目標"), ("B1", "１ 支えあう町"), ("A2", "施策"), ("B2", "(1) 見守りの輪")]);
    plain(
        sheet,
        &[
            ("A3", "事業名"),
            ("B3", title),
            ("A4", "担当課"),
            ("B4", "総務係、地域福祉係"),
            ("D4", "令和６年度"),
        ],
    );
    plain(
        sheet,
        &[("A5", "事業の概要"), ("B5", "一人暮らしの方を訪ねます。"), ("A6", "目標"), ("B6", "年12回")],
    );
    plain(
        sheet,
        &[
            ("A8", "実施内容"),
            ("B8", "課　題"),
            ("C8", "成果"),
            ("A9", "毎月訪ねました。"),
            ("B9", "担い手が足りません。"),
            ("C9", "12回"),
        ],
    );
    plain(sheet, &[("A11", "自己評価"), ("B11", "◎"), ("A12", "次年度の方針"), ("B12", "続けます。")]);
    plain(sheet, cells);
}

/// A booklet of two sheets.
pub fn two_forms() -> Writer {
    let mut writer = Writer::new();
    small(writer.add_worksheet().set_name("訪問").unwrap(), "声かけ訪問", &[]);
    small(writer.add_worksheet().set_name("配食").unwrap(), "配食", &[]);
    writer
}

fn read(project: &Project, path: &str) -> String {
    std::fs::read_to_string(project.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn what_was_understood_can_be_corrected() {
    let mut writer = two_forms();
    small(writer.add_worksheet().set_name("控え").unwrap(), "去年の写し", &[]);
    let (project, run) = imported(writer);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for wanted in [
        "W0129",
        "計画の名称が、Excel に見つかりませんでした",
        "評価基準が、Excel に見つかりませんでした",
        "記録にあった「◎」だけ",
        "計画期間が、Excel に見つかりませんでした",
        "記録にあった「R6」だけ",
    ] {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
    let measure = read(&project, "data/measures/jigyou-01.yaml");
    assert_eq!(
        measure,
        "事業名: 声かけ訪問\n担当係:\n- 総務係\n- 地域福祉係\n概要: 一人暮らしの方を訪ねます。\n"
    );
    let record =
        "指標目標: 年12回\n取組内容: 毎月訪ねました。\n成果: 12回\n自己評価: ◎\n今後の方針: 続けます。\n";
    assert_eq!(read(&project, "data/records/R6/jigyou-01.yaml"), record);

    let mapping = read(&project, "取り込みの対応.yaml");
    assert!(mapping.contains("  課題: しない\n"), "{mapping}");
    for (from, to) in [
        ("（計画の名称）", "みどり町地域福祉推進計画"),
        ("（発行者）", "みどり町社会福祉協議会"),
        ("課題: しない", "課題: 新しい項目"),
        ("シート: {}", "シート: {控え: しない}"),
        ("声かけ訪問: jigyou-01", "声かけ訪問: koekake"),
    ] {
        project.edit("取り込みの対応.yaml", from, to);
    }
    project.remove("data");
    let run = project.run(&["import", "冊子.xlsx"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.contains("事業 2、シート 2"), "{}", run.stdout);
    assert!(read(&project, "data/records/R6/koekake.yaml").contains("課題: 担い手が足りません。\n"));
    let plan = read(&project, "data/plan.yaml");
    assert!(
        plan.contains("名称: みどり町地域福祉推進計画") && plan.contains("事業:\n      - koekake\n"),
        "{plan}"
    );
    let run = project.run(&["check", "R6"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    // Once more, from what the second run has written.
    let mapping = read(&project, "取り込みの対応.yaml");
    project.remove("data");
    assert_eq!(project.run(&["import", "冊子.xlsx"]).status, 0);
    assert_eq!(read(&project, "取り込みの対応.yaml"), mapping);
    assert_eq!(project.build(&["R6"]).len(), 6);
}

#[test]
fn a_mapping_that_nobody_understands_is_told() {
    let project = Project::empty();
    two_forms().save(project.path("冊子.xlsx")).unwrap();
    for (mapping, code, said) in [
        ("見出し: {課題: 成過}", "E0126", "「成果」"),
        ("見出し: [課題]", "E0126", "読めない所があります"),
        ("年度: {冊子.xlsx: 令和５年}", "E0126", "年度は R5 のように"),
        ("事業: {配食: ハイショク}", "E0126", "半角の英小文字"),
        ("見だし: {}", "E0126", "前に import が書いた形に"),
    ] {
        project.write("取り込みの対応.yaml", mapping);
        let run = project.run(&["import", "冊子.xlsx"]);
        assert_eq!(run.status, 1, "{mapping}: {}", run.stderr);
        assert!(run.stderr.contains(code) && run.stderr.contains(said), "{mapping}: {}", run.stderr);
        assert_eq!(read(&project, "取り込みの対応.yaml"), mapping);
        assert!(!project.path("data").exists());
    }
}

#[test]
fn records_that_are_there_are_never_written_over() {
    let project = Project::small();
    two_forms().save(project.path("冊子.xlsx")).unwrap();
    let plan = read(&project, "data/plan.yaml");
    let run = project.run(&["import", "冊子.xlsx"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("E0908") && run.stderr.contains("--root"), "{}", run.stderr);
    assert_eq!(read(&project, "data/plan.yaml"), plan);
    assert!(!project.path("取り込みの対応.yaml").exists());
    let run = project.run(&["import", ".", "--root", "新しい計画"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("shinchoku check R6 --root 新しい計画"), "{}", run.stdout);
    assert!(project.path("新しい計画/data/plan.yaml").exists());
}

#[test]
fn nothing_is_written_of_what_cannot_be_read() {
    let project = Project::empty();
    two_forms().save(project.path("冊子.xlsx")).unwrap();
    project.write("壊れた.xlsx", "事業名,成果");
    let run = project.run(&["import", "冊子.xlsx", "壊れた.xlsx"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("E0120") && run.stderr.contains("壊れた.xlsx"), "{}", run.stderr);
    let mut empty = Writer::new();
    empty.add_worksheet().write(0, 0, "令和５年度").unwrap();
    empty.save(project.path("名簿.xlsx")).unwrap();
    let run = project.run(&["import", "名簿.xlsx"]);
    assert!(
        run.status == 1 && run.stderr.contains("E0127") && run.stderr.contains("名簿.xlsx"),
        "{}",
        run.stderr
    );
    let run = project.run(&["import", "~$冊子.xlsx"]);
    assert!(run.status == 2 && run.stderr.contains("E0901"), "{}", run.stderr);
    assert!(!project.path("data").exists());
}

#[test]
fn sheets_of_one_measure_that_differ_are_told() {
    let mut writer = two_forms();
    small(
        writer.add_worksheet().set_name("再掲").unwrap(),
        "配食（再掲）",
        &[("B2", "（２）見守りの目"), ("C9", "13回")],
    );
    let (project, run) = imported(writer);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let said = "事業「配食」の成果が、「冊子.xlsx」の「配食」C9 と 「冊子.xlsx」の「再掲」C9 で違います。";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert!(run.stdout.contains("事業 2、シート 3（うち再掲 1）"), "{}", run.stdout);
    assert!(read(&project, "data/records/R6/jigyou-02.yaml").contains("成果: 12回"));
}

#[test]
fn a_level_that_was_made_for_what_stands_under_none_is_told() {
    let mut writer = two_forms();
    let level = [("A7", "重点施策"), ("B7", "① 訪ねる仕組み")];
    small(writer.add_worksheet().set_name("茶会").unwrap(), "お茶会", &level);
    let (project, run) = imported(writer);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let said = "施策細目「見守りの輪」には、重点施策のある重点的取組とない重点的取組があり";
    assert!(run.stderr.contains(said), "{}", run.stderr);
    assert!(read(&project, "data/plan.yaml").contains("訪ねる仕組み"));
}

#[test]
fn workbooks_of_several_years_make_one_plan() {
    let project = Project::empty();
    let older =
        [("D4", "令和５年度"), ("B5", "前の概要です。"), ("B6", "年10回"), ("C9", "9回"), ("B11", "○")];
    let mut writer = Writer::new();
    small(writer.add_worksheet(), "声かけ訪問", &older);
    small(writer.add_worksheet(), "終わった事業", &older);
    writer.save(project.path("1.xlsx")).unwrap();
    two_forms().save(project.path("2.xlsx")).unwrap();
    let run = project.run(&["import", "1.xlsx", "2.xlsx"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("事業 3、シート 3（うち再掲 0）、記録 4"), "{}", run.stdout);
    assert!(
        run.stdout.contains("shinchoku check R6") && !run.stderr.contains("W0128"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    assert!(read(&project, "data/measures/jigyou-01.yaml").contains("概要: 一人暮らしの方を訪ねます。"));
    assert!(read(&project, "data/records/R5/jigyou-01.yaml").contains("成果: 9回\n自己評価: ○\n"));
    assert!(read(&project, "data/records/R6/jigyou-01.yaml").contains("成果: 12回\n自己評価: ◎\n"));
    let ended = read(&project, "data/measures/jigyou-03.yaml");
    assert!(ended.contains("事業名: 終わった事業\n") && ended.contains("終了年度: R5\n"), "{ended}");
    let begun = read(&project, "data/measures/jigyou-02.yaml");
    assert!(begun.contains("事業名: 配食\n") && begun.contains("開始年度: R6\n"), "{begun}");
    assert_eq!(project.run(&["check", "R6"]).status, 0);
    let mapping = read(&project, "取り込みの対応.yaml");
    assert!(
        mapping.contains("年度:\n  1.xlsx: R5\n  2.xlsx: R6\n") && mapping.contains("文字: 前の概要です。"),
        "{mapping}"
    );
}

#[test]
fn forms_stand_below_each_other_and_values_in_several_cells() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("全部").unwrap();
    for (at, title) in [(1, "声かけ訪問"), (21, "配食")] {
        let cell = |letter: &str, row: u32| format!("{letter}{}", at + row);
        let cells = [
            (cell("A", 0), "基本戦略"),
            (cell("C", 0), "１．支えあう町"),
            (cell("A", 1), "施策細目"),
            (cell("C", 1), "１．見守りの輪"),
            (cell("A", 2), "◆事業"),
            (cell("C", 2), title),
            (cell("F", 2), "担当："),
            (cell("G", 2), "総務係"),
            (cell("A", 3), "概要"),
            (cell("C", 3), "訪ねます。"),
            (cell("B", 5), "R5"),
            (cell("C", 5), "R6"),
            (cell("D", 5), "R7"),
            (cell("A", 6), "目標"),
            (cell("B", 6), "年10回"),
            (cell("C", 6), "年12回"),
            (cell("D", 6), "年14回"),
            (cell("A", 7), "評価"),
            (cell("B", 7), "Ａ"),
            (cell("C", 7), "Ｂ（未達成）"),
            (cell("A", 8), "取組内容"),
            (cell("E", 8), "成果"),
            (cell("A", 9), "・訪問"),
            (cell("E", 9), "訪問 11回"),
            (cell("A", 10), "・配布"),
            (cell("E", 10), "配布 300枚"),
            (cell("A", 11), "今後の方針"),
            (cell("A", 12), "続けます。"),
        ];
        let cells: Vec<(&str, &str)> = cells.iter().map(|(at, text)| (at.as_str(), *text)).collect();
        plain(sheet, &cells);
    }
    let project = Project::empty();
    writer.save(project.path("冊子.xlsx")).unwrap();
    let run = project.run(&["import", "冊子.xlsx", "--year", "R6"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("事業 2、シート 2（うち再掲 0）、記録 6"), "{}", run.stdout);
    assert!(!run.stderr.contains("基本戦略"), "{}", run.stderr);
    let record = "指標目標: 年12回\n取組内容: |-\n  ・訪問\n  ・配布\n成果: |-\n  訪問 11回\n  配布 300枚\n自己評価: B\n今後の方針: 続けます。\n";
    for id in ["jigyou-01", "jigyou-02"] {
        assert_eq!(read(&project, &format!("data/records/R6/{id}.yaml")), record);
        assert_eq!(read(&project, &format!("data/records/R5/{id}.yaml")), "指標目標: 年10回\n査定: A\n");
        assert_eq!(read(&project, &format!("data/records/R7/{id}.yaml")), "指標目標: 年14回\n");
    }
}

#[test]
fn values_of_all_kinds_are_as_their_cells_show_them() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("訪問").unwrap();
    small(
        sheet,
        "声かけ\n訪問",
        &[("B5", "一行目\r\n二行目 \n"), ("B12", "=は式ではありません。# 覚え書きでもありません。")],
    );
    sheet.write_with_format(5, 1, 1_200, &Format::new().set_num_format("#,##0\"件\"")).unwrap();
    sheet.write(8, 2, rust_xlsxwriter::Formula::new("5*10").set_result("50")).unwrap();
    sheet.write_with_format(8, 0, "やめました。", &Format::new().set_font_strikethrough()).unwrap();
    let (project, run) = imported(writer);
    assert!(
        run.stderr.contains("「冊子.xlsx」の「訪問」A9 の「やめました。」に取り消し線"),
        "{}",
        run.stderr
    );
    let measure = read(&project, "data/measures/jigyou-01.yaml");
    assert!(
        measure.contains("事業名: 声かけ訪問\n") && measure.contains("概要: |-\n  一行目\n  二行目\n"),
        "{measure}"
    );
    let model = model(project.path("").as_path());
    let record = &model.records[&"R6".parse().unwrap()]["jigyou-01"];
    assert_eq!(text(Some(record), Field::Target), "1,200件");
    assert_eq!(text(Some(record), Field::Results), "50");
    assert_eq!(text(Some(record), Field::Next), "=は式ではありません。# 覚え書きでもありません。");
}

#[test]
fn years_with_several_columns_each_are_told_apart() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("一覧").unwrap();
    for (at, head) in (0..).zip(["No.", "施策", "取組名", "担当課", "事業内容"]) {
        put(sheet, (1, at), (2, at), head);
    }
    for (at, year) in (0..).zip(["令和５年度", "令和６年度"]) {
        put(sheet, (1, 5 + 3 * at), (1, 7 + 3 * at), year);
        for (index, head) in (0..).zip(["目標", "実績", "達成度"]) {
            put(sheet, (2, 5 + 3 * at + index), (2, 5 + 3 * at + index), head);
        }
    }
    for (row, cells) in [
        (3, ["1", "見守り", "訪問", "総務課", "訪ねます。", "10回", "9回", "○", "12回", "13回", "◎"]),
        (4, ["2", "", "配食", "福祉課", "配ります。", "500食", "480食", "△", "500食", "510食", "○"]),
    ] {
        for (at, text) in (0..).zip(cells) {
            sheet.write(row, at, text).unwrap();
        }
    }
    sheet.write(6, 2, "※数字は速報値です。").unwrap();
    writer.add_worksheet().set_name("作業用").unwrap().set_hidden(true).write(0, 0, "控え").unwrap();
    let project = Project::empty();
    writer.save(project.path("一覧.xlsx")).unwrap();
    let run = project.run(&["import", "一覧.xlsx", "--year", "R6"]);
    assert!(run.stdout.contains("事業 2、シート 2（うち再掲 0）、記録 4"), "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("隠れているシートは読んでいません: 作業用"), "{}", run.stdout);
    let record = |year: &str, id: &str| read(&project, &format!("data/records/{year}/jigyou-{id}.yaml"));
    assert_eq!(record("R5", "01"), "指標目標: 10回\n成果: 9回\n査定: ○\n");
    assert_eq!(record("R6", "01"), "指標目標: 12回\n成果: 13回\n自己評価: ◎\n");
    assert_eq!(record("R6", "02"), "指標目標: 500食\n成果: 510食\n自己評価: ○\n");
    let plan = read(&project, "data/plan.yaml");
    assert!(
        plan.contains("  施策細目:\n  - 名称: 見守り\n") && plan.contains("（基本戦略の名称）"),
        "{plan}"
    );
    assert!(read(&project, "取り込みの対応.yaml").contains("文字: ※数字は速報値です。"));
}

#[test]
fn a_table_of_several_printed_pages_lacks_one_column() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("進捗").unwrap();
    plain(sheet, &[("A1", "令和５年度　みどり町福祉計画　進捗管理表")]);
    let heads = ["基本目標", "施策の方向", "事業・取組名", "担当", "目標", "実施状況", "評価", "今後の方針"];
    let mut row = 2;
    for page in 0..2 {
        for (at, head) in (0..).zip(heads) {
            sheet.write(row, at, head).unwrap();
        }
        for line in 0..3 {
            row += 1;
            let level = |text: &str| if line == 0 { text.to_owned() } else { String::new() };
            let (strategy, policy) = (level(["Ⅰ 支え合い", "Ⅱ 担い手"][page]), level("１－（１）　見守り"));
            let title = format!("事業{page}{line}");
            let cells = [strategy.as_str(), &policy, &title, "総務係", "12回", "開いた。", "○", "続ける。"];
            for (at, text) in (0..).zip(cells) {
                sheet.write(row, at, text).unwrap();
            }
        }
        row += 1;
    }
    sheet.write(row + 1, 0, "評価は ◎：計画以上 ○：計画どおり △：遅れ で記入してください。").unwrap();
    let (project, run) = imported(writer);
    assert!(run.stdout.contains("事業 6、シート 6"), "{}{}", run.stdout, run.stderr);
    assert_eq!(run.stderr.matches("「概要」がありません。").count(), 3, "{}", run.stderr);
    assert!(run.stderr.contains("ほかの 3 のファイルでも同じです"), "{}", run.stderr);
    let plan = read(&project, "data/plan.yaml");
    for words in [
        "名称: みどり町福祉計画\n",
        "担当係:\n- 総務係\n",
        "記号: △\n  名称: 遅れ",
        "- 名称: 担い手\n  施策細目:\n  - 名称: 見守り",
    ] {
        assert!(plan.contains(words), "{words}: {plan}");
    }
}

/// Sheets of a council whose headings stand in column A, with values over B to F beside them; some headings nobody knows.
fn with_unknown_headings() -> Writer {
    let mut writer = Writer::new();
    for (index, (title, target, next)) in
        [("サロン", "年12回", "継続"), ("食堂", "3か所", "増やす"), ("見守り", "月2回", "継続")]
            .iter()
            .enumerate()
    {
        let page = writer.add_worksheet().set_name(format!("{}", index + 1)).unwrap();
        put(page, (0, 0), (0, 5), "ささえあいプラン　令和６年度　進捗管理シート");
        put(page, (1, 0), (1, 0), "基本目標");
        put(page, (1, 1), (1, 5), "１　支え合う町");
        put(page, (2, 0), (2, 0), "施策");
        put(page, (2, 1), (2, 5), "（１）居場所");
        put(page, (3, 0), (3, 0), "所属長確認");
        put(page, (3, 1), (3, 5), "済");
        put(page, (4, 0), (4, 0), "事業名");
        put(page, (4, 1), (4, 3), title);
        put(page, (4, 4), (4, 4), "担当");
        put(page, (4, 5), (4, 5), "総務係");
        put(page, (5, 0), (5, 0), "年次計画");
        for (column, year) in (1..).zip(["R6", "R7", "R8", "R9", "R10"]) {
            put(page, (5, column), (5, column), year);
            put(page, (6, column), (6, column), if column == 1 { "実施" } else { "→" });
        }
        let rows = [
            ("概要", "集いの場"),
            ("目標", *target),
            ("達成度", "A"),
            ("課題", "人手"),
            ("次年度の方針", next),
            ("予算", "120"),
        ];
        for (row, (heading, value)) in (7..).zip(rows) {
            put(page, (row, 0), (row, 0), heading);
            put(page, (row, 1), (row, 5), value);
        }
    }
    writer
}

#[test]
fn values_beside_headings_are_taken_whatever_unknown_heading_stands_below() {
    let project = Project::empty();
    project.write("冊子.xlsx", with_unknown_headings().save_to_buffer().unwrap());
    let run = project.run(&["import", "冊子.xlsx"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let model = load(&project.path("")).unwrap();
    assert_eq!(model.plan.name.value, "ささえあいプラン");
    assert_eq!(model.plan.strategies[0].policies[0].name.value, "居場所");
    let year = "R6".parse().unwrap();
    assert_eq!(model.records.values().flatten().count(), 3, "no year but this one");
    let titled = |title: &str| {
        model.measures.iter().find(|(_, measure)| measure.current_title().value == title).unwrap()
    };
    let (id, measure) = titled("食堂");
    let record = &model.records[&year][id];
    assert_eq!(text(Some(record), Field::Target), "3か所");
    assert_eq!(text(Some(record), Field::Next), "増やす");
    assert_eq!(mark(&model, Some(record), Field::Grade) + &mark(&model, Some(record), Field::SelfGrade), "A");
    let bars: Vec<(&str, String)> =
        measure.schedule.iter().map(|bar| (bar.text.value.as_str(), bar.period.to_string())).collect();
    assert_eq!(bars, [("実施", "R6-R10".to_owned())]);
}

//! 記入様式: handed out, written in, taken back.

use std::fs;

use shinchoku::exchange::workbook::CellAt;

use shinchoku::model::{self, Slot};

use crate::filled::{Form, Input};
use crate::round_trip::{self, handed_out, said, year};
use crate::support::{Project, Random};

#[test]
fn what_comes_back_as_it_was_changes_nothing_and_forms_are_the_same_each_time() {
    let project = Project::real();
    let paths = handed_out(&project);
    let bytes = || paths.iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>();
    let first = bytes();
    handed_out(&project);
    assert!(bytes() == first, "the same data gives the same bytes");
    let run = project.run(&["collect", "--diff", "out"]);
    assert_eq!((run.status, run.stdout.trim()), (0, ""), "{}", run.stderr);
    assert!(run.stderr.contains("0 か所"), "{}", run.stderr);
    let inputs: usize = paths.iter().map(|path| Form::open(path).inputs().len()).sum();
    assert!(inputs > 49 * 4, "{inputs} cells to write in");
}

#[test]
fn a_thousand_texts_arrive_as_they_were_written() {
    round_trip::a_thousand_texts(|_| {});
}

#[test]
fn what_was_written_in_two_ways_is_told_and_stays() {
    let project = Project::real();
    let paths = handed_out(&project);
    let root = project.path("");
    let model = model::load(&root).unwrap();
    let mut edits = model::Edits::default();
    let mut random = Random(7);
    let (mut conflicts, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for (index, path) in paths.iter().enumerate() {
        let mut form = Form::open(path);
        for input in form.inputs().into_iter().filter(|input| input.keys[1] != "自己評価") {
            // A measure of two sections is on the forms of both.
            if [&conflicts, &ours, &theirs].iter().any(|lists| lists.contains(&input.keys)) {
                continue;
            }
            let (is_ours, is_theirs) = match random.below(20) {
                0 => (true, false),
                1 => (false, true),
                _ => (true, true),
            };
            if is_ours {
                let record = &model.records[&year()][input.keys[0].as_str()];
                let slot =
                    Slot::find(&model.plan.form, &model.measures[input.keys[0].as_str()], &input.keys[1..])
                        .unwrap();
                slot.write(&mut edits, &model.plan.form, record, "事務局が直しました。").unwrap();
            }
            if is_theirs {
                form.fill(&input, "担当係が直しました。");
            }
            let list = if !is_theirs {
                &mut ours
            } else if is_ours {
                &mut conflicts
            } else {
                &mut theirs
            };
            list.push(input.keys);
        }
        form.save(&project.path(&format!("returned/{index}.xlsx")));
    }
    for file in edits.files() {
        project.write(file.path().to_str().unwrap(), file.edited.contents());
    }
    assert!(conflicts.len() >= 200, "{}", conflicts.len());
    let run = project.run(&["collect", "returned"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_eq!(
        run.stderr.matches("E0132").count(),
        conflicts.len() + usize::from(run.stderr.contains("explain E0132"))
    );
    assert_eq!(run.stderr.matches("返された様式: 担当係が直しました。").count(), conflicts.len());
    assert_eq!(run.stderr.matches("今の記録: 事務局が直しました。").count(), conflicts.len());
    let now = model::load(&root).unwrap();
    for keys in conflicts.iter().chain(&ours) {
        assert_eq!(said(&now, keys), "事務局が直しました。", "{keys:?}");
    }
    for keys in &theirs {
        assert_eq!(said(&now, keys), "担当係が直しました。", "{keys:?}");
    }
    assert_eq!(project.run(&["collect", "--theirs", "returned"]).status, 0);
    let now = model::load(&root).unwrap();
    assert!(conflicts.iter().all(|keys| said(&now, keys) == "担当係が直しました。"));
}

/// What is told of a form of 庶務係 that somebody has done something to.
fn told(change: impl FnOnce(&Project, &mut Form)) -> String {
    let project = Project::real();
    let path = &handed_out(&project)[0];
    let mut form = Form::open(path);
    change(&project, &mut form);
    form.save(&project.path("returned/回答.xlsx"));
    project.run(&["collect", "--diff", "returned"]).stderr
}

const MEASURE: &str = "hp-etsuran";

fn results(form: &Form) -> Input {
    form.input(&[MEASURE, "成果"])
}

#[test]
fn what_stands_outside_the_cells_is_told_with_its_place_and_nothing_is_lost() {
    let below = |form: &Form| CellAt { row: results(form).at.row + 9, column: 1 };
    let stderr = told(|_, form| {
        let at = below(form);
        form.write(&results(form).sheet, at, "来年度は会場を変える予定");
    });
    assert!(stderr.contains("W0133") && stderr.contains("来年度は会場を変える予定"), "{stderr}");
    assert!(
        stderr.contains("回答.xlsx「7 地域の公共施設等と連携した情報提供体制づくり（２）」 B"),
        "{stderr}"
    );
    let stderr = told(|_, form| {
        let sheet = results(form).sheet;
        form.write(&sheet, CellAt { row: 1, column: 0 }, "別の名前");
    });
    assert!(stderr.contains("書く所ではない升") && stderr.contains("別の名前"), "{stderr}");
}

#[test]
fn rows_that_were_inserted_move_what_is_below_them() {
    let stderr = told(|_, form| {
        let input = results(form);
        form.fill(&input, "書き換えた成果");
        let index = form.handed_out.sheets.iter().position(|sheet| sheet.name == input.sheet).unwrap();
        let xml = form.part(&format!("xl/worksheets/sheet{}.xml", index + 1));
        for row in (input.at.row..40).rev() {
            *xml = xml.replace(&format!("<row r=\"{row}\""), &format!("<row r=\"{}\"", row + 1));
            for column in ["A", "B", "C", "D"] {
                *xml =
                    xml.replace(&format!("<c r=\"{column}{row}\""), &format!("<c r=\"{column}{}\"", row + 1));
            }
        }
    });
    assert!(stderr.contains("1 か所を取り込めます"), "{stderr}");
}

#[test]
fn a_sheet_that_was_renamed_is_known_and_one_that_is_gone_is_told() {
    let stderr = told(|_, form| {
        let input = results(form);
        form.fill(&input, "書き換えた成果");
        let names = form.part("xl/workbook.xml");
        *names = names.replace(&format!("name=\"{}\"", input.sheet), "name=\"ホームページ\"");
    });
    assert!(stderr.contains("1 か所を取り込めます"), "{stderr}");
    let stderr = told(|_, form| {
        let sheet = results(form).sheet;
        let names = form.part("xl/workbook.xml");
        let start = names.find(&format!("<sheet name=\"{sheet}\"")).unwrap();
        let end = start + names[start..].find("/>").unwrap() + 2;
        names.replace_range(start..end, "");
    });
    assert!(stderr.contains("W0133") && stderr.contains("シート「7 地域の公共施設等"), "{stderr}");
}

#[test]
fn a_form_of_something_else_is_told_and_not_taken() {
    let other = |project: &Project, from: &str, to: &str| project.edit("data/plan.yaml", from, to);
    let stderr = told(|project, form| {
        form.fill(&results(form), "書き換えた成果");
        other(project, "名称: ふくしの杜ほんじょうプラン２１", "名称: ほかの計画");
    });
    assert!(
        stderr.contains("E0131") && stderr.contains("ほかの計画「ふくしの杜ほんじょうプラン２１」"),
        "{stderr}"
    );
    let stderr = told(|project, form| {
        form.fill(&results(form), "書き換えた成果");
        project.edit(&format!("data/measures/{MEASURE}.yaml"), "担当係:", "終了年度: R4\n担当係:");
        project.remove(&format!("data/records/R5/{MEASURE}.yaml"));
    });
    assert!(stderr.contains("E0131") && stderr.contains("令和５年度には行われていません"), "{stderr}");
    let stderr = told(|_, form| {
        let count = form.handed_out.sheets.len();
        let kept = form.part(&format!("xl/worksheets/sheet{count}.xml"));
        let start = kept.find("<row r=\"9\"").unwrap();
        kept.truncate(start);
        kept.push_str("</sheetData></worksheet>");
    });
    assert!(stderr.contains("E0130") && stderr.contains("控え"), "{stderr}");
    let project = Project::real();
    project.run(&["forms"]);
    let run = project.run(&["collect", "--diff", "--year", "R4", "out/R5-記入様式-庶務係.xlsx"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("令和５年度の記入様式です。令和４年度には取り込みません"), "{}", run.stderr);
}

#[test]
fn a_value_that_the_form_forbids_is_told_at_its_cell() {
    let stderr = told(|_, form| form.fill(&form.input(&[MEASURE, "自己評価"]), "Ｅ"));
    assert!(stderr.contains("E0205") && stderr.contains("回答.xlsx「7 地域の公共施設等"), "{stderr}");
}

#[test]
fn findings_come_back_beside_the_cells() {
    let project = Project::real();
    let path = &handed_out(&project)[0];
    let mut form = Form::open(path);
    form.fill(&results(&form), "閲覧数：年間５０１７８件");
    form.save(&project.path("returned/回答.xlsx"));
    let run = project.run(&["collect", "returned"]);
    assert!(run.stdout.contains("1 か所を取り込みました") && run.stdout.contains("成果"), "{}", run.stdout);
    let answer = Form::open(&project.path("out/R5-回答-庶務係.xlsx"));
    assert_eq!(results(&answer).value, "閲覧数：年間５０１７８件");
    let finding = told_beside(&answer, &[MEASURE, "成果"]);
    assert!(finding.contains("「５０１７８」を「50,178」に直す"), "{finding}");
}

#[test]
fn what_the_working_group_forgot_is_not_told_to_a_section() {
    let project = Project::small();
    for id in ["haishoku", "ibasho"] {
        project.edit(&format!("data/records/R7/{id}.yaml"), "自己評価: 4\n", "自己評価: 4\n査定: 4\n");
    }
    let found = project.run(&["check", "R7"]).stdout;
    assert!(found.contains("W0657") && found.contains("data/records/R7/koekake.yaml:4:"), "{found}");
    assert_eq!(project.run(&["forms", "R7"]).status, 0);
    let run = project.run(&["collect", "out"]);
    assert!(run.status == 0 && !run.stdout.contains("指摘"), "{}{}", run.stdout, run.stderr);
}

/// The forms of a plan with a form of its own, for its sections and for the working group.
fn forms_of(council: &str) -> (Project, Vec<std::path::PathBuf>) {
    let project = Project::of_council(council);
    for arguments in [&["forms"][..], &["forms", "--review"]] {
        assert_eq!(project.run(arguments).status, 0);
    }
    let mut paths: Vec<_> =
        fs::read_dir(project.path("out")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    (project, paths)
}

#[test]
fn any_councils_form_comes_back_as_it_was_and_never_calls_too_long_what_fits() {
    for council in ["sakura", "yama", "minato"] {
        let (project, paths) = forms_of(council);
        let run = project.run(&["collect", "--diff", "out"]);
        assert_eq!((run.status, run.stdout.trim()), (0, ""), "{council}: {}", run.stderr);
        assert!(run.stderr.starts_with("0 か所を取り込めます"), "{council}: {}", run.stderr);
        let mut told = 0;
        for path in paths.iter().filter(|path| !path.to_str().unwrap().contains("査定")) {
            let form = Form::open(path);
            for input in form.inputs() {
                let sheet = form.handed_out.sheets.iter().find(|sheet| sheet.name == input.sheet).unwrap();
                let left = sheet.text(CellAt { column: 3, ..input.at });
                assert!(!left.starts_with('-'), "{council}: {input:?} {left}");
                told += usize::from(left.parse::<u32>().is_ok());
            }
        }
        assert!(told > 10, "{council}: of {told} it is told how much room is left");
    }
}

#[test]
fn every_kind_of_field_is_written_as_it_is_kept() {
    let (project, paths) = forms_of("sakura");
    let texts = [
        (&["財源", "国", "予算"][..], "2401", "    予算: 2401"),
        (&["方向性"], "縮小", "方向性: 縮小"),
        (&["予算額"], "1234.5", "予算額: 1234.5"),
        (&["改善策"], "一行目\n二行目", "改善策: |-\n  一行目\n  二行目"),
        (&["委員の意見", "2", "意見"], "増やしてください。", "増やしてください。"),
        (&["委員の意見", "3", "意見"], "三つ目です。", "- 意見: 三つ目です。"),
        (&["委員の意見", "3", "市の考え方"], "検討します。", "市の考え方: 検討します。"),
        (&["外部評価"], "要改善", "外部評価: 要改善"),
        (&["指標", "特定健診受診率", "実績"], "45.3", "実績: 45.3"),
    ];
    let mut written = 0;
    for path in &paths {
        let mut form = Form::open(path);
        for (keys, text, _) in &texts {
            let of_measure = |input: &&Input| input.keys[0] == "kenshin" && input.keys[1..] == **keys;
            if let Some(input) = form.inputs().iter().find(of_measure) {
                form.fill(input, text);
                written += 1;
            }
        }
        form.save(path);
    }
    assert_eq!(written, texts.len());
    let run = project.run(&["collect", "out"]);
    assert_eq!(run.stderr, "", "{}", run.stdout);
    let record = fs::read_to_string(project.path("data/records/R7/kenshin.yaml")).unwrap();
    for (_, _, wanted) in texts {
        assert!(record.contains(wanted.trim()), "{wanted}\n{record}");
    }
}

/// The record of 特定健康診査 of さくら市.
const KENSHIN: &str = "data/records/R7/kenshin.yaml";

/// The form of さくら市's reviewers, with opinions in it: entry, column, text.
fn with_opinions(project: &Project, opinions: &[(&str, &str, &str)], name: &str) {
    let mut form = Form::open(&project.path("out/R7-査定.xlsx"));
    for (entry, column, text) in opinions {
        form.fill(&form.input(&["kenshin", "委員の意見", entry, column]), text);
    }
    form.save(&project.path(name));
}

#[test]
fn what_is_typed_in_one_entry_of_a_form_is_one_entry_of_the_record() {
    let (project, _) = forms_of("sakura");
    let record = || fs::read_to_string(project.path(KENSHIN)).unwrap();
    let before = record();
    let fourth = [("4", "意見", "四つ目です。"), ("4", "市の考え方", "検討します。")];
    with_opinions(&project, &fourth, "返却/査定.xlsx");
    assert_eq!(project.run(&["collect", "返却"]).stderr, "");
    let entry = "  - 意見: 四つ目です。\n    市の考え方: 検討します。\n";
    assert_eq!(record(), before.clone() + entry);
    // The folder is read once more with every form that comes.
    let run = project.run(&["collect", "返却"]);
    assert!(run.stdout.contains("新しく取り込むものはありません"), "{}{}", run.stdout, run.stderr);
    assert_eq!(record(), before.clone() + entry);
    // What was left empty is filled in later on.
    let third = [("3", "市の考え方", "続けます。"), ("3", "意見", "三つ目です。")];
    with_opinions(&project, &[fourth, third].concat(), "返却/査定.xlsx");
    assert_eq!(project.run(&["collect", "返却"]).stderr, "");
    assert_eq!(record(), before + entry + "  - 意見: 三つ目です。\n    市の考え方: 続けます。\n");
}

#[test]
fn an_entry_that_is_refused_takes_none_of_the_next_with_it() {
    let project = Project::of_council("sakura");
    project.edit("data/plan.yaml", "列: {意見: 文章, 市の考え方: 文章}", "列: {件数: 数, 市の考え方: 文章}");
    let record = fs::read_to_string(project.path(KENSHIN)).unwrap();
    let (begin, _) = record.split_once("委員の意見:").unwrap();
    project.write(KENSHIN, begin);
    for other in fs::read_dir(project.path("data/records/R7")).unwrap() {
        let path = other.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.split("委員の意見:").next().unwrap()).unwrap();
    }
    assert_eq!(project.run(&["forms", "--review"]).status, 0);
    let filled = [("1", "件数", "数件"), ("2", "件数", "12"), ("2", "市の考え方", "検討します。")];
    with_opinions(&project, &filled, "返却/査定.xlsx");
    for _ in 0..2 {
        let run = project.run(&["collect", "返却"]);
        assert!(run.stderr.contains("「数件」"), "{}", run.stderr);
        let wanted = format!("{begin}委員の意見:\n  - 件数: 12\n    市の考え方: 検討します。\n");
        assert_eq!(fs::read_to_string(project.path(KENSHIN)).unwrap(), wanted, "{}", run.stdout);
    }
}

#[test]
fn an_entry_of_somebody_else_is_not_filled_up() {
    let (project, _) = forms_of("sakura");
    let third = [("3", "意見", "三つ目です。"), ("3", "市の考え方", "続けます。")];
    with_opinions(&project, &third, "返却/査定.xlsx");
    let theirs = fs::read_to_string(project.path(KENSHIN)).unwrap() + "  - 意見: 別の方の意見です。\n";
    project.write(KENSHIN, &theirs);
    let run = project.run(&["collect", "返却"]);
    assert_eq!(run.status, 1, "{}", run.stdout);
    for wanted in ["返された様式: 三つ目です。", "返された様式: 続けます。"] {
        assert!(run.stderr.contains(wanted), "{}", run.stderr);
    }
    assert_eq!(fs::read_to_string(project.path(KENSHIN)).unwrap(), theirs);
}

#[test]
fn an_indicator_is_the_same_however_its_name_was_typed() {
    let project = Project::small();
    let declared = "指標: [{名称: ボランティアの数, 単位: 人}]\n概要:";
    project.edit("data/measures/koekake.yaml", "概要:", declared);
    let typed = "指標:\n  - {名称: ホ\u{3099}ランティアの数, 目標: 10}\n取組内容:";
    project.edit("data/records/R7/koekake.yaml", "取組内容:", typed);
    assert_eq!(project.run(&["forms"]).status, 0);
    let path = project.path("out/R7-記入様式-福祉課.xlsx");
    let mut form = Form::open(&path);
    let asked = |input: &&Input| input.keys[0] == "koekake" && input.keys[1] == "指標";
    let figures: Vec<Input> = form.inputs().iter().filter(asked).cloned().collect();
    let [actual] = figures.as_slice() else { panic!("{figures:?}") };
    assert_eq!((actual.keys[3].as_str(), actual.value.as_str()), ("実績", ""));
    form.fill(actual, "１２人");
    form.save(&path);
    let run = project.run(&["collect", "out"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    let record = fs::read_to_string(project.path("data/records/R7/koekake.yaml")).unwrap();
    assert!(record.contains("ホ\u{3099}ランティアの数, 目標: 10, 実績: 12}"), "{record}");
    assert!(!record.contains("ボ"), "{record}");
}

#[test]
fn two_forms_of_one_name_are_told_apart() {
    let project = Project::real();
    let path = &handed_out(&project)[0];
    let mut form = Form::open(path);
    form.save(&project.path("返却/a/様式.xlsx"));
    form.fill(&results(&form), "書き換えた成果");
    form.save(&project.path("返却/b/様式.xlsx"));
    let forms = ["返却/a/様式.xlsx", "返却/b/様式.xlsx"];
    let run = project.run(&["collect", forms[0], forms[1]]);
    let lines: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("「様式.xlsx」")).collect();
    let wanted =
        ["「様式.xlsx」: 新しく取り込むものはありません。", "「様式.xlsx」: 1 か所を取り込みました。"];
    assert_eq!(lines, wanted, "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_target_has_its_own_room_and_what_is_found_about_its_own_year() {
    let project = Project::small();
    let long = "一人暮らしの高齢者への声かけを12回".repeat(12);
    project.edit("data/records/R6/koekake.yaml", "指標目標: 10回", &format!("指標目標: {long}"));
    project.edit("data/records/R7/koekake.yaml", "指標目標: 12回\n", "");
    assert_eq!(project.run(&["forms", "--targets"]).status, 0);
    let handed_out = project.path("out/R7-目標設定-記入様式-福祉課.xlsx");
    let mut form = Form::open(&handed_out);
    let target = form.input(&["koekake", "指標目標"]);
    let sheet = form.handed_out.sheets.iter().find(|sheet| sheet.name == target.sheet).unwrap();
    let left: usize = sheet.text(CellAt { column: 3, ..target.at }).parse().unwrap();
    assert!((5..200).contains(&left), "{left}");
    form.fill(&target, "12回");
    form.save(&project.path("返却/様式.xlsx"));
    let run = project.run(&["collect", "返却"]);
    let answer = project.path("out/R7-目標設定-回答-福祉課.xlsx");
    let told = if answer.exists() { all_told(&Form::open(&answer)) } else { Vec::new() };
    assert!(told.iter().all(|said| !said.contains("字入りません")), "{told:?} {}", run.stdout);
}

#[test]
fn what_does_not_fit_in_a_field_of_the_councils_own_is_told_beside_it() {
    let project = Project::of_council("sakura");
    let issue = "40歳代の受診が少なく、仕事を休めないことを理由に挙げる方が目立ちます。";
    project.edit(KENSHIN, issue, &issue.repeat(40));
    sent_back(&project, &[(BOTH[0], &["kenshin", "改善策"], "受診の時間を広げます。")]);
    let said = told_beside(&answer_to(&project, BOTH[0]), &["kenshin", "課題"]);
    assert!(said.contains("「課題」があと約"), "{said}");
}

#[test]
fn figures_and_marks_are_read_as_people_type_them_and_what_may_be_something_else_is_told_alone() {
    let (project, paths) = forms_of("sakura");
    // A target is asked for as long as there is none.
    for target in ["目標: 46.5, ", "目標: 4800, "] {
        project.edit("data/records/R7/kenshin.yaml", target, "");
    }
    assert_eq!(project.run(&["forms"]).status, 0);
    let texts = [
        (&["予算額"][..], "１，２３４千円", "予算額: 1234\n"),
        (&["財源", "国", "予算"], "2,401", "    予算: 2401\n"),
        (&["指標", "特定健診受診率", "実績"], "４５．３%", "実績: 45.3"),
        (&["指標", "勧奨通知の送付数", "実績"], "増加", "実績: 増加"),
        // These are as they were.
        (&["決算額"], "約12,000", "決算額: 11550\n"),
        (&["指標", "特定健診受診率", "目標"], "46.5から47", "{名称: 特定健診受診率, 実績: 45.3"),
        (&["指標", "勧奨通知の送付数", "目標"], "５千", "{名称: 勧奨通知の送付数, 実績: 増加"),
        (&["外部評価"], "妥當", "外部評価: 妥当\n"),
    ];
    for path in &paths {
        let mut form = Form::open(path);
        for (keys, text, _) in &texts {
            let of_measure = |input: &&Input| input.keys[0] == "kenshin" && input.keys[1..] == **keys;
            if let Some(input) = form.inputs().iter().find(of_measure) {
                form.fill(input, text);
            }
        }
        form.save(path);
    }
    let run = project.run(&["collect", "out"]);
    assert_eq!(run.status, 1, "{}", run.stdout);
    let record = fs::read_to_string(project.path("data/records/R7/kenshin.yaml")).unwrap();
    for (_, _, wanted) in texts {
        assert!(record.contains(wanted), "{wanted}\n{record}");
    }
    for wrong in ["約12,000", "46.5から47", "５千", "妥當"] {
        let told = run.stderr.split("\n\n").find(|told| told.contains(&format!("「{wrong}」")));
        let told = told.unwrap_or_else(|| panic!("{wrong}\n{}", run.stderr));
        assert!(
            told.contains(".xlsx「1 特定健康診査の受診促進」") || told.contains(".xlsx「査定」"),
            "{told}"
        );
        assert!(told.contains("この枠は取り込んでいません。"), "{told}");
    }
    assert_eq!(run.stderr.matches("エラー[").count(), 4, "{}", run.stderr);
}

#[test]
fn a_mark_of_another_width_is_the_mark() {
    let project = Project::real();
    let path = &handed_out(&project)[0];
    let mut form = Form::open(path);
    let input = form.input(&[MEASURE, "自己評価"]);
    let (other, wide) = if input.value == "A" { ("B", "Ｂ") } else { ("A", "Ａ") };
    form.fill(&input, wide);
    form.save(&project.path("returned/回答.xlsx"));
    let run = project.run(&["collect", "returned"]);
    assert!(run.stdout.contains("1 か所を取り込みました"), "{}{}", run.stdout, run.stderr);
    let record = fs::read_to_string(project.path(&format!("data/records/R5/{MEASURE}.yaml"))).unwrap();
    assert!(record.contains(&format!("自己評価: {other}\n")), "{record}");
}

#[test]
fn a_value_with_which_its_record_could_not_be_read_any_more_is_left_out_and_the_others_are_written() {
    let project = Project::small();
    let indicator = "指標:\n  - {名称: 声かけの回数, 単位: 回}\n取組内容:";
    project.edit("data/records/R7/koekake.yaml", "取組内容:", indicator);
    let before = fs::read_to_string(project.path("data/records/R7/koekake.yaml")).unwrap();
    assert_eq!(project.run(&["forms"]).status, 0);
    let path = project.path("out/R7-記入様式-福祉課.xlsx");
    let mut form = Form::open(&path);
    form.fill(&form.input(&["koekake", "指標", "声かけの回数", "実績"]), "12");
    form.fill(&form.input(&["koekake", "成果"]), "12回声をかけました。");
    form.fill(&form.input(&["haishoku", "成果"]), "12回届けました。");
    form.save(&path);
    let run = project.run(&["collect", path.to_str().unwrap()]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains(": 2 か所を取り込みました。"), "{}", run.stdout);
    let mended = before.replace("成果: 12回行いました。", "成果: 12回声をかけました。");
    assert_eq!(fs::read_to_string(project.path("data/records/R7/koekake.yaml")).unwrap(), mended);
    let written = fs::read_to_string(project.path("data/records/R7/haishoku.yaml")).unwrap();
    assert!(written.contains("成果: 12回届けました。\n"), "{written}");
    for wanted in [
        "「目標」がありません。",
        "「声かけの回数 目標（回）」の枠も書くか",
        "「声かけの回数 実績（回）」に書かれた「12」は",
    ] {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
}

/// A part of a workbook as a program leaves it that does not work formulas out.
fn without_results(part: &mut String) {
    let mut pieces = part.split("</f><v>").map(str::to_owned).collect::<Vec<_>>();
    for piece in pieces.iter_mut().skip(1) {
        *piece = piece.split_once("</v>").unwrap().1.to_owned();
    }
    *part = pieces.join("</f>");
}

#[test]
fn formulas_of_the_form_itself_need_no_result_and_one_in_a_cell_takes_nothing_away() {
    let project = Project::real();
    let path = &handed_out(&project)[0];
    let mut form = Form::open(path);
    let results = results(&form);
    form.fill(&form.input(&[MEASURE, "今後の方針"]), "来年度も続けます。");
    for sheet in 1..form.handed_out.sheets.len() {
        without_results(form.part(&format!("xl/worksheets/sheet{sheet}.xml")));
    }
    form.save(&project.path("returned/回答.xlsx"));
    let run = project.run(&["collect", "--diff", "returned"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stderr.lines().next(), Some("1 か所を取り込めます。--diff を外すと書き込みます。"));
    // One that somebody typed where a text is to be written.
    form.fill(&results, "@");
    let index = form.handed_out.sheets.iter().position(|sheet| sheet.name == results.sheet).unwrap();
    let part = form.part(&format!("xl/worksheets/sheet{}.xml", index + 1));
    let typed = "t=\"inlineStr\"><is><t xml:space=\"preserve\">@</t></is></c>";
    assert!(part.contains(typed));
    *part = part.replace(typed, "><f>Z1</f></c>");
    form.save(&project.path("returned/回答.xlsx"));
    let run = project.run(&["collect", "--diff", "returned"]);
    assert!(run.stderr.contains("数式の答えが、ファイルに入っていません"), "{}", run.stderr);
    assert!(run.stderr.contains("1 か所を取り込めます") && !run.stdout.contains("-成果"), "{}", run.stdout);
}

#[test]
fn what_to_do_with_forms_is_told() {
    let project = Project::real();
    let run = project.run(&["forms", "R5"]);
    assert!(run.stderr.contains("shinchoku collect --year R5 返却"), "{}", run.stderr);
}

#[test]
fn a_folder_without_forms_and_a_folder_left_out_are_told() {
    let project = Project::small();
    project.write("返却/メモ.txt", "まだ来ていません");
    let run = project.run(&["collect", "返却"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("「返却」に、Excel ブック（.xlsx）がありません。"), "{}", run.stderr);
    let run = project.run(&["collect"]);
    assert_eq!(run.status, 2);
    for wanted in ["<ファイル>", "が足りません。", "shinchoku collect --help"] {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
}

#[test]
fn a_form_saved_as_another_kind_is_told_until_it_is_saved_again() {
    /// How a workbook of Excel 2003 begins.
    const OLD: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    let project = Project::real();
    let paths = handed_out(&project);
    fs::create_dir_all(project.path("返却")).unwrap();
    fs::copy(&paths[0], project.path("返却/一.xlsx")).unwrap();
    fs::write(project.path("返却/二.xls"), OLD).unwrap();
    let run = project.run(&["collect", "返却"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    for wanted in ["「二.xls」", "古い形の Excel ブック（.xls）です", "Excel ブック (*.xlsx)"]
    {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
    assert!(run.stdout.contains("「一.xlsx」: 新しく取り込むものはありません"), "{}", run.stdout);
    fs::copy(&paths[1], project.path("返却/二.xlsx")).unwrap();
    let run = project.run(&["collect", "返却"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
}

#[test]
fn who_wrote_what_is_refused_reads_so_beside_the_cell() {
    let project = Project::real();
    let path = &handed_out(&project)[0];
    let mut form = Form::open(path);
    form.fill(&form.input(&[MEASURE, "自己評価"]), "まあまあ");
    form.save(&project.path("returned/回答.xlsx"));
    assert_eq!(project.run(&["collect", "returned"]).status, 1);
    let answer = Form::open(&project.path("out/R5-回答-庶務係.xlsx"));
    let said = told_beside(&answer, &[MEASURE, "自己評価"]);
    assert!(said.contains("書かれた「まあまあ」は取り込めませんでした"), "{said}");
    assert!(said.contains("\n→ A・B・C・D のどれかにしてください。"), "{said}");
}

/// What an answer says beside a cell, under 「事務局から」.
fn told_beside(answer: &Form, keys: &[&str]) -> String {
    let input = answer.input(keys);
    let sheet = answer.handed_out.sheets.iter().find(|sheet| sheet.name == input.sheet).unwrap();
    let (at, _) = sheet.cells.iter().find(|(_, cell)| cell.text == "事務局から").unwrap();
    sheet.text(CellAt { column: at.column, ..input.at }).to_owned()
}

/// All that an answer says, one a paragraph.
fn all_told(answer: &Form) -> Vec<String> {
    let cells = answer.handed_out.sheets.iter().filter(|sheet| sheet.name != "控え");
    let cells = cells.flat_map(|sheet| sheet.cells.values()).map(|cell| cell.text.as_str());
    cells
        .filter(|text| text.starts_with('・'))
        .flat_map(|text| text.split("\n・"))
        .map(str::to_owned)
        .collect()
}

/// The forms of two sections of さくら市 that answer for one measure, one after the other as their files are read.
const BOTH: [&str; 2] = ["健康推進係", "福祉総務係"];

/// Fills in the forms of sections of さくら市 and takes them back.
fn sent_back(project: &Project, sent: &[(&str, &[&str], &str)]) -> crate::support::Run {
    assert_eq!(project.run(&["forms"]).status, 0);
    for (section, keys, text) in sent {
        let path = project.path(&format!("返却/R7-記入様式-{section}.xlsx"));
        let handed_out = project.path(&format!("out/R7-記入様式-{section}.xlsx"));
        let mut form = Form::open(if path.exists() { &path } else { &handed_out });
        form.fill(&form.input(keys), text);
        form.save(&path);
    }
    project.run(&["collect", "返却"])
}

/// The answer to a section of さくら市.
fn answer_to(project: &Project, section: &str) -> Form {
    Form::open(&project.path(&format!("out/R7-回答-{section}.xlsx")))
}

#[test]
fn what_is_refused_is_told_beside_its_own_cell_once_and_with_what_to_do() {
    let project = Project::of_council("sakura");
    let figure = ["kenshin", "指標", "勧奨通知の送付数", "実績"];
    let sent = [(BOTH[0], &figure[..], "４０箇所"), (BOTH[0], &["kenshin", "自己評価"], "一部達成")];
    project.edit("data/records/R7/kenshin.yaml", "自己評価: ○", "自己評価: △");
    let run = sent_back(&project, &sent);
    let answer = answer_to(&project, BOTH[0]);
    let said = told_beside(&answer, &figure);
    assert!(said.contains("・書かれた「４０箇所」は取り込めませんでした。"), "{said}");
    assert!(
        said.contains("\n→ 「40」と書いてください。「箇所」は書けません。単位は「通」が付きます。"),
        "{said}"
    );
    let said = told_beside(&answer, &["kenshin", "自己評価"]);
    assert!(said.contains("\n→ 評価は記号で書きます。「一部達成」の記号は「○」です。"), "{said}");
    let all = all_told(&answer);
    assert_eq!(all.iter().filter(|said| said.contains("４０箇所")).count(), 1, "{all:?}");
    // What a section has no file for, it is not told.
    assert!(all.iter().all(|said| !said.contains("plan.yaml")), "{all:?}");
    assert!(run.stdout.contains(&format!("{}への指摘が {} 件", BOTH[0], all.len())), "{}", run.stdout);
}

#[test]
fn what_is_found_about_the_figures_of_a_measure_is_told_once() {
    let project = Project::of_council("sakura");
    let name = "特定健診受診率";
    project.edit("data/records/R7/kenshin.yaml", "実績: 45.2", "実績: 452");
    let run = sent_back(&project, &[(BOTH[0], &["kenshin", "改善策"], "受診の時間を広げます。")]);
    let answer = answer_to(&project, BOTH[0]);
    let first = told_beside(&answer, &["kenshin", "指標", name, "実績"]);
    assert!(first.contains("・指標「特定健診受診率」の実績 452％ が"), "{first}");
    assert!(run.stdout.contains(&format!("{}への指摘が 1 件", BOTH[0])), "{}", run.stdout);
    assert_eq!(told_beside(&answer, &["kenshin", "指標", "勧奨通知の送付数", "実績"]), "");
}

#[test]
fn what_a_section_wrote_is_told_to_that_section() {
    let project = Project::of_council("sakura");
    // It has got another name since.
    let former = "旧事業名: [{名称: 心の相談, 期間: R7}]\n概要:";
    project.edit("data/measures/kokoro.yaml", "概要:", former);
    let grade = ["kokoro", "自己評価"];
    let issue = ["kokoro", "課題"];
    let run = sent_back(
        &project,
        &[
            (BOTH[0], &grade, "△"),
            (BOTH[1], &grade, "B"),
            (BOTH[0], &issue, "相談できる場所がまだ足りません。"),
            (BOTH[1], &issue, "相談を受ける人がまだ足りません。"),
        ],
    );
    let message = "事業「心の相談」の「課題」は、二つの様式に、違うことが書かれています。";
    assert!(run.stderr.contains(message), "{}", run.stderr);
    let other = answer_to(&project, BOTH[1]);
    let said = told_beside(&other, &grade);
    assert!(said.contains("・書かれた「B」は取り込めませんでした。"), "{said}");
    let said = told_beside(&other, &issue);
    for wanted in [
        "・書かれた「相談を受ける人がまだ足りません。」は取り込んでいません。",
        "健康推進係の様式「R7-記入様式-健康推進係.xlsx」には「相談できる場所がまだ足りません。」と書かれていて",
        "\n→ 左の枠にあるのが、今の記録です。書いたほうにするときは、左の枠に書き直して返してください。",
    ] {
        assert!(said.contains(wanted), "{said}");
    }
    let first = project.path("out/R7-回答-健康推進係.xlsx");
    let told = if first.exists() { all_told(&Form::open(&first)) } else { Vec::new() };
    assert!(told.iter().all(|said| !said.contains("書かれた「")), "{told:?}");
}

#[test]
fn a_section_learns_that_the_record_was_changed_as_well() {
    let project = Project::real();
    let path = &handed_out(&project)[0];
    let mut form = Form::open(path);
    let now = form.input(&[MEASURE, "自己評価"]).value;
    let [ours, theirs] = if now == "A" { ["B", "C"] } else { ["A", "D"] };
    form.fill(&form.input(&[MEASURE, "自己評価"]), theirs);
    form.save(&project.path("returned/回答.xlsx"));
    let record = format!("data/records/R5/{MEASURE}.yaml");
    project.edit(&record, &format!("自己評価: {now}\n"), &format!("自己評価: {ours}\n"));
    assert_eq!(project.run(&["collect", "returned"]).status, 1);
    let mut answer = Form::open(&project.path("out/R5-回答-庶務係.xlsx"));
    let said = told_beside(&answer, &[MEASURE, "自己評価"]);
    let wanted = format!(
        "・書かれた「{theirs}」は取り込んでいません。様式を配った後に、記録が「{ours}」に変わっていて"
    );
    assert!(said.contains(&wanted), "{said}");
    // They do as they are told.
    answer.fill(&answer.input(&[MEASURE, "自己評価"]), theirs);
    answer.save(&project.path("again/回答.xlsx"));
    assert_eq!(project.run(&["collect", "again"]).status, 0);
    assert!(fs::read_to_string(project.path(&record)).unwrap().contains(&format!("自己評価: {theirs}\n")));
}

#[test]
fn a_text_that_has_no_cell_any_more_is_told_at_the_top_of_its_sheet() {
    let record = "data/records/R7/koekake.yaml";
    let project = Project::small();
    project.edit(record, "指標目標: 12回\n", "");
    assert_eq!(project.run(&["forms"]).status, 0);
    let mut form = Form::open(&project.path("out/R7-記入様式-福祉課.xlsx"));
    form.fill(&form.input(&["koekake", "指標目標"]), "10回");
    form.save(&project.path("返却/R7-記入様式-福祉課.xlsx"));
    // A target that is there is fixed.
    project.edit(record, "取組内容:", "指標目標: 12回\n取組内容:");
    assert_eq!(project.run(&["collect", "返却"]).status, 1);
    let answer = Form::open(&project.path("out/R7-回答-福祉課.xlsx"));
    let said = told_beside(&answer, &["koekake", "取組内容"]);
    assert!(said.starts_with("・「指標目標」に書かれた「10回」は取り込んでいません。"), "{said}");
    assert!(said.contains("事務局に知らせてください。") && !said.contains("左の枠"), "{said}");
}

#[test]
fn what_was_refused_and_is_mended_is_not_told_again() {
    let grade = [MEASURE, "自己評価"];
    let project = Project::real();
    let path = &handed_out(&project)[0];
    let mut form = Form::open(path);
    let now = form.input(&grade).value;
    let other = if now == "A" { "B" } else { "A" };
    form.fill(&form.input(&grade), "まあまあ");
    form.save(&project.path("returned/様式.xlsx"));
    assert_eq!(project.run(&["collect", "returned"]).status, 1);
    // By the section itself, in the answer, which came into the same folder.
    let answered = project.path("out/R5-回答-庶務係.xlsx");
    let mut answer = Form::open(&answered);
    answer.fill(&answer.input(&grade), other);
    answer.save(&project.path("returned/直し.xlsx"));
    let told = |stdout: &str| {
        if stdout.contains("への指摘") {
            all_told(&Form::open(&answered)).join("\n")
        } else {
            String::new()
        }
    };
    for _ in 0..2 {
        let run = project.run(&["collect", "returned"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(!told(&run.stdout).contains("まあまあ"), "{}", run.stdout);
    }
    // By hand.
    project.remove("returned/直し.xlsx");
    let run = project.run(&["collect", "returned"]);
    assert!(run.status == 0 && !told(&run.stdout).contains("まあまあ"), "{}{}", run.stdout, run.stderr);
    // As long as nobody does, it is.
    let record = format!("data/records/R5/{MEASURE}.yaml");
    project.edit(&record, &format!("自己評価: {other}\n"), &format!("自己評価: {now}\n"));
    assert_eq!(project.run(&["collect", "returned"]).status, 1);
}

/// What stands in the first column of a form's sheets.
fn labels(path: &std::path::Path) -> Vec<String> {
    let form = Form::open(path);
    let sheets = form.handed_out.sheets.iter().filter(|sheet| sheet.name != "控え");
    let cells = sheets.flat_map(|sheet| sheet.cells.iter()).filter(|(at, _)| at.column == 0);
    cells.map(|(_, cell)| cell.text.clone()).collect()
}

#[test]
fn whatever_may_stay_empty_says_so() {
    let project = Project::of_council("sakura");
    let optional = "    協力団体: {種類: 語句, 必須: しない}\n    課題:";
    project.edit("data/plan.yaml", "    課題:", optional);
    assert_eq!(project.run(&["forms"]).status, 0);
    let labels = labels(&project.path("out/R7-記入様式-健康推進係.xlsx"));
    let is_there = |wanted: &str| labels.iter().any(|label| label == wanted);
    for optional in ["協力団体", "改善策", "備考", "特定健診受診率 実績（％）"] {
        assert!(is_there(&format!("{optional}\n（なければ空欄）")), "{optional} {labels:?}");
    }
    for required in ["課題", "予算額（千円）", "自己評価", "財源：国：予算（千円）"] {
        assert!(is_there(required), "{required} {labels:?}");
    }
}

#[test]
fn the_first_year_of_a_plan_has_no_column_for_the_year_before() {
    let project = Project::small();
    let has_last_year = || {
        assert_eq!(project.run(&["forms", "R7"]).status, 0);
        let form = Form::open(&project.path("out/R7-記入様式-福祉課.xlsx"));
        let mut cells = form.handed_out.sheets.iter().flat_map(|sheet| sheet.cells.values());
        cells.any(|cell| cell.text == "令和６年度（昨年度）")
    };
    assert!(has_last_year());
    project.remove("data/records/R6");
    assert!(!has_last_year());
    let path = project.path("out/R7-記入様式-福祉課.xlsx");
    let mut form = Form::open(&path);
    form.fill(&form.input(&["koekake", "成果"]), "12回声をかけました。");
    form.save(&path);
    let run = project.run(&["collect", path.to_str().unwrap()]);
    assert!(run.stdout.contains(": 1 か所を取り込みました。\n  声かけ運動　成果\n"), "{}", run.stdout);
    assert!(!run.stderr.contains("W0133"), "{}", run.stderr);
}

#[test]
fn a_form_of_april_is_answered_as_one() {
    let project = Project::real();
    project.edit(
        &format!("data/records/R5/{MEASURE}.yaml"),
        "（ホームページ閲覧数年間55,000件）",
        "（年間５５，０００件）",
    );
    project.run(&["forms", "--targets", "--section", "庶務係"]);
    assert_eq!(project.run(&["collect", "out"]).status, 0);
    let answer = Form::open(&project.path("out/R5-目標設定-回答-庶務係.xlsx"));
    let inputs = answer.inputs();
    assert!(!inputs.is_empty());
    assert!(inputs.iter().all(|input| ["指標目標", "指標"].contains(&&*input.keys[1])));
}

/// What was aimed at in April is not what a section says of it when the year has ended.
#[test]
fn a_target_that_is_set_is_shown_and_not_asked_for() {
    let (project, paths) = forms_of("sakura");
    let forms: Vec<Form> = paths.iter().map(|path| Form::open(path)).collect();
    let asked = |figure: &str| {
        let inputs = forms.iter().flat_map(Form::inputs);
        let of_measure =
            |input: &Input| input.keys[0] == "kenshin" && input.keys.get(3).is_some_and(|key| key == figure);
        inputs.filter(of_measure).count()
    };
    assert!(asked("実績") > 0);
    assert_eq!(asked("目標"), 0);
    let is_shown = |form: &Form| {
        let mut texts = form.handed_out.sheets.iter().flat_map(|sheet| sheet.cells.values());
        texts.any(|text| format!("{text:?}").contains("特定健診受診率 目標 46.5％"))
    };
    assert!(forms.iter().any(is_shown));
    project.edit("data/records/R7/kenshin.yaml", "目標: 46.5, ", "");
    assert_eq!(project.run(&["forms"]).status, 0);
    let again: Vec<Form> = paths.iter().map(|path| Form::open(path)).collect();
    let wanted = ["kenshin", "指標", "特定健診受診率", "目標"];
    assert!(again.iter().flat_map(Form::inputs).any(|input| input.keys == wanted), "it is not there yet");
}

#[test]
fn a_form_of_april_asks_for_no_actual_figure() {
    let project = Project::of_council("sakura");
    assert_eq!(project.run(&["forms", "--targets"]).status, 0);
    let out = fs::read_dir(project.path("out")).unwrap().map(|entry| entry.unwrap().path());
    let forms: Vec<Form> = out.map(|path| Form::open(&path)).collect();
    let figures: Vec<String> =
        forms.iter().flat_map(Form::inputs).filter_map(|input| input.keys.get(3).cloned()).collect();
    assert!(!figures.is_empty() && figures.iter().all(|figure| figure == "目標"), "{figures:?}");
}

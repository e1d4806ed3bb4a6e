//! The files of forms: what people have written in one is never written over, and what is not read is told.

use std::fs;
use std::path::PathBuf;

use crate::filled::Form;
use crate::support::{Project, Run};

/// A form of みどり町 that was handed out.
const FORM: &str = "out/R7-記入様式-福祉課.xlsx";

/// A cell of it.
const RESULTS: [&str; 2] = ["koekake", "成果"];

/// Writes a text into a form where it lies.
fn fill(project: &Project, file: &str, keys: &[&str], text: &str) {
    fill_to(project, file, file, keys, text);
}

/// The same into a copy.
fn fill_to(project: &Project, file: &str, copy: &str, keys: &[&str], text: &str) {
    let mut form = Form::open(&project.path(file));
    form.fill(&form.input(keys), text);
    form.save(&project.path(copy));
}

fn bytes(project: &Project, file: &str) -> Vec<u8> {
    fs::read(project.path(file)).unwrap()
}

fn forms(project: &Project, more: &[&str]) -> Run {
    project.run(&[&["forms"][..], more].concat())
}

#[test]
fn a_returned_file_keeps_what_was_not_taken_when_its_answer_is_made() {
    let project = Project::small();
    assert_eq!(forms(&project, &[]).status, 0);
    fill_to(&project, FORM, "返却/様式.xlsx", &["koekake", "自己評価"], "まあまあ");
    assert_eq!(project.run(&["collect", "返却"]).status, 1);
    // It is written in where it lies, and taken back from there.
    let answer = "out/R7-回答-福祉課.xlsx";
    fill(&project, answer, &["koekake", "自己評価"], "だいたい達成");
    let before = bytes(&project, answer);
    for _ in 0..2 {
        let run = project.run(&["collect", answer]);
        assert_eq!(run.status, 1, "{}", run.stderr);
        assert!(before == bytes(&project, answer), "the text stays where it was written");
        let named = run.stdout.contains("「out/R7-回答2-福祉課.xlsx」に、欄ごとに書き入れました。")
            && run.stdout.contains("「out/R7-回答-福祉課.xlsx」は、取り込んでいないことが書かれているので");
        assert!(named, "{}", run.stdout);
        assert!(!project.path("out/R7-回答3-福祉課.xlsx").exists(), "what nobody wrote in is replaced");
    }
    // Once the records have everything, nothing is left to keep.
    fill(&project, answer, &["koekake", "自己評価"], "3");
    let run = project.run(&["collect", answer]);
    assert!(run.status == 0 && !run.stdout.contains("そのままにしました"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_form_that_was_filled_in_is_not_written_over_until_the_records_have_it() {
    let project = Project::small();
    for (options, file, keys) in [
        (&[][..], FORM, RESULTS),
        (&["--targets"][..], "out/R7-目標設定-記入様式-福祉課.xlsx", ["haishoku", "指標目標"]),
        (&["--review"][..], "out/R7-査定.xlsx", ["koekake", "査定"]),
    ] {
        assert_eq!(forms(&project, options).status, 0, "{file}");
        assert_eq!(forms(&project, options).status, 0, "an empty one is replaced: {file}");
        let text = if keys[1] == "査定" { "3" } else { "15回" };
        fill(&project, file, &keys, text);
        let before = bytes(&project, file);
        let run = forms(&project, options);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{file}");
        assert!(
            run.stderr.contains("E0909") && run.stderr.contains(&format!("「{file}」")),
            "{}",
            run.stderr
        );
        assert!(before == bytes(&project, file), "{file}");
        // The hint, followed to the letter.
        let command = format!("shinchoku collect --year R7 {file}");
        assert!(run.stderr.contains(&command), "{}", run.stderr);
        let run = project.run(&["collect", "--year", "R7", file]);
        assert!(run.stdout.contains("1 か所を取り込みました"), "{}{}", run.stdout, run.stderr);
        assert_eq!(forms(&project, options).status, 0, "{file}");
        assert!(before != bytes(&project, file), "{file}");
    }
}

#[test]
fn what_stands_outside_the_cells_and_files_of_others_are_not_written_over_either() {
    let project = Project::small();
    assert_eq!(forms(&project, &[]).status, 0);
    let mut form = Form::open(&project.path(FORM));
    let results = form.input(&RESULTS);
    form.write(
        &results.sheet,
        shinchoku::exchange::workbook::CellAt { column: 8, ..results.at },
        "確かめてください",
    );
    form.save(&project.path(FORM));
    let run = forms(&project, &[]);
    assert!(run.status == 2 && run.stderr.contains("名前を変えて"), "{}", run.stderr);
    let elsewhere = forms(&project, &["-o", "別の所"]);
    assert_eq!(elsewhere.status, 0, "{}", elsewhere.stderr);
    project.write(FORM, "町の書類");
    let run = forms(&project, &[]);
    assert!(run.status == 2 && run.stderr.contains("記入様式ではないファイル"), "{}", run.stderr);
    assert_eq!(bytes(&project, FORM), "町の書類".as_bytes());
}

#[test]
fn two_plans_of_one_council_do_not_take_each_others_forms_away() {
    let (one, other) = (Project::small(), Project::small());
    other.edit("data/plan.yaml", "名称: ", "名称: 第二期");
    let both: PathBuf = one.path("両方");
    let both = both.to_str().unwrap();
    assert_eq!(forms(&one, &["-o", both]).status, 0);
    let run = forms(&other, &["-o", both]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(
        run.stderr.contains("別の記入様式です。") && run.stderr.contains("-o で別のフォルダー"),
        "{}",
        run.stderr
    );
    assert_eq!(forms(&one, &["-o", both]).status, 0);
}

/// A record of みどり町.
fn record(project: &Project, id: &str) -> String {
    fs::read_to_string(project.path(&format!("data/records/R7/{id}.yaml"))).unwrap()
}

#[test]
fn what_is_taken_over_a_record_that_changed_is_of_one_file_and_is_told_by_name() {
    let project = Project::of_council("sakura");
    assert_eq!(forms(&project, &[]).status, 0);
    let [ours, theirs] = ["健康推進係", "高齢支援係"].map(|name| format!("R7-記入様式-{name}.xlsx"));
    let first = |file: &str| {
        let inputs = Form::open(&project.path(&format!("out/{file}"))).inputs();
        inputs.into_iter().find(|input| input.keys[1] == "取組内容").unwrap().keys
    };
    let (own, other) = (first(&ours), first(&theirs));
    let keys = |keys: &[String]| [keys[0].clone(), keys[1].clone()];
    let write = |file: &str, of: &[String], text: &str| {
        let [id, field] = keys(of);
        fill_to(&project, &format!("out/{file}"), &format!("返却/{file}"), &[&id, &field], text);
    };
    write(&ours, &own, "係の初めの文です。");
    write(&theirs, &other, "係の書き誤りです。");
    assert_eq!(project.run(&["collect", "返却"]).status, 0);
    project.edit(
        &format!("data/records/R7/{}.yaml", other[0]),
        "係の書き誤りです。",
        "事務局が直した文です。",
    );
    write(&ours, &own, "係の直した文です。");
    let run = project.run(&["collect", "返却"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    // The hint of the one, followed to the letter.
    let file = format!("返却/{ours}");
    assert!(run.stderr.contains(&format!("shinchoku collect --theirs --year R7 {file}）")), "{}", run.stderr);
    let run = project.run(&["collect", "--theirs", "--year", "R7", &file]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("（記録の「係の初めの文です。」に替えました）"), "{}", run.stdout);
    assert!(record(&project, &own[0]).contains("係の直した文です。"));
    assert!(record(&project, &other[0]).contains("事務局が直した文です。"));
}

#[test]
fn an_old_form_beside_a_corrected_answer_says_nothing_more() {
    let project = Project::small();
    assert_eq!(forms(&project, &[]).status, 0);
    fill_to(&project, FORM, "返却/記入様式.xlsx", &RESULTS, "ﾌｰﾄﾞﾊﾞﾝｸを始めました。");
    assert_eq!(project.run(&["collect", "返却"]).status, 0);
    fill_to(&project, "out/R7-回答-福祉課.xlsx", "返却/回答.xlsx", &RESULTS, "フードバンクを始めました。");
    for options in [&[][..], &[], &["--theirs"]] {
        let run = project.run(&[&["collect", "返却"][..], options].concat());
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
        assert!(record(&project, "koekake").contains("フードバンクを始めました。"), "{options:?}");
    }
    // The record was mended since: the answer is told, the old form is not.
    project.edit("data/records/R7/koekake.yaml", "フードバンクを始めました。", "食料の配布を始めました。");
    let run = project.run(&["collect", "返却"]);
    assert_eq!(run.stderr.matches("エラー[E0132]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("回答.xlsx「") && !run.stderr.contains("ﾌｰﾄﾞ"), "{}", run.stderr);
    // Without the answer, nobody knows.
    project.remove("返却/回答.xlsx");
    let run = project.run(&["collect", "返却"]);
    assert_eq!(run.stderr.matches("エラー[E0132]").count(), 1, "{}", run.stderr);
}

#[test]
fn one_cell_that_the_record_cannot_have_holds_nothing_else_back() {
    let project = Project::of_council("minato");
    assert_eq!(project.run(&["new-year", "R7"]).status, 0);
    assert_eq!(forms(&project, &["R7"]).status, 0);
    let file = "返却/R7-記入様式-図書館.xlsx";
    let mut form = Form::open(&project.path("out/R7-記入様式-図書館.xlsx"));
    form.fill(&form.input(&["ehon", "活動の様子", "ファイル"]), "写真を別に送ります");
    form.fill(&form.input(&["ehon", "取組内容"]), "読み聞かせを行いました。");
    form.fill(&form.input(&["ehon", "成果"]), "26回開きました。");
    form.save(&project.path(file));
    let run = project.run(&["collect", "--year", "R7", "返却"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.contains("2 か所を取り込みました"), "{}", run.stdout);
    let record = record(&project, "ehon");
    assert!(record.contains("読み聞かせを行いました。") && record.contains("26回開きました。"), "{record}");
    assert!(!record.contains("写真を別に"), "{record}");
    // The place is the cell, and what to do is said of the form.
    assert!(
        run.stderr.contains("R7-記入様式-図書館.xlsx「") && !run.stderr.contains("ehon.yaml"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("「活動の様子：説明」の枠も書くか、この枠を消してください。"),
        "{}",
        run.stderr
    );
    // The section reads it beside the cell.
    let answer = Form::open(&project.path("out/R7-回答-図書館.xlsx"));
    let texts: Vec<&str> = answer
        .handed_out
        .sheets
        .iter()
        .flat_map(|sheet| sheet.cells.values())
        .map(|cell| &*cell.text)
        .collect();
    assert!(texts.iter().any(|text| text.contains("書かれた「写真を別に送ります」は取り込めませんでした。")));
    // As it says.
    fill(&project, file, &["ehon", "活動の様子", "ファイル"], "");
    let run = project.run(&["collect", "--year", "R7", "返却"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    // Both cells of a picture that is not there.
    fill(&project, file, &["ehon", "活動の様子", "ファイル"], "写真1.jpg");
    fill(&project, file, &["ehon", "活動の様子", "説明"], "読み聞かせの様子");
    fill(&project, file, &["ehon", "今後の方針"], "続けます。");
    let run = project.run(&["collect", "--year", "R7", "返却"]);
    assert!(run.stdout.contains("1 か所を取り込みました"), "{}{}", run.stdout, run.stderr);
    assert_eq!(
        run.stderr.matches("図「写真1.jpg」が data/figures にありません").count(),
        2,
        "{}",
        run.stderr
    );
}

/// みどり町 with lists of one and of two columns, in the record of 声かけ運動.
fn with_lists(entries: &str) -> Project {
    let project = Project::small();
    let plan = fs::read_to_string(project.path("data/plan.yaml")).unwrap();
    let lists = "様式:\n  項目:\n    一言: {種類: 一覧, 列: {一言: 文章}, 必須: しない}\n    住民の声: {種類: 一覧, 列: {声: 文章, 対応: 文章}, 必須: しない}\n";
    project.write("data/plan.yaml", plan + lists);
    project.write("data/records/R7/koekake.yaml", record(&project, "koekake") + entries);
    assert_eq!(forms(&project, &[]).status, 0);
    project
}

#[test]
fn an_entry_of_which_all_is_cleared_is_gone() {
    const TWO: &str = "住民の声:\n  - 声: A\n    対応: a\n  - 声: B\n";
    let first = [("住民の声", "1", "声"), ("住民の声", "1", "対応")];
    let second = ("住民の声", "2", "声");
    for (entries, cleared, left) in [
        (TWO, &first[..], "住民の声:\n  - 声: B\n"),
        (TWO, &[second], "住民の声:\n  - 声: A\n    対応: a\n"),
        (TWO, &first[1..], "住民の声:\n  - 声: A\n  - 声: B\n"),
        (TWO, &[first[0], first[1], second], ""),
        ("一言:\n  - 一言: A\n", &[("一言", "1", "一言")], ""),
        ("一言: [{一言: A}]\n", &[("一言", "1", "一言")], ""),
        ("住民の声: [{声: A, 対応: a}, {声: B}]\n", &first, "住民の声: [{声: B}]\n"),
        (
            "一言:\n  - 一言: A\n  # B について\n  - 一言: B\n",
            &[("一言", "1", "一言")],
            "一言:\n  # B について\n  - 一言: B\n",
        ),
    ] {
        let project = with_lists(entries);
        let mut form = Form::open(&project.path(FORM));
        for (field, entry, column) in cleared {
            form.fill(&form.input(&["koekake", field, entry, column]), "");
        }
        form.fill(&form.input(&RESULTS), "書き直した成果です。");
        form.save(&project.path("返却/様式.xlsx"));
        // The folder is read once more with every form that comes.
        for _ in 0..2 {
            let run = project.run(&["collect", "返却"]);
            assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{cleared:?}\n{}", run.stdout);
            let (_, own) = record(&project, "koekake")
                .split_once("声かけ運動を続けます。\n")
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .unwrap();
            assert_eq!(own, left, "{cleared:?}");
            assert!(record(&project, "koekake").contains("書き直した成果です。"));
        }
    }
}

#[test]
fn an_entry_that_goes_takes_no_other_with_it() {
    let project = with_lists("住民の声:\n  - 声: A\n    対応: a\n  - 声: B\n");
    let mut form = Form::open(&project.path(FORM));
    for (entry, column, text) in
        [("1", "声", ""), ("1", "対応", ""), ("2", "対応", "b"), ("3", "声", "C"), ("4", "声", "D")]
    {
        form.fill(&form.input(&["koekake", "住民の声", entry, column]), text);
    }
    form.save(&project.path("返却/様式.xlsx"));
    let wanted = "住民の声:\n  - 声: B\n    対応: b\n  - 声: C\n  - 声: D\n";
    for _ in 0..2 {
        let run = project.run(&["collect", "返却"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
        assert!(record(&project, "koekake").ends_with(wanted), "{}", record(&project, "koekake"));
    }
    // What the secretariat has changed since is not thrown away.
    let project = with_lists("住民の声:\n  - 声: A\n  - 声: B\n");
    fill_to(&project, FORM, "返却/様式.xlsx", &["koekake", "住民の声", "1", "声"], "");
    project.edit("data/records/R7/koekake.yaml", "声: A\n", "声: A2\n");
    let run = project.run(&["collect", "返却"]);
    assert!(run.status == 1 && run.stderr.contains("E0132"), "{}", run.stderr);
    assert!(record(&project, "koekake").contains("声: A2\n"));
}

#[test]
fn why_a_form_belongs_nowhere_is_told_once() {
    let project = Project::small();
    assert_eq!(forms(&project, &[]).status, 0);
    let mut form = Form::open(&project.path(FORM));
    for field in ["取組内容", "成果", "今後の方針"] {
        form.fill(&form.input(&["koekake", field]), "書きました。");
    }
    form.save(&project.path("返却/様式.xlsx"));
    project.remove("data/records/R7/koekake.yaml");
    let run = project.run(&["collect", "--year", "R7", "返却"]);
    assert_eq!(run.stderr.matches("エラー[E0131]").count(), 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("枠は 3 か所") && run.stderr.contains("shinchoku new-year R7"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_lies_beside_the_forms_and_is_not_read_is_told_in_one_line() {
    let project = Project::small();
    assert_eq!(forms(&project, &[]).status, 0);
    fill_to(&project, FORM, "返却/様式.xlsx", &RESULTS, "15回行いました。");
    for quiet in ["~$様式.xlsx", ".DS_Store", "desktop.ini", "Thumbs.db", "様式.xls"] {
        project.write(&format!("返却/{quiet}"), "x");
    }
    let run = project.run(&["collect", "--diff", "返却"]);
    assert!(run.status == 0 && !run.stderr.contains("W0137"), "{}", run.stderr);
    for sent in ["係.csv", "係.pdf", "様式.zip", "取組.docx"] {
        project.write(&format!("返却/{sent}"), "x");
    }
    fill_to(&project, FORM, "返却/係 から/様式.xlsx", &["haishoku", "成果"], "16回行いました。");
    let run = project.run(&["collect", "返却"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let line = "「返却」の中の、次のものは読んでいません: フォルダー「係 から」、「係.csv」、「係.pdf」、「取組.docx」、「様式.zip」";
    assert_eq!(run.stderr.matches("注意[W0137]").count(), 1, "{}", run.stderr);
    for wanted in
        [line, "shinchoku collect 返却 \"返却/係 から\"）", ".zip の中の", "元の .xlsx を返してもらって"]
    {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
    let run = project.run(&["collect", "返却", "返却/係 から"]);
    assert!(record(&project, "haishoku").contains("16回行いました。"), "{}", run.stderr);
    // Where there is nothing else, too.
    project.remove("返却/様式.xlsx");
    project.remove("返却/様式.xls");
    let run = project.run(&["collect", "返却"]);
    assert!(run.status == 2 && run.stderr.contains(line), "{}", run.stderr);
}

//! Slips of those who write: each is told at its place, and who does what is said has mended it.

use crate::support::Project;

const RECORD: &str = "data/records/R7/koekake.yaml";
const PLAN: &str = "data/plan.yaml";
const MEASURE: &str = "data/measures/koekake.yaml";
const ACTIONS: &str = "取組内容: 声かけ運動に取り組みました。\n";
const GRADE: &str = "自己評価: 4\n";
const STRATEGY: &str = "  - 名称: 支えあう町\n    施策細目:\n      - 名称: 見守りの輪\n        重点的取組:\n          - 名称: 声かけ\n            事業: [koekake, haishoku]\n      - 名称: 集いの場";

/// A slip: the file, what stands there, what was typed, where it is told, what is said, and what is typed then.
struct Slip {
    file: &'static str,
    right: &'static str,
    typed: String,
    place: &'static str,
    said: &'static str,
    mended: String,
}

fn slip(
    file: &'static str,
    right: &'static str,
    typed: impl Into<String>,
    place: &'static str,
    said: &'static str,
    mended: impl Into<String>,
) -> Slip {
    Slip { file, right, typed: typed.into(), place, said, mended: mended.into() }
}

fn assert_led_to_the_fix(slips: &[Slip]) {
    for Slip { file, right, typed, place, said, mended } in slips {
        let project = Project::small();
        project.edit(file, right, typed);
        let run = project.run(&["check", "R7"]);
        let about = format!("{typed}\n{}{}", run.stdout, run.stderr);
        assert_eq!(run.status, 1, "{about}");
        assert!(run.stdout.contains(&format!("{file}{place}\n")), "{place}: {about}");
        assert!(run.stdout.contains(said), "{said}: {about}");
        assert!(run.stdout.contains("エラー 1 件"), "{about}");
        project.edit(file, typed, mended);
        let run = project.run(&["check", "R7"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{mended}\n{}", run.stdout);
    }
}

#[test]
fn a_space_or_a_colon_that_is_another_character_is_named() {
    const BLOCK: &str = "取組内容: |-\n  声かけ運動に\n  取り組みました。\n";
    assert_led_to_the_fix(&[
        slip(RECORD, GRADE, "自己評価:　４\n", ":4:6", "コロンの後の空白が全角の空白「　」です", GRADE),
        slip(RECORD, GRADE, "自己評価:\t4\n", ":4:6", "コロンの後の空白がタブです", GRADE),
        slip(RECORD, GRADE, "自己評価:\u{a0}4\n", ":4:6", "特別な空白（U+00A0）です", GRADE),
        slip(RECORD, GRADE, "自己評価:\u{2003}4\n", ":4:6", "特別な空白（U+2003）です", GRADE),
        slip(RECORD, GRADE, "自己評価：４\n", ":4:5", "コロン「：」が全角です", GRADE),
        slip(
            RECORD,
            "成果: 12回行いました。\n自己評価: 4\n",
            "成果: |-\n  12回行いました。\n自己評価：４\n",
            ":5:5",
            "コロン「：」が全角です",
            "成果: |-\n  12回行いました。\n自己評価: 4\n",
        ),
        slip(
            RECORD,
            ACTIONS,
            "取組内容: |-\n  声かけ運動に\n　取り組みました。\n",
            ":4:1",
            "行頭の空白が全角の空白「　」です",
            BLOCK,
        ),
        slip(RECORD, GRADE, " 自己評価: 4\n", ":4:2", "「成果」と行の頭をそろえて", GRADE),
    ]);
}

#[test]
fn a_text_of_several_lines_is_told_where_it_belongs() {
    const BLOCK: &str = "取組内容: |-\n  声かけ運動に\n  取り組みました。\n";
    const BELOW: &str = "行の頭に半角の空白を２つ入れて";
    let odd = |space: &str| format!("取組内容: |-\n{space}声かけ運動に\n{space}取り組みました。\n");
    assert_led_to_the_fix(&[
        slip(RECORD, ACTIONS, odd(""), ":3:1", BELOW, BLOCK),
        slip(RECORD, ACTIONS, odd("\u{a0}\u{a0}"), ":3:1", "特別な空白（U+00A0）です", BLOCK),
        slip(RECORD, ACTIONS, odd("　"), ":3:1", "全角の空白「　」です", BLOCK),
        slip(
            RECORD,
            ACTIONS,
            "取組内容: \"声かけ運動に\n取り組みました。\"\n",
            ":2:7",
            "「取組内容: |-」とし、文章を次の行から",
            BLOCK,
        ),
        slip(
            RECORD,
            ACTIONS,
            "取組内容: |-\n      \n  声かけ運動に\n  取り組みました。\n",
            ":3:1",
            "この行の空白を消してください",
            "取組内容: |-\n\n  声かけ運動に\n  取り組みました。\n",
        ),
    ]);
}

#[test]
fn marks_brackets_and_signs_are_named() {
    const BAR: &str = "{内容: 声かけ運動の実施, 期間: R6-R11}";
    const BEST: &str = "{記号: 5, 名称: 大変よい";
    assert_led_to_the_fix(&[
        slip(
            RECORD,
            GRADE,
            "自己評価: 4査定: 4\n",
            ":4:10",
            "「査定: 」から後を、次の行に",
            "自己評価: 4\n査定: 4\n",
        ),
        slip(
            PLAN,
            "  - 名称: 支えあう町",
            "  -名称: 支えあう町",
            ":13:3",
            "「-」の後に、半角の空白",
            "  - 名称: 支えあう町",
        ),
        slip(
            PLAN,
            "  - 名称: 支えあう町",
            "  ー 名称: 支えあう町",
            ":13:3",
            "箇条書きの印「ー」は",
            "  - 名称: 支えあう町",
        ),
        slip(
            PLAN,
            "  - 名称: 支えあう町",
            "  -　名称: 支えあう町",
            ":13:4",
            "「-」の後の空白が全角の空白",
            "  - 名称: 支えあう町",
        ),
        slip(MEASURE, BAR, "{内容: 声かけ運動の実施、期間: R6-R11}", ":5:21", "半角の , と空白で", BAR),
        slip(MEASURE, BAR, "｛内容: 声かけ運動の実施, 期間: R6-R11｝", ":5:5", "「｛」が全角です", BAR),
        slip(MEASURE, "[福祉課]", "［福祉課］", ":2:6", "かっこは半角の [ ] に", "[福祉課]"),
        slip(RECORD, GRADE, "備考: -\n自己評価: 4\n", ":4:5", "（例: '-'）", "備考: '-'\n自己評価: 4\n"),
        slip(PLAN, BEST, "{記号: %, 名称: 大変よい", ":5:10", "（例: '%'）", "{記号: '%', 名称: 大変よい"),
        slip(RECORD, GRADE, "自己評価: よい\n", ":4:7", "「よい」の記号は「4」です", GRADE),
        slip(RECORD, GRADE, "自己評価: 　　\n", ":4:1", "「自己評価:」の後に、何も書かれていません", GRADE),
    ]);
}

#[test]
fn a_list_in_the_wrong_place_is_told_where_it_belongs() {
    let left = STRATEGY.replacen("      - 名称: 見守りの輪", "  - 名称: 見守りの輪", 1);
    let not_indented = STRATEGY.replacen("      - 名称: 見守りの輪", "    - 名称: 見守りの輪", 1);
    assert_led_to_the_fix(&[
        slip(PLAN, STRATEGY, left, ":15:3", "「-」の前の半角の空白を 6 つに", STRATEGY),
        slip(PLAN, STRATEGY, not_indented, ":16:9", "15 行目の「名称」と行の頭をそろえて", STRATEGY),
    ]);
}

#[test]
fn a_file_that_is_not_a_record_by_its_name_is_told_what_to_do_with() {
    let record = std::fs::read_to_string(Project::small().path(RECORD)).unwrap();
    for (name, is_there, said) in [
        ("koekake.txt", false, "ファイルの名前を「koekake.yaml」にして"),
        ("声かけ運動.yaml", false, "ファイルの名前を「koekake.yaml」にして"),
        ("回答.xlsx", true, "shinchoku collect"),
    ] {
        let project = Project::small();
        let file = format!("data/records/R7/{name}");
        if !is_there {
            project.remove(RECORD);
        }
        project.write(&file, &record);
        let run = project.run(&["check", "R7"]);
        assert_eq!(run.status, 1, "{}", run.stdout);
        assert!(run.stdout.contains(&file) && run.stdout.contains(said), "{said}: {}", run.stdout);
        assert!(run.stdout.contains("エラー 1 件"), "{}", run.stdout);
    }
    // What people leave for each other stays where it is.
    let project = Project::small();
    project.write("data/records/R7/koekake.txt", &record);
    project.write("data/records/R7/memo.txt", "来年は早めに。\n");
    assert_eq!(project.run(&["check", "R7"]).status, 0);
}

#[test]
fn a_day_that_the_month_does_not_have_is_told_by_the_month() {
    let project = Project::small();
    project.write("data/years/R7.yaml", "発行日: 2026-06-31\n");
    let run = project.run(&["check", "R7"]);
    assert!(
        run.stdout.contains("data/years/R7.yaml:1:6") && run.stdout.contains("6 月は 30 日までです"),
        "{}",
        run.stdout
    );
}

#[test]
fn bars_that_overlap_too_often_are_told_as_that() {
    const BAR: &str = "  - {内容: 声かけ運動の実施, 期間: R6-R11}\n";
    let bars: Vec<String> =
        (1..=45).map(|number| format!("  - {{内容: 運動その{number}, 期間: R6-R11}}\n")).collect();
    let bars = bars.concat();
    let mended: Vec<String> = (6..=11).map(|year| format!("  - {{内容: 運動, 期間: R{year}}}\n")).collect();
    let mended = mended.concat();
    let project = Project::small();
    project.edit(MEASURE, BAR, &bars);
    let run = project.run(&["check", "R7"]);
    let about = format!("{}{}", run.stdout, run.stderr);
    assert!(run.status == 1 && run.stdout.contains(MEASURE), "{about}");
    assert!(
        run.stdout.contains("「年次計画」に重なる期間が多すぎて") && !run.stdout.contains("字短く"),
        "{about}"
    );
    project.edit(MEASURE, &bars, &mended);
    let run = project.run(&["check", "R7"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
}

#[test]
fn a_level_that_is_begun_and_not_written_is_told_as_that() {
    assert_led_to_the_fix(&[slip(
        PLAN,
        "        重点的取組:\n          - 名称: 声かけ\n            事業: [koekake, haishoku]\n",
        "        重点施策:\n",
        ":16:9",
        "「重点施策」が空です",
        "        重点施策:\n          - 名称: 声かけ\n            重点的取組:\n              - 名称: 声かけ\n                事業: [koekake, haishoku]\n",
    )]);
}

#[test]
fn a_word_of_the_form_that_is_too_long_is_told_where_it_was_typed() {
    let word = "見守りと声かけの担当をしている係の名前".repeat(2);
    assert_led_to_the_fix(&[slip(
        PLAN,
        "呼称: {",
        format!("呼称: {{担当係: {word}, "),
        ":11:12",
        "「呼称（担当係）」があと",
        "呼称: {",
    )]);
}

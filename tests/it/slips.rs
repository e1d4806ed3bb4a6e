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
    const BLOCK: &str = "取組内容: |-\n  声かけを呼びかけました。\n  取り組みました。\n";
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
            "取組内容: |-\n  声かけを呼びかけました。\n　取り組みました。\n",
            ":4:1",
            "行頭の空白が全角の空白「　」です",
            BLOCK,
        ),
        slip(RECORD, GRADE, " 自己評価: 4\n", ":4:2", "「成果」と行の頭をそろえて", GRADE),
    ]);
}

#[test]
fn a_text_of_several_lines_is_told_where_it_belongs() {
    const BLOCK: &str = "取組内容: |-\n  声かけを呼びかけました。\n  取り組みました。\n";
    const BELOW: &str = "行の頭に半角の空白を２つ入れて";
    let odd =
        |space: &str| format!("取組内容: |-\n{space}声かけを呼びかけました。\n{space}取り組みました。\n");
    assert_led_to_the_fix(&[
        slip(RECORD, ACTIONS, odd(""), ":3:1", BELOW, BLOCK),
        slip(RECORD, ACTIONS, odd("\u{a0}\u{a0}"), ":3:1", "特別な空白（U+00A0）です", BLOCK),
        slip(RECORD, ACTIONS, odd("　"), ":3:1", "全角の空白「　」です", BLOCK),
        slip(
            RECORD,
            ACTIONS,
            "取組内容: \"声かけを呼びかけました。\n取り組みました。\"\n",
            ":2:7",
            "「取組内容: |-」とし、文章を次の行から",
            BLOCK,
        ),
        slip(
            RECORD,
            ACTIONS,
            "取組内容: |-\n      \n  声かけを呼びかけました。\n  取り組みました。\n",
            ":3:1",
            "この行の空白を消してください",
            "取組内容: |-\n\n  声かけを呼びかけました。\n  取り組みました。\n",
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
fn a_full_width_comma_in_a_list_is_told_where_the_list_is() {
    let sections = "担当係: [福祉課]";
    assert_led_to_the_fix(&[
        slip(
            PLAN,
            sections,
            "担当係: [総務課、福祉課, 会計課]",
            ":10:7",
            "間を半角の , にしてください（例: [総務課, 福祉課]）",
            "担当係: [総務課, 福祉課, 会計課]",
        ),
        slip(
            PLAN,
            sections,
            "担当係:\n  - 総務課、福祉課",
            ":11:5",
            "「- 総務課」「- 福祉課」と、一つずつ行を分けて",
            "担当係:\n  - 総務課\n  - 福祉課",
        ),
    ]);
    // The name of a section may have one.
    let project = Project::small();
    project.edit(PLAN, sections, "担当係: [福祉課, 庶務、会計課]");
    assert_eq!(project.run(&["check", "R7"]).status, 0);
}

#[test]
fn a_full_width_comma_between_words_is_told() {
    let words = |wrong: &str| format!("用語:\n  - {{正: 皆様, 誤: [{wrong}]}}\n");
    let project = Project::small();
    project.write("data/用語.yaml", words("みなさん、皆さん"));
    let run = project.run(&["check", "R7"]);
    assert!(run.status == 1 && run.stdout.contains("data/用語.yaml:2:17\n"), "{}", run.stdout);
    assert!(run.stdout.contains("（例: [みなさん, 皆さん]）"), "{}", run.stdout);
    for meant in ["みなさん, 皆さん", "'みなさん、皆さん'", "なので、"] {
        project.write("data/用語.yaml", words(meant));
        assert_eq!(project.run(&["check", "R7"]).status, 0, "{meant}");
    }
}

#[test]
fn a_period_a_year_and_an_id_are_shown_as_they_are_written() {
    const IDS: &str = "[koekake, haishoku]";
    assert_led_to_the_fix(&[
        slip(PLAN, "R6-R11", "R6～R11", ":3:7", "「R6-R11」と書いてください。", "R6-R11"),
        slip(PLAN, "R6-R11", "令和6～11年度", ":3:7", "「R6-R11」と書いてください。", "R6-R11"),
        slip(MEASURE, "R6-R11", "2024-2029", ":5:24", "「R6-R11」と書いてください。", "R6-R11"),
        slip(
            MEASURE,
            "概要:",
            "開始年度: 令和6年度\n概要:",
            ":3:7",
            "「R6」と書いてください。",
            "開始年度: R6\n概要:",
        ),
        slip(PLAN, IDS, "[声かけ運動, haishoku]", ":18:18", "（koekake.yaml なら koekake）", IDS),
        slip(
            PLAN,
            "全体の状況: しない",
            "全体の状況: しない\n　標語: ともに",
            ":26:1",
            "「標語」の前の空白が全角の空白「　」です。",
            "全体の状況: しない\n標語: ともに",
        ),
    ]);
}

#[test]
fn words_without_brackets_are_shown_in_them() {
    const SECTION: &str = "担当係: [福祉課]\n";
    const SECTIONS: &str = "担当係: [福祉課, 総務課]\n";
    assert_led_to_the_fix(&[
        slip(MEASURE, SECTION, "担当係: 福祉課\n", ":2:6", "「[福祉課]」と書いてください。", SECTION),
        slip(PLAN, SECTION, "担当係: 福祉課、総務課\n", ":10:6", "「[福祉課, 総務課]」と書いて", SECTIONS),
        slip(PLAN, SECTION, "担当係: 福祉課, 総務課\n", ":10:6", "「[福祉課, 総務課]」と書いて", SECTIONS),
        slip(
            PLAN,
            SECTION,
            "担当係: 福祉課・総務課\n",
            ":10:6",
            "「[福祉課・総務課]」と書いてください。いくつかの名前なら、間を半角の , で区切ります（例: [福祉課, 総務課]）。",
            SECTIONS,
        ),
        slip(
            PLAN,
            "事業: [koekake, haishoku]\n",
            "事業: koekake、haishoku\n",
            ":18:17",
            "「[koekake, haishoku]」と書いてください。",
            "事業: [koekake, haishoku]\n",
        ),
    ]);
}

#[test]
fn an_item_without_its_key_or_its_mark_is_told_how_it_is_written() {
    let named = "      - 名称: 見守りの輪\n";
    let next = "          - 名称: 声かけ\n            事業: [koekake]\n";
    let without_mark = "            名称: 声かけ\n            事業: [koekake]\n";
    let at_mark = "          名称: 声かけ\n            事業: [koekake]\n";
    let last = |items: &str| format!("            事業: [ibasho]\n{items}");
    let right = "            事業: [ibasho]\n          - 名称: 声かけ\n            事業: [koekake]\n";
    let bar = "  - {内容: 声かけ運動の実施, 期間: R6-R11}\n";
    assert_led_to_the_fix(&[
        slip(PLAN, named, "      - 見守りの輪\n", ":15:9", "「- 名称: 見守りの輪」と書いて", named),
        slip(PLAN, right, last(without_mark), ":23:13", "「-」の前の半角の空白を 10 つ", last(next)),
        slip(PLAN, right, last(at_mark), ":23:11", "この行を「- 名称: 声かけ」とし", last(next)),
        slip(
            MEASURE,
            bar,
            "  - 声かけ運動の実施\n    期間: R6-R11\n",
            ":5:5",
            "「- 内容: 声かけ運動の実施」と書いて",
            "  - 内容: 声かけ運動の実施\n    期間: R6-R11\n",
        ),
    ]);
}

#[test]
fn a_text_that_begins_with_a_sign_or_has_quotes_is_shown_mended() {
    const RESULTS: &str = "成果: 12回行いました。\n";
    let line = |text: &str| format!("成果: {text}\n");
    let quoted = |text: &str| format!("成果: '{text}'\n");
    let begins = |text: &'static str, place: &'static str, said: &'static str| {
        slip(RECORD, RESULTS, line(text), place, said, quoted(text))
    };
    assert_led_to_the_fix(&[
        begins("- 年12回です。", ":3:5", "（成果: '- 年12回です。'）"),
        begins("[再掲] 年12回です。", ":3:5", "（成果: '[再掲] 年12回です。'）"),
        begins("[再掲、年12回]", ":3:5", "（成果: '[再掲、年12回]'）"),
        begins("{年12回です。", ":3:6", "（成果: '{年12回です。'）"),
        slip(
            RECORD,
            RESULTS,
            "成果: - 年12回です。\n  - 次もです。\n",
            ":3:5",
            "文章が「-」で始まるときは、「成果: |-」とし",
            "成果: |-\n  - 年12回です。\n  - 次もです。\n",
        ),
        slip(
            RECORD,
            RESULTS,
            quoted("年'24'の12回です。"),
            ":3:5",
            "（成果: '年''24''の12回です。'）",
            quoted("年''24''の12回です。"),
        ),
        slip(
            RECORD,
            RESULTS,
            quoted("年'24の12回です。"),
            ":3:5",
            "'' と二つ重ねる",
            quoted("年''24の12回です。"),
        ),
        slip(
            RECORD,
            RESULTS,
            line("\"年に\"12回\"です。\""),
            ":3:5",
            "（成果: '年に\"12回\"です。'）",
            quoted("年に\"12回\"です。"),
        ),
    ]);
}

#[test]
fn a_text_that_goes_on_without_its_sign_is_told_as_that() {
    const BLOCK: &str = "取組内容: |-\n  声かけを呼びかけました。\n  取り組みました。\n";
    const SAID: &str = "2 行目を「取組内容: |-」とし、文章を次の行から、行の頭に半角の空白を２つ";
    assert_led_to_the_fix(&[
        slip(RECORD, ACTIONS, "取組内容: 声かけを呼びかけました。\n取り組みました。\n", ":3:1", SAID, BLOCK),
        slip(RECORD, ACTIONS, "取組内容:\n声かけを呼びかけました。\n取り組みました。\n", ":3:1", SAID, BLOCK),
        slip(RECORD, GRADE, "自己評価 4\n", ":4:1", "半角のコロンと空白を入れて", GRADE),
    ]);
}

#[test]
fn a_number_or_a_period_is_shown_as_it_should_be() {
    const TARGET: &str = "指標目標: 12回\n";
    let counted = |text: &str, target: &str| {
        format!("指標目標: {text}\n指標: [{{名称: 回数, 単位: 回, 目標: {target}}}]\n")
    };
    assert_led_to_the_fix(&[
        slip(MEASURE, "R6-R11", "R5-R12", ":5:24", "「期間: R6-R11」と書いて", "R6-R11"),
        slip(
            RECORD,
            TARGET,
            counted("12回", "12回"),
            ":2:26",
            "「目標: 12」と書いてください。単位は「回」が付きます。",
            counted("12回", "12"),
        ),
        slip(
            RECORD,
            TARGET,
            counted("1,200回", "'1,200'"),
            ":2:26",
            "「目標: 1200」と書いて",
            counted("1,200回", "1200"),
        ),
    ]);
}

#[test]
fn a_heading_of_the_sheet_in_the_place_of_a_key_leads_to_the_key() {
    assert_led_to_the_fix(&[slip(
        RECORD,
        "取組内容: ",
        "具体的な取組内容: ",
        ":2:1",
        "「取組内容」ではありませんか",
        "取組内容: ",
    )]);
    let project = Project::small();
    project.edit(PLAN, "呼称: {", "呼称: {成果: 実りと効果のほど, ");
    project.edit(RECORD, "成果: ", "実りと効果のほど: ");
    let run = project.run(&["check", "R7"]);
    assert!(
        run.stdout.contains("「成果」ではありませんか") && run.stdout.contains("エラー 1 件"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_table_that_is_no_workbook_is_told_how_to_become_one() {
    let project = Project::small();
    project.write("目標.csv", "事業名,指標目標\n声かけ運動,12回\n");
    let run = project.run(&["new-year", "R8", "--targets", "目標.csv"]);
    let about = format!("{}{}", run.stdout, run.stderr);
    assert!(run.status != 0 && about.contains("Excel ブック (*.xlsx) を示してください"), "{about}");
    assert!(about.contains("「名前を付けて保存」") && !about.contains("名前だけを"), "{about}");
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
fn a_word_of_the_council_in_the_place_of_a_key_leads_to_the_key() {
    const TREE: &str = "\n基本戦略:\n  - 名称: 支えあう町\n    施策細目:\n";
    let typed = |from: &str, to: &str| TREE.replace(from, to);
    assert_led_to_the_fix(&[
        slip(PLAN, TREE, typed("基本戦略", "基本目標"), ":12:1", "「基本戦略: …」と書いてください。", TREE),
        slip(PLAN, TREE, typed("施策細目", "施策"), ":14:5", "「施策細目: …」と書いてください。", TREE),
    ]);
}

#[test]
fn what_a_field_of_the_council_has_wrong_is_one_error() {
    const LABELS: &str = "呼称: {基本戦略";
    let with = |field: &str| format!("様式: {{項目: {{人数: {{{field}, 必須: しない}}}}}}\n{LABELS}");
    let right = with("種類: 数, 単位: 人");
    assert_led_to_the_fix(&[
        slip(
            PLAN,
            LABELS,
            with("種類:数, 単位: 人"),
            ":11:16",
            "「種類:」の後に空白がありません。",
            right.clone(),
        ),
        slip(PLAN, LABELS, with("種類: 数値, 単位: 人"), ":11:20", "「数」ではありませんか。", right),
    ]);
}

#[test]
fn a_quote_that_is_not_closed_is_told_once_and_nothing_of_the_records() {
    const SUMMARY: &str = "概要: 声かけ運動の概要です。\n";
    let project = Project::small();
    project.edit(MEASURE, SUMMARY, &format!("指標:\n  - {{名称: 回数, 単位: 回}}\n{SUMMARY}"));
    project.edit(RECORD, GRADE, &format!("{GRADE}指標:\n  - {{名称: 回数, 目標: 12, 実績: 12}}\n"));
    assert_eq!(project.run(&["check", "R7"]).status, 0);
    project.edit(MEASURE, "概要: 声", "概要: \"声");
    let told = project.run(&["check", "R7"]).stdout;
    assert!(told.contains("data/measures/koekake.yaml:5:5") && told.contains("エラー 1 件"), "{told}");
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
        ":11:11",
        "「呼称（担当係）」があと",
        "呼称: {",
    )]);
}

#[test]
fn a_full_width_colon_of_the_form_is_named() {
    const FORM: &str = "様式:\n  項目:\n    課題: {種類: 文章, 必須: しない}\n    予算額: {種類: 金額, 必須: しない}\n  紙面:\n      - 事業の欄\n      - [概要]\n      - 年度の表\n基本戦略:\n";
    let with = |right: &str, typed: &str| FORM.replace(right, typed);
    let wide = |right: &str, typed: &str, place| {
        slip(PLAN, "基本戦略:\n", with(right, typed), place, "コロン「：」が全角です", FORM)
    };
    assert_led_to_the_fix(&[
        wide("課題: {種類: 文章, 必須: しない}", "課題：{種類: 文章, 必須: しない}", ":14:7"),
        wide("課題: {種類: 文章, 必須: しない}", "課題：{種類: 文章}", ":14:7"),
        wide("  紙面:\n", "  紙面：\n", ":16:5"),
        wide("様式:\n", "様式：\n", ":12:3"),
        wide("項目:\n", "項目：\n", ":13:5"),
    ]);
}

#[test]
fn a_value_of_the_form_that_is_written_as_people_do_leads_to_the_right_one() {
    const FIELDS: &str = "様式:
  項目:
    予算額: {種類: 金額, 単位: 千円, 必須: しない}
    方向性: {種類: 選択, 選択肢: [拡充, 継続], 必須: しない}
    外部評価: {種類: 評価, 必須: しない}
    実施: {種類: 数, 単位: か所, 必須: しない}
基本戦略:
";
    for (key, typed, said, mended) in [
        ("予算額", "▲500", "「予算額: -500」と書いてください", "-500"),
        ("予算額", "△１，５００", "「予算額: -1500」と書いてください", "-1500"),
        ("方向性", "[拡充, 継続]", "一つだけを選んで、「方向性: …」と書いてください", "継続"),
        ("外部評価", "4評価", "「4」ではありませんか", "4"),
        ("外部評価", "４（よい）", "「4」ではありませんか", "4"),
        ("実施", "４５ヶ所", "「実施: 45」と書いてください。単位は「か所」が付きます", "45"),
    ] {
        let project = Project::small();
        project.edit(PLAN, "基本戦略:\n", FIELDS);
        project.edit(RECORD, GRADE, &format!("{GRADE}{key}: {typed}\n"));
        let run = project.run(&["check", "R7"]);
        assert!(run.status == 1 && run.stdout.contains(said), "{typed}: {said}\n{}", run.stdout);
        assert!(!run.stdout.contains("'[拡充"), "{}", run.stdout);
        project.edit(RECORD, &format!("{key}: {typed}\n"), &format!("{key}: {mended}\n"));
        let run = project.run(&["check", "R7"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{mended}\n{}", run.stdout);
    }
}

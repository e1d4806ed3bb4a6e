//! The rules of plan and year on plans of other shapes than the real one.

use std::fmt::Write;

use crate::support::{Project, covered, pdf_rows, squeeze};

#[test]
fn another_council_with_six_years_and_grades_of_its_own() {
    let project = Project::small();
    let pages = project.build(&[]);
    // Cover, foreword with the scale, index, and a sheet for each mention.
    assert_eq!(pages.len(), 3 + 4);
    assert!(pages[0].contains("みどり町地域福祉推進計画令和７年度進捗管理報告書みどり町"), "{}", pages[0]);
    assert!(pages[1].contains("5大変よい目標を上回った。"), "{}", pages[1]);
    assert!(pages[2].contains("基本目標１支えあう町"), "{}", pages[2]);
    assert!(pages[2].contains("R6R7R8R9R10R11"), "{}", pages[2]);
    assert!(pages[2].contains("②声かけ（再掲）"), "{}", pages[2]);
    let sheet = &pages[3];
    assert!(
        sheet.contains("基本目標１支えあう町担当係福祉課施策（１）見守りの輪事業声かけ運動再掲：4頁概要"),
        "{sheet}"
    );
    assert!(!sheet.contains("重点施策"), "a plan without 重点施策 has no row for it\n{sheet}");
    assert!(sheet.contains("令和６年度令和７年度令和８年度令和９年度令和10年度令和11年度"), "{sheet}");
    assert!(sheet.contains("評価34"), "the grade of R6, then of R7, then none\n{sheet}");
    assert!(sheet.contains("自己評価今後の方針4よい声かけ運動を続けます。"), "{sheet}");
    assert!(pages[6].contains("声かけ運動【再掲】"), "{}", pages[6]);
}

#[test]
fn the_review_wins_in_the_index_and_stands_beside_the_sections_own_mark() {
    let project = Project::small();
    project.edit("data/records/R7/koekake.yaml", "自己評価: 4", "自己評価: 4\n査定: 2");
    let pages = project.build(&[]);
    assert!(pages[2].contains("321"), "R6, R7 and the page\n{}", pages[2]);
    assert!(pages[3].contains("4よい査定2やや不十分"), "{}", pages[3]);
    assert!(!pages[4].contains("査定"), "nothing was revised there\n{}", pages[4]);
}

#[test]
fn an_ended_measure_keeps_its_row_and_has_no_sheet() {
    let project = Project::small();
    project.edit("data/measures/haishoku.yaml", "概要:", "終了年度: R6\n概要:");
    project.remove("data/records/R7/haishoku.yaml");
    let pages = project.build(&[]);
    assert_eq!(pages.len(), 3 + 3);
    assert!(pages[2].contains("3－－－－－－"), "the mark of R6, five years and the page\n{}", pages[2]);
    assert!(pages[4].contains("居場所づくり"), "the next measure moves up\n{}", pages[4]);
    // In its last year it is still there.
    project.write(
        "data/records/R6/haishoku.yaml",
        "指標目標: 1回\n取組内容: a\n成果: b\n自己評価: 3\n今後の方針: c\n",
    );
    for id in ["koekake", "ibasho"] {
        project.write(
            &format!("data/records/R6/{id}.yaml"),
            "指標目標: 1回\n取組内容: a\n成果: b\n自己評価: 3\n今後の方針: c\n",
        );
    }
    assert_eq!(project.build(&["R6"]).len(), 3 + 4);
}

#[test]
fn a_measure_that_begins_later_needs_no_earlier_record() {
    let project = Project::small();
    project.edit("data/measures/haishoku.yaml", "概要:", "開始年度: R7\n概要:");
    project.remove("data/records/R6/haishoku.yaml");
    assert_eq!(project.build(&[]).len(), 3 + 4);
}

#[test]
fn the_year_is_the_newest_that_a_section_has_finished() {
    let project = Project::small();
    // Targets are set at the start of the next year.
    for id in ["koekake", "haishoku", "ibasho"] {
        project.write(&format!("data/records/R8/{id}.yaml"), "指標目標: 15回\n");
    }
    let pages = project.build(&[]);
    assert!(pages[0].contains("令和７年度"), "{}", pages[0]);
    assert!(pages[3].contains("10回12回15回"), "the targets that are known\n{}", pages[3]);
    project.remove("data/records/R7");
    let run = project.run(&["build"]);
    assert!(run.status == 1 && run.stderr.contains("E0303"), "{}", run.stderr);
}

#[test]
fn a_year_may_have_a_date_and_a_foreword_of_its_own() {
    let project = Project::small();
    project.write(
        "data/years/R7.yaml",
        "発行日: 2026-07-01\n前文:\n  - {見出し: ごあいさつ, 本文: 今年の前文です。}\n",
    );
    let pages = project.build(&[]);
    assert!(pages[0].contains("令和８年７月１日"), "{}", pages[0]);
    assert!(pages[1].contains("ごあいさつ今年の前文です。"), "{}", pages[1]);
}

#[test]
fn bars_of_the_schedule_share_a_row_where_their_years_allow() {
    let project = Project::small();
    project.edit(
        "data/measures/koekake.yaml",
        "  - {内容: 声かけ運動の実施, 期間: R6-R11}",
        "  - {内容: 準備, 期間: R6}\n  - {内容: 周知, 期間: R6-R11}\n  - {内容: 本番, 期間: R8-R9}",
    );
    let sheet = &project.build(&[])[3];
    // The label of the rows stands between them.
    assert!(sheet.contains("準備本番年次計画（予定）周知"), "row by row\n{sheet}");
}

#[test]
fn bars_share_a_row_in_whatever_order_they_are_written() {
    for bars in [
        "{内容: 仕上げ, 期間: R9-R11}, {内容: 下調べ, 期間: R6-R7}",
        "{内容: 下調べ, 期間: R6-R7}, {内容: 仕上げ, 期間: R9-R11}",
    ] {
        let project = Project::small();
        project.edit(
            "data/measures/koekake.yaml",
            "\n  - {内容: 声かけ運動の実施, 期間: R6-R11}",
            &format!(" [{bars}]"),
        );
        let sheet = &project.build(&[])[3];
        assert!(sheet.contains("下調べ仕上げ"), "{bars}\n{sheet}");
    }
}

#[test]
fn a_heisei_year_of_the_reiwa_plan() {
    let project = Project::small();
    project.edit("data/plan.yaml", "計画期間: R6-R11", "計画期間: H31-R7");
    for id in ["koekake", "haishoku", "ibasho"] {
        project.edit(&format!("data/measures/{id}.yaml"), "R6-R11", "H31-R7");
    }
    let sheet = &project.build(&[])[3];
    assert!(sheet.contains("令和年度元年度２年度"), "{sheet}");
}

#[test]
fn up_to_ten_years_are_printed_and_no_more() {
    for (last, years) in [(12, 7), (13, 8), (14, 9), (15, 10)] {
        let project = Project::small();
        project.edit("data/plan.yaml", "計画期間: R6-R11", &format!("計画期間: R6-R{last}"));
        project.edit(
            "data/measures/koekake.yaml",
            "  - {内容: 声かけ運動の実施, 期間: R6-R11}",
            &format!(
                "  - {{内容: 声かけ運動の実施, 期間: R6-R{}}}\n  - {{内容: 見直し, 期間: R{last}}}",
                last - 1
            ),
        );
        project.edit("data/records/R7/koekake.yaml", "指標目標: 12回", "指標目標: 取得率 ５％");
        project.edit("data/records/R7/haishoku.yaml", "指標目標: 12回", "指標目標: 養成講座 ７回");
        let run = project.run(&["build"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{years} years");
        assert!(!run.stdout.contains("うち "), "nothing has to be set smaller: {}", run.stdout);
        assert!(covered(&project.path("out/R7.pdf")).is_empty(), "{years} years");
        let rows = pdf_rows(&project.path("out/R7.pdf"), 4);
        let heads: String = (6..=last)
            .map(|year| {
                if year < 10 {
                    format!("{}年度", "６７８９".chars().nth(year - 6).unwrap())
                } else {
                    format!("{year}年度")
                }
            })
            .collect();
        assert!(rows.contains(&heads), "one row of heads\n{rows:#?}");
        assert!(rows.contains(&"令和".to_owned()), "{rows:#?}");
        assert!(rows.concat().replace(' ', "").contains("取得率５％"), "{rows:#?}");
    }
    let project = Project::small();
    project.edit("data/plan.yaml", "計画期間: R6-R11", "計画期間: R6-R16");
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("data/plan.yaml:3:"), "{}", run.stderr);
    assert!(run.stderr.contains("計画期間 R6-R16 は 11 年度あります。"), "{}", run.stderr);
}

#[test]
fn a_mark_like_the_dash_of_a_measure_that_is_not_under_way_is_refused() {
    for dash in ["－", "ー", "―", "‐", "'-'", "−", "――"] {
        let project = Project::small();
        project.edit("data/plan.yaml", "記号: 1,", &format!("記号: {dash},"));
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{dash}");
        assert!(run.stderr.contains("評価の記号にできません"), "{dash}\n{}", run.stderr);
        assert!(run.stderr.contains("data/plan.yaml:9:"), "{dash}\n{}", run.stderr);
    }
}

/// The plan, so that more of the tree can be written after it.
fn plan_ending_with_the_tree(project: &Project) -> String {
    let plan = std::fs::read_to_string(project.path("data/plan.yaml")).unwrap();
    plan.strip_suffix("全体の状況: しない\n").unwrap().to_owned()
}

#[test]
fn no_heading_of_the_index_is_alone_at_the_foot_of_a_page() {
    let project = Project::small();
    let mut plan = plan_ending_with_the_tree(&project);
    for number in 0..90 {
        let _ = writeln!(plan, "      - 名称: 策{number}番");
        let _ =
            writeln!(plan, "        重点施策:\n          - 名称: 重点{number}番\n            重点的取組:");
        for part in 0..=number % 3 {
            let _ = writeln!(plan, "              - 名称: 取組{part}\n                事業: [koekake]");
        }
    }
    project.write("data/plan.yaml", plan);
    project.build(&[]);
    let mut feet = 0;
    for page in 3..=20 {
        let rows = pdf_rows(&project.path("out/R7.pdf"), page);
        if !rows.iter().any(|row| row.contains("施策・取組")) {
            continue;
        }
        feet += 1;
        let foot = rows.iter().rev().find(|row| row.contains('番') || row.contains("再掲")).unwrap();
        assert!(!foot.contains('番'), "page {page}: {foot}");
    }
    assert!(feet >= 4, "{feet}");
}

#[test]
fn what_is_typed_reaches_the_paper_as_it_is() {
    let project = Project::small();
    let typed = "#read(\"/etc/passwd\") {{ 7*7 }} {% x %} $x$ *太字* _斜体_ `コード` @ref <label> \\u{41} // 注 /* 注 */ -- ... https://example.jp/ 'a' \"b\" = 見出し 1. 番号 ~ [x] a^2";
    let words: Vec<&str> = typed.split(' ').collect();
    let (actions, next) = words.split_at(13);
    let (results, next) = next.split_at(12);
    let [actions, results, next] = [actions, results, next].map(|words| words.join("\n  "));
    project.write(
        "data/records/R7/koekake.yaml",
        format!(
            "指標目標: 0x1F\n取組内容: |-\n  {actions}\n成果: |-\n  {results}\n自己評価: 4\n今後の方針: |-\n  {next}\n備考: 1.50\n"
        ),
    );
    project.write("data/records/R6/koekake.yaml", "指標目標: 2024-04-01\n査定: 3\n");
    let sheet = &project.build(&[])[3];
    for wanted in [squeeze(&actions), squeeze(&results), squeeze(&next)] {
        assert!(sheet.contains(&wanted), "{wanted}\n{sheet}");
    }
    for wanted in ["2024-04-010x1F評価", "備考1.50"] {
        assert!(sheet.contains(wanted), "{wanted}\n{sheet}");
    }
}

#[test]
fn a_measure_that_the_tree_lists_five_hundred_times() {
    let project = Project::small();
    let mut plan = plan_ending_with_the_tree(&project);
    for number in 0..500 {
        let _ = writeln!(plan, "          - 名称: 取組{number}\n            事業: [koekake]");
    }
    project.write("data/plan.yaml", plan);
    let run = project.run(&["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("シート 504 枚"), "{}", run.stdout);
}

#[test]
fn measures_may_stand_under_a_policy_without_a_level_between() {
    let project = Project::small();
    project.edit(
        "data/plan.yaml",
        "        重点的取組:\n          - 名称: 声かけ\n            事業: [koekake, haishoku]\n",
        "        事業: [koekake, haishoku]\n",
    );
    let pages = project.build(&[]);
    assert!(pages[2].contains("施策（１）見守りの輪①声かけ運動341②配食342"), "{}", pages[2]);
    assert!(pages[3].contains("施策（１）見守りの輪事業声かけ運動"), "{}", pages[3]);
    assert_eq!(project.run(&["check"]).stdout, Project::small().run(&["check"]).stdout);
}

/// What the record of a past year needs for its own booklet.
const FULL_RECORD: &str = "指標目標: 1回\n取組内容: a\n成果: b\n自己評価: 3\n今後の方針: c\n";

#[test]
fn an_older_booklet_prints_the_older_name() {
    let project = Project::small();
    project.edit("data/measures/koekake.yaml", "概要:", "旧事業名: [{名称: ひと声運動, 期間: R6}]\n概要:");
    for id in ["koekake", "haishoku", "ibasho"] {
        project.write(&format!("data/records/R6/{id}.yaml"), FULL_RECORD);
    }
    let now = project.build(&["R7"]);
    assert!(now[3].contains("事業声かけ運動") && !now.concat().contains("ひと声運動"), "{}", now[3]);
    let then = project.build(&["R6"]);
    assert!(then[3].contains("事業ひと声運動"), "{}", then[3]);
    assert!(then[6].contains("ひと声運動【再掲】"), "{}", then[6]);
    project.remove("data/records/R6/koekake.yaml");
    let run = project.run(&["build", "R6"]);
    assert!(run.stderr.contains("事業「ひと声運動」の令和６年度の記録がありません。"), "{}", run.stderr);
    project.edit("data/measures/koekake.yaml", "期間: R6}]", "期間: R6-R7}, {名称: 声, 期間: R7}]");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("R7 の旧事業名が二つあります。"), "{}", run.stderr);
    project.edit("data/measures/koekake.yaml", "期間: R6-R7}, {名称: 声, 期間: R7}]", "期間: R5-R7}]");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("期間 R5-R7 が計画期間 R6-R11 の外に出ています。"), "{}", run.stderr);
}

#[test]
fn the_older_name_stands_wherever_an_older_booklet_names_the_measure() {
    let project = Project::small();
    project.edit(
        "data/plan.yaml",
        "        重点的取組:\n          - 名称: 声かけ\n            事業: [koekake, haishoku]\n",
        "        事業: [koekake, haishoku]\n",
    );
    project.edit("data/measures/koekake.yaml", "概要:", "旧事業名: [{名称: ひと声運動, 期間: R6-R7}]\n概要:");
    let now = project.build(&[]);
    assert!(now[2].contains("①ひと声運動") && !now.concat().contains("①声かけ運動"), "{}", now[2]);
    project.remove("data/records/R6/koekake.yaml");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("事業「ひと声運動」の令和６年度の記録がありません。"), "{}", run.stderr);
    project.write("data/records/R8/koekake.yaml", "指標目標: 1回\n");
    project.edit("data/measures/koekake.yaml", "概要:", "休止: [R7]\n概要:");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("事業「ひと声運動」は令和７年度には行われていません。"), "{}", run.stderr);
}

#[test]
fn the_index_says_what_became_of_a_measure_that_has_ended() {
    let project = Project::small();
    project.edit("data/measures/haishoku.yaml", "概要:", "終了年度: R6\n引継ぎ先: ibasho\n概要:");
    project.remove("data/records/R7/haishoku.yaml");
    let pages = project.build(&[]);
    assert!(pages[2].contains("①声かけ配食→居場所づくり"), "{}", pages[2]);
    for id in ["koekake", "haishoku", "ibasho"] {
        project.write(&format!("data/records/R6/{id}.yaml"), FULL_RECORD);
    }
    assert!(!project.build(&["R6"])[2].contains('→'), "it has not ended yet");
    for (to, wanted) in [
        ("引継ぎ先: ibash", ["E0207", "「ibasho」ではありませんか。"]),
        ("引継ぎ先: haishoku", ["E0204", "この事業そのもの"]),
        ("引継ぎ先: 居場所", ["E0204", "事業の ID になりません"]),
    ] {
        project.edit("data/measures/haishoku.yaml", "引継ぎ先: ibasho", to);
        let run = project.run(&["build"]);
        assert!(run.stderr.contains("data/measures/haishoku.yaml:4:"), "{to}\n{}", run.stderr);
        assert!(wanted.iter().all(|part| run.stderr.contains(part)), "{to}\n{}", run.stderr);
        project.edit("data/measures/haishoku.yaml", to, "引継ぎ先: ibasho");
    }
    project.edit("data/measures/haishoku.yaml", "終了年度: R6\n", "");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("「終了年度」がありません。"), "{}", run.stderr);
}

#[test]
fn a_measure_that_has_ended_goes_on_with_no_other() {
    let project = Project::small();
    for (id, end) in [("koekake", "R6"), ("haishoku", "R8")] {
        let other = if id == "koekake" { "haishoku" } else { "koekake" };
        let more = format!("終了年度: {end}\n引継ぎ先: {other}\n概要:");
        project.edit(&format!("data/measures/{id}.yaml"), "概要:", &more);
    }
    project.remove("data/records/R7/koekake.yaml");
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let wanted = "引継ぎ先の事業「声かけ運動」は、引き継ぐ令和９年度には終わっています。";
    assert!(run.stderr.contains(wanted) && run.stderr.contains("haishoku.yaml:4:"), "{}", run.stderr);
    project.edit("data/measures/haishoku.yaml", "引継ぎ先: koekake\n", "");
    assert_eq!(project.run(&["build"]).status, 0);
}

#[test]
fn a_pause_is_no_error_and_has_no_record() {
    let project = Project::small();
    project.edit("data/measures/haishoku.yaml", "概要:", "休止: [R7, R9]\n概要:");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("事業「配食」は令和７年度には行われていません。"), "{}", run.stderr);
    assert!(
        run.stderr.contains("data/records/R7/haishoku.yaml:1:") && run.stderr.contains("休止"),
        "{}",
        run.stderr
    );
    project.remove("data/records/R7/haishoku.yaml");
    let pages = project.build(&[]);
    assert_eq!(pages.len(), 3 + 3);
    assert!(pages[2].contains("3－－－"), "R6, R7, R9 and the page\n{}", pages[2]);
    project.edit("data/measures/haishoku.yaml", "休止: [R7, R9]", "休止: [R7, R19]");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("R19 は計画期間 R6-R11 の外です。"), "{}", run.stderr);
}

#[test]
fn names_of_sections_with_a_dot_are_not_joined_by_one_and_four_fit() {
    let project = Project::small();
    let names = ["福祉・健康課", "子ども家庭課", "地域包括支援センター係", "社会福祉協議会"];
    let listed = |count: usize| format!("担当係: [{}]", names[..count].join(", "));
    project.edit("data/plan.yaml", "担当係: [福祉課]", &format!("担当係: [福祉課, {}]", names.join(", ")));
    project.edit("data/measures/koekake.yaml", "担当係: [福祉課]", &listed(4));
    project.edit("data/measures/haishoku.yaml", "担当係: [福祉課]", &listed(3));
    project.edit(
        "data/measures/ibasho.yaml",
        "担当係: [福祉課]",
        &listed(3).replace("福祉・健康課", "福祉課"),
    );
    let run = project.run(&["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(!run.stdout.contains("うち "), "nothing has to be set smaller: {}", run.stdout);
    let pages = crate::support::pdf_pages(&project.path("out/R7.pdf"));
    assert!(
        pages[3].contains("福祉・健康課、子ども家庭課、地域包括支援センター係、社会福祉協議会"),
        "{}",
        pages[3]
    );
    assert!(pages[4].contains("福祉・健康課、子ども家庭課、地域包括支援センター係"), "{}", pages[4]);
    assert!(pages[5].contains("福祉課・子ども家庭課・地域包括支援センター係"), "{}", pages[5]);
}

#[test]
fn the_index_names_measures_where_the_plan_says_so() {
    let project = Project::small();
    project.edit("data/plan.yaml", "担当係:", "全体の評価: {事業名: する}\n担当係:");
    let pages = project.build(&[]);
    assert!(pages[2].contains("①声かけ声かけ運動341配食342"), "{}", pages[2]);
    assert!(pages[2].contains("①居場所343"), "one with a single measure stays as it is\n{}", pages[2]);
    project.edit("data/plan.yaml", "事業名: する", "事業名: はい");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("E0211") && run.stderr.contains("する・しない のどれか"), "{}", run.stderr);
}

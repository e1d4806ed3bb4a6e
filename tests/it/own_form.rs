//! 様式: fields of a council's own, and where they stand on the sheet.

use crate::publishing::Pdf;
use crate::support::{Project, covered, pdf_glyphs, pdf_rows, squeeze};

/// What the form of the small plan gets; its records have what is due.
const FIELDS: &str = "様式:
  項目:
    課題: {種類: 文章}
    改善策: {種類: 文章, 必須: しない}
    予算額: {種類: 金額, 単位: 千円}
    決算額: {種類: 金額, 単位: 千円, 必須: しない}
    方向性: {種類: 選択, 選択肢: [拡充, 継続, 縮小, 終了]}
    外部評価: {種類: 評価, 評価基準: [順調, 概ね順調, 遅れ], 記入: 評価委員会, 必須: しない}
    評価日: {種類: 日付, 必須: しない}
    対象: {種類: 語句, 場所: 事業}
    前年度の改善策: {引用: 改善策, 年度: 前}
";

const FACE: &str = "  紙面:
    - 事業の欄
    - [概要]
    - [対象]
    - 年度の表
    - 見出し: 実施結果
    - [取組内容 4, 成果 3]
    - [課題, 改善策]
    - [前年度の改善策]
    - [予算額, 決算額, 方向性]
    - [外部評価, 評価日]
    - 見出し: 評価と方向性
    - [自己評価, 今後の方針 5]
    - 評価の凡例
    - [備考]
";

const RECORD: &str = "data/records/R7/koekake.yaml";

/// The small plan with fields of its own.
fn project(face: &str) -> Project {
    let project = Project::small();
    project.edit("data/plan.yaml", "基本戦略:\n", &format!("{FIELDS}{face}基本戦略:\n"));
    for measure in ["koekake", "haishoku", "ibasho"] {
        project.edit(&format!("data/measures/{measure}.yaml"), "概要:", "対象: 65歳以上の町民\n概要:");
        project.edit(
            &format!("data/records/R7/{measure}.yaml"),
            "成果:",
            "課題: 担い手が足りません。\n予算額: 12345\n方向性: 継続\n成果:",
        );
    }
    project
}

#[test]
fn fields_of_its_own_stand_where_the_council_says() {
    let project = project(FACE);
    project.edit(RECORD, "成果:", "外部評価: 概ね順調\n評価日: 2026-02-10\n成果:");
    project.edit("data/records/R6/koekake.yaml", "査定:", "改善策: 研修を増やします。\n査定:");
    let pages = project.build(&[]);
    let sheet = &pages[3];
    let order = [
        "事業声かけ運動",
        "概要声かけ運動の概要です。対象65歳以上の町民年度",
        "＜令和７年度実施結果＞具体的な取組内容成果声かけ運動に取り組みました。12回行いました。",
        "課題改善策担い手が足りません。前年度の改善策研修を増やします。",
        "予算額決算額方向性12,345千円継続",
        "外部評価（評価委員会）評価日概ね順調令和８年２月10日",
        "評価と方向性自己評価今後の方針4よい声かけ運動を続けます。",
    ];
    let places: Vec<Option<usize>> = order.iter().map(|part| sheet.find(part)).collect();
    assert!(places.iter().all(Option::is_some), "{places:?}\n{sheet}");
    assert!(places.is_sorted(), "{places:?}");
    // Nobody has written 備考, and last year had no 改善策 there.
    assert!(!sheet.contains("備考"), "{sheet}");
    assert!(!pages[4].contains("前年度の改善策"), "{}", pages[4]);
    assert!(!pages[4].contains("外部評価"), "{}", pages[4]);
}

#[test]
fn without_a_face_they_come_before_the_remarks() {
    let project = project("");
    project.edit(RECORD, "成果:", "備考: 会場が替わりました。\n成果:");
    let sheet = &project.build(&[])[3];
    let after = |words: &str| sheet.find(words).unwrap_or_else(|| panic!("{words}\n{sheet}"));
    assert!(after("今後の方針4よい") < after("課題担い手が足りません。"), "{sheet}");
    assert!(after("課題担い手が足りません。") < after("予算額決算額方向性"), "{sheet}");
    assert!(after("予算額決算額方向性") < after("備考会場が替わりました。"), "{sheet}");
    assert!(sheet.contains("対象65歳以上の町民"), "{sheet}");
}

#[test]
fn what_cannot_stand_in_a_field_is_told_with_what_can() {
    for (from, to, wanted) in [
        ("方向性: 継続", "方向性: 継読", ["E0211", "「継続」ではありませんか。"]),
        ("予算額: 12345", "予算額: 12,345千円", ["E0204", "半角の数字だけで"]),
        ("課題: 担い手が足りません。\n", "", ["E0302", "「課題」がありません。"]),
        ("成果:", "外部評価: 概ね順\n成果:", ["E0205", "「概ね順調」ではありませんか。"]),
        ("成果:", "評価日: 2026-02-30\n成果:", ["E0204", "2024-07-31 の形で"]),
        ("課題:", "課代:", ["E0202", "「課題」ではありませんか。"]),
    ] {
        let project = project("");
        project.edit(RECORD, from, to);
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{to}");
        for part in wanted {
            assert!(run.stderr.contains(part), "{to}: {part}\n{}", run.stderr);
        }
        assert!(run.stderr.contains(RECORD), "{}", run.stderr);
    }
}

#[test]
fn a_form_that_is_none_is_told_at_its_place() {
    for (from, to, wanted) in [
        ("種類: 文章}\n    改", "種類: 文書}\n    改", ["E0211", "「文章」ではありませんか。"]),
        ("選択肢: [拡充, 継続, 縮小, 終了]", "選択技: [拡充, 継続]", ["E0203", "「選択肢」がありません。"]),
        ("    課題: {種", "    成果: {種", ["E0210", "もとから様式にある"]),
        ("引用: 改善策", "引用: 改繕策", ["E0202", "「改善策」ではありませんか。"]),
        ("- [課題, 改善策]", "- [課題, 改繕策]", ["E0202", "「改善策」ではありませんか。"]),
        ("- [課題, 改善策]", "- [課題, 成果]", ["E0210", "「成果」が紙面に二度出てきます。"]),
        ("- 年度の表", "- 年度の票", ["E0202", "「年度の表」ではありませんか。"]),
        ("取組内容 4", "取組内容 四", ["E0204", "空白を１つと半角の数で"]),
        ("課題: {種類: 文章}", "課題: {種類：文章}", ["E0202", "「種類」の後のコロンが全角です。"]),
        (
            "種類: 金額, 単位: 千円}\n    決",
            "種類: 金額、単位: 千円}\n    決",
            ["E0105", "半角の , と空白で区切って"],
        ),
        ("課題: {種類: 文章}", "課題: ｛種類: 文章｝", ["E0105", "かっこは半角の { }"]),
        ("- [課題, 改善策]", "- [課題、改善策]", ["E0202", "間を半角の , にしてください"]),
        ("[拡充, 継続, 縮小, 終了]", "[拡充、継続、縮小、終了]", ["E0204", "間を半角の , にしてください"]),
        ("- [課題, 改善策]", "- 課題, 改善策", ["E0204", "「- [課題, 改善策]」"]),
        (
            "必須: しない}\n    評価日",
            "必須: いつか}\n    評価日",
            ["E0211", "年度末・中間・年度初め・しない"],
        ),
    ] {
        let project = project(FACE);
        project.edit("data/plan.yaml", from, to);
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{to}");
        for part in wanted {
            assert!(run.stderr.contains(part), "{to}: {part}\n{}", run.stderr);
        }
        assert!(run.stderr.contains("data/plan.yaml:"), "{}", run.stderr);
        // A misspelt key is also one that is missing.
        assert!(run.stderr.matches("エラー[").count() <= 2, "one slip is told once\n{}", run.stderr);
    }
}

#[test]
fn a_back_on_which_nothing_stands_is_told() {
    for (face, side) in [
        ("[概要], 備考, --- 裏 ---", "下"),
        ("--- 裏 ---, 事業の欄, 年度の表, [概要]", "上"),
        ("[概要], --- 裏 ---, --- 裏 ---, 備考", "下"),
    ] {
        let project = Project::small();
        let form = format!("様式:\n  紙面: [{face}]\n基本戦略:\n");
        project.edit("data/plan.yaml", "基本戦略:\n", &form);
        let run = project.run(&["build"]);
        for part in
            ["E0204", "data/plan.yaml:", &format!("「--- 裏 ---」の{side}に何もない"), "この行を消すか"]
        {
            assert!(run.stderr.contains(part), "{face}: {part}\n{}", run.stderr);
        }
    }
    // What has no place comes there.
    let project = Project::small();
    project.edit("data/plan.yaml", "基本戦略:\n", "様式:\n  紙面: [[概要], --- 裏 ---]\n基本戦略:\n");
    assert!(project.build(&[])[4].contains("具体的な取組内容"));
}

#[test]
fn the_name_of_a_field_that_is_too_long_is_told_where_it_was_given() {
    let name = "関係機関及び住民団体等との連携の状況";
    let project = Project::small();
    let form = format!("様式:\n  項目:\n    {name}: {{種類: 語句, 必須: しない}}\n基本戦略:\n");
    project.edit("data/plan.yaml", "基本戦略:\n", &form);
    project.edit(RECORD, "成果:", &format!("{name}: 良好\n成果:"));
    let run = project.run(&["build"]);
    let line = format!("    {name}: {{種類: 語句");
    for part in
        [&format!("「項目の名前（{name}）」があと約"), "data/plan.yaml:", &line, "字短くしてください。"]
    {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
    assert!(!run.stderr.contains("呼称-"), "{}", run.stderr);
    // The other way that is told.
    let widened = format!("様式:\n  紙面:\n    - [{name} 3, 備考]\n");
    project.edit("data/plan.yaml", "様式:\n", &widened);
    assert!(project.build(&[])[3].contains(name));
    // The same of one that has its place already.
    project.edit(
        "data/plan.yaml",
        &format!("- [{name} 3, 備考]"),
        &format!("- [{name}, 成果, 取組内容, 概要]"),
    );
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("紙面にもうある項目は、もとの所から移します。"), "{}", run.stderr);
    let moved = format!("- [{name} 3, 備考]\n    - [成果, 取組内容, 概要]");
    project.edit("data/plan.yaml", &format!("- [{name}, 成果, 取組内容, 概要]"), &moved);
    assert!(project.build(&[])[3].contains(name));
}

#[test]
fn a_heading_is_set_as_large_as_fits_or_told() {
    let with_heading = |characters: usize| {
        let project = Project::small();
        let words: String = "取組の内容と成果の報告".chars().cycle().take(characters).collect();
        let form = format!("様式:\n  紙面:\n    - 見出し: {words}\n    - [取組内容, 成果]\n基本戦略:\n");
        project.edit("data/plan.yaml", "基本戦略:\n", &form);
        (project, words)
    };
    for characters in [12, 55, 110] {
        let (project, words) = with_heading(characters);
        assert!(project.build(&[])[3].contains(&words), "{characters}");
        let glyphs = pdf_glyphs(&project.path("out/R7.pdf"), 4);
        let mut of_heading = glyphs.iter().filter(|glyph| glyph.character == "容" && glyph.size < 10.2);
        assert!(of_heading.all(|glyph| glyph.size > 6.4), "{characters}");
    }
    let (project, words) = with_heading(200);
    let run = project.run(&["build"]);
    let start: String = words.chars().take(20).collect();
    for part in
        ["E0502", &format!("「見出し（{start}…）」があと"), "data/plan.yaml:14:12", "字短くしてください。"]
    {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
}

#[test]
fn what_cannot_be_shortened_is_told_where_it_gets_more_room() {
    let face = "  紙面:\n    - [予算額, 決算額, 方向性, 外部評価, 評価日, 自己評価, 改善策, 課題]\n";
    let project = project(face);
    project.edit(
        "data/plan.yaml",
        "方向性: {種類: 選択, 選択肢: [拡充, 継続",
        "方向性: {種類: 選択, 選択肢: [拡充, 内容を見直して継続する",
    );
    for id in ["koekake", "haishoku", "ibasho"] {
        let record = format!("data/records/R7/{id}.yaml");
        project.edit(&record, "方向性: 継続", "方向性: 内容を見直して継続する");
        project.edit(&record, "予算額: 12345", "予算額: 123456789012");
    }
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1);
    let (_, amount) = run.stderr.split_once("「予算額」があと約").expect("the amount does not fit");
    let amount = amount.split("エラー[").next().unwrap();
    for part in ["data/plan.yaml:", "- [予算額, 決算額,", "この行を二つの行に分けるか、「予算額 3」"]
    {
        assert!(amount.contains(part), "{part}\n{amount}");
    }
    assert!(!amount.contains("短くして"), "{amount}");
    // Followed to the letter.
    project.edit("data/plan.yaml", "[予算額, 決算額, 方向性,", "[予算額, 決算額, 方向性]\n    - [");
    assert!(project.build(&[])[3].contains("123,456,789,012千円"));
}

#[test]
fn a_section_named_as_a_writer_is_told_how_sections_are_asked() {
    for (name, labels) in [("福祉課", ""), ("担当課", ""), ("担当", ""), ("所管部署", "担当係: 所管部署, ")]
    {
        let project = project("");
        let typed = format!("    課題: {{種類: 文章, 記入: {name}}}");
        project.edit("data/plan.yaml", "    課題: {種類: 文章}", &typed);
        project.edit("data/plan.yaml", "呼称: {", &format!("呼称: {{{labels}"));
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{name}");
        for part in ["data/plan.yaml:", &typed, "「記入: 担当係」と書いてください。"] {
            assert!(run.stderr.contains(part), "{name}: {part}\n{}", run.stderr);
        }
        project.edit("data/plan.yaml", &format!("記入: {name}"), "記入: 担当係");
        let sheet = &project.build(&[])[3];
        assert!(sheet.contains("課題担い手が足りません。"), "{sheet}");
    }
    // Somebody else may be called as she is.
    let project = project("");
    project.edit("data/plan.yaml", "    課題: {種類: 文章}", "    課題: {種類: 文章, 記入: 財政担当}");
    assert!(project.build(&[])[3].contains("課題（財政担当）担い手が足りません。"));
}

#[test]
fn they_are_proofread_and_compared_like_any_other() {
    let old = project(FACE);
    let new = project(FACE);
    new.edit(RECORD, "予算額: 12345", "予算額: 12000");
    new.edit(RECORD, "課題: 担い手が足りません。", "課題: 担い手がが足りません。");
    let run = new.run(&["check"]);
    assert!(run.stdout.contains("W0671") && run.stdout.contains(&format!("{RECORD}:3:")), "{}", run.stdout);
    let run = new.run(&["diff", old.path("").to_str().unwrap(), "-o", "changes.pdf"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = squeeze(&pdf_extract::extract_text(new.path("changes.pdf")).unwrap());
    assert!(text.contains("予算額") && text.contains("課題"), "{text}");
}

#[test]
fn what_is_printed_of_other_years_is_compared_too() {
    let (old, new) = (with_indicators(), with_indicators());
    new.edit(RECORD, "実績: 12}", "実績: 11}");
    let run = new.run(&["diff", old.path("").to_str().unwrap(), "-o", "changes.pdf"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = squeeze(&pdf_extract::extract_text(new.path("changes.pdf")).unwrap());
    assert!(text.contains("指標") && text.contains("声かけの回数（回）"), "{text}");

    let (old, new) = (project(FACE), project(FACE));
    new.edit("data/records/R6/koekake.yaml", "査定:", "改善策: 研修を増やします。\n査定:");
    let run = new.run(&["diff", old.path("").to_str().unwrap(), "-o", "changes.pdf"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let text = squeeze(&pdf_extract::extract_text(new.path("changes.pdf")).unwrap());
    assert!(text.contains("前年度の改善策") && text.contains("研修を増やします。"), "{text}");
}

#[test]
fn the_sheets_of_april_have_room_for_what_comes_later() {
    let project = project(FACE);
    let sheet = &project.build(&["--targets"])[3];
    assert!(sheet.contains("12回") && sheet.contains("自己評価今後の方針5大変よい"), "{sheet}");
    for later in ["声をかけました", "担い手が足りません。", "12,345千円"] {
        assert!(!sheet.contains(later), "{later}\n{sheet}");
    }
}

#[test]
fn a_sheet_with_a_long_text_shares_its_page_before_its_letters_shrink() {
    let project = project(FACE);
    let long = "町内をめぐり、一人暮らしの方に声をかけました。".repeat(16);
    project.edit(RECORD, "声かけ運動に取り組みました。", &long);
    let run = project.run(&["build", "--verbose"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines[0].contains("シート 4 枚（うち 2 枚は枠の高さを分け直し）"), "{}", run.stdout);
    assert_eq!(lines[1..], ["  シート 1: 枠の高さを分け直し", "  シート 4: 枠の高さを分け直し"]);
}

/// A list and a table for the small plan.
const LIST_AND_TABLE: &str = "    委員の意見:
      種類: 一覧
      列: {意見: 文章, 町の考え方: 文章}
      必須: しない
    財源:
      種類: 表
      行: [国, 県, 一般財源]
      列: {予算: 金額, 決算: 金額}
      単位: 千円
      計: 行
      必須: しない
";

#[test]
fn lists_and_tables_grow_with_what_is_typed() {
    let project = project("");
    project.edit("data/plan.yaml", "    課題: ", &format!("{LIST_AND_TABLE}    課題: "));
    let opinions: Vec<String> = (1..=6)
        .map(|number| {
            let opinion = format!("{number}番目の意見として、若い世代に広げる工夫を求めます。");
            format!("  - 意見: {opinion}\n    町の考え方: 高校生の参加を、学校と話し合います。\n")
        })
        .collect();
    let table = "財源:\n  国: {予算: 400, 決算: 380}\n  一般財源: {予算: 12000}\n";
    project.edit(RECORD, "成果:", &format!("委員の意見:\n{}{table}成果:", opinions.concat()));
    let sheet = &project.build(&[])[3];
    assert!(sheet.contains("委員の意見意見町の考え方1番目の意見"), "{sheet}");
    assert!(sheet.contains("6番目の意見として、若い世代に広げる工夫を求めます。"), "{sheet}");
    assert!(
        sheet.contains("財源予算（千円）決算（千円）国400380県……一般財源12,000…計（一部）12,400380"),
        "{sheet}"
    );

    project.edit(RECORD, "予算: 12000", "予算額: 12000");
    let run = project.run(&["build"]);
    assert!(
        run.stderr.contains("E0202") && run.stderr.contains("「予算」ではありませんか。"),
        "{}",
        run.stderr
    );
    project.edit(RECORD, "予算額: 12000", "予算: 12000");
    project.edit(RECORD, "1番目の意見として", "1番目の意見ととして");
    assert!(project.run(&["check"]).stdout.contains(&format!("{RECORD}:7:")), "an entry is proofread");
}

#[test]
fn a_form_that_is_higher_than_its_page_is_told() {
    let project = Project::small();
    let fields: Vec<String> =
        (1..=40).map(|number| format!("    項目{number}: {{種類: 文章, 必須: しない}}\n")).collect();
    let form = format!("様式:\n  項目:\n{}基本戦略:\n", fields.concat());
    project.edit("data/plan.yaml", "基本戦略:\n", &form);
    let typed: Vec<String> = (1..=40).map(|number| format!("項目{number}: 文です。\n")).collect();
    project.edit(RECORD, "成果:", &format!("{}成果:", typed.concat()));
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("シート 1: 枠の高さの合計が、ページより "), "{}", run.stderr);
    assert!(run.stderr.contains("「- --- 裏 ---」の行を入れて二ページに"), "{}", run.stderr);
}

#[test]
fn where_a_picture_leaves_the_fields_no_room_one_error_says_what_to_do() {
    let project = project(FACE);
    project.edit(
        "data/plan.yaml",
        "    課題: {種",
        "    図面: {種類: 図}\n    地図: {種類: 図}\n    課題: {種",
    );
    project.edit(
        "data/plan.yaml",
        "    - [課題, 改善策]\n",
        "    - [課題, 改善策]\n    - [図面]\n    - [地図]\n",
    );
    project.write("data/figures/a.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    let picture = "{ファイル: a.svg, 説明: 何も描かれていない図}";
    for measure in ["koekake", "haishoku", "ibasho"] {
        let record = format!("data/records/R7/{measure}.yaml");
        project.edit(&record, "成果:", &format!("図面: {picture}\n地図: {picture}\n成果:"));
    }
    let run = project.run(&["build", "--sheets", "2"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.stderr.matches("[E0502]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("「- --- 裏 ---」の行を入れて二ページに"), "{}", run.stderr);
}

#[test]
fn a_picture_is_found_however_its_marks_are_written() {
    // 「が」 in one character and in two.
    let (together, apart) = ("が.svg", "か\u{3099}.svg");
    for (on_disk, typed) in [(together, apart), (apart, together), (apart, apart)] {
        let project = Project::small();
        let form = "様式:\n  項目:\n    図: {種類: 図, 必須: しない}\n基本戦略:\n";
        project.edit("data/plan.yaml", "基本戦略:\n", form);
        let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
        project.write(&format!("data/figures/{on_disk}"), picture);
        project.edit(RECORD, "成果:", &format!("図: {{ファイル: {typed}, 説明: 会場の様子}}\n成果:"));
        project.build(&[]);
    }
}

#[test]
fn rows_that_are_too_high_for_the_page_share_it() {
    let project = Project::small();
    project.write(
        "layouts/theme.typ",
        crate::support::layout("theme.typ").replace("取組内容: 58mm", "取組内容: 90mm"),
    );
    let run = project.run(&["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let sheet = &project.build(&[])[3];
    assert!(sheet.contains("備考"), "{sheet}");
}

/// 指標 of a measure of the small plan.
const INDICATORS: &str = "指標:
  - {名称: 声かけの回数, 単位: 回, 区分: 活動, 基準値: {年度: R5, 値: 8}}
  - {名称: 苦情, 単位: 件, 区分: 成果, 向き: 少ないほどよい}
  - {名称: 推進会議の設置, 区分: 活動}
概要:";

/// The small plan with 指標の表 on its sheets.
fn with_indicators() -> Project {
    let project = Project::small();
    let face = "様式:\n  紙面: [事業の欄, [概要], 年度の表, 指標の表, [取組内容, 成果]]\n基本戦略:\n";
    project.edit("data/plan.yaml", "基本戦略:\n", face);
    project.edit("data/measures/koekake.yaml", "概要:", INDICATORS);
    let now = "指標:\n  - {名称: 声かけの回数, 目標: 15, 実績: 12}\n  - {名称: 苦情, 目標: 3, 実績: 4}\n  \
               - {名称: 推進会議の設置, 目標: 実施, 実績: 実施}\n";
    project.edit(RECORD, "成果:", &format!("{now}成果:"));
    let last = "指標:\n  - {名称: 声かけの回数, 目標: 10, 実績: 9}\n  - {名称: 苦情, 目標: 5}\n";
    project.edit("data/records/R6/koekake.yaml", "査定:", &format!("{last}査定:"));
    project
}

#[test]
fn the_trend_of_an_indicator_is_a_picture_with_its_words() {
    let project = with_indicators();
    project.edit("data/plan.yaml", "指標の表,", "指標の推移,");
    let pdf = Pdf::build(&project, &[]);
    let sheet = &pdf.text[3];
    for wanted in ["声かけの回数（回）", "苦情（件）　少ないほどよい", "目標15", "実績12", "R11"]
    {
        assert!(sheet.contains(&squeeze(wanted)), "{wanted}\n{sheet}");
    }
    assert!(!sheet.contains("推進会議の設置"), "words have no picture\n{sheet}");
    let words = pdf.descriptions();
    let wanted = [
        "声かけの回数。実績は、令和６年度の 9回から令和７年度の 12回へ増えました。令和７年度の目標 15回に達していません。",
        "苦情。令和７年度の実績は 4件です。令和７年度の目標 3件に達していません。少ないほどよい指標です。",
    ];
    // Its first print and its 再掲.
    for words_of in wanted {
        assert_eq!(words.iter().filter(|words| *words == words_of).count(), 2, "{words:?}");
    }
    assert!(!pdf.text[4].contains("実績"), "a measure without indicators has no picture\n{}", pdf.text[4]);
}

#[test]
fn indicators_stand_year_by_year_with_what_was_reached() {
    let project = with_indicators();
    let pages = project.build(&[]);
    let sheet = &pages[3];
    for wanted in [
        "目標1015【活動】声かけの回数（回）8R580.0％実績912",
        "目標53【成果】苦情（件）少ないほどよい75.0％実績…4",
        "目標…実施【活動】推進会議の設置実績…実施",
        "…は、数値のない年度。",
    ] {
        assert!(sheet.contains(wanted), "{wanted}\n{sheet}");
    }
    assert!(!pages[4].contains("達成率"), "a measure without indicators has no table\n{}", pages[4]);

    project.edit(RECORD, "名称: 苦情", "名称: 苦清");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("「苦情」ではありませんか。"), "{}", run.stderr);
    project.edit(RECORD, "名称: 苦清, 目標: 3", "名称: 苦情, 目標: 3件");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("E0204") && run.stderr.contains("半角の数字だけで"), "{}", run.stderr);
}

#[test]
fn an_indicator_has_one_unit() {
    let project = with_indicators();
    project.edit(RECORD, "声かけの回数, 目標: 15", "声かけの回数, 単位: 千回, 目標: 15");
    let run = project.run(&["build"]);
    assert_eq!(run.status, 1);
    for wanted in ["E0204", "単位「千回」は、事業のファイルの単位「回」と違います。", &format!("{RECORD}:4:")]
    {
        assert!(run.stderr.contains(wanted), "{wanted}\n{}", run.stderr);
    }
    // Said once more, or spelt in another way, it is the same one.
    project.edit("data/measures/koekake.yaml", "苦情, 単位: 件", "苦情, 単位: ％");
    project.edit(RECORD, "単位: 千回", "単位: 回");
    project.edit(RECORD, "苦情, 目標", "苦情, 単位: \"%\", 目標");
    let sheet = &project.build(&[])[3];
    assert!(sheet.contains("苦情（％）"), "{sheet}");
    // Where the measure does not say it, its records do: all that is printed says the same.
    project.edit("data/measures/koekake.yaml", "声かけの回数, 単位: 回", "声かけの回数");
    project.edit("data/plan.yaml", "全体の状況: しない", "全体の状況: する");
    let pages = project.build(&[]);
    assert!(pages.concat().contains("声かけの回数（回）"), "{pages:?}");
    assert!(pages.concat().contains("15回"), "{pages:?}");
}

#[test]
fn indicators_of_ten_years_stand_beside_their_names() {
    for years in 8..=10 {
        let project = with_indicators();
        project.edit("data/plan.yaml", "計画期間: R6-R11", &format!("計画期間: R6-R{}", 5 + years));
        project.edit(RECORD, "目標: 15, 実績: 12", "目標: 1234567, 実績: 123456");
        let sheet = &project.build(&[])[3];
        assert!(sheet.contains("【活動】声かけの回数（回）8R5"), "{sheet}");
        let pdf = project.path("out/R7.pdf");
        assert!(covered(&pdf).is_empty());
        let rows = pdf_rows(&pdf, 4);
        assert!(rows.iter().any(|row| row.contains("【活動】声かけ")), "the name has some width\n{rows:#?}");
        assert!(rows.iter().any(|row| row.contains(&format!("R{}", 5 + years))), "{rows:#?}");
    }
}

#[test]
fn what_is_better_is_as_the_measure_declares() {
    let project = with_indicators();
    project.edit(RECORD, "自己評価: 4", "自己評価: 5");
    project.edit(RECORD, "目標: 15, 実績: 12", "目標: 12, 実績: 12");
    let found = project.run(&["check"]).stdout;
    assert!(found.contains("W0651") && found.contains("苦情"), "4 of 3 is not the best\n{found}");
    project.edit(RECORD, "実績: 4", "実績: 2");
    let found = project.run(&["check"]).stdout;
    assert!(!found.contains("W06"), "{found}");
}

#[test]
fn a_sheet_may_have_a_back() {
    let project = project(
        &FACE.replace("    - 見出し: 評価と方向性\n", "    - --- 裏 ---\n    - 見出し: 評価と方向性\n"),
    );
    let pages = project.build(&[]);
    assert_eq!(pages.len(), 3 + 2 * 4);
    assert!(pages[3].contains("進捗管理シート1") && pages[3].contains("課題"), "{}", pages[3]);
    assert!(pages[4].starts_with("進捗管理シート1-2声かけ運動"), "{}", pages[4]);
    assert!(pages[4].contains("評価と方向性自己評価今後の方針4よい声かけ運動を続けます。"), "{}", pages[4]);
    assert!(pages[5].contains("進捗管理シート2"), "{}", pages[5]);
    // What is too long on the back is told as well as on the front.
    let long = "長い方針です。".repeat(900);
    project.edit(RECORD, "声かけ運動を続けます。", &long);
    let run = project.run(&["build"]);
    assert_eq!(run.stderr.matches("シート 1: 「今後の方針」があと約 ").count(), 1, "{}", run.stderr);
}

#[test]
fn what_every_measure_has_is_missed_whatever_its_kind() {
    for kind in [
        "種類: 語句",
        "種類: 文章",
        "種類: 数, 単位: 人",
        "種類: 金額, 単位: 円",
        "種類: 選択, 選択肢: [甲, 乙]",
        "種類: 評価",
        "種類: 日付",
        "種類: 図",
        "種類: 一覧, 列: {会場: 語句}",
        "種類: 表, 行: [国, 県], 列: {予算: 金額}",
    ] {
        let project = Project::small();
        let form =
            |more: &str| format!("様式:\n  項目:\n    独自: {{{kind}, 場所: 事業{more}}}\n基本戦略:\n");
        project.edit("data/plan.yaml", "基本戦略:\n", &form(""));
        let run = project.run(&["check"]);
        assert_eq!(run.stdout.matches("エラー[E0203]").count(), 3, "{kind}\n{}", run.stdout);
        assert!(run.stdout.contains("data/measures/koekake.yaml:1:1"), "{kind}\n{}", run.stdout);
        project.edit("data/plan.yaml", &form(""), &form(", 必須: しない"));
        assert_eq!(project.run(&["check"]).status, 0, "{kind}");
    }
}

#[test]
fn an_entry_in_which_nothing_is_written_is_none() {
    let project = Project::small();
    let form =
        "様式:\n  項目:\n    委員の意見: {種類: 一覧, 列: {意見: 文章, 市の考え方: 文章}}\n基本戦略:\n";
    project.edit("data/plan.yaml", "基本戦略:\n", form);
    for id in ["haishoku", "ibasho"] {
        let record = format!("data/records/R7/{id}.yaml");
        project.edit(
            &record,
            "成果:",
            "委員の意見:\n  - 意見: 続けてください。\n    市の考え方: 続けます。\n成果:",
        );
    }
    let empty = "  - 意見:\n    市の考え方:\n";
    project.edit(RECORD, "成果:", &format!("委員の意見:\n{empty}成果:"));
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("「委員の意見」がありません。"), "{}", run.stderr);
    let told = project.run(&["status"]).stdout;
    assert!(told.lines().any(|line| line.starts_with("途中") && line.ends_with("委員の意見")), "{told}");
    // Between others it is no row of the sheet.
    let said = |text: &str| format!("  - 意見: {text}\n    市の考え方: 続けます。\n");
    project.edit(RECORD, empty, &format!("{}{empty}{}{empty}", said("初め。"), said("終わり。")));
    let with_gap = project.build(&[]).remove(3);
    project.edit(RECORD, empty, "");
    project.edit(RECORD, empty, "");
    assert_eq!(with_gap, project.build(&[])[3]);
    assert!(with_gap.contains("終わり。"), "{with_gap}");
}

#[test]
fn days_before_heisei_are_days() {
    for (typed, hint) in [
        ("1980-04-01", None),
        ("昭和55年4月1日", Some("「1980-04-01」と書いてください。")),
        ("S55.4.1", Some("「1980-04-01」と書いてください。")),
        ("1867-04-01", Some("2024-07-31 のように")),
    ] {
        let project = Project::small();
        let form = "様式:\n  項目:\n    開設日: {種類: 日付, 必須: しない}\n基本戦略:\n";
        project.edit("data/plan.yaml", "基本戦略:\n", form);
        project.edit(RECORD, "成果:", &format!("開設日: {typed}\n成果:"));
        let run = project.run(&["build"]);
        match hint {
            Some(hint) => assert!(run.stderr.contains(hint), "{typed}\n{}", run.stderr),
            None => assert!(project.build(&[])[3].contains("昭和55年４月１日"), "{}", run.stderr),
        }
    }
}

#[test]
fn a_scale_of_a_field_has_marks_to_choose_from() {
    for (scale, code, wanted) in [
        ("[順調, 遅れ, 順調]", "E0210", "記号「順調」が二度出てきます。"),
        ("[順調]", "E0204", "「評価基準」の記号が 2 つありません。"),
        ("[]", "E0204", "「評価基準」の記号が 2 つありません。"),
        ("[順調, {記号: 遅, 名称: 遅れ, 説明: 遅れた。}]", "E0201", "記号だけを並べるか（例: [順調, 遅れ]）"),
    ] {
        let project = project("");
        project.edit("data/plan.yaml", "[順調, 概ね順調, 遅れ]", scale);
        let run = project.run(&["build"]);
        assert!(run.stderr.contains(code) && run.stderr.contains(wanted), "{scale}\n{}", run.stderr);
        assert_eq!(run.stderr.matches("エラー[").count(), 1, "{}", run.stderr);
    }
}

/// A text as some systems type it: 「が」 as two characters.
fn decomposed(text: &str) -> String {
    text.replace('が', "か\u{3099}")
        .replace('ご', "こ\u{3099}")
        .replace('で', "て\u{3099}")
        .replace('ど', "と\u{3099}")
}

#[test]
fn names_are_known_however_their_marks_are_typed() {
    let project = Project::small();
    let form = "様式:
  項目:
    できごと: {種類: 文章, 必須: しない}
    昨年のできごと: {引用: できごと, 年度: 前}
    子ども: {種類: 表, 行: [子ども, 大人], 列: {春: 数}, 必須: しない}
    地区ごと: {種類: 表, 行: 事業ごと, 列: {春: 数}, 必須: しない}
  紙面:
    - [取組内容, 成果]
    - [できごと, 昨年のできごと]
基本戦略:
";
    project.edit("data/plan.yaml", "基本戦略:\n", &decomposed(form));
    project.edit("data/measures/koekake.yaml", "概要:", &decomposed("地区ごと: [みどりが丘]\n概要:"));
    project.edit(
        RECORD,
        "成果:",
        "できごと: 特になし\n子ども: {子ども: {春: 31}}\n地区ごと: {みどりが丘: {春: 47}}\n成果:",
    );
    let sheet = &project.build(&[])[3];
    for wanted in ["特になし", "子ども31", "みどりが丘47"] {
        assert!(sheet.contains(wanted), "{wanted}\n{sheet}");
    }
}

#[test]
fn a_field_is_wanted_by_when_it_is_due() {
    let project = project("");
    project.edit("data/plan.yaml", "課題: {種類: 文章}", "課題: {種類: 文章, 必須: 中間}");
    project.edit(RECORD, "課題: 担い手が足りません。\n", "");
    let run = project.run(&["build", "--targets"]);
    assert_eq!(run.status, 0, "what is due later may be missing in April\n{}", run.stderr);
    let run = project.run(&["build", "--interim"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("「課題」") && run.stderr.contains(RECORD), "{}", run.stderr);
}

#[test]
fn explain_lists_the_fields_of_the_council() {
    let project = project("");
    let list = project.run(&["explain", "項目"]).stdout;
    assert!(list.contains("予算額  年度記録（records/年度/事業のID.yaml）・金額"), "{list}");
    let one = project.run(&["explain", "方向性"]).stdout;
    assert!(one.contains("選択肢: 拡充・継続・縮小・終了"), "{one}");
}

#[test]
fn explain_knows_a_field_by_the_word_that_is_printed() {
    let project = Project::small();
    project.edit("data/plan.yaml", "呼称: {", "呼称: {取組内容: 実施したこと, ");
    for word in ["実施したこと", "具体的な取組内容", "取組内容"] {
        let told = project.run(&["explain", word]).stdout;
        assert!(told.starts_with("取組内容  文章\n"), "{word}\n{told}");
        assert!(told.contains("紙に載る言葉: 実施したこと（"), "{word}\n{told}");
    }
    let list = project.run(&["explain", "項目"]).stdout;
    assert!(list.contains("取組内容（紙では「実施したこと」）  年度記録"), "{list}");
    let misspelt = project.run(&["explain", "実施しだこと"]).stderr;
    assert!(misspelt.contains("「実施したこと」ではありませんか。"), "{misspelt}");
}

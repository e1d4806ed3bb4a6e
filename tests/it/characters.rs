//! Characters that would not be seen on paper are named at their place.

use crate::support::Project;

const RECORD: &str = "data/records/R7/koekake.yaml";

#[test]
fn each_troublesome_character_is_named_in_each_field() {
    let characters = [
        ('𠮷', "E0601", "U+20BB7"),
        ('😀', "E0601", "U+1F600"),
        ('\u{E000}', "E0601", "U+E000"),
        ('\u{FE00}', "E0602", "U+FE00"),
        ('\u{E0100}', "E0602", "U+E0100"),
        ('\u{200B}', "E0602", "U+200B"),
        ('\u{2060}', "E0602", "U+2060"),
        ('\u{3099}', "E0603", "U+3099"),
    ];
    let fields = [
        (RECORD, "12回行いました。", 3),
        (RECORD, "声かけ運動に取り組みました。", 2),
        (RECORD, "声かけ運動を続けます。", 5),
        (RECORD, "12回", 1),
        ("data/records/R6/koekake.yaml", "10回", 1),
        ("data/measures/koekake.yaml", "声かけ運動の概要です。", 3),
        ("data/measures/koekake.yaml", "声かけ運動の実施", 5),
        ("data/plan.yaml", "支えあう町", 13),
        ("data/plan.yaml", "目標に達した。", 6),
    ];
    for (character, code, point) in characters {
        for (file, text, line) in fields {
            let project = Project::small();
            project.edit(file, text, &format!("{text}か{character}"));
            let run = project.run(&["build"]);
            assert_eq!(run.status, 1, "{point} in {file}: {}", run.stderr);
            assert!(run.stderr.contains(code) && run.stderr.contains(point), "{point}\n{}", run.stderr);
            assert!(
                run.stderr.contains(&format!("{file}:{line}:")),
                "{point} at {file}:{line}\n{}",
                run.stderr
            );
        }
    }
}

#[test]
fn what_has_no_width_is_taken_away_and_a_mark_joins_its_letter() {
    let project = Project::small();
    project.edit(
        RECORD,
        "12回行いました。",
        "|-\n  一\u{200B}行目\u{AD}か\u{3099}\u{7}\n  \u{2060}二行目ハ\u{309A}リ",
    );
    project.edit("data/measures/koekake.yaml", "事業名: 声かけ運動", "事業名: 声\u{200E}かけ運動");
    project.edit("data/plan.yaml", "支えあう町", "支えあう\u{200D}町");
    assert_eq!(project.run(&["build"]).status, 1);
    let run = project.run(&["check", "--fix"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let pages = project.build(&[]);
    assert!(pages[3].contains("一行目が") && pages[3].contains("二行目パリ"), "{}", pages[3]);
    assert!(pages[3].contains("声かけ運動") && pages[2].contains("支えあう町"), "{pages:?}");

    // YAML lets none of these stand within a file.
    let project = Project::small();
    project.edit(RECORD, "12回行いました。", "12回\u{FEFF}行いました。");
    let run = project.run(&["check"]);
    assert!(run.stdout.contains("E0602") && run.stdout.contains("U+FEFF"), "{}", run.stdout);

    // What parts two words is for a person.
    let project = Project::small();
    project.edit(RECORD, "12回行いました。", "\"12回\\t行いました。\"");
    let before = std::fs::read_to_string(project.path(RECORD)).unwrap();
    assert!(project.run(&["check", "--fix"]).stdout.contains("E0602"));
    assert_eq!(std::fs::read_to_string(project.path(RECORD)).unwrap(), before);
}

#[test]
fn the_place_is_that_of_the_character() {
    let project = Project::small();
    project.edit(RECORD, "12回行いました。", "|-\n  一行目\n  次の𠮷野さん");
    let run = project.run(&["build"]);
    assert!(run.stderr.contains("data/records/R7/koekake.yaml:5:5"), "{}", run.stderr);
}

#[test]
fn rare_characters_of_names_are_printed() {
    let project = Project::small();
    let names = "髙橋・山﨑・濵田・㈱・①⑳㊿・Ⅳ・㎡・～—…";
    project.edit(RECORD, "12回行いました。", names);
    assert!(project.build(&[])[3].contains(names));
}

#[test]
fn words_of_the_form_are_looked_at_like_any_text() {
    for (word, code) in [("施策😀", "E0601"), ("施\u{200b}策", "E0602")] {
        let project = Project::small();
        project.edit("data/plan.yaml", "施策細目: 施策,", &format!("施策細目: {word},"));
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{}", run.stderr);
        assert!(run.stderr.contains(code) && run.stderr.contains("data/plan.yaml:11:"), "{}", run.stderr);
    }
}

#[test]
fn a_sign_that_no_font_has_is_offered_in_plain_characters() {
    for (sign, plain) in [("㏊", "ha"), ("㏚", "PR"), ("➇", "⑧")] {
        let project = Project::small();
        project.edit(RECORD, "12回行いました。", &format!("12回行いました。{sign}"));
        let run = project.run(&["build"]);
        assert!(run.status == 1 && run.stderr.contains("E0601"), "{sign}\n{}", run.stderr);
        assert!(run.stderr.contains(&format!("「{plain}」と書いてください。")), "{sign}\n{}", run.stderr);
    }
    // One that looks alike and that they have is left as it is.
    let project = Project::small();
    project.edit(RECORD, "12回行いました。", "12回行いました。㍿");
    assert!(project.build(&[])[3].contains('㍿'));
}

#[test]
fn a_variant_of_a_character_is_printed_where_a_font_has_it_and_named_where_none_has() {
    let project = Project::small();
    project.edit(RECORD, "12回行いました。", "葛\u{E0100}飾の葛\u{E0100}");
    project.edit("data/measures/koekake.yaml", "事業名: 声かけ運動", "事業名: 葛\u{E0100}声かけ運動");
    let page = &project.build(&[])[3];
    assert!(page.contains("葛\u{E0100}飾の葛\u{E0100}"), "{page:?}");
    for (typed, code, named) in [
        ("葛\u{E01E0}", "E0601", "異体字の「葛」（U+845B U+E01E0）は"),
        ("か\u{E0100}", "E0602", "U+E0100"),
        ("\u{E0100}", "E0602", "U+E0100"),
    ] {
        let project = Project::small();
        project.edit(RECORD, "12回行いました。", &format!("12回行いました。{typed}"));
        let run = project.run(&["build"]);
        assert_eq!(run.status, 1, "{typed:?}");
        assert!(run.stderr.contains(code) && run.stderr.contains(named), "{typed:?}\n{}", run.stderr);
    }
}

#[test]
fn names_are_the_same_however_a_keyboard_composes_them() {
    let project = Project::small();
    let (composed, apart) = ("ボランティア係", "ホ\u{3099}ランティア係");
    project.edit("data/plan.yaml", "担当係: [福祉課]", &format!("担当係: [福祉課, {composed}]"));
    project.edit("data/measures/koekake.yaml", "担当係: [福祉課]", &format!("担当係: [{apart}]"));
    let run = project.run(&["build", "--section", apart]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with(&format!("out/R7-{composed}.pdf")), "{}", run.stdout);
    let run = project.run(&["build", "--section", "ホ\u{3099}ランテア係"]);
    assert!(run.stderr.contains(&format!("「{composed}」ではありませんか。")), "{}", run.stderr);
}

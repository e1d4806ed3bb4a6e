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

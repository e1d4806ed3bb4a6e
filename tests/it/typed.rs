//! Nothing typed is code: whatever stands in a field is printed as it is, or named.

use proptest::prelude::*;
use shinchoku::book::Wanted;
use shinchoku::diagnostics::Diagnostics;
use shinchoku::edition::Edition;
use shinchoku::layout::Printing;

use crate::support::{Project, squeeze};

/// What means something to Typst, to the templates, to YAML, or to careless code.
const SIGNS: [&str; 48] = [
    "#read(\"/etc/passwd\")",
    "#{",
    "#let x = 1",
    "{{ 7*7 }}",
    "{% if %}",
    "{# x #}",
    "$x$",
    "// x",
    "/* x",
    "*/",
    "= x",
    "- x",
    "+ x",
    "1. x",
    "/ a: b",
    "<a>",
    "@a",
    "\\",
    "\\u{41}",
    "\\n",
    "`x`",
    "```",
    "--",
    "---",
    "...",
    "~",
    "https://example.jp/",
    "\"",
    "'",
    "“”",
    "*x*",
    "_x_",
    "[x]",
    "](",
    "#[x]",
    "a^2",
    "a_b",
    "&amp;",
    "%",
    "!x",
    "|-",
    ": ",
    " #x",
    "\t",
    "<sheet-1>",
    "-?",
    "x;",
    "\u{3000}",
];

/// A text of signs and of characters that the fonts have.
fn signs_and_words() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(SIGNS.as_slice()).prop_map(str::to_owned);
    let word = "[ぁ-んァ-ヶ社会福祉協議計画年度町村支援髙﨑濵①㈱A-Za-z0-9０-９、。「」（）・ー\\n]{1,6}";
    prop::collection::vec(prop_oneof![sign, word], 1..5).prop_map(|parts| parts.concat())
}

/// The fields of a sheet that are filled, with the file and the text that stands there before.
const FIELDS: [(&str, &str); 6] = [
    ("data/records/R7/koekake.yaml", "声かけ運動に取り組みました。"),
    ("data/records/R7/koekake.yaml", "12回行いました。"),
    ("data/records/R7/koekake.yaml", "声かけ運動を続けます。"),
    ("data/measures/koekake.yaml", "声かけ運動の概要です。"),
    ("data/plan.yaml", "支えあう町"),
    ("data/plan.yaml", "目標に達した。"),
];

/// What the program makes of a project: what it found, and the text of the pages if it made some.
fn made(project: &Project) -> Result<String, Diagnostics> {
    let edition = Edition::open(&project.path(""), Some("R7".parse().unwrap()), Wanted::default())?;
    let book = edition.book()?;
    let markup = edition.markup(&book, &Printing::default())?;
    let (pdf, _) = Edition::pdf(&book, &mut edition.pages(&book, &markup)?, "typed")?;
    Ok(squeeze(&pdf_extract::extract_text_from_mem(&pdf).unwrap()))
}

/// A small plan with one sheet, so that a thousand of them are made in a minute.
fn one_sheet() -> Project {
    let project = Project::small();
    project.edit("data/plan.yaml", "[koekake, haishoku]", "[koekake]");
    let text = std::fs::read_to_string(project.path("data/plan.yaml")).unwrap();
    let end = text.find("      - 名称: 集いの場").unwrap();
    project.write("data/plan.yaml", &text[..end]);
    for id in ["haishoku", "ibasho"] {
        for folder in ["measures", "records/R6", "records/R7"] {
            project.remove(&format!("data/{folder}/{id}.yaml"));
        }
    }
    project
}

fn fill(project: &Project, texts: &[String]) {
    for ((file, before), text) in FIELDS.into_iter().zip(texts) {
        // A text in JSON is a text in YAML.
        project.edit(file, before, &serde_json::to_string(text).unwrap());
    }
}

/// Each text is on the page as typed, or what is wrong with one of them was found, under one of the `codes`.
fn printed_or_named(texts: &[String], codes: &[&str]) -> Result<(), TestCaseError> {
    let project = one_sheet();
    fill(&project, texts);
    match made(&project) {
        Ok(page) => {
            for text in texts {
                prop_assert!(page.contains(&squeeze(text)), "{text:?} in {page}");
            }
        }
        Err(found) => {
            prop_assert!(found.iter().all(|one| codes.contains(&one.code.as_str())), "{found:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn signs_are_printed_as_typed(texts in prop::collection::vec(signs_and_words(), FIELDS.len())) {
        // A blank field is missing, a tab has no shape, a long name of a level does not fit its row.
        printed_or_named(&texts, &["E0203", "E0302", "E0502", "E0602"])?;
    }

    #[test]
    fn any_character_is_printed_or_named(texts in prop::collection::vec("\\PC{0,20}|.{0,20}", FIELDS.len())) {
        printed_or_named(&texts, &["E0203", "E0302", "E0502", "E0601", "E0602", "E0603"])?;
    }
}

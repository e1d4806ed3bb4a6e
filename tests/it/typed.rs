//! Nothing typed is code: whatever stands in a field is printed as it is, or named.

use std::cell::Cell;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use shinchoku::book::Wanted;
use shinchoku::diagnostics::{Diagnostic, Diagnostics};
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

/// Whether a finding is about what was typed: in the file of a text that has what it tells of.
fn is_about(finding: &Diagnostic, texts: &[String]) -> bool {
    let in_file = FIELDS.iter().zip(texts).filter(|((file, _), _)| finding.file() == Some(Path::new(file)));
    let mut in_file = in_file.map(|(_, text)| text);
    match finding.code.as_str() {
        "E0203" | "E0302" => in_file.any(|text| text.trim().is_empty()),
        // The name of a level has a row of one line.
        "E0502" => in_file.any(|text| text.chars().count() > 10 || text.contains('\n')),
        // A character, or one with the variant of it that is wanted.
        "E0601" | "E0602" | "E0603" => in_file.any(|text| {
            text.chars().any(|typed| {
                let named = format!("（U+{:04X}", u32::from(typed));
                [named.clone() + "）", named + " "].iter().any(|named| finding.message.contains(named))
            })
        }),
        _ => false,
    }
}

/// Each text is on the page as typed, or each finding is about one of them. Returns whether there was a page.
fn printed_or_named(texts: &[String]) -> Result<bool, TestCaseError> {
    let project = one_sheet();
    fill(&project, texts);
    match made(&project) {
        Ok(page) => {
            for text in texts {
                prop_assert!(page.contains(&squeeze(text)), "{text:?} in {page}");
            }
            Ok(true)
        }
        Err(found) => {
            prop_assert!(found.has_errors(), "refused without a word: {texts:?}");
            prop_assert!(found.iter().all(|one| is_about(one, texts)), "{texts:?}: {found:?}");
            Ok(false)
        }
    }
}

/// A thousand draws, of which at least so many of a hundred are printed, and so many named.
fn many(texts: impl Strategy<Value = Vec<String>>, least_printed: usize, least_named: usize) {
    const CASES: u32 = 1000;
    let config = ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() };
    let (printed, named) = (Cell::new(0), Cell::new(0));
    let result = TestRunner::new(config).run(&texts, |texts| {
        let count = if printed_or_named(&texts)? { &printed } else { &named };
        count.set(count.get() + 1);
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    let (printed, named) = (printed.get() / 10, named.get() / 10);
    assert!(printed >= least_printed && named >= least_named, "printed {printed} %, named {named} %");
}

/// Words in all fields, and in one of them some characters, of those that fonts have and of all others.
fn words_and_characters() -> impl Strategy<Value = Vec<String>> {
    let word = "[ぁ-んァ-ヶ社会福祉協議計画年度町村支援]{1,3}";
    let character =
        prop_oneof![any::<char>().prop_map(String::from), "\\PC", "[ -ӿ]", "[぀-鿿]", "[\u{0}-\u{ffff}]"];
    let characters = prop::collection::vec(character, 1..4);
    let texts = prop::collection::vec((word, word), FIELDS.len());
    (texts, 0..FIELDS.len(), characters).prop_map(|(words, field, characters)| {
        let mut texts: Vec<String> = Vec::new();
        for (index, (before, behind)) in words.into_iter().enumerate() {
            let between = if index == field { characters.concat() } else { String::new() };
            texts.push([before, between, behind].concat());
        }
        texts
    })
}

#[test]
fn signs_are_printed_as_typed() {
    // A blank field is missing, a tab has no shape, a long name of a level does not fit its row.
    many(prop::collection::vec(signs_and_words(), FIELDS.len()), 25, 5);
}

#[test]
fn any_character_is_printed_or_named() {
    many(words_and_characters(), 10, 10);
}

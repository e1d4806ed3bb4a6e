//! Every rule's examples, run through the real loader and the real book.
//!
//! An example is the text of 成果; or, where it begins with a key of the form, the keys of a record and of its measure,
//! with `前年度: {…}` for last year's record and `校正: {…}` for the plan's. Lines of `---` part the sheets of a booklet.
//! What an example does not say is filled with what no rule minds.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter, Write as _};
use std::fs;
use std::path::Path;

use super::rule::Check;

use super::{GROUPS, Rule, proofread};
use crate::book::{Book, Wanted};
use crate::diagnostics::{Certainty, Code, Diagnostic, Fix, Location, Place, file_name};
use crate::form::Stage;
use crate::model;

const RECORD: &[(&str, &str)] = &[
    ("指標目標", "見守りの継続"),
    ("取組内容", "見守りに努めました。"),
    ("成果", "見守りが続いています。"),
    ("自己評価", "A"),
    ("今後の方針", "見守りを続けます。"),
];
const MEASURE: &[(&str, &str)] =
    &[("事業名", "見守り"), ("担当係", "[地域係]"), ("概要", "高齢者を見守ります。")];
const OTHER: &[&str] =
    &["備考", "査定", "指標", "校正除外", "年次計画", "前年度", "校正", "用語", "終了年度"];

/// Top-level keys with their lines.
fn entries(yaml: &str) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in yaml.lines() {
        match line.split_once(':') {
            Some((key, rest)) if !line.starts_with([' ', '-']) => {
                entries.push((key.to_owned(), rest.to_owned()));
            }
            _ => {
                let (_, value) = entries.last_mut().expect("an example begins with a key");
                let _ = write!(value, "\n{line}");
            }
        }
    }
    entries
}

fn is_key(key: &str) -> bool {
    RECORD.iter().chain(MEASURE).map(|(key, _)| key).chain(OTHER).any(|known| *known == key)
}

/// What is found in an example.
fn found(example: &str) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: String, text: String| {
        let path = folder.path().join("data").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("the folder");
        fs::write(path, text).expect("the file");
    };
    let is_form = example.split_once(':').is_some_and(|(key, _)| is_key(key));
    let sheets: Vec<Vec<(String, String)>> = if is_form {
        example.split("\n---\n").map(entries).collect()
    } else {
        let lines: Vec<&str> = example.lines().collect();
        vec![vec![("成果".to_owned(), format!(" |-\n  {}", lines.join("\n  ")))]]
    };
    let mut ids = Vec::new();
    let mut style = String::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let id = format!("m{index}");
        let given = |key: &str| sheet.iter().find(|(other, _)| other == key).map(|(_, value)| value.as_str());
        let (mut record, mut measure) = (String::new(), String::new());
        for (file, defaults) in [(&mut record, RECORD), (&mut measure, MEASURE)] {
            for (key, default) in defaults {
                let default = format!(" {default}");
                let _ = writeln!(file, "{key}:{}", given(key).unwrap_or(&default));
            }
        }
        for (key, value) in sheet {
            match key.as_str() {
                "前年度" => {
                    write(format!("records/R4/{id}.yaml"), value.replace("\n  ", "\n").trim().to_owned());
                }
                "用語" => write("用語.yaml".to_owned(), format!("用語:{value}\n")),
                "校正" => style = format!("校正:{value}\n"),
                "年次計画" | "終了年度" => {
                    let _ = writeln!(measure, "{key}:{value}");
                }
                key if OTHER.contains(&key) => {
                    let _ = writeln!(record, "{key}:{value}");
                }
                key => assert!(is_key(key), "{key} is no key of an example"),
            }
        }
        write(format!("records/R5/{id}.yaml"), record);
        write(format!("measures/{id}.yaml"), measure);
        if given("前年度").is_none() && sheets.iter().flatten().any(|(key, _)| key == "前年度") {
            write(format!("records/R4/{id}.yaml"), "指標目標: 見守りの継続\n".to_owned());
        }
        ids.push(id);
    }
    let plan = format!(
        "名称: 支え合いプラン\n発行者: ふくし社協\n計画期間: R4-R6\n評価基準:\n  - {{記号: A, 名称: 達成, 説明: 目標に達した。}}\n  - {{記号: B, 名称: 未達成, 説明: 目標に届かなかった。}}\n  - {{記号: C, 名称: 検討中, 説明: 進み方が遅れている。}}\n  - {{記号: D, 名称: 中止, 説明: 取りやめた。}}\n担当係: [地域係]\n{style}基本戦略:\n  - 名称: 暮らし\n    施策細目:\n      - 名称: 見守り\n        重点的取組:\n          - {{名称: 訪問, 事業: [{}]}}\n",
        ids.join(", ")
    );
    write("plan.yaml".to_owned(), plan);
    let model = model::load(folder.path())
        .unwrap_or_else(|errors| panic!("{example}\n{:#?}", errors.iter().collect::<Vec<_>>()));
    let year = model.newest_reported_year(Stage::Whole).expect("a year");
    let book = Book::new(&model, year, &Wanted::default())
        .unwrap_or_else(|errors| panic!("{example}\n{:#?}", errors.iter().collect::<Vec<_>>()));
    proofread(&model, &book).iter().cloned().collect()
}

#[test]
fn every_rule_finds_its_wrong_examples_and_no_right_one() {
    let mut failures = Vec::new();
    for Rule { code, wrong, right, .. } in Rule::all() {
        assert!(wrong.len() >= 3 && right.len() >= 3, "{} needs three examples of each", code.as_str());
        for (examples, expected) in [(wrong, true), (right, false)] {
            for example in *examples {
                let found = found(example);
                let by_typing = |finding: &Diagnostic| {
                    Rule::find(finding.code).is_some_and(|rule| matches!(rule.check, Check::Typing(_)))
                };
                let certain =
                    found.iter().find(|finding| finding.certain_fix().is_some() && !by_typing(finding));
                assert!(certain.is_none(), "{certain:?} is mended after the texts were read");
                failures.extend(found.iter().filter(|finding| finding.advice().is_empty()).map(|finding| {
                    format!("{} 「{}」 does not say what to do", finding.code, finding.message)
                }));
                if found.iter().any(|finding| finding.code == *code) != expected {
                    let word = if expected { "is not found" } else { "is found" };
                    let found: Vec<_> =
                        found.iter().map(|finding| (finding.code, &finding.message)).collect();
                    failures.push(format!("{} {word} in:\n{example}\n  {found:?}", code.as_str()));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn codes_are_in_order_and_warnings_of_the_proofreader() {
    assert!(GROUPS.iter().all(|group| group.is_sorted_by_key(|rule| rule.code.as_str())));
    assert!(Code::ALL.iter().filter(|code| code.is_proofreading()).all(|&code| Rule::find(code).is_some()));
    for rule in Rule::all() {
        assert!(rule.code.is_proofreading(), "{}", rule.code.as_str());
        assert!(rule.title.chars().count() <= 20, "{}", rule.title);
        assert!(rule.explanation.ends_with('。') && !rule.explanation.contains("  "), "{}", rule.explanation);
        assert_eq!(Rule::find(rule.code).map(|found| found.title), Some(rule.title));
    }
}

/// All that the rules say of their wrong examples, one file a rule in `snapshots/`. A change that is meant is accepted with
/// `INSTA_UPDATE=always cargo test --release --lib findings_are_as_reviewed`, and reviewed as the diff of these files.
#[test]
fn findings_are_as_reviewed() {
    let mut settings = insta::Settings::new();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut names = BTreeSet::new();
    for rule in Rule::all() {
        let name = format!("{}-{:?}", rule.code, rule.code);
        settings.set_description(rule.title);
        settings.bind(|| insta::assert_snapshot!(name.as_str(), reviewed(rule)));
        names.insert(format!("{name}.snap"));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/proof/snapshots");
    for entry in fs::read_dir(folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        // A refused snapshot is beside the one in force, as `.snap.new`.
        if path.extension().is_some_and(|extension| extension == "snap") {
            assert!(
                names.contains(&file_name(path.file_name().expect("a name").as_ref())),
                "{}",
                path.display()
            );
        }
    }
}

/// The wrong examples of a rule, each with what the rule says of it.
fn reviewed(rule: &Rule) -> String {
    let mut text = String::new();
    for (index, example) in rule.wrong.iter().enumerate() {
        let _ = writeln!(text, "{}== {} ==\n{example}", if index > 0 { "\n" } else { "" }, index + 1);
        for finding in found(example).iter().filter(|finding| finding.code == rule.code) {
            let _ = write!(text, "{}", Reviewed(finding));
        }
    }
    text
}

/// A finding with all that people are told of it, and its lines before and after the fix.
struct Reviewed<'d>(&'d Diagnostic);

impl Display for Reviewed<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Diagnostic { message, location, label, hints, fix, .. } = self.0;
        let Location::Place(place) = location else { panic!("{message} has no place") };
        write!(f, "\n{}:{}\n", file_name(place.source().path()), place.start().line)?;
        write_lines(f, place, &format!("⟦{}⟧", place.text()))?;
        writeln!(f, "{message}")?;
        for line in label.iter().map(AsRef::as_ref).chain(hints.iter().map(String::as_str)) {
            writeln!(f, "- {line}")?;
        }
        if let Some(Fix { place, replacement, certainty }) = fix.as_deref() {
            let word = match certainty {
                Certainty::Certain => "mended",
                Certainty::Proposed => "proposed",
            };
            writeln!(f, "{word}:")?;
            write_lines(f, place, replacement)?;
        }
        Ok(())
    }
}

/// The lines of a place, with something else there.
fn write_lines(f: &mut Formatter<'_>, place: &Place, instead: &str) -> fmt::Result {
    let (lines, range) = (place.whole_lines().range(), place.range());
    let text = place.source().text();
    let lines = [&text[lines.start..range.start], instead, &text[range.end..lines.end]].concat();
    lines.lines().try_for_each(|line| writeln!(f, "    {line}"))
}

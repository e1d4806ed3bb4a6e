//! Any form of any fields: what is typed is on its page, and no cell stands on another.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::prelude::*;
use shinchoku::book::Wanted;
use shinchoku::edition::Edition;
use shinchoku::layout::Printing;
use shinchoku::typeset::FieldArea;

use crate::support::Project;

/// A field of a council's own: how the form declares it, how a record says it, and what is read on the page.
#[derive(Debug, Clone)]
struct Own {
    declared: String,
    typed: String,
    read: Vec<String>,
}

/// A number as it is printed.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// A field with a name that no other has.
fn own(name: &str, kind: usize, number: u32, lines: usize) -> Own {
    let text: Vec<String> = (1..=lines).map(|line| format!("{name}の{line}行目の文です。")).collect();
    let text = text.concat();
    let (declared, typed, read) = match kind {
        0 => ("{種類: 文章}".to_owned(), text.clone(), vec![text]),
        1 => ("{種類: 語句}".to_owned(), format!("{name}の語"), vec![format!("{name}の語")]),
        2 => {
            ("{種類: 金額, 単位: 円}".to_owned(), number.to_string(), vec![format!("{}円", grouped(number))])
        }
        3 => ("{種類: 選択, 選択肢: [拡充, 継続]}".to_owned(), "継続".to_owned(), vec!["継続".to_owned()]),
        4 => ("{種類: 日付}".to_owned(), "2026-02-10".to_owned(), vec!["令和８年２月10日".to_owned()]),
        5 => ("{種類: 評価, 評価基準: [順調, 遅れ]}".to_owned(), "順調".to_owned(), vec!["順調".to_owned()]),
        6 => (
            "{種類: 一覧, 列: {意見: 文章, 考え: 文章}}".to_owned(),
            format!("[{{意見: {name}への意見です。, 考え: {name}の考えです。}}]"),
            vec![format!("{name}への意見です。"), format!("{name}の考えです。")],
        ),
        _ => (
            "{種類: 表, 行: [国, 県], 列: {予算: 金額}, 計: 行}".to_owned(),
            format!("{{国: {{予算: {number}}}, 県: {{予算: 12345}}}}"),
            vec![
                format!("国{}", grouped(number)),
                "県12,345".to_owned(),
                format!("計{}", grouped(number + 12_345)),
            ],
        ),
    };
    Own { declared, typed, read }
}

/// Fields in rows, with or without shares; whether the form has a back.
fn form() -> impl Strategy<Value = (Vec<Own>, String)> {
    let field = (0..8_usize, 0..10_000_000_u32, 1..4_usize);
    let fields = prop::collection::vec(field, 1..7);
    (fields, prop::collection::vec((1..4_usize, any::<bool>()), 7), any::<bool>()).prop_map(
        |(fields, widths, has_back)| {
            let fields: Vec<Own> = fields
                .iter()
                .enumerate()
                .map(|(index, (kind, number, lines))| own(&format!("項目{index}"), *kind, *number, *lines))
                .collect();
            let mut face =
                String::from("    - 事業の欄\n    - [概要]\n    - 年度の表\n    - [取組内容, 成果]\n");
            let mut left = 0..fields.len();
            for (width, is_shared) in widths {
                let row: Vec<String> = left
                    .by_ref()
                    .take(width)
                    .map(|index| {
                        if is_shared {
                            format!("項目{index} {}", index + 1)
                        } else {
                            format!("項目{index}")
                        }
                    })
                    .collect();
                if !row.is_empty() {
                    let _ = writeln!(face, "    - [{}]", row.join(", "));
                }
            }
            let back = if has_back { "    - --- 裏 ---\n" } else { "" };
            let _ = write!(face, "{back}    - [自己評価, 今後の方針]\n    - 評価の凡例\n");
            (fields, face)
        },
    )
}

/// Whether two cells of a page have more in common than an edge.
fn overlap(one: &FieldArea, other: &FieldArea) -> bool {
    const EDGE: f64 = 0.001;
    let apart = |start: f64, size: f64, other_start: f64, other_size: f64| {
        start + size <= other_start + EDGE || other_start + other_size <= start + EDGE
    };
    !apart(one.left, one.width, other.left, other.width)
        && !apart(one.top, one.height, other.top, other.height)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_typed_is_on_its_page_and_no_cell_on_another((fields, face) in form()) {
        let project = Project::small();
        let mut declared = String::new();
        let mut typed = String::new();
        for (index, field) in fields.iter().enumerate() {
            let _ = writeln!(declared, "    項目{index}: {}", field.declared);
            let _ = writeln!(typed, "項目{index}: {}", field.typed);
        }
        let form = format!("様式:\n  項目:\n{declared}  紙面:\n{face}基本戦略:\n");
        project.edit("data/plan.yaml", "基本戦略:\n", &form);
        for measure in ["koekake", "haishoku", "ibasho"] {
            project.edit(&format!("data/records/R7/{measure}.yaml"), "成果:", &format!("{typed}成果:"));
        }
        let edition = Edition::open(&project.path(""), None, Wanted::default()).expect("an edition");
        let book = edition.book().expect("a book");
        let markup = edition.markup(&book, &Printing::default()).expect("markup");
        let pages = edition.pages(&book, &markup).unwrap_or_else(|found| {
            panic!("{face}\n{:#?}", found.iter().map(|found| found.message.clone()).collect::<Vec<_>>())
        });
        let mut texts: BTreeMap<u32, String> = BTreeMap::new();
        for view in pages.views() {
            let Some(sheet) = view.sheet else { continue };
            texts.entry(sheet).or_default().push_str(&view.text);
            for (index, field) in view.fields.iter().enumerate() {
                prop_assert!(field.left >= 0.0 && field.left + field.width <= 1.0, "{field:?}");
                prop_assert!(field.top >= 0.0 && field.top + field.height <= 1.0, "{field:?}\n{face}");
                for other in &view.fields[index + 1..] {
                    prop_assert!(!overlap(field, other), "{field:?} {other:?}\n{face}");
                }
            }
        }
        prop_assert_eq!(texts.len(), 4);
        for text in texts.values() {
            let text: String = text.split_whitespace().collect();
            for part in fields.iter().flat_map(|field| &field.read) {
                prop_assert!(text.contains(part.as_str()), "{part} of {face}\n{text}");
            }
        }
    }
}

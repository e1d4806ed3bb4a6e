//! Any bytes as the plan, a measure or a record of a small project, from the files to the markup.

#![no_main]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use shinchoku::book::Wanted;
use shinchoku::diagnostics::Diagnostics;
use shinchoku::edition::Edition;
use shinchoku::layout::Printing;
use shinchoku::reports::render;
use tempfile::TempDir;

const PLAN: &str = "名称: 計画\n発行者: 町\n計画期間: R6-R11\n評価基準:\n  - {記号: A, 名称: 達成, 説明: 達した。}\n担当係: [係]\n基本戦略:\n  - 名称: 一\n    施策細目:\n      - 名称: 二\n        重点的取組:\n          - {名称: 三, 事業: [a]}\n";
const MEASURE: &str = "事業名: 事業\n担当係: [係]\n概要: 概要です。\n年次計画:\n  - {内容: 実施, 期間: R6-R11}\n";
const RECORD: &str = "指標目標: 1回\n取組内容: 取り組みました。\n成果: 1回\n自己評価: A\n今後の方針: 続けます。\n";

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().expect("a temporary folder"));

fuzz_target!(|input: (u8, &[u8])| {
    let (which, bytes) = input;
    let root = FOLDER.path();
    let files = [("data/plan.yaml", PLAN), ("data/measures/a.yaml", MEASURE), ("data/records/R6/a.yaml", RECORD)];
    for (index, (path, sound)) in files.into_iter().enumerate() {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        let content = if index == usize::from(which % 3) { bytes } else { sound.as_bytes() };
        fs::write(path, content).expect("a file is written");
    }
    if let Err(diagnostics) = to_markup(root) {
        diagnostics.iter().for_each(|diagnostic| drop(render(diagnostic)));
    }
});

fn to_markup(root: &Path) -> Result<(), Diagnostics> {
    let edition = Edition::open(root, Some("R6".parse().expect("a year")), Wanted::default())?;
    edition.markup(&edition.book()?, &Printing::default())?;
    Ok(())
}

//! JSON Schemas of the files of one plan, by which an editor completes what is typed and marks what cannot be read.
//!
//! They know the keys, the choices and the shapes; what hangs together over several files only [`load`](super::load) knows. They
//! are made of the form, and so have the council's own fields, its grades and its sections.

mod field;
mod form;
mod plan;
mod shape;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::plan::Plan;
use crate::folder::{self, DataFile};
use crate::form::{Field, Level, Stage, Tier};

/// The schema of a kind of file.
#[derive(Debug)]
pub struct Schema {
    /// What it is of; its own file is called so.
    pub name: &'static str,
    /// The files that it describes, as a pattern of paths from the root.
    pub files: String,
    /// The schema itself: JSON Schema, draft 7, which the editors read.
    pub content: Value,
}

/// Any name, in a pattern of paths.
const ANY: &str = "*";

impl Schema {
    fn new(name: &'static str, file: DataFile<'_>, title: &str, content: Value) -> Self {
        let mut content = content;
        content["$schema"] = json!("http://json-schema.org/draft-07/schema#");
        content["title"] = json!(title);
        // Paths have slashes here, whatever the system has.
        let path = file.path();
        let files = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        Self { name, files: files.collect::<Vec<_>>().join("/"), content }
    }

    /// Those of all files of a plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Vec<Self> {
        let ids: BTreeSet<&str> = plan.mentions().map(|id| id.value.as_str()).collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        vec![
            Self::new("plan", DataFile::Plan, "計画", plan::plan(plan, &ids)),
            Self::new("measure", DataFile::Measure { id: ANY }, "事業", measure(plan, &ids)),
            Self::new("record", DataFile::Record { year: ANY, id: ANY }, "年度記録", record(plan)),
            Self::new("year", DataFile::YearNotes { year: ANY }, "年度", year(plan)),
            Self::new("words", DataFile::Words, "用語", words()),
        ]
    }

    /// Where it lies, relative to the root.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/{}.schema.json", folder::EDITOR, self.name)
    }
}

fn fields(plan: &Plan, level: Level, ids: &[&str]) -> Vec<shape::Entry> {
    plan.form.fields(level).map(|field| field::entry(field, plan, ids)).collect()
}

fn measure(plan: &Plan, ids: &[&str]) -> Value {
    let rows = plan.form.fields(Level::Record).filter(|field| field.row().kind.has_rows_of_measure());
    let rows = rows.map(|field| {
        let names = shape::list(shape::text()).described("この事業の行の名前を並べます。");
        shape::may(field.key(), names)
    });
    let lines = shape::may(Field::Indicators.key(), field::indicator_lines());
    shape::mapping(fields(plan, Level::Measure, ids).into_iter().chain(rows).chain([lines])).done()
}

fn record(plan: &Plan) -> Value {
    // While a year goes on, anything may still be missing.
    let entries = fields(plan, Level::Record, &[]).into_iter().map(shape::Entry::optional);
    shape::mapping(entries).done()
}

fn year(plan: &Plan) -> Value {
    let foreword = field::entry(Field::Foreword, plan, &[]).optional();
    let excuses = field::entry(Field::Excuses, plan, &[]);
    let issued = shape::may(
        super::load::ISSUED,
        shape::day().described("表紙に載る日。2024-07-31 のように書きます。"),
    );
    let strategies = shape::may(Tier::Strategy.key(), shape::list(level(Tier::Strategy, plan)));
    shape::mapping([issued, deadlines(), foreword, strategies, excuses]).done()
}

/// One day, or one for each booklet of the year.
fn deadlines() -> shape::Entry {
    let by_stage = shape::mapping(Stage::ALL.map(|stage| shape::may(stage.key(), shape::day())));
    shape::may(
        super::deadlines::KEY,
        shape::either(shape::day(), by_stage).described("いつまでに書いてもらうか。"),
    )
}

/// What is said of a level of the tree in a year.
fn level(of: Tier, plan: &Plan) -> shape::Shape {
    let number = shape::must(super::plan::NUMBER, shape::number());
    let below = of.below().map(|below| shape::may(below.key(), shape::list(level(below, plan))));
    let values =
        fields(plan, Level::Year(of), &[]).into_iter().filter(|entry| entry.key() != Field::Excuses.key());
    shape::mapping([number].into_iter().chain(values).chain(below))
}

fn words() -> Value {
    use super::words::{RIGHT, WORDS, WRONG};
    let word = shape::mapping([
        shape::must(RIGHT, shape::text().described("正しい言葉。")),
        shape::may(WRONG, shape::list(shape::text()).described("お知らせする言葉。")),
    ]);
    shape::mapping([shape::may(WORDS, shape::list(word))]).done()
}

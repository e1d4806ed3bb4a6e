//! 窓口: what the page はじめに asks of the office, and what it is answered. The shapes are described in
//! `page/home/office.schema.json`.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use super::findings::Finding;
use super::jobs::{Job, Jobs};
use super::office::{Beginning, Office, Sent, Task, kind_for_people};
use super::writing::{self, Answer, json};
use super::{Booklet, EditorLink};
use crate::changes::Change;
use crate::diagnostics::Diagnostics;
use crate::form::{Field, Stage};
use crate::handout::{Asked, FormRow, FormSheet, Handout};

/// Where the office is asked.
const OFFICE: &str = "/office/";

/// How many bytes a question to the office may have: files that came back, in letters.
pub(super) const LONGEST: usize = 64 << 20;

/// What an address asks of the office; nothing, if it is none of its addresses.
pub(super) fn asked(path: &str) -> Option<&str> {
    path.strip_prefix(OFFICE)
}

/// What is given back to who only asks.
pub(super) enum Given {
    /// As JSON.
    Json(Vec<u8>),
    /// A file, and its kind.
    File(&'static str, Vec<u8>),
    /// It cannot be: as JSON.
    Refused(Vec<u8>),
    /// There is no such thing.
    Nothing,
}

/// Answers who only asks. `shown` is what browsers see now.
pub(super) fn give(
    asked: &str,
    office: &dyn Office,
    jobs: &Jobs,
    shown: Option<&Booklet>,
    editor: &EditorLink,
) -> Given {
    match asked {
        "place" => {
            let place = office.place();
            Given::Json(json(&serde_json::json!({ "begun": place.is_begun, "folder": place.folder })))
        }
        "progress" => given(office.progress(), json),
        "review" => given(office.review(), |handout| json(&ReviewAnswer::new(handout))),
        "versions" => {
            let versions = office.versions();
            let versions = versions.iter().map(|version| (&version.name, &version.label));
            Given::Json(json(&versions.collect::<Vec<_>>()))
        }
        "made" => Given::Json(json(&serde_json::json!({ "files": office.made(), "sites": office.sites() }))),
        "job" => Given::Json(json(&jobs.last().map(|job| JobAnswer::new(&job, shown, editor)))),
        _ => {
            let name =
                asked.strip_prefix("made/").and_then(|name| percent_decode_str(name).decode_utf8().ok());
            let file = name.and_then(|name| Some((kind_for_people(&name)?, office.file(&name)?)));
            file.map_or(Given::Nothing, |(kind, bytes)| Given::File(kind, bytes))
        }
    }
}

/// Begins what is asked for.
pub(super) fn begin(asked: &str, body: &[u8], office: &Arc<dyn Office>, jobs: &Arc<Jobs>) -> Option<Answer> {
    let task = read(asked, body)?;
    let begun = jobs.begin(Arc::clone(office), task);
    Some(begun.map_or_else(busy, |job| Answer::Json(json(&serde_json::json!({ "job": job })))))
}

/// The answer while another task goes on.
fn busy() -> Answer {
    let message = "ほかの仕事をしています。終わってから、もう一度押してください。";
    Answer::Conflict(json(&serde_json::json!({ "message": message, "hints": [] })))
}

fn given<T>(made: Result<T, Diagnostics>, say: impl FnOnce(&T) -> Vec<u8>) -> Given {
    match made {
        Ok(made) => Given::Json(say(&made)),
        Err(found) => Given::Refused(json(&writing::refusal(&found))),
    }
}

/// Which booklet of a year.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum AskedStage {
    Targets,
    Interim,
    Whole,
}

impl From<AskedStage> for Stage {
    fn from(stage: AskedStage) -> Self {
        match stage {
            AskedStage::Targets => Self::Targets,
            AskedStage::Interim => Self::Interim,
            AskedStage::Whole => Self::Whole,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HandOut {
    stage: AskedStage,
    review: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Collect {
    files: Vec<File>,
    theirs: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Compare {
    since: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Publish {
    booklet: Option<AskedStage>,
    checklist: bool,
    site: bool,
    since: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    folder: String,
    name: String,
    publisher: String,
    period: String,
    grades: String,
    sections: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    folder: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Import {
    folder: String,
    files: Vec<File>,
}

/// A file, in letters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    content: String,
}

impl File {
    /// The file, under its own name alone: nothing of what a browser says is a path.
    fn sent(self) -> Option<Sent> {
        let is_plain = !self.name.contains(['/', '\\', ':']) && !self.name.chars().any(char::is_control);
        let is_name = !["", ".", ".."].contains(&self.name.as_str()) && self.name.len() < 250;
        let bytes = STANDARD.decode(self.content).ok()?;
        (is_plain && is_name).then_some(Sent { name: self.name, bytes })
    }
}

fn sent(files: Vec<File>) -> Option<Vec<Sent>> {
    files.into_iter().map(File::sent).collect()
}

/// What is asked for at an address, if it is well said.
fn read(asked: &str, body: &[u8]) -> Option<Task> {
    Some(match asked {
        "hand-out" => {
            let HandOut { stage, review } = serde_json::from_slice(body).ok()?;
            Task::HandOut { stage: stage.into(), review }
        }
        "collect" => {
            let Collect { files, theirs } = serde_json::from_slice(body).ok()?;
            Task::Collect { files: sent(files)?, theirs }
        }
        "compare" => {
            let Compare { since } = serde_json::from_slice(body).ok()?;
            Task::Compare { since }
        }
        "publish" => {
            let Publish { booklet, checklist, site, since } = serde_json::from_slice(body).ok()?;
            Task::Publish { booklet: booklet.map(Stage::from), checklist, site, since }
        }
        "begin-new" => {
            let New { folder, name, publisher, period, grades, sections } =
                serde_json::from_slice(body).ok()?;
            Task::Begin { folder, how: Beginning::New { name, publisher, period, grades, sections } }
        }
        "begin-sample" => {
            let Sample { folder } = serde_json::from_slice(body).ok()?;
            Task::Begin { folder, how: Beginning::Sample }
        }
        "begin-import" => {
            let Import { folder, files } = serde_json::from_slice(body).ok()?;
            Task::Begin { folder, how: Beginning::Import { files: sent(files)? } }
        }
        _ => return None,
    })
}

#[derive(Serialize)]
struct JobAnswer {
    number: u64,
    step: String,
    share: f64,
    outcome: Option<OutcomeAnswer>,
}

#[derive(Serialize)]
struct OutcomeAnswer {
    done: bool,
    said: Vec<String>,
    files: Vec<String>,
    findings: Vec<Finding>,
    changes: Vec<Change>,
}

impl JobAnswer {
    fn new(job: &Job, shown: Option<&Booklet>, editor: &EditorLink) -> Self {
        let outcome = job.outcome.as_ref().map(|outcome| OutcomeAnswer {
            done: outcome.is_done,
            said: outcome.said.clone(),
            files: outcome.files.clone(),
            findings: outcome.found.iter().map(|found| Finding::new(found, shown, editor)).collect(),
            changes: outcome.changes.clone(),
        });
        Self { number: job.number, step: job.step.clone(), share: job.share, outcome }
    }
}

/// The table for 査定.
#[derive(Serialize)]
struct ReviewAnswer<'h> {
    title: String,
    rows: Vec<MeasureAnswer<'h>>,
}

#[derive(Serialize)]
struct MeasureAnswer<'h> {
    page: u32,
    measure: &'h str,
    title: &'h str,
    facts: &'h [(String, String)],
    asked: Vec<AskedAnswer<'h>>,
}

#[derive(Serialize)]
struct AskedAnswer<'h> {
    keys: Vec<String>,
    label: &'h str,
    /// Empty, where words are to be written.
    choices: &'h [(String, Option<String>)],
    value: &'h str,
    last: Option<&'h str>,
}

impl<'h> ReviewAnswer<'h> {
    fn new(handout: &'h Handout) -> Self {
        let title = format!("{}　{}", handout.year.label(), handout.labels.field(Field::ReviewedGrade));
        Self { title, rows: handout.sheets.iter().map(MeasureAnswer::new).collect() }
    }
}

impl<'h> MeasureAnswer<'h> {
    fn new(sheet: &'h FormSheet) -> Self {
        Self {
            page: sheet.page,
            measure: sheet.id.as_str(),
            title: &sheet.title,
            facts: &sheet.facts,
            asked: sheet.rows.iter().map(AskedAnswer::new).collect(),
        }
    }
}

impl<'h> AskedAnswer<'h> {
    fn new(row: &'h FormRow) -> Self {
        let choices = match &row.asked {
            Asked::OneOf(choices) => choices.as_slice(),
            _ => &[],
        };
        Self {
            keys: row.slot.keys(),
            label: &row.label,
            choices,
            value: &row.value,
            last: row.last.as_deref(),
        }
    }
}

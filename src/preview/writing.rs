//! What those who write ask, and what they are answered. The shapes are described in `page/state.schema.json`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::findings::Finding;
use super::{Booklet, EditorLink};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, file_name};
use crate::editing::{
    At, Author, Desk, Draft, Entry, Excusing, NotSaved, Proposal, Step, Told, Write, Writing, Written,
};
use crate::form::Cell;
use crate::handout::{Asked, FormRow};
use crate::model::MeasureId;
use crate::proof::Rule;
use crate::typeset::View;
use crate::year::FiscalYear;

/// How many entries of the journal are told.
const MOST_ENTRIES: usize = 200;

/// Who asks.
#[derive(Serialize)]
pub(super) struct DeskAnswer<'a> {
    pub token: Option<&'a str>,
    pub author: Option<&'a str>,
    /// Whether the author is the secretariat.
    pub secretariat: bool,
    /// 担当係 for which there are addresses.
    pub sections: Vec<&'a str>,
}

/// What changes something, or tries how it would look.
#[derive(Debug)]
pub(super) enum Question {
    Draft(Tried),
    Save(Saved),
    Undo,
    Redo,
    Excuse(Excused),
    Withdraw(Excused),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tried {
    measure: MeasureId,
    keys: Vec<String>,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Saved {
    measure: MeasureId,
    keys: Vec<String>,
    before: String,
    after: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Excused {
    measure: MeasureId,
    code: Code,
    words: Option<String>,
    file: String,
    reason: String,
}

impl From<Excused> for Excusing {
    fn from(Excused { measure, code, words, file, reason }: Excused) -> Self {
        Self { measure, code, words, file, reason }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Reads a question.
type Reader = fn(&[u8]) -> serde_json::Result<Question>;

impl Question {
    /// How what is asked at an address is read; nothing, if it is none of theirs.
    fn reader(path: &str) -> Option<Reader> {
        Some(match path {
            "/draft" => |body| serde_json::from_slice(body).map(Self::Draft),
            "/save" => |body| serde_json::from_slice(body).map(Self::Save),
            "/undo" => |body| serde_json::from_slice(body).map(|Nothing {}| Self::Undo),
            "/redo" => |body| serde_json::from_slice(body).map(|Nothing {}| Self::Redo),
            "/excuse" => |body| serde_json::from_slice(body).map(Self::Excuse),
            "/withdraw" => |body| serde_json::from_slice(body).map(Self::Withdraw),
            _ => return None,
        })
    }

    /// Whether anything is asked at an address.
    pub(super) fn is_asked_at(path: &str) -> bool {
        Self::reader(path).is_some()
    }

    /// What is asked at an address, if it is well said.
    pub(super) fn read(path: &str, body: &[u8]) -> Option<Self> {
        Self::reader(path)?(body).ok()
    }
}

/// What came of a question.
pub(super) enum Answer {
    /// As JSON.
    Json(Vec<u8>),
    /// There is nothing left to do.
    Nothing,
    /// The value says something else by now: as JSON.
    Conflict(Vec<u8>),
    /// It cannot be: as JSON.
    Refused(Vec<u8>),
    /// The author may not.
    NotYours,
}

#[derive(Serialize)]
struct DraftAnswer<'a> {
    pages: Vec<(String, String)>,
    left: Option<i64>,
    findings: Vec<Finding>,
    proposals: Vec<ProposalAnswer<'a>>,
    refused: Option<Refusal>,
}

#[derive(Serialize)]
struct ProposalAnswer<'a> {
    code: &'static str,
    message: &'a str,
    hints: &'a [String],
    keys: &'a [String],
    before: &'a str,
    after: &'a str,
}

#[derive(Serialize)]
pub(super) struct Refusal {
    message: String,
    hints: Vec<String>,
}

#[derive(Serialize)]
struct FormAnswer<'a> {
    measure: &'a str,
    title: &'a str,
    sheets: &'a [u32],
    way: &'a str,
    writable: bool,
    facts: &'a [(String, String)],
    rows: Vec<RowAnswer<'a>>,
    proposals: Vec<ProposalAnswer<'a>>,
    excused: Vec<ExcusedAnswer<'a>>,
}

#[derive(Serialize)]
struct ExcusedAnswer<'a> {
    code: &'static str,
    name: &'static str,
    words: Option<&'a str>,
    file: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct RowAnswer<'a> {
    keys: Vec<String>,
    /// As the page names it.
    field: Cell,
    label: &'a str,
    kind: &'static str,
    choices: &'a [(String, Option<String>)],
    required: bool,
    writable: bool,
    value: &'a str,
    last: Option<&'a str>,
    left: Option<i64>,
}

#[derive(Serialize)]
struct StepAnswer<'a> {
    measure: &'a str,
    keys: &'a [String],
    label: &'a str,
    title: &'a str,
    sheet: Option<u32>,
    value: &'a str,
    told: Vec<Note<'a>>,
}

/// What whoever wrote something should know of its file.
#[derive(Serialize)]
struct Note<'a> {
    code: &'static str,
    message: &'a str,
    hints: Vec<String>,
    file: Option<String>,
}

#[derive(Serialize)]
struct EntryAnswer<'a> {
    time: Timestamp,
    author: &'a str,
    measure: &'a str,
    keys: &'a [String],
    title: &'a str,
    sheet: Option<u32>,
    label: &'a str,
    before: &'a str,
    after: &'a str,
    undone: bool,
}

/// Answers a question of an author. `shown` is what browsers see now.
pub(super) fn answer(
    desk: &Desk,
    author: &Author,
    question: Question,
    shown: Option<&Booklet>,
    editor: &EditorLink,
) -> (Answer, Vec<View>) {
    let taken_back = matches!(question, Question::Undo | Question::Redo);
    let answered = match question {
        Question::Draft(Tried { measure, keys, text }) => {
            return draft(desk.draft(&At { measure, keys }, &text), shown, editor);
        }
        Question::Save(Saved { measure, keys, before, after }) => {
            let saved = desk.save(author, &At { measure, keys }, &before, &after);
            saved.map(|Written { value, told }| {
                Some(serde_json::json!({ "value": value, "told": notes(&told) }))
            })
        }
        Question::Undo => desk.undo(author).map(|step| step.as_ref().map(step_answer)),
        Question::Redo => desk.redo(author).map(|step| step.as_ref().map(step_answer)),
        Question::Excuse(excused) => desk.excuse(author, &excused.into()).map(|told| Some(done(&told))),
        Question::Withdraw(excused) => desk.withdraw(author, &excused.into()).map(|told| Some(done(&told))),
    };
    let answer = match answered {
        Ok(Some(said)) => Answer::Json(json(&said)),
        Ok(None) => Answer::Nothing,
        Err(NotSaved::NotYours) => Answer::NotYours,
        Err(NotSaved::Conflict(now)) => {
            let message = if taken_back {
                "書いた欄は、その後に書き換えられています。今のままにします。"
            } else {
                "この欄は、開いた後にほかで書き換えられています。まだ保存していません。"
            };
            Answer::Conflict(json(&serde_json::json!({ "now": now, "message": message })))
        }
        Err(NotSaved::Refused(found)) => Answer::Refused(json(&refusal(&found))),
    };
    (answer, Vec::new())
}

/// That it was done.
fn done(told: &Diagnostics) -> serde_json::Value {
    serde_json::json!({ "told": notes(told) })
}

fn draft(
    made: Result<(Draft, Option<i64>), Diagnostics>,
    shown: Option<&Booklet>,
    editor: &EditorLink,
) -> (Answer, Vec<View>) {
    let (draft, left, refused) = match made {
        Ok((draft, left)) => (draft, left, None),
        Err(found) => (Draft::default(), None, Some(refusal(&found))),
    };
    let picture = |view: &View| (super::booklet::anchor(view.sheet, 0), view.name());
    let answer = DraftAnswer {
        pages: draft.views.iter().map(picture).collect(),
        left,
        findings: draft.found.iter().map(|found| Finding::new(found, shown, editor)).collect(),
        proposals: draft.proposals.iter().map(proposal).collect(),
        refused,
    };
    let json = json(&answer);
    (Answer::Json(json), draft.views)
}

/// What there is to write about a measure, for an author, or for somebody who only reads.
pub(super) fn form(desk: &Desk, author: Option<&Author>, measure: &MeasureId) -> Answer {
    let reader = Author::Secretariat;
    match desk.writing(author.unwrap_or(&reader), measure) {
        Ok(writing) => {
            let writable = writing.writable && author.is_some();
            Answer::Json(json(&form_answer(&writing, writable)))
        }
        Err(found) => Answer::Refused(json(&refusal(&found))),
    }
}

fn form_answer(writing: &Writing, writable: bool) -> FormAnswer<'_> {
    let form = &writing.form;
    let rows = form.rows.iter().zip(&writing.left);
    FormAnswer {
        measure: form.id.as_str(),
        title: &form.title,
        sheets: &writing.sheets,
        way: &form.way,
        writable,
        facts: &form.facts,
        rows: rows.map(|(row, left)| row_answer(row, *left, writable, writing.year)).collect(),
        proposals: writing.draft.proposals.iter().map(proposal).collect(),
        excused: writing.excused.iter().map(excused_answer).collect(),
    }
}

fn excused_answer(Excusing { code, words, file, reason, .. }: &Excusing) -> ExcusedAnswer<'_> {
    let name = Rule::find(*code).map_or("", |rule| rule.title);
    ExcusedAnswer { code: code.as_str(), name, words: words.as_deref(), file, reason }
}

fn row_answer(row: &FormRow, left: Option<i64>, writable: bool, year: FiscalYear) -> RowAnswer<'_> {
    let (kind, choices) = match &row.asked {
        Asked::Words => ("words", &[][..]),
        Asked::Prose => ("prose", &[][..]),
        Asked::Number => ("number", &[][..]),
        Asked::Figure => ("figure", &[][..]),
        Asked::Date => ("date", &[][..]),
        Asked::OneOf(choices) => ("choice", choices.as_slice()),
    };
    RowAnswer {
        keys: row.slot.keys(),
        field: Cell::in_year(row.slot.field, year),
        label: &row.label,
        kind,
        choices,
        required: row.required,
        writable,
        value: &row.value,
        last: row.last.as_deref(),
        left,
    }
}

fn proposal(proposal: &Proposal) -> ProposalAnswer<'_> {
    let Proposal { code, message, hints, keys, before, after } = proposal;
    ProposalAnswer { code: code.as_str(), message, hints, keys, before, after }
}

fn notes(told: &Diagnostics) -> Vec<Note<'_>> {
    let notes = told.iter().map(|told| Note {
        code: told.code.as_str(),
        message: &told.message,
        hints: told.advice(),
        file: told.file().map(file_name),
    });
    notes.collect()
}

fn step_answer(step: &Step) -> serde_json::Value {
    let Step { at: At { measure, keys }, label, title, sheet, value, told } = step;
    let measure = measure.as_str();
    let answer = StepAnswer { measure, keys, label, title, sheet: *sheet, value, told: notes(told) };
    serde_json::to_value(answer).unwrap_or_default()
}

/// What was written, the newest first.
pub(super) fn journal(desk: &Desk) -> Vec<u8> {
    let told = desk.history(MOST_ENTRIES);
    let entries = told.iter().map(|Told { entry, step, is_undone }| {
        let Entry { time, author, write: Write { at: At { measure, keys }, before, after, .. }, .. } = entry;
        let Step { label, title, sheet, .. } = step;
        EntryAnswer {
            time: *time,
            author: author.name(),
            measure: measure.as_str(),
            keys,
            title,
            sheet: *sheet,
            label,
            before,
            after,
            undone: *is_undone,
        }
    });
    json(&serde_json::json!({ "entries": entries.collect::<Vec<_>>() }))
}

/// Why something cannot be: the first error is the reason, with what to do about it.
pub(super) fn refusal(found: &Diagnostics) -> Refusal {
    let reason: Option<&Diagnostic> = found.iter().find(|found| found.is_error()).or(found.iter().next());
    Refusal {
        message: reason.map(|reason| reason.message.to_string()).unwrap_or_default(),
        hints: reason.map(Diagnostic::advice).unwrap_or_default(),
    }
}

pub(super) fn json(answer: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(answer).unwrap_or_default()
}

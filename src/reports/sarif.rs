//! Diagnostics as SARIF 2.1.0, which editors and the sites that keep source code can show. As much of the format as we use.

use std::path::Path;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;

use super::visible::visible_json;
use crate::diagnostics::{
    Certainty, Code, Diagnostic, Explanation, Fix, Location, Place, Severity, Subject, file_name,
};

/// What stands otherwise in the path of an address.
const NOT_IN_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    language: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: Level,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Error,
    Warning,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: Level,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Position>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Mending<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Position {
    #[serde(skip_serializing_if = "Option::is_none")]
    physical_location: Option<Physical>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

/// Lines and columns from 1; the end is exclusive.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// A place in the booklet.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Mending<'a> {
    description: Message,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

/// Writes diagnostics as a SARIF log. `explain` knows what is to be said of a code.
#[must_use]
pub fn to_sarif<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    explain: impl Fn(Code) -> Option<Explanation>,
) -> String {
    let mut rules: Vec<Rule> = Vec::new();
    let results = diagnostics
        .into_iter()
        .map(|diagnostic| {
            let id = diagnostic.code.as_str();
            let known = rules.iter().position(|rule| rule.id == id);
            let rule_index = known.unwrap_or_else(|| {
                let (title, meaning) = explain(diagnostic.code)
                    .map(|Explanation { title, meaning, .. }| (title, meaning))
                    .unwrap_or_default();
                rules.push(Rule {
                    id,
                    short_description: Message { text: title.to_owned() },
                    full_description: Message { text: meaning.to_owned() },
                    default_configuration: Configuration { level: diagnostic.severity().into() },
                });
                rules.len() - 1
            });
            Finding {
                rule_id: id,
                rule_index,
                level: diagnostic.severity().into(),
                message: Message { text: message(diagnostic) },
                locations: Position::of(diagnostic).into_iter().collect(),
                fixes: diagnostic.fix.as_deref().map(Mending::from).into_iter().collect(),
            }
        })
        .collect();
    let driver = Driver { name: "shinchoku", version: env!("CARGO_PKG_VERSION"), language: "ja", rules };
    let run = Run { tool: Tool { driver }, language: "ja", column_kind: "unicodeCodePoints", results };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    visible_json(&serde_json::to_string_pretty(&log).unwrap_or_default())
}

/// The message, what stands at the place, and what to do: SARIF has no other field that all viewers show.
fn message(diagnostic: &Diagnostic) -> String {
    let first = [&*diagnostic.message].into_iter().chain(diagnostic.label.as_deref());
    first.map(str::to_owned).chain(diagnostic.advice()).collect::<Vec<_>>().join("\n")
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
        }
    }
}

impl Position {
    fn of(diagnostic: &Diagnostic) -> Option<Self> {
        let (path, region) = match &diagnostic.location {
            Location::None => (None, None),
            Location::File(path) => (Some(path.as_path()), None),
            Location::Place(place) => (Some(place.source().path()), Some(Region::from(place))),
        };
        let position = Self {
            physical_location: path.map(|path| Physical { artifact_location: Artifact::at(path), region }),
            logical_locations: diagnostic.subject.as_deref().map(Logical::from).into_iter().collect(),
        };
        (position.physical_location.is_some() || !position.logical_locations.is_empty()).then_some(position)
    }
}

impl Artifact {
    fn at(path: &Path) -> Self {
        Self { uri: utf8_percent_encode(&file_name(path), NOT_IN_PATHS).to_string() }
    }
}

impl From<&Place> for Region {
    fn from(place: &Place) -> Self {
        let (start, end) = (place.start(), place.end());
        Self {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl From<&Subject> for Logical {
    fn from(subject: &Subject) -> Self {
        let cell = subject.cell.as_ref().map(|cell| format!("/{cell}")).unwrap_or_default();
        Self { fully_qualified_name: format!("シート {}{cell}", subject.sheet) }
    }
}

impl<'a> From<&'a Fix> for Mending<'a> {
    fn from(fix: &'a Fix) -> Self {
        let Fix { place, replacement, certainty } = fix;
        let replacement =
            Replacement { deleted_region: place.into(), inserted_content: Content { text: replacement } };
        let artifact_location = Artifact::at(place.source().path());
        let description = match certainty {
            Certainty::Certain => "文の意味によらず、正しい書き方が決まります。",
            Certainty::Proposed => "直し方の案です。読んで決めてください。",
        };
        Self {
            description: Message { text: description.to_owned() },
            artifact_changes: [Change { artifact_location, replacements: [replacement] }],
        }
    }
}

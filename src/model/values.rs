//! What is typed in the fields of a file.

use super::date::Day;
use super::grade::{Grade, GradeScale};
use super::mapping::{Mapping, Text, list};
use super::number;
use super::plan::Plan;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Spanned};
use crate::form::{Due, Field, Kind, Part};
use crate::language::Decimal;
use crate::language::script::composed;

/// The key of the file of a picture.
pub(super) const FILE: &str = "ファイル";

/// The key of what a picture shows.
pub(super) const DESCRIPTION: &str = "説明";

/// The fields of a file in which something is typed that has one cell on the sheet.
#[derive(Debug, Default)]
pub(super) struct Values(Vec<(Field, Value)>);

/// What is typed in a field.
#[derive(Debug)]
pub enum Value {
    /// 語句, 文章, 選択.
    Text(Text),
    /// 評価.
    Grade(Spanned<Grade>),
    /// 数, 金額.
    Number(Spanned<Decimal>),
    /// 日付.
    Day(Spanned<Day>),
    /// 図.
    Picture(PictureFile),
    /// 一覧, 表.
    Rows(Rows),
}

/// What is typed in a field of pictures.
#[derive(Debug)]
pub struct PictureFile {
    /// ファイル: its name in the folder of the figures.
    pub file: Text,
    /// 説明: what it shows, for those who cannot see it.
    pub description: Text,
}

/// What is typed in a field of several rows and columns.
#[derive(Debug)]
pub struct Rows {
    /// The rows, each with a cell for each part of the kind.
    pub rows: Vec<Vec<Option<Value>>>,
    /// Where it was typed.
    pub place: Place,
}

impl Value {
    /// Where it was typed.
    #[must_use]
    pub fn place(&self) -> &Place {
        match self {
            Self::Text(text) => &text.place,
            Self::Grade(grade) => &grade.place,
            Self::Number(number) => &number.place,
            Self::Day(day) => &day.place,
            Self::Picture(picture) => &picture.file.place,
            Self::Rows(rows) => &rows.place,
        }
    }

    /// The texts in it, in reading order.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Text(text) => vec![text],
            Self::Picture(picture) => vec![&picture.description],
            Self::Rows(Rows { rows, .. }) => rows.iter().flatten().flatten().flat_map(Self::texts).collect(),
            Self::Grade(_) | Self::Number(_) | Self::Day(_) => Vec::new(),
        }
    }
}

impl Values {
    /// Reads a field, if its kind is one of ours.
    pub(super) fn read(
        &mut self,
        field: Field,
        mapping: &Mapping<'_>,
        plan: &Plan,
        diagnostics: &mut Diagnostics,
    ) {
        let row = field.row();
        let value = match row.kind {
            Kind::Words | Kind::Prose if row.due == Due::Always => {
                mapping.require_text(row.key, diagnostics).map(Value::Text)
            }
            Kind::Words | Kind::Prose => mapping.text(row.key, diagnostics).map(Value::Text),
            Kind::Grade | Kind::Choice(_) | Kind::Number(_) | Kind::Amount(_) | Kind::Date => mapping
                .text(row.key, diagnostics)
                .and_then(|text| diagnostics.take(one(row.kind, plan.scale_of(field), text))),
            Kind::Picture => mapping.get(row.key).and_then(|node| {
                let mapping =
                    Mapping::like("{ファイル: salon.png, 説明: 体操をする参加者}", node, diagnostics)?;
                let file = mapping.require_text(FILE, diagnostics);
                let description = mapping.require_text(DESCRIPTION, diagnostics);
                mapping.finish(diagnostics);
                Some(Value::Picture(PictureFile { file: file?, description: description? }))
            }),
            Kind::List(parts) => mapping.get(row.key).and_then(|node| {
                let nodes = list(node, diagnostics)?;
                let example = example(parts);
                let entries = nodes.iter().filter_map(|node| {
                    let mapping = Mapping::like(&example, node, diagnostics)?;
                    let cells = cells(parts, &mapping, plan, diagnostics);
                    mapping.finish(diagnostics);
                    Some(cells)
                });
                let rows: Vec<_> = entries.collect();
                (!rows.is_empty()).then(|| Value::Rows(Rows { rows, place: node.place.clone() }))
            }),
            Kind::Table(table) => mapping.get(row.key).and_then(|node| {
                let example = example(table.columns);
                let of_field = format!("{}: {example}", table.rows.first().copied().unwrap_or_default());
                let mapping = Mapping::like(&of_field, node, diagnostics)?;
                let rows = table.rows.iter().map(|&row| {
                    let node = mapping.get(row);
                    let Some(mapping) = node.and_then(|node| Mapping::like(&example, node, diagnostics))
                    else {
                        return table.columns.iter().map(|_| None).collect();
                    };
                    let cells = cells(table.columns, &mapping, plan, diagnostics);
                    mapping.finish(diagnostics);
                    cells
                });
                let rows: Vec<Vec<Option<Value>>> = rows.collect();
                mapping.finish(diagnostics);
                let is_any = rows.iter().flatten().any(Option::is_some);
                is_any.then(|| Value::Rows(Rows { rows, place: node.place.clone() }))
            }),
            Kind::Year
            | Kind::Years
            | Kind::Titles
            | Kind::Id
            | Kind::Names
            | Kind::Schedule
            | Kind::Indicators
            | Kind::Excuses
            | Kind::Structure
            | Kind::Quoted(_) => None,
        };
        self.0.extend(value.map(|value| (field, value)));
    }

    /// The pictures.
    pub(super) fn pictures(&self) -> impl Iterator<Item = &PictureFile> {
        self.0.iter().filter_map(|(_, value)| match value {
            Value::Picture(picture) => Some(picture),
            _ => None,
        })
    }

    /// What is typed in a field.
    pub(super) fn value(&self, field: Field) -> Option<&Value> {
        self.0.iter().find(|(other, _)| *other == field).map(|(_, value)| value)
    }

    /// The text of a field.
    pub(super) fn text(&self, field: Field) -> Option<&Text> {
        match self.value(field)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The mark of a field.
    pub(super) fn grade(&self, field: Field) -> Option<&Spanned<Grade>> {
        match self.value(field)? {
            Value::Grade(grade) => Some(grade),
            _ => None,
        }
    }

    /// Whether something is typed in a field.
    pub(super) fn has(&self, field: Field) -> bool {
        self.value(field).is_some()
    }
}

/// How a row of columns is written.
fn example(parts: &[Part]) -> String {
    let cells: Vec<String> = parts.iter().map(|part| format!("{}: …", part.key)).collect();
    format!("{{{}}}", cells.join(", "))
}

/// The cells of a row.
fn cells(
    parts: &[Part],
    mapping: &Mapping<'_>,
    plan: &Plan,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<Value>> {
    let cell = |part: &Part| {
        let text = mapping.text(part.key, diagnostics)?;
        diagnostics.take(one(part.kind, &plan.scale, text))
    };
    parts.iter().map(cell).collect()
}

/// Takes a text as what a cell of a kind may hold.
pub(super) fn one(kind: Kind, scale: &GradeScale, text: Text) -> Result<Value, Diagnostic> {
    match kind {
        Kind::Grade => {
            let grade = scale.grade(&text)?;
            Ok(Value::Grade(Spanned::new(grade, text.place)))
        }
        Kind::Number(_) | Kind::Amount(_) => number::read(&text).map(Value::Number),
        Kind::Date => Day::read(&text).map(|day| Value::Day(Spanned::new(day, text.place))),
        Kind::Choice(choices) => choice(choices, text).map(Value::Text),
        _ => Ok(Value::Text(text)),
    }
}

/// Takes a text as one of the choices of a field.
fn choice(choices: &[&str], text: Text) -> Result<Text, Diagnostic> {
    if choices.iter().any(|choice| composed(choice) == composed(&text.value)) {
        return Ok(text);
    }
    Err(Diagnostic::new(Code::UnknownChoice, format!("「{}」は選択肢にありません。", text.value))
        .at(&text.place)
        .label(format!("{} のどれか", choices.join("・")))
        .hint_nearest(&text.value, choices.iter().copied())
        .hint("選択肢は plan.yaml の「様式」で決めています。"))
}

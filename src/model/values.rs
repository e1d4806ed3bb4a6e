//! What is typed in the fields of a file.

use super::date::Day;
use super::grade::Grade;
use super::mapping::{Mapping, Text};
use super::number;
use super::plan::Plan;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Spanned};
use crate::form::{Due, Field, Kind};
use crate::language::Decimal;
use crate::language::script::composed;

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
                .and_then(|text| diagnostics.take(Self::one(field, text, plan))),
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

    /// Takes a text as what a field may hold that is no text of any words.
    fn one(field: Field, text: Text, plan: &Plan) -> Result<Value, Diagnostic> {
        let row = field.row();
        match row.kind {
            Kind::Grade => {
                let grade = plan.scale_of(field).grade(&text)?;
                Ok(Value::Grade(Spanned::new(grade, text.place)))
            }
            Kind::Number(_) | Kind::Amount(_) => number::read(&text).map(Value::Number),
            Kind::Date => Day::read(&text).map(|day| Value::Day(Spanned::new(day, text.place))),
            Kind::Choice(choices) => choice(choices, text).map(Value::Text),
            _ => Ok(Value::Text(text)),
        }
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

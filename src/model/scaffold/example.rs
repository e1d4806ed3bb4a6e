//! The measure and the record that a new plan begins with, for the secretariat to write over.

use std::path::Path;

use super::answers::{Answers, Basis};
use super::typing::Typing;
use crate::diagnostics::Diagnostic;
use crate::folder::DataFile;
use crate::form::{Due, Field, Form, Kind, Level, Part, TableRows};
use crate::language::script::to_full_width;
use crate::model::data::Model;
use crate::model::edit::{Edits, Said};
use crate::model::grade::GradeScale;
use crate::model::house_style::Digits;
use crate::model::indicator;
use crate::model::measure::{WORK, YEARS};
use crate::model::plan::{MEASURES, NAME};
use crate::year::Period;

/// The id of the measure.
const ID: &str = "tsudoi";

/// Its name.
const TITLE: &str = "集いの場の開催";

/// What stands above the file of the measure.
const ABOUT_MEASURE: &str = "事業の見本です。書き換えて使います。ファイルの名前（tsudoi）がこの事業の ID で、plan.yaml の並びに書かれています。\n\
    事業を増やすには、このファイルを別の名前で写し、その名前を plan.yaml の「事業」に加えます。";

/// What stands above the record.
const ABOUT_RECORD: &str = "この年度の記録の見本です。書き換えて使います。指標目標は年度の初めに、ほかは年度の終わりに書きます。\n\
    ほかに、査定（評価が変わったとき）と備考を書けます。";

/// A measure that a plan begins with.
pub(super) struct Example<'e> {
    form: Form,
    model: Option<&'e Model>,
    mark: &'e str,
    section: &'e str,
    period: Period,
}

impl<'e> Example<'e> {
    /// The example that fits a new plan: of a section of its own, with the best of its grades.
    pub(super) fn of(answers: &Answers, basis: &'e Basis<'_>) -> Self {
        let (form, model, mark, section) = match basis {
            Basis::Own { scale, sections } => (
                Form::default(),
                None,
                scale.0.first().map(|grade| grade.mark.as_str()),
                sections.0.first().map(String::as_str),
            ),
            Basis::Earlier { model, .. } => {
                let section = model.plan.sections.first().map(|section| section.value.as_str());
                (model.plan.form.clone(), Some(*model), best(&model.plan.scale), section)
            }
        };
        let (mark, section) = (mark.unwrap_or_default(), section.unwrap_or_default());
        Self { form, model, mark, section, period: answers.period }
    }

    /// The tree that has the measure and no other.
    pub(super) fn tree() -> Said {
        let level = |name: &str, below: &str, said: Said| {
            Said::List(vec![Said::Mapping(vec![
                (NAME.to_owned(), Said::Text(name.to_owned())),
                (below.to_owned(), said),
            ])])
        };
        let measures = Said::List(vec![Said::Text(ID.to_owned())]);
        let initiatives = level("集いの場づくり", MEASURES, measures);
        let policies = level("身近な居場所づくり", Field::Initiative.key(), initiatives);
        level("支え合うまちづくり", Field::Policy.key(), policies)
    }

    /// Adds the files of the measure and of its first record.
    ///
    /// # Errors
    /// What cannot be written as YAML.
    pub(super) fn add(&self, edits: &mut Edits) -> Result<(), Diagnostic> {
        let year = self.period.first().to_string();
        let measure = DataFile::Measure { id: ID }.path();
        self.file(edits, &measure, ABOUT_MEASURE, Level::Measure, Self::of_measure)?;
        let record = DataFile::Record { year: &year, id: ID }.path();
        self.file(edits, &record, ABOUT_RECORD, Level::Record, Self::of_record)
    }

    fn file(
        &self,
        edits: &mut Edits,
        path: &Path,
        about: &str,
        level: Level,
        said: impl Fn(&Self, Field) -> Option<Said>,
    ) -> Result<(), Diagnostic> {
        let mut typing = Typing::default();
        typing.remark(about);
        for field in self.form.fields(level) {
            if let Some(said) = said(self, field) {
                typing.entry(field.key(), said)?;
            }
        }
        edits.create(path, typing.finish(path)?)
    }

    fn of_measure(&self, field: Field) -> Option<Said> {
        let text = |text: &str| Some(Said::Text(text.to_owned()));
        match field {
            Field::Title => text(TITLE),
            Field::Section => Some(Said::List(vec![Said::Text(self.section.to_owned())])),
            Field::Overview => text("住民が気軽に集まれる場を開き、地域で支え合う関係を広げます。"),
            Field::Schedule => Some(Said::List(vec![Said::Mapping(vec![
                (WORK.to_owned(), Said::Text(TITLE.to_owned())),
                (YEARS.to_owned(), Said::Text(self.period.to_string())),
            ])])),
            _ => self.required(field),
        }
    }

    fn of_record(&self, field: Field) -> Option<Said> {
        let text = |text: &str| Some(Said::Text(self.in_house_style(text)));
        let entry = |key: &str, text: &str| (key.to_owned(), Said::Text(text.to_owned()));
        match field {
            Field::Target => text("集いの場の開催 年12回"),
            Field::Indicators => Some(Said::List(vec![Said::Mapping(vec![
                entry(indicator::NAME, "開催回数"),
                entry(indicator::UNIT, "回"),
                entry(indicator::TARGET, "12"),
                entry(indicator::ACTUAL, "12"),
            ])])),
            Field::Actions => text("地域の集会所で、毎月一回、体操と茶話会を開きました。"),
            Field::Results => text("年12回開き、延べ180人が参加しました。"),
            Field::Next => text("来年度も毎月開き、まだ参加の少ない地区の方に声をかけていきます。"),
            _ => self.required(field),
        }
    }

    /// A text with digits as the council writes them.
    fn in_house_style(&self, text: &str) -> String {
        let digits = self.model.and_then(|model| model.plan.house_style.digits);
        let widened = |character: char| match digits {
            Some(Digits::FullWidth) if character.is_ascii_digit() => to_full_width(character),
            _ => character,
        };
        text.chars().map(widened).collect()
    }

    /// What may stand in any field that has to be there.
    fn required(&self, field: Field) -> Option<Said> {
        let row = field.row();
        if row.due == Due::Optional {
            return None;
        }
        let own_scale = self.model.and_then(|model| best(model.plan.scale_of(field)));
        self.of_kind(row.key, row.kind, own_scale.unwrap_or(self.mark))
    }

    fn of_kind(&self, key: &str, kind: Kind, mark: &str) -> Option<Said> {
        let text = match kind {
            Kind::Words => "見本".to_owned(),
            Kind::Prose => format!("ここに{key}を書きます。"),
            Kind::Grade => mark.to_owned(),
            Kind::Number(_) | Kind::Amount(_) => "1".to_owned(),
            Kind::Choice(choices) => (*choices.first()?).to_owned(),
            Kind::Date => format!("{}-10-01", self.period.first().starts_in()),
            Kind::List(parts) => return Some(Said::List(vec![self.cells(parts)])),
            Kind::Table(table) => {
                // The example measure names no rows, and then has no such table.
                let TableRows::Fixed(rows) = table.rows else { return None };
                let row = |row: &&str| ((*row).to_owned(), self.cells(table.columns));
                return Some(Said::Mapping(rows.iter().map(row).collect()));
            }
            _ => return None,
        };
        Some(Said::Text(text))
    }

    fn cells(&self, parts: &[Part]) -> Said {
        let cell = |part: &Part| Some((part.key.to_owned(), self.of_kind(part.key, part.kind, self.mark)?));
        Said::Mapping(parts.iter().filter_map(cell).collect())
    }
}

/// The best mark of a scale.
fn best(scale: &GradeScale) -> Option<&str> {
    scale.definitions().first().map(|definition| definition.mark.value.as_str())
}

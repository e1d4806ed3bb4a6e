//! The records of a year that begins, with room for what is written in it.

use super::typing::Typing;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::folder::yaml_file;
use crate::form::{Field, Kind, Level, Writer};
use crate::model::data::Model;
use crate::model::edit::{Edits, Said};
use crate::model::id::MeasureId;
use crate::model::indicator::{ACTUAL, NAME, TARGET, UNIT};
use crate::model::measure::Measure;
use crate::model::record::Record;
use crate::year::FiscalYear;

/// The year whose records are to be begun: after the newest that has been reported on, or that one itself as long as its records have
/// only targets or some are not there: of a new plan the example is. A plan without records begins with its first year.
#[must_use]
pub fn next_year(model: &Model) -> FiscalYear {
    let newest = model.records.iter().rev().find(|(_, records)| !records.is_empty());
    let Some((&year, records)) = newest else { return model.plan.period.value.first() };
    let is_begun =
        model.measures.iter().all(|(id, measure)| !measure.runs_in(year) || records.contains_key(id));
    let is_reported = is_begun && records.values().any(|record| record.grade().is_some());
    year.after().filter(|_| is_reported).unwrap_or(year)
}

/// The records of a year that are not there yet, of the measures that run in it.
///
/// # Errors
/// A year outside the plan, and what cannot be written as YAML.
pub fn new_records(model: &Model, year: FiscalYear) -> Result<Edits, Diagnostics> {
    model.plan.require(year).map_err(|outside| {
        let outside = outside.at(&model.plan.period.place);
        if year < model.plan.period.value.first() {
            return outside.hint("計画期間の年度を書いてください。");
        }
        outside
            .hint("次の計画を始めるには、「shinchoku init 新しいフォルダー --from 今のフォルダー --measures」と打ちます。")
            .hint("この計画が続くなら、「計画期間」を延ばしてから、もう一度実行してください。")
    })?;
    let folder = model.folder(year);
    let there = model.records.get(&year);
    let mut edits = Edits::default();
    for (id, measure) in &model.measures {
        if measure.runs_in(year) && there.is_none_or(|records| !records.contains_key(id)) {
            let path = folder.join(yaml_file(id));
            let text = record(model, id, measure, year)?.finish(&path)?;
            edits.create(&path, text)?;
        }
    }
    Ok(edits)
}

fn record(model: &Model, id: &MeasureId, measure: &Measure, year: FiscalYear) -> Result<Typing, Diagnostic> {
    let mut typing = Typing::default();
    for field in model.plan.form.fields(Level::Record).filter(|field| is_written_in_it(*field)) {
        let said = if field.row().kind == Kind::Indicators {
            let newest = model.records.range(..year).rev().find_map(|(_, records)| records.get(id));
            let indicators = indicators(measure, newest);
            if indicators.is_empty() {
                continue;
            }
            Said::List(indicators)
        } else {
            Said::Nothing
        };
        typing.entry(field.key(), said)?;
    }
    Ok(typing)
}

/// Whether a field is for those who write the record, not for its review or for the proofreader.
fn is_written_in_it(field: Field) -> bool {
    let row = field.row();
    row.kind != Kind::Excuses && !matches!(row.writer, Writer::WorkingGroup | Writer::Program)
}

/// 指標 without figures: those that the measure declares, or else those of the newest record.
fn indicators(measure: &Measure, newest: Option<&Record>) -> Vec<Said> {
    let entry = |key: &str, said: Said| (key.to_owned(), said);
    let text = |text: &str| Said::Text(text.to_owned());
    let figures = || [entry(TARGET, Said::Nothing), entry(ACTUAL, Said::Nothing)];
    let declared = measure.indicators.iter().map(|line| (&line.name, None));
    let of_record = newest.map_or(&[][..], |record| &record.indicator_years).iter();
    let of_record = of_record
        .filter(|_| measure.indicators.is_empty())
        .map(|indicator| (&indicator.name, indicator.unit.as_ref()));
    declared
        .chain(of_record)
        .map(|(name, unit)| {
            let unit = unit.map(|unit| entry(UNIT, text(&unit.value)));
            let named = [entry(NAME, text(&name.value))].into_iter().chain(unit);
            Said::Mapping(named.chain(figures()).collect())
        })
        .collect()
}

//! What a new plan takes from another: what is typed there, as it is typed, as far as it fits the new period.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic};
use crate::folder::DataFile;
use crate::form::{Field, Kind, Level};
use crate::model::data::Model;
use crate::model::edit::{Change, Edits, Item, Said, Step};
use crate::model::id::MeasureId;
use crate::model::measure::{FORMER, Measure, WORK, YEARS};
use crate::model::plan::{MEASURES, PERIOD};
use crate::model::yaml;
use crate::year::Period;

/// The entries of `plan.yaml` but for those that each plan has of its own.
///
/// # Errors
/// None that the plan did not have when it was read.
pub(super) fn entries(model: &Model) -> Result<Vec<(String, Said)>, Diagnostic> {
    let of_its_own = [Field::Name, Field::Slogan, Field::Publisher, Field::Strategy].map(Field::key);
    let mut entries = typed(model)?;
    entries
        .retain(|(key, said)| key != PERIOD && !of_its_own.contains(&key.as_str()) && *said != Said::Nothing);
    Ok(entries)
}

/// What `plan.yaml` says.
fn typed(model: &Model) -> Result<Vec<(String, Said)>, Diagnostic> {
    match Said::of(&yaml::parse(model.plan.period.place.source())?) {
        Said::Mapping(entries) => Ok(entries),
        Said::Nothing | Said::Text(_) | Said::List(_) => Ok(Vec::new()),
    }
}

/// Adds 用語, if the other plan has any.
///
/// # Errors
/// None that the file did not have when it was read.
pub(super) fn words(model: &Model, edits: &mut Edits) -> Result<(), Diagnostic> {
    let Some(word) = model.words.first() else { return Ok(()) };
    edits.create(&DataFile::Words.path(), word.right.place.source().text().to_owned())
}

/// The measures that have not ended before a period.
fn going_on(model: &Model, period: Period) -> BTreeSet<&str> {
    let goes_on = |measure: &Measure| measure.last_year.is_none_or(|last| last >= period.first());
    model.measures.iter().filter(|(_, measure)| goes_on(measure)).map(|(id, _)| id.as_str()).collect()
}

/// 基本戦略 with the measures that go on.
///
/// # Errors
/// There are none.
pub(super) fn tree(model: &Model, period: Period) -> Result<Said, Diagnostic> {
    let going_on = going_on(model, period);
    let tree = typed(model)?.into_iter().find(|(key, _)| key == Field::Strategy.key());
    let tree = tree.and_then(|(_, tree)| levels(tree, &going_on));
    tree.ok_or_else(|| {
        Diagnostic::new(
            Code::YearOutsidePeriod,
            format!("前の計画の事業は、どれも {} より前に終わっています。", period.first()),
        )
        .hint("--measures を付けずに始めるか、--period の年度を確かめてください。")
    })
}

/// A list of the tree, without what holds no measure any more.
fn levels(said: Said, going_on: &BTreeSet<&str>) -> Option<Said> {
    let Said::List(items) = said else { return None };
    let items: Vec<Said> = items.into_iter().filter_map(|item| level(item, going_on)).collect();
    (!items.is_empty()).then_some(Said::List(items))
}

fn level(said: Said, going_on: &BTreeSet<&str>) -> Option<Said> {
    let entries = match said {
        Said::Mapping(entries) => entries,
        Said::Text(id) => return going_on.contains(id.as_str()).then_some(Said::Text(id)),
        Said::Nothing | Said::List(_) => return None,
    };
    let below = [Field::Policy, Field::Priority, Field::Initiative].map(Field::key);
    let entry = |(key, said): (String, Said)| {
        let is_below = key == MEASURES || below.contains(&key.as_str());
        let said = if is_below && said != Said::Nothing { levels(said, going_on)? } else { said };
        Some((key, said))
    };
    Some(Said::Mapping(entries.into_iter().map(entry).collect::<Option<_>>()?))
}

/// Adds the files of the measures that go on, as they were typed. What speaks of years that the new plan does not have goes.
///
/// # Errors
/// A value that cannot be changed alone.
pub(super) fn measures(model: &Model, period: Period, edits: &mut Edits) -> Result<(), Diagnostic> {
    let going_on = going_on(model, period);
    for (id, measure) in model.measures.iter().filter(|(id, _)| going_on.contains(id.as_str())) {
        let path = DataFile::Measure { id: id.as_str() }.path();
        edits.create(&path, measure.current_title().place.source().text().to_owned())?;
        for field in model.plan.form.fields(Level::Measure) {
            match said_in(field, measure, period, &going_on) {
                Fits::AsItIs => {}
                Fits::Only(items) => replace(edits, &path, field.key(), &items)?,
            }
        }
    }
    Ok(())
}

/// What of a field fits another period.
enum Fits<'m> {
    AsItIs,
    /// These items of its list; none, if it has to go.
    Only(Vec<Fitting<'m>>),
}

/// An item of a list.
enum Fitting<'m> {
    Text(String),
    /// The first key with its text, and the years.
    Years(&'static str, &'m str, Period),
}

fn said_in<'m>(field: Field, measure: &'m Measure, period: Period, going_on: &BTreeSet<&str>) -> Fits<'m> {
    let gone_unless = |fits: bool| if fits { Fits::AsItIs } else { Fits::Only(Vec::new()) };
    let ends = measure.last_year.is_some_and(|last| period.contains(last));
    match (field.row().kind, field) {
        (Kind::Year, Field::FirstYear) => {
            gone_unless(measure.first_year.is_none_or(|first| period.contains(first)))
        }
        (Kind::Year, _) => gone_unless(measure.last_year.is_none() || ends),
        (Kind::Years, _) => {
            let years = measure.paused.iter().filter(|year| period.contains(**year));
            let years: Vec<_> = years.map(|year| Fitting::Text(year.to_string())).collect();
            if years.len() == measure.paused.len() { Fits::AsItIs } else { Fits::Only(years) }
        }
        (Kind::Schedule, _) => {
            let bars = measure.schedule.iter().map(|bar| (WORK, bar.text.value.as_str(), bar.period));
            in_period(period, bars.collect())
        }
        (Kind::Titles, _) => {
            let titles = measure.former_titles().map(|(title, years)| (FORMER, title.value.as_str(), years));
            in_period(period, titles.collect())
        }
        (Kind::Id, _) => {
            let goes_on = |successor: &MeasureId| going_on.contains(successor.as_str());
            gone_unless(measure.successor.as_ref().is_none_or(|successor| ends && goes_on(&successor.value)))
        }
        // The pictures themselves stay where they are.
        (Kind::Picture, _) => gone_unless(measure.value_in(field, period.first()).is_none()),
        _ => Fits::AsItIs,
    }
}

/// What has years, with those that lie in a period.
fn in_period<'m>(period: Period, items: Vec<(&'static str, &'m str, Period)>) -> Fits<'m> {
    if items.iter().all(|(.., years)| period.encloses(*years)) {
        return Fits::AsItIs;
    }
    let fitting = |(key, text, years): (_, _, Period)| Some(Fitting::Years(key, text, years.within(period)?));
    Fits::Only(items.into_iter().filter_map(fitting).collect())
}

/// Replaces the value of a key by a list of items; without any, the key goes.
fn replace(edits: &mut Edits, path: &Path, key: &str, items: &[Fitting<'_>]) -> Result<(), Diagnostic> {
    let order: Vec<&str> = Field::ALL.iter().map(|field| field.key()).collect();
    let mut make = |steps: &[Step<'_>], change: Change<'_>| {
        let Some(file) = edits.get(path).map(Arc::clone) else { return Ok(()) };
        edits.make(&file, steps, change)
    };
    make(&[Step::Key(key)], Change::Remove)?;
    for (index, item) in items.iter().enumerate() {
        let added = match item {
            Fitting::Text(text) => Item::Text(text),
            Fitting::Years(first, text, _) => Item::Entry(first, text),
        };
        make(&[Step::Key(key)], Change::Append { item: added, order: &order })?;
        if let Fitting::Years(first, _, years) = item {
            let steps = [Step::Key(key), Step::Item(index), Step::Key(YEARS)];
            make(&steps, Change::Set { text: &years.to_string(), order: &[*first, YEARS] })?;
        }
    }
    Ok(())
}

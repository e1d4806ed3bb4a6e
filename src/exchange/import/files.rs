//! The files of `data/` that a draft becomes.

use std::collections::BTreeMap;

use serde_yaml::{Mapping as Entries, Value};

use super::found::{Bar, Typed};
use super::gather::Draft;
use super::marks::Definition;
use super::measure::MeasureDraft;
use super::tree::Node;
use crate::diagnostics::Diagnostic;
use crate::folder::DataFile;
use crate::form::{Field, Form, Kind, Level};
use crate::model::{Edits, keys};
use crate::year::Period;

/// What `plan.yaml` says beside the tree.
pub(super) struct PlanFacts {
    pub(super) name: String,
    pub(super) publisher: String,
    pub(super) period: Period,
    pub(super) scale: Vec<Definition>,
    pub(super) sections: Vec<String>,
}

/// All files.
pub(super) fn files(draft: &Draft, facts: &PlanFacts) -> Result<Edits, Diagnostic> {
    let mut edits = Edits::default();
    let own = draft.own_fields();
    let form = Form { own: own.iter().filter_map(|field| own_field(*field)).collect(), ..Form::default() };
    create(&mut edits, DataFile::Plan, &plan(draft, facts, &own))?;
    for measure in &draft.measures {
        let id = measure.id.as_str();
        create(&mut edits, DataFile::Measure { id }, &of_measure(measure, &form))?;
        for (year, values) in &measure.records {
            let year = year.to_string();
            create(&mut edits, DataFile::Record { year: &year, id }, &of_record(values, &form))?;
        }
    }
    Ok(edits)
}

fn own_field(field: Field) -> Option<crate::form::OwnField> {
    match field {
        Field::Own(own) => Some(own),
        _ => None,
    }
}

fn create(edits: &mut Edits, file: DataFile<'_>, entries: &Entries) -> Result<(), Diagnostic> {
    // Entries of texts can always be written.
    let text = serde_yaml::to_string(entries).unwrap_or_default();
    edits.create(&file.path(), text)
}

/// Adds entries one by one, in the order in which they are to stand.
#[derive(Default)]
struct Writing(Entries);

impl Writing {
    fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.into(), value.into());
        self
    }
}

fn plan(draft: &Draft, facts: &PlanFacts, own: &[Field]) -> Entries {
    let PlanFacts { name, publisher, period, scale, sections } = facts;
    let mark = |Definition { mark, name, description }: &Definition| {
        Writing::default()
            .put(keys::MARK, mark.as_str())
            .put(keys::MARK_NAME, name.as_str())
            .put(keys::DESCRIPTION, description.as_str())
            .0
    };
    let mut plan = Writing::default()
        .put(Field::Name.key(), name.as_str())
        .put(Field::Publisher.key(), publisher.as_str())
        .put(keys::PERIOD, period.to_string())
        .put(Field::Scale.key(), scale.iter().map(mark).map(Value::from).collect::<Vec<_>>())
        .put(Field::Section.key(), sections.clone());
    let words = draft.words();
    if !words.is_empty() {
        let words = words.into_iter().map(|(label, word)| (label.key().into(), word.into()));
        plan = plan.put(keys::LABELS, words.collect::<Entries>());
    }
    if !own.is_empty() {
        let kind = |field: &Field| {
            let entry =
                Writing::default().put(keys::KIND, field.row().kind.name()).put(keys::DUE, keys::OPTIONAL).0;
            (Value::from(field.key()), Value::from(entry))
        };
        plan = plan.put(
            keys::FORM,
            Writing::default().put(keys::FIELDS, own.iter().map(kind).collect::<Entries>()).0,
        );
    }
    plan.put(Field::Strategy.key(), levels(&draft.tree.below, &strategy)).0
}

fn levels(nodes: &[Node], inside: &dyn Fn(&Node, Writing) -> Writing) -> Vec<Value> {
    let mut counted = 1;
    let level = |node: &Node| {
        let number = node.number_to_write(counted);
        counted = number.unwrap_or(counted) + 1;
        let entry =
            number.map_or_else(Writing::default, |number| Writing::default().put(keys::NUMBER, number));
        Value::from(inside(node, entry.put(keys::NAME, node.name.as_str())).0)
    };
    nodes.iter().map(level).collect()
}

fn strategy(node: &Node, entry: Writing) -> Writing {
    entry.put(Field::Policy.key(), levels(&node.below, &policy))
}

fn policy(node: &Node, entry: Writing) -> Writing {
    let has_priorities = node.below.iter().any(|below| !below.below.is_empty());
    if has_priorities {
        entry.put(Field::Priority.key(), levels(&node.below, &initiatives))
    } else {
        initiatives(node, entry)
    }
}

fn initiatives(node: &Node, entry: Writing) -> Writing {
    let measures = |node: &Node, entry: Writing| {
        let ids: Vec<Value> = node.measures.iter().map(|id| Value::from(id.as_str())).collect();
        entry.put(keys::MEASURES, ids)
    };
    entry.put(Field::Initiative.key(), levels(&node.below, &measures))
}

fn of_measure(measure: &MeasureDraft, form: &Form) -> Entries {
    let mut entries = Writing::default();
    for field in form.fields(Level::Measure) {
        let text = measure.texts.get(&field).map(|typed| typed.text.as_str());
        entries = match field.row().kind {
            _ if field == Field::Title => entries.put(field.key(), measure.title.as_str()),
            Kind::Names if !measure.sections.is_empty() => entries.put(field.key(), measure.sections.clone()),
            Kind::Schedule if !measure.bars.is_empty() => {
                entries.put(field.key(), measure.bars.iter().map(bar).collect::<Vec<_>>())
            }
            _ => match text {
                Some(text) => entries.put(field.key(), text),
                None => entries,
            },
        };
    }
    entries.0
}

fn bar(Bar { text, first, last }: &Bar) -> Value {
    let period = if first == last { first.to_string() } else { format!("{first}-{last}") };
    Value::from(Writing::default().put(keys::WORK, text.as_str()).put(keys::YEARS, period).0)
}

fn of_record(values: &BTreeMap<Field, Typed>, form: &Form) -> Entries {
    let fields = form.fields(Level::Record).filter_map(|field| Some((field, values.get(&field)?)));
    fields.fold(Writing::default(), |entries, (field, typed)| entries.put(field.key(), typed.text.as_str())).0
}

//! The plan that the sheets of all workbooks are of.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::found::{Found, LEVELS, Source, Typed};
use super::measure::MeasureDraft;
use super::tree::Node;
use super::words::{Numbered, heading, lines, numbered, one_line, without_count, without_reprint};
use crate::form::{Cell, Field, Kind, Label, Level};
use crate::language::script::squeezed;
use crate::model::MeasureId;
use crate::year::FiscalYear;

/// What the measures say together.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The root of the tree; its nodes are 基本戦略.
    pub(super) tree: Node,
    pub(super) measures: Vec<MeasureDraft>,
    /// Values of one measure that differ: which, and where each stands.
    pub(super) differing: Vec<(String, Field, Source, Source)>,
    /// Cells whose value another cell of the same sheet has, in other words.
    pub(super) passed_over: Vec<Source>,
    /// Levels that nobody named.
    pub(super) unnamed: BTreeSet<Field>,
    /// The names of the policies of which some 重点的取組 got a 重点施策 that no sheet names.
    pub(super) uneven: Vec<String>,
    /// The headings under which values stand, with their fields.
    pub(super) headings: Vec<(String, Field)>,
    by_title: HashMap<String, usize>,
}

/// The heading of a narrow cell is no longer, in characters.
const LONGEST_WORD: usize = 8;

/// What separates the names of several sections.
const BETWEEN_SECTIONS: &[char] = &['、', '・', ',', '，', '\n', '/', '／', ' ', '　', '､'];

impl Draft {
    /// Puts what was found together; each workbook is of a year, and the newest says what the plan is. Ids are those that a person
    /// has given to titles, or else counted.
    pub(super) fn of(found: &[Found], years: &[FiscalYear], ids: &HashMap<String, MeasureId>) -> Self {
        let year = |found: &Found| years[found.title.source.workbook];
        let mut found: Vec<&Found> = found.iter().collect();
        found.sort_by_key(|found| Reverse(year(found)));
        let mut draft = Self::default();
        let with_levels: HashSet<String> =
            found.iter().filter(|found| found.has_levels()).map(|found| squeezed(&title(found))).collect();
        for found in found.iter().copied() {
            let name = title(found);
            let measure = draft.measure(&name, found, ids);
            draft.merge(measure, found, years);
            let new = found.headings.iter().filter(|named| !draft.headings.contains(named));
            let new: Vec<_> = new.cloned().collect();
            draft.headings.extend(new);
            // A list of measures beside their sheets is no second mention.
            if found.has_levels() || !with_levels.contains(&squeezed(&name)) {
                let path = draft.path(found, &name);
                let id = draft.measures[measure].id.clone();
                draft.tree.put(&path, &id);
            }
        }
        draft.uneven = draft.tree.below.iter_mut().flat_map(even).collect();
        let ends = found.last().zip(found.first()).map(|(oldest, newest)| (year(oldest), year(newest)));
        for measure in &mut draft.measures {
            ends.inspect(|&ends| measure.limit(ends));
        }
        draft
    }

    fn measure(&mut self, name: &str, found: &Found, ids: &HashMap<String, MeasureId>) -> usize {
        let key = squeezed(name);
        if let Some(&known) = self.by_title.get(&key) {
            return known;
        }
        let is_free = |id: &MeasureId| self.measures.iter().all(|measure| measure.id != *id);
        let wished = ids.get(&key).or(found.id.as_ref()).filter(|id| is_free(id)).cloned();
        let counted = || (1..).find_map(|number| format!("jigyou-{number:02}").parse().ok().filter(is_free));
        // Counting goes on until a number is free.
        let start = self.measures.len() + 1;
        let next = format!("jigyou-{start:02}").parse().ok().filter(is_free);
        let Some(id) = wished.or(next).or_else(counted) else { return self.measures.len() };
        self.measures.push(MeasureDraft::new(id, name));
        self.by_title.insert(key, self.measures.len() - 1);
        self.measures.len() - 1
    }

    fn merge(&mut self, measure: usize, found: &Found, years: &[FiscalYear]) {
        let year = years[found.title.source.workbook];
        let has_own_grade = found.values.keys().any(|cell| cell.field == Field::SelfGrade);
        let Some(draft) = self.measures.get_mut(measure) else { return };
        draft.seen.entry(year).or_insert(found.title.source);
        if draft.bars.is_empty() {
            draft.bars.clone_from(&found.bars);
        }
        let (mut differing, mut passed_over) = (Vec::new(), Vec::new());
        // A heading that names the year says more than one that does not.
        let (of_years, others): (Vec<_>, Vec<_>) =
            found.values.iter().partition(|(cell, _)| cell.year.is_some());
        let own: HashSet<Source> = found.values.values().map(|typed| typed.source).collect();
        for (&Cell { field, year: of_year }, typed) in of_years.into_iter().chain(others) {
            let row = field.row();
            let mut note = |values: &mut BTreeMap<Field, Typed>, field| match values.get(&field) {
                Some(known) if squeezed(&known.text) == squeezed(&typed.text) => {}
                Some(known) if own.contains(&known.source) || years[known.source.workbook] != year => {
                    passed_over.push(typed.source);
                }
                Some(known) => {
                    differing.push((draft.title.clone(), field, known.source, typed.source));
                }
                None => drop(values.insert(field, typed.clone())),
            };
            let of_year = of_year.unwrap_or(year);
            match (row.level, row.kind) {
                (Level::Measure, Kind::Names) if draft.sections.is_empty() => {
                    draft.sections = sections(&typed.text);
                }
                (Level::Measure, Kind::Words | Kind::Prose) => note(&mut draft.texts, field),
                (Level::Record, _) => note(draft.records.entry(of_year).or_default(), field),
                (Level::Computed, _) => {
                    let is_own = of_year == year && !has_own_grade;
                    let field = if is_own { Field::SelfGrade } else { Field::ReviewedGrade };
                    note(draft.records.entry(of_year).or_default(), field);
                }
                _ => {}
            }
        }
        self.differing.extend(differing);
        self.passed_over.extend(passed_over);
    }

    /// Where in the tree a measure stands, its 重点的取組 last. A title `…（１）` is one of several measures of 「…」.
    fn path(&mut self, found: &Found, name: &str) -> Vec<Numbered> {
        let mut path = Vec::new();
        for level in LEVELS {
            let typed = found.text(level).map(|typed| numbered(&typed.text));
            match (level, typed) {
                (_, Some(name)) => path.push(Numbered { name: without_reprint(&name.name).0, ..name }),
                (Field::Priority, None) => {}
                (Field::Initiative, None) => {
                    path.push(Numbered { number: None, name: without_count(name).to_owned() });
                }
                (level, None) => {
                    self.unnamed.insert(level);
                    path.push(Numbered { number: None, name: format!("（{}の名称）", level.key()) });
                }
            }
        }
        path
    }

    /// What the council calls the fields, where it is not what the form prints: the first word for each.
    pub(super) fn words(&self) -> BTreeMap<Label, &str> {
        let mut words = BTreeMap::new();
        for (word, field) in &self.headings {
            let Some(label) = field.label() else { continue };
            words.entry(label).or_insert(word.as_str());
        }
        words.retain(|label, word| {
            let is_own = *word != label.key() && heading(label.printed()).as_deref() != Some(*word);
            is_own && word.chars().count() <= LONGEST_WORD
        });
        words
    }

    /// The years that are spoken of.
    pub(super) fn years(&self) -> impl Iterator<Item = FiscalYear> {
        let records = self.measures.iter().flat_map(|measure| measure.records.keys().copied());
        records.chain(
            self.measures.iter().flat_map(|measure| &measure.bars).flat_map(|bar| [bar.first, bar.last]),
        )
    }

    /// The sections in the order in which they come.
    pub(super) fn sections(&self) -> Vec<String> {
        let mut sections: Vec<String> = Vec::new();
        for section in self.measures.iter().flat_map(|measure| &measure.sections) {
            if !sections.contains(section) {
                sections.push(section.clone());
            }
        }
        sections
    }

    /// The marks that are given.
    pub(super) fn marks(&self) -> Vec<String> {
        let values = self.measures.iter().flat_map(|measure| measure.records.values()).flatten();
        values
            .filter(|(field, _)| field.row().kind == Kind::Grade)
            .map(|(_, typed)| typed.text.clone())
            .collect()
    }

    /// The fields of the council's own that have a value.
    pub(super) fn own_fields(&self) -> Vec<Field> {
        let values =
            self.measures.iter().flat_map(|measure| measure.records.values()).flat_map(BTreeMap::keys);
        let mut own: Vec<Field> = values.copied().filter(|field| matches!(field, Field::Own(_))).collect();
        own.sort_unstable();
        own.dedup();
        own
    }
}

/// The name of a measure, without its number and 【再掲】.
fn title(found: &Found) -> String {
    numbered(&without_reprint(&one_line(&found.title.text)).0).name
}

fn sections(text: &str) -> Vec<String> {
    lines(text)
        .split(BETWEEN_SECTIONS)
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A policy has its 重点的取組 all under 重点施策, or all by themselves: those without get one named like the policy, after the others.
/// The names of the policies where it was so.
fn even(strategy: &mut Node) -> Vec<String> {
    let mut uneven = Vec::new();
    for policy in &mut strategy.below {
        let (with, without): (Vec<Node>, Vec<Node>) =
            std::mem::take(&mut policy.below).into_iter().partition(|node| !node.below.is_empty());
        policy.below = with;
        if policy.below.is_empty() {
            policy.below = without;
        } else if !without.is_empty() {
            let name = policy.name.clone();
            uneven.push(name.clone());
            policy.below.push(Node { number: None, name, below: without, measures: Vec::new() });
        }
    }
    uneven
}

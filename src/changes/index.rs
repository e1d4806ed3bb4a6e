//! 全体の評価: the names and numbers of the tree, and what stands under its tables.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices_by_key};

use super::change::Change;
use crate::book::{Book, IndexRow, LevelView, SaidView};
use crate::form::{Field, Label};
use crate::model::{MeasureId, Text};

/// A line of 全体の評価: a level of the tree.
pub(super) struct Line<'a> {
    /// Which level.
    field: Field,
    pub level: LevelView<'a>,
    /// 注記 of a 基本戦略.
    note: Option<&'a Text>,
    /// What the council's own fields say of it.
    said: &'a [SaidView<'a>],
    /// A row a measure, of a 重点的取組.
    pub rows: &'a [IndexRow<'a>],
    /// The measures under it, by which it is known where it has a new name.
    measures: BTreeSet<&'a MeasureId>,
}

/// The lines of two states, each beside the one it was.
pub(super) struct Lines<'a> {
    pub old: Vec<Line<'a>>,
    pub new: Vec<Line<'a>>,
    /// Places in `old` and `new`, in page order; one alone has gone or come.
    pairs: Vec<(Option<usize>, Option<usize>)>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(old: &'a Book<'a>, new: &'a Book<'a>) -> Self {
        let (old, new) = (lines(old), lines(new));
        let pairs = pairs(&old, &new);
        Self { old, new, pairs }
    }

    /// Where each new line was.
    pub(super) fn origins(&self) -> BTreeMap<usize, usize> {
        self.pairs.iter().filter_map(|&(old, new)| Some((new?, old?))).collect()
    }

    pub(super) fn changes(&self, old: &Book<'_>, new: &Book<'_>) -> Vec<Change> {
        let title = &new.labels[Label::Index];
        let period = |book: &Book<'_>| match book.years.as_slice() {
            [first, .., last] => format!("{}-{}", first.short, last.short),
            years => years.iter().map(|year| year.short.to_string()).collect(),
        };
        let mut changes: Vec<Change> =
            Change::new(None, title, "計画期間", &period(old), &period(new)).into_iter().collect();
        for &(before, now) in &self.pairs {
            let before = before.map(|place| &self.old[place]);
            let now = now.map(|place| &self.new[place]);
            let Some(field) = now.or(before).map(|line| line.field) else { continue };
            let label = new.labels.field(field);
            let name = |line: Option<&Line<'_>>| line.map(|line| line.level.to_string()).unwrap_or_default();
            if let Some(change) = Change::new(None, title, label, &name(before), &name(now)) {
                changes.push(Change { field: Some(field.into()), ..change });
            }
            let note = |line: Option<&Line<'_>>| {
                line.and_then(|line| line.note).map(|note| note.value.clone()).unwrap_or_default()
            };
            if let Some(number) = now.or(before).map(|line| line.level.number) {
                let label = format!("{label} {number} の注記");
                changes.extend(Change::new(None, title, &label, &note(before), &note(now)));
                changes.extend(said_changes(title, new.labels.field(field), before, now));
            }
        }
        changes
    }
}

/// All lines, in page order.
fn lines<'a>(book: &'a Book<'a>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    for strategy in &book.index {
        let strategy_place = lines.len();
        lines.push(Line {
            note: strategy.note,
            said: &strategy.fields,
            ..Line::of(Field::Strategy, strategy.level)
        });
        for policy in &strategy.policies {
            let policy_place = lines.len();
            lines.push(Line { said: &policy.fields, ..Line::of(Field::Policy, policy.level) });
            for group in &policy.groups {
                let group_place = lines.len();
                lines.extend(
                    group
                        .priority
                        .map(|priority| Line { said: &group.fields, ..Line::of(Field::Priority, priority) }),
                );
                for initiative in &group.initiatives {
                    let measures: BTreeSet<_> = initiative.rows.iter().map(|row| row.id).collect();
                    for place in [strategy_place, policy_place] {
                        lines[place].measures.extend(&measures);
                    }
                    if group.priority.is_some() {
                        lines[group_place].measures.extend(&measures);
                    }
                    lines.push(Line {
                        rows: &initiative.rows,
                        measures,
                        ..Line::of(Field::Initiative, initiative.level)
                    });
                }
            }
        }
    }
    lines
}

impl<'a> Line<'a> {
    fn of(field: Field, level: LevelView<'a>) -> Self {
        Self { field, level, note: None, said: &[], rows: &[], measures: BTreeSet::new() }
    }
}

/// What the council's own fields say of a level, field by field.
fn said_changes(title: &str, level: &str, before: Option<&Line<'_>>, now: Option<&Line<'_>>) -> Vec<Change> {
    let said = |line: Option<&Line<'_>>, field: Field| {
        let said = line.map_or(&[][..], |line| line.said).iter().find(|said| said.field == field);
        said.map(SaidView::printed).unwrap_or_default()
    };
    let all = [now, before].into_iter().flatten();
    let mut fields: Vec<Field> = all.clone().flat_map(|line| line.said).map(|said| said.field).collect();
    fields.sort_unstable();
    fields.dedup();
    let Some(number) = all.map(|line| line.level.number).next() else { return Vec::new() };
    let change = |&field: &Field| {
        let label = format!("{level} {number} の{}", field.key());
        Change::new(None, title, &label, &said(before, field), &said(now, field))
    };
    fields.iter().filter_map(change).collect()
}

/// Lines with the same name keep their order; between them, those that share a measure belong together, and then those of one level.
/// What is left over with one name is one line that moved.
fn pairs(old: &[Line<'_>], new: &[Line<'_>]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut pairs = Vec::new();
    let name = |line: &Line<'_>| (line.field, line.level.name.value.clone());
    for operation in capture_diff_slices_by_key(Algorithm::Myers, old, new, name) {
        let (before, now) = (operation.old_range(), operation.new_range());
        if let DiffOp::Equal { .. } = operation {
            pairs.extend(before.zip(now).map(|(before, now)| (Some(before), Some(now))));
            continue;
        }
        let mut left: BTreeSet<usize> = before.collect();
        let mut origins = BTreeMap::new();
        for sharing in [true, false] {
            for place in now.clone() {
                let line = &new[place];
                let belongs = |&before: &usize| {
                    let before = &old[before];
                    before.field == line.field && (!sharing || !before.measures.is_disjoint(&line.measures))
                };
                if !origins.contains_key(&place)
                    && let Some(before) = left.iter().copied().find(belongs)
                {
                    left.remove(&before);
                    origins.insert(place, before);
                }
            }
        }
        pairs.extend(now.map(|place| (origins.get(&place).copied(), Some(place))));
        pairs.extend(left.into_iter().map(|before| (Some(before), None)));
    }
    join_moved(&mut pairs, old, new);
    pairs
}

/// Pairs lines above the 重点的取組 that are left over on both sides with one name: where other lines moved past them, the
/// order that the names keep passes them over. A 重点的取組 that moved is told with its sheets.
fn join_moved(pairs: &mut Vec<(Option<usize>, Option<usize>)>, old: &[Line<'_>], new: &[Line<'_>]) {
    let is_same = |before: usize, now: usize| {
        let (before, now) = (&old[before], &new[now]);
        before.field == now.field && before.level.name.value == now.level.name.value
    };
    let come: Vec<usize> = pairs
        .iter()
        .filter(|(before, _)| before.is_none())
        .filter_map(|&(_, now)| now)
        .filter(|&now| new[now].field != Field::Initiative)
        .collect();
    for now in come {
        let gone = pairs.iter().position(|&(before, other)| {
            other.is_none() && before.is_some_and(|before| is_same(before, now))
        });
        if let Some(gone) = gone {
            let (before, _) = pairs.remove(gone);
            if let Some(pair) = pairs.iter_mut().find(|(_, other)| *other == Some(now)) {
                pair.0 = before;
            }
        }
    }
}

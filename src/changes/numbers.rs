//! 事業番号 that changed: where a measure comes or goes, those of all behind it move together, which is one change.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use crate::book::{Book, IndexRow, IndexStrategy};
use crate::form::{Field, Label};
use crate::language::script::to_half_width;
use crate::model::MeasureId;

/// The numbers that changed.
pub(super) struct Numbers<'a> {
    /// Of measures that moved together, a row for all of them.
    pub together: Vec<Change>,
    /// Of measures whose number moved by itself.
    pub alone: Alone<'a>,
}

/// For each measure whose number moved by itself, what it was and what it is.
pub(super) struct Alone<'a>(BTreeMap<&'a MeasureId, [String; 2]>);

/// The number of a measure, before and now.
struct Renumbered<'a> {
    id: &'a MeasureId,
    numbers: [Option<String>; 2],
}

impl<'a> Numbers<'a> {
    pub(super) fn of(old: &'a Book<'a>, new: &'a Book<'a>) -> Self {
        let before = numbers(old);
        let mut seen = BTreeSet::new();
        let renumbered = rows(new).filter_map(|row| {
            let first = seen.insert(row.id);
            let numbers = [before.get(row.id)?.clone(), number(row)];
            (first && numbers[0] != numbers[1]).then_some(Renumbered { id: row.id, numbers })
        });
        let renumbered: Vec<_> = renumbered.collect();
        let (mut together, mut alone) = (Vec::new(), BTreeMap::new());
        for run in renumbered.chunk_by(Renumbered::is_next) {
            match run {
                [first, .., last] => together.extend(of_run(first, last, run.len(), new)),
                run => alone.extend(
                    run.iter().map(|one| (one.id, one.numbers.clone().map(Option::unwrap_or_default))),
                ),
            }
        }
        Self { together, alone: Alone(alone) }
    }
}

impl Alone<'_> {
    /// The change of one of them.
    pub(super) fn change(
        &self,
        id: &MeasureId,
        page: Option<u32>,
        title: &str,
        book: &Book<'_>,
    ) -> Option<Change> {
        let [old, new] = self.0.get(id)?;
        let change = Change::new(page, title, book.labels.field(Field::Number), old, new)?;
        Some(Change { field: Some(Field::Number.into()), ..change })
    }
}

impl Renumbered<'_> {
    /// Whether another follows it both before and now.
    fn is_next(&self, other: &Self) -> bool {
        self.numbers.iter().zip(&other.numbers).all(|(number, next)| match (number, next) {
            (Some(number), Some(next)) => counted(number)
                .and_then(|number| number.checked_add(1))
                .is_some_and(|number| counted(next) == Some(number)),
            (None, None) => true,
            _ => false,
        })
    }
}

/// The row of those that moved together.
fn of_run(first: &Renumbered<'_>, last: &Renumbered<'_>, count: usize, book: &Book<'_>) -> Option<Change> {
    let [before, now] = [0, 1].map(|side| match (&first.numbers[side], &last.numbers[side]) {
        (Some(first), Some(last)) => format!("{first}～{last}"),
        _ => String::new(),
    });
    let [from, to] = [0, 1].map(|side| first.numbers[side].as_deref().and_then(counted));
    let moved = match (from, to) {
        (Some(from), Some(to)) if from < to => {
            format!("（{count}事業の番号が{}ずつ後ろに移りました）", to - from)
        }
        (Some(from), Some(to)) => format!("（{count}事業の番号が{}ずつ前に移りました）", from - to),
        _ => String::new(),
    };
    let title = &book.labels[Label::Index];
    Change::new(None, title, book.labels.field(Field::Number), &before, &(now + &moved))
}

/// The number of each measure that a book lists.
fn numbers<'a>(book: &'a Book<'a>) -> BTreeMap<&'a MeasureId, Option<String>> {
    rows(book).map(|row| (row.id, number(row))).collect()
}

fn rows<'a>(book: &'a Book<'a>) -> impl Iterator<Item = &'a IndexRow<'a>> {
    book.index.iter().flat_map(IndexStrategy::rows)
}

fn number(row: &IndexRow<'_>) -> Option<String> {
    row.name.as_ref()?.number.as_deref().map(str::to_owned)
}

/// A number that is nothing but digits, in either width.
fn counted(number: &str) -> Option<u32> {
    number.chars().map(to_half_width).collect::<String>().parse().ok()
}

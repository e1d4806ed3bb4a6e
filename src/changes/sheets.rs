//! The sheets: those that come, go and change their places, and the fields of those that stay; with them the rows of 全体の評価.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::change::{Change, is_level};
use super::index::{Line, Lines};
use super::numbers::Alone;
use crate::book::{Book, GradeView, IndexRow, Sheet};
use crate::form::{Cell, Field, Label};
use crate::model::MeasureId;
use crate::year::FiscalYear;

/// A measure at one place of the tree, with its sheet if it is under way.
struct Mention<'a> {
    /// The place of its 重点的取組 among the lines.
    line: usize,
    /// 重点的取組 with its number.
    initiative: String,
    row: &'a IndexRow<'a>,
    sheet: Option<&'a Sheet<'a>>,
}

impl Mention<'_> {
    /// 事業名, with the mark of a 再掲 where it has a sheet.
    fn title(&self, book: &Book<'_>) -> String {
        let name = || self.row.name.as_ref().map(|name| name.title.value.clone());
        match self.sheet {
            Some(sheet) => title(sheet, book),
            None => name().unwrap_or_else(|| self.initiative.clone()),
        }
    }

    /// One that has no sheet, as a whole: its number and 事業名; where the measure is listed elsewhere too, where it stands.
    fn listed(&self, has_others: bool, book: &Book<'_>) -> String {
        match &self.row.name {
            Some(name) if !has_others => name.to_string(),
            _ => format!("{} {}", book.labels[Label::Initiative], self.initiative),
        }
    }
}

/// Whether a measure is among some rows of 全体の評価.
fn has(mentions: &[Mention<'_>], id: &MeasureId) -> bool {
    mentions.iter().any(|mention| mention.row.id == id)
}

/// 事業名, with the mark of a 再掲.
fn title(sheet: &Sheet<'_>, book: &Book<'_>) -> String {
    let title = &sheet.title.value;
    if sheet.reprint_of.is_some() {
        format!("{title}（{}）", book.labels[Label::Reprint])
    } else {
        title.clone()
    }
}

/// All that differs in the sheets, in page order; what is gone at the end.
pub(super) fn changes(old: &Book<'_>, new: &Book<'_>, lines: &Lines<'_>, numbers: &Alone<'_>) -> Vec<Change> {
    let (before, now) = (mentions(old, &lines.old), mentions(new, &lines.new));
    let line_origins = lines.origins();
    let origins = origins(&before, &now, &line_origins);
    let moved = moved(&before, &now, &origins);
    let mut grades = Grades { old, new, told: BTreeSet::new() };
    let mut changes = Vec::new();
    for (place, mention) in now.iter().enumerate() {
        let origin = origins.get(&place).map(|&origin| &before[origin]);
        let page = mention.sheet.map(|sheet| sheet.page);
        let title = mention.title(new);
        match (origin.and_then(|origin| origin.sheet), mention.sheet) {
            (Some(old_sheet), Some(sheet)) => {
                if moved.contains(&place) {
                    let (old, new_page) = (old_sheet.page.to_string(), sheet.page.to_string());
                    changes.extend(Change::new(page, &title, &new.labels[Label::Page], &old, &new_page));
                }
                let mark = |sheet: &Sheet<'_>| if sheet.reprint_of.is_some() { "あり" } else { "" };
                let label = &new.labels[Label::Reprint];
                changes.extend(Change::new(page, &sheet.title.value, label, mark(old_sheet), mark(sheet)));
                changes.extend(of_sheet(old_sheet, sheet, new, true));
            }
            (None, Some(sheet)) => {
                let other = old.sheets.iter().find(|other| other.id == sheet.id);
                let text = whole(sheet, other.is_some(), new);
                changes.extend(Change::new(page, &title, &new.labels[Label::Sheet], "", &text));
                // It stands elsewhere in the tree than the other.
                changes.extend(other.into_iter().flat_map(|other| of_sheet(other, sheet, new, false)));
            }
            (None, None) if origin.is_none() => {
                let text =
                    mention.listed(has(&before, mention.row.id) || has(&now[..place], mention.row.id), new);
                changes.extend(Change::new(None, &title, &new.labels[Label::Index], "", &text));
            }
            (_, None) => {}
        }
        if let Some(origin) = origin {
            if !has(&now[..place], mention.row.id) {
                changes.extend(numbers.change(mention.row.id, page, &title, new));
            }
            let label = &new.labels[Label::Initiative];
            // One that has a new name is told with the tree.
            if line_origins.get(&mention.line) != Some(&origin.line) {
                changes.extend(Change::new(page, &title, label, &origin.initiative, &mention.initiative));
            }
        }
        if let Some(origin) = origin {
            changes.extend(grades.changes(origin, mention));
        }
    }
    let successors: BTreeMap<usize, usize> =
        origins.iter().map(|(&place, &origin)| (origin, place)).collect();
    for (place, mention) in before.iter().enumerate() {
        let successor = successors.get(&place).map(|&place| &now[place]);
        if let Some(sheet) = mention.sheet
            && successor.is_none_or(|now| now.sheet.is_none())
        {
            let other = new.sheets.iter().any(|other| other.id == sheet.id);
            let text = whole(sheet, other, old);
            changes.extend(Change::new(None, &title(sheet, old), &new.labels[Label::Sheet], &text, ""));
        }
        if successor.is_none() && mention.sheet.is_none() {
            let text =
                mention.listed(has(&now, mention.row.id) || has(&before[..place], mention.row.id), old);
            changes.extend(Change::new(None, &mention.title(old), &new.labels[Label::Index], &text, ""));
        }
    }
    changes
}

/// A sheet as a whole: the number and title; where the measure has more than one, where in the tree it stands.
fn whole(sheet: &Sheet<'_>, has_others: bool, book: &Book<'_>) -> String {
    if has_others || sheet.reprint_of.is_some() {
        format!("{} {}", book.labels[Label::Policy], sheet.policy)
    } else {
        sheet.name()
    }
}

/// All rows of 全体の評価 with their sheets, in page order.
fn mentions<'a>(book: &'a Book<'a>, lines: &[Line<'a>]) -> Vec<Mention<'a>> {
    let sheets: BTreeMap<u32, &Sheet<'_>> = book.sheets.iter().map(|sheet| (sheet.page, sheet)).collect();
    let mut mentions = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        mentions.extend(line.rows.iter().map(|row| Mention {
            line: place,
            initiative: line.level.to_string(),
            row,
            sheet: row.page.and_then(|page| sheets.get(&page).copied()),
        }));
    }
    mentions
}

/// Which earlier mention each is: the one at the same place of the tree, or else the next of the same measure.
fn origins(
    before: &[Mention<'_>],
    now: &[Mention<'_>],
    lines: &BTreeMap<usize, usize>,
) -> BTreeMap<usize, usize> {
    let mut left: BTreeSet<usize> = (0..before.len()).collect();
    let mut origins = BTreeMap::new();
    for in_place in [true, false] {
        for (place, mention) in now.iter().enumerate() {
            let line = lines.get(&mention.line);
            let is_origin = |&origin: &usize| {
                let before = &before[origin];
                before.row.id == mention.row.id && (!in_place || line == Some(&before.line))
            };
            if !origins.contains_key(&place)
                && let Some(origin) = left.iter().copied().find(is_origin)
            {
                left.remove(&origin);
                origins.insert(place, origin);
            }
        }
    }
    origins
}

/// The sheets that stand in another order, as few as explain it; the pages of all others moved with those that came and went.
fn moved(before: &[Mention<'_>], now: &[Mention<'_>], origins: &BTreeMap<usize, usize>) -> BTreeSet<usize> {
    let kept = origins
        .iter()
        .filter(|&(&place, &origin)| now[place].sheet.is_some() && before[origin].sheet.is_some());
    let (places, order): (Vec<usize>, Vec<usize>) = kept.unzip();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    let operations = capture_diff_slices(Algorithm::Myers, &sorted, &order);
    let elsewhere = operations.iter().filter(|operation| operation.tag() != DiffTag::Equal);
    elsewhere.flat_map(DiffOp::new_range).map(|index| places[index]).collect()
}

/// What 全体の評価 says of a measure and no sheet does.
struct Grades<'a> {
    old: &'a Book<'a>,
    new: &'a Book<'a>,
    /// A 再掲 repeats its row.
    told: BTreeSet<(MeasureId, FiscalYear, String, String)>,
}

impl Grades<'_> {
    fn changes(&mut self, before: &Mention<'_>, now: &Mention<'_>) -> Vec<Change> {
        let sheets = [before, now].map(|mention| mention.sheet);
        // Marks are on the sheets too, and that a measure is not under way is why a sheet came or went.
        let marks = sheets.iter().any(Option::is_none);
        let dashes = sheets[0].is_some() == sheets[1].is_some();
        let cell = |mention: &Mention<'_>, book: &Book<'_>, year: FiscalYear| -> String {
            let column = book.years.iter().position(|column| column.short == year);
            match column.and_then(|column| mention.row.grades.get(column)) {
                Some(grade) => match grade.mark {
                    Some(mark) if marks => mark.value.clone(),
                    None if dashes && grade.not_running => NOT_RUNNING.to_owned(),
                    _ => String::new(),
                },
                None => String::new(),
            }
        };
        let years = self.new.years.iter().filter(|year| !year.current || dashes).map(|year| year.short);
        let cells = years.map(|year| (year, [cell(before, self.old, year), cell(now, self.new, year)]));
        let cells: Vec<_> = cells.collect();
        // That it ends earlier or begins later is one change, of however many years.
        let is_one = |(_, one): &(FiscalYear, [String; 2]), (_, other): &(FiscalYear, [String; 2])| {
            one == other && one.iter().any(|cell| cell == NOT_RUNNING)
        };
        let mut changes = Vec::new();
        for run in cells.chunk_by(is_one) {
            let [(first, [old, new]), ..] = run else { continue };
            let last = run.last().map_or(*first, |(last, _)| *last);
            let label = if *first == last {
                self.new.labels.cell(Cell::of_year(Field::Grade, *first))
            } else {
                format!("{}（{first}-{last}）", self.new.labels.field(Field::Grade))
            };
            if self.told.insert((now.row.id.clone(), *first, old.clone(), new.clone())) {
                let page = now.sheet.map(|sheet| sheet.page);
                changes.extend(Change::new(page, &now.title(self.new), &label, old, new));
            }
        }
        changes
    }
}

/// The cell of a year in which a measure is not under way.
const NOT_RUNNING: &str = "－";

/// The cells that differ.
fn of_sheet(old: &Sheet<'_>, new: &Sheet<'_>, book: &Book<'_>, same_place: bool) -> Vec<Change> {
    let mut changes = Vec::new();
    for cell in new.cells() {
        // The mark of the year itself is 自己評価, with its name.
        let is_told = cell.field == Field::Grade && cell.year == Some(book.year.short);
        // A number is told with those of the others.
        let is_told = is_told || cell.field == Field::Number;
        if !cell.field.row().compared || is_told || !same_place && is_level(cell) {
            continue;
        }
        // The cell has both marks, and a committee asks which of them was changed.
        let rows = if cell.field == Field::SelfGrade {
            let reviewed = Cell::from(Field::ReviewedGrade);
            let both = |grade: for<'s> fn(&'s Sheet<'_>) -> Option<GradeView<'s>>| {
                [old, new].map(|sheet| grade(sheet).map(|grade| grade.to_string()).unwrap_or_default())
            };
            let mut rows = vec![(cell, both(|sheet| sheet.self_grade))];
            // Where neither sheet prints a review, none has changed.
            if [old, new].iter().any(|sheet| sheet.revised_grade.is_some()) {
                rows.push((reviewed, both(|sheet| sheet.reviewed_grade)));
            }
            rows
        } else {
            vec![(cell, [old, new].map(|sheet| sheet.printed(cell)))]
        };
        for (cell, [before, now]) in rows {
            let change = Change::new(Some(new.page), new.title, &book.labels.cell(cell), &before, &now);
            changes.extend(change.map(|change| Change { field: Some(cell), ..change }));
        }
    }
    changes
}

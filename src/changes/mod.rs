//! What differs between two states of a booklet, field by field.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use words::{Piece, Words, differences};

use crate::book::{Book, GradeView, Sheet, YearColumn};
use crate::model::{MeasureId, Text};

/// The fields of a sheet that are compared, in the order of the page. Those of a year have the year behind them.
const FIELDS: [&str; 11] = [
    "基本戦略",
    "施策細目",
    "重点施策",
    "担当係",
    "事業名",
    "概要",
    "年次計画",
    "取組内容",
    "成果",
    "自己評価",
    "今後の方針",
];

/// The last field of a sheet.
const REMARKS: &str = "備考";

/// The fields that stand above the measures: the same on many sheets.
const LEVELS: [&str; 3] = ["基本戦略", "施策細目", "重点施策"];

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The printed page of the sheet; none for what stands before the sheets, or is no longer printed.
    pub sheet: Option<u32>,
    /// 事業名, or the part of the booklet.
    pub title: String,
    /// The field, by its key in the records; a year's as `指標目標-R5`. None for a sheet as a whole.
    pub field: Option<String>,
    /// The field's name on paper.
    pub label: String,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
    /// Both in one, word by word.
    pub words: Words,
}

impl Change {
    fn new(sheet: Option<u32>, title: &str, label: &str, old: &str, new: &str) -> Option<Self> {
        (old != new).then(|| Self {
            sheet,
            title: title.to_owned(),
            field: None,
            label: label.to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
            words: differences(old, new),
        })
    }
}

/// All that differs between two states of a booklet, in page order. What is printed on several sheets is told for each.
#[must_use]
pub fn changes(old: &Book<'_>, new: &Book<'_>) -> Vec<Change> {
    let mut changes = front(old, new);
    let before = prints(old);
    let mut printed: BTreeMap<&MeasureId, usize> = BTreeMap::new();
    for sheet in &new.sheets {
        // A 再掲 stands elsewhere in the tree than the first print.
        let count = printed.entry(sheet.id).or_default();
        let same = before.get(sheet.id).map(|prints| (prints.first(), prints.get(*count)));
        *count += 1;
        match same {
            Some((_, Some(before))) => changes.extend(of_sheet(before, sheet, new, true)),
            Some((Some(first), None)) => changes.extend(of_sheet(first, sheet, new, false)),
            Some((None, None)) | None => {
                changes.extend(Change::new(
                    Some(sheet.page),
                    sheet.title,
                    &new.labels.sheet,
                    "",
                    sheet.title,
                ));
            }
        }
    }
    let gone =
        old.sheets.iter().filter(|sheet| sheet.reprint_of.is_none() && !printed.contains_key(sheet.id));
    changes
        .extend(gone.filter_map(|sheet| Change::new(None, sheet.title, &old.labels.sheet, sheet.title, "")));
    changes
}

/// The changes for a list: what is printed on several sheets is told once.
#[must_use]
pub fn told_once(changes: Vec<Change>, book: &Book<'_>) -> Vec<Change> {
    let reprints: BTreeSet<u32> =
        book.sheets.iter().filter(|sheet| sheet.reprint_of.is_some()).map(|sheet| sheet.page).collect();
    let mut levels = BTreeSet::new();
    let is_level = |change: &Change| change.field.as_deref().is_some_and(|field| LEVELS.contains(&field));
    changes
        .into_iter()
        .filter(|change| match change.sheet {
            _ if is_level(change) => {
                levels.insert((change.label.clone(), change.old.clone(), change.new.clone()))
            }
            Some(page) => !reprints.contains(&page),
            None => true,
        })
        .collect()
}

/// All sheets of each measure, in page order.
fn prints<'a, 'b>(book: &'a Book<'b>) -> BTreeMap<&'b MeasureId, Vec<&'a Sheet<'b>>> {
    let mut prints: BTreeMap<&MeasureId, Vec<&Sheet<'_>>> = BTreeMap::new();
    for sheet in &book.sheets {
        prints.entry(sheet.id).or_default().push(sheet);
    }
    prints
}

/// What stands before the sheets.
fn front(old: &Book<'_>, new: &Book<'_>) -> Vec<Change> {
    let slogan = |book: &Book<'_>| book.slogan.map(|slogan| slogan.value.clone()).unwrap_or_default();
    let issued = |book: &Book<'_>| book.issued.clone().unwrap_or_default();
    let note = |book: &Book<'_>| book.note.map(|note| note.value.clone()).unwrap_or_default();
    let cover = [
        ("名称", old.plan.value.clone(), new.plan.value.clone()),
        ("標語", slogan(old), slogan(new)),
        ("発行者", old.publisher.value.clone(), new.publisher.value.clone()),
        ("発行日", issued(old), issued(new)),
    ];
    let mut changes: Vec<Change> =
        cover.iter().filter_map(|(label, old, new)| Change::new(None, "表紙", label, old, new)).collect();
    let sections = |book: &Book<'_>| -> Vec<(String, String)> {
        let heading = |heading: Option<&Text>| heading.map(|heading| heading.value.clone());
        book.foreword
            .iter()
            .map(|section| (heading(section.heading).unwrap_or_default(), section.body.value.clone()))
            .collect()
    };
    let (old_sections, new_sections) = (sections(old), sections(new));
    let nothing = (String::new(), String::new());
    for index in 0..old_sections.len().max(new_sections.len()) {
        let (old_heading, old_body) = old_sections.get(index).unwrap_or(&nothing);
        let (new_heading, new_body) = new_sections.get(index).unwrap_or(&nothing);
        let title = if new_heading.is_empty() { old_heading } else { new_heading };
        let title = if title.is_empty() { "前文" } else { title };
        changes.extend(Change::new(None, title, "見出し", old_heading, new_heading));
        changes.extend(Change::new(None, title, "本文", old_body, new_body));
    }
    let scale = |book: &Book<'_>| -> String {
        let grade = |grade: &GradeView<'_>| {
            format!("{} {} {}", grade.mark.value, grade.name.value, grade.description.value)
        };
        book.scale.iter().map(grade).collect::<Vec<_>>().join("\n")
    };
    changes.extend(Change::new(None, "評価基準", "説明", &scale(old), &scale(new)));
    changes.extend(Change::new(None, "評価基準", "注記", &note(old), &note(new)));
    changes
}

fn of_sheet(old: &Sheet<'_>, new: &Sheet<'_>, book: &Book<'_>, same_place: bool) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut compare = |field: String, old: &str, now: &str| {
        if let Some(change) = Change::new(Some(new.page), new.title, &book.labels.field(&field), old, now) {
            changes.push(Change { field: Some(field), ..change });
        }
    };
    for field in FIELDS.into_iter().filter(|field| same_place || !LEVELS.contains(field)) {
        compare(field.to_owned(), &whole(old, field), &whole(new, field));
        if field == "年次計画" {
            compare_years(old, new, &mut compare);
        }
    }
    compare(REMARKS.to_owned(), &whole(old, REMARKS), &whole(new, REMARKS));
    changes
}

/// The columns of the years: 指標目標 and 評価.
fn compare_years(old: &Sheet<'_>, new: &Sheet<'_>, compare: &mut impl FnMut(String, &str, &str)) {
    for column in &new.years {
        let year = column.year.short;
        let before = old.years.iter().find(|before| before.year.short == year);
        let target = |column: &YearColumn<'_>| column.target.map(|target| target.value.clone());
        compare(
            format!("指標目標-{year}"),
            &before.and_then(target).unwrap_or_default(),
            &target(column).unwrap_or_default(),
        );
        // That of the year itself is 自己評価, with its name.
        if !column.year.current {
            let grade = |column: &YearColumn<'_>| column.grade.map(|grade| grade.mark.value.clone());
            compare(
                format!("評価-{year}"),
                &before.and_then(grade).unwrap_or_default(),
                &grade(column).unwrap_or_default(),
            );
        }
    }
}

/// A field as a person reads it: all bars of 年次計画.
fn whole(sheet: &Sheet<'_>, field: &str) -> String {
    if field == "年次計画" {
        return sheet.bars().map(|bar| bar.value.as_str()).collect::<Vec<_>>().join("\n");
    }
    sheet.printed(field)
}

//! A booklet as the browser is told of it.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::EditorLink;
use crate::book::{Book, GradeView, LevelView, Sheet};
use crate::changes::{Change, changes, told_once};
use crate::diagnostics::{Place, file_name};
use crate::folder::DataFile;
use crate::form::{Cell, CellName, Field, Level as FormLevel};
use crate::typeset::{FieldArea, Pages, View};

/// A laid-out booklet, apart from the files that it was made of.
#[derive(Serialize)]
pub struct Booklet {
    title: String,
    year: String,
    /// Mark and name of each grade, in the plan's order.
    grades: Vec<[String; 2]>,
    sheets: Vec<SheetEntry>,
    pages: Vec<PageEntry>,
    /// What differs from an earlier version, if one is compared with.
    changes: Option<Vec<Change>>,
    /// The same for a list: what is printed on several sheets once.
    told: Vec<Change>,
    #[serde(skip)]
    pub(super) pictures: Arc<Pictures>,
}

/// The pictures of the pages of a booklet, drawn when somebody asks.
pub(super) struct Pictures {
    /// By their names.
    views: BTreeMap<String, View>,
    /// The place of each page in the address, and its picture.
    places: Vec<(String, String)>,
}

/// A sheet in the list.
#[derive(Serialize)]
struct SheetEntry {
    page: u32,
    /// The measure that it reports on, by its id.
    measure: String,
    title: String,
    sections: Vec<String>,
    grade: String,
    grade_name: String,
    strategy: Level,
    policy: Level,
    priority: Option<Level>,
    initiative: Level,
    reprint_of: Option<u32>,
}

/// A level of the tree above a sheet.
#[derive(Serialize)]
struct Level {
    number: u32,
    name: String,
}

/// A page of the booklet.
#[derive(Serialize)]
struct PageEntry {
    /// The picture's name: it changes when the page does.
    picture: String,
    /// The place in the address: `sheet-32`, or `front-2` for the second page before the sheets.
    anchor: String,
    sheet: Option<u32>,
    width: f64,
    height: f64,
    /// The words of a page without fields.
    text: String,
    fields: Vec<FieldEntry>,
}

/// A field on its page.
#[derive(Serialize)]
struct FieldEntry {
    #[serde(flatten)]
    area: FieldArea,
    /// The field's name on paper.
    label: String,
    /// What it says; nothing where it is no field of the sheet, as the heading of one.
    text: Option<String>,
    file: Option<String>,
    line: Option<usize>,
    link: Option<String>,
}

impl From<LevelView<'_>> for Level {
    fn from(level: LevelView<'_>) -> Self {
        Self { number: level.number, name: level.name.value.clone() }
    }
}

/// Mark and name of a grade.
fn named(grade: &GradeView<'_>) -> [String; 2] {
    [grade.mark, grade.name].map(|text| text.value.clone())
}

impl Booklet {
    /// What a browser can show of a laid-out booklet.
    #[must_use]
    pub fn new(book: &Book<'_>, pages: &Pages<'_>, editor: &EditorLink) -> Self {
        let sheets: BTreeMap<u32, &Sheet<'_>> = book.sheets.iter().map(|sheet| (sheet.page, sheet)).collect();
        let views = pages.views();
        let entries = views.iter().zip(1..).map(|(view, number)| {
            let sheet = view.sheet.and_then(|page| sheets.get(&page).copied());
            PageEntry::new(number, view, sheet, book, editor)
        });
        let pages: Vec<PageEntry> = entries.collect();
        Self {
            title: book.plan.value.clone(),
            year: book.year.label.clone(),
            grades: book.scale.iter().map(named).collect(),
            sheets: book.sheets.iter().map(SheetEntry::new).collect(),
            pictures: Arc::new(Pictures {
                places: pages.iter().map(|page| (page.anchor.clone(), page.picture.clone())).collect(),
                views: pages.iter().map(|page| page.picture.clone()).zip(views).collect(),
            }),
            pages,
            changes: None,
            told: Vec::new(),
        }
    }

    /// With what differs from an earlier version.
    #[must_use]
    pub fn since(mut self, earlier: &Book<'_>, book: &Book<'_>) -> Self {
        let changes = changes(earlier, book);
        self.told = told_once(changes.clone(), book);
        self.changes = Some(changes);
        self
    }

    /// The sheet, and the field of it, that a line of a file was printed in; the first sheet if there are more.
    pub(super) fn printed(&self, path: &Path, line: usize) -> Option<(u32, Option<&CellName>)> {
        // What the plan says is printed on many sheets.
        if DataFile::of(path) == Some(DataFile::Plan) {
            return None;
        }
        let path = file_name(path);
        let of_file = |field: &&FieldEntry| field.file.as_deref() == Some(&path);
        let page = self.pages.iter().find(|page| page.fields.iter().any(|field| of_file(&field)))?;
        let before = page.fields.iter().filter(of_file).filter(|field| field.line <= Some(line));
        Some((page.sheet?, before.max_by_key(|field| field.line).map(|field| &field.area.cell)))
    }
}

/// Whether a sheet knows what a field says: not what the plan says of all of them, or a year of a level.
fn says(field: Field) -> bool {
    !matches!(field.row().level, FormLevel::Plan | FormLevel::Year(_))
}

/// The place of a page in the address.
pub(super) fn anchor(sheet: Option<u32>, number: usize) -> String {
    sheet.map_or_else(|| format!("front-{number}"), |page| format!("sheet-{page}"))
}

impl Pictures {
    /// The page of a picture.
    pub fn view(&self, picture: &str) -> Option<&View> {
        self.views.get(picture)
    }

    /// The pages that look different from those of another state: place in the address and picture.
    pub fn changed_from(&self, before: Option<&Self>) -> Vec<(&str, &str)> {
        let known = |picture: &str| before.is_some_and(|before| before.views.contains_key(picture));
        let changed = self.places.iter().filter(|(_, picture)| !known(picture));
        changed.map(|(anchor, picture)| (anchor.as_str(), picture.as_str())).collect()
    }
}

impl SheetEntry {
    fn new(sheet: &Sheet<'_>) -> Self {
        let grade = sheet.revised_grade.or(sheet.self_grade);
        Self {
            page: sheet.page,
            measure: sheet.id.as_str().to_owned(),
            title: sheet.title.value.clone(),
            sections: sheet.sections.iter().map(|section| section.value.clone()).collect(),
            grade: grade.map_or("未記入", |grade| &grade.mark.value).to_owned(),
            grade_name: grade.map_or("", |grade| &grade.name.value).to_owned(),
            strategy: sheet.strategy.into(),
            policy: sheet.policy.into(),
            priority: sheet.priority.map(Level::from),
            initiative: sheet.initiative.into(),
            reprint_of: sheet.reprint_of.map(|first| first.page),
        }
    }
}

impl PageEntry {
    fn new(
        number: usize,
        view: &View,
        sheet: Option<&Sheet<'_>>,
        book: &Book<'_>,
        editor: &EditorLink,
    ) -> Self {
        let mut bars = sheet.into_iter().flat_map(Sheet::bars);
        // What the margin says again stands after the form.
        let mut known = HashSet::new();
        let fields = view.fields.iter().map(|area| (area, book.cell(&area.cell)));
        let once =
            fields.filter(|(area, field)| *field == Some(Field::Schedule.into()) || known.insert(&area.cell));
        let fields = once.map(|(area, field)| {
            let mut entry = FieldEntry::new(area, book);
            match (sheet, field) {
                // A field for each bar.
                (Some(_), Some(Cell { field: Field::Schedule, .. })) => {
                    if let Some(bar) = bars.next() {
                        entry.fill(bar.value.clone(), Some(&bar.place), editor);
                    }
                }
                (Some(sheet), Some(cell)) if says(cell.field) => {
                    entry.fill(sheet.printed(cell), sheet.place(cell).as_ref(), editor);
                }
                _ => {}
            }
            entry
        });
        let fields: Vec<FieldEntry> = fields.collect();
        Self {
            picture: view.name(),
            anchor: anchor(view.sheet, number),
            sheet: view.sheet,
            width: view.width(),
            height: view.height(),
            text: if fields.is_empty() { view.text.clone() } else { String::new() },
            fields,
        }
    }
}

impl FieldEntry {
    fn new(area: &FieldArea, book: &Book<'_>) -> Self {
        Self {
            area: area.clone(),
            label: book.labels.named(&area.cell),
            text: None,
            file: None,
            line: None,
            link: None,
        }
    }

    fn fill(&mut self, text: String, place: Option<&Place>, editor: &EditorLink) {
        self.text = Some(text);
        if let Some(place) = place {
            let start = place.start();
            self.file = Some(file_name(place.source().path()));
            self.line = Some(start.line);
            self.link = Some(editor.to(place.source().path(), start));
        }
    }
}

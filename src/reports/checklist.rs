//! 校正一覧: what each section has to look at, on paper with a box to tick.

use serde::Serialize;

use super::sheets::{Group, Heading, Sheets};
use crate::book::Book;
use crate::diagnostics::{Diagnostic, Diagnostics, Excerpt, Location, file_name};

/// The findings of a booklet, section by section.
#[derive(Debug, Serialize)]
pub struct Checklist {
    /// 計画の名称, at the head of each list.
    pub plan: String,
    /// One list a section, in the order of the plan; at the end what belongs to no sheet.
    pub lists: Vec<SectionList>,
}

/// What a section has to look at.
#[derive(Debug, Serialize)]
pub struct SectionList {
    /// 担当係; none for what is about the booklet as a whole.
    pub section: Option<String>,
    /// The findings in page order.
    pub items: Vec<Item>,
}

/// A finding as a row of the list.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    /// The page of its sheet.
    pub page: Option<u32>,
    /// 事業名, or the file of what is on no sheet.
    pub title: String,
    /// The field as it is printed on the form.
    pub field: Option<String>,
    /// The text that it is about.
    pub excerpt: Option<Excerpt>,
    /// What is wrong.
    pub message: String,
    /// The code, for `explain`.
    pub code: &'static str,
    /// The file and the line.
    pub place: Option<String>,
    /// What to do.
    pub advice: Vec<String>,
}

impl Checklist {
    /// The list of what was found in a booklet. A sheet of two sections is on the lists of both; `sections` is the order of the plan.
    #[must_use]
    pub fn new<'s>(
        book: &Book<'_>,
        found: &Diagnostics,
        sections: impl IntoIterator<Item = &'s str>,
    ) -> Self {
        let sheets = Sheets::of(book);
        let groups = sheets.group(found);
        let list = |section: Option<&str>| {
            let of_section = |page: Option<u32>| match page.and_then(|page| sheets.get(page)) {
                Some(Heading { sections, .. }) => {
                    section.is_some_and(|section| sections.iter().any(|other| other == section))
                }
                None => section.is_none(),
            };
            let items =
                groups.iter().filter(|(group, _)| of_section(group.page())).flat_map(|(group, found)| {
                    found.iter().map(|diagnostic| Item::new(group, diagnostic, &sheets))
                });
            SectionList { section: section.map(str::to_owned), items: items.collect() }
        };
        let lists = sections.into_iter().map(Some).chain([None]).map(list);
        Self { plan: book.plan.value.clone(), lists: lists.filter(|list| !list.items.is_empty()).collect() }
    }

    /// All texts of the list.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let of_lists = self.lists.iter_mut().flat_map(|SectionList { section, items }| {
            section.iter_mut().chain(items.iter_mut().flat_map(Item::texts_mut))
        });
        [&mut self.plan].into_iter().chain(of_lists)
    }
}

impl Item {
    fn new(group: &Group, diagnostic: &Diagnostic, sheets: &Sheets) -> Self {
        let page = group.page();
        let title = match group {
            Group::Nowhere => String::new(),
            Group::File(path) => file_name(path),
            Group::Sheet(page) => sheets.get(*page).map(|sheet| sheet.title.clone()).unwrap_or_default(),
        };
        let (excerpt, place) = match &diagnostic.location {
            Location::None => (None, None),
            Location::File(path) => (None, Some(file_name(path))),
            Location::Place(place) => {
                let file = file_name(place.source().path());
                (Some(place.excerpt()), Some(format!("{file} {} 行目", place.start().line)))
            }
        };
        let label = diagnostic.label.iter().map(|label| format!("（{label}）"));
        Self {
            page,
            title,
            field: sheets.field(diagnostic),
            excerpt,
            message: [diagnostic.message.to_string()].into_iter().chain(label).collect(),
            code: diagnostic.code.as_str(),
            place,
            advice: diagnostic.advice(),
        }
    }

    fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let excerpt =
            self.excerpt.iter_mut().flat_map(|Excerpt { before, marked, after }| [before, marked, after]);
        [&mut self.title, &mut self.message]
            .into_iter()
            .chain(&mut self.field)
            .chain(&mut self.place)
            .chain(excerpt)
            .chain(&mut self.advice)
    }
}

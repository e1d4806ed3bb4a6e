//! Findings as they are read: sheet by sheet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::book::Book;
use crate::diagnostics::{Diagnostic, Diagnostics, Location};
use crate::folder::DataFile;
use crate::form::Labels;

/// The sheets of a booklet, under which its findings are listed. Without a booklet they are listed by file.
#[derive(Debug, Default)]
pub struct Sheets {
    headings: BTreeMap<u32, Heading>,
    /// The first sheet of each measure.
    pages: BTreeMap<String, u32>,
    labels: Labels,
}

/// What is known of a sheet by its name.
#[derive(Debug)]
pub struct Heading {
    /// 事業名.
    pub title: String,
    /// 担当係.
    pub sections: Vec<String>,
}

/// What findings are listed under, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// An argument, a folder that is missing.
    Nowhere,
    /// A file that belongs to no sheet.
    File(PathBuf),
    /// A sheet, by its page.
    Sheet(u32),
}

impl Group {
    /// The page of its sheet.
    #[must_use]
    pub fn page(&self) -> Option<u32> {
        match self {
            Self::Sheet(page) => Some(*page),
            Self::Nowhere | Self::File(_) => None,
        }
    }
}

impl Sheets {
    /// The sheets of a booklet.
    #[must_use]
    pub fn of(book: &Book<'_>) -> Self {
        let mut sheets = Self { labels: book.labels.clone(), ..Self::default() };
        for sheet in &book.sheets {
            let heading = Heading {
                title: sheet.name(),
                sections: sheet.sections.iter().map(|section| section.value.clone()).collect(),
            };
            sheets.headings.insert(sheet.page, heading);
            sheets.pages.entry(sheet.id.to_string()).or_insert(sheet.page);
        }
        sheets
    }

    /// What of the findings is about these sheets.
    #[must_use]
    pub fn only(&self, found: &Diagnostics) -> Diagnostics {
        let is_of_them = |diagnostic: &&Diagnostic| {
            self.group_of(diagnostic).page().is_some_and(|page| self.headings.contains_key(&page))
        };
        found.iter().filter(is_of_them).cloned().collect()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.headings.len()
    }

    /// The field that a finding is about, by its name on paper.
    pub(super) fn field(&self, diagnostic: &Diagnostic) -> Option<String> {
        Some(self.labels.named(diagnostic.subject.as_ref()?.cell.as_ref()?))
    }

    /// The sheet of a page.
    #[must_use]
    pub fn get(&self, page: u32) -> Option<&Heading> {
        self.headings.get(&page)
    }

    /// The findings under what they are listed under.
    #[must_use]
    pub fn group<'d>(&self, found: &'d Diagnostics) -> BTreeMap<Group, Vec<&'d Diagnostic>> {
        let mut groups: BTreeMap<Group, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in found.iter() {
            groups.entry(self.group_of(diagnostic)).or_default().push(diagnostic);
        }
        groups
    }

    fn group_of(&self, diagnostic: &Diagnostic) -> Group {
        if let Some(subject) = &diagnostic.subject {
            return Group::Sheet(subject.sheet);
        }
        let path = match &diagnostic.location {
            Location::None => return Group::Nowhere,
            Location::File(path) => path.as_path(),
            Location::Place(place) => place.source().path(),
        };
        let typed = diagnostic.value().and_then(|inserted| inserted.place.as_ref());
        let of_measure = self.page_of(path).or_else(|| self.page_of(typed?.source().path()));
        of_measure.map_or_else(|| Group::File(path.to_owned()), Group::Sheet)
    }

    /// The first sheet of the measure that a file is about.
    fn page_of(&self, path: &Path) -> Option<u32> {
        self.pages.get(DataFile::of(path)?.measure()?).copied()
    }

    /// What is written over a group.
    #[must_use]
    pub fn heading(&self, group: &Group) -> Option<String> {
        match group {
            Group::Nowhere => None,
            Group::File(path) => Some(path.display().to_string()),
            Group::Sheet(page) => {
                let Heading { title, sections } = self.get(*page)?;
                Some(format!("シート {page}　{title}（{}）", sections.join("・")))
            }
        }
    }
}

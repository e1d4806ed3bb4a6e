//! A part of the booklet, for proofreading: the sheets of one 担当係, or of some pages.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Formatter};
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::index::IndexStrategy;
use super::sheet::{self, Sheet};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::form::{Label, Labels};
use crate::language::script::composed;

/// Which sheets are wanted. All of its conditions hold for each.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// 担当係: one of those that answer for the measure; with its marks composed, however it was typed.
    pub section: Option<String>,
    /// The printed pages.
    pub pages: Option<PageList>,
}

impl Selection {
    /// The sheets of a 担当係, and of some pages.
    #[must_use]
    pub fn new(section: Option<&str>, pages: Option<PageList>) -> Self {
        Self { section: section.map(|section| composed(section).into_owned()), pages }
    }

    /// Whether the booklet stays whole.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.section.is_none() && self.pages.is_none()
    }
}

/// Printed pages as one says them: `12,30-33`. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageList(Vec<RangeInclusive<u32>>);

/// A text that is not a list of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPageList;

impl FromStr for PageList {
    type Err = NotAPageList;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let page = |text: &str| text.trim().parse::<u32>().ok().filter(|&page| page > 0).ok_or(NotAPageList);
        let range = |part: &str| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let range = page(first)?..=page(last)?;
            if range.is_empty() { Err(NotAPageList) } else { Ok(range) }
        };
        text.split(',').map(range).collect::<Result<_, _>>().map(Self)
    }
}

impl Display for PageList {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, range) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            match (range.start(), range.end()) {
                (first, last) if first == last => write!(f, "{comma}{first}")?,
                (first, last) => write!(f, "{comma}{first}-{last}")?,
            }
        }
        Ok(())
    }
}

impl PageList {
    /// The first page.
    #[must_use]
    pub fn first() -> Self {
        Self(vec![1..=1])
    }

    /// These pages, if there are any.
    #[must_use]
    pub fn of(pages: impl IntoIterator<Item = u32>) -> Option<Self> {
        let pages: Vec<_> = pages.into_iter().map(|page| page..=page).collect();
        (!pages.is_empty()).then_some(Self(pages))
    }

    /// Whether a page is among them.
    #[must_use]
    pub fn contains(&self, page: u32) -> bool {
        self.0.iter().any(|range| range.contains(&page))
    }

    fn last(&self) -> u32 {
        self.0.iter().map(|range| *range.end()).max().unwrap_or_default()
    }
}

impl Selection {
    /// Keeps the selected sheets and their rows of the index, and tells what part of the booklet that is. Page numbers stay those of the whole booklet, so that
    /// everybody means the same page.
    ///
    /// # Errors
    /// A 担当係 without a sheet, a page that is not there, a selection that leaves nothing.
    pub(super) fn apply(
        &self,
        index: &mut Vec<IndexStrategy<'_>>,
        sheets: &mut Vec<Sheet<'_>>,
        labels: &Labels,
        year: &str,
    ) -> Result<Option<String>, Diagnostic> {
        if self.is_all() {
            return Ok(None);
        }
        self.check(sheets, labels, year)?;
        sheets.retain(|sheet| {
            let of_section =
                |section: &String| sheet.sections.iter().any(|name| composed(&name.value) == *section);
            self.section.as_ref().is_none_or(of_section)
                && self.pages.as_ref().is_none_or(|pages| pages.contains(sheet.page))
        });
        if sheets.is_empty() {
            return Err(Diagnostic::new(Code::Usage, "指定に合うシートが一枚もありません。")
                .hint("--section と --sheets の両方を書くと、両方に合うシートだけになります。"));
        }
        let printed: BTreeSet<u32> = sheets.iter().map(|sheet| sheet.page).collect();
        for sheet in sheets.iter_mut() {
            for reference in sheet.reprint_of.iter_mut().chain(&mut sheet.reprints) {
                reference.printed = printed.contains(&reference.page);
            }
        }
        sheet::mark_openings(sheets);
        keep_rows(index, &printed);
        Ok(Some(self.excerpt(labels)))
    }

    fn check(&self, sheets: &[Sheet<'_>], labels: &Labels, year: &str) -> Result<(), Diagnostic> {
        if let Some(section) = &self.section {
            let sections: BTreeSet<&str> = sheets
                .iter()
                .flat_map(|sheet| sheet.sections.iter().map(|section| section.value.as_str()))
                .collect();
            if !sections.iter().any(|name| composed(name) == *section) {
                let names: Vec<&str> = sections.iter().copied().collect();
                let mut diagnostic = Diagnostic::new(
                    Code::Usage,
                    format!("{}「{section}」のシートはありません。", labels[Label::Section]),
                );
                if let Some(meant) = nearest(section, names.iter().copied()) {
                    diagnostic = diagnostic.hint(format!("「{meant}」ではありませんか。"));
                }
                return Err(diagnostic.hint(format!("シートのある担当: {}", names.join("・"))));
            }
        }
        let last = sheets.len();
        match &self.pages {
            Some(pages) if pages.last() as usize > last => {
                Err(Diagnostic::new(Code::Usage, format!("シート {} はありません。", pages.last()))
                    .hint(format!("{year}のシートは 1 から {last} までです。")))
            }
            _ => Ok(()),
        }
    }

    fn excerpt(&self, labels: &Labels) -> String {
        let section = self.section.iter().cloned();
        let pages = self.pages.iter().map(|pages| format!("{} {pages}", labels[Label::Sheet]));
        section.chain(pages).collect::<Vec<_>>().join("　")
    }
}

/// Drops the rows of the index whose sheets are not printed, and what is left without a row.
fn keep_rows(index: &mut Vec<IndexStrategy<'_>>, printed: &BTreeSet<u32>) {
    index.retain_mut(|strategy| {
        strategy.policies.retain_mut(|policy| {
            policy.groups.retain_mut(|group| {
                group.initiatives.retain_mut(|initiative| {
                    initiative.rows.retain(|row| row.page.is_some_and(|page| printed.contains(&page)));
                    !initiative.rows.is_empty()
                });
                !group.initiatives.is_empty()
            });
            !policy.groups.is_empty()
        });
        !strategy.policies.is_empty()
    });
}

#[cfg(test)]
mod tests {
    use super::{NotAPageList, PageList};

    #[test]
    fn pages_as_one_says_them() {
        let pages: PageList = "12, 30-33".parse().expect("a list");
        let wanted: Vec<u32> = (1..=60).filter(|&page| pages.contains(page)).collect();
        assert_eq!(wanted, [12, 30, 31, 32, 33]);
        assert_eq!(pages.to_string(), "12,30-33");
        for wrong in ["", "0", "5-3", "a", "1,,2", "1-"] {
            assert_eq!(wrong.parse::<PageList>(), Err(NotAPageList), "{wrong}");
        }
    }
}

//! The booklet as a whole: what stands in it, and where each text was typed.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::chapter::Chapter;
use super::index::{self, IndexRow, IndexStrategy};
use super::missing;
use super::overview::{self, Overview};
use super::said::SaidView;
use super::sheet::{self, Sheet};
use super::too_long;
use super::views::{CalendarDate, ForewordView, GradeView, YearView};
use super::wanted::Wanted;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Location, Place};
use crate::folder;
use crate::form::{Cell, CellName, Field, Form, Label, Labels, Level, Stage};
use crate::model::{Day, Model, Text};
use crate::year::FiscalYear;

/// Everything that is printed in one year's booklet.
#[derive(Debug, Serialize)]
pub struct Book<'a> {
    /// 計画の名称.
    pub plan: &'a Text,
    /// 標語.
    pub slogan: Option<&'a Text>,
    /// 発行者.
    pub publisher: &'a Text,
    /// 様式.
    #[serde(skip)]
    pub form: &'a Form,
    /// The printed words of the form.
    pub labels: Labels,
    /// The words of 様式 and 呼称 as they were typed.
    #[serde(skip)]
    form_texts: &'a [Text],
    /// Where 紙面 gives the fields their places.
    #[serde(skip)]
    face_places: &'a [(Field, Place)],
    /// Which of the year's booklets it is.
    #[serde(skip)]
    pub stage: Stage,
    /// What it is about, for those who look for it.
    pub subject: String,
    /// The year of the booklet.
    pub year: YearView,
    /// Which part of the whole booklet this is, as the cover prints it; nothing for the whole.
    pub excerpt: Option<String>,
    /// All years of the plan.
    pub years: Vec<YearView>,
    /// 発行日 as the cover prints it.
    pub issued: Option<String>,
    /// The same day.
    #[serde(skip)]
    pub issued_on: Option<CalendarDate>,
    /// The date of the document, which has to have one and takes none from a clock: 発行日, or the last day of the 年度.
    pub date: CalendarDate,
    /// 前文.
    pub foreword: Vec<ForewordView<'a>>,
    /// 評価基準 from best to worst.
    pub scale: Vec<GradeView<'a>>,
    /// 注記 under the scale.
    pub note: Option<&'a Text>,
    /// 全体の評価.
    pub index: Vec<IndexStrategy<'a>>,
    /// 全体の状況, if the plan has it, in a booklet that has grades and all sheets.
    pub overview: Option<Overview<'a>>,
    /// The sheets; the first is page 1. Templates get them beside the book, some at a time.
    #[serde(skip)]
    pub sheets: Vec<Sheet<'a>>,
    /// How many 基本戦略 the plan has, printed here or not.
    pub strategy_count: usize,
    /// Whether the rows of a sheet take all of its page: those of a form of the council's own do.
    pub fills_page: bool,
    /// On how many pages a sheet may go on that does not fit on one.
    pub sheet_pages: usize,
    /// Whether the plan has 重点施策 anywhere: then every sheet keeps the row for it.
    pub has_priorities: bool,
    /// What stands in the empty cell of a field of the record, by the key of each: the word, where it is due by now and may be missing.
    pub unwritten: BTreeMap<&'static str, Option<&'static str>>,
    /// What has to be there and is not; nothing, unless the booklet is one as it stands.
    #[serde(skip)]
    pub missing: Diagnostics,
}

/// What stands in a cell that is due and empty.
const UNWRITTEN: &str = "未記入";

impl<'a> Book<'a> {
    /// Makes a booklet of a year.
    ///
    /// # Errors
    /// A year outside the plan or without a measure, sheets that it does not have, and, unless it is one as it stands, every record of
    /// its sheets that is missing or lacks a field.
    pub fn new(model: &'a Model, year: FiscalYear, wanted: &Wanted) -> Result<Self, Diagnostics> {
        let plan = &model.plan;
        plan.require(year).map_err(|outside| outside.at(&plan.period.place))?;
        let chapter = Chapter { model, year, stage: wanted.stage };
        let notes = model.years.get(&year);
        let issued = notes.and_then(|notes| notes.issued);
        let issued_on = issued.map(CalendarDate::from);
        let foreword = notes.and_then(|notes| notes.foreword.as_ref()).unwrap_or(&plan.foreword);
        let (index, mut sheets) = index::contents(chapter);
        if sheets.is_empty() {
            return Err(without_measure(year).into());
        }
        sheet::mark_openings(&mut sheets);
        let unwritten = plan.form.fields(Level::Record).map(|field| {
            let is_due = wanted.as_it_stands && wanted.stage.requires(field.row().due);
            (field.key(), is_due.then_some(UNWRITTEN))
        });
        let labels = plan.form.labels.of(wanted.stage);
        let subject = format!(
            "{}の、{}の{}ごとの{}",
            plan.name.value,
            year.label(),
            labels[Label::Measure],
            wanted.stage.contents()
        );
        let mut book = Self {
            plan: &plan.name,
            slogan: plan.slogan.as_ref(),
            publisher: &plan.publisher,
            form: &plan.form,
            labels,
            form_texts: &plan.form_texts,
            face_places: &plan.face_places,
            stage: wanted.stage,
            subject,
            year: chapter.year_view(year),
            excerpt: None,
            years: plan.period.years().map(|year| chapter.year_view(year)).collect(),
            issued: issued.map(Day::label),
            issued_on,
            date: issued_on.unwrap_or_else(|| CalendarDate::last_of(year)),
            foreword: foreword
                .iter()
                .map(|section| ForewordView { heading: section.heading.as_ref(), body: &section.body })
                .collect(),
            scale: plan.scale.definitions().iter().map(GradeView::from).collect(),
            note: plan.note.as_ref(),
            strategy_count: plan.strategies.len(),
            fills_page: plan.form.face().is_own,
            sheet_pages: plan.form.most_pages.unwrap_or(1),
            has_priorities: sheets.iter().any(|sheet| sheet.priority.is_some()),
            unwritten: unwritten.collect(),
            missing: Diagnostics::new(),
            overview: None,
            index,
            sheets,
        };
        if plan.has_overview && wanted.selection.is_all() {
            book.overview = overview::overview(chapter, &book.index, &book.labels);
        }
        let Self { index, sheets, labels, year, .. } = &mut book;
        book.excerpt = wanted.selection.apply(index, sheets, labels, &year.label)?;
        book.missing = missing::missing(chapter, &book.sheets, wanted);
        if book.missing.has_errors() && !wanted.as_it_stands { Err(book.missing) } else { Ok(book) }
    }
}

impl<'a> Book<'a> {
    /// Every text that was typed and is printed: 様式 and 呼称, and then in page order; a reprinted one once.
    #[must_use]
    pub fn texts(&self) -> Vec<&'a Text> {
        self.texts_with_places().into_iter().map(|(_, text)| text).collect()
    }

    /// The same, those of the sheets with their page and cell.
    pub(super) fn texts_with_places(&self) -> Vec<(Option<(u32, Cell)>, &'a Text)> {
        let first_prints =
            self.sheets.iter().filter(|sheet| sheet.reprint_of.is_none_or(|first| !first.printed));
        let front = self.front_texts().into_iter().map(|(_, text)| text);
        let of_sheet = |sheet: &Sheet<'a>| {
            let page = sheet.page;
            sheet.texts().into_iter().map(move |(cell, text)| (Some((page, cell)), text))
        };
        let became = self.index_rows().filter_map(|row| row.became);
        let became = became.flat_map(|became| [became.title, became.successor]);
        let overview = self.overview.iter().flat_map(Overview::texts);
        let without = |text| (None, text);
        let before = self.form_texts.iter().chain(front).map(without);
        let after = became.chain(overview).map(without);
        before.chain(first_prints.flat_map(of_sheet)).chain(after).collect()
    }

    /// The rows of 全体の評価.
    pub(super) fn index_rows(&self) -> impl Iterator<Item = &IndexRow<'a>> {
        self.index.iter().flat_map(IndexStrategy::rows)
    }

    /// The texts before the sheets, in page order: cover, 前文, 評価基準 and 全体の評価.
    #[must_use]
    pub fn front_texts(&self) -> Vec<(Field, &'a Text)> {
        let mut texts: Vec<_> = self.slogan.map(|slogan| (Field::Slogan, slogan)).into_iter().collect();
        texts.extend([(Field::Name, self.plan), (Field::Publisher, self.publisher)]);
        for section in &self.foreword {
            texts.extend(
                section.heading.into_iter().chain([section.body]).map(|text| (Field::Foreword, text)),
            );
        }
        for grade in &self.scale {
            texts.extend([grade.mark, grade.name, grade.description].map(|text| (Field::Scale, text)));
        }
        texts.extend(self.note.map(|note| (Field::Foreword, note)));
        for strategy in &self.index {
            texts.push((Field::Strategy, strategy.level.name));
            for policy in &strategy.policies {
                texts.push((Field::Policy, policy.level.name));
                texts.extend(said(&policy.fields));
                for group in &policy.groups {
                    texts.extend(group.priority.map(|priority| (Field::Priority, priority.name)));
                    texts.extend(said(&group.fields));
                    let initiatives = group.initiatives.iter().filter(|initiative| initiative.is_named);
                    texts.extend(initiatives.map(|initiative| (Field::Initiative, initiative.level.name)));
                }
            }
            texts.extend(strategy.note.map(|note| (Field::Foreword, note)));
            texts.extend(said(&strategy.fields));
        }
        texts
    }

    /// The cell that a layout or a finding names. Of a field that has one for each year, it is that of the book's year, unless
    /// another is named.
    #[must_use]
    pub fn cell(&self, name: &CellName) -> Option<Cell> {
        let field = match name {
            CellName::Known(cell) if cell.year.is_some() => return Some(*cell),
            CellName::Known(cell) => cell.field,
            CellName::Own(name) => self.form.find(name)?,
            CellName::Label(_) | CellName::Name(_) | CellName::Heading(_) => return None,
        };
        Some(Cell::in_year(field, self.year.short))
    }

    /// Puts a finding about a field of a sheet at the place where the field was written, and says where a value was typed
    /// that a template put into the markup.
    #[must_use]
    pub fn locate(&self, diagnostic: Diagnostic) -> Diagnostic {
        too_long::advise(self.form, self.face_places, self.at_its_place(diagnostic))
    }

    fn at_its_place(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        if let Some(inserted) = diagnostic.value_mut() {
            inserted.place = self.place_of(&inserted.value);
        }
        let (Location::None, Some(subject)) = (&diagnostic.location, &diagnostic.subject) else {
            return diagnostic;
        };
        let Some(sheet) = self.sheets.iter().find(|sheet| sheet.page == subject.sheet) else {
            return diagnostic;
        };
        if let Some(words) = subject.cell.as_ref().and_then(|cell| self.word(cell)) {
            // What is the program's own was typed nowhere.
            return match self.form_texts.iter().find(|typed| typed.value == words) {
                Some(typed) => diagnostic.at(&typed.place),
                None => diagnostic.in_file(self.plan.place.source().path().to_path_buf()),
            };
        }
        let cell = subject.cell.as_ref().and_then(|name| self.cell(name));
        if let Some(Cell { field, .. }) = cell
            && diagnostic.excess().is_some()
            && let Some(place) = too_long::place_to_widen(self.face_places, field)
        {
            return diagnostic.at(place);
        }
        let place = cell.and_then(|cell| match cell.field {
            Field::Name => Some(self.plan.place.clone()),
            Field::Scale => {
                let names = self.scale.iter().map(|grade| grade.name);
                names.max_by_key(|name| name.value.len()).map(|name| name.place.clone())
            }
            Field::Grade => sheet.text(cell).map(|mark| mark.place.clone()),
            // The cell has the mark, large, above the name.
            Field::SelfGrade => {
                let of_longer = |GradeView { mark, name, .. }: GradeView<'a>| {
                    if mark.value.chars().count() > 1 { &mark.place } else { &name.place }
                };
                sheet.self_grade.map(of_longer).cloned()
            }
            Field::Schedule => sheet.bars().nth(subject.nth).map(|bar| bar.place.clone()),
            _ => sheet.place(cell),
        });
        let place = place.as_ref().unwrap_or(&sheet.title.place).first_line();
        diagnostic.at(&place)
    }

    /// The word of 様式 or 呼称 that a layout names, if that is what it names.
    fn word<'w>(&'w self, name: &'w CellName) -> Option<&'w str> {
        match name {
            CellName::Label(label) => Some(&self.labels[*label]),
            CellName::Name(words) | CellName::Heading(words) => Some(words),
            CellName::Known(_) | CellName::Own(_) => None,
        }
    }

    /// Puts findings where they were written. What is too long is told once, not for every sheet that has it.
    #[must_use]
    #[expect(clippy::mutable_key_type, reason = "where the lines of a file start is no part of its hash")]
    pub fn locate_all(&self, found: Diagnostics) -> Diagnostics {
        let located = found.map(|diagnostic| self.locate(diagnostic));
        let mut told = HashSet::new();
        let mut news = Diagnostics::new();
        for diagnostic in located.iter() {
            let cell = diagnostic.subject.as_ref().and_then(|subject| subject.cell.as_ref());
            if diagnostic.code != Code::SheetOverflow || told.insert((&diagnostic.location, cell)) {
                news.push(diagnostic.clone());
            }
        }
        news
    }

    /// Where a text was typed, if it was typed at one place only.
    fn place_of(&self, value: &str) -> Option<Place> {
        let texts = self.texts();
        let mut places = texts.iter().filter(|text| text.value == value).map(|text| &text.place);
        let first = places.next()?;
        places.all(|place| place == first).then(|| first.first_line())
    }
}

/// What is said of a level, to be read as 前文 is.
fn said<'a>(fields: &[SaidView<'a>]) -> impl Iterator<Item = (Field, &'a Text)> {
    fields.iter().filter_map(|said| Some((Field::Foreword, said.text()?)))
}

/// A year in which nothing is done.
fn without_measure(year: FiscalYear) -> Diagnostic {
    Diagnostic::new(Code::YearOutsidePeriod, format!("{}に行われている事業がありません。", year.label()))
        .in_file(folder::in_data(folder::MEASURES))
        .hint("年度を確かめるか、事業のファイルの開始年度・終了年度・休止を直してください。")
}

//! 進捗管理シート: a measure at one place of the tree.

use std::borrow::Cow;

use serde::Serialize;

use super::address::measure_address;
use super::chapter::Chapter;
use super::face::{self, BlockView};
use super::schedule::{self, ScheduleCell};
use super::series::{self, Series};
use super::typed::Typed;
use super::views::{GradeView, LevelView, YearView};
use crate::diagnostics::Place;
use crate::form::{Cell, Face, Field, Kind, cells};
use crate::model::{Measure, MeasureId, Text, Value};
use crate::year::FiscalYear;

/// One printed page.
#[derive(Debug, Serialize)]
pub struct Sheet<'a> {
    /// The printed page number, from 1.
    pub page: u32,
    /// The measure's id.
    pub id: &'a MeasureId,
    /// The address of its page in the web edition, where the plan says at which that lies.
    pub address: Option<String>,
    /// 基本戦略.
    pub strategy: LevelView<'a>,
    /// Which 基本戦略 of the plan that is, counted from 1.
    pub strategy_place: usize,
    /// 施策細目.
    pub policy: LevelView<'a>,
    /// 重点施策.
    pub priority: Option<LevelView<'a>>,
    /// 重点的取組.
    pub initiative: LevelView<'a>,
    /// Whether it is the first printed sheet of its 基本戦略.
    pub opens_strategy: bool,
    /// Whether it is the first printed sheet of its 施策細目.
    pub opens_policy: bool,
    /// The first print, if this is a 再掲.
    pub reprint_of: Option<PageReference>,
    /// The 再掲, if this is a first print.
    pub reprints: Vec<PageReference>,
    /// 事業番号, before the title.
    pub number: Option<Cow<'a, str>>,
    /// 事業名.
    #[serde(skip)]
    pub title: &'a Text,
    /// 担当係.
    pub sections: Vec<&'a Text>,
    /// Where the first of them was written: its own text is where the plan lists it.
    #[serde(skip)]
    pub section_place: Option<&'a Place>,
    /// 年次計画, row by row.
    pub schedule: Vec<Vec<ScheduleCell<'a>>>,
    /// A column for each year of the plan.
    pub years: Vec<YearColumn<'a>>,
    /// The lines of 指標の表; they are printed where 紙面 names it, or 指標の推移.
    pub series: Vec<Series<'a>>,
    /// The texts of the measure and of its record of the year.
    pub fields: Typed<'a>,
    /// 紙面: what stands on the pages of the sheet, from top to bottom.
    pub face: Vec<Vec<BlockView<'a>>>,
    /// 自己評価, once it is written.
    pub self_grade: Option<GradeView<'a>>,
    /// Where 自己評価 was written.
    #[serde(skip)]
    pub self_grade_place: Option<&'a Place>,
    /// 査定, where it differs from 自己評価.
    pub revised_grade: Option<GradeView<'a>>,
    /// 査定 as the record has it.
    #[serde(skip)]
    pub reviewed_grade: Option<GradeView<'a>>,
}

impl<'a> Sheet<'a> {
    /// What the measure is called: 事業名 after its number.
    #[must_use]
    pub fn name(&self) -> String {
        let title = &self.title.value;
        self.number.as_ref().map_or_else(|| title.clone(), |number| format!("{number}　{title}"))
    }

    /// The cells of the sheet, in the order of the form.
    #[must_use]
    pub fn cells(&self) -> Vec<Cell> {
        let fields: Vec<Field> = self.fields.plan.form.all().collect();
        let years: Vec<FiscalYear> = self.years.iter().map(|column| column.year.short).collect();
        cells(&fields, &years)
    }

    /// The text of a cell, if the sheet has the cell and something is typed there.
    #[must_use]
    pub fn text(&self, cell: Cell) -> Option<&'a Text> {
        match (cell.field, cell.year) {
            (Field::Target, Some(year)) => self.column(year)?.target,
            (Field::Grade, Some(year)) => self.column(year)?.grade.map(|grade| grade.mark),
            (Field::Strategy, _) => Some(self.strategy.name),
            (Field::Policy, _) => Some(self.policy.name),
            (Field::Priority, _) => self.priority.map(|priority| priority.name),
            (Field::Section, _) => self.sections.first().copied(),
            // Which bar it is does not show; the longest is the likeliest.
            (Field::Schedule, _) => self.bars().max_by_key(|text| text.value.len()),
            (Field::SelfGrade, _) => self.self_grade.map(|grade| grade.name),
            (field, None) => self.fields.text(field),
            (_, Some(_)) => None,
        }
    }

    fn column(&self, year: FiscalYear) -> Option<&YearColumn<'a>> {
        self.years.iter().find(|column| column.year.short == year)
    }

    /// A cell as it is printed: all sections, all bars with their years, a level with its number, a grade with its name; nothing where the cell is empty.
    #[must_use]
    pub fn printed(&self, cell: Cell) -> String {
        match cell.field {
            Field::Section => {
                let names: Vec<&str> = self.sections.iter().map(|section| section.value.as_str()).collect();
                names.join(if names.iter().any(|name| name.contains('・')) { "、" } else { "・" })
            }
            Field::Schedule => {
                let cells = self.schedule.iter().flatten();
                let bars = cells.filter_map(|cell| Some((&cell.text?.value, cell.period?)));
                bars.map(|(text, period)| format!("{text}（{period}）")).collect::<Vec<_>>().join("\n")
            }
            Field::Strategy => self.strategy.to_string(),
            Field::Indicators => self.printed_series(),
            Field::Policy => self.policy.to_string(),
            Field::Priority => self.priority.map(|priority| priority.to_string()).unwrap_or_default(),
            field if cell.year.is_none() && self.fields.typed(field).is_some() => {
                self.fields.value(field).map(|value| value.printed()).unwrap_or_default()
            }
            _ => self.text(cell).map(|text| text.value.clone()).unwrap_or_default(),
        }
    }

    /// 指標の表 and 指標の推移, where the sheet has one of them: a line for each indicator.
    fn printed_series(&self) -> String {
        let shows_series = |block: &BlockView<'_>| matches!(block, BlockView::Indicators | BlockView::Trends);
        let is_printed = self.face.iter().flatten().any(shows_series);
        let lines = self.series.iter().filter(|_| is_printed);
        let years: Vec<FiscalYear> = self.years.iter().map(|column| column.year.short).collect();
        lines.map(|line| line.printed(&years)).collect::<Vec<_>>().join("\n")
    }

    /// Where a person changes a cell. A grade's text is its definition, and the record has only the mark.
    #[must_use]
    pub fn place(&self, cell: Cell) -> Option<Place> {
        match (cell.field, cell.year) {
            (Field::Grade, Some(year)) => self.column(year)?.grade_place.cloned(),
            (Field::SelfGrade, _) => self.self_grade_place.cloned(),
            (Field::Section, _) => self.section_place.cloned(),
            (Field::Indicators, _) => self.series.first().map(|line| line.name.place.clone()),
            (field, None) if self.fields.typed(field).is_some() => {
                self.fields.typed(field).map(|value| value.place().clone())
            }
            _ => self.text(cell).map(|text| text.place.clone()),
        }
    }

    /// 年次計画: its bars in the order of the page.
    pub fn bars(&self) -> impl Iterator<Item = &'a Text> {
        self.schedule.iter().flatten().filter_map(|cell| cell.text)
    }

    /// The texts of the measure and its records, in the order of the form.
    #[must_use]
    pub fn texts(&self) -> Vec<(Cell, &'a Text)> {
        let mut texts = Vec::new();
        for cell in self.cells() {
            match cell.field {
                Field::Section => texts.extend(self.sections.iter().map(|&section| (cell, section))),
                Field::Schedule => texts.extend(self.bars().map(|bar| (cell, bar))),
                Field::Indicators => {
                    let words =
                        |line: &Series<'a>| [Some(line.name), line.unit, line.sort].into_iter().flatten();
                    texts.extend(self.series.iter().flat_map(words).map(|text| (cell, text)));
                }
                field if field.row().kind.is_text() => {
                    texts.extend(self.text(cell).map(|text| (cell, text)));
                }
                field if field.row().kind == Kind::Picture || !field.row().kind.parts().is_empty() => {
                    let typed = self.fields.typed(field).map(Value::texts).unwrap_or_default();
                    let heads = self.fields.measure.rows_of(field).iter();
                    texts.extend(heads.chain(typed).map(|text| (cell, text)));
                }
                _ => {}
            }
        }
        texts
    }
}

/// Another sheet, by its printed page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PageReference {
    /// The page.
    pub page: u32,
    /// Whether that page is among those printed: only then can a link lead there.
    pub printed: bool,
}

impl PageReference {
    /// Of a sheet that is printed.
    pub(super) fn to(page: u32) -> Self {
        Self { page, printed: true }
    }
}

/// Marks the sheets on which a 基本戦略 or 施策細目 begins; its name is a heading there.
pub(super) fn mark_openings(sheets: &mut [Sheet<'_>]) {
    let mut open: Option<(&Text, &Text)> = None;
    for sheet in sheets {
        let levels = (sheet.strategy.name, sheet.policy.name);
        // Names may be alike; where they were typed is not.
        let same_strategy = open.is_some_and(|(strategy, _)| std::ptr::eq(strategy, levels.0));
        let same_policy = open.is_some_and(|(_, policy)| std::ptr::eq(policy, levels.1));
        sheet.opens_strategy = !same_strategy;
        sheet.opens_policy = !same_policy;
        open = Some(levels);
    }
}

/// What a sheet shows of one year.
#[derive(Debug, Serialize)]
pub struct YearColumn<'a> {
    /// The year.
    pub year: YearView,
    /// 指標目標.
    pub target: Option<&'a Text>,
    /// 評価; of the years up to the booklet's.
    pub grade: Option<GradeView<'a>>,
    /// Where the grade was written: a grade's own texts are where the plan explains it.
    #[serde(skip)]
    pub grade_place: Option<&'a Place>,
}

/// Where a sheet stands: on which page, where in the tree, and after which first print.
pub(super) struct Position<'a> {
    pub page: u32,
    pub number: Option<Cow<'a, str>>,
    pub reprint_of: Option<PageReference>,
    pub strategy: LevelView<'a>,
    pub policy: LevelView<'a>,
    pub priority: Option<LevelView<'a>>,
    pub initiative: LevelView<'a>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        chapter: Chapter<'a>,
        position: Position<'a>,
        id: &'a MeasureId,
        measure: &'a Measure,
        face: &Face,
    ) -> Self {
        let Position { page, number, reprint_of, strategy, policy, priority, initiative } = position;
        let record = chapter.record(chapter.year, id);
        let mark = |field| {
            record.filter(|_| chapter.shows(chapter.year, field)).and_then(|record| record.mark(field))
        };
        let (self_grade, reviewed_grade) = (mark(Field::SelfGrade), mark(Field::ReviewedGrade));
        let plan = &chapter.model.plan;
        let last = chapter.year.before().and_then(|year| chapter.record(year, id));
        let fields = Typed { plan, measure, record, year: chapter.year, stage: chapter.stage, last };
        let series = series::series(chapter, id, measure);
        let site = plan.publication.site.as_ref();
        Self {
            page,
            id,
            address: site.map(|site| measure_address(&site.value, id)),
            strategy,
            strategy_place: 1 + plan
                .strategies
                .iter()
                .take_while(|other| other.number != strategy.number)
                .count(),
            policy,
            priority,
            initiative,
            opens_strategy: false,
            opens_policy: false,
            reprint_of,
            reprints: Vec::new(),
            number,
            title: measure.title_in(chapter.year),
            sections: measure.sections.iter().map(|section| plan.section_name(section.value)).collect(),
            section_place: measure.sections.first().map(|section| &section.place),
            schedule: schedule::rows(&measure.schedule, plan.period.value),
            years: plan
                .period
                .years()
                .map(|year| {
                    let record = chapter.record(year, id);
                    let grade = chapter.mark(year, id);
                    YearColumn {
                        year: chapter.year_view(year),
                        target: record.and_then(|record| record.text(Field::Target)),
                        grade: grade.map(|grade| chapter.grade(grade.value)),
                        grade_place: grade.map(|grade| &grade.place),
                    }
                })
                .collect(),
            face: face::pages(face, &plan.form.labels, fields, &series),
            series,
            fields,
            self_grade: self_grade.map(|grade| chapter.grade(grade.value)),
            self_grade_place: self_grade.map(|grade| &grade.place),
            revised_grade: reviewed_grade
                .filter(|reviewed| self_grade.is_none_or(|own| own.value != reviewed.value))
                .map(|reviewed| chapter.grade(reviewed.value)),
            reviewed_grade: reviewed_grade.map(|reviewed| chapter.grade(reviewed.value)),
        }
    }
}

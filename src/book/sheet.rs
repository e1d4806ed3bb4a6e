//! 進捗管理シート: a measure at one place of the tree.

use serde::Serialize;

use super::schedule::{self, ScheduleCell};
use super::{Chapter, GradeView, LevelView, YearView};
use crate::diagnostics::Place;
use crate::model::{Field, FiscalYear, Measure, MeasureId, Record, Report, Text};

/// One printed page.
#[derive(Debug, Serialize)]
pub struct Sheet<'a> {
    /// The printed page number, from 1.
    pub page: u32,
    /// The measure's id.
    pub id: &'a MeasureId,
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
    /// 事業名.
    pub title: &'a Text,
    /// 担当係.
    pub sections: Vec<&'a Text>,
    /// Where the first of them was written: its own text is where the plan lists it.
    #[serde(skip)]
    pub section_place: Option<&'a Place>,
    /// 概要.
    pub overview: &'a Text,
    /// 年次計画, row by row.
    pub schedule: Vec<Vec<ScheduleCell<'a>>>,
    /// A column for each year of the plan.
    pub years: Vec<YearColumn<'a>>,
    /// The results of the year.
    pub report: ReportView<'a>,
}

impl<'a> Sheet<'a> {
    /// The text of a field, if the sheet has the field and something is typed there.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&'a Text> {
        match field {
            Field::Title => Some(self.title),
            Field::Overview => Some(self.overview),
            // Which bar it is does not show; the longest is the likeliest.
            Field::Schedule => self.bars().max_by_key(|text| text.value.len()),
            Field::Target(year) => self.column(year)?.target,
            Field::Grade(year) => self.column(year)?.grade.map(|grade| grade.mark),
            Field::Actions => Some(self.report.actions),
            Field::Results => Some(self.report.results),
            Field::SelfGrade => Some(self.report.self_grade.name),
            Field::Next => Some(self.report.next),
            Field::Remarks => self.report.remarks,
            Field::Strategy => Some(self.strategy.name),
            Field::Policy => Some(self.policy.name),
            Field::Priority => self.priority.map(|priority| priority.name),
            Field::Section => self.sections.first().copied(),
            Field::Name
            | Field::Slogan
            | Field::Publisher
            | Field::Foreword
            | Field::Scale
            | Field::Initiative
            | Field::ReviewedGrade
            | Field::Indicators
            | Field::Excuses => None,
        }
    }

    fn column(&self, year: FiscalYear) -> Option<&YearColumn<'a>> {
        self.years.iter().find(|column| column.year.short == year)
    }

    /// A field as it is printed: all sections, all bars with their years, a level with its number, a grade with its name; nothing where the cell is empty.
    #[must_use]
    pub fn printed(&self, field: Field) -> String {
        match field {
            Field::Section => {
                self.sections.iter().map(|section| section.value.as_str()).collect::<Vec<_>>().join("・")
            }
            Field::Schedule => {
                let cells = self.schedule.iter().flatten();
                let bars = cells.filter_map(|cell| Some((&cell.text?.value, cell.period?)));
                bars.map(|(text, period)| format!("{text}（{period}）")).collect::<Vec<_>>().join("\n")
            }
            Field::Strategy => self.strategy.to_string(),
            Field::Policy => self.policy.to_string(),
            Field::Priority => self.priority.map(|priority| priority.to_string()).unwrap_or_default(),
            Field::SelfGrade => self.report.grades(),
            _ => self.text(field).map(|text| text.value.clone()).unwrap_or_default(),
        }
    }

    /// Where a person changes a field. A grade's text is its definition, and the record has only the mark.
    #[must_use]
    pub fn place(&self, field: Field) -> Option<Place> {
        match field {
            Field::Grade(year) => self.column(year)?.grade_place.cloned(),
            Field::SelfGrade => self.report.grade_place.cloned(),
            Field::Section => self.section_place.cloned(),
            _ => self.text(field).map(|text| text.place.clone()),
        }
    }

    /// 年次計画: its bars in the order of the page.
    pub fn bars(&self) -> impl Iterator<Item = &'a Text> {
        self.schedule.iter().flatten().filter_map(|cell| cell.text)
    }

    /// The texts of the measure and its records, in the order of the page.
    #[must_use]
    pub fn texts(&self) -> Vec<(Field, &'a Text)> {
        let mut texts: Vec<_> = self.sections.iter().map(|&section| (Field::Section, section)).collect();
        texts.extend([(Field::Title, self.title), (Field::Overview, self.overview)]);
        texts.extend(self.bars().map(|bar| (Field::Schedule, bar)));
        for column in &self.years {
            texts.extend(column.target.map(|target| (Field::Target(column.year.short), target)));
        }
        texts.extend([
            (Field::Actions, self.report.actions),
            (Field::Results, self.report.results),
            (Field::Next, self.report.next),
        ]);
        texts.extend(self.report.remarks.map(|remarks| (Field::Remarks, remarks)));
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

/// ＜実施結果＞.
#[derive(Debug, Serialize)]
pub struct ReportView<'a> {
    /// 取組内容.
    pub actions: &'a Text,
    /// 成果.
    pub results: &'a Text,
    /// 自己評価.
    pub self_grade: GradeView<'a>,
    /// Where 自己評価 was written.
    #[serde(skip)]
    pub grade_place: Option<&'a Place>,
    /// 査定, where it differs from 自己評価.
    pub revised_grade: Option<GradeView<'a>>,
    /// 今後の方針.
    pub next: &'a Text,
    /// 備考.
    pub remarks: Option<&'a Text>,
}

impl ReportView<'_> {
    /// The marks with their names; after a review that changed the mark, both.
    fn grades(&self) -> String {
        let grade = |grade: &GradeView<'_>| format!("{} {}", grade.mark.value, grade.name.value);
        match &self.revised_grade {
            None => grade(&self.self_grade),
            Some(revised) => format!("{} → {}", grade(&self.self_grade), grade(revised)),
        }
    }
}

/// Where in the tree a sheet stands.
#[derive(Clone, Copy)]
pub(super) struct Position<'a> {
    pub strategy: LevelView<'a>,
    pub policy: LevelView<'a>,
    pub priority: Option<LevelView<'a>>,
    pub initiative: LevelView<'a>,
}

impl<'a> Chapter<'a> {
    pub(super) fn sheet(
        self,
        page: u32,
        position: Position<'a>,
        id: &'a MeasureId,
        measure: &'a Measure,
        report: Report<'a>,
        reprint_of: Option<PageReference>,
    ) -> Sheet<'a> {
        let Position { strategy, policy, priority, initiative } = position;
        let plan = &self.model.plan;
        Sheet {
            page,
            id,
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
            title: &measure.title,
            sections: measure.sections.iter().map(|section| plan.section_name(section.value)).collect(),
            section_place: measure.sections.first().map(|section| &section.place),
            overview: &measure.overview,
            schedule: schedule::rows(&measure.schedule, plan.period.value),
            years: plan
                .period
                .years()
                .map(|year| {
                    let record = self.record(year, id);
                    YearColumn {
                        year: self.year_view(year),
                        target: record.and_then(|record| record.target.as_ref()),
                        grade: record
                            .filter(|_| year <= self.year)
                            .and_then(Record::grade)
                            .map(|grade| self.grade(grade)),
                        grade_place: record
                            .and_then(|record| record.reviewed_grade.as_ref().or(record.self_grade.as_ref()))
                            .map(|grade| &grade.place),
                    }
                })
                .collect(),
            report: ReportView {
                actions: report.actions,
                results: report.results,
                self_grade: self.grade(report.self_grade),
                grade_place: self
                    .record(self.year, id)
                    .and_then(|record| record.self_grade.as_ref())
                    .map(|grade| &grade.place),
                revised_grade: report
                    .reviewed_grade
                    .filter(|&grade| grade != report.self_grade)
                    .map(|grade| self.grade(grade)),
                next: report.next,
                remarks: report.remarks,
            },
        }
    }
}

//! The measures over the years, as far as the booklet of a year knows them: what may be counted with.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::booklet::Book;
use super::change::Change;
use super::chapter::Chapter;
use super::numbering::Numbering;
use super::series;
use super::views::GradeView;
use crate::form::Field;
use crate::language::Decimal;
use crate::model::{Base, Course, Direction, Figure, Grade, IndicatorYear, Measure, MeasureId, Model, Text};
use crate::year::FiscalYear;

/// A measure over the years.
#[derive(Debug)]
pub struct MeasureYears<'a> {
    /// Its id.
    pub id: &'a MeasureId,
    /// What its file says.
    pub measure: &'a Measure,
    /// 事業名, as it was in the booklet's year.
    pub title: &'a Text,
    /// 事業番号.
    pub number: Option<Cow<'a, str>>,
    /// The years of the plan up to the booklet's.
    pub years: Vec<GradeYear<'a>>,
    /// 指標, of the measure or of its records alone.
    pub indicators: Vec<IndicatorYears<'a>>,
}

/// How a measure was evaluated in a year.
#[derive(Debug)]
pub struct GradeYear<'a> {
    /// The year.
    pub year: FiscalYear,
    /// How it stood with the measure.
    pub course: Course,
    /// 自己評価.
    pub self_grade: Option<GradeView<'a>>,
    /// 査定.
    pub reviewed_grade: Option<GradeView<'a>>,
    /// The mark that counts.
    pub grade: Option<GradeView<'a>>,
    /// Against the year before, if both have a mark.
    pub change: Option<Change>,
}

/// An indicator over the years of the plan.
#[derive(Debug)]
pub struct IndicatorYears<'a> {
    /// 名称.
    pub name: &'a Text,
    /// 単位.
    pub unit: Option<&'a Text>,
    /// 区分.
    pub sort: Option<&'a Text>,
    /// 向き; of what only records declare, as of what does not say it.
    pub direction: Direction,
    /// 基準値.
    pub base: Option<&'a Base>,
    /// The years of which something is known.
    pub years: Vec<FigureYear<'a>>,
}

/// 目標 and 実績 of a year.
#[derive(Debug)]
pub struct FigureYear<'a> {
    /// The year.
    pub year: FiscalYear,
    /// 目標.
    pub target: Option<&'a Figure>,
    /// 実績.
    pub actual: Option<&'a Figure>,
    /// 達成率 in per cent.
    pub rate: Option<Decimal>,
}

/// The measures of a booklet over the years, in the order of the index, each once.
#[must_use]
pub fn measure_years<'a>(model: &'a Model, book: &Book<'a>) -> Vec<MeasureYears<'a>> {
    let chapter = Chapter { model, year: book.year.short, stage: book.stage };
    let numbering = Numbering::of(model);
    let mut seen = BTreeSet::new();
    let listed = book.index_rows().map(|row| row.id).filter(|&id| seen.insert(id));
    let found = listed.filter_map(|id| {
        let measure = model.measures.get(id)?;
        Some(MeasureYears {
            id,
            measure,
            title: measure.title_in(chapter.year),
            number: numbering.number(id, measure),
            years: grade_years(chapter, id, measure),
            indicators: indicator_years(chapter, id, measure),
        })
    });
    found.collect()
}

fn grade_years<'a>(chapter: Chapter<'a>, id: &MeasureId, measure: &Measure) -> Vec<GradeYear<'a>> {
    let known = chapter.model.plan.period.value.years().take_while(|year| *year <= chapter.year);
    let year = |year: FiscalYear| {
        let mark = |field| Some(chapter.evaluated(year, id)?.mark(field)?.value);
        let grade = chapter.mark(year, id).map(|grade| grade.value);
        let before = year.before().and_then(|year| chapter.mark(year, id)).map(|grade| grade.value);
        let view = |grade: Option<Grade>| grade.map(|grade| chapter.grade(grade));
        let rank = |grade| chapter.model.plan.scale.rank(grade);
        GradeYear {
            year,
            course: measure.course_in(year),
            self_grade: view(mark(Field::SelfGrade)),
            reviewed_grade: view(mark(Field::ReviewedGrade)),
            grade: view(grade),
            change: grade.zip(before).map(|(now, before)| Change::between(rank(before), rank(now))),
        }
    };
    known.map(year).collect()
}

/// The lines that the measure declares, and after them what its records count besides.
fn indicator_years<'a>(
    chapter: Chapter<'a>,
    id: &MeasureId,
    measure: &'a Measure,
) -> Vec<IndicatorYears<'a>> {
    let years = chapter.model.plan.period.value.years();
    let said: Vec<(FiscalYear, &'a IndicatorYear)> = years
        .filter_map(|year| Some((year, chapter.record(year, id)?)))
        .flat_map(|(year, record)| record.indicator_years.iter().map(move |said| (year, said)))
        .collect();
    let declared = measure.indicators.iter().map(|line| IndicatorYears {
        name: &line.name,
        unit: series::unit(chapter, id, line),
        sort: line.sort.as_ref(),
        direction: line.direction,
        base: line.base.as_ref(),
        years: figures(chapter, &line.name, line.direction, &said),
    });
    let mut lines: Vec<IndicatorYears<'a>> = declared.collect();
    for (year, one) in &said {
        // What a year later than the booklet's counts besides is not known yet.
        if *year > chapter.year || lines.iter().any(|line| one.is_named(&line.name.value)) {
            continue;
        }
        let direction = Direction::default();
        lines.push(IndicatorYears {
            name: &one.name,
            unit: one.unit.as_ref(),
            sort: None,
            direction,
            base: None,
            years: figures(chapter, &one.name, direction, &said),
        });
    }
    lines
}

fn figures<'a>(
    chapter: Chapter<'a>,
    name: &Text,
    direction: Direction,
    said: &[(FiscalYear, &'a IndicatorYear)],
) -> Vec<FigureYear<'a>> {
    let of_line = said.iter().filter(|(_, said)| said.is_named(&name.value));
    let year = |&(year, said): &(FiscalYear, &'a IndicatorYear)| {
        let target = said.target.as_ref();
        let actual = said.actual.as_ref().filter(|_| chapter.knows_results(year));
        let number = |figure: Option<&Figure>| Some(figure?.number()?.value);
        let rate = number(target).zip(number(actual));
        let rate = rate.and_then(|(target, actual)| series::rate(target, actual, direction));
        FigureYear { year, target, actual, rate }
    };
    of_line.map(year).filter(|said| said.target.is_some() || said.actual.is_some()).collect()
}

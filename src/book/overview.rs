//! 全体の状況: how the plan stands, counted from 全体の評価 and the indicators of the year.
//!
//! A measure counts once, however often the tree lists it: where it stands first, and under the 基本戦略 of that place.

use std::collections::BTreeSet;

use serde::Serialize;

use super::change::Change;
use super::chapter::Chapter;
use super::chart::{Chart, Part, Pattern, stacked, swatch};
use super::index::{IndexGrade, IndexRow, IndexStrategy};
use super::series;
use super::views::{GradeView, LevelView, YearView};
use crate::form::{Field, Label, Labels};
use crate::model::{Direction, IndicatorYear, MeasureId, Text, unit_of};

/// How the plan stands in the booklet's year.
#[derive(Debug, Serialize)]
pub struct Overview<'a> {
    /// The whole in some sentences.
    pub summary: String,
    /// What measures are counted by: the marks of the scale from best to worst, and what has none, where there is any.
    pub categories: Vec<Category<'a>>,
    /// The year, 基本戦略 by 基本戦略.
    pub strategies: Vec<StrategyTally<'a>>,
    /// The year, all of them together.
    pub whole: Tally,
    /// Each year of the plan up to the booklet's.
    pub years: Vec<YearTally>,
    /// The year before, if the plan has it: that with which the booklet's is compared.
    pub last_year: Option<YearView>,
    /// The measures with a better mark than in the year before.
    pub risen: Vec<Moved<'a>>,
    /// Those with a worse one.
    pub fallen: Vec<Moved<'a>>,
    /// The indicators whose target of the year is not reached.
    pub missed: Vec<Achievement<'a>>,
    /// Those whose target is reached.
    pub reached: Vec<Achievement<'a>>,
    /// The measures that are under way and were not in the year before.
    pub begun: Vec<MeasureView<'a>>,
    /// Those that were under way in the year before and are no more.
    pub ended: Vec<MeasureView<'a>>,
    /// Those that are under way and have no mark yet.
    pub ungraded: Vec<MeasureView<'a>>,
}

/// What measures are counted by.
#[derive(Debug, Serialize)]
pub struct Category<'a> {
    /// What it is.
    #[serde(flatten)]
    pub standing: Standing<'a>,
    /// What is printed over its counts.
    pub mark: &'a str,
    /// What it looks like in the bars.
    pub swatch: Chart,
    /// The same.
    #[serde(skip)]
    pattern: Pattern,
}

/// How a measure stands in a year.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing<'a> {
    /// It has a mark.
    Graded {
        /// The mark.
        grade: GradeView<'a>,
    },
    /// It is under way and has none.
    Ungraded,
    /// It is not under way.
    NotRunning,
}

/// How many measures there are of each category.
#[derive(Debug, Serialize)]
pub struct Tally {
    /// The counts, in the order of the categories.
    pub counts: Vec<usize>,
    /// All of them.
    pub total: usize,
    /// The same as a picture, which tells them in words as well.
    pub bar: Chart,
}

/// The measures of a 基本戦略.
#[derive(Debug, Serialize)]
pub struct StrategyTally<'a> {
    /// Its number and name.
    #[serde(flatten)]
    pub level: LevelView<'a>,
    /// How they stand.
    pub tally: Tally,
}

/// The measures in a year.
#[derive(Debug, Serialize)]
pub struct YearTally {
    /// The year.
    pub year: YearView,
    /// How they stand.
    pub tally: Tally,
}

/// A measure, and where its sheet is.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureView<'a> {
    /// Its id.
    pub id: &'a MeasureId,
    /// 事業名, after its number.
    pub name: String,
    /// 事業名 as it was typed.
    #[serde(skip)]
    pub title: &'a Text,
    /// The page of its first print, if it has a sheet.
    pub page: Option<u32>,
}

/// A measure whose mark has changed.
#[derive(Debug, Serialize)]
pub struct Moved<'a> {
    /// The measure.
    #[serde(flatten)]
    pub measure: MeasureView<'a>,
    /// The mark of the year before.
    pub from: &'a Text,
    /// The mark of the year.
    pub to: &'a Text,
}

/// What was reached of the target of an indicator.
#[derive(Debug, Serialize)]
pub struct Achievement<'a> {
    /// The measure.
    #[serde(flatten)]
    pub measure: MeasureView<'a>,
    /// 指標: its name.
    pub indicator: &'a Text,
    /// 単位.
    pub unit: Option<&'a Text>,
    /// Whether fewer are better.
    pub fewer_is_better: bool,
    /// 目標.
    pub target: String,
    /// 実績.
    pub actual: String,
    /// 達成率 in per cent; none where nothing can be divided.
    pub rate: Option<String>,
}

/// What stands for a measure without a mark.
const UNGRADED: &str = "未評価";

/// What stands for one that is not under way, as in 全体の評価.
const NOT_RUNNING: &str = "－";

/// How the marks are told apart without colour, from the best; a scale of more begins anew.
const PATTERNS: [Pattern; 7] = [
    Pattern::Solid,
    Pattern::Rising,
    Pattern::Dotted,
    Pattern::Crossed,
    Pattern::Falling,
    Pattern::Upright,
    Pattern::Level,
];

/// How the plan stands; nothing for a booklet that has no grades.
pub(super) fn overview<'a>(
    chapter: Chapter<'a>,
    index: &[IndexStrategy<'a>],
    labels: &Labels,
) -> Option<Overview<'a>> {
    if !chapter.shows(chapter.year, Field::SelfGrade) {
        return None;
    }
    let now = chapter.model.plan.period.value.index_of(chapter.year)?;
    let strategies = first_mentions(index);
    let rows: Vec<&IndexRow<'a>> = strategies.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
    let categories = categories(chapter, &rows, now);
    let tally = |rows: &[&IndexRow<'a>], year: usize, name: &str| Tally::new(&categories, rows, year, name);
    let strategy_tallies = strategies.iter().map(|(level, rows)| {
        let name = format!("{}{}", labels[Label::Strategy], level);
        StrategyTally { level: *level, tally: tally(rows, now, &name) }
    });
    let years = chapter.model.plan.period.value.years().take(now + 1).enumerate().map(|(place, year)| {
        YearTally { year: chapter.year_view(year), tally: tally(&rows, place, &year.label()) }
    });
    let last_year = chapter.year.before().filter(|_| now > 0);
    let with_change = |wanted: Change| {
        let moves = rows.iter().filter_map(|row| moved(row, now.checked_sub(1)?, now));
        moves.filter(|(_, change)| *change == wanted).map(|(moved, _)| moved).collect::<Vec<_>>()
    };
    let achievements: Vec<(Achievement<'a>, bool)> =
        rows.iter().flat_map(|row| achievements(chapter, row)).collect();
    let (reached, missed): (Vec<_>, Vec<_>) = achievements.into_iter().partition(|(_, reached)| *reached);
    let changed = |was_running: bool| {
        let before = now.checked_sub(1);
        let is_changed = move |row: &&&IndexRow<'a>| {
            let runs = |place: usize| row.grades.get(place).map(|grade| !grade.not_running);
            before.is_some_and(|before| runs(before) == Some(was_running) && runs(now) == Some(!was_running))
        };
        rows.iter().filter(is_changed).filter_map(|row| MeasureView::of(row)).collect::<Vec<_>>()
    };
    let is_ungraded =
        |row: &&&IndexRow<'a>| row.grades.get(now).is_some_and(|grade| place_of(grade) == Place::Ungraded);
    let mut overview = Overview {
        summary: String::new(),
        strategies: strategy_tallies.collect(),
        whole: tally(&rows, now, &chapter.year.label()),
        years: years.collect(),
        last_year: last_year.map(|year| chapter.year_view(year)),
        risen: with_change(Change::Rose),
        fallen: with_change(Change::Fell),
        missed: missed.into_iter().map(|(missed, _)| missed).collect(),
        reached: reached.into_iter().map(|(reached, _)| reached).collect(),
        begun: changed(false),
        ended: changed(true),
        ungraded: rows.iter().filter(is_ungraded).filter_map(|row| MeasureView::of(row)).collect(),
        categories,
    };
    overview.summary = overview.summary(labels);
    Some(overview)
}

/// The rows of each 基本戦略 that list a measure for the first time.
fn first_mentions<'i, 'a>(index: &'i [IndexStrategy<'a>]) -> Vec<(LevelView<'a>, Vec<&'i IndexRow<'a>>)> {
    let mut known = BTreeSet::new();
    index
        .iter()
        .map(|strategy| (strategy.level, strategy.rows().filter(|row| known.insert(row.id)).collect()))
        .collect()
}

/// Where a measure is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// With a mark, by how many marks are better.
    Mark(usize),
    Ungraded,
    NotRunning,
}

fn place_of(grade: &IndexGrade<'_>) -> Place {
    match grade.rank {
        Some(rank) => Place::Mark(rank),
        None if grade.not_running => Place::NotRunning,
        None => Place::Ungraded,
    }
}

impl Standing<'_> {
    fn is_of(&self, rank: usize, place: Place) -> bool {
        match (self, place) {
            (Self::Graded { .. }, Place::Mark(mark)) => mark == rank,
            (Self::Ungraded, Place::Ungraded) | (Self::NotRunning, Place::NotRunning) => true,
            _ => false,
        }
    }
}

/// The marks of the scale; and 未評価 and －, where a measure is so in a year up to the booklet's.
fn categories<'a>(chapter: Chapter<'a>, rows: &[&IndexRow<'a>], now: usize) -> Vec<Category<'a>> {
    let scale = chapter.model.plan.scale.definitions().iter().map(GradeView::from);
    let marks = scale.zip(PATTERNS.into_iter().cycle()).map(|(grade, pattern)| Category {
        standing: Standing::Graded { grade },
        mark: &grade.mark.value,
        swatch: swatch(pattern),
        pattern,
    });
    let grades = || rows.iter().flat_map(|row| row.grades.iter().take(now + 1));
    let without = [
        (Place::Ungraded, Standing::Ungraded, UNGRADED, Pattern::Blank),
        (Place::NotRunning, Standing::NotRunning, NOT_RUNNING, Pattern::Pale),
    ];
    let without = without.into_iter().filter(|(place, ..)| grades().any(|grade| place_of(grade) == *place));
    let without = without.map(|(_, standing, mark, pattern)| Category {
        standing,
        mark,
        swatch: swatch(pattern),
        pattern,
    });
    marks.chain(without).collect()
}

impl Category<'_> {
    /// Its mark with what it stands for.
    fn words(&self) -> String {
        match self.standing {
            Standing::Graded { grade } if grade.name.value != self.mark => {
                format!("{}（{}）", self.mark, grade.name.value)
            }
            Standing::NotRunning => "行われていないもの".to_owned(),
            _ => self.mark.to_owned(),
        }
    }
}

impl Tally {
    fn new(categories: &[Category<'_>], rows: &[&IndexRow<'_>], year: usize, name: &str) -> Self {
        let places = || rows.iter().filter_map(|row| row.grades.get(year)).map(place_of);
        let count = |(rank, category): (usize, &Category<'_>)| {
            places().filter(|place| category.standing.is_of(rank, *place)).count()
        };
        let counts: Vec<usize> = categories.iter().enumerate().map(count).collect();
        let total = counts.iter().sum();
        let parts: Vec<Part<'_>> = categories
            .iter()
            .zip(&counts)
            .map(|(category, &count)| Part { name: category.mark, count, pattern: category.pattern })
            .collect();
        let said = told(categories, &counts);
        let bar = stacked(&parts, format!("{name}: {said}。計{total}件"));
        Self { counts, total, bar }
    }
}

/// Counts in words, without what there is none of.
fn told(categories: &[Category<'_>], counts: &[usize]) -> String {
    let some = categories.iter().zip(counts).filter(|(_, count)| **count > 0);
    let told = some.map(|(category, count)| {
        let words = category.words();
        let space = if words.ends_with('）') { "" } else { " " };
        format!("{words}{space}{count}件")
    });
    told.collect::<Vec<_>>().join("、")
}

impl<'a> MeasureView<'a> {
    fn of(row: &IndexRow<'a>) -> Option<Self> {
        let name = row.name.as_ref()?;
        Some(Self { id: row.id, name: name.to_string(), title: name.title, page: row.page })
    }
}

/// A measure with a mark in both years, and how that has changed.
fn moved<'a>(row: &IndexRow<'a>, before: usize, now: usize) -> Option<(Moved<'a>, Change)> {
    let (from, to) = (row.grades.get(before)?, row.grades.get(now)?);
    let moved = Moved { measure: MeasureView::of(row)?, from: from.mark?, to: to.mark? };
    Some((moved, Change::between(from.rank?, to.rank?)))
}

/// What was reached of the year's targets of a measure that has a sheet, and whether that is enough. A forecast is neither.
fn achievements<'a>(chapter: Chapter<'a>, row: &IndexRow<'a>) -> Vec<(Achievement<'a>, bool)> {
    let said = || {
        let measure = chapter.model.measures.get(row.id)?;
        let record = chapter.record(chapter.year, row.id)?;
        Some((measure, record, MeasureView::of(row).filter(|view| view.page.is_some())?))
    };
    let Some((measure, record, view)) = said() else { return Vec::new() };
    let achievement = |said: &'a IndicatorYear| {
        let line = measure.indicators.iter().find(|line| line.is_named(&said.name.value));
        let direction = line.map_or(Direction::More, |line| line.direction);
        let (target, actual) = (said.target.as_ref()?, said.actual.as_ref()?);
        let numbers = (target.number()?.value, actual.number()?.value);
        let is_reached = direction.is_reached(numbers.0, numbers.1)?;
        let achievement = Achievement {
            measure: view.clone(),
            indicator: &said.name,
            unit: unit_of(line, [said]),
            fewer_is_better: direction == Direction::Fewer,
            target: target.to_string(),
            actual: actual.to_string(),
            rate: series::rate(numbers.0, numbers.1, direction).map(|rate| rate.to_string()),
        };
        Some((achievement, is_reached))
    };
    record.indicator_years.iter().filter_map(achievement).collect()
}

impl<'a> Overview<'a> {
    /// The texts in it that no sheet may have: the names of measures that have ended, and of indicators.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a Text> {
        let indicators = self.missed.iter().chain(&self.reached);
        let indicators = indicators.flat_map(|said| [Some(said.indicator), said.unit]).flatten();
        self.ended.iter().map(|measure| measure.title).chain(indicators)
    }

    fn summary(&self, labels: &Labels) -> String {
        let Tally { counts, total, .. } = &self.whole;
        let (measure, indicators) = (&labels[Label::Measure], self.missed.len() + self.reached.len());
        let (grade, said) = (&labels[Label::Grade], told(&self.categories, counts));
        let mut sentences = vec![format!("{total}{measure}の{grade}は、{said}です。")];
        if self.last_year.is_some() {
            let (risen, fallen) = (self.risen.len(), self.fallen.len());
            sentences.push(format!("前の年度より上がったものは{risen}件、下がったものは{fallen}件です。"));
        }
        if indicators > 0 {
            let (reached, missed) = (self.reached.len(), self.missed.len());
            sentences.push(format!(
                "目標に達したかどうかを比べる指標{indicators}件のうち、達したものは{reached}件、達していないものは{missed}件です。"
            ));
        }
        sentences.concat()
    }
}

//! 指標の表: what a measure counts, over the years of the plan.

use serde::Serialize;

use super::chapter::Chapter;
use super::chart::{Chart, Figures, YearFigures, trend};
use super::views::YearView;
use crate::language::Decimal;
use crate::model::{Direction, Figure, IndicatorLine, IndicatorYear, Measure, MeasureId, Text, unit_of};
use crate::year::FiscalYear;

/// A line of 指標の表.
#[derive(Debug, Serialize)]
pub struct Series<'a> {
    /// 名称.
    pub name: &'a Text,
    /// 単位.
    pub unit: Option<&'a Text>,
    /// 区分.
    pub sort: Option<&'a Text>,
    /// Whether fewer are better.
    pub fewer_is_better: bool,
    /// 基準値, with its year.
    pub base: Option<BaseView>,
    /// 目標 and 実績 of each year of the plan.
    pub years: Vec<SeriesYear>,
    /// 達成率 of the booklet's year, in per cent.
    pub rate: Option<String>,
    /// 指標の推移: the same as a picture, if there are numbers.
    pub trend: Option<Chart>,
}

/// 基準値 as it is printed.
#[derive(Debug, Serialize)]
pub struct BaseView {
    /// The year.
    pub year: YearView,
    /// The value.
    pub value: String,
}

/// 目標 and 実績 of a year, as they are printed. What should be known by the booklet's year and is not is a gap.
#[derive(Debug, Serialize)]
pub struct SeriesYear {
    /// 目標.
    pub target: Option<String>,
    /// 実績.
    pub actual: Option<String>,
    /// Whether the year lies after the booklet's.
    pub is_to_come: bool,
}

/// The lines of a measure.
pub(super) fn series<'a>(chapter: Chapter<'a>, id: &MeasureId, measure: &'a Measure) -> Vec<Series<'a>> {
    measure.indicators.iter().map(|line| Series::new(chapter, id, line)).collect()
}

/// What a line is counted in over the years: of what the measure says nothing of, the newest record does up to the booklet's year.
pub(super) fn unit<'a>(chapter: Chapter<'a>, id: &MeasureId, line: &'a IndicatorLine) -> Option<&'a Text> {
    let known = chapter.model.plan.period.years().rev().filter(|year| *year <= chapter.year);
    let said = known.filter_map(|year| chapter.record(year, id)).flat_map(|record| &record.indicator_years);
    unit_of(Some(line), said.filter(|said| line.is_named(&said.name.value)))
}

impl<'a> Series<'a> {
    fn new(chapter: Chapter<'a>, id: &MeasureId, line: &'a IndicatorLine) -> Self {
        let of_year = |year: FiscalYear| -> Option<&IndicatorYear> {
            let record = chapter.record(year, id)?;
            record.indicator_years.iter().find(|said| line.is_named(&said.name.value))
        };
        let number = |figure: Option<&Figure>| Some(figure?.number()?.value);
        let mut years = Vec::new();
        let mut figures = Vec::new();
        for year in chapter.model.plan.period.years() {
            let said = of_year(year);
            let is_to_come = !chapter.knows_results(year);
            let target = said.and_then(|said| said.target.as_ref());
            // A booklet of an earlier year does not know it yet.
            let actual = said.and_then(|said| said.actual.as_ref()).filter(|_| !is_to_come);
            years.push(SeriesYear {
                target: target.map(Figure::to_string),
                actual: actual.map(Figure::to_string),
                is_to_come,
            });
            figures.push(YearFigures { year, target: number(target), actual: number(actual) });
        }
        let now = figures.iter().find(|figures| figures.year == chapter.year);
        let rate = now.and_then(|now| rate(now.target?, now.actual?, line.direction));
        let rate = rate.map(|rate| rate.to_string());
        let unit = unit(chapter, id, line);
        Self {
            name: &line.name,
            unit,
            sort: line.sort.as_ref(),
            fewer_is_better: line.direction == Direction::Fewer,
            base: line
                .base
                .as_ref()
                .map(|base| BaseView { year: chapter.year_view(base.year), value: base.value.to_string() }),
            years,
            rate,
            trend: trend(&Figures {
                unit: unit.map(|unit| unit.value.as_str()),
                direction: line.direction,
                years: figures,
            }),
        }
    }
}

impl Series<'_> {
    /// What is read in the line: its name and what is good, and what each year says.
    pub(super) fn printed(&self, years: &[FiscalYear]) -> String {
        let unit = self.unit.map(|unit| format!("（{}）", unit.value)).unwrap_or_default();
        let base = self.base.as_ref().map(|base| format!("基準値（{}） {}", base.year.short, base.value));
        let of_year = |(year, said): (&FiscalYear, &SeriesYear)| {
            let figures = [("目標", &said.target), ("実績", &said.actual)];
            let figures =
                figures.iter().filter_map(|(name, figure)| Some(format!("{name} {}", figure.as_ref()?)));
            let figures: Vec<String> = figures.collect();
            (!figures.is_empty()).then(|| format!("{year} {}", figures.join("・")))
        };
        let name = format!("{}{unit}", self.name.value);
        let years = years.iter().zip(&self.years).filter_map(of_year);
        let sort = self.sort.map(|sort| format!("{}指標", sort.value));
        let fewer = self.fewer_is_better.then(|| "少ないほどよい".to_owned());
        std::iter::once(name).chain(sort).chain(fewer).chain(base).chain(years).collect::<Vec<_>>().join("　")
    }
}

/// 達成率 in per cent, with one decimal: what part of the target the actual value is; where fewer are better, what part of the
/// actual value the target is. A forecast has none, nor has what nothing was wanted of.
pub(super) fn rate(target: Decimal, actual: Decimal, direction: Direction) -> Option<Decimal> {
    let (part, whole) = match direction {
        Direction::More => (actual, target),
        Direction::Fewer => (target, actual),
        Direction::Neither => return None,
    };
    Some(part.share(whole, 2, 1)?.rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_reached_is_told_by_what_is_better() {
        let rated = |target: &str, actual: &str, direction| {
            let number = |text: &str| text.parse().expect("a number");
            rate(number(target), number(actual), direction).map(|rate| rate.to_string())
        };
        assert_eq!(rated("150", "148", Direction::More).as_deref(), Some("98.7"));
        assert_eq!(rated("5", "8", Direction::Fewer).as_deref(), Some("62.5"));
        assert_eq!(rated("5", "4", Direction::Fewer).as_deref(), Some("125.0"));
        assert_eq!(rated("0", "3", Direction::More), None);
        assert_eq!(rated("5", "0", Direction::Fewer), None, "nothing is left to divide by");
        assert_eq!(rated("100", "90", Direction::Neither), None);
    }
}

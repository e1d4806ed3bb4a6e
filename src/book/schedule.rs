//! 年次計画: bars over the years, each in the first row in which its years are free.

use serde::Serialize;

use crate::model::{PlanBar, Text};
use crate::year::Period;

/// A cell of a schedule row: a bar, or the space before, between or after bars.
#[derive(Debug, Serialize)]
pub struct ScheduleCell<'a> {
    /// How many year columns it spans.
    pub span: usize,
    /// What is planned; nothing in a space.
    pub text: Option<&'a Text>,
    /// 期間 of the bar: the columns show it, so no template needs it.
    #[serde(skip)]
    pub period: Option<Period>,
}

/// The rows of a schedule, at least one; the spans of each add up to the years of the plan.
pub(super) fn rows(bars: &[PlanBar], plan: Period) -> Vec<Vec<ScheduleCell<'_>>> {
    let mut rows: Vec<Vec<&PlanBar>> = Vec::new();
    for bar in bars {
        let is_free = |row: &Vec<&PlanBar>| row.iter().all(|other| other.period.within(bar.period).is_none());
        match rows.iter().position(is_free) {
            Some(row) => rows[row].push(bar),
            None => rows.push(vec![bar]),
        }
    }
    if rows.is_empty() {
        rows.push(Vec::new());
    }
    rows.into_iter().map(|bars| cells(bars, plan)).collect()
}

/// The cells of a row of bars of which no two have a year in common.
fn cells(mut bars: Vec<&PlanBar>, plan: Period) -> Vec<ScheduleCell<'_>> {
    bars.sort_by_key(|bar| bar.period.first());
    let mut cells = Vec::new();
    let mut used = 0;
    let space = |from: usize, to: usize| {
        (to > from).then_some(ScheduleCell { span: to - from, text: None, period: None })
    };
    for bar in bars {
        // The model only has bars inside the plan's period.
        let Some(start) = plan.index_of(bar.period.first()) else { continue };
        let span = bar.period.year_count();
        cells.extend(space(used, start));
        cells.push(ScheduleCell { span, text: Some(&bar.text), period: Some(bar.period) });
        used = start + span;
    }
    cells.extend(space(used, plan.year_count()));
    cells
}

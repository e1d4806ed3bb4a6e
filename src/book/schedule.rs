//! 年次計画: bars over the years, packed into as few rows as they need.

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
    let mut rows: Vec<Row<'_>> = Vec::new();
    for bar in bars {
        // The model only has bars inside the plan's period.
        let Some(start) = plan.index_of(bar.period.first()) else { continue };
        let index = rows.iter().position(|row| row.used <= start).unwrap_or_else(|| {
            rows.push(Row::default());
            rows.len() - 1
        });
        rows[index].fill_to(start);
        rows[index].push(bar.period.year_count(), Some(bar));
    }
    if rows.is_empty() {
        rows.push(Row::default());
    }
    rows.into_iter()
        .map(|mut row| {
            row.fill_to(plan.year_count());
            row.cells
        })
        .collect()
}

#[derive(Default)]
struct Row<'a> {
    cells: Vec<ScheduleCell<'a>>,
    used: usize,
}

impl<'a> Row<'a> {
    fn push(&mut self, span: usize, bar: Option<&'a PlanBar>) {
        self.cells.push(ScheduleCell {
            span,
            text: bar.map(|bar| &bar.text),
            period: bar.map(|bar| bar.period),
        });
        self.used += span;
    }

    fn fill_to(&mut self, column: usize) {
        if column > self.used {
            self.push(column - self.used, None);
        }
    }
}

//! 年次計画.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Listed, Source};
use super::super::table::{About, Format, Table};
use crate::model::PlanBar;

const ABOUT: About = About {
    name: "schedule",
    title: "年次計画",
    meaning: "一行が、一つの事業について予定した、一つの内容と期間",
    format: Format::Csv,
    key: &[],
    of: None,
};

struct Row<'s> {
    listed: &'s Listed<'s>,
    bar: &'s PlanBar,
}

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    let columns: [Column<Row<'_>>; 4] = [
        Column::measure_id(|row| row.listed.years.id.as_str().into()),
        Column::new(
            Name::Own("first_fiscal_year", "期間の最初の年度"),
            Kind::Integer,
            "年度の始まる年",
            |row| Cell::year(Some(row.bar.period.first())),
        ),
        Column::new(
            Name::Own("last_fiscal_year", "期間の最後の年度"),
            Kind::Integer,
            "年度の始まる年",
            |row| Cell::year(Some(row.bar.period.last())),
        ),
        Column::new(Name::Own("work", "内容"), Kind::Text, "予定した内容", |row| {
            (&row.bar.text).into()
        }),
    ];
    let rows = source
        .measures
        .iter()
        .flat_map(|listed| listed.years.measure.schedule.iter().map(move |bar| Row { listed, bar }));
    Table::new(ABOUT, source.labels(), &columns, rows)
}

//! 目標 and 実績 of the 指標, a year a row.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Listed, Source};
use super::super::table::{About, Format, Table};
use super::super::terms::Coded as _;
use super::figures::{number, words};
use crate::book::{FigureYear, IndicatorYears};

const ABOUT: About = About {
    name: "indicator_values",
    title: "指標の値",
    meaning: "一行が、一つの指標の一つの年度の目標と実績。どちらも分からない年度の行はない",
    format: Format::Csv,
    key: &["measure_id", "indicator_number", "fiscal_year"],
    of: Some((super::indicators::NAME, super::indicators::KEY)),
};

struct Row<'s> {
    listed: &'s Listed<'s>,
    nth: usize,
    line: &'s IndicatorYears<'s>,
    year: &'s FigureYear<'s>,
}

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    let columns: [Column<Row<'_>>; 14] = [
        Column::measure_id(|row| row.listed.years.id.as_str().into()),
        Column::measure_name(|row| row.listed.years.title.into()),
        Column::strategy(|row| (&*row.listed.place.strategy).into()),
        Column::indicator(|row| Cell::count(row.nth)),
        Column::indicator_name(|row| row.line.name.into()),
        Column::new(
            Name::Own("unit", "単位"),
            Kind::Text,
            "目標と実績の単位。言葉の指標では空",
            |row| row.line.unit.into(),
        ),
        Column::direction(|row| row.line.direction.code().into()),
        Column::year(|row| Cell::year(Some(row.year.year))),
        Column::japanese_year(|row| row.year.year.label().into()),
        Column::new(
            Name::Own("target_value", "目標"),
            Kind::Number(None),
            "数でない目標と、ない目標では空",
            |row| number(row.year.target),
        ),
        Column::new(
            Name::Own("target_words", "目標（言葉）"),
            Kind::Text,
            "「増加」「実施」「－」など、数でない目標",
            |row| words(row.year.target),
        ),
        Column::new(
            Name::Own("actual_value", "実績"),
            Kind::Number(None),
            "数でない実績と、まだ分からない実績では空（0 は、数えて 0 だったもの）",
            |row| number(row.year.actual),
        ),
        Column::new(
            Name::Own("actual_words", "実績（言葉）"),
            Kind::Text,
            "数でない実績",
            |row| words(row.year.actual),
        ),
        Column::new(
            Name::Own("achievement_rate", "達成率"),
            Kind::Number(Some("％")),
            "目標と実績がどちらも数のとき。小数第2位を四捨五入。求め方は、コード表の向きにある",
            |row| row.year.rate.into(),
        ),
    ];
    let rows = source.measures.iter().flat_map(|listed| {
        let lines = listed.years.indicators.iter().enumerate();
        lines.flat_map(move |(index, line)| {
            line.years.iter().map(move |year| Row { listed, nth: index + 1, line, year })
        })
    });
    Table::new(ABOUT, source.labels(), &columns, rows)
}

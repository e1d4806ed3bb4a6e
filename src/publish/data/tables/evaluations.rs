//! 評価, a measure and a year a row.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Listed, Source};
use super::super::table::{About, Format, Table};
use super::super::terms::{Coded as _, State};
use super::codes::GRADES;
use crate::book::{Change, GradeView, GradeYear};
use crate::form::Field;

const ABOUT: About = About {
    name: "evaluations",
    title: "評価",
    meaning: "一行が、一つの事業の一つの年度の評価。計画の最初の年度から、この冊子の年度まで。\
              事業は、計画の並びで初めの所の基本戦略で数える",
    format: Format::Csv,
    key: &["measure_id", "fiscal_year"],
    of: None,
};

struct Row<'s> {
    listed: &'s Listed<'s>,
    year: &'s GradeYear<'s>,
}

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    let columns: [Column<Row<'_>>; 11] = [
        Column::measure_id(|row| row.listed.years.id.as_str().into()),
        Column::measure_name(|row| row.listed.years.title.into()),
        Column::strategy(|row| (&*row.listed.place.strategy).into()),
        Column::new(
            Name::After(Field::Strategy, "_name", "の名称"),
            Kind::Text,
            "その段の名称",
            |row| row.listed.place.strategy_name.into(),
        ),
        Column::year(|row| Cell::year(Some(row.year.year))),
        Column::japanese_year(|row| row.year.year.label().into()),
        Column::new(
            Name::Own("evaluation_state", "評価の有無"),
            Kind::Code(State::LIST),
            "評価があるか、まだないか、事業が行われていないか",
            |row| State::of(row.year).code().into(),
        ),
        Column::new(
            Name::Of(Field::SelfGrade),
            Kind::Code(GRADES),
            "担当係の付けた評価。なければ空",
            |row| mark(row.year.self_grade),
        ),
        Column::new(
            Name::Of(Field::ReviewedGrade),
            Kind::Code(GRADES),
            "担当係の評価の後に付けた評価。なければ空",
            |row| mark(row.year.reviewed_grade),
        ),
        Column::new(
            Name::Of(Field::Grade),
            Kind::Code(GRADES),
            "その年度の評価。査定があれば査定、なければ自己評価。どちらもなければ空",
            |row| mark(row.year.grade),
        ),
        Column::new(
            Name::Own("change", "前の年度からの変化"),
            Kind::Code(Change::LIST),
            "前の年度の評価と比べたもの。どちらかの年度に評価がなければ空",
            |row| row.year.change.map(Change::code).into(),
        ),
    ];
    let rows = source
        .measures
        .iter()
        .flat_map(|listed| listed.years.years.iter().map(move |year| Row { listed, year }));
    Table::new(ABOUT, source.labels(), &columns, rows)
}

fn mark(grade: Option<GradeView<'_>>) -> Cell {
    grade.map(|grade| grade.mark).into()
}

//! 指標, as they are declared.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Listed, Source};
use super::super::table::{About, Format, Table};
use super::super::terms::Coded as _;
use super::codes::CATEGORIES;
use super::figures::{number, words};
use crate::book::IndicatorYears;
use crate::model::Base;

/// The name of the table.
pub(super) const NAME: &str = "indicators";

/// The columns that tell a 指標 from all others.
pub(super) const KEY: &[&str] = &["measure_id", "indicator_number"];

const ABOUT: About = About {
    name: NAME,
    title: "指標",
    meaning: "一行が、一つの事業の一つの指標。年度ごとの目標と実績は、指標の値の表にある",
    format: Format::Csv,
    key: KEY,
    of: None,
};

struct Row<'s> {
    listed: &'s Listed<'s>,
    nth: usize,
    line: &'s IndicatorYears<'s>,
}

impl<'s> Row<'s> {
    fn base(&self) -> Option<&'s Base> {
        self.line.base
    }
}

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    let columns: [Column<Row<'_>>; 10] = [
        Column::measure_id(|row| row.listed.years.id.as_str().into()),
        Column::measure_name(|row| row.listed.years.title.into()),
        Column::indicator(|row| Cell::count(row.nth)),
        Column::indicator_name(|row| row.line.name.into()),
        Column::new(
            Name::Own("category", "区分"),
            Kind::Code(CATEGORIES),
            "活動、成果など。分けない計画では空",
            |row| row.line.sort.into(),
        ),
        Column::new(
            Name::Own("unit", "単位"),
            Kind::Text,
            "目標・実績・基準値の単位。言葉の指標では空",
            |row| row.line.unit.into(),
        ),
        Column::direction(|row| row.line.direction.code().into()),
        Column::new(
            Name::Own("base_fiscal_year", "基準値の年度"),
            Kind::Integer,
            "年度の始まる年。基準値がなければ空",
            |row| Cell::year(row.base().map(|base| base.year)),
        ),
        Column::new(
            Name::Own("base", "基準値"),
            Kind::Number(None),
            "計画を始めるときの値。数でなければ空",
            |row| number(row.base().map(|base| &base.value)),
        ),
        Column::new(
            Name::Own("base_words", "基準値（言葉）"),
            Kind::Text,
            "数でない基準値。数なら空",
            |row| words(row.base().map(|base| &base.value)),
        ),
    ];
    let rows = source.measures.iter().flat_map(|listed| {
        let lines = listed.years.indicators.iter().enumerate();
        lines.map(move |(index, line)| Row { listed, nth: index + 1, line })
    });
    Table::new(ABOUT, source.labels(), &columns, rows)
}

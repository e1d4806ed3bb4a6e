//! 事業.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Listed, Source};
use super::super::table::{About, Format, Table};
use crate::form::Field;
use crate::year::{FiscalYear, Period};

/// The name of the table.
const NAME: &str = "measures";

const ABOUT: About = About {
    name: NAME,
    title: "事業",
    meaning: "一行が一つの事業。再掲された事業も一行だけで、計画の並びで初めの所に置く",
    format: Format::Csv,
    key: &["measure_id"],
    of: None,
};

struct Row<'s> {
    listed: &'s Listed<'s>,
    period: Period,
}

impl Row<'_> {
    fn first(&self) -> FiscalYear {
        self.listed.years.measure.first_year.unwrap_or(self.period.first())
    }

    fn last(&self) -> FiscalYear {
        self.listed.years.measure.last_year.unwrap_or(self.period.last())
    }
}

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    let columns: [Column<Row<'_>>; 11] = [
        Column::new(
            Name::Own("measure_id", "事業のID"),
            Kind::Text,
            "計画の間、変わらない短い名前。ほかの表は、これで事業を指す",
            |row| row.listed.years.id.as_str().into(),
        ),
        Column::measure_name(|row| row.listed.years.title.into()),
        Column::new(
            Name::Of(Field::Number),
            Kind::Text,
            "事業名の前に刷る番号。1-2-3 のような番号は、表計算ソフトが日付に変えないように、文字として読む。番号を付けない計画では空",
            |row| row.listed.years.number.as_deref().into(),
        ),
        Column::strategy(|row| (&*row.listed.place.strategy).into()),
        Column::node(
            Name::After(Field::Policy, "_code", "のコード"),
            "計画体系の段のコード",
            |row| (&*row.listed.place.policy).into(),
        ),
        Column::node(
            Name::After(Field::Priority, "_code", "のコード"),
            "計画体系の段のコード。この段のない所では空",
            |row| row.listed.place.priority.as_deref().into(),
        ),
        Column::node(
            Name::After(Field::Initiative, "_code", "のコード"),
            "計画体系の段のコード",
            |row| (&*row.listed.place.initiative).into(),
        ),
        Column::new(
            Name::Of(Field::FirstYear),
            Kind::Integer,
            "事業の始まる年度（西暦）",
            |row| Cell::year(Some(row.first())),
        ),
        Column::new(
            Name::Of(Field::LastYear),
            Kind::Integer,
            "事業の終わる年度（西暦）。終わりの決まっていない事業では、計画の最後の年度",
            |row| Cell::year(Some(row.last())),
        ),
        Column::new(
            Name::After(Field::Successor, "_id", "のID"),
            Kind::Text,
            "終わった事業を引き継ぐ事業のID。なければ空",
            |row| row.listed.years.measure.successor.as_ref().map(|id| id.value.as_str()).into(),
        ),
        Column::new(
            Name::Own("sheet_page", "シートの頁"),
            Kind::Integer,
            "冊子で、シートに刷る頁。この年度に行われていない事業では空",
            |row| row.listed.page.map_or(Cell::Empty, Cell::count),
        ),
    ];
    let period = source.model.plan.period.value;
    let rows = source.measures.iter().map(|listed| Row { listed, period });
    Table::new(ABOUT, source.labels(), &columns, rows)
}

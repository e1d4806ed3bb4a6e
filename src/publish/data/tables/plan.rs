//! 計画: what all tables are of.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::Source;
use super::super::table::{About, Format, Table};
use crate::form::{Field, Label};

const ABOUT: About = About {
    name: "plan",
    title: "計画",
    meaning: "計画と、この冊子の年度。一行だけの表",
    format: Format::Csv,
    key: &[],
    of: None,
};

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    type Row<'s> = &'s Source<'s>;
    let columns: [Column<Row<'_>>; 12] = [
        Column::new(Name::Of(Field::Name), Kind::Text, "計画の名称", |source| source.book.plan.into()),
        Column::new(
            Name::Of(Field::Publisher),
            Kind::Text,
            "この冊子を発行するところ",
            |source| source.book.publisher.into(),
        ),
        Column::new(
            Name::Own("municipality_code", "全国地方公共団体コード"),
            Kind::Text,
            "検査数字まで6桁。0で始まるものもあるので、文字として読む",
            |source| {
                source.model.plan.publication.municipality.as_ref().map(|code| code.value.to_string()).into()
            },
        ),
        Column::new(
            Name::Own("municipality_name", "団体名"),
            Kind::Text,
            "都道府県名から書いた、市区町村の名称",
            |source| source.model.plan.publication.municipality_name.as_ref().into(),
        ),
        Column::new(
            Name::Own("first_fiscal_year", "計画の最初の年度"),
            Kind::Integer,
            "計画期間の最初の年度の始まる年",
            |source| Cell::year(Some(source.model.plan.period.value.first())),
        ),
        Column::new(
            Name::Own("last_fiscal_year", "計画の最後の年度"),
            Kind::Integer,
            "計画期間の最後の年度の始まる年",
            |source| Cell::year(Some(source.model.plan.period.value.last())),
        ),
        Column::year(|source| Cell::year(Some(source.book.year.short))),
        Column::japanese_year(|source| source.book.year.label.as_str().into()),
        Column::new(Name::Own("booklet", "冊子"), Kind::Text, "表紙にある、冊子の題", |source| {
            source.labels()[Label::Booklet].as_str().into()
        }),
        Column::new(
            Name::Own("excerpt", "抜き出した範囲"),
            Kind::Text,
            "冊子の一部だけのデータであるときの、その範囲。全体のデータでは空",
            |source| source.book.excerpt.clone().into(),
        ),
        Column::new(
            Name::Own("issued", "発行日"),
            Kind::Date,
            "表紙に刷る発行日。発行日を書いていない冊子では空",
            |source| source.book.issued_on.map(|day| day.to_string()).into(),
        ),
        Column::new(
            Name::Own("measure_count", "事業の数"),
            Kind::Integer,
            "この年度に行われた事業の数。再掲は数えない",
            |source| Cell::count(source.measures.iter().filter(|measure| measure.page.is_some()).count()),
        ),
    ];
    Table::new(ABOUT, source.labels(), &columns, [source])
}

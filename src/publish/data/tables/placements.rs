//! Where the measures stand in the tree, 再掲 and all.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Mention, Source};
use super::super::table::{About, Format, Table};
use crate::form::Field;

const ABOUT: About = About {
    name: "placements",
    title: "計画体系での事業の場所",
    meaning: "一行が、計画の並びで一つの事業の載る一か所。再掲された事業には、いくつも行がある",
    format: Format::Csv,
    key: &[],
    of: None,
};

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    let columns: [Column<&Mention<'_>>; 5] = [
        Column::measure_id(|mention| mention.id.as_str().into()),
        Column::strategy(|mention| (&*mention.place.strategy).into()),
        Column::node(
            Name::After(Field::Initiative, "_code", "のコード"),
            "計画体系の段のコード",
            |mention| (&*mention.place.initiative).into(),
        ),
        Column::new(
            Name::Own("is_reprint", "再掲かどうか"),
            Kind::Flag,
            "初めの所は false、二度目からは true",
            |mention| mention.is_reprint.into(),
        ),
        Column::new(
            Name::Own("sheet_page", "シートの頁"),
            Kind::Integer,
            "冊子で、シートに刷る頁。この年度に行われていない事業では空",
            |mention| mention.page.map_or(Cell::Empty, Cell::count),
        ),
    ];
    Table::new(ABOUT, source.labels(), &columns, &source.mentions)
}

//! 担当係 of the measures.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Listed, Source};
use super::super::table::{About, Format, Table};
use super::codes::SECTIONS;
use crate::form::Field;
use crate::model::Text;

const ABOUT: About = About {
    name: "measure_sections",
    title: "事業の担当係",
    meaning: "一行が、一つの事業と、それを受け持つ一つの係",
    format: Format::Csv,
    key: &[],
    of: None,
};

struct Row<'s> {
    listed: &'s Listed<'s>,
    code: Option<usize>,
    name: &'s Text,
}

/// The table.
pub(in super::super) fn table(source: &Source<'_>) -> Table {
    let columns: [Column<Row<'_>>; 4] = [
        Column::measure_id(|row| row.listed.years.id.as_str().into()),
        Column::measure_name(|row| row.listed.years.title.into()),
        Column::new(
            Name::After(Field::Section, "_code", "のコード"),
            Kind::Code(SECTIONS),
            "コード表のコード。この冊子の計画に並べた順で、並びを変えれば変わる。別の年度のデータとは、名称で結ぶ",
            |row| row.code.map_or(Cell::Empty, |code| super::codes::section(code).into()),
        ),
        Column::new(Name::After(Field::Section, "_name", "の名称"), Kind::Text, "係の名称", |row| {
            row.name.into()
        }),
    ];
    let plan = &source.model.plan;
    let rows = source.measures.iter().flat_map(|listed| {
        listed.years.measure.sections.iter().map(move |section| {
            let name = plan.section_name(section.value);
            let code = plan.sections.iter().position(|other| other == name);
            Row { listed, code, name }
        })
    });
    Table::new(ABOUT, source.labels(), &columns, rows)
}

//! Numbers, days, choices and marks in fields of the council's own, a value a row.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Entry, Said, Source};
use super::super::table::{About, Format, Table};
use super::entry_row::EntryRow;

const ABOUT: About = About {
    name: "own_values",
    title: "様式の項目の値",
    meaning: "一行が、この計画の様式にだけある項目の、一つの値（数、金額、日付、選択、評価）。文章は、文章のファイルにある",
    format: Format::Csv,
    key: &[],
    of: None,
};

/// The table.
pub(in super::super) fn table(source: &Source<'_>, entries: &[Entry<'_>]) -> Table {
    let mut columns = EntryRow::columns();
    columns.extend([
        Column::new(
            Name::Own("value", "数値"),
            Kind::Number(None),
            "数と金額",
            |row: &EntryRow<'_>| match row.entry.said {
                Said::Number(number, _) => number.into(),
                _ => Cell::Empty,
            },
        ),
        Column::new(
            Name::Own("unit", "単位"),
            Kind::Text,
            "数値の単位。単位のない数では空",
            |row| match row.entry.said {
                Said::Number(_, unit) => unit.into(),
                _ => Cell::Empty,
            },
        ),
        Column::new(
            Name::Own("code", "選択・評価"),
            Kind::Text,
            "選んだ言葉か、評価の記号。項目の表の code_list が、コード表のどの一覧かを示す",
            |row| match row.entry.said {
                Said::Code(code) => code.into(),
                _ => Cell::Empty,
            },
        ),
        Column::new(Name::Own("date", "日付"), Kind::Date, "日付の項目の値", |row| {
            match row.entry.said {
                Said::Day(day) => day.to_string().into(),
                _ => Cell::Empty,
            }
        }),
    ]);
    let values = entries.iter().filter(|entry| !matches!(entry.said, Said::Words(_)));
    let labels = source.labels();
    Table::new(ABOUT, labels, &columns, EntryRow::all(values, labels))
}

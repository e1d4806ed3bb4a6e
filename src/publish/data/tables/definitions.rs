//! 項目定義: the columns of all tables.

use super::super::cell::Cell;
use super::super::column::{Column, Head, Kind, Name};
use super::super::source::Source;
use super::super::table::{About, Format, Table};

const ABOUT: About = About {
    name: "definitions",
    title: "項目定義",
    meaning: "一行が、一つのファイルの一つの列",
    format: Format::Csv,
    key: &["file", "column"],
    of: None,
};

struct Row {
    file: String,
    table: &'static str,
    nth: usize,
    head: Head,
}

/// The table, of the columns of others and its own.
pub(in super::super) fn table(source: &Source<'_>, others: &[Table]) -> Table {
    let columns: [Column<Row>; 9] = [
        Column::new(Name::Own("file", "ファイル"), Kind::Text, "ファイルの名前", |row| {
            row.file.as_str().into()
        }),
        Column::new(Name::Own("table_name", "表の名称"), Kind::Text, "表の日本語の名称", |row| {
            row.table.into()
        }),
        Column::new(Name::Own("column_order", "列の順"), Kind::Integer, "左からの順", |row| {
            Cell::count(row.nth)
        }),
        Column::new(
            Name::Own("column", "列"),
            Kind::Text,
            "ファイルの一行目にある名前",
            |row| row.head.name.as_str().into(),
        ),
        Column::new(
            Name::Own("column_title", "列の名称"),
            Kind::Text,
            "列の日本語の名称",
            |row| row.head.title.as_str().into(),
        ),
        Column::new(
            Name::Own("type", "型"),
            Kind::Text,
            "string（文字）、integer（整数）、number（数）、date（日付）、boolean（真偽）",
            |row| row.head.kind.name().into(),
        ),
        Column::new(
            Name::Own("unit", "単位"),
            Kind::Text,
            "列のどの値にも共通の単位。行ごとの単位は、その行の unit にある",
            |row| row.head.kind.unit().into(),
        ),
        Column::new(
            Name::Own("code_list", "コードの一覧"),
            Kind::Text,
            "コードの列で、コード表のどの一覧か",
            |row| row.head.kind.code_list().into(),
        ),
        Column::new(
            Name::Own("meaning", "説明"),
            Kind::Text,
            "列の意味と、空の値の意味",
            |row| row.head.meaning.into(),
        ),
    ];
    let rows = |table: &Table| -> Vec<Row> {
        let heads = table.heads.iter().cloned().enumerate();
        let row = |(index, head)| Row { file: table.file(), table: table.about.title, nth: index + 1, head };
        heads.map(row).collect()
    };
    let own = Table::new(ABOUT, source.labels(), &columns, []);
    let all: Vec<Row> = others.iter().chain([&own]).flat_map(rows).collect();
    Table::new(ABOUT, source.labels(), &columns, all)
}

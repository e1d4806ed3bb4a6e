//! 文章: what was written, as it was typed, with its line breaks.

use super::super::cell::Cell;
use super::super::column::{Column, Kind, Name};
use super::super::source::{Entry, Said, Source};
use super::super::table::{About, Format, Table};
use super::entry_row::EntryRow;

const ABOUT: About = About {
    name: "texts",
    title: "文章",
    meaning: "一つの項目に書かれた文章。改行も、書かれたまま。年度によらない項目（概要など）は、この冊子の年度の行に置く",
    format: Format::Json,
    key: &[],
    of: None,
};

/// The table.
pub(in super::super) fn table(source: &Source<'_>, entries: &[Entry<'_>]) -> Table {
    let mut columns = EntryRow::columns();
    columns.push(Column::new(
        Name::Own("text", "文章"),
        Kind::Text,
        "書かれたままの文章。図の項目では、図の説明",
        |row: &EntryRow<'_>| match row.entry.said {
            Said::Words(text) => text.into(),
            _ => Cell::Empty,
        },
    ));
    let texts = entries.iter().filter(|entry| matches!(entry.said, Said::Words(_)));
    let labels = source.labels();
    Table::new(ABOUT, labels, &columns, EntryRow::all(texts, labels))
}

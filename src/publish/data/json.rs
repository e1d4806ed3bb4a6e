//! Data as JSON, for people to look into as well.

use serde::Serialize;
use serde_json::Value;

use super::table::Table;

/// What is told of the tables, each thing on a line of its own.
pub(super) fn package(package: &Value) -> Vec<u8> {
    format!("{package:#}\n").into_bytes()
}

/// A table: a list of objects, each on a line of its own.
pub(super) fn table(table: &Table) -> Vec<u8> {
    format!("{}\n", rows(table)).into_bytes()
}

/// Tables by their names, after what is told of them all.
pub(super) fn document(about: &Value, tables: &[Table]) -> Vec<u8> {
    let tables = tables.iter().map(|table| format!(",\n\"{}\": {}", table.about.name, rows(table)));
    format!("{{\"about\": {about:#}{}}}\n", tables.collect::<String>()).into_bytes()
}

fn rows(table: &Table) -> String {
    let rows: Vec<String> = table.objects().map(|row| line(&row)).collect();
    if rows.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", rows.join(",\n")) }
}

fn line(row: &impl Serialize) -> String {
    // It fails on keys that are no texts alone.
    serde_json::to_string(row).unwrap_or_default()
}

//! Fields of several rows and columns: 一覧 and 表.

use super::form::added_twice;
use super::mapping::{Mapping, Text, list};
use super::plan::Plan;
use super::value::{Rows, Value, one};
use super::written_in::WrittenIn;
use super::yaml::Node;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::form::{Field, Form, Kind, Level, Part, Sums, Table, TableRows};

/// The rows that a measure names for the 表 of its records (行: 事業ごと).
#[derive(Debug, Default)]
pub(super) struct RowNames(Vec<(Field, Vec<Text>)>);

impl RowNames {
    /// Reads what the file of a measure names.
    pub(super) fn read(form: &Form, mapping: &Mapping<'_>, diagnostics: &mut Diagnostics) -> Self {
        let tables = form.fields(Level::Record).filter(|field| field.row().kind.has_rows_of_measure());
        let named = tables.filter_map(|field| {
            mapping.get(field.key())?;
            let names = mapping.require_keys(field.key(), diagnostics);
            if let Kind::Table(Table { sums, .. }) = field.row().kind
                && sums.has_row()
            {
                diagnostics.append(added_twice(&names, Sums::Row, *sums));
            }
            Some((field, names))
        });
        Self(named.collect())
    }

    /// The rows of a field; none at all where the measure names none, and an empty list where they could not be read.
    pub(super) fn of(&self, field: Field) -> Option<&[Text]> {
        self.0.iter().find(|(other, _)| *other == field).map(|(_, names)| names.as_slice())
    }
}

/// How a row of columns is written.
fn example(parts: &[Part]) -> String {
    let cells: Vec<String> = parts.iter().map(|part| format!("{}: …", part.key)).collect();
    format!("{{{}}}", cells.join(", "))
}

/// Reads a 一覧.
pub(super) fn entries(
    parts: &[Part],
    node: &Node,
    plan: &Plan,
    diagnostics: &mut Diagnostics,
) -> Option<Rows> {
    let nodes = list(node, diagnostics)?;
    let example = example(parts);
    let entries = nodes.iter().filter_map(|node| {
        let mapping = Mapping::like(&example, node, diagnostics)?;
        let cells = cells(parts, &mapping, plan, diagnostics);
        mapping.finish(diagnostics);
        Some(cells)
    });
    let mut rows: Vec<_> = entries.collect();
    // Those before an entry keep their places, by which it is found in the file.
    while rows.pop_if(|cells| cells.iter().all(Option::is_none)).is_some() {}
    (!rows.is_empty()).then(|| Rows { rows, place: node.place.clone() })
}

/// Reads the 表 of a field. Of a measure whose file could not be read, no `names` are known.
pub(super) fn table(
    field: Field,
    table: &Table,
    node: &Node,
    names: Option<&RowNames>,
    plan: &Plan,
    diagnostics: &mut Diagnostics,
) -> Option<Rows> {
    let heads: Vec<&str> = match table.rows {
        TableRows::Fixed(heads) => heads.to_vec(),
        TableRows::OfMeasure => {
            let Some(names) = names?.of(field) else {
                diagnostics.push(without_names(field, node));
                return None;
            };
            names.iter().map(|name| name.value.as_str()).collect()
        }
    };
    let example = example(table.columns);
    let mapping = Mapping::like(&format!("{}: {example}", heads.first()?), node, diagnostics)?;
    let rows = heads.iter().map(|head| {
        let node = mapping.named(head);
        let Some(mapping) = node.and_then(|node| Mapping::like(&example, node, diagnostics)) else {
            return table.columns.iter().map(|_| None).collect();
        };
        let cells = cells(table.columns, &mapping, plan, diagnostics);
        mapping.finish(diagnostics);
        cells
    });
    let rows: Vec<Vec<Option<Value>>> = rows.collect();
    let mut unknown = Diagnostics::new();
    mapping.finish(&mut unknown);
    let where_named = match table.rows {
        TableRows::Fixed(_) => "行は plan.yaml の「様式」で決めています。".to_owned(),
        TableRows::OfMeasure => format!("行は、事業のファイルの「{}」で決めています。", field.key()),
    };
    diagnostics.append(unknown.map(|found| found.hint(where_named.clone())));
    let is_any = rows.iter().flatten().any(Option::is_some);
    is_any.then(|| Rows { rows, place: node.place.clone() })
}

/// A record has a table for which its measure names no rows.
fn without_names(field: Field, node: &Node) -> Diagnostic {
    let key = field.key();
    let message = format!("「{key}」の行が、事業のファイルに書かれていません。");
    Diagnostic::new(Code::MissingKey, message).at(&node.place.first_line()).hint(format!(
        "measures フォルダーの同じ名前のファイルに、「{key}: [北部, 南部]」のように行の名前を並べてください。"
    ))
}

/// The cells of a row.
fn cells(
    parts: &[Part],
    mapping: &Mapping<'_>,
    plan: &Plan,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<Value>> {
    let cell = |part: &Part| {
        let text = mapping.text(part.key, diagnostics)?;
        diagnostics.take(one(part.kind, &plan.scale, text, WrittenIn::File))
    };
    parts.iter().map(cell).collect()
}

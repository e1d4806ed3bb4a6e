//! `datapackage.json`: what the tables are, for programs (Data Package 1.0 of frictionlessdata.io).

use serde_json::{Value, json};

use super::cell::Cell;
use super::column::{Head, Kind};
use super::csv::words;
use super::licence::KnownLicence;
use super::source::Source;
use super::table::{Format, Table};
use super::tables::CODES;
use crate::form::{Label, Stage};

/// What is said of the tables as files, after what they are of.
const OF_FILES: &str = "\
CSV は UTF-8（BOM 付き）、改行は CR LF、一行目が列の名前で、列の意味は definitions.csv、コードは codes.csv にあります。\
CSV の空の値は、値がないことを示します（0 とは違います）。\
表計算ソフトで式として働く文字（= + - @ と、その全角）で始まる文字の値と、「'」で始まる値の前には「'」を一つ付けてあるので、使うときは初めの「'」を一つ除きます。\
文章は、書かれたまま texts.json にあります。年度は、4月1日から翌年の3月31日までです。";

/// What is said of the tables in one document, likewise.
const OF_DOCUMENT: &str = "\
文字は UTF-8 で、表の名前の下に、その行が並びます。列の意味は definitions（file は、表を一つずつのファイルにしたときの名前）、\
コードは codes にあります。null は、値がないことを示します（0 とは違います）。どの値も、書かれたままです。年度は、4月1日から翌年の3月31日までです。";

/// What is said of all tables in one document.
pub(super) fn of_document(source: &Source<'_>) -> Value {
    about(source, OF_DOCUMENT)
}

/// All that is said of the data as a whole.
fn about(source: &Source<'_>, description: &str) -> Value {
    let book = source.book;
    let publication = &source.model.plan.publication;
    let year = book.year.short;
    let labels = source.labels();
    let booklet = format!("{} {} {}", book.plan.value, book.year.label, labels[Label::Booklet]);
    let excerpt = book.excerpt.as_ref().map(|excerpt| format!("（{excerpt}）")).unwrap_or_default();
    let stage = match book.stage {
        Stage::Targets => "-targets",
        Stage::Interim => "-interim",
        Stage::Whole => "",
    };
    let mut about = json!({
        "name": format!("progress-{}{stage}", year.starts_in()),
        "title": format!("{booklet}{excerpt} データ"),
        "description": format!("{}のデータです。{description}", labels[Label::Booklet]),
        "version": format!("{year}{stage}"),
        "accrualPeriodicity": "年度ごと",
        "temporal": {
            "start": format!("{}-04-01", year.starts_in()),
            "end": format!("{}-03-31", year.starts_in() + 1),
        },
        "language": "ja",
        "contributors": [{"title": book.publisher.value, "role": "publisher"}],
        "sources": [{"title": booklet}],
    });
    if let Some(issued) = book.issued_on {
        about["modified"] = json!(issued.to_string());
    }
    if let Some(licence) = &publication.licence {
        about["licenses"] = json!([match KnownLicence::meant(&licence.value) {
            Some(known) => json!({"name": known.name, "title": known.title, "path": known.address}),
            None => json!({"name": "other", "title": licence.value}),
        }]);
    }
    if publication.municipality.is_some() || publication.municipality_name.is_some() {
        about["municipality"] = json!({
            "code": publication.municipality.as_ref().map(|code| code.value.to_string()),
            "name": publication.municipality_name.as_ref().map(|name| &name.value),
        });
    }
    if let Some(site) = &publication.site {
        about["homepage"] = json!(site.value);
    }
    about
}

/// The same of the tables as files, with what is said of each.
pub(super) fn package(source: &Source<'_>, tables: &[Table]) -> Value {
    let mut package = about(source, OF_FILES);
    package["profile"] = json!("tabular-data-package");
    package["resources"] = tables.iter().map(|table| resource(table, tables)).collect();
    package
}

fn resource(table: &Table, tables: &[Table]) -> Value {
    let keys = table.about.key;
    let mut references: Vec<Value> = table.heads.iter().filter_map(|head| reference(head, table)).collect();
    references.extend(table.about.of.map(
        |(resource, fields)| json!({"fields": fields, "reference": {"resource": resource, "fields": fields}}),
    ));
    let mut schema = json!({
        "fields": table.heads.iter().map(|head| field(head, keys, tables)).collect::<Vec<_>>(),
        "missingValues": [""],
    });
    if !keys.is_empty() {
        schema["primaryKey"] = json!(keys);
    }
    if !references.is_empty() {
        schema["foreignKeys"] = json!(references);
    }
    let mut resource = json!({
        "profile": "tabular-data-resource",
        "name": table.about.name,
        "path": table.file(),
        "title": table.about.title,
        "description": table.about.meaning,
        "format": table.about.format.name(),
        "encoding": "utf-8",
        "schema": schema,
    });
    match table.about.format {
        Format::Csv => {
            resource["mediatype"] = json!("text/csv");
            resource["dialect"] = json!({
                "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true,
            });
        }
        Format::Json => resource["mediatype"] = json!("application/json"),
    }
    resource
}

/// The row of a table that a column names.
fn reference(head: &Head, of: &Table) -> Option<Value> {
    let Kind::Refers { table, column } = head.kind else { return None };
    // Its own table is named by nothing.
    let resource = if table == of.about.name { "" } else { table };
    Some(json!({
        "fields": [head.name],
        "reference": {"resource": resource, "fields": [column]},
    }))
}

fn field(head: &Head, keys: &[&str], tables: &[Table]) -> Value {
    let mut field = json!({
        "name": head.name,
        "title": head.title,
        "type": head.kind.name(),
        "description": head.meaning,
    });
    if let Some(unit) = head.kind.unit() {
        field["unit"] = json!(unit);
    }
    // A list may have none in a plan.
    let codes = head.kind.code_list().map(|list| codes(list, tables));
    if let Some(codes) = codes.filter(|codes| !codes.is_empty()) {
        field["constraints"] = json!({"enum": codes});
    }
    if keys.contains(&head.name.as_str()) {
        field["constraints"]["required"] = json!(true);
    }
    if keys == [head.name.as_str()] {
        field["constraints"]["unique"] = json!(true);
    }
    field
}

/// The codes of a list, as they stand in the files.
fn codes(list: &str, tables: &[Table]) -> Vec<String> {
    let rows = tables.iter().filter(|table| table.about.name == CODES).flat_map(|table| &table.rows);
    let codes = rows.filter_map(|row| match &row[..] {
        [Cell::Text(of), Cell::Text(code), ..] if of == list => Some(words(code).into_owned()),
        _ => None,
    });
    codes.collect()
}
